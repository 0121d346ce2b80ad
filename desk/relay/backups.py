"""`desk backup` and `desk restore` for a relay's data.

What happened between the backup and the loss is gone here, but a desk may know it. So numbers are not given again:
the feed goes on far behind every cursor that a desk may hold, and the day's order numbers behind the next
thousand (an order's id cannot repeat anyhow, part of it is chance). What waited to be sent has an unknown end.
"""

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

#: The first version with an outbox; those before it were never shipped.
_OLDEST = 3
_RELAY = Kind(
    "a relay", "SELECT max(version) FROM relay_version",
    frozenset(str(version) for version in range(_OLDEST, 2 + len(MIGRATIONS))), ("--table=relay_*",), "relay_version",
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
        put_file(_RELAY, file, place, go_on(now))
    finally:
        lock.release()
    return f"Restored from {file}; what was there before is in {place}{BEFORE}."


def go_on(now: datetime, schema: str = "") -> list[str]:
    """Statements after which no number is given twice; `schema` stands before each table."""
    counters = f"{schema}relay_counters"
    statements = [
        f"INSERT INTO {counters} (name, last) VALUES ('feed', {FEED_JUMP}) "
        f"ON CONFLICT (name) DO UPDATE SET last = {counters}.last + {FEED_JUMP}",
        # one that was used since would be good again
        f"DELETE FROM {schema}relay_codes",
        # it may have been sent since, and no customer gets a message twice
        f"UPDATE {schema}relay_outbox SET state = 'dropped', reason = 'unknown', claimed = NULL "
        "WHERE state IN ('waiting', 'sending')",
    ]
    for days in (-1, 0, 1):  # whatever zone the shop is in
        name = f"{LETTER} {(now + timedelta(days=days)).date().isoformat()}"
        statements.append(
            f"INSERT INTO {counters} (name, last) VALUES ('{name}', {_THOUSAND}) "
            f"ON CONFLICT (name) DO UPDATE SET last = ({counters}.last / {_THOUSAND} + 1) * {_THOUSAND}"
        )
    return statements


def _into_server(url: str, file: Path, now: datetime) -> None:
    from desk.relay.store.shared import RUNNING

    with server_engine(url).connect() as alone:
        # relays hold it together, each for as long as it is connected; one that comes now waits for us
        if not alone.execute(text(f"SELECT pg_try_advisory_lock({RUNNING})")).scalar():
            raise EnvironmentFault("A relay is running on this database.", "Stop all of them first.")
        alone.commit()
        put_server(_RELAY, url, file, go_on(now, "public."))
