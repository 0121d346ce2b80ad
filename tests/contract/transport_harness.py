"""The other ends of the contract: for each transport a device that takes, speaks, hangs up and breaks.

`heard()` waits until the device has got so many bytes, `say()` speaks, `hang_up()` ends orderly, `cut()` breaks
the line, `stop_reading()` lets the writer wait.
"""

import asyncio
import contextlib
import os
import socket
import struct
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from printers import ConnectionLost, Transport, transport_for
from printers.transport.memory import MemoryEnd, MemoryListener
from printers.transport.usb import UsbAddress, UsbTransport
from tests.fakes.usb_bus import Bus, UsbPrinter


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


Open = Callable[[], AbstractAsyncContextManager[Harness]]


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


class PtyDevice(Device):
    """The device's end of a pseudo terminal."""

    def __init__(self, handle: int) -> None:
        super().__init__()
        self.handle: int | None = handle
        self.connections = 1
        os.set_blocking(handle, False)
        asyncio.get_running_loop().add_reader(handle, self._readable)

    def _readable(self) -> None:
        assert self.handle is not None
        with contextlib.suppress(BlockingIOError, OSError):
            self.take(os.read(self.handle, 65536))

    def say(self, data: bytes) -> None:
        assert self.handle is not None
        os.write(self.handle, data)

    def cut(self) -> None:
        if self.handle is not None:
            asyncio.get_running_loop().remove_reader(self.handle)
            os.close(self.handle)
            self.handle = None

    def stop_reading(self) -> None:
        assert self.handle is not None
        asyncio.get_running_loop().remove_reader(self.handle)


@asynccontextmanager
async def terminal(scheme: str) -> AsyncIterator[Harness]:
    import pty
    import tty

    master, slave = pty.openpty()
    tty.setraw(slave)
    device = PtyDevice(master)
    transport = transport_for(f"{scheme}://{os.ttyname(slave)}")
    try:
        await transport.open()
        yield Harness(transport, device)
    finally:
        await transport.close()
        device.cut()
        os.close(slave)


class PlainUsb(UsbPrinter):
    """A device on the bus that only takes and says what the test wants."""

    def __init__(self, took: Callable[[bytes], None]) -> None:
        super().__init__()
        self.took = took
        self.room: int | None = None  # what still fits after it stopped reading
        self.saying = bytearray()
        self.guard = threading.Lock()

    def take(self, data: bytes) -> int:
        if self.room is not None:
            data = data[: self.room]
            self.room -= len(data)
        self.took(data)
        self.taken += len(data)
        return len(data)

    def say(self, most: int) -> bytes:
        with self.guard:
            data = bytes(self.saying[:most])
            del self.saying[:most]
        return data


class UsbDevice(Device):
    def __init__(self) -> None:
        super().__init__()
        loop = asyncio.get_running_loop()
        self.connections = 1

        def took(data: bytes) -> None:
            loop.call_soon_threadsafe(self.take, data)

        self.printer = PlainUsb(took)

    def say(self, data: bytes) -> None:
        with self.printer.guard:
            self.printer.saying += data

    def cut(self) -> None:
        self.printer.unplug()

    def stop_reading(self) -> None:
        self.printer.room = 8192


@asynccontextmanager
async def usb() -> AsyncIterator[Harness]:
    device = UsbDevice()
    backend: Any = Bus([device.printer])
    transport = UsbTransport(UsbAddress.of("04b8:0202"), backend=backend)
    try:
        await transport.open()
        yield Harness(transport, device)
    finally:
        await transport.close()
