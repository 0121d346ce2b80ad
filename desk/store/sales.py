"""What was ordered, summed up by product and by time: what stock, daily limits and slots are held against."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.sql import ColumnElement

from desk.domain.trading import Load
from desk.store.connection import Connection
from desk.store.statements import Statement, constant
from desk.store.tables import ORDER_LINES, ORDERS
from desk.store.times import micros, moment

_NEWEST = and_(ORDER_LINES.c.order_id == ORDERS.c.id, ORDER_LINES.c.version == ORDERS.c.version)


def _counts(since: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(
        since,
        ORDERS.c.source != bindparam("source"),
        ORDERS.c.state.notin_([constant("'cancelled'"), constant("'declined'")]),
    )


_SOLD = Statement(
    select(ORDER_LINES.c.sku, func.sum(ORDER_LINES.c.quantity))
    .select_from(ORDERS.join(ORDER_LINES, _NEWEST))
    .where(_counts(ORDERS.c.received_at >= bindparam("since")))
    .group_by(ORDER_LINES.c.sku)
)
_ITEMS = Statement(
    select(ORDERS.c.due_at, ORDER_LINES.c.category, func.sum(ORDER_LINES.c.quantity))
    .select_from(ORDERS.join(ORDER_LINES, _NEWEST))
    .where(_counts(ORDERS.c.due_at >= bindparam("since")))
    .group_by(ORDERS.c.due_at, ORDER_LINES.c.category)
)
_ORDERS = Statement(
    select(ORDERS.c.due_at, func.count(ORDERS.c.id))
    .where(_counts(ORDERS.c.due_at >= bindparam("since")))
    .group_by(ORDERS.c.due_at)
)


class Sales:
    """The repository of desk.domain.sales.Sales."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sold(self, since: datetime, *, not_from: str) -> Mapping[str, int]:
        """Quantity by sku of orders received since then, those of one source left out."""
        rows = self._connection.rows(_SOLD, {"since": micros(since), "source": not_from})
        return {sku: int(quantity) for sku, quantity in rows if sku}

    def taken(self, since: datetime, *, not_from: str) -> Mapping[datetime, Load]:
        """What orders wanted since then take, by when they are wanted; those of one source left out."""
        values = {"since": micros(since), "source": not_from}
        found = {moment(at): Load(int(count)) for at, count in self._connection.rows(_ORDERS, values)}
        for at, category, quantity in self._connection.rows(_ITEMS, values):
            due = moment(at)
            found[due] = found.get(due, Load()) + Load(0, int(quantity), {category: int(quantity)})
        return found
