"""A connection that never leaves the process: what tests and in-process devices plug into.

Handles: listening names, full connections with back-pressure, orderly close, reset, and damage to the
bytes on the way. Offers: `MemoryListener` (the device's side), `MemoryTransport` (`memory://name`).
Does not know: who listens.
"""

import asyncio
from collections.abc import Callable

from printers.errors import ConnectionLost, Unreachable

#: Listening names of this process, like the system's table of ports.
_listening: dict[str, "MemoryListener"] = {}

Manipulator = Callable[[bytes], bytes]


def _unchanged(data: bytes) -> bytes:
    return data


class _Pipe:
    """One direction: bytes that wait, an end, a break."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.waiting = bytearray()
        self.ended = False
        self.broken = False
        self._changed = asyncio.Event()

    def changed(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def change(self) -> None:
        await self._changed.wait()

    def end(self) -> None:
        self.ended = True
        self.changed()

    def break_off(self) -> None:
        self.broken = True
        self.waiting.clear()
        self.changed()


class MemoryEnd:
    """One end of a connection. The transport holds one, the device the other."""

    def __init__(self, inward: _Pipe, outward: _Pipe, manipulate: Manipulator = _unchanged) -> None:
        self._in = inward
        self._out = outward
        self._manipulate = manipulate

    @property
    def alive(self) -> bool:
        """False once the other end closed or the connection broke."""
        return not (self._in.broken or self._out.broken or self._in.ended)

    async def read(self) -> bytes:
        """What came, at least one byte; b"" after the other end closed. Raises ConnectionLost when broken."""
        while not self._in.waiting and not self._in.ended and not self._in.broken:
            await self._in.change()
        if self._in.broken:
            raise ConnectionLost("the connection was reset")
        data = bytes(self._in.waiting)
        self._in.waiting.clear()
        self._in.changed()
        return data

    async def write(self, data: bytes) -> None:
        """Hand `data` over, waiting while the other end does not read. Raises ConnectionLost(bytes_sent)."""
        data = self._manipulate(data)
        sent = 0
        while sent < len(data) or not data:
            if self._out.broken or self._out.ended or self._in.ended:
                raise ConnectionLost("the connection is gone", sent)
            room = self._out.capacity - len(self._out.waiting)
            if room > 0:
                self._out.waiting += data[sent : sent + room]
                sent = min(len(data), sent + room)
                self._out.changed()
            else:
                await self._out.change()
            if not data:
                return

    def send(self, data: bytes) -> None:
        """Hand `data` over at once, however much waits already (a device's answers are few). Lost when closed."""
        if not (self._out.broken or self._out.ended):
            self._out.waiting += self._manipulate(data)
            self._out.changed()

    def close(self) -> None:
        """Say that nothing more comes from this end."""
        self._out.end()

    def reset(self) -> None:
        """Break both directions at once; what was on the way is gone."""
        self._in.break_off()
        self._out.break_off()


class MemoryListener:
    """A device's name in this process. `accepted` is called with the device's end of each new connection.

    `manipulate` changes what the device says on its way to us. `capacity` is how many bytes fit between
    the two ends before a writer waits. Raises ValueError when the name is taken.
    """

    def __init__(
        self,
        name: str,
        accepted: Callable[[MemoryEnd], None],
        *,
        manipulate: Manipulator = _unchanged,
        capacity: int = 1 << 20,
    ) -> None:
        if name in _listening:
            raise ValueError(f"something listens at memory://{name} already")
        self.name = name
        self.manipulate = manipulate
        self._accepted = accepted
        self._capacity = capacity
        _listening[name] = self

    def connect(self) -> MemoryEnd:
        """The host's end of a new connection."""
        inward, outward = _Pipe(self._capacity), _Pipe(self._capacity)
        self._accepted(MemoryEnd(outward, inward, self._damage))
        return MemoryEnd(inward, outward)

    def _damage(self, data: bytes) -> bytes:
        return self.manipulate(data)  # looked up late, so that it can be changed on a live connection

    def close(self) -> None:
        """Listen no more; open connections stay."""
        if _listening.get(self.name) is self:
            del _listening[self.name]


class MemoryTransport:
    """`memory://name`: a connection to the MemoryListener of that name."""

    two_way = True

    def __init__(self, name: str, uri: str = "") -> None:
        self.uri = uri or f"memory://{name}"
        self._name = name
        self._end: MemoryEnd | None = None

    @property
    def alive(self) -> bool:
        """False before `open`, and once the connection is gone."""
        return self._end is not None and self._end.alive

    async def open(self) -> None:
        """Connect. Raises Unreachable when nothing listens at the name."""
        listener = _listening.get(self._name)
        if listener is None:
            raise Unreachable(f"nothing listens at {self.uri}")
        self._end = listener.connect()

    async def write(self, data: bytes) -> None:
        """See Transport.write."""
        if self._end is None:
            raise ConnectionLost("not connected")
        await self._end.write(data)

    async def read(self) -> bytes:
        """See Transport.read."""
        if self._end is None:
            raise ConnectionLost("not connected")
        return await self._end.read()

    async def close(self) -> None:
        """See Transport.close."""
        if self._end is not None:
            self._end.close()
            self._end = None
