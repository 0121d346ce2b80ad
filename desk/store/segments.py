"""Customers by how lately, how often and for how much they came, from their own sums."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Integer, and_, bindparam, func, or_, select

from desk.domain.returning import MUCH, OFTEN, Segment, SegmentSize
from desk.domain.statistics import CustomerRow
from desk.store.connection import Connection
from desk.store.customer_rows import JOINED, ROW, to_row
from desk.store.statements import Statement, constant
from desk.store.sum_tables import CUSTOMER_STATS

_S = CUSTOMER_STATS.c
_TODAY: ColumnElement[int] = bindparam("today", type_=Integer)
_MUCH: ColumnElement[int] = bindparam("much", type_=Integer)
_OFTEN = _S.orders >= constant(str(OFTEN))


# as a sum, so that SQLite does not take the index of that day, which holds no sums, for the one that holds all
_SLIPPING = _S.slipping_day + constant("0")
_GONE, _COMING = _SLIPPING <= _TODAY, _SLIPPING > _TODAY
_MORE, _LESS = _S.amount >= _MUCH, _S.amount < _MUCH
_FEW = _S.orders < constant(str(OFTEN))
_ONE = constant("1")
#: Who is in each; every customer is in one.
_WHO: dict[Segment, ColumnElement[bool]] = {
    Segment.CORE: and_(_COMING, _OFTEN, _MORE),
    Segment.REGULAR: and_(_COMING, _OFTEN, _LESS),
    Segment.GENEROUS: and_(_COMING, _FEW, _MORE),
    Segment.AGAIN: and_(_COMING, _FEW, _S.orders > _ONE, _LESS),
    Segment.ONCE: and_(_COMING, _S.orders == _ONE, _LESS),
    Segment.WORTH_A_CALL: and_(_GONE, or_(_OFTEN, _MORE)),
    Segment.LOST: and_(_GONE, _FEW, _LESS),
}
_ALL = Statement(
    select(func.count(), func.coalesce(func.sum(_S.amount), constant("0"))).select_from(CUSTOMER_STATS)
)
#: One by one: each reads its part of one index, which is quicker than sorting all customers into groups.
_SIZES = {
    segment: Statement(select(func.count(), func.sum(_S.orders), func.sum(_S.amount)).where(who))
    for segment, who in _WHO.items()
}


@cache
def _members(segment: Segment) -> Statement:
    ids = select(_S.customer_id).where(_WHO[segment]).order_by(_S.amount.desc(), _S.customer_id)
    page = ids.limit(bindparam("limit")).subquery()
    found = select(*ROW).select_from(page.join(JOINED, _S.customer_id == page.c.customer_id))
    return Statement(found.order_by(_S.amount.desc(), _S.customer_id))


class Segments:
    """Reads them."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def sizes(self, today: date) -> list[SegmentSize]:
        """Every segment that has anybody."""
        values = {"today": today.toordinal(), "much": self._much()}
        found = [(segment, self._db.rows(size, values)[0]) for segment, size in _SIZES.items()]
        return [
            SegmentSize(segment, int(n), int(orders), int(amount))
            for segment, (n, orders, amount) in found
            if n
        ]

    def members(self, segment: Segment, today: date, limit: int) -> Sequence[CustomerRow]:
        """Who is in one, who spent most first."""
        values = {
            "today": today.toordinal(),
            "much": self._much(),
            "limit": limit,
        }
        return [to_row(row) for row in self._db.rows(_members(segment), values)]

    def _much(self) -> int:
        """What somebody who spends much has spent."""
        customers, amount = self._db.rows(_ALL)[0]
        return MUCH * int(amount) // max(1, int(customers))
