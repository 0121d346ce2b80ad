"""The real libusb and pyusb on a USB bus that is only a description (umockdev), with the simulated printer behind it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from printers import Document, Line, closing, encode, load_profile, opening
from printers.simulator.interpreter import interpret

ROOT = Path(__file__).resolve().parents[3]
EPSON = load_profile("epson-80mm")
TICKET = b"".join((
    opening(EPSON, torn=False),
    encode(Document((Line("草莓奶油蛋糕 × 2 🎂"), Line("备注：生日快乐 Amy"))), EPSON),
    closing(EPSON),
))  # fmt: skip


def test_a_ticket_is_printed_and_proved_and_the_driver_has_its_device_again(tmp_path: Path) -> None:
    wrapper = shutil.which("umockdev-wrapper")
    if wrapper is None:
        pytest.skip("umockdev: not installed")
    ticket = tmp_path / "ticket.bin"
    ticket.write_bytes(TICKET)
    done = subprocess.run(
        [wrapper, sys.executable, "-m", "tests.fakes.usb_kernel", str(ticket)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["found"] == [["usb://04b8:0202", "EPSON", "TM-T88V"]]
    assert said["outcome"] == "Confirmed(evidence='process-id')"
    assert said["sheets"] == [sheet.text for sheet in interpret(TICKET, EPSON).sheets]
    assert said["log"] == ["detach", "claim", "release", "attach"]
    assert said["driver"]
