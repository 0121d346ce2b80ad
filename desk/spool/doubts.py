"""Attempts that may be on paper: fenced, then copied with a mark or turned into a question; never forgotten."""

from datetime import datetime, timedelta

from desk.domain.ports import Work
from desk.domain.print_jobs import IN_FLIGHT, JobState, PrintJob
from desk.spool.attempts import recover
from desk.spool.context import Context

#: With an attempt behind it such a job may have left half a ticket in the printer.
_UNPROVED = (JobState.UNCERTAIN, JobState.ASK, JobState.QUEUED, JobState.BLOCKED)

#: How long half a ticket is expected to hang in a printer over a restart. Too long costs a strip of paper.
_MEMORY = timedelta(days=1)


class Doubts:
    """The uncertain jobs of one printer, oldest first."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._jobs: list[PrintJob] = []
        self._late: set[str] = set()
        self.insisted: set[int] = set()
        self.fenced = False

    def __bool__(self) -> bool:
        return bool(self._jobs)

    @property
    def ids(self) -> list[int]:
        """The jobs in doubt."""
        return [job.id for job in self._jobs]

    @property
    def need_fence(self) -> bool:
        """Whether something of an earlier attempt may still come out."""
        return bool(self._jobs) and not self.fenced

    @property
    def proof_came(self) -> bool:
        """Whether tokens of attempts that were given up came after all."""
        return bool(self._late)

    def settle(self, *job_ids: int) -> None:
        """These are in doubt no more: a person said so, or their next attempt began."""
        self._jobs = [job for job in self._jobs if job.id not in job_ids]

    def note_token(self, token: str) -> None:
        """A late token arrived."""
        self._late.add(token)

    async def recover(self) -> bool:
        """After a start: whatever was under way is in doubt. True when a ticket may hang torn in the printer."""
        context = self._context
        self._jobs = await context.write(lambda work, now: recover(work, context.name, now))
        self.fenced = False
        context.tell(*self._jobs)
        since = context.clock.now() - _MEMORY
        return await context.database.read(lambda work: self._left_torn(work, since))

    def _left_torn(self, work: Work, since: datetime) -> bool:
        name = self._context.name
        return any(job.attempt for job in work.jobs.in_states(name, _UNPROVED)) or (
            # their attempt may have ended in the middle, whatever the person saw of another
            work.jobs.settled_by_person(name, since)
        )

    async def add(self, job: PrintJob, reason: str) -> None:
        """An attempt ended without its proof."""

        def doubt(work: Work, now: datetime) -> PrintJob | None:
            fresh = work.jobs.get(job.id)
            if fresh is None or fresh.state not in IN_FLIGHT:
                return None
            return work.jobs.move(fresh, JobState.UNCERTAIN, now, reasons=(reason,))

        doubtful = await self._context.write(doubt)
        if doubtful is not None:
            self._jobs.append(doubtful)
            self.fenced = False
            self._context.tell(doubtful)

    async def fence(self) -> None:
        """Make sure nothing of an earlier attempt can still come out; then copy or ask."""
        fenced = await self._context.printer.fence()
        await self.accept_proof()
        if fenced == "impossible" or self._context.rule.on_uncertain == "ask":
            await self.ask()
        self.fenced = True

    async def accept_proof(self) -> None:
        """A token that came after its attempt was given up still proves that attempt, and no other."""
        tokens, self._late = self._late, set()
        name = self._context.name

        def prove(work: Work, now: datetime) -> list[PrintJob]:
            return [
                work.jobs.move(job, JobState.CONFIRMED, now, evidence="process-id")
                for job in work.jobs.in_states(name, (JobState.UNCERTAIN, JobState.ASK))
                if job.token in tokens
            ]

        if tokens:
            proved = await self._context.write(prove)
            self.settle(*(job.id for job in proved))
            self._context.tell(*proved)

    async def ask(self) -> None:
        """Every job in doubt becomes a question, except those a person already wants again."""
        wanted = frozenset(self.insisted)
        ids = [job_id for job_id in self.ids if job_id not in wanted]

        def ask(work: Work, now: datetime) -> list[PrintJob]:
            jobs = [job for job_id in ids if (job := work.jobs.get(job_id)) is not None]
            return [
                work.jobs.move(job, JobState.ASK, now, reasons=job.reasons)
                for job in jobs
                if job.state is JobState.UNCERTAIN
            ]

        if ids:
            asked = await self._context.write(ask)
            self.settle(*ids)
            self._context.tell(*asked)
