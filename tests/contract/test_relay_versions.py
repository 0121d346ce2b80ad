"""The relay's data: new ones are what the migrations make of old ones; newer ones are refused."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from relay_samples import NOON
from sqlalchemy import Connection, Engine, text
from test_store_schema import described

from desk.errors import EnvironmentFault
from desk.relay.store.opening import open_relay_store
from desk.relay.store.versions import MIGRATIONS, make_ready
from desk.store.engine import server_engine, sqlite_engine

FIRST = Path(__file__).parent / "relay_versions"
NEWEST = 1 + len(MIGRATIONS)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Names of databases without a table."""
    if request.param == "sqlite":
        names = iter(range(100))
        return lambda: f"{next(names)}.db"
    found: Callable[[], str] = request.getfixturevalue("new_database")
    return found


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Callable[[str], Engine]]:
    made: list[Engine] = []

    def make(url: str) -> Engine:
        made.append(server_engine(url) if "://" in url else sqlite_engine(tmp_path / url))
        return made[-1]

    yield make
    for each in made:
        each.dispose()


def run_script(engine: Engine, file: Path) -> None:
    statements = [line for line in file.read_text().splitlines() if not line.startswith("--")]
    with engine.begin() as connection:
        for statement in "\n".join(statements).split(";"):
            if statement.strip():
                connection.exec_driver_sql(statement)


def stamped(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return [row[0] for row in connection.execute(text("SELECT version FROM relay_version"))]


def test_new_data_are_what_the_migrations_make_of_the_first_version(
    url: Callable[[], str], engine: Callable[[str], Engine]
) -> None:
    """When this fails, desk/relay/store/tables.py was changed and versions.py has no migration for it."""
    made, migrated = engine(url()), engine(url())
    make_ready(made, None)
    run_script(migrated, FIRST / f"1.{migrated.dialect.name}.sql")
    make_ready(migrated, None)
    assert stamped(made) == stamped(migrated) == [NEWEST]
    with made.connect() as one, migrated.connect() as other:
        assert described(one) == described(other)


def test_data_of_the_first_version_are_kept(
    url: Callable[[], str], engine: Callable[[str], Engine], tmp_path: Path
) -> None:
    name = url()
    old = engine(name)
    run_script(old, FIRST / f"1.{old.dialect.name}.sql")
    with old.begin() as connection:
        connection.exec_driver_sql("INSERT INTO relay_counters VALUES ('feed', 41)")
    store = open_relay_store(name, tmp_path)
    try:
        assert asyncio.run(store.write(lambda work: work.feed.append("cake", "rush", {}, NOON))) == 42
    finally:
        store.close()
    copies = list(tmp_path.glob("*.bak-1"))
    assert len(copies) == (1 if old.dialect.name == "sqlite" else 0)


def test_data_of_a_newer_program_are_refused_and_left_alone(
    url: Callable[[], str], engine: Callable[[str], Engine], tmp_path: Path
) -> None:
    name = url()
    newer = engine(name)

    def more(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE relay_more (id INTEGER)")

    make_ready(newer, None, (*MIGRATIONS, more))
    with newer.connect() as connection:
        before = described(connection)
    with pytest.raises(EnvironmentFault, match=f"newer version.*{NEWEST + 1}.*knows {NEWEST}"):
        open_relay_store(name, tmp_path)
    assert stamped(newer) == [NEWEST + 1]
    with newer.connect() as connection:
        assert described(connection) == before


def test_a_migration_that_fails_leaves_the_version_before(
    url: Callable[[], str], engine: Callable[[str], Engine]
) -> None:
    database = engine(url())
    make_ready(database, None)

    def half(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE relay_more (id INTEGER)")
        raise LookupError

    with pytest.raises(LookupError):
        make_ready(database, None, (*MIGRATIONS, half))
    assert stamped(database) == [NEWEST]
    make_ready(database, None)
    with database.connect() as connection:
        assert not any("relay_more" in str(row) for row in described(connection))


def test_relays_that_start_at_once_migrate_once(
    url: Callable[[], str], engine: Callable[[str], Engine], tmp_path: Path
) -> None:
    name = url()
    old = engine(name)
    run_script(old, FIRST / f"1.{old.dialect.name}.sql")

    async def story() -> list[int]:
        stores = await asyncio.gather(
            *(asyncio.to_thread(open_relay_store, name, tmp_path) for _ in range(4))
        )
        try:
            return [await store.write(lambda work: work.feed.count("W")) for store in stores]
        finally:
            for store in stores:
                store.close()

    assert asyncio.run(story()) == [1, 2, 3, 4]
    assert stamped(old) == [NEWEST]
