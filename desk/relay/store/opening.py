"""Opening the relay's store: a SQLite file, or a PostgreSQL server that several relays share."""

from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from desk.errors import ConfigFault, EnvironmentFault
from desk.relay.store.tables import metadata
from desk.relay.store.work import RelayWork
from desk.store.connection import Connection
from desk.store.database import Batches, Hooks
from desk.store.engine import owned_connection, server_engine, sqlite_engine
from desk.store.faults import environment_fault
from desk.store.runners import ThreadRunner

#: Relays that start at once make the tables one after the other; any fixed number will do.
_ONE_MAKER = 3_170_945

RelayStore = Batches[RelayWork]


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
    return Batches(connection, RelayWork(connection), ThreadRunner(), hooks)


def _connect(url: str, folder: Path) -> Connection:
    if "://" not in url:
        path = folder / url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)  # only this user reads what customers wrote
        engine = sqlite_engine(path)
        _make_ready(engine)
        return owned_connection(engine)
    engine = server_engine(url)
    _make_ready(engine)
    # its driver is an extra that a relay on a file does without
    from desk.relay.store.shared import shared_connection

    return shared_connection(engine)


def _make_ready(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_MAKER})"))
        metadata.create_all(connection)
