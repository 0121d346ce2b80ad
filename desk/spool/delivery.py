"""One attempt from its committed `sending` to what the printer proved."""

import asyncio
from datetime import datetime

from desk.domain.ports import Work
from desk.domain.print_jobs import JobState, PrintJob
from desk.errors import EnvironmentFault
from desk.spool.attempts import Attempt, Terms, begin_next
from desk.spool.context import Context
from desk.spool.doubts import Doubts
from desk.spool.holding import Holds
from desk.spool.settling import Settling
from desk.spool.turns import Turns
from printers import Confirmed, ConnectionLost, NotSent, Outcome, PrinterError, Uncertain, Unconfirmed

#: Attempts of a one-way printer that are begun in one transaction.
TOGETHER = 8


class Delivery:
    """Sends attempts of one printer, one after the other."""

    def __init__(self, context: Context, doubts: Doubts, turns: Turns) -> None:
        self._context = context
        self._doubts = doubts
        self._turns = turns
        self._settling = Settling(context, doubts, self._tore)
        self.torn = False
        self.unproved = False  # the last ticket left no proof that it is whole
        self.closing = False

    def terms(self) -> Terms:
        """What the next attempt depends on."""
        context = self._context
        return Terms(context.shop, context.printer.profile, self.torn, frozenset(self._doubts.insisted))

    async def carry(self) -> None:
        """Send what has its turn and what follows, until the queue has no more or something is not well.

        Raises NotSent or ConnectionLost after the rows say so.
        """
        if self._context.printer.status.known:
            await self._one_by_one()
        else:
            await self._stream()

    async def finish(self) -> None:
        """Wait for what one-way printers still have to settle."""
        await self._settling.finish()

    def _tore(self) -> None:
        self.torn = True

    async def _hand_over(self, attempt: Attempt) -> PrintJob:
        """Every byte of it to the printer. Not one byte waits for who is told of it."""
        context, job = self._context, attempt.job
        asyncio.get_running_loop().call_soon(context.tell, job)
        self._doubts.settle(job.id)
        self._doubts.insisted.discard(job.id)
        try:
            await context.printer.send(attempt.data, job.token)
        except NotSent:
            await self._take_back(job)
            raise
        except ConnectionLost:
            self.torn = True
            await self._doubts.add(job, "connection-lost")
            await self._take_back()
            raise
        except BaseException:
            self.torn = True
            raise
        return job

    async def _take_back(self, *jobs: PrintJob) -> None:
        """These jobs, and all whose turn had not come: not one byte of them was handed over."""
        back = [*jobs, *(attempt.job for attempt in await self._turns.drain())]
        if back:
            self._context.tell(
                *await self._context.write(
                    lambda work, now: [work.jobs.retract(job, now, "connection-lost") for job in back]
                )
            )

    # --- printers that answer --------------------------------------------------------------------

    async def _one_by_one(self) -> None:
        """The next attempt begins when the one before has its outcome."""
        while (attempt := await self._turns.next()) is not None:
            job = await self._hand_over(attempt)
            self.torn = True  # until it is proved
            following = await self._prove(job)
            if following is not None:
                self._turns.fill(self._turns.take(), following)

    async def _prove(self, job: PrintJob) -> Attempt | None:
        context = self._context
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
        self.torn, self.unproved = False, state is JobState.UNCONFIRMED
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

    # --- printers that never answer --------------------------------------------------------------

    async def _stream(self) -> None:
        """A one-way printer never answers: what is left to see is whether the connection holds, and that
        must not keep the next ticket waiting. Rows are written when no attempt waits to be sent.
        """
        sent: list[PrintJob] = []
        try:
            while sent or self._turns:
                attempt = self._turns.ready()
                if attempt is None and sent:
                    done, sent = sent, []
                    await self._sent_one_way(done)
                    continue
                if attempt is None:
                    attempt = await self._turns.next()
                if attempt is not None:
                    sent.append(await self._hand_over(attempt))
                    self.torn, self.unproved = False, True
        except PrinterError:
            if sent:
                self._settling.add(await self._context.write(lambda work, now: _sent(work, now, sent)))
            raise

    async def _sent_one_way(self, jobs: list[PrintJob]) -> None:
        """Write that they were sent, what has settled meanwhile, and begin what waits behind them."""
        turn, following, settled = self._turns.take(), [], self._settling.take()
        try:
            sent, done, following = await self._context.write_once(
                lambda work, now: (
                    _sent(work, now, jobs),
                    self._settling.write(work, now, settled),
                    self._more(work, now),
                )
            )
        except EnvironmentFault:
            # what was sent must be written; what follows takes another turn
            self._turns.fill(turn)
            sent, done = await self._context.write(
                lambda work, now: (_sent(work, now, jobs), self._settling.write(work, now, settled))
            )
        finally:
            if turn.attempts is None:
                self._turns.fill(turn, *following)
        self._context.tell(*sent, *done)
        self._settling.add(sent)

    def _more(self, work: Work, now: datetime) -> list[Attempt]:
        begun: list[Attempt] = []
        while len(begun) < TOGETHER and (attempt := self._following(work, now)) is not None:
            begun.append(attempt)
        return begun


def _sent(work: Work, now: datetime, jobs: list[PrintJob]) -> list[PrintJob]:
    return [work.jobs.move(job, JobState.SENT, now) for job in jobs]
