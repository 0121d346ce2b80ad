"""`pytest --printer URI [--printer-profile NAME]`: the driver against a device on the table. Skipped without one.

What is asked of it here is harmless on any receipt printer: it answers, or is known to be silent; one short ticket
comes out, and its end is told as honestly as the device can.
"""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from printers import (
    Columns,
    Confirmed,
    Document,
    Line,
    QrCode,
    Rule,
    Unconfirmed,
    closing,
    encode,
    open_printer,
    opening,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def device(request: pytest.FixtureRequest) -> tuple[str, str]:
    uri = request.config.getoption("--printer")
    if not uri:
        pytest.skip("only on a real printer, named by --printer URI")
    return str(uri), str(request.config.getoption("--printer-profile"))


def test_it_connects_twice_and_says_how_it_is(device: tuple[str, str]) -> None:
    async def scene() -> None:
        printer = open_printer(*device)
        for _ in range(2):
            await printer.connect()
            assert printer.connected
            status = await printer.check()
            assert status.known or printer.confirmation == "none"
            await printer.disconnect()
            assert not printer.connected

    asyncio.run(scene())


def test_a_ticket_comes_out_and_is_told_honestly(device: tuple[str, str]) -> None:
    async def scene() -> None:
        printer = open_printer(*device)
        profile = printer.profile
        ticket = Document((
            Line("打印测试 TEST"), Rule(), Columns("草莓奶油蛋糕 6寸 🎂", "× 2"), Columns("Café ¥38", "× 1"),
            QrCode("https://example.com/1"),
        ))  # fmt: skip
        await printer.connect()
        if not printer.status.can_print:
            pytest.fail(f"the printer cannot print now: {', '.join(printer.status.reasons)}")
        await printer.send(opening(profile, torn=False) + encode(ticket, profile) + closing(profile), "t3st")
        outcome = await printer.wait("t3st", None, 30)
        expected = Unconfirmed if printer.confirmation == "none" else Confirmed
        assert isinstance(outcome, expected), outcome
        await printer.disconnect()

    asyncio.run(scene())


def test_the_option_reaches_a_device(tmp_path: Path) -> None:
    """The same two tests in a run of their own, on a simulated printer behind its TCP port."""
    simulated = subprocess.Popen(
        [sys.executable, "-m", "printers", "simulate", "--port", "0", "--paper", str(tmp_path), "--speed", "max"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert simulated.stdout is not None
        address = simulated.stdout.readline().split()[1]
        words = ["-m", "pytest", "-q", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider", __file__]
        chosen = ["--printer", f"socket://{address}", "--printer-profile", "epson-80mm", "-k", "not option"]
        done = subprocess.run(
            [sys.executable, *words, *chosen],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "2 passed" in done.stdout, done.stdout + done.stderr
        assert "草莓奶油蛋糕" in (tmp_path / "0001.txt").read_text(encoding="utf-8")
    finally:
        simulated.terminate()
        simulated.wait(10)
        assert simulated.stdout is not None
        simulated.stdout.close()
