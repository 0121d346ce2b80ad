"""Customers and sales as the pages show them, read from the rollups (see desk.store.rollups)."""

from collections.abc import Sequence
from datetime import date, tzinfo
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, func, select

from desk.domain.returning import Segment, SegmentSize
from desk.domain.rhythm import NEW_DAYS
from desk.domain.sales_report import SalesSpan, Stretch, Sums
from desk.domain.statistics import (
    Cohort,
    CustomerRow,
    Dimension,
    Favourite,
    Group,
    Period,
    ProductRepeat,
    SalesSum,
)
from desk.store.connection import Connection
from desk.store.customer_rows import JOINED, ROW, to_row
from desk.store.recount import Recount
from desk.store.rollups import month_of
from desk.store.segments import Segments
from desk.store.sold import Sold
from desk.store.statements import Statement, constant
from desk.store.sum_tables import (
    CUSTOMER_MONTHS,
    CUSTOMER_PRODUCTS,
    CUSTOMER_STATS,
    CUSTOMER_YEARS,
    PRODUCT_BUYERS,
    PRODUCT_DAYS,
    SALES_BY_DAY,
)

#: So many customers are the best ones.
VIP = 90
#: Somebody stands on the list of those who are due from so many days before on.
DUE_AHEAD = 7

_S = CUSTOMER_STATS.c


def _group(group: Group) -> tuple[ColumnElement[bool] | None, tuple[ColumnElement[Any], ...]]:
    """Who is in it, and in which order they stand."""
    today: ColumnElement[int] = bindparam("today", type_=Integer)
    ahead: ColumnElement[int] = bindparam("ahead", type_=Integer)
    new: ColumnElement[int] = bindparam("new", type_=Integer)
    match group:
        case Group.VIP:
            return None, (_S.amount.desc(), _S.customer_id)
        case Group.DUE:
            return and_(_S.expected_day <= ahead, _S.slipping_day > today), (_S.expected_day, _S.customer_id)
        case Group.NEW:
            return and_(_S.first_day >= new, _S.interval == constant("0")), (
                _S.first_day.desc(),
                _S.customer_id,
            )
        case Group.SLIPPING:
            return and_(_S.slipping_day <= today, _S.gone_day > today), (_S.amount.desc(), _S.customer_id)
        case Group.GONE:
            return and_(_S.slipping_day <= today, _S.gone_day <= today), (_S.amount.desc(), _S.customer_id)
        case _:
            return None, (_S.last_day.desc(), _S.customer_id)


@cache
def _page(group: Group) -> Statement:
    who, order = _group(group)
    # who they are first: names and favourites of all that are sorted would be looked up for nothing
    ids = select(_S.customer_id).order_by(*order).limit(bindparam("limit")).offset(bindparam("after"))
    page = (ids if who is None else ids.where(who)).subquery()
    found = select(*ROW).select_from(page.join(JOINED, _S.customer_id == page.c.customer_id))
    return Statement(found.order_by(*order))


@cache
def _size(group: Group) -> Statement:
    who, _ = _group(group)
    found = select(func.count()).select_from(CUSTOMER_STATS)
    return Statement(found if who is None else found.where(who))


@cache
def _top(*, years: bool, by_orders: bool) -> Statement:
    table = CUSTOMER_YEARS if years else CUSTOMER_MONTHS
    months, span = table.c, table.c["year" if years else "month"]
    orders, amount = func.sum(months.orders).label("n"), func.sum(months.amount).label("cents")
    best = (
        select(months.customer_id, orders, amount)
        .where(span.between(bindparam("first"), bindparam("last")))
        .group_by(months.customer_id)
        .order_by(*((orders.desc(), amount.desc()) if by_orders else (amount.desc(), orders.desc())))
        .order_by(months.customer_id)
        .limit(bindparam("limit"))
        .subquery()
    )
    columns = [*ROW]
    columns[4], columns[5] = best.c.n, best.c.cents
    key = (best.c.n.desc(), best.c.cents.desc()) if by_orders else (best.c.cents.desc(), best.c.n.desc())
    return Statement(
        select(*columns)
        .select_from(best.join(JOINED, _S.customer_id == best.c.customer_id))
        .order_by(*key, best.c.customer_id)
    )


@cache
def _best(*, by_orders: bool) -> Statement:
    """Of all times, from each customer's own sums."""
    order = (_S.orders.desc(), _S.amount.desc()) if by_orders else (_S.amount.desc(), _S.orders.desc())
    ids = select(_S.customer_id).order_by(*order, _S.customer_id).limit(bindparam("limit")).subquery()
    found = select(*ROW).select_from(ids.join(JOINED, _S.customer_id == ids.c.customer_id))
    return Statement(found.order_by(*order, _S.customer_id))


@cache
def _sales(by: Dimension) -> Statement:
    first: ColumnElement[int] = bindparam("first", type_=Integer)
    last: ColumnElement[int] = bindparam("last", type_=Integer)
    if by in {Dimension.PRODUCT, Dimension.CATEGORY}:
        sold = PRODUCT_DAYS.c
        key = sold.product if by is Dimension.PRODUCT else sold.category
        sums = func.sum(sold.orders), func.sum(sold.amount), func.sum(sold.quantity)
        found = select(key, *sums).where(sold.day.between(first, last)).group_by(key)
        return Statement(found.order_by(sums[1].desc(), key))
    made = SALES_BY_DAY.c
    # an order stands in the group of its source once, and so do its days
    key, group = (made.day, Dimension.SOURCE) if by is Dimension.DAY else (made.key, by)
    return Statement(
        select(key, func.sum(made.orders), func.sum(made.amount), constant("0"))
        .where(and_(made.day.between(first, last), made.by == constant(f"'{group.value}'")))
        .group_by(key)
        .order_by(key)
    )


_FAVOURITES = Statement(
    select(
        CUSTOMER_PRODUCTS.c.product,
        CUSTOMER_PRODUCTS.c.orders,
        CUSTOMER_PRODUCTS.c.quantity,
        CUSTOMER_PRODUCTS.c.last_day,
    )
    .where(CUSTOMER_PRODUCTS.c.customer_id == bindparam("customer"))
    .order_by(
        CUSTOMER_PRODUCTS.c.orders.desc(), CUSTOMER_PRODUCTS.c.last_day.desc(), CUSTOMER_PRODUCTS.c.product
    )
    .limit(bindparam("limit"))
)
_FIRST_MONTHS = Statement(
    select(
        _S.first_day,
        func.count(),
        func.sum(_S.again),
    ).group_by(_S.first_day)
)
_REPEATS = Statement(
    select(PRODUCT_BUYERS.c.product, PRODUCT_BUYERS.c.customers, PRODUCT_BUYERS.c.again)
    .where(PRODUCT_BUYERS.c.customers > constant("0"))
    .order_by(PRODUCT_BUYERS.c.customers.desc(), PRODUCT_BUYERS.c.product)
    .limit(bindparam("limit"))
)
_BUYERS = Statement(
    select(*ROW)
    .select_from(JOINED.join(CUSTOMER_PRODUCTS, CUSTOMER_PRODUCTS.c.customer_id == _S.customer_id))
    .where(CUSTOMER_PRODUCTS.c.product == bindparam("product"))
    .order_by(CUSTOMER_PRODUCTS.c.orders.desc(), CUSTOMER_PRODUCTS.c.customer_id)
    .limit(bindparam("limit"))
)


class Statistics(Recount):
    """The repository of desk.domain.statistics.Statistics."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._connection = connection

    def customers(self, group: Group, today: date, *, limit: int, after: int = 0) -> list[CustomerRow]:
        """A page of customers, who matters most for the group first."""
        if group is Group.VIP:
            limit = max(0, min(limit, VIP - after))
        values = {**_days(today), "limit": limit, "after": after}
        return [to_row(row) for row in self._connection.rows(_page(group), values)]

    def group_sizes(self, today: date) -> dict[Group, int]:
        """How many customers each group has."""
        days = _days(today)
        sizes = {
            group: int(self._connection.rows(_size(group), days)[0][0])
            for group in Group
            if group is not Group.VIP
        }
        return {**sizes, Group.VIP: min(VIP, sizes[Group.ALL])}

    def top(self, period: Period | None, *, limit: int, by_orders: bool = False) -> list[CustomerRow]:
        """Who bought most in the months of a period: `orders` and `amount` are those of the period. Whole years are
        the quickest. None: ever.
        """
        if period is None:
            return [
                to_row(row) for row in self._connection.rows(_best(by_orders=by_orders), {"limit": limit})
            ]
        first, last = period.first, period.last
        years = (first.month, last.month) == (1, 12)
        span = (first.year, last.year) if years else (month_of(first), month_of(last))
        values = {"first": span[0], "last": span[1], "limit": limit}
        return [to_row(row) for row in self._connection.rows(_top(years=years, by_orders=by_orders), values)]

    def favourites(self, customer: int, limit: int) -> list[Favourite]:
        """What a customer buys most often."""
        rows = self._connection.rows(_FAVOURITES, {"customer": customer, "limit": limit})
        return [Favourite(name, orders, count, date.fromordinal(last)) for name, orders, count, last in rows]

    def sales(self, period: Period, by: Dimension) -> list[SalesSum]:
        """The sales of a period grouped: products and categories by amount, the rest by key."""
        within = {"first": period.first.toordinal(), "last": period.last.toordinal()}
        found = self._connection.rows(_sales(by), within)
        day = by is Dimension.DAY
        sums = [
            SalesSum(
                date.fromordinal(key).isoformat() if day else str(key),
                int(orders),
                int(amount),
                int(quantity),
            )
            for key, orders, amount, quantity in found
        ]
        return sorted(sums, key=lambda each: int(each.key)) if by is Dimension.HOUR else sums

    def sold(self, span: SalesSpan, stretch: Stretch, zone: tzinfo) -> Sums:
        """The sales of a stretch of days, grouped by everything."""
        return Sold(self._connection).sold(span, stretch, zone)

    def cohorts(self, limit: int) -> list[Cohort]:
        """By month of the first order, the newest first."""
        months: dict[str, list[int]] = {}
        for day, customers, again in self._connection.rows(_FIRST_MONTHS):
            month = months.setdefault(date.fromordinal(day).isoformat()[:7], [0, 0])
            month[0] += int(customers)
            month[1] += int(again)
        return [Cohort(month, *months[month]) for month in sorted(months, reverse=True)[:limit]]

    def segments(self, today: date) -> list[SegmentSize]:
        """Customers by how lately, how often and for how much they came."""
        return Segments(self._connection).sizes(today)

    def members(self, segment: Segment, today: date, limit: int) -> Sequence[CustomerRow]:
        """Who is in one of them."""
        return Segments(self._connection).members(segment, today, limit)

    def repeats(self, limit: int) -> list[ProductRepeat]:
        """Products by how many customers bought them."""
        rows = self._connection.rows(_REPEATS, {"limit": limit})
        return [ProductRepeat(name, int(customers), int(again)) for name, customers, again in rows]

    def buyers(self, product: str, limit: int) -> Sequence[CustomerRow]:
        """Who bought a product most often: whom to tell when it is back."""
        values = {"product": product, "limit": limit}
        return [to_row(row) for row in self._connection.rows(_BUYERS, values)]


def _days(today: date) -> dict[str, object]:
    day = today.toordinal()
    return {"today": day, "ahead": day + DUE_AHEAD, "new": day - NEW_DAYS}
