"""A printer behind a TCP port (9100, "raw", JetDirect, AppSocket).

Handles: one persistent connection, immediate writes with back-pressure, half-dead peers, closing
without losing what the device has not read. Offers: `SocketTransport` (`socket://host[:port]`).
Does not know: what the bytes mean.

Built on the loop's transports and protocols rather than on `sock_*`, because those are what every
event loop has, Qt's on all three systems included; a write goes to the kernel before it returns.
"""

import asyncio
import select
import socket
from contextlib import suppress
from typing import Protocol, cast

from printers.errors import AccessDenied, ConnectionLost, Unreachable

DEFAULT_PORT = 9100
#: Bytes given to the kernel at a time. It bounds how far `bytes_sent` may overstate.
CHUNK = 65536
#: Bytes kept for `read` before we let the device wait.
READ_LIMIT = 65536
#: Seconds that `close` waits for the device to close its side.
CLOSE_WAIT = 1.0
_KEEPALIVE = (("TCP_KEEPIDLE", 10), ("TCP_KEEPALIVE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3))


#: What is read of a device that goes on talking while its connection is closed, in bytes; then it is reset.
MOST_AFTER_THE_END = 1 << 20


class Poll(Protocol):
    """select.poll's object."""

    def register(self, fd: socket.socket, eventmask: int, /) -> object:
        """Watch it."""
        ...

    def poll(self, timeout: float, /) -> list[tuple[int, int]]:
        """What happened, at once with a timeout of 0."""
        ...


class _Link(asyncio.Protocol):
    """The loop's callbacks for one connection."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.received = bytearray()
        self.ended = False  # the device closed its side
        self.lost: str | None = None  # the connection is gone, and why
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._reading_paused = False
        self.discarding = False
        self._discarded = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        # any byte that the kernel did not take pauses us, so that `write` means "handed over"
        self.transport.set_write_buffer_limits(high=0)

    def data_received(self, data: bytes) -> None:
        if self.discarding:
            self._discarded += len(data)
            if self._discarded > MOST_AFTER_THE_END and self.transport is not None:
                self.transport.abort()
            return
        self.received += data
        if len(self.received) > READ_LIMIT and self.transport is not None and not self._reading_paused:
            self._reading_paused = True
            self.transport.pause_reading()
        self._wake_reader()

    def eof_received(self) -> bool:
        self.ended = True
        self._wake_reader()
        return False  # nobody prints on a connection that the printer has closed

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = str(exc) if exc else "the connection was closed"
        self._wake_reader()
        self.resume_writing()
        if not self.closed.done():
            self.closed.set_result(None)

    def pause_writing(self) -> None:
        self._writer = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        if self._writer is not None and not self._writer.done():
            self._writer.set_result(None)
        self._writer = None

    def take(self) -> bytes:
        data = bytes(self.received)
        self.received.clear()
        if self._reading_paused and self.transport is not None and not self.transport.is_closing():
            self._reading_paused = False
            self.transport.resume_reading()
        return data

    async def readable(self) -> None:
        self._reader = asyncio.get_running_loop().create_future()
        try:
            await self._reader
        finally:
            self._reader = None

    async def drained(self) -> None:
        """Returns at once, without giving way to other tasks, when the kernel has taken everything."""
        if self._writer is not None:
            await asyncio.shield(self._writer)  # a writer that is cancelled must not cancel it for the next

    def _wake_reader(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)


class SocketTransport:
    """`socket://host[:port]`: raw bytes over TCP, IPv4 and IPv6."""

    two_way = True

    def __init__(self, host: str, port: int = DEFAULT_PORT, uri: str = "") -> None:
        self.uri = uri or (f"socket://[{host}]:{port}" if ":" in host else f"socket://{host}:{port}")
        self._host = host
        self._port = port
        self._link: _Link | None = None
        self._peek: socket.socket | None = None
        self._poll: Poll | None = None
        self._closed = 0  # how often: by this an opening notices that it was overtaken

    @property
    def alive(self) -> bool:
        """False once the connection is closed or broken, also when only the kernel knows so far."""
        link = self._link
        if link is None or link.ended or link.lost is not None:
            return False
        if link.transport is None or link.transport.is_closing() or self._peek is None:
            return False
        if self._poll is not None and not self._poll.poll(0):
            return (
                True  # nothing to read and nothing wrong: asked so because a refused peek costs an exception
            )
        try:
            return self._peek.recv(1, socket.MSG_PEEK) != b""
        except (BlockingIOError, InterruptedError):
            return True
        except OSError:
            return False

    async def open(self) -> None:
        """Connect. Raises Unreachable or AccessDenied."""
        await self.close()
        closed = self._closed
        loop = asyncio.get_running_loop()
        try:
            transport, link = await loop.create_connection(_Link, self._host, self._port)
        except PermissionError as error:
            raise AccessDenied(f"the system does not let us connect to {self.uri}: {error}") from error
        except (OSError, UnicodeError) as error:  # UnicodeError: a host name that cannot be one
            raise Unreachable(f"no connection to {self.uri}: {error}") from error
        if closed != self._closed:
            transport.abort()
            raise Unreachable(f"{self.uri} was closed while it was being opened")
        try:
            # a second handle on the same socket: asyncio does not let us look into its own
            handle: socket.socket = transport.get_extra_info("socket").dup()
        except OSError as error:
            transport.abort()
            raise Unreachable(f"no connection to {self.uri}: {error}") from error
        self._link, self._peek, self._poll = link, handle, _poll_of(handle)
        with suppress(OSError):
            handle.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            handle.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for option, value in _KEEPALIVE:
                if hasattr(socket, option):
                    handle.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)

    async def write(self, data: bytes) -> None:
        """See Transport.write. Small data is in the kernel when this returns, without a turn of the loop."""
        link = self._link
        if link is None or link.transport is None:
            raise ConnectionLost(f"not connected to {self.uri}")
        sent = 0
        while sent < len(data):
            if link.ended or link.transport.is_closing():
                raise ConnectionLost(_sentence(self.uri, link), sent)
            chunk = data if len(data) <= CHUNK else data[sent : sent + CHUNK]
            link.transport.write(chunk)
            if link.transport.is_closing():  # refused by the kernel at once: nothing of this chunk went
                raise ConnectionLost(_sentence(self.uri, link), sent)
            sent += len(chunk)
            await link.drained()
            if link.lost is not None:
                raise ConnectionLost(_sentence(self.uri, link), sent)

    async def read(self) -> bytes:
        """See Transport.read."""
        link = self._link
        if link is None:
            raise ConnectionLost(f"not connected to {self.uri}")
        while not link.received and not link.ended and link.lost is None:
            await link.readable()
        if link.received:
            return link.take()
        if link.ended:
            return b""
        raise ConnectionLost(_sentence(self.uri, link))

    async def close(self) -> None:
        """Say that we are done, read what the device still says (at most a second), then close.

        Closing with unread bytes would make the kernel reset the connection and the device lose what
        it has not read yet.
        """
        self._closed += 1
        link, self._link = self._link, None
        peek, self._peek, self._poll = self._peek, None, None
        try:
            if link is not None and link.transport is not None and link.lost is None:
                await self._close_in_order(link, link.transport)
        finally:
            if peek is not None:
                peek.close()

    @staticmethod
    async def _close_in_order(link: _Link, transport: asyncio.Transport) -> None:
        link.discarding = True
        link.take()
        try:
            with suppress(OSError, RuntimeError):
                if not transport.is_closing() and transport.can_write_eof():
                    transport.write_eof()
            async with asyncio.timeout(CLOSE_WAIT):
                await asyncio.shield(link.closed)
        except TimeoutError:
            pass
        finally:
            if link.lost is None:
                # what the device has not taken within the second is given up, or close would never end
                transport.abort()


def _poll_of(handle: socket.socket) -> Poll | None:
    """Whether the handle has something to read, in one call; None on Windows, which has no poll."""
    make = getattr(select, "poll", None)
    if make is None:
        return None
    poll: Poll = make()
    poll.register(handle, select.POLLIN)
    return poll


def _sentence(uri: str, link: _Link) -> str:
    return f"the connection to {uri} broke: {link.lost or 'the printer closed it'}"
