"""Six classic bugs of print spools, planted in the real modules. Each must be caught by the invariants."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest

import desk.spool.doubts as doubts
from desk.domain.orders import OrderDraft
from desk.domain.ports import Work
from desk.domain.print_jobs import IN_FLIGHT, JobState, PrintJob
from desk.domain.receipts import Receipt
from desk.errors import EnvironmentFault
from desk.services.intake import Intake
from desk.spool.attempts import Attempt, begin_next
from desk.spool.delivery import Delivery
from desk.spool.doubts import Doubts
from desk.spool.spool import Spool
from desk.spool.worker import PrinterWorker
from desk.store.orders import Orders
from printers import Confirmed
from printers.patience import Patience

Plant = Callable[[pytest.MonkeyPatch], None]


def requeue_on_restart(patch: pytest.MonkeyPatch) -> None:
    """After a crash, attempts that were open go back to the queue as if nothing had been sent."""

    def recover(work: Work, printer: str, now: datetime) -> list[PrintJob]:
        for job in work.jobs.in_states(printer, tuple(IN_FLIGHT)):
            connection = work.jobs._connection._dbapi  # type: ignore[attr-defined]
            connection.execute(
                "update jobs set state = 'queued', attempt = attempt - 1 where id = ?", (job.id,)
            )
        return work.jobs.in_states(printer, (JobState.UNCERTAIN,))

    patch.setattr(doubts, "recover", recover)


class _Undone(Exception):
    """Carries an attempt out of a transaction that must leave no trace."""


def no_write_ahead(patch: pytest.MonkeyPatch) -> None:
    """Bytes leave first; that an attempt was made is written when it is over."""

    async def begin(self: PrinterWorker) -> Attempt | None:
        context, terms = self._context, self._delivery.terms()  # type: ignore[attr-defined]
        found: list[Attempt | None] = []

        def start(work: Work, now: datetime) -> None:
            for job in work.jobs.unblock(context.name, now):
                del job
            found.append(begin_next(work, context.name, terms, now))
            raise _Undone

        with suppress(_Undone):
            await context.write(start)
        attempt = found[0]
        if attempt is not None:
            await context.printer.send(attempt.data, attempt.job.token)
            await asyncio.sleep(0.5)
            await context.write(
                lambda work, now: (
                    work.jobs.unblock(context.name, now),
                    begin_next(work, context.name, terms, now),
                )
            )
            self._delivery._doubts._jobs.clear()  # type: ignore[attr-defined]
            job = await context.write(lambda work, now: work.jobs.get(attempt.job.id))
            outcome = await context.printer.wait(attempt.job.token, None, 12)
            job = await context.move(job, JobState.SENT)
            return await self._delivery._settle(job, outcome)  # type: ignore[attr-defined]
        return None

    patch.setattr(PrinterWorker, "_next", begin)
    patch.setattr(Delivery, "_following", lambda *_: None)
    patch.setattr(Spool, "reserve", lambda *_: None)


def any_answer_counts(patch: pytest.MonkeyPatch) -> None:
    """Whatever the printer says after the ticket means that it is printed."""
    verdict = Patience.verdict

    def gullible(self: Patience, now: float, seen: Any) -> Any:
        if seen.heard_at > self._started_at and not seen.lost:  # type: ignore[attr-defined]
            return Confirmed("process-id")
        return verdict(self, now, seen)

    patch.setattr(Patience, "verdict", gullible)


def no_fence(patch: pytest.MonkeyPatch) -> None:
    """The copy is sent while the old attempt may still be in the printer's buffer."""

    async def fence(self: Doubts) -> None:
        await self.accept_proof()
        self.fenced = True

    patch.setattr(Doubts, "fence", fence)


def no_unique_key(patch: pytest.MonkeyPatch) -> None:
    """Every delivery is a new order."""
    from tests.simulation import world

    fresh = world.new_memory

    def without_key() -> sqlite3.Connection:
        connection = fresh()
        columns = [row[1] for row in connection.execute("pragma table_info(orders)")]
        connection.execute("pragma foreign_keys = off")
        connection.execute("pragma legacy_alter_table = on")
        connection.execute("alter table orders rename to keyed")
        names = ", ".join(columns)
        connection.execute(f"create table orders as select {names} from keyed where 0")
        connection.execute("create unique index orders_id on orders (id)")
        connection.execute("drop table keyed")
        return connection

    patch.setattr(world, "new_memory", without_key)
    patch.setattr(Orders, "by_source_ref", lambda *_: None)


def acknowledge_before_commit(patch: pytest.MonkeyPatch) -> None:
    """The sender is thanked while the order is still in memory."""
    receive = Intake.receive

    async def later(self: Intake, draft: OrderDraft, raw: bytes) -> None:
        with suppress(EnvironmentFault):
            await receive(self, draft, raw)

    tasks: set[asyncio.Future[None]] = set()

    async def thank(self: Intake, draft: OrderDraft, raw: bytes) -> Receipt:
        tasks.add(asyncio.ensure_future(later(self, draft, raw)))
        return Receipt(f"early-{draft.external_id}", "S000", duplicate=False)

    patch.setattr(Intake, "receive", thank)


MUTANTS: dict[str, Plant] = {
    "requeue on restart": requeue_on_restart,
    "no write-ahead": no_write_ahead,
    "any answer counts as completion": any_answer_counts,
    "no fence": no_fence,
    "no unique key": no_unique_key,
    "acknowledge before commit": acknowledge_before_commit,
}
