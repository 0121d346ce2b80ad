"""The ledger of payments (desk.domain.payments)."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.dialects import postgresql

from desk.domain.orders import PaymentMethod
from desk.domain.payments import Entry
from desk.store.connection import Connection, SqlRow
from desk.store.statements import Statement, constant
from desk.store.tables import PAYMENTS
from desk.store.times import micros, moment

_COLUMNS = (
    "event", "payment", "amount", "at", "source", "external_id", "order_id", "refund", "reference", "currency", "method",
    "evidence", "person", "off",
)  # fmt: skip
# PostgreSQL's construct also writes SQLite's ON CONFLICT, which has the same words.
_ADD = Statement(
    postgresql.insert(PAYMENTS)
    .values({name: bindparam(name) for name in (*_COLUMNS, "received_at")})
    .on_conflict_do_nothing(index_elements=["source", "event", "payment", "refund"])
    .inline()
)
_OF_ORDER = Statement(
    select(*(PAYMENTS.c[name] for name in _COLUMNS))
    .where(PAYMENTS.c.order_id == bindparam("order_id"))
    .order_by(PAYMENTS.c.id)
)
_ADOPT = Statement(
    update(PAYMENTS)
    .where(
        and_(
            PAYMENTS.c.source == bindparam("from_source"),
            PAYMENTS.c.external_id == bindparam("their_id"),
            PAYMENTS.c.external_id != constant("''"),
            PAYMENTS.c.order_id == constant("''"),
        )
    )
    .values(order_id=bindparam("ours"))
)


class Payments:
    """The repository of desk.domain.payments.Payments."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: Entry, received_at: datetime) -> bool:
        """Write an entry; False when it is there already (by source, event, payment and refund)."""
        values: dict[str, Any] = {
            "event": entry.event,
            "payment": entry.payment,
            "amount": entry.amount,
            "at": micros(entry.at),
            "source": entry.source,
            "external_id": entry.external_id,
            "order_id": entry.order_id,
            "refund": entry.refund,
            "reference": entry.reference,
            "currency": entry.currency,
            "method": entry.method.value,
            "evidence": entry.evidence,
            "person": entry.by,
            "off": int(entry.off),
            "received_at": micros(received_at),
        }
        return self._connection.change(_ADD, values) > 0

    def of_order(self, order_id: str) -> list[Entry]:
        """All entries of an order, in the order they were written."""
        return [_entry(row) for row in self._connection.rows(_OF_ORDER, {"order_id": order_id})]

    def adopt(self, source: str, external_id: str, order_id: str) -> int:
        """The order of entries that came before it; how many there were."""
        values = {"from_source": source, "their_id": external_id, "ours": order_id}
        return self._connection.change(_ADOPT, values)


def _entry(row: SqlRow) -> Entry:
    (
        event,
        payment,
        amount,
        at,
        source,
        external,
        order,
        refund,
        reference,
        currency,
        method,
        evidence,
        by,
        off,
    ) = row
    return Entry(
        event, payment, amount, moment(at), source, external, order, refund, reference, currency, PaymentMethod(method),
        evidence, by, bool(off),
    )  # fmt: skip
