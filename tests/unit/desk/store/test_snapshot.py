"""The first paint shows what the store would show, and never stands in the way."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from store_world import NOON, order

from desk.domain.orders import OrderState
from desk.domain.ports import NewJob, Work
from desk.domain.tickets import Ticket, TicketKind
from desk.store.opening import Store, open_store
from desk.store.snapshot import NOTHING, last_board

DAY = (NOON.timestamp() - 3600, NOON.timestamp() + 3600)


def fill(store: Store) -> None:
    def op(work: Work) -> None:
        for state in OrderState:
            made = order(f"o-{state}")
            work.orders.insert(made)
            work.orders.set_state(made.id, state, None, NOON)
            ticket = Ticket(TicketKind.KITCHEN, "kitchen", "kitchen", "", "Asia/Shanghai", "zh_CN")
            work.jobs.add(NewJob(made.id, made.number, 1, "kitchen", ticket, NOON, not_before=NOON))

    asyncio.run(store.database.write(op))


@pytest.mark.parametrize("name", ["shop", "大C 100% #1?"])
@pytest.mark.parametrize("running", [True, False])
def test_it_equals_the_views(tmp_path: Path, name: str, running: bool) -> None:
    if sys.platform == "win32" and "?" in name:
        name = name.replace("?", "")
    store = open_store("sqlite", tmp_path / name)
    fill(store)
    cards, totals = asyncio.run(
        store.database.read(lambda w: (w.views.board(NOON), w.views.day_totals(NOON, NOON.replace(hour=5))))
    )
    if not running:
        store.close()
    assert store.path is not None
    shown = last_board(store.path, NOON.timestamp(), NOON.timestamp(), NOON.timestamp() + 3600)
    assert len(cards) == len(OrderState)
    assert shown.cards == cards
    assert (shown.orders, shown.amount) == totals
    store.close()


def test_nothing_before_the_first_start(tmp_path: Path) -> None:
    assert last_board(tmp_path / "desk.db", 0, *DAY) == NOTHING
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database " * 1000])
def test_nothing_of_a_file_that_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "desk.db").write_bytes(content)
    assert last_board(tmp_path / "desk.db", 0, *DAY) == NOTHING
    assert (tmp_path / "desk.db").read_bytes() == content


def test_nothing_of_another_version(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "desk.db") as db:
        db.execute("CREATE TABLE orders (id, state)")
    db.close()
    assert last_board(tmp_path / "desk.db", 0, *DAY) == NOTHING


def test_nothing_of_a_locked_database(tmp_path: Path) -> None:
    open_store("sqlite", tmp_path).close()
    holder = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    assert last_board(tmp_path / "desk.db", 0, *DAY) == NOTHING
    holder.close()


def test_it_loads_sqlite3_and_hardly_anything_else() -> None:
    script = (
        "import sys, sqlite3, typing; before = set(sys.modules); import desk.store, desk.store.snapshot; "
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    # typing is what Qt has loaded by then; everything else is the desk itself.
    ours = {
        "desk",
        "desk.domain",
        "desk.domain.board",
        "desk.store",
        "desk.store.board",
        "desk.store.snapshot",
    }
    assert {name for name in done.stdout.split() if not name.startswith("_")} <= ours
