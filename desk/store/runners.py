"""Who runs the database's batches: one thread in the desk; a simulator may run the same batches itself."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from desk.errors import EnvironmentFault

#: How long nothing must be asked before the thread does its housekeeping, in seconds.
QUIET = 0.25


class Call:
    """One operation on its way: the function, who waits for it, and what came of it."""

    __slots__ = ("error", "future", "loop", "op", "read", "result")

    def __init__(self, op: Callable[[Any], Any], *, read: bool) -> None:
        self.op = op
        self.read = read
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.result: Any = None
        self.error: Exception | None = None

    def settle(self) -> None:
        """Tell the waiting coroutine; on its loop's thread."""
        if self.future.done():
            return  # it was cancelled meanwhile; what was written stays written
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


def settle(calls: Sequence[Call]) -> None:
    """Tell all that wait; on their loop's thread."""
    for call in calls:
        call.settle()


def settle_from_thread(calls: Sequence[Call]) -> None:
    """Tell all that wait, from another thread, waking each loop once."""
    loops: dict[asyncio.AbstractEventLoop, list[Call]] = {}
    for call in calls:
        loops.setdefault(call.loop, []).append(call)
    for loop, waiting in loops.items():
        with suppress(RuntimeError):  # a closed loop waits for nothing
            loop.call_soon_threadsafe(settle, waiting)


class Engine(Protocol):
    """What a runner drives: the database."""

    def run_batch(self, calls: Sequence[Call], done: Callable[[Sequence[Call]], None]) -> None:
        """Run operations in order, writes with one commit. Hands calls to `done` as soon as they may be told.

        Raises only what is no Exception: somebody stops the program, or a simulator kills it.
        """
        ...

    def tidy(self) -> bool:
        """A piece of housekeeping that may take milliseconds; for when nobody waits. Whether there is more."""
        ...


class Runner(Protocol):
    """Runs the batches of one database, never two at a time, in the order of `submit`."""

    def start(self, engine: Engine) -> None:
        """From now on calls may come."""
        ...

    def submit(self, call: Call) -> None:
        """Take a call; it and others that wait are run in one batch and then settled on their loop."""
        ...

    def stop(self) -> None:
        """Run what was submitted, then run no more."""
        ...


class ThreadRunner:
    """The one thread that owns the database."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Call | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        # Guards the end of the queue: no call may be put behind the stop mark.
        self._door = threading.Lock()
        self._open = False

    def start(self, engine: Engine) -> None:
        """Start the thread."""
        self._thread = threading.Thread(target=self._loop, args=(engine,), name="database", daemon=True)
        self._open = True
        self._thread.start()

    def submit(self, call: Call) -> None:
        """Wake the thread. EnvironmentFault once it was stopped."""
        with self._door:
            if not self._open:
                raise EnvironmentFault("The desk's store is closed.")
            self._queue.put(call)

    def stop(self) -> None:
        """Run what waits, then end; blocks until done. A second call does nothing."""
        with self._door:
            if self._open:
                self._open = False
                self._queue.put(None)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _loop(self, engine: Engine) -> None:
        tidy = False
        running = True
        while running:
            try:
                call = self._queue.get(timeout=None if tidy else QUIET)
            except Empty:
                tidy = not engine.tidy()
                continue
            batch: list[Call] = []
            while call is not None:
                batch.append(call)
                try:
                    call = self._queue.get_nowait()
                except Empty:
                    break
            else:
                running = False
            if batch:
                tidy = False
                engine.run_batch(batch, settle_from_thread)
