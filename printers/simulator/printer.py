"""A simulated printer to start in a program: the device, its TCP port, its control port, its paper."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from printers.profile import Profile
from printers.simulator.control import ControlServer
from printers.simulator.device import Device
from printers.simulator.drill import Drill, Step
from printers.simulator.host import DeviceHost
from printers.simulator.memory import MemoryTransport
from printers.simulator.paper import Sheet
from printers.simulator.server import DeviceServer
from printers.simulator.sheets import SheetWriter


class SimulatedPrinter:
    """One printer. Start it on a running loop; sheets go to `on_sheet` and to the folder `paper`.

    `port` and `control_port`: 0 lets the system choose, None opens none. `speed` in mm/s, None is a
    mechanism that takes no time (default: the model's own speed). `seed` makes the faults' random bytes.
    """

    def __init__(
        self,
        profile: Profile,
        *,
        host: str = "127.0.0.1",
        port: int | None = 0,
        control_port: int | None = None,
        paper: Path | None = None,
        speed: float | Literal["profile"] | None = "profile",
        on_sheet: Callable[[Sheet], None] | None = None,
        seed: int = 0,
        roll_mm: float | None = None,
    ) -> None:
        pace = profile.speed if speed == "profile" else speed
        self.profile = profile
        self.device = Device(profile, speed=pace, on_sheet=self._sheet_fell, seed=seed, roll_mm=roll_mm)
        self.port = port
        self.control_port = control_port
        self._address = host
        self._folder = paper
        self._on_sheet = on_sheet
        self._writer: SheetWriter | None = None
        self._host = DeviceHost(self.device, self._sheets_out)
        self._server = DeviceServer(self._host)
        self._control = ControlServer(self.command)

    async def start(self) -> None:
        """Switch on: the ports listen when this returns. Raises PortInUse; OSError for the paper folder."""
        if self._folder is not None:
            self._writer = SheetWriter(self._folder, self._host.poke)
        try:
            if self.port is not None:
                self.port = await self._server.start(self._address, self.port)
            if self.control_port is not None:
                self.control_port = await self._control.start(self._address, self.control_port)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Switch off; sheets that fell are on disk when this returns."""
        await self._control.stop()
        await self._server.stop()
        self._host.close()
        if self._writer is not None:
            await self._writer.close()

    async def command(self, line: str) -> str:
        """A line of the control port: `ok`, `error …`, or the status as JSON.

        The status counts only sheets that can be seen, so it waits for their files.
        """
        answer = self._host.command(line)
        if answer.startswith("{") and self._writer is not None:
            await self._writer.drain()
        # Connections that a power cycle ended are gone when we answer.
        await asyncio.sleep(0)
        return answer

    def rehearse(self, drill: Drill, told: Callable[[Step], None]) -> None:
        """Begin a drill, on a running loop; `told` hears of each step when it has happened."""
        self._host.rehearse(drill, told)

    def stop_drill(self) -> None:
        """No more steps; what is broken stays broken until `clear`."""
        self._host.stop_drill()

    def transport(self, uri: str) -> MemoryTransport:
        """A connection to this printer inside the process, as `sim://name` wants it."""
        return MemoryTransport(uri, self._host)

    def _sheet_fell(self, sheet: Sheet) -> None:
        if self._writer is not None:
            self._writer.put(sheet)
        if self._on_sheet is not None:
            self._on_sheet(sheet)

    def _sheets_out(self) -> int:
        return self.device.sheets_cut if self._writer is None else self._writer.written
