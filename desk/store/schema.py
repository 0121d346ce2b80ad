"""The database's version: made anew, brought up to date with a copy kept, or refused when it is newer."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.schema import CreateIndex, CreateTable

from desk.errors import EnvironmentFault
from desk.store.migrations import HEAD, KNOWN
from desk.store.tables import metadata

_MIGRATIONS = Path(__file__).parent / "migrations"
#: Two desks that start at once on one server make the tables one after the other. Any fixed number will do.
_ADVISORY_LOCK = 3_170_942


def make_ready(
    engine: Engine,
    path: Path | None,
    *,
    scripts: Path = _MIGRATIONS,
    known: tuple[str, ...] = KNOWN,
) -> None:
    """Bring the database to the last of `known`. `path` is SQLite's file, for the copy before a migration.

    EnvironmentFault when the database is of a newer version or not a desk's.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        found = _version(connection)
        if found == known[-1]:
            return
        if found is None:
            create(connection)
            found = HEAD
        if found not in known:
            raise EnvironmentFault(
                f"These data were written by a newer version of Order Desk (data version {found}, "
                f"this program knows {known[-1]}).",
                "Update this program, or restore a backup from before the update.",
            )
        if found == known[-1]:
            return
        if path is not None:
            back_up(path, path.with_name(f"{path.name}.bak-{found}"))
        _upgrade(connection, scripts)


def create(connection: Connection) -> None:
    """All tables of this version in one go, and its stamp; a test proves the migrations make the same."""
    dialect = connection.dialect
    for table in metadata.sorted_tables:
        connection.exec_driver_sql(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda index: index.name or ""):
            connection.exec_driver_sql(str(CreateIndex(index).compile(dialect=dialect)))
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{HEAD}')")


def back_up(source: Path, target: Path) -> None:
    """A whole copy of a SQLite database that may be in use, written aside, synced, then put in place."""
    aside = target.with_name(target.name + ".part")
    aside.unlink(missing_ok=True)
    aside.touch(mode=0o600)  # it holds what customers wrote
    reader = sqlite3.connect(source)
    try:
        writer = sqlite3.connect(aside)
        try:
            reader.backup(writer)
            # A copy is one file: it is carried away on a stick, without the log beside it.
            writer.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            writer.close()
    finally:
        reader.close()
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    aside.replace(target)


def _version(connection: Connection) -> str | None:
    """The stamp; None for an empty database. EnvironmentFault when it is somebody else's."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if found is None else str(found)
    if tables & set(metadata.tables):
        raise EnvironmentFault(
            "The database holds tables that are not this desk's.",
            "Give the desk a database of its own in [store] url.",
        )
    return None


def _upgrade(connection: Connection, scripts: Path) -> None:
    # Alembic costs a quarter of a second and is needed once per update of the program.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
