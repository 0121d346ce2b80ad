"""What every transport owes the session, on real sockets, files and in memory.

A harness is a transport with the device at its other end: `heard()` waits until the device has got so
many bytes, `say()` speaks, `hang_up()` ends orderly, `cut()` breaks the line.
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from printers import (
    AccessDenied,
    ConnectionLost,
    NotSent,
    Transport,
    Unreachable,
    open_printer,
    transport_for,
)
from printers.transport.memory import MemoryEnd, MemoryListener


class Device:
    """The other end, whatever carries the bytes."""

    def __init__(self) -> None:
        self.got = bytearray()
        self.connections = 0
        self.gone = asyncio.Event()
        self._changed = asyncio.Event()

    def take(self, data: bytes) -> None:
        self.got += data
        self._changed.set()

    async def heard(self, count: int) -> bytes:
        while len(self.got) < count:
            self._changed.clear()
            await self._changed.wait()
        return bytes(self.got)

    def say(self, data: bytes) -> None:
        raise NotImplementedError

    def hang_up(self) -> None:
        raise NotImplementedError

    def cut(self) -> None:
        raise NotImplementedError

    def stop_reading(self) -> None:
        raise NotImplementedError


class SocketDevice(Device):
    def __init__(self) -> None:
        super().__init__()
        self.writer: asyncio.StreamWriter | None = None
        self.reading = True
        self.connected = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        self.connections += 1
        self.connected.set()
        with contextlib.suppress(ConnectionError):
            while self.reading and (data := await reader.read(65536)):
                self.take(data)
        if self.reading:
            self.gone.set()
            writer.close()

    def say(self, data: bytes) -> None:
        assert self.writer is not None
        self.writer.write(data)

    def hang_up(self) -> None:
        assert self.writer is not None
        self.writer.close()

    def cut(self) -> None:
        assert self.writer is not None
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    def stop_reading(self) -> None:
        assert self.writer is not None
        self.writer.transport.pause_reading()  # type: ignore[attr-defined]


class MemoryDevice(Device):
    def __init__(self) -> None:
        super().__init__()
        self.end: MemoryEnd | None = None
        self.connected = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    def accept(self, end: MemoryEnd) -> None:
        self.end = end
        self.connections += 1
        self.connected.set()
        self.task = asyncio.get_running_loop().create_task(self.serve(end))

    async def serve(self, end: MemoryEnd) -> None:
        with contextlib.suppress(ConnectionLost):
            while data := await end.read():
                self.take(data)
            self.gone.set()
            end.close()

    def say(self, data: bytes) -> None:
        assert self.end is not None
        self.end.send(data)

    def hang_up(self) -> None:
        assert self.end is not None
        self.end.close()

    def cut(self) -> None:
        assert self.end is not None
        self.end.reset()

    def stop_reading(self) -> None:
        assert self.task is not None
        self.task.cancel()


@dataclass
class Harness:
    transport: Transport
    device: Device


@asynccontextmanager
async def tcp(host: str) -> AsyncIterator[Harness]:
    device = SocketDevice()
    server = await asyncio.start_server(device.serve, host, 0)
    port = server.sockets[0].getsockname()[1]
    transport = transport_for(f"socket://[{host}]:{port}" if ":" in host else f"socket://{host}:{port}")
    try:
        await transport.open()
        await device.connected.wait()
        yield Harness(transport, device)
    finally:
        await transport.close()
        server.close()
        if device.writer is not None:
            device.writer.transport.abort()
        await server.wait_closed()
        await asyncio.sleep(0)


@asynccontextmanager
async def memory() -> AsyncIterator[Harness]:
    device = MemoryDevice()
    listener = MemoryListener("contract", device.accept, capacity=65536)
    transport = transport_for("memory://contract")
    try:
        await transport.open()
        yield Harness(transport, device)
    finally:
        await transport.close()
        listener.close()


Open = Callable[[], AbstractAsyncContextManager[Harness]]
TWO_WAY = [
    pytest.param(lambda: tcp("127.0.0.1"), id="socket"),
    pytest.param(lambda: tcp("::1"), id="socket-ipv6"),
    pytest.param(memory, id="memory"),
]


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


@pytest.fixture(params=TWO_WAY)
def opened(request: pytest.FixtureRequest) -> Open:
    if "ipv6" in request.node.callspec.id and not has_ipv6():
        pytest.skip("this machine has no IPv6")
    return request.param


def test_bytes_go_both_ways_unchanged(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            every = bytes(range(256)) * 3
            await h.transport.write(every)
            assert await h.device.heard(len(every)) == every
            h.device.say(every)
            said = b""
            while len(said) < len(every):
                said += await h.transport.read()
            assert said == every
            assert h.transport.two_way
            assert h.transport.alive

    asyncio.run(scene())


def test_a_large_ticket_arrives_whole(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            data = bytes(i * 7 % 251 for i in range(600_000))
            await h.transport.write(data)
            assert await h.device.heard(len(data)) == data

    asyncio.run(scene())


def test_reading_and_writing_run_at_once(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            reading = asyncio.create_task(h.transport.read())
            await h.transport.write(b"question")
            await h.device.heard(8)
            h.device.say(b"answer")
            assert await reading == b"answer"

    asyncio.run(scene())


def test_what_the_device_said_before_it_closed_is_read_and_then_the_end(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            h.device.say(b"bye")
            h.device.hang_up()
            assert await h.transport.read() == b"bye"
            assert await h.transport.read() == b""
            assert not h.transport.alive
            with pytest.raises(ConnectionLost) as lost:
                await h.transport.write(b"ticket")
            assert lost.value.bytes_sent == 0

    asyncio.run(scene())


def test_a_closed_connection_is_known_before_anybody_reads(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            h.device.hang_up()
            for _ in range(3):
                await asyncio.sleep(0)
            assert not h.transport.alive

    asyncio.run(scene())


def test_a_reset_ends_reading_and_writing(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            h.device.cut()
            with pytest.raises(ConnectionLost):
                while await h.transport.read():
                    pass
            assert not h.transport.alive
            with pytest.raises(ConnectionLost):
                await h.transport.write(b"ticket")

    asyncio.run(scene())


def test_a_device_that_does_not_read_makes_the_writer_wait_and_a_cut_says_how_much_went(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            h.device.stop_reading()
            size = 64 << 20
            writing = asyncio.create_task(h.transport.write(bytes(size)))
            done, _ = await asyncio.wait((writing,), timeout=0.3)
            assert not done
            h.device.cut()
            with pytest.raises(ConnectionLost) as lost:
                await writing
            assert 0 < lost.value.bytes_sent < size

    asyncio.run(scene())


def test_closing_lets_the_device_read_everything_although_it_was_still_talking(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            data = bytes(40_000)
            await h.transport.write(data)
            for _ in range(50):
                h.device.say(b"\x10\x00\x00\x00")
            await h.transport.close()
            await h.device.gone.wait()
            assert len(h.device.got) == len(data)
            assert not h.transport.alive
            await h.transport.close()  # again is no error
            with pytest.raises(ConnectionLost):
                await h.transport.write(b"x")

    asyncio.run(scene())


def test_it_opens_again_after_closing(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            await h.transport.close()
            await h.transport.open()
            await h.transport.write(b"again")
            assert await h.device.heard(5) == b"again"
            assert h.device.connections == 2

    asyncio.run(scene())


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.mark.parametrize(
    "uri", ["socket://127.0.0.1:{port}", "memory://nobody", "file:///no/such/folder/x.bin"]
)
def test_what_is_not_there_is_unreachable(uri: str) -> None:
    async def scene() -> None:
        transport = transport_for(uri.format(port=unused_port()))
        with pytest.raises(Unreachable):
            await transport.open()
        assert not transport.alive
        await transport.close()

    asyncio.run(scene())


def test_a_file_is_appended_to_and_says_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        path = tmp_path / "小票 1.bin"
        transport = transport_for(path.as_uri())
        for piece in (b"one", b"two"):
            await transport.open()
            assert transport.alive
            await transport.write(piece)
            await transport.close()
        assert path.read_bytes() == b"onetwo"
        assert not transport.two_way
        await transport.open()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await transport.read()
        await transport.close()
        with pytest.raises(ConnectionLost) as lost:
            await transport.write(b"x")
        assert lost.value.bytes_sent == 0

    asyncio.run(scene())


def test_a_file_that_may_not_be_written_is_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    async def scene() -> None:
        monkeypatch.setattr("printers.transport.file.os.open", deny)
        with pytest.raises(AccessDenied):
            await transport_for((tmp_path / "x").as_uri()).open()

    asyncio.run(scene())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_a_lost_connection_with_the_bytes_that_fit() -> None:
    async def scene() -> None:
        transport = transport_for("file:///dev/full")
        await transport.open()
        with pytest.raises(ConnectionLost) as lost:
            await transport.write(b"ticket")
        assert lost.value.bytes_sent == 0
        await transport.close()

    asyncio.run(scene())


def test_a_ticket_for_a_printer_that_hung_up_is_not_sent() -> None:
    """The first write after a printer's FIN succeeds for the kernel; a session must not fall for it."""

    async def scene() -> None:
        device = SocketDevice()
        server = await asyncio.start_server(device.serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        printer = open_printer(f"socket://127.0.0.1:{port}", "oneway-58mm")
        await printer.connect()
        await device.connected.wait()
        await device.heard(2)
        device.hang_up()
        for _ in range(3):
            await asyncio.sleep(0)
        with pytest.raises(NotSent):
            # whether the loop has noticed yet or not
            await printer.send(b"ticket", "tok1")
        await printer.disconnect()
        server.close()
        await server.wait_closed()
        assert bytes(device.got) == b"\x1b@"

    asyncio.run(scene())
