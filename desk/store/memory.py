"""A database in memory, made in a millisecond: for rehearsals and simulations that need thousands."""

import sqlite3
from functools import cache

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from desk.store.connection import Connection
from desk.store.database import Database, Hooks
from desk.store.runners import Runner
from desk.store.schema import create


def new_memory() -> sqlite3.Connection:
    """An empty desk's database in memory, a copy of one that was made once."""
    connection = _connect()
    connection.deserialize(_template())
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def memory_database(
    runner: Runner, hooks: Hooks | None = None, connection: sqlite3.Connection | None = None
) -> Database:
    """A Database on `connection` (as `new_memory` gives; None: a new one).

    A simulated crash keeps the connection, forgets the Database, and makes another on the same connection.
    """
    return Database(Connection(connection if connection is not None else new_memory()), runner, hooks)


def _connect() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, cached_statements=512)


@cache
def _template() -> bytes:
    connection = _connect()
    engine = create_engine("sqlite+pysqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.begin() as transaction:
        create(transaction)
    content = connection.serialize()
    engine.dispose()
    return content
