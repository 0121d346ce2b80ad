"""Sent tickets of a printer that never answers: when the connection held for a while they are unconfirmed."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime

from desk.domain.ports import Work
from desk.domain.print_jobs import JobState, PrintJob
from desk.spool.context import Context
from desk.spool.doubts import Doubts
from printers import Uncertain

#: Settled tickets that are written together when no other transaction takes them along.
TOGETHER = 8


class Settling:
    """Follows one printer's tickets in the order they were sent, all in one task."""

    def __init__(self, context: Context, doubts: Doubts, tore: Callable[[], None]) -> None:
        """`tore` is called when a ticket may hang unfinished in the printer."""
        self._context = context
        self._doubts = doubts
        self._tore = tore
        self._open: deque[PrintJob] = deque()
        self._settled: list[PrintJob] = []
        self._task: asyncio.Task[None] | None = None

    def add(self, jobs: list[PrintJob]) -> None:
        """These were sent."""
        self._open.extend(jobs)
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._follow())

    def take(self) -> list[PrintJob]:
        """What has settled and is not written; the caller writes it, with `write`."""
        settled, self._settled = self._settled, []
        return settled

    @staticmethod
    def write(work: Work, now: datetime, settled: list[PrintJob]) -> list[PrintJob]:
        """The rows of what `take` gave."""
        return [work.jobs.move(job, JobState.UNCONFIRMED, now) for job in settled]

    async def finish(self) -> None:
        """Wait until all have settled and are written."""
        if self._task is not None:
            await self._task

    async def _follow(self) -> None:
        while self._open:
            job = self._open.popleft()
            outcome = await self._context.printer.wait(job.token, None, self._context.pace.complete)
            if isinstance(outcome, Uncertain):
                self._tore()
                await self._doubts.add(job, outcome.reason)
            else:
                self._settled.append(job)
            if len(self._settled) >= TOGETHER or not self._open:
                settled = self.take()
                if settled:
                    self._context.tell(
                        *await self._context.write(
                            lambda work, now, settled=settled: self.write(work, now, settled)
                        )
                    )
