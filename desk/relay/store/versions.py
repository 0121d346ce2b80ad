"""The version of the relay's data: made anew, brought up to date step by step, or refused when it is newer.

Whoever changes desk/relay/store/tables.py adds a migration here; a test compares what both make.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from desk.errors import EnvironmentFault
from desk.relay.store.tables import metadata
from desk.store.schema import back_up

Migration = Callable[[Connection], None]


def _stamp_and_ages(connection: Connection) -> None:
    """Version 2: the stamp itself, and indexes by age for what is forgotten."""
    connection.exec_driver_sql("CREATE TABLE relay_version (version INTEGER NOT NULL, PRIMARY KEY (version))")
    for table in ("talks", "placed", "commands"):
        connection.exec_driver_sql(f"CREATE INDEX relay_{table}_at ON relay_{table} (at)")


def _outbox_and_windows(connection: Connection) -> None:
    """Version 3: messages that answer no request, and how long WeChat takes them."""
    connection.exec_driver_sql(
        "CREATE TABLE relay_outbox (seq BIGINT NOT NULL, cause VARCHAR NOT NULL, account VARCHAR NOT NULL, "
        "openid VARCHAR NOT NULL, kind VARCHAR NOT NULL, about VARCHAR NOT NULL, body VARCHAR NOT NULL, "
        "state VARCHAR NOT NULL, reason VARCHAR NOT NULL, at BIGINT NOT NULL, due BIGINT NOT NULL, "
        "until BIGINT NOT NULL, claimed BIGINT, tries INTEGER NOT NULL, PRIMARY KEY (seq), UNIQUE (cause))"
    )
    for name, columns in (("due", "state, due"), ("openid", "account, openid, state"), ("at", "at")):
        connection.exec_driver_sql(f"CREATE INDEX relay_outbox_{name} ON relay_outbox ({columns})")
    rowless = " WITHOUT ROWID" if connection.dialect.name == "sqlite" else ""
    connection.exec_driver_sql(
        "CREATE TABLE relay_windows (account VARCHAR NOT NULL, openid VARCHAR NOT NULL, at BIGINT NOT NULL, "
        "wrote_at BIGINT NOT NULL, spare INTEGER NOT NULL, brief_until BIGINT NOT NULL, brief INTEGER NOT NULL, "
        f"follows INTEGER NOT NULL, PRIMARY KEY (account, openid)){rowless}"
    )
    connection.exec_driver_sql("CREATE INDEX relay_windows_at ON relay_windows (at)")


def _payments(connection: Connection) -> None:
    """Payments, refunds, what WeChat Pay told of them, and orders that wait for their money."""
    connection.exec_driver_sql(
        "CREATE TABLE relay_payments (number VARCHAR NOT NULL, order_id VARCHAR NOT NULL, "
        "desk_order VARCHAR NOT NULL, account VARCHAR NOT NULL, openid VARCHAR NOT NULL, way VARCHAR NOT NULL, "
        "title VARCHAR NOT NULL, amount BIGINT NOT NULL, currency VARCHAR NOT NULL, state VARCHAR NOT NULL, "
        "handle VARCHAR NOT NULL, reference VARCHAR NOT NULL, evidence VARCHAR NOT NULL, off INTEGER NOT NULL, "
        "trouble VARCHAR NOT NULL, at BIGINT NOT NULL, until BIGINT NOT NULL, paid_at BIGINT, looked_at BIGINT, "
        "poll_at BIGINT, claimed BIGINT, PRIMARY KEY (number))"
    )
    for name, column in (("order", "order_id"), ("desk", "desk_order"), ("poll", "poll_at"), ("at", "at")):
        connection.exec_driver_sql(f"CREATE INDEX relay_payments_{name} ON relay_payments ({column})")
    connection.exec_driver_sql(
        "CREATE TABLE relay_refunds (number VARCHAR NOT NULL, payment VARCHAR NOT NULL, amount BIGINT NOT NULL, "
        "cause VARCHAR NOT NULL, state VARCHAR NOT NULL, reason VARCHAR NOT NULL, reference VARCHAR NOT NULL, "
        "at BIGINT NOT NULL, poll_at BIGINT, claimed BIGINT, PRIMARY KEY (number))"
    )
    for name, column in (("payment", "payment"), ("poll", "poll_at"), ("at", "at")):
        connection.exec_driver_sql(f"CREATE INDEX relay_refunds_{name} ON relay_refunds ({column})")
    rowless = " WITHOUT ROWID" if connection.dialect.name == "sqlite" else ""
    connection.exec_driver_sql(
        "CREATE TABLE relay_pay_notices (id VARCHAR NOT NULL, at BIGINT NOT NULL, payment VARCHAR NOT NULL, "
        f"outcome VARCHAR NOT NULL, PRIMARY KEY (id)){rowless}"
    )
    connection.exec_driver_sql("CREATE INDEX relay_pay_notices_at ON relay_pay_notices (at)")
    connection.exec_driver_sql(
        "CREATE TABLE relay_bills (order_id VARCHAR NOT NULL, at BIGINT NOT NULL, until BIGINT NOT NULL, "
        f"claimed BIGINT, PRIMARY KEY (order_id)){rowless}"
    )
    connection.exec_driver_sql("CREATE INDEX relay_bills_until ON relay_bills (until)")


def _visits(connection: Connection) -> None:
    """Browsers on the menu page."""
    rowless = " WITHOUT ROWID" if connection.dialect.name == "sqlite" else ""
    connection.exec_driver_sql(
        "CREATE TABLE relay_visits (id VARCHAR NOT NULL, account VARCHAR NOT NULL, openid VARCHAR NOT NULL, "
        "bound INTEGER NOT NULL, ticket VARCHAR NOT NULL, agent VARCHAR NOT NULL, code VARCHAR NOT NULL, "
        "code_until BIGINT NOT NULL, at BIGINT NOT NULL, generation INTEGER NOT NULL, placed VARCHAR NOT NULL, "
        f"state VARCHAR NOT NULL, PRIMARY KEY (id)){rowless}"
    )
    for name, columns in (("ticket", "ticket"), ("code", "account, openid, code"), ("at", "at")):
        connection.exec_driver_sql(f"CREATE INDEX relay_visits_{name} ON relay_visits ({columns})")


def _pictures(connection: Connection) -> None:
    """Pictures for the menu page."""
    kind = "BLOB" if connection.dialect.name == "sqlite" else "BYTEA"
    connection.exec_driver_sql(
        f"CREATE TABLE relay_pictures (id VARCHAR NOT NULL, at BIGINT NOT NULL, body {kind} NOT NULL, PRIMARY KEY (id))"
    )
    connection.exec_driver_sql("CREATE INDEX relay_pictures_at ON relay_pictures (at)")


#: The first brings version 1 to 2, and so on. One that was shipped is never changed.
MIGRATIONS: tuple[Migration, ...] = (_stamp_and_ages, _outbox_and_windows, _payments, _visits, _pictures)

#: Relays that start at once on one server make the tables one after the other; any fixed number will do.
_ONE_MAKER = 3_170_945
#: Data without a stamp are of the first version, which had none.
_OLDEST = "relay_counters"


def make_ready(engine: Engine, path: Path | None, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the database to the last version. `path` is SQLite's file, for the copy before a migration.

    EnvironmentFault when a newer program wrote it. Nothing is changed then.
    """
    newest = 1 + len(migrations)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_MAKER})"))
        found = _version(connection)
        if found == newest:
            return
        if found is not None and found > newest:
            raise EnvironmentFault(
                f"The relay's data were written by a newer version of Order Desk (data version {found}, this "
                f"program knows {newest}).",
                "Update this program, or restore a backup from before the update.",
            )
        if found is None:
            metadata.create_all(connection)
            _stamp(connection, newest)
            return
        if path is not None:
            back_up(path, path.with_name(f"{path.name}.bak-{found}"))
        for migration in migrations[found - 1 :]:
            migration(connection)
        _stamp(connection, newest)


def _version(connection: Connection) -> int | None:
    tables = set(inspect(connection).get_table_names())
    if "relay_version" in tables:
        found = connection.execute(text("SELECT max(version) FROM relay_version")).scalar()
        if found is not None:
            return int(found)
    return 1 if _OLDEST in tables else None


def _stamp(connection: Connection, version: int) -> None:
    connection.execute(text("DELETE FROM relay_version"))
    connection.execute(text("INSERT INTO relay_version (version) VALUES (:version)"), {"version": version})
