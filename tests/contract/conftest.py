"""A PostgreSQL server of the tests' own, from the system's packages; skipped, with the reason, where there is none."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from relay_samples import Database
from store_samples import Shop

from desk.store.opening import Store
from tests.fakes.postgres import new_database_on, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of an empty server, without a database name."""
    with postgres_server() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    """An empty database, once on each kind."""
    made: Shop = (
        Shop("sqlite", tmp_path) if request.param == "sqlite" else request.getfixturevalue("server_shop")
    )
    yield made
    made.close()


@pytest.fixture
def server_shop(shared_database: str, tmp_path: Path) -> Iterator[Shop]:
    """An empty database on a server."""
    import psycopg

    with psycopg.connect(shared_database.replace("+psycopg", ""), autocommit=True) as server:
        rows = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = [row[0] for row in rows if row[0] != "alembic_version"]
        if tables:
            server.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
    made = Shop(shared_database, tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def shared_database(postgres: str) -> str:
    """One database for all tests that only want it empty: making one takes longer than emptying it."""
    return new_database_on(postgres)


@pytest.fixture
def new_database(postgres: str) -> Callable[[], str]:
    """Makes a database without a single table; gives its URL."""
    return lambda: new_database_on(postgres)


@pytest.fixture
def store(shop: Shop) -> Store:
    """An open store on an empty database."""
    return shop.open()


@pytest.fixture(scope="session")
def relay_database(postgres: str) -> str:
    """One database for all tests of relays."""
    return new_database_on(postgres)


@pytest.fixture
def shared(relay_database: str, tmp_path: Path) -> Iterator[Database]:
    """An empty database on a server, for several relays."""
    import psycopg

    with psycopg.connect(relay_database.replace("+psycopg", ""), autocommit=True) as server:
        rows = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = [row[0] for row in rows if row[0] != "relay_version"]
        if tables:
            server.execute(f"TRUNCATE {', '.join(tables)}")
    made = Database(relay_database, tmp_path)
    yield made
    made.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database for relays, once on each kind."""
    made: Database = (
        Database("relay.db", tmp_path) if request.param == "sqlite" else request.getfixturevalue("shared")
    )
    yield made
    made.close()
