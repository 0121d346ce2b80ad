"""Engines: a SQLite file or a PostgreSQL server, set up so that a commit is on the disk when it returns."""

import sqlite3
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from desk.errors import ConfigFault
from desk.store.connection import Connection
from desk.store.log_space import PAGES

#: Said on every connection. WAL with FULL: one sync for each commit, nothing acknowledged is lost.
PRAGMAS = (
    ("busy_timeout", "5000"),
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    ("foreign_keys", "ON"),
    # A commit folds the log back only when it has grown large; the rest is done while nobody waits.
    ("wal_autocheckpoint", str(PAGES)),
    ("temp_store", "MEMORY"),
)
#: After some 20 seconds without a sign of life from a server it is taken for gone, instead of two hours.
_SILENCE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
}
#: On macOS fsync leaves data in the drive's cache; these make it say F_FULLFSYNC.
MACOS_PRAGMAS = (("fullfsync", "ON"), ("checkpoint_fullfsync", "ON"))


def apply_pragmas(connection: sqlite3.Connection, platform: str = sys.platform) -> None:
    """Set up one SQLite connection."""
    for name, value in (*PRAGMAS, *(MACOS_PRAGMAS if platform == "darwin" else ())):
        connection.execute(f"PRAGMA {name} = {value}").fetchall()


def sqlite_engine(path: Path) -> Engine:
    """An engine on the file; it is made when it does not exist. Its transactions begin with BEGIN IMMEDIATE."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"isolation_level": None, "check_same_thread": False, "cached_statements": 512},
    )

    def connected(dbapi: sqlite3.Connection, _record: object) -> None:
        apply_pragmas(dbapi)

    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def server_engine(url: str) -> Engine:
    """An engine on a PostgreSQL server. ConfigFault for any other URL, or when the driver is not installed."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigFault(
            f"[store] url is not a database URL: {url!r}.", 'Write "sqlite" or "postgresql+psycopg://…".'
        ) from error
    if parsed.drivername not in {"postgresql+psycopg", "postgresql"}:
        raise ConfigFault(
            f"[store] url names {parsed.drivername}, which the desk does not use.",
            'Write "sqlite" or "postgresql+psycopg://…".',
        )
    try:
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            poolclass=NullPool,
            connect_args={"connect_timeout": 5, **_SILENCE},
        )
    except ImportError as error:
        raise ConfigFault(
            "The PostgreSQL driver is not installed.", "Install order-desk with the extra `postgres`."
        ) from error


def owned_connection(engine: Engine, *, alone: bool = False) -> Connection:
    """The connection of the thread that owns the database; closing it gives everything back."""
    if engine.dialect.name == "sqlite":
        return Connection(_driver(engine))
    from desk.store.postgres import PostgresConnection

    return PostgresConnection(lambda: _driver(engine), alone=alone)


def _driver(engine: Engine) -> Any:
    """The driver's own connection, taken out of SQLAlchemy's hands."""
    pooled = engine.raw_connection()
    driver = pooled.driver_connection
    pooled.detach()
    return driver
