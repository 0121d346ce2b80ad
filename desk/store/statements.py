"""SQL made of the tables by SQLAlchemy Core, compiled once per database and then run as plain text.

The order's path runs some twenty statements before its customer is answered. Compiling and result objects
would cost more than the disk does; text with parameters by position costs nothing.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple, cast

from sqlalchemy import BindParameter, ClauseElement, ColumnElement, Table, bindparam, insert, literal_column
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.compiler import SQLCompiler

_DIALECTS = {
    "sqlite": SQLiteDialect_pysqlite(paramstyle="qmark"),
    "postgresql": PGDialect_psycopg(paramstyle="format"),
}

Values = Mapping[str, object]


class Compiled(NamedTuple):
    """SQL with parameters by position, and how to take them out of values by name."""

    sql: str
    arrange: Callable[[Values], tuple[object, ...]]


#: SQLAlchemy says OFFSET 0, as a parameter of its own, wherever SQLite is given a LIMIT.
_OFFSET = {"param_1", "param_2"}


class Statement:
    """One statement, compiled for each database when it is first used there.

    Every value must be a `bindparam` or a `constant`: ValueError for one that SQLAlchemy would pass as a
    parameter of its own. `postgresql` is for the few that have no words in common.
    """

    __slots__ = ("_compiled", "_cores")

    def __init__(self, core: ClauseElement, *, postgresql: ClauseElement | None = None) -> None:
        self._cores = {"sqlite": core, "postgresql": core if postgresql is None else postgresql}
        self._compiled: dict[str, Compiled] = {}

    def on(self, dialect: str) -> Compiled:
        """As `sqlite` or `postgresql` wants it."""
        known = self._compiled.get(dialect)
        return known if known is not None else self._compile(dialect)

    def _compile(self, dialect: str) -> Compiled:
        compiled = cast("SQLCompiler", self._cores[dialect].compile(dialect=_DIALECTS[dialect]))
        hidden = {name: value for name, value in compiled.params.items() if value is not None}
        if hidden.keys() - _OFFSET:
            raise ValueError(f"hidden parameters {hidden} in {compiled}")
        made = Compiled(str(compiled), _arrange(tuple(compiled.positiontup or ()), hidden))
        self._compiled[dialect] = made
        return made


def _arrange(names: tuple[str, ...], hidden: Mapping[str, object]) -> Callable[[Values], tuple[object, ...]]:
    if hidden:
        return lambda values: tuple(hidden[name] if name in hidden else values[name] for name in names)
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


def constant(sql: str) -> ColumnElement[Any]:
    """A number or 'word' written into the SQL itself, quotes and all."""
    return literal_column(sql)


def insert_row(table: Table, *without: str) -> Statement:
    """INSERT of one row, each column a parameter of its name, but for those the database fills itself."""
    values: dict[str, BindParameter[Any]] = {
        c.name: bindparam(c.name) for c in table.columns if c.name not in without
    }
    return Statement(insert(table).values(values).inline())
