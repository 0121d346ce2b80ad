"""INSERT … ON CONFLICT DO UPDATE of whole rows, in words SQLite and PostgreSQL share."""

from sqlalchemy import Table, bindparam
from sqlalchemy.dialects import postgresql

from desk.store.statements import Statement


def upsert(table: Table, keys: list[str], *columns: str) -> Statement:
    """Insert a row, or put `columns` of the one with the same keys."""
    insert = postgresql.insert(table).values({name: bindparam(name) for name in (*keys, *columns)})
    return Statement(
        insert.on_conflict_do_update(index_elements=keys, set_={name: bindparam(name) for name in columns})
    )
