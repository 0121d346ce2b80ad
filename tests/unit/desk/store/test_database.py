"""Batches: one commit for what waits, failures that stay alone, and nothing told that is not durable."""

import asyncio
import errno
import sqlite3
from collections.abc import Callable
from datetime import date

import pytest
from store_world import NOON, InlineRunner, order

from desk.domain.ports import Work
from desk.errors import EnvironmentFault, Refused
from desk.store.connection import Connection
from desk.store.database import Database, Hooks
from desk.store.memory import memory_database, new_memory


class Killed(BaseException):
    """The process is gone."""


class Counting(Hooks):
    """Counts commits; fails or dies where it was told to."""

    def __init__(self, **raising: BaseException) -> None:
        self.raising = raising
        self.commits = 0

    def before_begin(self) -> None:
        self._raise("before_begin")

    def before_commit(self) -> None:
        self._raise("before_commit")
        self.commits += 1

    def after_commit(self) -> None:
        self._raise("after_commit")

    def _raise(self, where: str) -> None:
        if where in self.raising:
            raise self.raising[where]


def put(name: str) -> Callable[[Work], str]:
    """Store an order of that id and give the id back."""

    def op(work: Work) -> str:
        work.orders.insert(order(name))
        return name

    return op


def known(work: Work) -> list[str]:
    """Ids on the board."""
    return [card.id for card in work.views.board(NOON)]


async def together(
    database: Database, runner: InlineRunner, *asked: tuple[str, Callable[[Work], object]]
) -> list[object]:
    """Ask all at once and run them as one batch."""
    calls = [getattr(database, how)(op) for how, op in asked]
    tasks = [asyncio.ensure_future(call) for call in calls]
    await asyncio.sleep(0)
    runner.run()
    return await asyncio.gather(*tasks, return_exceptions=True)


def test_what_waits_shares_one_commit() -> None:
    hooks, runner = Counting(), InlineRunner()
    database = memory_database(runner, hooks)
    done = asyncio.run(together(database, runner, *(("write", put(f"o{i}")) for i in range(50))))
    assert done == [f"o{i}" for i in range(50)]
    assert hooks.commits == 1


def test_one_that_raises_undoes_its_own_changes_only() -> None:
    def bad(work: Work) -> None:
        work.numbers.next_order("S", date(2026, 11, 22))
        work.orders.insert(order("half"))
        raise Refused("not now")

    hooks, runner = Counting(), InlineRunner()
    database = memory_database(runner, hooks)
    first, refused, second = asyncio.run(
        together(database, runner, ("write", put("a")), ("write", bad), ("write", put("b")))
    )
    assert (first, second) == ("a", "b")
    assert isinstance(refused, Refused)
    assert asyncio.run(together(database, runner, ("read", known))) == [["a", "b"]]
    again = lambda w: w.numbers.next_order("S", date(2026, 11, 22))  # noqa: E731
    assert asyncio.run(together(database, runner, ("write", again))) == [1]


def test_nothing_is_committed_when_all_failed() -> None:
    def bad(work: Work) -> None:
        work.orders.insert(order("half"))
        raise Refused("not now")

    hooks, runner = Counting(), InlineRunner()
    database = memory_database(runner, hooks)
    asyncio.run(together(database, runner, ("write", bad)))
    asyncio.run(together(database, runner, ("write", bad), ("write", bad)))
    assert hooks.commits == 0
    assert asyncio.run(together(database, runner, ("read", known))) == [[]]


@pytest.mark.parametrize("where", ["before_begin", "before_commit"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_disk_that_refuses_the_commit_keeps_and_tells_nothing(where: str, count: int) -> None:
    hooks, runner = Counting(**{where: OSError(errno.ENOSPC, "No space left on device")}), InlineRunner()
    database = memory_database(runner, hooks)
    done = asyncio.run(together(database, runner, *(("write", put(f"o{i}")) for i in range(count))))
    assert all(isinstance(result, EnvironmentFault) for result in done)
    assert "full" in str(done[0])
    hooks.raising = {}
    assert asyncio.run(together(database, runner, ("read", known))) == [[]]
    assert asyncio.run(together(database, runner, ("write", put("next")))) == ["next"]


@pytest.mark.parametrize(
    ("where", "kept"), [("before_begin", []), ("before_commit", []), ("after_commit", ["a", "b"])]
)
def test_a_killed_process_tells_nobody_and_leaves_what_a_crash_leaves(where: str, kept: list[str]) -> None:
    connection = new_memory()
    runner = InlineRunner()
    database = memory_database(runner, Counting(**{where: Killed()}), connection)

    async def until_killed() -> None:
        tasks = [asyncio.ensure_future(database.write(put(name))) for name in ("a", "b")]
        await asyncio.sleep(0)
        with pytest.raises(Killed):
            runner.run()
        assert not any(task.done() for task in tasks)
        assert runner.settled == []
        for task in tasks:
            task.cancel()

    asyncio.run(until_killed())
    assert not connection.in_transaction
    survivor = InlineRunner()
    again = memory_database(survivor, connection=connection)
    assert asyncio.run(together(again, survivor, ("read", known))) == [kept]


def test_a_kill_inside_an_operation_undoes_the_batch() -> None:
    def die(work: Work) -> None:
        raise Killed

    connection = new_memory()
    runner = InlineRunner()
    database = memory_database(runner, connection=connection)

    async def until_killed() -> None:
        tasks = [asyncio.ensure_future(database.write(op)) for op in (put("a"), die)]
        await asyncio.sleep(0)
        with pytest.raises(Killed):
            runner.run()
        for task in tasks:
            task.cancel()

    asyncio.run(until_killed())
    survivor = InlineRunner()
    assert asyncio.run(
        together(memory_database(survivor, connection=connection), survivor, ("read", known))
    ) == [[]]


def test_a_transaction_that_the_database_ended_is_nobodys_success() -> None:
    """On a full disk SQLite may undo everything by itself; those that had run before must not be told "kept"."""
    connection = new_memory()

    def full(work: Work) -> None:
        connection.execute("ROLLBACK")
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    runner = InlineRunner()
    database = memory_database(runner, connection=connection)
    done = asyncio.run(together(database, runner, ("write", put("a")), ("write", full), ("write", put("b"))))
    assert [isinstance(result, EnvironmentFault) for result in done] == [True, True, True]
    assert asyncio.run(together(database, runner, ("read", known))) == [[]]


def test_reads_see_all_writes_asked_before_and_early_ones_do_not_wait_for_the_commit() -> None:
    order_of_things: list[str] = []

    class Watching(Hooks):
        def before_commit(self) -> None:
            order_of_things.append(f"commit after {len(runner.settled)}")

    runner = InlineRunner()
    database = memory_database(runner, Watching())
    done = asyncio.run(
        together(database, runner, ("read", known), ("write", put("a")), ("read", known), ("write", put("b")))
    )
    assert done == [[], "a", ["a", "b"], "b"]
    assert order_of_things == ["commit after 1"]


def test_a_failing_read_fails_alone() -> None:
    def bad(work: Work) -> None:
        raise Refused("no")

    runner = InlineRunner()
    database = memory_database(runner)
    first, second = asyncio.run(together(database, runner, ("read", bad), ("read", known)))
    assert isinstance(first, Refused)
    assert second == []


def test_a_new_memory_database_does_not_know_of_others() -> None:
    runner, other = InlineRunner(), InlineRunner()
    one, two = memory_database(runner), memory_database(other)
    asyncio.run(together(one, runner, ("write", put("a"))))
    assert asyncio.run(together(two, other, ("read", known))) == [[]]


def test_housekeeping_never_raises() -> None:
    class Broken(Connection):
        def checkpoint(self) -> None:
            raise sqlite3.OperationalError("disk I/O error")

    runner = InlineRunner()
    database = Database(Broken(new_memory()), runner)
    for index in range(40):
        asyncio.run(together(database, runner, ("write", put(f"o{index}"))))
    database.tidy()
