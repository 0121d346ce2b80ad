"""Runs a device on an event loop: tells it the time, moves its answers to whoever holds the connection.

Uses the loop's own clock, so that a loop with virtual time runs the same device.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

from printers.simulator.device import Device
from printers.simulator.drill import Drill, DrillRun, Step
from printers.simulator.faults import control
from printers.simulator.link import Link


class Channel(Protocol):
    """The other end of a link: a TCP connection, or a transport in this process."""

    def send(self, data: bytes) -> None:
        """Bytes for the host."""
        ...

    def ready(self) -> None:
        """The device may take bytes again."""
        ...

    def reset(self) -> None:
        """End the connection at once, with a TCP reset where there is TCP."""
        ...


class DeviceHost:
    """Owns the device's time and its open channels. All calls come from the loop's thread.

    `sheets_out` tells how many sheets are out where people can see them; answers about later ones wait.
    """

    def __init__(self, device: Device, sheets_out: Callable[[], int] | None = None) -> None:
        self.device = device
        self._sheets_out = sheets_out
        self._channels: dict[Link, Channel] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._drill: DrillRun | None = None
        self._told: Callable[[Step], None] = _nobody

    def rehearse(self, drill: Drill, told: Callable[[Step], None]) -> None:
        """Begin a drill in place of one under way; `told` hears of each step when it has happened."""
        self._drill, self._told = DrillRun(drill, self.device, self._time()), told
        self.poke()

    def stop_drill(self) -> None:
        """No more steps; what is broken stays broken until somebody mends it."""
        self._drill = None

    @staticmethod
    def _time() -> float:
        return asyncio.get_running_loop().time()

    def attach(self, channel: Channel) -> Link:
        """A host connects by `channel`."""
        link = self.device.connect(self._time())
        self._channels[link] = channel
        self.poke()
        return link

    def detach(self, link: Link) -> None:
        """The host is gone."""
        if self._channels.pop(link, None) is not None:
            self.device.disconnect(link, self._time())
            self.poke()

    def room(self, link: Link) -> int:
        """Bytes the device takes from that link now."""
        return self.device.room(link, self._time())

    def receive(self, link: Link, data: bytes) -> int:
        """Bytes from the host; returns how many were taken."""
        taken = self.device.receive(link, data, self._time())
        self.poke()
        return taken

    def command(self, line: str) -> str:
        """A line of the control port."""
        answer = control(self.device, line, self._time())
        self.poke()
        return answer

    def poke(self) -> None:
        """Something happened, or it is time: let the device work, send what it says, set the next alarm."""
        now = self._time()
        device = self.device
        device.advance(now)
        if self._drill is not None:
            for step in self._drill.advance(now):
                self._told(step)
        sheets_out = None if self._sheets_out is None else self._sheets_out()
        for link, channel in tuple(self._channels.items()):
            if link.reset:
                del self._channels[link]
                channel.reset()
                continue
            data = device.output(link, sheets_out=sheets_out)
            if data:
                channel.send(data)
            if device.room(link, now):
                channel.ready()
        if self._timer is not None:
            self._timer.cancel()
        times = [device.next_event(now), None if self._drill is None else self._drill.due()]
        due = min((time for time in times if time is not None), default=None)
        self._timer = None if due is None else asyncio.get_running_loop().call_at(due, self.poke)

    def close(self) -> None:
        """End every connection and stop the clock."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        channels, self._channels = self._channels, {}
        for link, channel in channels.items():
            self.device.disconnect(link, self._time())
            channel.reset()


def _nobody(_step: Step) -> None:
    """Nobody listens."""
