"""Sheets on disk: NNNN.bin, NNNN.png, NNNN.txt, each whole or not there, the text last.

Drawing and writing happen on one thread of their own, in order; numbers go on after those in the folder.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from printers.simulator.paper import Sheet


@dataclass(frozen=True, slots=True)
class SheetFiles:
    """Where one sheet's three files are."""

    png: Path
    text: Path
    data: Path


def next_number(folder: Path) -> int:
    """The first number that no sheet in the folder has, or a half-written one had."""
    taken = [int(path.stem) for path in folder.glob("*.*") if path.stem.isdigit()]
    return max(taken, default=0) + 1


def write_sheet(folder: Path, number: int, sheet: Sheet) -> SheetFiles:
    """Write the three files of one sheet. Raises OSError."""
    files = SheetFiles(*(folder / f"{number:04}.{kind}" for kind in ("png", "txt", "bin")))
    for path, content in (
        (files.data, sheet.data),
        (files.png, sheet.png_bytes()),
        (files.text, sheet.text.encode()),
    ):
        aside = path.with_name(f".{path.name}.part")
        aside.write_bytes(content)
        aside.replace(path)
    return files


class SheetWriter:
    """Writes sheets as they fall, without stopping the loop. `on_written` is called on the loop."""

    def __init__(self, folder: Path, on_written: Callable[[], None]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._number = next_number(folder)
        self._on_written = on_written
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="paper")
        self._pending: set[asyncio.Future[SheetFiles]] = set()
        self.written = 0
        self.error: OSError | None = None

    def put(self, sheet: Sheet) -> None:
        """Queue a sheet."""
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._thread, write_sheet, self._folder, self._number, sheet)
        self._number += 1
        self._pending.add(future)
        future.add_done_callback(self._done)

    def _done(self, future: "asyncio.Future[SheetFiles]") -> None:
        self._pending.discard(future)
        self.written += 1
        error = future.exception()
        if isinstance(error, OSError):
            self.error = error
        elif error is not None:
            raise error
        self._on_written()

    async def drain(self) -> None:
        """Wait until every sheet put so far is on disk."""
        if self._pending:
            await asyncio.wait(tuple(self._pending))

    async def close(self) -> None:
        """Finish what is queued."""
        await self.drain()
        self._thread.shutdown()
