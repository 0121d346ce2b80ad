"""Reading for the slips of a day (desk.domain.closing)."""

from datetime import datetime
from itertools import groupby

from sqlalchemy import and_, bindparam, case, func, or_, select

from desk.domain.closing import Off, Open, StationDay, Stop, ToMake
from desk.domain.orders import OPEN_STATES
from desk.store.connection import Connection
from desk.store.statements import Statement, constant
from desk.store.tables import JOBS, ORDER_LINES, ORDERS
from desk.store.times import micros, moment

_NOT_OVER = ORDERS.c.state.in_([constant(f"'{state.value}'") for state in OPEN_STATES])
#: Made ones wait for their customer, or are on their way.
_TO_MAKE = ORDERS.c.state.in_([constant("'accepted'"), constant("'preparing'")])
_DUE = func.coalesce(ORDERS.c.promised_at, ORDERS.c.due_at)
_UNTIL = or_(_DUE.is_(None), bindparam("until") >= _DUE)
_BALANCE = case(
    (ORDERS.c.payment_state.in_([constant("'paid'"), constant("'refunded'")]), constant("0")),
    (ORDERS.c.amount_due > ORDERS.c.paid_amount, ORDERS.c.amount_due - ORDERS.c.paid_amount),
    else_=constant("0"),
)
_NEWEST = and_(ORDER_LINES.c.order_id == ORDERS.c.id, ORDER_LINES.c.version == ORDERS.c.version)
_OFF = Statement(
    select(func.count(), func.coalesce(func.sum(ORDERS.c.amount_due), constant("0"))).where(
        ORDERS.c.received_at >= bindparam("start"),
        ORDERS.c.received_at < bindparam("end"),
        ORDERS.c.state.in_([constant("'cancelled'"), constant("'declined'")]),
    )
)
_OPEN = Statement(select(func.count(), func.coalesce(func.sum(_BALANCE), constant("0"))).where(_NOT_OVER))
_STATIONS = Statement(
    select(
        JOBS.c.station,
        func.count(),
        func.min(JOBS.c.number),
        func.max(JOBS.c.number),
        func.sum(
            case(
                (JOBS.c.state.in_([constant("'confirmed'"), constant("'person-confirmed'")]), constant("0")),
                else_=constant("1"),
            )
        ),
    )
    .where(
        # tickets have no index by time, and a day is far down at the end of their numbers
        JOBS.c.id > select(func.max(JOBS.c.id)).scalar_subquery() - constant("100000"),
        JOBS.c.created_at >= bindparam("start"),
        JOBS.c.created_at < bindparam("end"),
        JOBS.c.number.is_not(None),
    )
    .group_by(JOBS.c.station)
    .order_by(JOBS.c.station)
)
_SLIPS = Statement(
    select(JOBS.c.id)
    .where(
        JOBS.c.id > select(func.max(JOBS.c.id)).scalar_subquery() - constant("10000"),
        JOBS.c.kind == constant("'summary'"),
        JOBS.c.state != constant("'cancelled'"),
    )
    .order_by(JOBS.c.id.desc())
    .limit(constant("100"))
)
_LINES = Statement(
    select(_DUE, ORDER_LINES.c.name, ORDER_LINES.c.detail, ORDER_LINES.c.category, ORDER_LINES.c.quantity)
    .select_from(ORDERS.join(ORDER_LINES, _NEWEST))
    .where(_TO_MAKE, _UNTIL)
    .order_by(_DUE, ORDERS.c.received_at, ORDERS.c.id, ORDER_LINES.c.position)
)
_STOPS = Statement(
    select(
        ORDERS.c.id, ORDERS.c.number, _DUE, ORDERS.c.name, ORDERS.c.phone, ORDERS.c.address, _BALANCE, ORDERS.c.note,
        ORDER_LINES.c.quantity,
    )
    .select_from(ORDERS.join(ORDER_LINES, _NEWEST))
    .where(_NOT_OVER, ORDERS.c.state != constant("'placed'"), ORDERS.c.kind == constant("'delivery'"), _UNTIL)
    .order_by(_DUE, ORDERS.c.received_at, ORDERS.c.id)
)  # fmt: skip


class Closing:
    """The repository of desk.domain.closing.Closing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def off(self, start: datetime, end: datetime) -> Off:
        """Orders received in that span that were declined or cancelled."""
        count, amount = self._connection.rows(_OFF, _span(start, end))[0]
        return Off(int(count), int(amount))

    def open(self) -> Open:
        """All orders that are not over."""
        count, balance = self._connection.rows(_OPEN)[0]
        return Open(int(count), int(balance))

    def stations(self, start: datetime, end: datetime) -> list[StationDay]:
        """The tickets of each station that were sent in that span."""
        rows = self._connection.rows(_STATIONS, _span(start, end))
        return [StationDay(name, int(n), first, last, int(open_)) for name, n, first, last, open_ in rows]

    def slips(self) -> list[int]:
        """Ids of the last slips that were printed, newest first."""
        return [row[0] for row in self._connection.rows(_SLIPS)]

    def to_make(self, until: datetime) -> list[ToMake]:
        """What accepted orders due until then, or soon, still need made; by time, then in the order they came."""
        rows = self._connection.rows(_LINES, {"until": micros(until)})
        return [
            ToMake(None if due is None else moment(due), name, detail, category, int(quantity))
            for due, name, detail, category, quantity in sorted(rows, key=lambda row: row[0] or 0)
        ]

    def stops(self, until: datetime) -> list[Stop]:
        """Deliveries that are not over and due until then, or soon; by time."""
        rows = sorted(self._connection.rows(_STOPS, {"until": micros(until)}), key=lambda row: row[2] or 0)
        found: list[Stop] = []
        for _, lines in groupby(rows, key=lambda row: row[0]):
            parts = list(lines)
            _id, number, due, name, phone, address, balance, note, _count = parts[0]
            items = sum(int(part[8]) for part in parts)
            at = None if due is None else moment(due)
            found.append(Stop(number, at, name, phone, address, int(balance), items, note))
        return found


def _span(start: datetime, end: datetime) -> dict[str, object]:
    return {"start": micros(start), "end": micros(end)}
