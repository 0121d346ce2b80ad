"""One database connection, as little as the repositories need: run a statement, count, begin, commit.

The DBAPI connection is used directly, in autocommit mode with BEGIN and COMMIT said by hand, so that what
happens when is the same on SQLite and PostgreSQL and stands in this file.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

from desk.store.log_space import LogSpace
from desk.store.statements import Statement, Values

SqlRow = tuple[Any, ...]
_NO_VALUES: Values = {}


class Cursor(Protocol):
    """What is used of a DBAPI cursor."""

    @property
    def rowcount(self) -> int:
        """Rows changed by the last statement."""
        ...

    def execute(self, operation: Any, parameters: Any = ..., /) -> Any:
        """Run one statement."""
        ...

    def executemany(self, operation: Any, parameters: Any, /) -> Any:
        """Run one statement for each set of values."""
        ...

    def fetchall(self) -> list[SqlRow]:
        """All rows; also ends the statement."""
        ...


class DbapiConnection(Protocol):
    """What is used of a DBAPI connection."""

    def cursor(self) -> Any:
        """A cursor."""
        ...

    def close(self) -> None:
        """Give it back to the system; on SQLite the last one folds the log into the file."""
        ...


class Connection:
    """A SQLite connection. Not safe for use by two threads at once."""

    dialect: Literal["sqlite", "postgresql"] = "sqlite"
    _begin_write = "BEGIN IMMEDIATE"
    _begin_read = "BEGIN"

    def __init__(self, dbapi: DbapiConnection) -> None:
        self._dbapi = dbapi
        self._cursor: Cursor = dbapi.cursor()
        self._space: LogSpace | None = None

    def rows(self, statement: Statement, values: Values | None = None) -> list[SqlRow]:
        """All rows the statement gives."""
        sql, arrange = statement.on(self.dialect)
        cursor = self._cursor
        cursor.execute(sql, arrange(values or _NO_VALUES))
        return cursor.fetchall()

    def row(self, statement: Statement, values: Values | None = None) -> SqlRow | None:
        """The first row, or None."""
        found = self.rows(statement, values)
        return found[0] if found else None

    def change(self, statement: Statement, values: Values) -> int:
        """Run a statement without rows; how many rows it changed."""
        sql, arrange = statement.on(self.dialect)
        cursor = self._cursor
        cursor.execute(sql, arrange(values))
        return cursor.rowcount

    def change_many(self, statement: Statement, values: Iterable[Values]) -> None:
        """Run it once for each set of values."""
        sql, arrange = statement.on(self.dialect)
        self._cursor.executemany(sql, [arrange(some) for some in values])

    def text_rows(self, text: str, values: Sequence[object] = ()) -> list[SqlRow]:
        """Rows of SQL shared with the first paint: `?` parameters, plain words both databases know."""
        self._cursor.execute(text, values)
        return self._cursor.fetchall()

    def begin(self, *, write: bool) -> None:
        """Open a transaction; a reading one sees one moment of the database."""
        self._say(self._begin_write if write else self._begin_read)

    def commit(self) -> None:
        """Durable when this returns."""
        self._say("COMMIT")

    def rollback(self) -> None:
        """Undo what is open; quiet when nothing is."""
        if self.in_transaction:
            self._say("ROLLBACK")

    def savepoint(self) -> None:
        """Begin a part that can be undone alone."""
        self._say("SAVEPOINT op")

    def release(self) -> None:
        """Keep the part."""
        self._say("RELEASE SAVEPOINT op")

    def rollback_savepoint(self) -> None:
        """Undo the part."""
        self._say("ROLLBACK TO SAVEPOINT op")
        self._say("RELEASE SAVEPOINT op")

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file as far as possible now; waits for nobody."""
        self._cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self._cursor.fetchall()

    def make_room(self) -> bool:
        """Lengthen the write-ahead log by a piece, so that no commit has to; whether more is wanted.

        In a transaction of its own, so that not even another program writes to the log meanwhile.
        """
        if self._space is None:
            self._cursor.execute("PRAGMA database_list")
            path = self._cursor.fetchall()[0][2]
            if not path:
                return False
            self._space = LogSpace(Path(path))
        self.begin(write=True)
        try:
            return self._space.grow()
        finally:
            self.rollback()

    @property
    def in_transaction(self) -> bool:
        """Whether the database itself says that one is open: it may have ended it on its own, on a full disk."""
        return bool(getattr(self._dbapi, "in_transaction", False))

    @property
    def changes(self) -> int:
        """Rows changed since the connection was opened; a reading operation must leave it as it was."""
        return int(getattr(self._dbapi, "total_changes", 0))

    def revive(self) -> None:
        """Make a lost connection whole again; nothing to do for a file."""

    def close(self) -> None:
        """Close; open changes are undone."""
        self._dbapi.close()

    def _say(self, sql: str) -> None:
        self._cursor.execute(sql)
