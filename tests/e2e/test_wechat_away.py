"""Orders by chat while the desk is off and the relay dies again and again: all on paper afterwards, once, in order."""

from pathlib import Path

import pytest

from tests.long.away import away


@pytest.mark.timeout(180)
def test_the_relay_is_killed_while_the_desk_is_off(tmp_path: Path) -> None:
    assert away(tmp_path, orders=16, kills=3, seed=5) == []
