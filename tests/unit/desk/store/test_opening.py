"""Opening a data folder: fast, alone, safe against other versions, and clear about what the machine refuses."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from store_world import NOON, InlineRunner, order

from desk.domain.ports import Work
from desk.errors import ConfigFault, EnvironmentFault
from desk.store import engine
from desk.store.database import Database
from desk.store.engine import MACOS_PRAGMAS, PRAGMAS, apply_pragmas, owned_connection, sqlite_engine
from desk.store.faults import environment_fault
from desk.store.migrations import HEAD
from desk.store.opening import Store, open_store


def put(store: Store, name: str) -> None:
    asyncio.run(store.database.write(lambda w: w.orders.insert(order(name))))


def board(store: Store) -> list[str]:
    return [card.id for card in asyncio.run(store.database.read(lambda w: w.views.board(NOON)))]


@pytest.fixture
def quick_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up on a locked database at once."""
    monkeypatch.setattr(engine, "PRAGMAS", (("busy_timeout", "10"), *PRAGMAS[1:]))


def test_every_connection_waits_for_the_disk(tmp_path: Path) -> None:
    open_store("sqlite", tmp_path).close()
    connection = owned_connection(sqlite_engine(tmp_path / "desk.db"))
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    assert {name: connection.text_rows(f"PRAGMA {name}")[0][0] for name in wanted} == wanted
    connection.close()


def test_on_macos_the_drive_itself_is_told_to_write() -> None:
    connection = sqlite3.connect(":memory:")
    apply_pragmas(connection, "darwin")
    for name, _ in MACOS_PRAGMAS:
        assert connection.execute(f"PRAGMA {name}").fetchone() == (1,)
    connection.close()


def test_only_this_user_reads_the_orders(tmp_path: Path) -> None:
    store = open_store("sqlite", tmp_path / "new" / "folder")
    put(store, "a")
    files = list((tmp_path / "new" / "folder").iterdir())
    assert {p.name for p in files} >= {"desk.db", "desk.db-wal", "desk.lock"}
    if sys.platform != "win32":
        assert all(p.stat().st_mode & 0o077 == 0 for p in files)
    store.close()


def test_a_folder_has_one_desk(tmp_path: Path) -> None:
    store = open_store("sqlite", tmp_path)
    with pytest.raises(EnvironmentFault, match="Another desk is running"):
        open_store("sqlite", tmp_path)
    put(store, "a")
    store.close()
    again = open_store("sqlite", tmp_path)
    assert board(again) == ["a"]
    again.close()


def test_a_desk_in_another_process_holds_the_folder_until_it_dies(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from desk.store.opening import open_store; "
        "open_store('sqlite', Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout is not None and other.stdout.readline() == "open\n"
        with pytest.raises(EnvironmentFault, match="Another desk is running"):
            open_store("sqlite", tmp_path)
    finally:
        other.kill()
        other.communicate()
    open_store("sqlite", tmp_path).close()


def test_data_of_a_newer_version_are_left_alone(tmp_path: Path) -> None:
    open_store("sqlite", tmp_path).close()
    with sqlite3.connect(tmp_path / "desk.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    with pytest.raises(EnvironmentFault, match="newer version") as caught:
        open_store("sqlite", tmp_path)
    assert "Update" in caught.value.remedy
    db = sqlite3.connect(tmp_path / "desk.db")
    assert db.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    db.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"These are not orders. " * 500)
    with pytest.raises(EnvironmentFault, match="not a desk's data") as caught:
        open_store("sqlite", tmp_path)
    assert caught.value.remedy
    assert (tmp_path / "desk.db").read_bytes().startswith(b"These are not orders")


def test_a_database_of_another_program(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "desk.db") as db:
        db.execute("CREATE TABLE orders (id)")
    db.close()
    with pytest.raises(EnvironmentFault, match="not this desk's"):
        open_store("sqlite", tmp_path)


def test_a_damaged_file_is_said_when_it_is_met(tmp_path: Path) -> None:
    store = open_store("sqlite", tmp_path)
    for index in range(200):
        put(store, f"o{index}")
    store.close()
    path = tmp_path / "desk.db"
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xa5" * (len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(EnvironmentFault, match="damaged"):
        store = open_store("sqlite", tmp_path)
        try:
            put(store, "next")
        finally:
            store.close()


def test_a_database_that_another_program_holds(tmp_path: Path, quick_busy: None) -> None:
    store = open_store("sqlite", tmp_path)
    holder = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(EnvironmentFault, match="Another program"):
        put(store, "a")
    store.close()
    with pytest.raises(EnvironmentFault, match="Another program"):
        open_store("sqlite", tmp_path)
    holder.execute("ROLLBACK")
    holder.close()
    store = open_store("sqlite", tmp_path)
    put(store, "a")
    assert board(store) == ["a"]
    store.close()


def test_a_full_disk_loses_nothing_and_heals(tmp_path: Path) -> None:
    open_store("sqlite", tmp_path).close()
    connection = owned_connection(sqlite_engine(tmp_path / "desk.db"))
    (pages,) = connection.text_rows("PRAGMA page_count")[0]
    connection.text_rows(f"PRAGMA max_page_count = {pages + 3}")
    runner = InlineRunner()
    database = Database(connection, runner)

    async def one(name: str) -> str:
        def op(work: Work) -> str:
            work.orders.insert(order(name))
            work.raw_events.add("website", name, 1, NOON, b"x" * 900)
            return name

        task = asyncio.ensure_future(database.write(op))
        await asyncio.sleep(0)
        runner.run()
        return await task

    acknowledged: list[str] = []
    with pytest.raises(EnvironmentFault, match="disk is full"):
        acknowledged.extend(asyncio.run(one(f"o{index:03d}")) for index in range(100))
    connection.text_rows("PRAGMA max_page_count = 100000")
    acknowledged.append(asyncio.run(one("after")))
    database.close()
    store = open_store("sqlite", tmp_path)
    assert sorted(board(store)) == sorted(acknowledged)
    store.close()


def test_a_read_only_file_says_what_to_do(tmp_path: Path) -> None:
    open_store("sqlite", tmp_path).close()
    db = sqlite3.connect(f"file:{tmp_path / 'desk.db'}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as caught:
        db.execute("DELETE FROM orders")
    db.close()
    fault = environment_fault(caught.value, "desk.db")
    assert fault is not None and "read-only" in fault.what and "Allow" in fault.remedy


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault) as caught:
        open_store("sqlite", tmp_path / "file" / "data")
    assert caught.value.remedy


@pytest.mark.parametrize("url", ["mysql://localhost/shop", "what", "sqlite:///elsewhere.db"])
def test_a_url_the_desk_does_not_use(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigFault, match="store"):
        open_store(url, tmp_path)
    open_store("sqlite", tmp_path).close()


def test_a_refused_opening_leaves_the_folder_free(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"nonsense" * 1000)
    for _ in range(2):
        with pytest.raises(EnvironmentFault, match="not a desk's data"):
            open_store("sqlite", tmp_path)


def test_an_ordinary_opening_does_not_load_alembic(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from desk.store.opening import open_store; "
        "open_store('sqlite', Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
        )
        assert done.stdout == "False\n"


def test_a_backup_is_one_whole_file_made_while_the_desk_runs(tmp_path: Path) -> None:
    store = open_store("sqlite", tmp_path / "shop")
    put(store, "a")
    store.back_up(tmp_path / "copy.db")
    put(store, "b")
    store.close()
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["copy.db"]
    (tmp_path / "other").mkdir()
    (tmp_path / "copy.db").rename(tmp_path / "other" / "desk.db")
    copy = open_store("sqlite", tmp_path / "other")
    assert board(copy) == ["a"]
    copy.close()
    db = sqlite3.connect(tmp_path / "other" / "desk.db")
    assert db.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    db.close()


def test_a_backup_that_cannot_be_written(tmp_path: Path) -> None:
    store = open_store("sqlite", tmp_path / "shop")
    with pytest.raises(EnvironmentFault):
        store.back_up(tmp_path / "nowhere" / "copy.db")
    store.close()
