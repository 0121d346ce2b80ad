"""A PostgreSQL connection with the same manners as the SQLite one."""

from collections.abc import Callable
from functools import cache
from typing import Any

import psycopg
from psycopg.adapt import Buffer
from psycopg.types.string import StrDumper

from desk.store.connection import Connection, SqlRow


class _NoNulDumper(StrDumper):
    """PostgreSQL's text cannot hold U+0000; what a customer typed is no reason to refuse an order."""

    def dump(self, obj: str) -> Buffer | None:
        """The text without U+0000."""
        return super().dump(obj.replace("\x00", ""))


class PostgresConnection(Connection):
    """A PostgreSQL connection. `connect` makes a new one when the server was gone."""

    dialect = "postgresql"
    _begin_write = "BEGIN"
    _begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]]) -> None:
        self._connect = connect
        self._server = _prepared(connect())
        super().__init__(self._server)

    def text_rows(self, text: str, values: Any = ()) -> list[SqlRow]:
        """As the SQLite one; `?` becomes psycopg's `%s`."""
        self._cursor.execute(_percent(text), values)
        return self._cursor.fetchall()

    def checkpoint(self) -> None:
        """The server sees to its own log."""

    def make_room(self) -> bool:
        """The server sees to its own log."""
        return False

    @property
    def in_transaction(self) -> bool:
        """Whether the server says so."""
        return self._server.info.transaction_status in {
            psycopg.pq.TransactionStatus.INTRANS,
            psycopg.pq.TransactionStatus.INERROR,
        }

    @property
    def changes(self) -> int:
        """Always 0: the server itself refuses changes in a reading transaction."""
        return 0

    def revive(self) -> None:
        """Connect again when the connection was lost; the server's error when it is still gone."""
        if self._server.closed:
            self._server = _prepared(self._connect())
            self._dbapi = self._server
            self._cursor = self._server.cursor()


def _prepared(server: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    server.autocommit = True
    server.adapters.register_dumper(str, _NoNulDumper)
    # The server may be set up to answer before the disk does; the desk may not.
    server.execute("SET synchronous_commit = on")
    server.execute("SET lock_timeout = '10s'")
    return server


@cache
def _percent(text: str) -> str:
    return text.replace("?", "%s")
