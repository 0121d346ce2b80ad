"""The cable between desk and printer: latency, kernel buffers, half-open links, and what a kill leaves in them."""

import asyncio
import random
from typing import Any

from printers import ConnectionLost, Unreachable
from printers.simulator.device import Device
from printers.simulator.host import DeviceHost
from tests.simulation.loop import Process

#: What the two kernels hold of one direction, in bytes.
KERNEL_BUFFER = 500


class Plug:
    """The printer's network socket: connections to it live in the world, not in the desk's process."""

    def __init__(
        self, device: Device, world: Process, loop: asyncio.AbstractEventLoop, rng: random.Random
    ) -> None:
        self.device = device
        self.host = DeviceHost(device)
        self._up = True  # the network between
        self.on = True  # the printer's power
        self._world = world
        self._loop = loop
        self.rng = rng
        self.wires: list[Wire] = []

    @property
    def up(self) -> bool:
        """Whether the network between carries anything."""
        return self._up

    @up.setter
    def up(self, up: bool) -> None:
        self._up = up
        for wire in self.wires:
            wire.push()

    def connect(self) -> "Wire":
        wire = Wire(self)
        self.wires.append(wire)
        wire.pump = self._world.spawn(self._loop, wire.run())
        return wire

    def command(self, line: str) -> None:
        assert not self.host.command(line).startswith("error"), line

    def power_off(self) -> None:
        self.on = False
        self.device.power_cycle(self._loop.time())
        for wire in list(self.wires):
            wire.reset()

    def power_on(self) -> None:
        self.on = True

    def cut_all(self, *, delivered: bool) -> None:
        """The desk's machine ended its connections: killed (its kernel still delivers) or without power."""
        for wire in list(self.wires):
            wire.abandon(delivered=delivered)


class Wire:
    """One TCP connection. Implements the device's Channel; the desk holds it through `WireTransport`."""

    def __init__(self, plug: Plug) -> None:
        self._plug = plug
        self.tx = bytearray()
        self.rx = bytearray()
        self._late = bytearray()
        self.broken = False
        self.ended = False
        self.finish = False
        self.pump: asyncio.Task[Any] | None = None
        self._stir = asyncio.Event()
        self.changed = asyncio.Event()

    def notify(self) -> None:
        changed, self.changed = self.changed, asyncio.Event()
        changed.set()

    def push(self) -> None:
        self._stir.set()

    async def run(self) -> None:
        """Carry bytes to the device, as fast as it takes them, while the network is up."""
        plug = self._plug
        link = plug.host.attach(self)
        try:
            while not self.broken:
                if plug.up and self._late:
                    self.rx += self._late
                    self._late.clear()
                    self.notify()
                self._stir.clear()
                if plug.up and self.tx:
                    await asyncio.sleep(plug.rng.random() * 0.01)
                    piece = bytes(self.tx[: plug.rng.choice((7, 100, 536, 1460, 4096))])
                    taken = plug.host.receive(link, piece)
                    del self.tx[:taken]
                    self.notify()
                    if taken:
                        continue
                if self.finish and not self.tx:
                    break
                await self._stir.wait()
        finally:
            plug.host.detach(link)
            self.ended = True
            if self in plug.wires:
                plug.wires.remove(self)
            self.notify()

    def send(self, data: bytes) -> None:
        """Channel: the device says something. While the network is down TCP keeps it for later, in order."""
        if self._plug.up and not self._late:
            self.rx += data
            self.notify()
        else:
            self._late += data

    def ready(self) -> None:
        """Channel: room again."""
        self._stir.set()

    def reset(self) -> None:
        """Channel, or a fault: the connection is gone at once."""
        self.broken = True
        self.tx.clear()
        self._stir.set()
        self.notify()

    def abandon(self, *, delivered: bool) -> None:
        """The process that held it is no more."""
        if not delivered:
            self.tx.clear()
        self.finish = True
        self._stir.set()


class WireTransport:
    """printers.transport.base.Transport over a Wire."""

    two_way = True

    def __init__(self, plug: Plug, name: str) -> None:
        self.uri = f"wire://{name}"
        self._plug = plug
        self._wire: Wire | None = None

    @property
    def alive(self) -> bool:
        return self._wire is not None and not self._wire.broken and not self._wire.ended

    async def open(self) -> None:
        await asyncio.sleep(self._plug.rng.random() * 0.01)
        if not self._plug.on:
            raise Unreachable("refused")
        if not self._plug.up:
            await asyncio.sleep(30)  # no answer; the caller gives up before
        self._wire = self._plug.connect()

    async def write(self, data: bytes) -> None:
        wire = self._wire
        sent = 0
        while sent < len(data):
            if wire is None or wire.broken or wire.ended:
                raise ConnectionLost("reset", sent)
            room = KERNEL_BUFFER - len(wire.tx)
            if room > 0:
                wire.tx += data[sent : sent + room]
                sent += min(room, len(data) - sent)
                wire.push()
            else:
                await wire.changed.wait()

    async def read(self) -> bytes:
        wire = self._wire
        while wire is not None and not wire.rx:
            if wire.broken:
                raise ConnectionLost("reset")
            if wire.ended:
                return b""
            await wire.changed.wait()
        if wire is None:
            raise ConnectionLost("closed")
        data = bytes(wire.rx)
        wire.rx.clear()
        return data

    async def close(self) -> None:
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.abandon(delivered=True)
            wire.notify()
