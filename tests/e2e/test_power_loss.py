"""The power goes at any moment: no acknowledged order is lost, none is without its tickets."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.disk import Sent, Sync
from tests.e2e.power_loss import broken_by, record

ORDERS, CUTS = 200, 1000


@pytest.mark.timeout(180)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only on Linux: strace watches the desk")
def test_a_thousand_power_cuts_lose_no_acknowledged_order(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: power cuts are not replayed over the real process's writes")
    recording = record(tmp_path, ORDERS)
    assert len(recording.acks) == ORDERS
    assert recording.tokens, "no ticket left for a printer"
    assert broken_by(recording, CUTS, seed=5) == []

    careless = [Sent(b"") if isinstance(step, Sync) else step for step in recording.steps]
    assert broken_by(replace(recording, steps=careless), 20, seed=5), "this disk forgives missing syncs"
