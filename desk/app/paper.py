"""Simulated printers inside this process: their sheets for the screen, their faults for the buttons.

The desk prints to them like to any other printer; only the paper and the buttons come through here.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from desk.domain.shop import Shop
from printers import Profile, load_profile

if TYPE_CHECKING:
    from printers.simulator.paper import Sheet
    from printers.simulator.printer import SimulatedPrinter

#: Printer name, number of the sheet from 1, PNG file, text.
SheetHeard = Callable[[str, int, bytes, str], None]


class Paper:
    """The simulated printers of one desk, by the name they have in desk.toml. Lives on one loop."""

    def __init__(self) -> None:
        self._printers: dict[str, SimulatedPrinter] = {}
        self._placed: list[str] = []
        self._cut: dict[str, int] = {}
        self._heard: SheetHeard | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sheets")
        self._drawing: set[asyncio.Future[bytes]] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._printers

    def on_sheet(self, heard: SheetHeard) -> None:
        """`heard(printer, number, png, text)` on the loop for each sheet from now on, in order."""
        self._heard = heard

    def add(
        self,
        name: str,
        profile: Profile,
        *,
        port: int | None = None,
        folder: Path | None = None,
        speed: float | None = None,
    ) -> "SimulatedPrinter":
        """A new simulated printer, not started. `port` 0 lets the system choose, None opens none; `folder`
        keeps each sheet as files; `speed` in mm/s, None the model's own.
        """
        from printers.simulator.printer import SimulatedPrinter

        made = SimulatedPrinter(
            profile,
            port=port,
            paper=folder,
            speed=profile.speed if speed is None else speed,
            on_sheet=partial(self._fell, name),
        )
        self._printers[name] = made
        return made

    async def place(self, shop: Shop) -> None:
        """Put a printer at every `sim://` address of the shop, so that its paper is seen."""
        if not any(rule.uri.startswith("sim:") for rule in shop.printers):
            return  # most shops never need to load a simulated printer
        from printers.simulator import local

        for rule in shop.printers:
            parts = urlsplit(rule.uri)
            address = unquote(parts.netloc)
            if parts.scheme == "sim" and address not in self._placed:
                query = dict(parse_qsl(parts.query))
                printer = self.add(rule.name, load_profile(query.get("profile", rule.profile)))
                await printer.start()
                local.place(address, printer)
                self._placed.append(address)

    async def command(self, name: str, line: str) -> str:
        """One line of the control language (design section 6): `ok`, `error …`, or the status as JSON."""
        return await self._printers[name].command(line)

    async def stop(self) -> None:
        """Switch all of them off; every sheet that fell was heard."""
        if self._placed:
            from printers.simulator import local

            for address in self._placed:
                local.remove(address)
        for printer in self._printers.values():
            await printer.stop()
        if self._drawing:
            await asyncio.wait(tuple(self._drawing))
        self._thread.shutdown()
        self._printers.clear()

    def _fell(self, name: str, sheet: "Sheet") -> None:
        number = self._cut[name] = self._cut.get(name, 0) + 1
        if self._heard is None or not sheet.text.strip():
            return
        drawing = asyncio.get_running_loop().run_in_executor(self._thread, sheet.png_bytes)
        self._drawing.add(drawing)
        drawing.add_done_callback(partial(self._drawn, name, number, sheet.text))

    def _drawn(self, name: str, number: int, text: str, drawing: "asyncio.Future[bytes]") -> None:
        self._drawing.discard(drawing)
        if self._heard is not None and not drawing.cancelled() and drawing.exception() is None:
            self._heard(name, number, drawing.result(), text)
