"""Backups of a database in one file, and putting them back: of a SQLite file, or of a PostgreSQL server by pg_dump.

A backup is readable for its owner alone: it holds what customers wrote. It is checked before it takes the place
of an older one, and again before it is put back.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from desk.errors import ConfigFault, DeskError, EnvironmentFault
from desk.store.faults import environment_fault
from desk.store.schema import back_up

#: What stood in the data's place before they were restored.
BEFORE = ".before-restore"
_SQLITE, _DUMP = b"SQLite format 3\0", b"PGDMP"


@dataclass(frozen=True, slots=True)
class Kind:
    """Whose data: `stamp` is the query for their version, `known` the versions this program takes, `tables` what
    pg_dump is told to choose them by, `proof` a table that each backup holds.
    """

    whose: str
    stamp: str
    known: frozenset[str]
    tables: Sequence[str]
    proof: str


def save_file(kind: Kind, source: Path, target: Path) -> None:
    """A whole, checked copy of a SQLite database that may be in use. DeskError when there is none or no room."""
    if not source.is_file():
        raise ConfigFault(f"There are no data of {kind.whose} at {source}.", "Name the right folder.")
    fresh = _aside(target)
    try:
        back_up(source, fresh)
        check(kind, fresh, server=False)
        fresh.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise (environment_fault(error, str(target)) or error) from error
    finally:
        fresh.unlink(missing_ok=True)


def save_server(kind: Kind, url: str, target: Path) -> None:
    """The same of a server, by its own pg_dump. ConfigFault when that is not installed."""
    fresh = _aside(target)
    try:
        fresh.touch(mode=0o600)
        _run("pg_dump", url, ["--format=custom", *kind.tables, f"--file={fresh}"])
        check(kind, fresh, server=True)
        _synced(fresh)
        fresh.replace(target)
    except OSError as error:
        raise (environment_fault(error, str(target)) or error) from error
    finally:
        fresh.unlink(missing_ok=True)


def check(kind: Kind, file: Path, *, server: bool) -> None:
    """Whether a file is a whole backup of that kind that this program takes; DeskError with what it is not."""
    try:
        with file.open("rb") as opened:
            begins = opened.read(16)
    except OSError as error:
        raise ConfigFault(f"{file} cannot be read: {error.strerror}.", "Check the path.") from error
    if not begins.startswith(_DUMP if server else _SQLITE):
        other = begins.startswith(_SQLITE if server else _DUMP)
        raise ConfigFault(
            f"{file} is a backup of another kind of database." if other else f"{file} is no backup.",
            "Name a backup of this database: of a server made by pg_dump, or of a file.",
        )
    version = _dumped(kind, file) if server else _copied(kind, file)
    if version not in kind.known:
        raise EnvironmentFault(
            f"{file} was written by a newer version of Order Desk (data version {version}).",
            "Update this program first.",
        )


def _dumped(kind: Kind, file: Path) -> str:
    """The version in a dump that can be read to its end."""
    _program("pg_restore", [f"--file={os.devnull}", str(file)], {})
    if f" {kind.proof} " not in _program("pg_restore", ["--list", str(file)], {}):
        raise ConfigFault(f"{file} is no backup of {kind.whose}.", "Choose another file.")
    words = ["--data-only", f"--table={kind.proof}", "--file=-", str(file)]
    rows = _program("pg_restore", words, {}).partition("FROM stdin;\n")[2].splitlines()
    return rows[0] if rows else ""


def _copied(kind: Kind, file: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            problem = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if problem != "ok":
                raise EnvironmentFault(f"{file} is damaged: {problem}.", "Use another backup.")
            return str(copy.execute(kind.stamp).fetchone()[0])
    except sqlite3.OperationalError as error:
        raise ConfigFault(f"{file} is no backup of {kind.whose}.", "Choose another file.") from error
    except sqlite3.DatabaseError as error:
        raise EnvironmentFault(f"{file} is damaged: {error}.", "Use another backup.") from error


def put_file(kind: Kind, file: Path, place: Path, then: Sequence[str] = ()) -> None:
    """Put a backup in the place of a SQLite database that nobody uses; what stood there is kept beside it.

    The statements `then` are run on the copy before it takes its place. DeskError when the file is none or there
    is no room; the data are as they were then.
    """
    check(kind, file, server=False)
    fresh = _aside(place)
    try:
        back_up(file, fresh)
        with closing(sqlite3.connect(fresh)) as copy:
            for statement in then:
                copy.execute(statement)
            copy.commit()
        _synced(fresh)
        for part in ("", "-wal"):
            held, kept = (Path(f"{path}{part}") for path in (place, f"{place}{BEFORE}"))
            kept.unlink(missing_ok=True)
            if held.exists():
                shutil.copy2(held, kept)
                _synced(kept)
        # without its log, which belongs to what stood there
        for part in ("-wal", "-shm"):
            Path(f"{place}{part}").unlink(missing_ok=True)
        fresh.replace(place)
    except (OSError, sqlite3.Error) as error:
        raise (environment_fault(error, str(place)) or error) from error
    finally:
        fresh.unlink(missing_ok=True)


def put_server(kind: Kind, url: str, file: Path, then: Sequence[str] = ()) -> None:
    """Put a backup in the place of a server's tables and run `then`, all in one transaction or nothing."""
    check(kind, file, server=True)
    with TemporaryDirectory() as own:  # which only this user may enter
        script = Path(own) / "restore.sql"
        words = ["--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={script}", str(file)]
        _program("pg_restore", words, {})
        with script.open("a", encoding="utf-8") as more:
            more.writelines(f"{statement};\n" for statement in then)
        quiet = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--output={os.devnull}"]
        _run("psql", url, [*quiet, "--single-transaction", f"--file={script}"])


def _aside(target: Path) -> Path:
    return target.with_name(f"{target.name}.new")


def _synced(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _run(program: str, url: str, words: Sequence[str]) -> None:
    parsed = make_url(url)
    # the password is nobody's business who lists the processes
    secret = {"PGPASSWORD": parsed.password} if parsed.password else {}
    plain = parsed.set(drivername="postgresql", password=None).render_as_string()
    _program(program, [*words, f"--dbname={plain}"], secret)


def _program(program: str, words: Sequence[str], secret: dict[str, str]) -> str:
    found = shutil.which(program)
    if found is None:
        raise ConfigFault(
            f"The data are on a PostgreSQL server, and {program} is not installed here.",
            "Install the PostgreSQL client programs, or back the server up where it runs.",
        )
    environ = {**os.environ, "PGCONNECT_TIMEOUT": "10", **secret}
    done = subprocess.run([found, *words], env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or f"status {done.returncode}").splitlines()[0]
        raise DeskError(f"{program} failed: {said}.", "Nothing was changed; check the server and try again.")
    return done.stdout
