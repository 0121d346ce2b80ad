"""`desk backup` and `desk restore` for a relay's data.

What happened between the backup and the loss is gone here, but a desk may know it. So numbers are not given again:
the feed goes on far behind every cursor that a desk may hold, and the day's order numbers behind the next
thousand (an order's id cannot repeat anyhow, part of it is chance).
"""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from desk.errors import EnvironmentFault
from desk.relay.config import RelaySettings
from desk.relay.orders import LETTER
from desk.relay.store.running import only_one_on_file
from desk.relay.store.versions import MIGRATIONS
from desk.store.backup import BEFORE, Kind, put_file, put_server, save_file, save_server
from desk.store.engine import server_engine
from desk.store.faults import environment_fault

_RELAY = Kind(
    "a relay", "SELECT max(version) FROM relay_version",
    frozenset(str(version) for version in range(1, 2 + len(MIGRATIONS))), ("--table=relay_*",), "relay_version",
)  # fmt: skip
#: No relay puts so much into its feed between a backup and the next.
FEED_JUMP = 1_000_000_000
_THOUSAND = 1000


def back_up_relay(settings: RelaySettings, file: Path) -> str:
    """Write a backup, also while relays run; what to tell the person. DeskError when it cannot be made."""
    if "://" in settings.store:
        save_server(_RELAY, settings.store, file)
    else:
        save_file(_RELAY, settings.path.parent / settings.store, file)
    return f"Backed up to {file}."


def restore_relay(settings: RelaySettings, file: Path, now: datetime | None = None) -> str:
    """Put a backup in the data's place; what to tell the person. DeskError while a relay runs on them."""
    now = now or datetime.now(UTC)
    if "://" in settings.store:
        try:
            _into_server(settings.store, file, now)
        except SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            raise (environment_fault(cause) or error) from error
        return f"Restored from {file}."
    place = settings.path.parent / settings.store
    lock = only_one_on_file(place)
    try:
        put_file(_RELAY, file, place, lambda copy: _in_sqlite(copy, now))
    finally:
        lock.release()
    return f"Restored from {file}; what was there before is in {place}{BEFORE}."


def go_on(ask: Callable[[str, dict[str, object]], int | None], now: datetime) -> None:
    """Let no number be given twice. `ask` runs a statement and gives its first value, if it has any."""
    bump = (
        "INSERT INTO relay_counters (name, last) VALUES (:name, :last) "
        "ON CONFLICT (name) DO UPDATE SET last = excluded.last RETURNING last"
    )
    read = "SELECT last FROM relay_counters WHERE name = :name"
    ask(bump, {"name": "feed", "last": (ask(read, {"name": "feed"}) or 0) + FEED_JUMP})
    for days in (-1, 0, 1):  # whatever zone the shop is in
        name = f"{LETTER} {(now + timedelta(days=days)).date().isoformat()}"
        last = ask(read, {"name": name}) or 0
        ask(bump, {"name": name, "last": (last // _THOUSAND + 1) * _THOUSAND})
    ask("DELETE FROM relay_codes", {})  # one that was used since would be good again


def _in_sqlite(copy: sqlite3.Connection, now: datetime) -> None:
    def ask(sql: str, values: dict[str, object]) -> int | None:
        row = copy.execute(sql, values).fetchone()
        return int(row[0]) if row else None

    go_on(ask, now)


def _into_server(url: str, file: Path, now: datetime) -> None:
    from desk.relay.store.shared import RUNNING

    with server_engine(url).connect() as alone:
        # relays hold it together, each for as long as it is connected; one that comes now waits for us
        if not alone.execute(text(f"SELECT pg_try_advisory_lock({RUNNING})")).scalar():
            raise EnvironmentFault("A relay is running on this database.", "Stop all of them first.")
        alone.commit()
        put_server(_RELAY, url, file)

        def ask(sql: str, values: dict[str, object]) -> int | None:
            done = alone.execute(text(sql), values)
            row = done.first() if done.returns_rows else None
            return int(row[0]) if row else None

        go_on(ask, now)
        alone.commit()
