"""One attempt from its committed `sending` to what the printer proved."""

import asyncio
from datetime import datetime

from desk.domain.ports import Work
from desk.domain.print_jobs import JobState, PrintJob
from desk.spool.attempts import Attempt, Terms, begin_next
from desk.spool.context import Context
from desk.spool.doubts import Doubts
from desk.spool.holding import Holds
from printers import Confirmed, ConnectionLost, NotSent, Outcome, Uncertain, Unconfirmed


class Delivery:
    """Sends attempts of one printer, one after the other."""

    def __init__(self, context: Context, doubts: Doubts) -> None:
        self._context = context
        self._doubts = doubts
        self._settling: set[asyncio.Task[None]] = set()
        self.torn = False
        self.closing = False

    def terms(self) -> Terms:
        """What the next attempt depends on."""
        context = self._context
        return Terms(context.shop, context.printer.profile, self.torn, frozenset(self._doubts.insisted))

    async def carry(self, attempt: Attempt | None) -> None:
        """Send attempts until the queue has no more or something is not well.

        Raises NotSent or ConnectionLost after the job's row says so.
        """
        while attempt is not None:
            self._context.tell(attempt.job)
            attempt = await self._send(attempt)

    async def finish(self) -> None:
        """Wait for what one-way printers still have to settle."""
        if self._settling:
            await asyncio.wait(self._settling)

    async def _send(self, attempt: Attempt) -> Attempt | None:
        context, job = self._context, attempt.job
        self._doubts.settle(job.id)
        self._doubts.insisted.discard(job.id)
        was_torn, self.torn = self.torn, True
        try:
            await context.printer.send(attempt.data, job.token)
        except NotSent:
            self.torn = was_torn
            back = await context.write(lambda work, now: work.jobs.retract(job, now, "connection-lost"))
            context.tell(back)
            raise
        except ConnectionLost:
            await self._doubts.add(job, "connection-lost")
            raise
        if not context.printer.status.known:
            return await self._sent_one_way(job)
        job = await context.move(job, JobState.SENT)
        holds = Holds(job, context.move)
        outcome = await context.printer.wait(job.token, holds.note, context.pace.complete)
        return await self._settle(await holds.end(), outcome)

    async def _settle(self, job: PrintJob, outcome: Outcome) -> Attempt | None:
        """Write the outcome, and in the same transaction begin the next attempt if all is well."""
        match outcome:
            case Confirmed(evidence=evidence):
                state = JobState.CONFIRMED
            case Unconfirmed():
                state, evidence = JobState.UNCONFIRMED, ""
            case Uncertain(reason=reason):
                await self._doubts.add(job, reason)
                return None
        self.torn = False
        done, following = await self._context.write(
            lambda work, now: (
                work.jobs.move(job, state, now, evidence=evidence),
                self._following(work, now),
            )
        )
        self._context.tell(done)
        return following

    def _following(self, work: Work, now: datetime) -> Attempt | None:
        printer = self._context.printer
        if self.closing or self._doubts or not (printer.connected and printer.status.can_print):
            return None
        return begin_next(work, self._context.name, self.terms(), now)

    async def _sent_one_way(self, job: PrintJob) -> Attempt | None:
        """A one-way printer never answers: what is left to see is whether the connection holds, and that
        must not keep the next ticket waiting.
        """
        self.torn = False
        sent, following = await self._context.write(
            lambda work, now: (work.jobs.move(job, JobState.SENT, now), self._following(work, now))
        )
        self._context.tell(sent)
        task = asyncio.ensure_future(self._settle_one_way(sent))
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)
        return following

    async def _settle_one_way(self, sent: PrintJob) -> None:
        context = self._context
        outcome = await context.printer.wait(sent.token, None, context.pace.complete)
        if isinstance(outcome, Uncertain):
            self.torn = True
            await self._doubts.add(sent, outcome.reason)
        else:
            await context.move(sent, JobState.UNCONFIRMED)
