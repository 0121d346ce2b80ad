"""The simulated printer over real sockets: port 9100, the control port, sheets on disk."""

import asyncio
import contextlib
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PIL import Image

from printers.errors import ConnectionLost, NotSent
from printers.profile import load_profile
from printers.simulator.paper import Sheet
from printers.simulator.printer import SimulatedPrinter
from printers.simulator.server import PortInUse

EPSON = load_profile("epson-80mm")
CUT = b"\x1dV\x00"
LOCAL = "127.0.0.1"


class Host:
    """One TCP connection to the printer."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def ask(self, data: bytes, answer: int) -> bytes:
        """Send, and wait for that many bytes."""
        self.writer.write(data)
        return await self.hear(answer)

    async def hear(self, count: int) -> bytes:
        async with asyncio.timeout(10):
            return await self.reader.readexactly(count)

    async def close(self) -> None:
        self.writer.close()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()


async def connect(port: int | None) -> Host:
    assert port is not None
    return Host(*await asyncio.open_connection(LOCAL, port))


def session(
    test: Callable[[SimulatedPrinter], Awaitable[None]],
    *,
    paper: Path | None = None,
    speed: float | None = None,
    sheets: list[Sheet] | None = None,
) -> None:
    """Run a printer with both ports for the length of a test."""

    async def run() -> None:
        printer = SimulatedPrinter(
            EPSON,
            control_port=0,
            paper=paper,
            speed=speed,
            on_sheet=sheets.append if sheets is not None else None,
        )
        await printer.start()
        try:
            await test(printer)
        finally:
            await printer.stop()

    asyncio.run(run())


async def full(printer: SimulatedPrinter) -> None:
    """Wait until the printer has taken what it can; a device tells nobody when that is."""
    async with asyncio.timeout(10):
        for _ in range(10**9):
            if printer.device.bytes_received >= EPSON.rx_buffer:
                return
            await asyncio.sleep(0)


async def line(control: Host, text: str) -> str:
    control.writer.write(text.encode() + b"\n")
    async with asyncio.timeout(10):
        return (await control.reader.readline()).decode().rstrip("\n")


def test_sheets_are_on_disk_whole_before_their_process_id(tmp_path: Path) -> None:
    (tmp_path / "0041.txt").write_text("an older sheet")

    async def test(printer: SimulatedPrinter) -> None:
        host = await connect(printer.port)
        for n in range(5):
            number = b"%04d" % n
            ticket = "第 %d 张\n".encode("gbk") % n + CUT
            answer = await host.ask(ticket + b"\x1d(H\x06\x0000" + number, 7)
            assert answer == b"\x37\x22" + number + b"\0"
            name = f"{42 + n:04}"
            assert (tmp_path / f"{name}.txt").read_text(encoding="utf-8") == f"第 {n} 张\n"
            assert (tmp_path / f"{name}.bin").read_bytes().endswith(ticket)
            with Image.open(tmp_path / f"{name}.png") as picture:
                assert (picture.mode, picture.size) == ("1", (576, 30))
        await host.close()

    session(test, paper=tmp_path)
    assert len(list(tmp_path.iterdir())) == 1 + 15, "nothing half-written stays"


def test_the_control_port_answers_each_line(tmp_path: Path) -> None:
    async def test(printer: SimulatedPrinter) -> None:
        control, host = await connect(printer.control_port), await connect(printer.port)
        assert await host.ask(b"\x1da\xff", 4) == b"\x10\0\0\0"
        assert await line(control, "paper out") == "ok"
        assert await host.hear(4) == b"\x18\0\x0f\0"
        assert await line(control, "paper out\r") == "ok"
        assert (await line(control, "paper of course")).startswith("error ")
        assert json.loads(await line(control, "status")) == {
            "state": "stopped",
            "reasons": ["media-empty"],
            "bytes_received": 3,
            "sheets_cut": 0,
            "drawer_kicks": 0,
            "buzzer": 0,
        }
        host.writer.write(b"waits\n" + CUT)
        other = await connect(printer.control_port)
        assert await line(other, "paper ok") == "ok"
        assert await host.hear(4) == b"\x10\0\0\0"
        await host.ask(b"\x10\x04\x01", 1)
        assert json.loads(await line(control, "status"))["sheets_cut"] == 1
        assert (tmp_path / "0001.txt").exists(), "the status counts sheets that can be seen"
        control.writer.write(b"x" * 5000 + b"\n")
        assert (await control.reader.readline()).startswith(b"error ")
        for one in (control, other, host):
            await one.close()

    session(test, paper=tmp_path)


def test_power_cycle_resets_connections_and_listens_again() -> None:
    async def test(printer: SimulatedPrinter) -> None:
        control, host = await connect(printer.control_port), await connect(printer.port)
        await host.ask(b"half a li\x10\x04\x01", 1)
        assert await line(control, "power cycle") == "ok"
        with pytest.raises(ConnectionResetError):
            await host.hear(1)
        again = await connect(printer.port)
        assert await again.ask(b"new\n" + CUT + b"\x1d(H\x06\x00000001", 7) == b"\x37\x220001\0"
        for one in (control, host, again):
            await one.close()

    sheets: list[Sheet] = []
    session(test, sheets=sheets)
    assert [sheet.lines for sheet in sheets] == [["new"]]


def test_drop_after_is_a_reset_in_mid_ticket() -> None:
    async def test(printer: SimulatedPrinter) -> None:
        assert await printer.command("drop after 400") == "ok"
        host = await connect(printer.port)
        host.writer.write(b"x" * 1270)
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await host.hear(1)
        assert printer.device.bytes_received == 400
        await host.close()

    session(test)


def test_a_second_host_is_served_when_the_first_is_gone() -> None:
    async def test(printer: SimulatedPrinter) -> None:
        first, second = await connect(printer.port), await connect(printer.port)
        second.writer.write(b"\x10\x04\x01")
        assert await first.ask(b"\x10\x04\x01", 1) == b"\x12"
        assert printer.device.bytes_received == 3
        await first.close()
        assert await second.hear(1) == b"\x12"
        await second.close()

    session(test)


def test_a_full_printer_lets_the_sender_wait_and_loses_nothing() -> None:
    text = b"".join(b"line %06d\n" % n for n in range(100_000))

    async def test(printer: SimulatedPrinter) -> None:
        await printer.command("paper out")
        host = await connect(printer.port)
        host.writer.write(text + CUT + b"\x1d(H\x06\x00000001")
        await full(printer)
        assert json.loads(await printer.command("status"))["state"] == "stopped"
        assert printer.device.bytes_received < 8192
        await printer.command("paper ok")
        assert await host.hear(7) == b"\x37\x220001\0"
        await host.close()

    sheets: list[Sheet] = []
    session(test, sheets=sheets)
    assert sheets[0].data.startswith(text)


def test_a_host_that_dies_while_nobody_reads_gives_its_place_up() -> None:
    async def test(printer: SimulatedPrinter) -> None:
        await printer.command("paper out")
        dead = await connect(printer.port)
        dead.writer.write(b"x\n" * 100_000)
        await full(printer)
        # A killed program's socket with unread data ends in a reset; this does the same.
        sock = dead.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        dead.writer.transport.abort()
        alive = await connect(printer.port)
        assert await alive.ask(b"\x10\x04\x04", 1) == b"\x7e"
        await alive.close()

    session(test)


def test_the_mechanism_takes_its_time() -> None:
    async def test(printer: SimulatedPrinter) -> None:
        host = await connect(printer.port)
        loop = asyncio.get_running_loop()
        started = loop.time()
        await host.ask(b"x\n" * 20 + CUT + b"\x1d(H\x06\x00000001", 7)
        assert loop.time() - started > 20 * 30 / (500 * 8)
        await host.close()

    session(test, speed=500.0)


def test_a_port_in_use_is_told_in_a_sentence() -> None:
    async def test(printer: SimulatedPrinter) -> None:
        second = SimulatedPrinter(EPSON, port=printer.port)
        with pytest.raises(PortInUse, match=f"port {printer.port}"):
            await second.start()

    session(test)


def test_a_transport_without_sockets_behaves_the_same() -> None:
    async def test(printer: SimulatedPrinter) -> None:
        transport = printer.transport("sim://kitchen")
        with pytest.raises(NotSent):
            await transport.write(b"x")
        await transport.open()
        await transport.write(b"\x10\x04\x01\x1da\xff")
        assert await transport.read() == b"\x12\x10\0\0\0"
        await printer.command("paper out")
        assert await transport.read() == b"\x18\0\x0f\0"
        stuck = asyncio.create_task(transport.write(b"x\n" * 10_000))
        await asyncio.sleep(0)
        assert not stuck.done()
        await printer.command("power cycle")
        with pytest.raises(ConnectionLost) as lost:
            await stuck
        assert 0 < lost.value.bytes_sent < 10_000
        with pytest.raises(ConnectionLost):
            await transport.read()
        await transport.close()
        await transport.open()
        await transport.write(b"\x10\x04\x04")
        assert await transport.read() == b"\x7e"
        await transport.close()

    session(test)
