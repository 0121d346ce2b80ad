"""All printers of the shop: starts and stops their workers, hands idle ones to intake, and finds backups."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from desk.domain.events import Changes
from desk.domain.ports import Clock, Database
from desk.domain.shop import Shop
from desk.errors import EnvironmentFault
from desk.spool.attempts import Attempt, Terms
from desk.spool.context import Context
from desk.spool.pace import Pace
from desk.spool.turns import Turn
from desk.spool.worker import PrinterWorker
from printers import Printer, PrinterStatus, Profile


@dataclass(frozen=True, slots=True)
class Slot:
    """A printer's turn claimed for one job of a transaction under way."""

    printer: str
    terms: Terms
    turn: Turn


class Spool:
    """The print side of the desk. Lives on one event loop."""

    def __init__(
        self,
        shop: Shop,
        printers: dict[str, Printer],
        database: Database,
        clock: Clock,
        *,
        pace: Pace | None = None,
    ) -> None:
        self._listeners: list[Callable[[Changes], None]] = []
        self._trouble_listeners: list[Callable[[EnvironmentFault], None]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._shop = shop
        self.workers = {
            rule.name: PrinterWorker(
                Context(rule, printers[rule.name], shop, database, clock, self._changed, pace or Pace())
            )
            for rule in shop.printers
        }
        for worker in self.workers.values():
            worker.connect_to(lambda name=worker.name: self._backups(name), self._trouble)

    def listen(self, heard: Callable[[Changes], None]) -> None:
        """`heard(changes)` is called on the loop after each committed change; it must be quick."""
        self._listeners.append(heard)

    def on_trouble(self, heard: Callable[[EnvironmentFault], None]) -> None:
        """`heard(fault)` is called when the store cannot be written."""
        self._trouble_listeners.append(heard)

    def start(self) -> None:
        """Start every worker on the running loop."""
        self._tasks = [
            asyncio.get_running_loop().create_task(worker.run(), name=f"printer {worker.name}")
            for worker in self.workers.values()
        ]

    async def stop(self, patience: float = 3.0) -> None:
        """No new attempts; wait a little for the ones under way, whose rows say enough if they do not end."""
        for worker in self.workers.values():
            await worker.stop()
        if self._tasks:
            _, running = await asyncio.wait(self._tasks, timeout=patience)
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    # --- for the services ------------------------------------------------------------------------

    def reserve(self, printer: str) -> Slot | None:
        """Claim a ready printer for one job; see PrinterWorker.reserve."""
        worker = self.workers.get(printer)
        claim = worker.reserve() if worker else None
        return Slot(printer, *claim) if claim else None

    def hand(self, slot: Slot, attempt: Attempt) -> None:
        """The reserved printer's attempt is committed: send it."""
        self.workers[slot.printer].hand(slot.turn, attempt)

    def release(self, slot: Slot) -> None:
        """The reservation was not used."""
        self.workers[slot.printer].release(slot.turn)

    def poke(self, printer: str) -> None:
        """New work in a printer's queue."""
        worker = self.workers.get(printer)
        if worker:
            worker.poke()

    def insist(self, printer: str, job_id: int) -> None:
        """A person wants this job printed (again)."""
        worker = self.workers.get(printer)
        if worker:
            worker.insist(job_id)

    def forget(self, printer: str, job_id: int) -> None:
        """A person settled this job."""
        worker = self.workers.get(printer)
        if worker:
            worker.forget(job_id)

    def profile(self, printer: str) -> Profile | None:
        """The profile tickets for that printer are rendered with."""
        worker = self.workers.get(printer)
        return worker.printer.profile if worker else None

    def statuses(self) -> dict[str, PrinterStatus]:
        """State and reasons of every printer, by name."""
        return {name: worker.status for name, worker in self.workers.items()}

    # --- within ----------------------------------------------------------------------------------

    def _backups(self, primary: str) -> dict[str, tuple[str, str]]:
        """By station: the first other printer that can print, once the primary was down long enough."""
        down = self.workers[primary].down_for()
        chosen: dict[str, tuple[str, str]] = {}
        for station in self._shop.stations:
            if primary not in station.printers or down <= station.failover_after:
                continue
            for name in station.printers:
                worker = self.workers.get(name)
                if name != primary and worker is not None and worker.can_print:
                    chosen[station.name] = (name, primary)
                    break
        return chosen

    def _changed(self, changes: Changes) -> None:
        for name in sorted(changes.printers) if changes.jobs else ():
            worker = self.workers.get(name)
            if worker is not None and worker.is_idle:
                worker.poke()  # a job may have moved to it
        for heard in self._listeners:
            heard(changes)

    def _trouble(self, fault: EnvironmentFault) -> None:
        for heard in self._trouble_listeners:
            heard(fault)
