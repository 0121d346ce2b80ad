"""Opening the relay's store: a SQLite file, or a PostgreSQL server that several relays share."""

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from desk.errors import ConfigFault, EnvironmentFault
from desk.relay.store.versions import make_ready
from desk.relay.store.work import RelayWork
from desk.store.connection import Connection
from desk.store.database import Batches, Done, Hooks
from desk.store.engine import owned_connection, server_engine, sqlite_engine
from desk.store.faults import environment_fault
from desk.store.runners import Call, Runner, ThreadRunner


class RelayStore(Batches[RelayWork]):
    """The relay's operations. `on_group` is told how many writes went into each commit, on the store's thread."""

    def __init__(
        self, connection: Connection, hooks: Hooks | None = None, runner: Runner | None = None
    ) -> None:
        """`connection` belongs to the runner's thread from now on."""
        self.on_group: Callable[[int], None] = lambda _count: None
        super().__init__(connection, RelayWork(connection), runner or ThreadRunner(), hooks)

    def run_batch(self, calls: Sequence[Call], done: Done) -> None:
        """As the desk's, and counted."""
        writes = sum(not call.read for call in calls)
        if writes:
            self.on_group(writes)
        super().run_batch(calls, done)


def open_relay_store(url: str, folder: Path, hooks: Hooks | None = None) -> RelayStore:
    """Open (or make) the store; `url` is a file's name in `folder`, or `postgresql+psycopg://…`. Blocks.

    EnvironmentFault or ConfigFault with what to do when it cannot be had.
    """
    try:
        connection = _connect(url, folder)
    except (ConfigFault, EnvironmentFault):
        raise
    except Exception as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        raise (environment_fault(cause, "" if "://" in url else url) or error) from error
    return RelayStore(connection, hooks)


def _connect(url: str, folder: Path) -> Connection:
    if "://" not in url:
        path = folder / url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)  # only this user reads what customers wrote
        engine = sqlite_engine(path)
        make_ready(engine, path)
        return owned_connection(engine)
    engine = server_engine(url)
    make_ready(engine, None)
    # its driver is an extra that a relay on a file does without
    from desk.relay.store.shared import shared_connection

    return shared_connection(engine)
