"""One worker per printer: connects, sends one attempt at a time, and writes down what the printer proved.

Its duties, in order of precedence: keep a connection; settle attempts that may be on paper (fence, then a
marked copy or a question); say why queued jobs wait; begin the next job. It never sends a byte of an
attempt whose `sending` is not committed.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from desk.domain.events import Changes
from desk.domain.ports import Clock, Database, Work
from desk.domain.print_jobs import IN_FLIGHT, JobState, PrintJob
from desk.domain.shop import PrinterRule, Shop
from desk.errors import EnvironmentFault
from desk.spool.attempts import Attempt, Terms, begin, begin_next, recover
from desk.spool.holding import Holds
from desk.spool.pace import Pace, Turn
from printers import (
    Confirmed,
    ConnectionLost,
    NotSent,
    Outcome,
    Printer,
    PrinterError,
    PrinterStatus,
    Reason,
    Uncertain,
    Unconfirmed,
)

log = logging.getLogger("desk.spool")

T = TypeVar("T")


class PrinterWorker:
    """Drives one printer. `run` until cancelled or `stop`; the rest may be called from the same loop."""

    def __init__(
        self,
        rule: PrinterRule,
        printer: Printer,
        shop: Shop,
        database: Database,
        clock: Clock,
        changed: Callable[[Changes], None],
        pace: Pace | None = None,
    ) -> None:
        self.rule = rule
        self.printer = printer
        self._shop = shop
        self._database = database
        self._clock = clock
        self._changed = changed
        self._pace = pace or Pace()
        self._turn = Turn(delay=self._pace.retry_first)
        self._wake = asyncio.Event()
        self._stopping = False
        self._blocked = True
        self._backups: Callable[[], dict[str, tuple[str, str]]] = dict
        self._trouble: Callable[[EnvironmentFault], None] = lambda _fault: None
        self._settling: set[asyncio.Task[None]] = set()
        self._late: set[str] = set()
        printer.on_change(self._status_changed)
        printer.on_late_confirmation(self._late_token)

    # --- what others ask -------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The configured printer name."""
        return self.rule.name

    @property
    def status(self) -> PrinterStatus:
        """What is known of the printer now."""
        return self.printer.status

    @property
    def can_print(self) -> bool:
        """Connected, and nothing known stands in the way."""
        return self.printer.connected and self.printer.status.can_print

    @property
    def is_idle(self) -> bool:
        """Waiting for work with nothing of its own to do."""
        return self._turn.idle

    def down_for(self) -> float:
        """Seconds since the printer could last print; 0 while it can."""
        since = self._turn.down_since
        return 0.0 if since is None else self._clock.monotonic() - since

    def poke(self) -> None:
        """Something in this printer's queue changed."""
        self._wake.set()

    def insist(self, job_id: int) -> None:
        """A person wants this job printed although it is late or its copy may exist."""
        self._turn.insisted.add(job_id)
        self._wake.set()

    def forget(self, job_id: int) -> None:
        """A person settled this uncertain job."""
        self._turn.uncertain = [job for job in self._turn.uncertain if job.id != job_id]
        self._wake.set()

    def connect_to(
        self,
        backups: Callable[[], dict[str, tuple[str, str]]],
        trouble: Callable[[EnvironmentFault], None],
    ) -> None:
        """`backups()` gives, by station, the printer that may take over now and the name it stands in for;
        `trouble` hears of a store that cannot be written.
        """
        self._backups = backups
        self._trouble = trouble

    def reserve(self) -> Terms | None:
        """Claim the idle printer for a job whose `sending` shares its order's transaction.

        None when it is not idle and ready. Whoever reserved must call `hand` or `release`.
        """
        turn = self._turn
        if not turn.idle or turn.reserved or self._wake.is_set() or not self.can_print:
            return None
        turn.reserved = True
        return self._terms()

    def hand(self, attempt: Attempt) -> None:
        """Send this attempt; its `sending` is committed."""
        self._turn.handed = attempt
        self._turn.reserved = False
        self._wake.set()

    def release(self) -> None:
        """The reservation was not used."""
        self._turn.reserved = False
        self._wake.set()

    async def stop(self) -> None:
        """No new attempt; returns at once. `run` ends when the attempt under way has an outcome."""
        self._stopping = True
        self._wake.set()

    # --- the loop --------------------------------------------------------------------------------

    async def run(self) -> None:
        """Work until stopped. Never raises for anything a printer does."""
        turn = self._turn
        turn.uncertain = await self._write(lambda work, now: recover(work, self.name, now))
        turn.torn = bool(turn.uncertain) or bool(
            await self._database.read(lambda work: work.jobs.in_states(self.name, (JobState.ASK,)))
        )
        if turn.uncertain:
            self._tell(*turn.uncertain)
        while not self._stopping or turn.handed is not None:
            self._wake.clear()
            try:
                await self._one_turn()
            except PrinterError as error:
                log.info("printer %s: %s", self.name, type(error).__name__)
                await self.printer.disconnect()
        if self._settling:
            await asyncio.wait(self._settling)
        await self.printer.disconnect()

    async def _one_turn(self) -> None:
        turn = self._turn
        if turn.handed is not None:
            attempt, turn.handed = turn.handed, None
            await self._carry(attempt)
        elif self._late:
            await self._late_proof()
        elif not self.printer.connected:
            await self._connect()
        elif turn.uncertain and not turn.fenced:
            await self._fence()
        elif not self.printer.status.can_print:
            await self._say_why()
            await self._rest(self._pace.look)
            if self.printer.connected:
                await self.printer.check()
        else:
            self._ready()
            attempt = await self._next()
            if attempt is None:
                await self._idle()
            else:
                await self._carry(attempt)

    def _ready(self) -> None:
        self._turn.down_since = None
        self._turn.delay = self._pace.retry_first

    async def _next(self) -> Attempt | None:
        """Begin the next attempt: the marked copies first, then the queue."""
        turn, terms = self._turn, self._terms()
        copies = [job.id for job in turn.uncertain]

        def start(work: Work, now: datetime) -> tuple[list[PrintJob], Attempt | None]:
            freed = work.jobs.unblock(self.name, now) if self._blocked else []
            for job_id in copies:
                attempt = begin(work, job_id, terms, now)
                if attempt is not None:
                    return freed, attempt
            return freed, begin_next(work, self.name, terms, now)

        freed, attempt = await self._write(start)
        self._blocked = False
        if attempt is None or attempt.job.id not in copies:
            turn.uncertain = [job for job in turn.uncertain if job.id not in copies]
        self._tell(*freed)
        return attempt

    def _terms(self) -> Terms:
        turn = self._turn
        return Terms(self._shop, self.printer.profile, turn.torn, frozenset(turn.insisted))

    # --- connection ------------------------------------------------------------------------------

    async def _connect(self) -> None:
        turn = self._turn
        turn.fenced = False
        try:
            await self.printer.connect()
        except PrinterError as error:
            log.debug("printer %s: %s", self.name, type(error).__name__)
            await self._say_why()
            await self._give_up()
            await self._rest(turn.delay)
            turn.delay = min(self._pace.retry_most, turn.delay * 2)

    async def _say_why(self) -> None:
        """Queued jobs are blocked with the printer's reasons, or go to a backup that can print."""
        turn = self._turn
        if turn.down_since is None:
            turn.down_since = self._clock.monotonic()
        reasons = tuple(sorted(reason.value for reason in self.printer.status.reasons)) or (
            Reason.UNREACHABLE.value,
        )
        backups = self._backups()

        def block(work: Work, now: datetime) -> list[PrintJob]:
            changed = work.jobs.block(self.name, reasons, now)
            for job in work.jobs.in_states(self.name, (JobState.BLOCKED,)) if backups else ():
                backup = backups.get(job.station)
                if backup is not None and job.attempt == 0 and job.number is None:
                    changed.append(work.jobs.hand_over(job, backup[0], backup[1], now))
            return changed

        self._blocked = True
        self._tell(*await self._write(block))

    async def _give_up(self) -> None:
        """A printer that does not come back cannot be fenced: ask a person what is on the paper."""
        turn = self._turn
        fenceable = self.printer.profile.fence != "none"
        if turn.uncertain and (not fenceable or self.down_for() > self._pace.give_up):
            await self._ask()

    # --- attempts that may be on paper -----------------------------------------------------------

    async def _fence(self) -> None:
        """Make sure nothing of an earlier attempt can still come out; then copy or ask."""
        turn = self._turn
        fenced = await self.printer.fence()
        await self._late_proof()
        if fenced == "impossible" or self.rule.on_uncertain == "ask":
            await self._ask()
        turn.fenced = True

    async def _late_proof(self) -> None:
        """A token that came after its attempt was given up still proves that attempt, and no other."""
        tokens, self._late = self._late, set()

        def prove(work: Work, now: datetime) -> list[PrintJob]:
            return [
                work.jobs.move(job, JobState.CONFIRMED, now, evidence="process-id")
                for job in work.jobs.in_states(self.name, (JobState.UNCERTAIN, JobState.ASK))
                if job.token in tokens
            ]

        proved = await self._write(prove) if tokens else []
        ids = {job.id for job in proved}
        self._turn.uncertain = [job for job in self._turn.uncertain if job.id not in ids]
        self._tell(*proved)

    def _late_token(self, token: str) -> None:
        self._late.add(token)
        self._wake.set()

    async def _ask(self) -> None:
        """Every uncertain job becomes a question, except those a person already wants again."""
        turn = self._turn

        def ask(work: Work, now: datetime) -> list[PrintJob]:
            asked: list[PrintJob] = []
            for job in turn.uncertain:
                fresh = work.jobs.get(job.id)
                if fresh is not None and fresh.state is JobState.UNCERTAIN and job.id not in turn.insisted:
                    asked.append(work.jobs.move(fresh, JobState.ASK, now, reasons=fresh.reasons))
            return asked

        asked = await self._write(ask)
        turn.uncertain = [job for job in turn.uncertain if job.id in turn.insisted]
        self._tell(*asked)

    # --- one attempt -----------------------------------------------------------------------------

    async def _carry(self, attempt: Attempt | None) -> None:
        """Send attempts until the queue has no more or something is not well."""
        while attempt is not None:
            self._tell(attempt.job)
            attempt = await self._send(attempt)

    async def _send(self, attempt: Attempt) -> Attempt | None:
        turn, job = self._turn, attempt.job
        turn.uncertain = [other for other in turn.uncertain if other.id != job.id]
        turn.insisted.discard(job.id)
        was_torn, turn.torn = turn.torn, True
        try:
            await self._hand_over(attempt)
        except NotSent:
            turn.torn = was_torn
            back = await self._write(lambda work, now: work.jobs.retract(job, now, "connection-lost"))
            self._tell(back)
            raise
        except ConnectionLost:
            await self._uncertain(job, "connection-lost")
            raise
        if not self.printer.status.known:
            sent, following = await self._write(
                lambda work, now: (work.jobs.move(job, JobState.SENT, now), self._following(work, now))
            )
            self._tell(sent)
            self._settle_later(sent)
            return following
        job = await self._move(job, JobState.SENT)
        holds = Holds(job, self._move)
        outcome = await self.printer.wait(job.token, holds.note, self._pace.complete)
        return await self._settle(await holds.end(), outcome)

    async def _hand_over(self, attempt: Attempt) -> None:
        """All bytes to the printer. A printer that says it is stopped may take its time; a silent one may not."""
        sending = asyncio.ensure_future(self.printer.send(attempt.data, attempt.job.token))
        try:
            while not (await asyncio.wait((sending,), timeout=self._pace.complete))[0]:
                if self.printer.status.can_print:
                    raise ConnectionLost("the printer takes no more bytes", len(attempt.data))
            sending.result()
        finally:
            sending.cancel()

    async def _settle(self, job: PrintJob, outcome: Outcome) -> Attempt | None:
        """Write the outcome, and in the same transaction begin the next attempt if all is well."""
        match outcome:
            case Confirmed(evidence=evidence):
                state = JobState.CONFIRMED
            case Unconfirmed():
                state, evidence = JobState.UNCONFIRMED, ""
            case _:
                await self._uncertain(job, outcome.reason)
                return None
        self._turn.torn = False
        done, following = await self._write(
            lambda work, now: (
                work.jobs.move(job, state, now, evidence=evidence),
                self._following(work, now),
            )
        )
        self._tell(done)
        return following

    def _following(self, work: Work, now: datetime) -> Attempt | None:
        if self._stopping or self._turn.uncertain or not self.can_print:
            return None
        return begin_next(work, self.name, self._terms(), now)

    def _settle_later(self, sent: PrintJob) -> None:
        """A one-way printer never answers: what is left to see is whether the connection holds, and that
        must not keep the next ticket waiting.
        """
        self._turn.torn = False

        async def settle() -> None:
            outcome = await self.printer.wait(sent.token, None, self._pace.complete)
            if isinstance(outcome, Uncertain):
                self._turn.torn = True
                await self._uncertain(sent, outcome.reason)
                self._wake.set()
            else:
                await self._move(sent, JobState.UNCONFIRMED)

        task = asyncio.ensure_future(settle())
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)

    async def _move(self, job: PrintJob, state: JobState, reasons: tuple[str, ...] = ()) -> PrintJob:
        moved = await self._write(lambda work, now: work.jobs.move(job, state, now, reasons=reasons))
        self._tell(moved)
        return moved

    async def _uncertain(self, job: PrintJob, reason: str) -> None:
        def doubt(work: Work, now: datetime) -> PrintJob | None:
            fresh = work.jobs.get(job.id)
            if fresh is None or fresh.state not in IN_FLIGHT:
                return None
            return work.jobs.move(fresh, JobState.UNCERTAIN, now, reasons=(reason,))

        doubtful = await self._write(doubt)
        if doubtful is not None:
            self._turn.uncertain.append(doubtful)
            self._turn.fenced = False
            self._tell(doubtful)

    # --- waiting ---------------------------------------------------------------------------------

    async def _idle(self) -> None:
        """Nothing to print: wait for a new job, a status change, or a held job's time."""
        now = self._clock.now()
        release = await self._database.read(lambda work: work.jobs.next_release(self.name, now))
        seconds = self._pace.look
        if release is not None:
            seconds = min(seconds, max(0.0, (release - now).total_seconds()))
        self._turn.idle = True
        try:
            await self._rest(seconds)
            while self._turn.reserved:
                self._wake.clear()
                await self._wake.wait()
        finally:
            self._turn.idle = False
        if self._turn.handed is None and not self._wake.is_set() and self.printer.connected:
            await self.printer.check()

    async def _rest(self, seconds: float) -> None:
        """Until poked, at most that long."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return

    def _status_changed(self, _status: PrinterStatus) -> None:
        self._changed(Changes(printers=frozenset({self.name})))
        self._wake.set()

    async def _write(self, op: Callable[[Work, datetime], T]) -> T:
        """One transaction. A store that cannot write now (full disk) is tried again: an outcome may not be lost."""
        while True:
            now = self._clock.now()
            try:
                return await self._database.write(lambda work, now=now: op(work, now))
            except EnvironmentFault as fault:
                log.warning("the store cannot be written: %s", fault.what)
                self._trouble(fault)
                await self._clock.sleep(self._pace.store_retry)

    def _tell(self, *jobs: PrintJob) -> None:
        if jobs:
            orders = frozenset(job.order_id for job in jobs if job.order_id)
            names = frozenset(job.printer for job in jobs) | {self.name}
            self._changed(Changes(orders, frozenset(job.id for job in jobs), names))
