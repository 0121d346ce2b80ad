"""Serial printers over pseudo terminals: the same kernel code as a line, without its wires."""

import asyncio
import contextlib
import os
import threading
from collections.abc import Awaitable, Callable

import pytest

from printers import BadUri, ConnectionLost, Unreachable, transport_for
from printers.transport.serial import Line, ports

pty = pytest.importorskip("pty", reason="pseudo terminals: not on this system")


def run(scene: Callable[[int, str], Awaitable[None]]) -> None:
    """With the device's end of a line, raw, and the URI of ours."""
    threads = threading.active_count()
    master, slave = pty.openpty()
    try:
        import tty

        tty.setraw(master)
        tty.setraw(slave)

        async def checked() -> None:
            await scene(master, f"serial://{os.ttyname(slave)}?baud=115200")
            await asyncio.get_running_loop().shutdown_default_executor()

        asyncio.run(checked())
    finally:
        os.close(slave)
        with contextlib.suppress(OSError):
            os.close(master)
    assert threading.active_count() == threads


def take(handle: int, count: int) -> bytes:
    """The device reads so many bytes."""
    got = b""
    while len(got) < count:
        got += os.read(handle, count - len(got))
    return got


@pytest.mark.parametrize("flow", ["none", "rts-cts", "dsr-dtr"])
def test_every_byte_goes_both_ways_unchanged(flow: str) -> None:
    every = bytes(range(256)) * 12

    async def scene(device: int, uri: str) -> None:
        serial = transport_for(f"{uri}&flow={flow}")
        await serial.open()
        assert serial.alive
        assert serial.two_way
        reading = asyncio.create_task(asyncio.to_thread(take, device, len(every)))
        await serial.write(every)
        assert await reading == every
        await asyncio.to_thread(os.write, device, every)
        said = b""
        while len(said) < len(every):
            said += await serial.read()
        assert said == every
        await serial.close()
        assert not serial.alive

    run(scene)


def test_a_held_line_makes_the_writer_wait_and_closing_does_not() -> None:
    async def scene(device: int, uri: str) -> None:
        serial = transport_for(f"{uri}&flow=none")
        await serial.open()
        writing = asyncio.create_task(serial.write(bytes(200_000)))
        done, _ = await asyncio.wait((writing,), timeout=0.4)
        assert not done
        writing.cancel()
        await asyncio.wait((writing,))
        await serial.close()

    run(scene)


def test_an_adapter_that_is_pulled_out() -> None:
    async def scene(device: int, uri: str) -> None:
        serial = transport_for(uri)
        await serial.open()
        reading = asyncio.create_task(serial.read())
        await serial.write(b"x" * 64)
        await asyncio.to_thread(take, device, 64)
        os.close(device)
        with pytest.raises(ConnectionLost):
            await reading
        assert not serial.alive
        with pytest.raises(ConnectionLost):
            await serial.write(bytes(10_000))
        await serial.close()

    run(scene)


def test_no_such_port_is_unreachable() -> None:
    async def scene() -> None:
        with pytest.raises(Unreachable, match="plugged in"):
            await transport_for("serial:///dev/ttyNobody9?baud=9600").open()

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("uri", "why"),
    [
        ("serial:///dev/ttyS0?baud=12345", "baud is one of 1200"),
        ("serial:///dev/ttyS0?parity=X", "parity N, E or O"),
        ("serial:///dev/ttyS0?speed=9600", "no option speed"),
        ("serial:///dev/ttyS0?flow=maybe", "flow is one of none"),
        ("serial://", "write serial:///dev/ttyUSB0"),
    ],
)
def test_a_wrong_uri_says_what_to_write(uri: str, why: str) -> None:
    with pytest.raises(BadUri, match=why):
        transport_for(uri)


def test_windows_ports_and_options() -> None:
    assert transport_for("serial:///COM3?baud=19200").uri == "serial:///COM3?baud=19200"
    assert Line.of({"baud": "19200", "parity": "e", "bits": "7"}) == Line(19200, 7, "E")
    assert all(port.uri.startswith("serial:///") for port in ports())
