"""None lost, none doubled, and what the header says is so at every moment it says something else."""

import asyncio
from pathlib import Path

import pytest

from tests.sources.days import DAYS


@pytest.mark.slow
@pytest.mark.parametrize("system", DAYS)
def test_a_day_with_a_shop_system(tmp_path: Path, system: str) -> None:
    figures = asyncio.run(DAYS[system](tmp_path, 100, 20261127))
    assert figures.faults == []
    assert figures.orders >= 100
    assert figures.zero >= 3 and figures.away >= 3
