"""A PostgreSQL server of the tests' own, from the system's packages; skipped, with the reason, where there is none."""

import os
import shutil
import socket
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from relay_samples import Database
from store_samples import Shop

from desk.store.opening import Store


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _run(*command: str | Path) -> None:
    # The server refuses to run as root.
    prefix = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise OSError(f"{Path(str(command[0])).name}: {done.stderr.strip() or done.stdout.strip()}")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an empty server, without a database name."""
    pytest.importorskip("psycopg", reason="PostgreSQL: psycopg is not installed")
    programs = _programs() if hasattr(os, "geteuid") else None
    if programs is None:
        pytest.skip("PostgreSQL: no initdb on this machine")
    # Outside pytest's folder, which only its own user may enter.
    home = Path("/tmp") / f"desk-postgres-{uuid.uuid4().hex[:12]}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        try:
            _run(programs / "initdb", "-D", home, "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync")
            # The fastest honest start: what these tests promise is the desk's manners, not the server's disk.
            options = f"-c listen_addresses=127.0.0.1 -p {port} -k {home} -c fsync=off"
            _run(programs / "pg_ctl", "-D", home, "-w", "-l", home / "log", "-o", options, "start")
        except OSError as error:
            pytest.skip(f"PostgreSQL: the server does not start here ({error})")
        try:
            yield f"postgresql+psycopg://desk@127.0.0.1:{port}"
        finally:
            _run(programs / "pg_ctl", "-D", home, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


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
    return _new_database(postgres)


@pytest.fixture
def new_database(postgres: str) -> Callable[[], str]:
    """Makes a database without a single table; gives its URL."""
    return lambda: _new_database(postgres)


@pytest.fixture
def store(shop: Shop) -> Store:
    """An open store on an empty database."""
    return shop.open()


def _new_database(server: str) -> str:
    import psycopg

    name = f"shop_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server.replace("+psycopg", "") + "/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def relay_database(postgres: str) -> str:
    """One database for all tests of relays."""
    return _new_database(postgres)


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
