"""A new database is what the migrations make; an older one is copied, then brought up to date."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

import desk.store.migrations
from desk.errors import EnvironmentFault
from desk.store.engine import server_engine, sqlite_engine
from desk.store.migrations import HEAD, KNOWN
from desk.store.schema import create, make_ready
from desk.store.tables import metadata

SCRIPTS = Path(desk.store.migrations.__file__).parent

NEXT_REVISION = f"{int(HEAD) + 1:04d}"
NEXT = '''"""A table more."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    op.create_table("allergens", sa.Column("id", sa.Integer(), primary_key=True))
    {more}
'''


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Engine]]:
    """Makes engines on databases without a table."""
    engines: list[Engine] = []

    def make() -> Engine:
        if request.param == "sqlite":
            engines.append(sqlite_engine(tmp_path / f"{len(engines)}.db"))
        else:
            engines.append(server_engine(request.getfixturevalue("new_database")()))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def newer_scripts(tmp_path: Path) -> Callable[[str], Path]:
    """The migrations of a later program: one script more, with what it does besides."""

    def make(more: str) -> Path:
        folder = tmp_path / "migrations"
        (folder / "versions").mkdir(parents=True)
        shipped = sorted(f"versions/{path.name}" for path in (SCRIPTS / "versions").glob("0*.py"))
        for name in ("env.py", "script.py.mako", *shipped):
            (folder / name).write_text((SCRIPTS / name).read_text(encoding="utf-8"), encoding="utf-8")
        script = NEXT.format(revision=NEXT_REVISION, before=HEAD, more=more)
        (folder / "versions" / "next.py").write_text(script, encoding="utf-8")
        return folder

    return make


def migrate(connection: Connection) -> None:
    """Run every script, from nothing."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def described(connection: Connection) -> set[tuple[object, ...]]:
    """Tables and indexes in the database's own words, without the spelling of white space and order of clauses."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        return {(name, *_clauses(sql)) for name, sql in rows}
    columns = connection.execute(
        text(
            "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity "
            "FROM information_schema.columns WHERE table_schema = 'public'"
        )
    )
    indexes = connection.execute(
        text("SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'")
    )
    constraints = connection.execute(
        text(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid > 0"
        )
    )
    return {
        tuple(row) for rows in (columns, indexes, constraints) for row in rows if "pg_" not in str(row[0])
    }


def _clauses(sql: str) -> list[str]:
    """What stands between the outer parentheses, sorted, and what follows them."""
    _, _, rest = re.sub(r"\s+", " ", sql).partition("(")
    inside, _, after = rest.rpartition(")")
    return [*sorted(part.strip() for part in re.split(r",(?![^()]*\))", inside)), after.strip()]


def test_a_new_database_is_what_the_migrations_make(empty: Callable[[], Engine]) -> None:
    with empty().begin() as made, empty().begin() as migrated:
        create(made)
        migrate(migrated)
        assert compare_metadata(MigrationContext.configure(migrated), metadata) == []
        assert described(made) == described(migrated)
        version = text("SELECT version_num FROM alembic_version")
        assert made.execute(version).scalar() == migrated.execute(version).scalar() == HEAD


def test_the_known_versions_are_those_of_the_scripts() -> None:
    scripts = ScriptDirectory(str(SCRIPTS))
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == KNOWN


def test_an_older_database_is_copied_and_brought_up_to_date(
    empty: Callable[[], Engine], newer_scripts: Callable[[str], Path]
) -> None:
    engine = empty()
    on_file = engine.dialect.name == "sqlite"
    path = Path(str(engine.url.database)) if on_file else None
    make_ready(engine, path)
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO counters (scope, name, last, last_at) VALUES ('order', 'S', 7, 0)")
        )
    make_ready(engine, path, scripts=newer_scripts("pass"), known=(*KNOWN, NEXT_REVISION))
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM allergens")).scalar() == 0
        assert connection.execute(text("SELECT last FROM counters")).scalar() == 7
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == NEXT_REVISION
    if path is not None:
        copy = sqlite3.connect(path.with_name(f"{path.name}.bak-{HEAD}"))
        assert copy.execute("SELECT last FROM counters").fetchall() == [(7,)]
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        copy.close()
    with pytest.raises(EnvironmentFault, match="newer version"):
        make_ready(engine, path)


def test_a_migration_that_fails_changes_nothing(
    empty: Callable[[], Engine], newer_scripts: Callable[[str], Path]
) -> None:
    engine = empty()
    path = Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None
    make_ready(engine, path)
    scripts = newer_scripts("raise RuntimeError('half way')")
    with pytest.raises(RuntimeError, match="half way"):
        make_ready(engine, path, scripts=scripts, known=(*KNOWN, NEXT_REVISION))
    make_ready(engine, path)
    with engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_two_desks_that_start_at_once_make_one_schema(new_database: Callable[[], str]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    url = new_database()
    engines = [server_engine(url) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda engine: make_ready(engine, None), engines))
    for engine in engines:
        engine.dispose()
