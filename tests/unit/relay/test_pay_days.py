"""Random days at the till end with both sides agreeing; see tests/unit/relay/pay_days.py."""

from pathlib import Path

import pytest

from tests.unit.relay.pay_days import a_day


@pytest.mark.parametrize("seed", range(10))
def test_a_random_day(tmp_path: Path, seed: int) -> None:
    a_day(tmp_path, seed)
