"""A few thousand of the million: mutated, forged and re-encrypted callbacks end in a reply or a refusal."""

from pathlib import Path

import pytest

from tests.long.callbacks import fuzz


@pytest.mark.timeout(120)
def test_nothing_that_arrives_breaks_the_relay(tmp_path: Path) -> None:
    tally = fuzz(tmp_path, 4000, 3)
    assert tally.broken == []
    assert tally.count == 4000
    assert tally.signed * 2 >= tally.count
    assert tally.answered > 500, "most insides are refused: the dialogue is hardly reached"
