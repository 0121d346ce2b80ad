"""What the parts of one printer's worker share: the ports, the rule, and how changes are written and told."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from desk.domain.events import Changes
from desk.domain.ports import Clock, Database, Work
from desk.domain.print_jobs import JobState, PrintJob
from desk.domain.shop import PrinterRule, Shop
from desk.errors import EnvironmentFault
from desk.spool.pace import Pace
from printers import Printer

log = logging.getLogger("desk.spool")
T = TypeVar("T")


class Context:
    """One printer's surroundings. Lives on the loop; `write` runs its function on the database's thread."""

    def __init__(
        self,
        rule: PrinterRule,
        printer: Printer,
        shop: Shop,
        database: Database,
        clock: Clock,
        changed: Callable[[Changes], None],
        pace: Pace,
    ) -> None:
        self.rule = rule
        self.printer = printer
        self.shop = shop
        self.database = database
        self.clock = clock
        self.pace = pace
        self.changed = changed
        self.trouble: Callable[[EnvironmentFault], None] = lambda _fault: None

    @property
    def name(self) -> str:
        """The configured printer name."""
        return self.rule.name

    async def write(self, op: Callable[[Work, datetime], T]) -> T:
        """One transaction. A store that cannot write now (full disk) is tried again: an outcome may not be lost."""
        while True:
            try:
                return await self.write_once(op)
            except EnvironmentFault:
                await self.clock.sleep(self.pace.store_retry)

    async def write_once(self, op: Callable[[Work, datetime], T]) -> T:
        """One transaction, for what may be given up; EnvironmentFault, told as trouble, when it cannot be written."""
        now = self.clock.now()
        try:
            return await self.database.write(lambda work: op(work, now))
        except EnvironmentFault as fault:
            log.warning("the store cannot be written: %s", fault.what)
            self.trouble(fault)
            raise

    async def move(self, job: PrintJob, state: JobState, reasons: tuple[str, ...] = ()) -> PrintJob:
        """One job to another state, told to whoever listens."""
        moved = await self.write(lambda work, now: work.jobs.move(job, state, now, reasons=reasons))
        self.tell(moved)
        return moved

    def tell(self, *jobs: PrintJob) -> None:
        """These jobs are not what they were."""
        if jobs:
            orders = frozenset(job.order_id for job in jobs if job.order_id)
            names = frozenset(job.printer for job in jobs) | {self.name}
            self.changed(Changes(orders, frozenset(job.id for job in jobs), names))
