"""Orders placed here that wait for their money, and until when."""

from datetime import datetime

from sqlalchemy import and_, bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql

from desk.relay.store.tables import BILLS
from desk.store.connection import Connection
from desk.store.statements import Statement
from desk.store.times import micros, moment

_EXPECT = Statement(
    postgresql.insert(BILLS)
    .values({column.name: bindparam(column.name) for column in BILLS.columns})
    .on_conflict_do_nothing(index_elements=["order_id"])
)
_BILL = Statement(select(BILLS.c.at, BILLS.c.until).where(BILLS.c.order_id == bindparam("order")))
_EXTEND = Statement(
    update(BILLS).where(BILLS.c.order_id == bindparam("order")).values(until=bindparam("until"))
)
_DROP_BILL = Statement(delete(BILLS).where(BILLS.c.order_id == bindparam("order")))
_BILL_UNCLAIMED = or_(BILLS.c.claimed.is_(None), BILLS.c.claimed < bindparam("ran_out"))
_OVERDUE = Statement(
    select(BILLS.c.order_id)
    .where(and_(BILLS.c.until <= bindparam("now"), _BILL_UNCLAIMED))
    .order_by(BILLS.c.until)
    .limit(bindparam("count"))
)
_CLAIM_BILL = Statement(
    update(BILLS)
    .where(and_(BILLS.c.order_id == bindparam("order"), _BILL_UNCLAIMED))
    .values(claimed=bindparam("now"))
)


class Bills:
    """The orders that wait."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def expect(self, order_id: str, now: datetime, until: datetime) -> None:
        """An order waits for its money until then; one that waits already goes on waiting."""
        values = {"order_id": order_id, "at": micros(now), "until": micros(until), "claimed": None}
        self._db.change(_EXPECT, values)

    def bill(self, order_id: str) -> tuple[datetime, datetime] | None:
        """Since when an order waits for money, and until when."""
        row = self._db.row(_BILL, {"order": order_id})
        return None if row is None else (moment(row[0]), moment(row[1]))

    def extend(self, order_id: str, until: datetime) -> None:
        """It waits until then."""
        self._db.change(_EXTEND, {"order": order_id, "until": micros(until)})

    def drop(self, order_id: str) -> bool:
        """It waits no more; whether it did."""
        return self._db.change(_DROP_BILL, {"order": order_id}) > 0

    def overdue(self, now: datetime, ran_out: datetime, count: int) -> list[str]:
        """Orders that waited long enough; claims made before `ran_out` are over."""
        values = {"now": micros(now), "ran_out": micros(ran_out), "count": count}
        return [order for (order,) in self._db.rows(_OVERDUE, values)]

    def claim(self, order_id: str, now: datetime, ran_out: datetime) -> bool:
        """Take it; False when another relay has it."""
        values = {"order": order_id, "now": micros(now), "ran_out": micros(ran_out)}
        return self._db.change(_CLAIM_BILL, values) > 0
