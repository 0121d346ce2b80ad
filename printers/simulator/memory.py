"""A transport to a simulated printer in the same process: no socket, the same waiting and breaking."""

import asyncio

from printers.errors import ConnectionLost, NotSent
from printers.simulator.host import DeviceHost
from printers.simulator.link import Link


class MemoryTransport:
    """Implements `printers.transport.base.Transport` on a DeviceHost of the running loop."""

    def __init__(self, uri: str, host: DeviceHost) -> None:
        self._uri = uri
        self._host = host
        self._link: Link | None = None
        self._received = bytearray()
        self._changed = asyncio.Event()

    @property
    def uri(self) -> str:
        """As given."""
        return self._uri

    @property
    def two_way(self) -> bool:
        """Always: a device that never answers is silent, not one-way."""
        return True

    async def open(self) -> None:
        """Connect; a printer that serves another host lets us wait as TCP would."""
        self._received.clear()
        self._link = self._host.attach(self)

    async def write(self, data: bytes) -> None:
        """Hand all over. Raises NotSent before the first byte, ConnectionLost after."""
        link = self._link
        if link is None or link.closed:
            raise NotSent(f"{self._uri}: the connection is gone")
        sent = 0
        while sent < len(data):
            self._changed.clear()
            sent += self._host.receive(link, data[sent:])
            if link.closed:
                raise ConnectionLost(f"{self._uri}: connection reset by the printer", sent)
            if sent < len(data):
                await self._changed.wait()
        # The network takes a turn too: nobody may hold the loop by writing.
        await asyncio.sleep(0)

    async def read(self) -> bytes:
        """What the printer says next. Raises ConnectionLost."""
        while not self._received:
            if self._link is None or self._link.closed:
                raise ConnectionLost(f"{self._uri}: connection reset by the printer")
            self._changed.clear()
            await self._changed.wait()
        data = bytes(self._received)
        self._received.clear()
        return data

    async def close(self) -> None:
        """Hang up."""
        link, self._link = self._link, None
        if link is not None:
            self._host.detach(link)
        self._changed.set()

    def send(self, data: bytes) -> None:
        """Channel: the device's answers."""
        self._received += data
        self._changed.set()

    def ready(self) -> None:
        """Channel: the device takes bytes again."""
        self._changed.set()

    def reset(self) -> None:
        """Channel: the device ended the connection."""
        self._changed.set()
