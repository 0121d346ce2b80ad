"""The session on Qt's event loop, in a process of its own: the desk runs it there."""

import importlib.util
import os
import pathlib
import subprocess
import sys
import textwrap

import pytest

SCENE = textwrap.dedent(
    """
    import asyncio
    import PySide6.QtWidgets
    import qasync
    from printers import Confirmed, Unconfirmed, closing, load_profile, open_printer
    from printers.simulator.printer import SimulatedPrinter

    async def scene():
        simulated = SimulatedPrinter(load_profile("epson-80mm"), speed=None)
        await simulated.start()
        printer = open_printer(f"socket://127.0.0.1:{simulated.port}", "epson-80mm")
        await printer.connect()
        for token, data in (("tok1", b"hello\\n"), ("tok2", bytes(300_000))):
            await printer.send(data + closing(printer.profile), token)
            assert await printer.wait(token, None, 10) == Confirmed("process-id")
        await simulated.command("power cycle")
        while printer.connected:
            await asyncio.sleep(0.01)
        await printer.connect()
        await printer.disconnect()
        await simulated.stop()
        file = open_printer("file:///dev/null", "oneway-58mm")
        await file.connect()
        await file.send(b"x", "tok3")
        assert await file.wait("tok3", None, 1) == Unconfirmed()
        await file.disconnect()
        print("well")

    app = PySide6.QtWidgets.QApplication([])
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        loop.run_until_complete(scene())
    """
)


@pytest.mark.skipif(
    importlib.util.find_spec("qasync") is None or not pathlib.Path("/dev/null").exists(),
    reason="needs the desktop extra on a system with /dev/null",
)
def test_the_session_runs_on_qt_s_loop() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SCENE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout.strip() == "well", ran.stderr
