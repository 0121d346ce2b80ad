"""A small trouble in the middle of the day, as every printer has it, and what is said while it lasts."""

import asyncio
import json
from contextlib import suppress
from typing import Protocol

from desk.app.engine import Engine
from desk.app.paper import Paper
from desk.domain.events import Changes
from desk.domain.print_jobs import JobState
from printers import PrinterStatus

#: How often the printer is looked at while waiting for it to be in the middle of a ticket.
_LOOK = 0.02
#: Customers wait no longer than so many seconds for the printers.
_READY = 5.0
#: So long the desk has to sort out which tickets wait, before they are counted.
_SETTLE = 0.25


class Reporter(Protocol):
    """Who is told of printers."""

    def printer(self, name: str, status: PrinterStatus, waiting: int, holding: int) -> None:
        """A printer stopped or goes on; tickets that wait, and those the printer keeps inside."""
        ...


async def run_out_of_paper(paper: Paper, printer: str, after: float, seconds: float) -> None:
    """After so many seconds take the paper away in the middle of a ticket, if one comes; put it back later."""
    await asyncio.sleep(after)
    for _ in range(round(seconds / _LOOK)):  # when nobody orders it runs out all the same
        if json.loads(await paper.command(printer, "status"))["state"] == "processing":
            break
        await asyncio.sleep(_LOOK)
    await paper.command(printer, "paper out")
    await asyncio.sleep(seconds)
    await paper.command(printer, "paper ok")


async def printers_ready(engine: Engine) -> None:
    """Until every printer can print; not for ever, since orders may come to a printer that cannot."""
    changed = asyncio.Event()
    engine.listen(lambda _changes: changed.set())
    with suppress(TimeoutError):
        async with asyncio.timeout(_READY):
            while not all(status.can_print for status in engine.spool.statuses().values()):
                await changed.wait()
                changed.clear()


async def watch_printers(engine: Engine, reporter: Reporter) -> None:
    """Tell when a printer that was well stops, and when it goes on, for ever."""
    changed = asyncio.Event()

    def heard(changes: Changes) -> None:
        if changes.printers:
            changed.set()

    engine.listen(heard)
    well: dict[str, bool] = {}
    while True:
        for name, status in engine.spool.statuses().items():
            before = well.get(name)
            if before is None and not status.can_print:
                continue  # not reached yet
            well[name] = status.can_print
            if before is not None and before != status.can_print:
                await asyncio.sleep(0 if status.can_print else _SETTLE)
                jobs = await engine.jobs(None, [JobState.BLOCKED, JobState.HOLDING], None, 1000)
                mine = [job.state for job in jobs if job.printer == name]
                holding = mine.count(JobState.HOLDING)
                reporter.printer(name, status, len(mine) - holding, holding)
        await changed.wait()
        changed.clear()
