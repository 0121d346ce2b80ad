"""Following a sent ticket into `holding` and back while its printer is waited for."""

import asyncio
from collections.abc import Awaitable, Callable

from desk.domain.print_jobs import JobState, PrintJob
from printers import PrinterStatus


class Holds:
    """One ticket; its state is written one change at a time."""

    def __init__(
        self, job: PrintJob, move: Callable[[PrintJob, JobState, tuple[str, ...]], Awaitable[PrintJob]]
    ) -> None:
        self._job = job
        self._move = move
        self._wanted = (job.state, job.reasons)
        self._task: asyncio.Task[None] | None = None

    def note(self, status: PrinterStatus) -> None:
        """What the printer says now."""
        if status.can_print:
            self._wanted = (JobState.SENT, ())
        else:
            self._wanted = (JobState.HOLDING, tuple(sorted(reason.value for reason in status.reasons)))
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._follow())

    async def _follow(self) -> None:
        while self._wanted[0] is not self._job.state:
            self._job = await self._move(self._job, *self._wanted)

    async def end(self) -> PrintJob:
        """The job as it stands when nothing is left to write."""
        if self._task is not None:
            await self._task
        return self._job
