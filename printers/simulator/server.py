"""The device behind TCP, as port 9100 of a network printer: raw bytes, one host served, the others wait.

What the device has no room for is not read, so that the sender feels it.
"""

import asyncio
import socket
import struct
import sys

from printers.errors import PrinterError
from printers.simulator.host import DeviceHost
from printers.simulator.link import Link

#: The network board's own buffer (Epson's UB-E02: 16 KB in).
_SOCKET_BUFFER = 16_384
#: How often a connection nobody reads from is looked after: a reset would go unseen.
_LOOK_SECONDS = 0.25
_ABORT = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class PortInUse(PrinterError):
    """Another program listens on that port, or it may not be used."""


class _Connection(asyncio.BufferedProtocol):
    """One host. Reads straight into what room the device has."""

    def __init__(self, host: DeviceHost, open_connections: set["_Connection"]) -> None:
        self._host = host
        self._open = open_connections
        self._link: Link | None = None
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray(1)
        self._held = b""
        self._paused = False
        self._look: asyncio.TimerHandle | None = None
        self.ended = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the loop."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._open.add(self)
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._link = self._host.attach(self)
        self._read_or_wait(self._link)

    def get_buffer(self, sizehint: int) -> bytearray:
        """Called by the loop before it reads: as many bytes as the device takes now."""
        room = self._host.room(self._link) if self._link is not None else 0
        size = max(1, min(room, _SOCKET_BUFFER))
        if len(self._buffer) != size:
            self._buffer = bytearray(size)
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Called by the loop when bytes were read."""
        if self._link is not None:
            self._offer(self._link, self._held + self._buffer[:nbytes])

    def _offer(self, link: Link, data: bytes) -> None:
        taken = self._host.receive(link, data)
        self._held = data[taken:]
        self._read_or_wait(link)

    def _read_or_wait(self, link: Link) -> None:
        if not link.closed and (self._held or not self._host.room(link)):
            self._pause()

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the loop."""
        self._open.discard(self)
        self._transport = None
        if self._look is not None:
            self._look.cancel()
        link, self._link = self._link, None
        if link is not None:
            self._host.detach(link)
        self.ended.set()

    def send(self, data: bytes) -> None:
        """The device's answers."""
        if self._transport is not None:
            self._transport.write(data)

    def ready(self) -> None:
        """The device has room again."""
        if self._held and self._link is not None:
            held, self._held = self._held, b""
            self._offer(self._link, held)
        if self._paused and not self._held and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()

    def reset(self) -> None:
        """A TCP reset: the host's unread answers and our unread bytes are lost."""
        transport, self._transport = self._transport, None
        if transport is not None:
            sock = transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)
            transport.abort()

    def _pause(self) -> None:
        if not self._paused and self._transport is not None and not self._transport.is_closing():
            self._paused = True
            self._transport.pause_reading()
            self._look_after()

    def _look_after(self) -> None:
        """A reset by the host is not seen by who does not read; the next host would wait for ever."""
        self._look = None
        if not self._paused or self._transport is None:
            return
        sock = self._transport.get_extra_info("socket")
        if sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self._transport.abort()
            return
        self._look = asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._look_after)


class DeviceServer:
    """Listens for hosts."""

    def __init__(self, host: DeviceHost) -> None:
        self._host = host
        self._server: asyncio.Server | None = None
        self._open: set[_Connection] = set()

    async def start(self, address: str, port: int) -> int:
        """Listen; returns the port (chosen by the system when 0 is asked). Raises PortInUse."""
        loop = asyncio.get_running_loop()
        listener = listen(address, port)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SOCKET_BUFFER)
        self._server = await loop.create_server(lambda: _Connection(self._host, self._open), sock=listener)
        return int(listener.getsockname()[1])

    async def stop(self) -> None:
        """Stop listening and end every connection."""
        if self._server is not None:
            self._server.close()
        for connection in tuple(self._open):
            connection.reset()
            await connection.ended.wait()
        self._server = None


def listen(address: str, port: int) -> socket.socket:
    """A listening socket. Raises PortInUse with a sentence for people."""
    try:
        family = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise PortInUse(f"cannot listen on {address}: {error.strerror or error}") from error
    try:
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(64)
        listener.setblocking(False)
    except (OSError, OverflowError) as error:
        listener.close()
        raise PortInUse(f"cannot listen on {address} port {port}: {error}") from error
    return listener
