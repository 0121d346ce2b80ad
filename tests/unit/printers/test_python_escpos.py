"""python-escpos both ways: its programs on our driver, its printers under our driver, on real sockets."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from escpos.exceptions import DeviceNotFoundError
from escpos.printer import Dummy, File, Network, Serial
from PIL import Image

from printers import (
    Confirmed,
    ConnectionLost,
    PrinterState,
    Reason,
    Timings,
    Unconfirmed,
    Unreachable,
    closing,
    load_profile,
    opening,
)
from printers import Printer as Driver
from printers.python_escpos import Printer, from_python_escpos
from printers.simulator.device import Device
from printers.simulator.interpreter import interpret
from printers.simulator.paper import Sheet
from printers.simulator.printer import SimulatedPrinter

EPSON = load_profile("epson-80mm")
QUICK = Timings(answer=0.3, poll=0.1, silent=0.6, settle=0.1, fence=1.0)


class Running:
    """A simulated printer on its own loop, since python-escpos's calls block."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._ready.wait(10)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self.simulated = SimulatedPrinter(EPSON, speed=None, on_sheet=self.sheets.append)
        await self.simulated.start()
        assert self.simulated.port
        self.port = self.simulated.port
        self._ready.set()
        await self._stop.wait()
        await self.simulated.stop()

    def fault(self, line: str) -> None:
        answer = asyncio.run_coroutine_threadsafe(self.simulated.command(line), self._loop).result(5)
        assert answer == "ok"

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


@pytest.fixture
def running() -> Iterator[Running]:
    made = Running()
    yield made
    made.stop()


def a_program(p: Any) -> None:
    """What people write with python-escpos."""
    p.set(align="center", bold=True, double_width=True, double_height=True)
    p.text("RECEIPT\n")
    p.set(align="left", bold=False, normal_textsize=True)
    p.textln("2 x tea       7.00")
    p.ln(2)
    p.block_text("a longer line that has to be broken somewhere in the middle of it")
    p.ln()
    p.barcode("4006381333931", "EAN13", 64, 2, "BELOW", "A")
    p.qr("https://example.com/W001", size=4)
    p.qr("native", size=4, native=True)
    p.image(Image.linear_gradient("L").resize((64, 64)))
    p.cashdraw(2)
    p.cut()


def test_a_program_of_python_escpos_prints_the_same_sheet(running: Running) -> None:
    dummy = Dummy(profile="TM-T20II")
    a_program(dummy)
    (expected,) = interpret(dummy.output, EPSON).sheets
    with Printer("127.0.0.1", running.port) as p:
        assert p.is_usable() and p.is_online()
        a_program(p)
        assert p.outcome == Confirmed("process-id") and p.confirmed
    (sheet,) = running.sheets
    assert sheet.text == expected.text
    assert sheet.image.tobytes() == expected.image.tobytes()
    assert running.simulated.device.drawer_kicks == 1


def test_chinese_goes_through_unharmed_and_nothing_in_text_is_a_command(running: Running) -> None:
    p = Printer(f"socket://127.0.0.1:{running.port}", profile="epson-80mm")
    p.set(bold=True)
    p.textln("草莓蛋糕 ¥38.00 😀")
    p.text("カフェ\x1bp\x00\x19\x19\x10\x14\x01\x00\x01\r\n没有\n")
    p.block_text("一" * 30)
    p.cut()
    assert p.close() == Confirmed("process-id")
    (sheet,) = running.sheets
    assert sheet.lines[0].startswith("草莓蛋糕 ￥38.00")
    assert sheet.lines[1].startswith("カフェp")
    assert sheet.lines[2:5] == ["没有", "一" * 24, "一" * 6]
    assert running.simulated.device.drawer_kicks == 0


@pytest.mark.parametrize(("codec", "encoding"), [("gbk", "gbk"), ("gb18030", "gb18030"), ("big5", "cp950")])
def test_chinese_stands_in_the_printer_s_own_font_whichever_that_is(codec: Any, encoding: str) -> None:
    p = Printer("sim://fonts", profile=replace(EPSON, codec=codec))
    p.text("茶葉蛋 7")
    assert p._buffer.endswith("茶葉蛋 7".encode(encoding))
    assert b"\x1b*" not in p._buffer
    p._buffer.clear()


def test_a_sign_that_only_the_larger_font_has_is_drawn_on_the_smaller() -> None:
    for codec, drawn in (("gb18030", False), ("big5", True)):
        p = Printer("sim://fonts", profile=replace(EPSON, codec=codec))
        p.text("们")
        assert (b"\x1b*" in p._buffer) is drawn
        p._buffer.clear()


def test_status_is_what_the_printer_says_by_all_its_words(running: Running) -> None:
    p = Printer("127.0.0.1", running.port)
    assert (p.is_online(), p.paper_status()) == (True, 2)
    running.fault("paper near-end")
    assert (p.is_online(), p.paper_status()) == (True, 1)
    running.fault("paper out")
    assert (p.is_online(), p.paper_status()) == (False, 0)
    assert Reason.MEDIA_EMPTY in p.status.reasons
    with pytest.raises(NotImplementedError):
        p.query_status(b"\x10\x04\x03")
    p.close()


def test_the_drawer_opens_at_once_between_tickets(running: Running) -> None:
    with Printer("127.0.0.1", running.port) as p:
        p.cashdraw(2)
        assert running.simulated.device.drawer_kicks == 1
    assert running.sheets == []


def test_what_was_not_cut_is_printed_at_the_end_and_nothing_after_an_error(running: Running) -> None:
    p = Printer("127.0.0.1", running.port)
    p.text("no cut\n")
    assert p.close() == Confirmed("process-id")
    with pytest.raises(ZeroDivisionError), Printer("127.0.0.1", running.port) as p:
        p.text("half a ticket")
        _ = 1 / 0
    with Printer("127.0.0.1", running.port) as p:
        p.cut()
    assert [line for line in running.sheets[0].lines if line] == ["no cut"]


def test_a_printer_that_is_not_there_raises_what_programs_expect() -> None:
    p = Printer("127.0.0.1", 1)
    with pytest.raises(DeviceNotFoundError):
        p.open()
    p.open(raise_not_found=False)
    p.text("x")
    with pytest.raises(DeviceNotFoundError, match="not sent"):
        p.cut()
    assert p.status.state is PrinterState.STOPPED
    assert not p.is_online()
    p.close()


def test_models_of_the_database_and_ours_are_both_known() -> None:
    assert Printer("sim://a", profile="TM-T88V").ours.width_dots == 512
    assert Printer("sim://a", profile="generic-58mm-gbk").profile.get_columns("a") == 32


def test_the_simulator_of_this_process_is_one_line_away() -> None:
    with Printer("sim://python-escpos") as p:
        p.textln("你好")
        p.cut()
    assert p.outcome == Confirmed("process-id")


# python-escpos's printers as our transports


def scene(printer: Any, act: Callable[[Driver], Any], model: str = "epson-80mm") -> Any:
    async def play() -> Any:
        driver = Driver(from_python_escpos(printer), load_profile(model), timings=QUICK)
        try:
            await driver.connect()
            return await act(driver)
        finally:
            await driver.disconnect()

    return asyncio.run(play())


async def print_one(driver: Driver) -> Any:
    ticket = opening(driver.profile, torn=False) + b"by python-escpos\n" + closing(driver.profile)
    await driver.send(ticket, "t001")
    return await driver.wait("t001", None, 5.0)


def test_a_network_printer_of_theirs_proves_tickets(running: Running) -> None:
    assert scene(Network("127.0.0.1", running.port), print_one) == Confirmed("process-id")
    assert running.sheets[0].lines[0] == "by python-escpos"


@contextmanager
def on_a_line(sheets: list[Sheet]) -> Iterator[str]:
    """A simulated printer at the other end of a pseudo terminal: the path of our end."""
    import pty
    import select
    import tty

    theirs, ours = pty.openpty()
    tty.setraw(ours)
    stop, stopped = os.pipe()
    device = Device(EPSON, speed=None, on_sheet=sheets.append)

    def serve() -> None:
        link = device.connect(time.monotonic())
        while theirs_said := select.select((theirs, stop), (), ())[0]:
            if stop in theirs_said:
                return
            data = os.read(theirs, 4096)
            while data:
                data = data[device.receive(link, data, time.monotonic()) :]
                device.advance(time.monotonic())
                os.write(theirs, device.output(link))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield os.ttyname(ours)
    finally:
        os.write(stopped, b"x")
        thread.join()
        for handle in (ours, theirs, stop, stopped):
            os.close(handle)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals")
def test_a_serial_printer_of_theirs_proves_tickets() -> None:
    sheets: list[Sheet] = []
    with on_a_line(sheets) as path:
        serial = Serial(path, baudrate=115200, timeout=0.1)
        assert scene(serial, print_one) == Confirmed("process-id")
        assert scene(serial, lambda driver: driver.check()).can_print  # the line opens again
    assert sheets[0].lines[0] == "by python-escpos"


def test_a_dummy_and_a_file_take_bytes_and_prove_nothing(tmp_path: Any) -> None:
    dummy = Dummy()
    assert scene(dummy, print_one) == Unconfirmed()
    assert b"by python-escpos\n" in dummy.output
    assert scene(File(str(tmp_path / "out.bin")), print_one) == Unconfirmed()
    assert b"by python-escpos\n" in (tmp_path / "out.bin").read_bytes()


def test_their_errors_become_ours(tmp_path: Any) -> None:
    with pytest.raises(Unreachable, match="cannot be opened"):
        scene(File(str(tmp_path / "no" / "such")), print_one)


class ShortUsb(Dummy):
    """As `escpos.printer.Usb`: its device may take less than it was given, and then vanish."""

    out_ep, timeout = 1, 0

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left
        self.taken = b""

    @property
    def device(self) -> Any:
        return self

    def write(self, _endpoint: int, data: bytes, _timeout: int) -> int:
        if not self.left:
            raise OSError("No such device")
        count = min(len(data), 512, self.left)
        self.left -= count
        self.taken += data[:count]
        return count


def test_a_short_usb_write_is_continued_and_counted() -> None:
    async def play(usb: ShortUsb) -> None:
        transport = from_python_escpos(usb)
        await transport.open()
        await transport.write(bytes(5000))

    whole = ShortUsb(10_000)
    asyncio.run(play(whole))
    assert len(whole.taken) == 5000
    with pytest.raises(ConnectionLost) as lost:
        asyncio.run(play(ShortUsb(700)))
    assert lost.value.bytes_sent == 700
