"""Orders, their versions and their time line."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from desk.domain.orders import Order, OrderDraft, OrderState, Payment
from desk.errors import NotFound
from desk.store.connection import Connection
from desk.store.order_rows import (
    CONTENT,
    DERIVED,
    HEADER,
    LINE,
    PAYMENT,
    content_values,
    line_values,
    order_values,
    payment_values,
    to_order,
)
from desk.store.statements import Statement, constant, insert_row
from desk.store.tables import JOBS, ORDER_LINES, ORDER_LOG, ORDERS
from desk.store.times import micros, moment

_VERSION = HEADER.index("version")
_HEADER = [ORDERS.c[name] for name in HEADER]
_ID = ORDERS.c.id == bindparam("order_id")

_BY_ID = Statement(select(*_HEADER).where(_ID))
# Nearly every order is new: asking for its id alone spares the names of some forty columns.
_ID_BY_REF = Statement(
    select(ORDERS.c.id).where(
        ORDERS.c.source == bindparam("source"), ORDERS.c.external_id == bindparam("external_id")
    )
)
_LINES = Statement(
    select(*(ORDER_LINES.c[name] for name in LINE))
    .where(ORDER_LINES.c.order_id == bindparam("order_id"), ORDER_LINES.c.version == bindparam("version"))
    .order_by(ORDER_LINES.c.position)
)
_INSERT = insert_row(ORDERS)
_INSERT_LINE = insert_row(ORDER_LINES)
_NEW_VERSION = Statement(
    update(ORDERS)
    .where(_ID, ORDERS.c.version < bindparam("version"))
    .values({name: bindparam(name) for name in (*CONTENT, *DERIVED)})
)
_SET_STATE = Statement(
    update(ORDERS).where(_ID).values({name: bindparam(name) for name in ("state", "previous_state", "since")})
)
_SET_PAYMENT = Statement(update(ORDERS).where(_ID).values({name: bindparam(name) for name in PAYMENT}))
_SET_PROMISE = Statement(update(ORDERS).where(_ID).values(promised_at=bindparam("promised_at")))
_SET_REVISION = Statement(update(ORDERS).where(_ID).values(revision=bindparam("revision")))
_ADD_RUSH = Statement(
    update(ORDERS).where(_ID).values(rushed=ORDERS.c.rushed + constant("1")).returning(ORDERS.c.rushed)
)
_NEXT_ENTRY = (
    select(func.coalesce(func.max(ORDER_LOG.c.entry), constant("0")) + constant("1"))
    .where(ORDER_LOG.c.order_id == bindparam("order_id"))
    .scalar_subquery()
)
_NOTE = Statement(
    insert(ORDER_LOG)
    .values(
        order_id=bindparam("order_id"),
        entry=_NEXT_ENTRY,
        at=bindparam("at"),
        what=bindparam("what"),
        detail=bindparam("detail"),
        person=bindparam("person"),
    )
    .inline()
)
_LAST_NOTE = Statement(
    select(func.max(ORDER_LOG.c.at)).where(
        ORDER_LOG.c.order_id == bindparam("order_id"), ORDER_LOG.c.what == bindparam("what")
    )
)
_STARTED_KITCHEN = Statement(
    select(ORDERS.c.id)
    .where(
        ORDERS.c.state == constant("'accepted'"),
        select(constant("1"))
        .where(
            JOBS.c.order_id == ORDERS.c.id,
            JOBS.c.station == bindparam("station"),
            JOBS.c.kind == constant("'kitchen'"),
            JOBS.c.state.in_(
                constant(f"'{state}'") for state in ("confirmed", "unconfirmed", "person-confirmed")
            ),
            func.coalesce(JOBS.c.sent_at, JOBS.c.updated_at) < bindparam("before"),
        )
        .exists(),
    )
    .order_by(ORDERS.c.received_at, ORDERS.c.id)
)


class Orders:
    """The repository of desk.domain.ports.Orders."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_source_ref(self, source: str, external_id: str) -> Order | None:
        """The order of that key, with its content."""
        row = self._connection.row(_ID_BY_REF, {"source": source, "external_id": external_id})
        return None if row is None else self.get(row[0])

    def get(self, order_id: str) -> Order | None:
        """The order with its newest content."""
        row = self._connection.row(_BY_ID, {"order_id": order_id})
        if row is None:
            return None
        lines = self._connection.rows(_LINES, {"order_id": order_id, "version": row[_VERSION]})
        return to_order(row, lines)

    def insert(self, order: Order) -> None:
        """A new order with its lines. The database's IntegrityError for a source ref or id that exists."""
        self._connection.change(_INSERT, order_values(order))
        self._connection.change_many(_INSERT_LINE, line_values(order.id, order.content))

    def put_version(self, order_id: str, content: OrderDraft, at: datetime) -> None:
        """A newer version: header replaced, lines added under the new version. The old lines stay.

        NotFound when there is no such order or its version is not older.
        """
        self._change(_NEW_VERSION, order_id, content_values(content, at))
        self._connection.change_many(_INSERT_LINE, line_values(order_id, content))

    def set_revision(self, order_id: str, revision: int) -> None:
        """Its sender touched it without changing what is kept here. NotFound for an unknown order."""
        self._change(_SET_REVISION, order_id, {"revision": revision})

    def set_state(self, order_id: str, state: OrderState, before: OrderState | None, at: datetime) -> None:
        """Move it; `before` is what undo returns to. NotFound for an unknown order."""
        self._change(
            _SET_STATE,
            order_id,
            {
                "state": state.value,
                "previous_state": None if before is None else before.value,
                "since": micros(at),
            },
        )

    def set_payment(self, order_id: str, payment: Payment) -> None:
        """Paid otherwise than before. NotFound for an unknown order."""
        self._change(_SET_PAYMENT, order_id, payment_values(payment))

    def set_promise(self, order_id: str, at: datetime) -> None:
        """When the desk promised it. NotFound for an unknown order."""
        self._change(_SET_PROMISE, order_id, {"promised_at": micros(at)})

    def add_rush(self, order_id: str) -> int:
        """Count a chase; the new count. NotFound for an unknown order."""
        row = self._connection.row(_ADD_RUSH, {"order_id": order_id})
        if row is None:
            raise NotFound(f"There is no order {order_id}.")
        return row[0]

    def note(self, order_id: str, at: datetime, what: str, detail: str = "", by: str = "") -> None:
        """An entry on the time line (see desk.domain.board.TimelineEntry)."""
        self._connection.change(
            _NOTE, {"order_id": order_id, "at": micros(at), "what": what, "detail": detail, "person": by}
        )

    def last_note(self, order_id: str, what: str) -> datetime | None:
        """When its time line last had such an entry."""
        row = self._connection.row(_LAST_NOTE, {"order_id": order_id, "what": what})
        return None if row is None or row[0] is None else moment(row[0])

    def started_kitchen(self, station: str, before: datetime) -> Sequence[str]:
        """Ids of accepted orders whose kitchen ticket at that station came out before that time."""
        rows = self._connection.rows(_STARTED_KITCHEN, {"station": station, "before": micros(before)})
        return [row[0] for row in rows]

    def _change(self, statement: Statement, order_id: str, values: dict[str, object]) -> None:
        if not self._connection.change(statement, {**values, "order_id": order_id}):
            raise NotFound(f"There is no order {order_id}, or nothing newer to put.")
