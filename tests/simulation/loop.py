"""An event loop with virtual time and a seeded scheduler: the same seed runs the same steps in the same order.

Ready callbacks are picked at random, so every legal interleaving can happen. Callbacks that belong to a
killed process (see `Process`) are dropped and never run again, as SIGKILL would.
"""

import asyncio
import contextvars
import heapq
import random
from typing import Any

_PROCESS: contextvars.ContextVar["Process | None"] = contextvars.ContextVar("process", default=None)


class Process:
    """Everything started inside `run_in` belongs to it, tasks and timers alike."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.alive = True
        self._context = contextvars.copy_context()
        self._context.run(_PROCESS.set, self)

    def spawn(self, loop: asyncio.AbstractEventLoop, coroutine: Any) -> "asyncio.Task[Any]":
        """Start a coroutine as part of this process."""
        return loop.create_task(coroutine, context=self._context.copy())

    def context(self) -> contextvars.Context:
        """For callbacks that must outlive another process."""
        return self._context.copy()

    def kill(self) -> None:
        """From now on nothing of it runs."""
        self.alive = False


def current_process() -> Process | None:
    """The process the running callback belongs to."""
    return _PROCESS.get()


class Stuck(AssertionError):
    """Nothing is ready and no timer is set: everybody waits for ever."""


class VirtualLoop(asyncio.BaseEventLoop):
    """Time jumps to the next timer when nothing is ready."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__()
        self._now = 0.0
        self._rng = rng
        self.steps = 0
        self.set_exception_handler(self._note)
        self.errors: list[dict[str, Any]] = []
        # Strong references: a dead process's coroutine must not be collected, and so run its last words, later.
        self.tasks: set[asyncio.Task[Any]] = set()
        self.set_task_factory(self._make_task)

    def time(self) -> float:
        return self._now

    def _make_task(self, loop: asyncio.AbstractEventLoop, coroutine: Any, **more: Any) -> "asyncio.Task[Any]":
        task = asyncio.Task(coroutine, loop=loop, **more)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard, context=contextvars.Context())
        return task

    def _note(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if "was destroyed but it is pending" not in context.get("message", ""):
            self.errors.append(context)

    def _write_to_self(self) -> None:
        return

    def _process_events(self, event_list: Any) -> None:
        return

    def _run_once(self) -> None:
        scheduled, ready = self._scheduled, self._ready  # type: ignore[attr-defined]
        while scheduled and scheduled[0]._cancelled:
            heapq.heappop(scheduled)._scheduled = False
        if not ready:
            if not scheduled:
                raise Stuck("nothing is ready and no timer is set")
            self._now = max(self._now, scheduled[0]._when)
        while scheduled and scheduled[0]._when <= self._now:
            timer = heapq.heappop(scheduled)
            timer._scheduled = False
            ready.append(timer)
        if not ready:
            return
        if len(ready) > 1:
            ready.rotate(-int(self._rng.random() * len(ready)))
        handle = ready.popleft()
        if handle._cancelled:
            return
        process = handle._context.get(_PROCESS)
        if process is not None and not process.alive:
            return
        self.steps += 1
        handle._run()
