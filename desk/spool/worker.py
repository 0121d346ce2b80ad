"""One worker per printer: connects, sends one attempt at a time, and writes down what the printer proved.

Its duties, in order of precedence: keep a connection; settle attempts that may be on paper (fence, then a
marked copy or a question); say why queued jobs wait; begin the next job. It never sends a byte of an
attempt whose `sending` is not committed.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from desk.domain.events import Changes
from desk.domain.ports import Work
from desk.domain.print_jobs import JobState, PrintJob
from desk.errors import EnvironmentFault
from desk.spool.attempts import Attempt, Terms, begin, begin_next
from desk.spool.context import Context
from desk.spool.delivery import Delivery
from desk.spool.doubts import Doubts
from desk.spool.turns import Turn, Turns
from printers import PrinterError, PrinterStatus, Reason

log = logging.getLogger("desk.spool")

#: Turns that orders may have taken of a one-way printer at a time.
STREAM = 64


class PrinterWorker:
    """Drives one printer. `run` until cancelled or `stop`; the rest may be called from the same loop."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.printer = context.printer
        self._doubts = Doubts(context)
        self._turns = Turns()
        self._delivery = Delivery(context, self._doubts, self._turns)
        self._wake = asyncio.Event()
        self._stopping = False
        self._recovered = False  # what the rows say of attempts under way is known
        self._blocked = True
        self._idling = False
        self._down_since: float | None = None
        self._delay = context.pace.retry_first
        self._failures = 0
        self._connected_at: float | None = None  # None: how long the last connection stood has been judged
        self._backups: Callable[[], dict[str, tuple[str, str]]] = dict
        self.printer.on_change(self._status_changed)
        self.printer.on_late_confirmation(self._late_token)

    # --- what others ask -------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The configured printer name."""
        return self._context.name

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
        return self._idling

    def down_for(self) -> float:
        """Seconds since the printer could last print; 0 while it can."""
        since = self._down_since
        return 0.0 if since is None else self._context.clock.monotonic() - since

    def poke(self) -> None:
        """Something in this printer's queue changed."""
        self._wake.set()

    def insist(self, job_id: int) -> None:
        """A person wants this job printed although it is late or its copy may exist."""
        self._doubts.insisted.add(job_id)
        self._wake.set()

    def forget(self, job_id: int) -> None:
        """A person settled this uncertain job."""
        self._doubts.settle(job_id)
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
        self._context.trouble = trouble

    def reserve(self) -> tuple[Terms, Turn] | None:
        """Claim a turn for a job whose `sending` shares its order's transaction.

        None when the printer is not ready: one that answers must be idle, one that never does takes attempts
        one after the other. Whoever reserved asks for the transaction at once, and then calls `hand` or `release`.
        """
        if self._stopping or self._doubts or not self.can_print:
            return None
        if not self.printer.status.known:
            # only one attempt shall begin with clearing away a torn ticket
            free = len(self._turns) < (1 if self._delivery.torn else STREAM)
        else:
            free = self._idling and not self._turns and not self._wake.is_set()
        return (self._delivery.terms(), self._turns.take()) if free else None

    def hand(self, turn: Turn, attempt: Attempt) -> None:
        """Send this attempt when its turn comes; its `sending` is committed."""
        self._turns.fill(turn, attempt)
        self._wake.set()

    def release(self, turn: Turn) -> None:
        """The reservation was not used."""
        self._turns.fill(turn)
        self._wake.set()

    async def stop(self) -> None:
        """No new attempt; returns at once. `run` ends when the attempt under way has an outcome."""
        self._stopping = self._delivery.closing = True
        self._wake.set()

    # --- the loop --------------------------------------------------------------------------------

    async def run(self) -> None:
        """Work until stopped. Never raises for anything a printer does."""
        while not self._stopping or self._turns:
            self._wake.clear()
            try:
                if not self._recovered:
                    await self._recover()
                await self._one_turn()
            except PrinterError as error:
                log.info("printer %s: %s", self.name, type(error).__name__)
                await self._start_over()
            except EnvironmentFault:
                await self._context.clock.sleep(self._context.pace.store_retry)
            except Exception:
                log.exception("printer %s: the worker starts over", self.name)
                await self._start_over()
                await self._turns.drain()  # their rows say that they may be on paper
                self._recovered = False
        await self._delivery.finish()
        await self.printer.disconnect()

    async def _start_over(self) -> None:
        await self.printer.disconnect()
        await self._back_off()

    async def _back_off(self) -> None:
        """Before a new connection: at once the first time, later and later when it keeps breaking."""
        self._connected_at = None
        if self._failures:
            await self._context.clock.sleep(min(self._context.pace.retry_most, 0.1 * 2**self._failures))
        self._failures = min(self._failures + 1, 10)

    def _stood(self) -> bool:
        """Whether the connection is one that holds, and not one of a printer that keeps hanging up."""
        since = self._connected_at
        return since is not None and self._context.clock.monotonic() - since >= self._context.pace.look

    async def _recover(self) -> None:
        if await self._doubts.recover():
            self._delivery.torn = True
        self._recovered = True

    async def _one_turn(self) -> None:
        if self._turns:
            await self._delivery.carry()
        elif self._doubts.proof_came:
            await self._doubts.accept_proof()
        elif not self.printer.connected:
            await self._connect()
        elif self._doubts.need_fence:
            await self._doubts.fence()
        elif not self.printer.status.can_print:
            await self._say_why()
            await self._rest(self._context.pace.look)
            if self.printer.connected:
                await self.printer.check()
        else:
            self._down_since = None
            self._delay = self._context.pace.retry_first
            turn, attempt = self._turns.take(), None
            try:
                attempt = await self._next()
            finally:
                self._turns.fill(turn, *([attempt] if attempt else []))
            if attempt is None:
                await self._idle()
            else:
                await self._delivery.carry()
            if self._stood():
                self._failures = 0

    async def _next(self) -> Attempt | None:
        """Begin the next attempt: the marked copies first, then the queue."""
        terms, copies = self._delivery.terms(), self._doubts.ids

        def start(work: Work, now: datetime) -> tuple[list[PrintJob], Attempt | None]:
            freed = work.jobs.unblock(self.name, now) if self._blocked else []
            for job_id in copies:
                attempt = begin(work, job_id, terms, now)
                if attempt is not None:
                    return freed, attempt
            return freed, begin_next(work, self.name, terms, now)

        # not tried again within this turn: turns asked for later would begin jobs before it
        freed, attempt = await self._context.write_once(start)
        self._blocked = False
        if attempt is None or attempt.job.id not in copies:
            self._doubts.settle(*copies)
        self._context.tell(*freed)
        return attempt

    # --- not ready -------------------------------------------------------------------------------

    async def _connect(self) -> None:
        self._doubts.fenced = False
        if self._connected_at is not None and not self._stood():
            await self._back_off()
        try:
            await self.printer.connect()
        except PrinterError as error:
            log.debug("printer %s: %s", self.name, type(error).__name__)
            await self._say_why()
            await self._give_up()
            await self._rest(self._delay)
            self._delay = min(self._context.pace.retry_most, self._delay * 2)
        else:
            self._connected_at = self._context.clock.monotonic()
            if self._delivery.unproved:
                self._delivery.torn = True  # it may have lost power in a ticket, and cannot say so

    async def _say_why(self) -> None:
        """Queued jobs are blocked with the printer's reasons, or go to a backup that can print."""
        if self._down_since is None:
            self._down_since = self._context.clock.monotonic()
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
        self._context.tell(*await self._context.write(block))

    async def _give_up(self) -> None:
        """A printer that does not come back cannot be fenced: ask a person what is on the paper."""
        fenceable = self.printer.profile.fence != "none"
        if self._doubts and (not fenceable or self.down_for() > self._context.pace.give_up):
            await self._doubts.ask()

    # --- waiting ---------------------------------------------------------------------------------

    async def _idle(self) -> None:
        """Nothing to print: wait for a new job, a status change, or a held job's time."""
        now = self._context.clock.now()
        release = await self._context.database.read(lambda work: work.jobs.next_release(self.name, now))
        seconds = self._context.pace.look
        if release is not None:
            seconds = min(seconds, max(0.0, (release - now).total_seconds()))
        self._idling = True
        try:
            await self._rest(seconds)
        finally:
            self._idling = False
        if not self._turns and not self._wake.is_set() and self.printer.connected:
            await self.printer.check()

    async def _rest(self, seconds: float) -> None:
        """Until poked, at most that long."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return

    def _status_changed(self, _status: PrinterStatus) -> None:
        self._context.changed(Changes(printers=frozenset({self.name})))
        self._wake.set()

    def _late_token(self, token: str) -> None:
        self._doubts.note_token(token)
        self._wake.set()
