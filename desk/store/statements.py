"""SQL made of the tables by SQLAlchemy Core, compiled once per database and then run as plain text.

The order's path runs some twenty statements before its customer is answered. Compiling and result objects
would cost more than the disk does; text with named parameters costs nothing.
"""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import BindParameter, ClauseElement, ColumnElement, Table, bindparam, insert, literal_column
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_DIALECTS = {
    "sqlite": SQLiteDialect_pysqlite(paramstyle="named"),
    "postgresql": PGDialect_psycopg(),
}


class Statement:
    """One statement; `text(dialect)` is its SQL with `:name` (SQLite) or `%(name)s` (psycopg) parameters.

    Every value must be a `bindparam` or a `literal_column`: ValueError for a constant that SQLAlchemy would
    pass as a parameter of its own. `postgresql` is for the few that have no words in common.
    """

    __slots__ = ("_cores", "_texts")

    def __init__(self, core: ClauseElement, *, postgresql: ClauseElement | None = None) -> None:
        self._cores = {"sqlite": core, "postgresql": core if postgresql is None else postgresql}
        self._texts: dict[str, str] = {}

    def text(self, dialect: str) -> str:
        """The SQL for `sqlite` or `postgresql`."""
        known = self._texts.get(dialect)
        return known if known is not None else self._compile(dialect)

    def _compile(self, dialect: str) -> str:
        compiled = self._cores[dialect].compile(dialect=_DIALECTS[dialect])
        given = cast("Mapping[str, object]", compiled.params)
        constants = {name for name, value in given.items() if value is not None}
        if constants:
            raise ValueError(f"hidden parameters {constants} in {compiled}")
        text = str(compiled)
        self._texts[dialect] = text
        return text


def constant(sql: str) -> ColumnElement[Any]:
    """A number or 'word' written into the SQL itself, quotes and all."""
    return literal_column(sql)


def insert_row(table: Table, *without: str) -> Statement:
    """INSERT of one row, each column a parameter of its name, but for those the database fills itself."""
    values: dict[str, BindParameter[Any]] = {
        c.name: bindparam(c.name) for c in table.columns if c.name not in without
    }
    return Statement(insert(table).values(values).inline())
