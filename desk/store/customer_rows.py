"""Customers as lists show them: the columns, and the value they make."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from desk.domain.statistics import CustomerRow
from desk.store.connection import SqlRow
from desk.store.statements import constant
from desk.store.sum_tables import CUSTOMER_PRODUCTS, CUSTOMER_STATS
from desk.store.tables import CUSTOMERS

_S = CUSTOMER_STATS.c
_LAST_BOUGHT = CUSTOMER_PRODUCTS.alias("bought")
_FAVOURITE = (
    select(_LAST_BOUGHT.c.product)
    .where(_LAST_BOUGHT.c.customer_id == CUSTOMERS.c.id)
    .order_by(_LAST_BOUGHT.c.orders.desc(), _LAST_BOUGHT.c.last_day.desc(), _LAST_BOUGHT.c.product)
    .limit(constant("1"))
    .scalar_subquery()
)
#: Columns of a customer in a list, and where they stand.
ROW: tuple[ColumnElement[Any], ...] = (
    CUSTOMERS.c.id, CUSTOMERS.c.name, CUSTOMERS.c.nickname, CUSTOMERS.c.phone, _S.orders, _S.amount, _S.first_day,
    _S.last_day, _S.interval, _S.expected_day, func.coalesce(_FAVOURITE, constant("''")),
)  # fmt: skip
JOINED = CUSTOMER_STATS.join(CUSTOMERS, CUSTOMERS.c.id == _S.customer_id)


def to_row(row: SqlRow) -> CustomerRow:
    """The value of the columns ROW."""
    customer, name, nickname, phone, orders, amount, first, last, interval, expected, favourite = row
    return CustomerRow(
        customer,
        name or nickname,
        phone,
        int(orders),
        int(amount),
        date.fromordinal(first),
        date.fromordinal(last),
        interval / 10,
        None if expected is None else date.fromordinal(expected),
        favourite,
    )
