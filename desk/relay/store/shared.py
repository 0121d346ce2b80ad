"""A PostgreSQL connection that several relays' databases share: their writing transactions go one after the other.

What was read in such a transaction is still so when it commits. So the state of a conversation, the numbers of the
feed and of orders, and the question whether a delivery was answered already hold across relays, and a number of
the feed is never visible before a smaller one.
"""

import time
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import Engine

from desk.store.postgres import PostgresConnection

#: The relays of one database write one after the other while they hold this; any fixed number will do.
ONE_WRITER = 3_170_944
#: Each connected relay holds this together with the others; who restores a backup wants it alone.
RUNNING = 3_170_946
#: After so many seconds without a question the connection is given back to the server.
IDLE = 30.0
#: A relay that stands still (or whose network does) in the middle of a transaction keeps the others waiting for so
#: long at most, in milliseconds; the server then undoes what it began. Nothing a transaction does takes as long.
STANDSTILL = 10_000


class SharedConnection(PostgresConnection):
    """See the module. `connect` makes a connection; `clock` counts seconds from anywhere."""

    def __init__(
        self, connect: Callable[[], psycopg.Connection[Any]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._used = clock()
        super().__init__(lambda: _patient(connect()))

    def begin(self, *, write: bool) -> None:
        """Open a transaction; a writing one when no other relay writes.

        A connection that the server dropped meanwhile is made anew: nothing was said on it yet.
        """
        self._used = self._clock()
        try:
            self._begin(write=write)
        except psycopg.OperationalError:
            if not self._server.closed:
                raise
            self.revive()
            self._begin(write=write)

    def make_room(self) -> bool:
        """Give the connection back after a while without questions; whether to ask again."""
        if self._server.closed:
            return False
        if self._clock() - self._used < IDLE:
            return True
        self._server.close()
        return False

    def _begin(self, *, write: bool) -> None:
        super().begin(write=write)
        if write:
            self._say(f"SELECT pg_advisory_xact_lock({ONE_WRITER})")


def shared_connection(engine: Engine) -> SharedConnection:
    """A connection of the engine's server, taken out of SQLAlchemy's hands."""

    def connect() -> psycopg.Connection[Any]:
        pooled = engine.raw_connection()
        driver: Any = pooled.driver_connection
        pooled.detach()
        return driver

    return SharedConnection(connect)


def _patient(server: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    try:
        server.autocommit = True
        server.execute(
            "SELECT set_config('idle_in_transaction_session_timeout', %s, false)", (str(STANDSTILL),)
        )
        server.execute("SET lock_timeout = '10s'")
        server.execute("SELECT pg_advisory_lock_shared(%s)", (RUNNING,))
    except psycopg.Error:
        server.close()
        raise
    return server
