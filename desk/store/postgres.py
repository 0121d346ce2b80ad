"""A PostgreSQL connection with the same manners as the SQLite one."""

from collections.abc import Callable
from functools import cache
from typing import Any

import psycopg
from psycopg.adapt import Buffer
from psycopg.types.string import StrDumper

from desk.errors import EnvironmentFault
from desk.store.connection import Connection, SqlRow

#: Held by the desk that works on the database, for as long as its connection lives. Any fixed number will do.
_ONE_DESK = 3_170_943


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

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]], *, alone: bool = False) -> None:
        """`alone`: no other connection that says so may live at the same time; EnvironmentFault if one does."""
        self._connect = connect
        self._alone = alone
        self._server = _prepared(connect(), alone=alone)
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
            self._server = _prepared(self._connect(), alone=self._alone)
            self._dbapi = self._server
            self._cursor = self._server.cursor()


def _prepared(server: psycopg.Connection[Any], *, alone: bool) -> psycopg.Connection[Any]:
    server.autocommit = True
    server.adapters.register_dumper(str, _NoNulDumper)
    # The server may be set up to answer before the disk does; the desk may not.
    server.execute("SET synchronous_commit = on")
    server.execute("SET lock_timeout = '10s'")
    if alone and server.execute("SELECT pg_try_advisory_lock(%s)", (_ONE_DESK,)).fetchone() != (True,):
        server.close()
        raise EnvironmentFault(
            "Another desk works on this database.",
            "Close it first: only one desk at a time may drive a shop's printers.",
        )
    return server


@cache
def _percent(text: str) -> str:
    return text.replace("?", "%s")
