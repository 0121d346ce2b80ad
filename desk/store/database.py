"""The store as the core sees it: operations one after the other, many waiting writes in one commit."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Generic, TypeVar

from desk.domain.ports import Work
from desk.store.connection import Connection
from desk.store.faults import environment_fault
from desk.store.runners import Call, Runner
from desk.store.work import StoreWork

T = TypeVar("T")
#: What an operation is given: the repositories of one transaction.
W = TypeVar("W")

Done = Callable[[Sequence[Call]], None]

#: Commits after which a quiet moment is used to fold SQLite's log into its file.
_TIDY_AFTER = 32


class Hooks:
    """Called on the database's thread around each commit; a simulator fails or kills the process in them.

    What is no Exception leaves the batch as a killed process would: rolled back (or committed), nobody told.
    An OSError or a sqlite3.Error is what a full or broken disk would raise there.
    """

    def before_begin(self) -> None:
        """Nothing of the batch was done."""

    def before_commit(self) -> None:
        """All of it was done, nothing is durable."""

    def after_commit(self) -> None:
        """It is durable, nobody was told."""


class Batches(Generic[W]):
    """Operations on one connection, many waiting writes in one commit; `runner` runs them."""

    def __init__(self, connection: Connection, work: W, runner: Runner, hooks: Hooks | None = None) -> None:
        """`connection` belongs to the runner's thread from now on; `work` is handed to each operation."""
        self._connection = connection
        self._work = work
        self._hooks = hooks or Hooks()
        self._commits = 0
        self._runner = runner
        runner.start(self)

    async def write(self, op: Callable[[W], T]) -> T:
        """Run `op` in a transaction; returns after the commit is durable.

        May share that commit with other calls; when `op` raises, only its own changes are undone and the
        error is raised here. EnvironmentFault when the disk or the server refused: nothing was kept.
        A caller that is cancelled does not stop it.
        """
        call = Call(op, read=False)
        self._runner.submit(call)
        return await call.future

    async def read(self, op: Callable[[W], T]) -> T:
        """Run `op` for reading only; it sees every write that returned before. What it changes is an error."""
        call = Call(op, read=True)
        self._runner.submit(call)
        return await call.future

    def close(self) -> None:
        """Run what was asked, then close; blocks for as long as that takes. A second call does nothing."""
        self._runner.stop()
        self._connection.close()

    def run_batch(self, calls: Sequence[Call], done: Done) -> None:
        """Run operations in order; for the runner.

        Reads that were asked first are told before the writes' commit; reads that were asked after a write
        run when that is durable.
        """
        first = list(takewhile(lambda call: call.read, calls))
        writes = [call for call in calls if not call.read]
        last = [call for call in calls[len(first) :] if call.read]
        for some, run in ((first, self._read_all), (writes, self._write_all), (last, self._read_all)):
            if some:
                run(some)
                done(some)

    def tidy(self) -> bool:
        """Fold the log into the file and make room in it, so that no commit has to while somebody waits; for
        the runner. Whether there is more to do.
        """
        with suppress(Exception):  # the next commit meets the same trouble and tells who asked for it
            if self._commits >= _TIDY_AFTER:
                self._commits = 0
                self._connection.checkpoint()
            return self._connection.make_room()
        return False

    def _write_all(self, calls: Sequence[Call]) -> None:
        connection = self._connection
        try:
            self._hooks.before_begin()
            connection.revive()
            connection.begin(write=True)
            for call in calls:
                self._write(call, alone=len(calls) == 1)
            if any(call.error is None for call in calls):
                self._hooks.before_commit()
                connection.commit()
                self._commits += 1
                self._hooks.after_commit()
            else:
                connection.rollback()
        except BaseException as error:
            with suppress(Exception):
                connection.rollback()
            if not isinstance(error, Exception):
                raise
            for call in calls:
                call.error = call.error or environment_fault(error) or error

    def _write(self, call: Call, *, alone: bool) -> None:
        connection = self._connection
        if not alone:
            connection.savepoint()
        try:
            call.result = call.op(self._work)
        except Exception as error:
            call.error = environment_fault(error) or error
            if not connection.in_transaction:
                raise  # on some errors SQLite undoes the whole transaction, and with it the others' work
            if not alone:
                connection.rollback_savepoint()
        else:
            if not alone:
                connection.release()

    def _read_all(self, calls: Sequence[Call]) -> None:
        connection = self._connection
        for call in calls:
            before = connection.changes
            try:
                connection.revive()
                connection.begin(write=False)
                call.result = call.op(self._work)
                if connection.changes != before:
                    raise RuntimeError("an operation given to read() wanted to write")
            except BaseException as error:
                if not isinstance(error, Exception):
                    raise
                call.error = environment_fault(error) or error
            finally:
                with suppress(Exception):
                    connection.rollback()


class Database(Batches[Work]):
    """The port desk.domain.ports.Database over one connection."""

    def __init__(self, connection: Connection, runner: Runner, hooks: Hooks | None = None) -> None:
        """`connection` belongs to the runner's thread from now on."""
        super().__init__(connection, StoreWork(connection), runner, hooks)
