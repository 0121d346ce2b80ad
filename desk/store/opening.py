"""Opening and closing the store of one data folder."""

from pathlib import Path

from sqlalchemy.exc import DBAPIError

from desk.errors import ConfigFault, EnvironmentFault
from desk.store.connection import Connection
from desk.store.database import Database, Hooks
from desk.store.engine import owned_connection, server_engine, sqlite_engine
from desk.store.faults import environment_fault
from desk.store.lock import FolderLock
from desk.store.runners import Runner, ThreadRunner
from desk.store.schema import back_up, make_ready

FILE = "desk.db"


class Store:
    """An open store: its `database`, and the folder's lock. `path` is the SQLite file, None on a server."""

    def __init__(self, database: Database, lock: FolderLock, path: Path | None) -> None:
        self.database = database
        self.path = path
        self._lock = lock

    def back_up(self, target: Path) -> None:
        """A whole copy of the SQLite database while it is in use; blocks, for a thread of its own.

        ConfigFault on a server. EnvironmentFault when the copy cannot be written.
        """
        if self.path is None:
            raise ConfigFault(
                "The shop's data are on a PostgreSQL server.", "Back them up there, with pg_dump."
            )
        try:
            back_up(self.path, target)
        except Exception as error:
            raise (environment_fault(error, str(target)) or error) from error

    def close(self) -> None:
        """Run what was asked, close the database, let another desk have the folder; blocks. Twice is fine."""
        try:
            self.database.close()
        finally:
            self._lock.release()


def open_store(
    url: str,
    data_dir: Path,
    *,
    runner: Runner | None = None,
    hooks: Hooks | None = None,
    alone: bool = False,
) -> Store:
    """Open (or make) the store of a data folder; blocks for some 10 ms, longer for a migration.

    `url` is `sqlite` for DIR/desk.db, or `postgresql+psycopg://…`. `runner` runs its batches, a thread of its
    own when None. `alone`: of all who say so only one may have a server's database. EnvironmentFault with what to do when the folder, file or server refuses, another desk runs
    on it, or its data are of a newer version; ConfigFault for a URL the desk does not use. Nothing is changed
    then.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise (environment_fault(error, str(data_dir)) or error) from error
    lock = FolderLock(data_dir)
    path = data_dir / FILE if url == "sqlite" else None
    try:
        return Store(Database(_connect(url, path, alone=alone), runner or ThreadRunner(), hooks), lock, path)
    except BaseException:
        lock.release()
        raise


def _connect(url: str, path: Path | None, *, alone: bool) -> Connection:
    try:
        if path is None:
            engine = server_engine(url)
        else:
            # Made by us so that only this user reads it; SQLite gives its log the same mode.
            path.touch(mode=0o600, exist_ok=True)
            engine = sqlite_engine(path)
        make_ready(engine, path)
        return owned_connection(engine, alone=alone)
    except (ConfigFault, EnvironmentFault):
        raise
    except Exception as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        raise (environment_fault(cause, "" if path is None else str(path)) or error) from error
