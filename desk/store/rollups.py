"""Customers and sales summed up, in the transaction that changes an order.

Adding an order costs a handful of upserts by key. A change or the end of one, which is rare, sums its customer up
anew from their orders. The counted orders themselves stand in `orders`; desk.store.recount proves that both agree.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple, cast

from sqlalchemy import Table, and_, bindparam, case, delete, func, select
from sqlalchemy.dialects import postgresql

from desk.domain.orders import Order, OrderDraft
from desk.domain.rhythm import DAYS_KEPT, milestones, rhythm
from desk.domain.statistics import OFF
from desk.store.connection import Connection
from desk.store.statements import Statement, constant
from desk.store.sum_tables import (
    CUSTOMER_MONTHS,
    CUSTOMER_PRODUCTS,
    CUSTOMER_STATS,
    CUSTOMER_YEARS,
    PRODUCT_BUYERS,
    PRODUCT_DAYS,
    PRODUCT_MONTHS,
    SALES_BY_DAY,
    SALES_BY_MONTH,
)
from desk.store.tables import ORDER_LINES, ORDERS
from desk.store.times import moment

#: Orders that count.
COUNTED = ORDERS.c.state.notin_([constant("'cancelled'"), constant("'declined'")])


def _added(table: Table, sums: Iterable[str], latest: str = "") -> Statement:
    """INSERT that adds to the row of its key; of `latest` the greater value stays."""
    # PostgreSQL's construct also writes SQLite's ON CONFLICT, which has the same words.
    insert = postgresql.insert(table).values({c.name: bindparam(c.name) for c in table.columns})
    new = insert.excluded
    values = {name: table.c[name] + new[name] for name in sums}
    if latest:
        values[latest] = case((new[latest] > table.c[latest], new[latest]), else_=table.c[latest])
    keys = [column.name for column in table.primary_key.columns]
    return Statement(insert.on_conflict_do_update(index_elements=keys, set_=values).inline())


def _put(table: Table) -> Statement:
    """INSERT that replaces the row of its key."""
    insert = postgresql.insert(table).values({c.name: bindparam(c.name) for c in table.columns})
    keys = [column.name for column in table.primary_key.columns]
    rest = {c.name: insert.excluded[c.name] for c in table.columns if c.name not in keys}
    return Statement(insert.on_conflict_do_update(index_elements=keys, set_=rest).inline())


_ADD_SALES = _added(SALES_BY_DAY, ("orders", "amount"))
_ADD_PRODUCT = _added(PRODUCT_DAYS, ("orders", "quantity", "amount"))
_ADD_SALES_MONTH = _added(SALES_BY_MONTH, ("orders", "amount"))
_ADD_PRODUCT_MONTH = _added(PRODUCT_MONTHS, ("orders", "quantity", "amount"))
_ADD_MONTH = _added(CUSTOMER_MONTHS, ("orders", "amount"))
_ADD_YEAR = _added(CUSTOMER_YEARS, ("orders", "amount"))
_ADD_BUYERS = _added(PRODUCT_BUYERS, ("customers", "again"))
_ADD_BOUGHT = _added(CUSTOMER_PRODUCTS, ("orders", "quantity"), "last_day")
_PUT_STATS = _put(CUSTOMER_STATS)
_STATS = Statement(
    select(
        CUSTOMER_STATS.c.orders, CUSTOMER_STATS.c.amount, CUSTOMER_STATS.c.first_day, CUSTOMER_STATS.c.recent
    ).where(CUSTOMER_STATS.c.customer_id == bindparam("customer"))
)
_ORDERS_OF = Statement(
    select(ORDERS.c.received_at, ORDERS.c.amount_due)
    .where(and_(ORDERS.c.customer_id == bindparam("customer"), COUNTED))
    .order_by(ORDERS.c.received_at)
)
_BOUGHT_BY = Statement(
    select(
        ORDER_LINES.c.name,
        func.count(ORDERS.c.id.distinct()),
        func.sum(ORDER_LINES.c.quantity),
        func.max(ORDERS.c.received_at),
    )
    .join(ORDER_LINES, and_(ORDER_LINES.c.order_id == ORDERS.c.id, ORDER_LINES.c.version == ORDERS.c.version))
    .where(and_(ORDERS.c.customer_id == bindparam("customer"), COUNTED))
    .group_by(ORDER_LINES.c.name)
)
_BOUGHT = Statement(
    select(CUSTOMER_PRODUCTS.c.product, CUSTOMER_PRODUCTS.c.orders).where(
        CUSTOMER_PRODUCTS.c.customer_id == bindparam("customer")
    )
)
_DROP_STATS = Statement(delete(CUSTOMER_STATS).where(CUSTOMER_STATS.c.customer_id == bindparam("customer")))
_DROP_BOUGHT = Statement(
    delete(CUSTOMER_PRODUCTS).where(CUSTOMER_PRODUCTS.c.customer_id == bindparam("customer"))
)
_SWEEP = [
    Statement(
        delete(table).where(table.c.orders == constant("0"), *(table.c[k] == bindparam(k) for k in keys))
    )
    for table, keys in (
        (SALES_BY_DAY, ("day",)),
        (PRODUCT_DAYS, ("day",)),
        (SALES_BY_MONTH, ("month",)),
        (PRODUCT_MONTHS, ("month",)),
        (CUSTOMER_MONTHS, ("month", "customer_id")),
        (CUSTOMER_YEARS, ("year", "customer_id")),
    )
]


class Sold(NamedTuple):
    """What an order takes of one product."""

    product: str
    category: str
    quantity: int
    amount: int


def sold_in(content: OrderDraft) -> list[Sold]:
    """The products of an order, lines of the same one together."""
    found: dict[tuple[str, str], Sold] = {}
    for line in content.lines:
        key = line.name, line.category
        before = found.get(key, Sold(*key, 0, 0))
        found[key] = Sold(*key, before.quantity + line.quantity, before.amount + line.amount)
    return list(found.values())


def groups_of(hour: int, source: str, kind: str, method: str) -> tuple[tuple[str, str], ...]:
    """The rows of a day or month that an order is counted in: by what, and its key."""
    return ("hour", str(hour)), ("source", source), ("kind", kind), ("method", method)


def month_of(day: date) -> int:
    """A month as one number: 12 * year + month - 1."""
    return 12 * day.year + day.month - 1


def stats_row(
    customer: int, orders: int, amount: int, first: int, recent: Sequence[int]
) -> dict[str, object]:
    """A row of customer_stats; `recent` are the last days with an order, in order."""
    usual = rhythm([date.fromordinal(day) for day in recent])
    last = recent[-1]
    days = milestones(date.fromordinal(last), usual)
    return {
        "customer_id": customer,
        "orders": orders,
        "again": int(orders > 1),
        "amount": amount,
        "first_day": first,
        "last_day": last,
        "recent": ",".join(map(str, recent)),
        "interval": round(usual.days * 10) if usual else 0,
        "expected_day": days.expected.toordinal() if days.expected else None,
        "slipping_day": days.slipping.toordinal(),
        "gone_day": days.gone.toordinal(),
    }


def recent_days(days: Iterable[int]) -> list[int]:
    """The last days with an order that a rhythm is made of."""
    return sorted(set(days))[-DAYS_KEPT:]


class Rollups:
    """The writing half of desk.domain.statistics.Statistics."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, order: Order, zone: tzinfo) -> None:
        """Count a new order."""
        if order.state in OFF:
            return
        at = order.received_at.astimezone(zone)
        self._sum(order, at, 1)
        if order.customer_id is None:
            return
        day = at.date().toordinal()
        customer, amount = order.customer_id, order.content.amount_due
        known = self._db.row(_STATS, {"customer": customer})
        if known is None:
            row = stats_row(customer, 1, amount, day, [day])
        else:
            orders, sum_, first, recent = known
            days = recent_days([*map(int, recent.split(",")), day])
            row = stats_row(customer, orders + 1, sum_ + amount, min(first, day), days)
        self._db.change(_PUT_STATS, row)
        names: dict[str, int] = {}
        for line in order.content.lines:
            names[line.name] = names.get(line.name, 0) + line.quantity
        before = dict[str, int]() if known is None else self._bought(customer)
        self._count_buyers(before, {**before, **{name: before.get(name, 0) + 1 for name in names}})
        self._db.change_many(
            _ADD_BOUGHT,
            [
                {"customer_id": customer, "product": name, "orders": 1, "quantity": count, "last_day": day}
                for name, count in names.items()
            ],
        )

    def replace(self, before: Order, after: Order, zone: tzinfo) -> None:
        """Count an order as it is now instead of as it was; its rows must be written already."""
        if _counts_as(before) == _counts_as(after):
            return
        at = before.received_at.astimezone(zone)
        if before.state not in OFF:
            self._sum(before, at, -1)
        if after.state not in OFF:
            self._sum(after, at, 1)
        where = {"day": at.date().toordinal(), "month": month_of(at.date()), "year": at.year}
        for customer in {before.customer_id, after.customer_id}:
            if customer is not None:
                self.sum_up(customer, zone)
                for sweep in _SWEEP[4:]:
                    self._db.change(sweep, {**where, "customer_id": customer})
        for sweep in _SWEEP[:4]:
            self._db.change(sweep, where)

    def sum_up(self, customer: int, zone: tzinfo) -> None:
        """A customer anew from their orders, but for the months."""
        this = {"customer": customer}
        before = self._bought(customer)
        self._db.change(_DROP_BOUGHT, this)
        stats, bought = self.of_customer(customer, zone)
        self._count_buyers(before, {str(row["product"]): cast("int", row["orders"]) for row in bought})
        if stats is None:
            self._db.change(_DROP_STATS, this)
            return
        self._db.change(_PUT_STATS, stats)
        self._db.change_many(_ADD_BOUGHT, bought)

    def of_customer(
        self, customer: int, zone: tzinfo
    ) -> tuple[dict[str, object] | None, list[dict[str, object]]]:
        """The rows of a customer's sums and products as their orders give them; None for one without any."""
        this = {"customer": customer}
        orders = self._db.rows(_ORDERS_OF, this)
        if not orders:
            return None, []
        days = [day_of(at, zone) for at, _ in orders]
        amount = sum(amount for _, amount in orders)
        bought: list[dict[str, object]] = [
            {
                "customer_id": customer,
                "product": name,
                "orders": count,
                "quantity": int(quantity),
                "last_day": day_of(last, zone),
            }
            for name, count, quantity, last in self._db.rows(_BOUGHT_BY, this)
        ]
        return stats_row(customer, len(orders), amount, days[0], recent_days(days)), bought

    def _bought(self, customer: int) -> dict[str, int]:
        """In how many orders they bought what."""
        found: list[tuple[str, int]] = [
            (row[0], row[1]) for row in self._db.rows(_BOUGHT, {"customer": customer})
        ]
        return dict(found)

    def _count_buyers(self, before: Mapping[str, int], after: Mapping[str, int]) -> None:
        """Who bought something for the first or second time counts as its buyer, and as one who came again."""
        changes = [
            {
                "product": name,
                "customers": (after.get(name, 0) > 0) - (before.get(name, 0) > 0),
                "again": (after.get(name, 0) > 1) - (before.get(name, 0) > 1),
            }
            for name in {**before, **after}
        ]
        changed = [each for each in changes if each["customers"] or each["again"]]
        if changed:
            self._db.change_many(_ADD_BUYERS, changed)

    def _sum(self, order: Order, at: datetime, sign: int) -> None:
        """Sales of the day and the month, and the customer's month and year."""
        content, day = order.content, at.date().toordinal()
        amount = sign * content.amount_due
        month = month_of(at.date())
        parts = [
            {"day": day, "month": month, "by": by, "key": key, "orders": sign, "amount": amount}
            for by, key in groups_of(
                at.hour, content.source, content.fulfilment.kind.value, content.payment.method.value
            )
        ]
        self._db.change_many(_ADD_SALES, parts)
        self._db.change_many(_ADD_SALES_MONTH, parts)
        goods = [
            {
                "day": day,
                "month": month,
                "product": sold.product,
                "category": sold.category,
                "orders": sign,
                "quantity": sign * sold.quantity,
                "amount": sign * sold.amount,
            }
            for sold in sold_in(content)
        ]
        self._db.change_many(_ADD_PRODUCT, goods)
        self._db.change_many(_ADD_PRODUCT_MONTH, goods)
        if order.customer_id is not None:
            sums = {"customer_id": order.customer_id, "orders": sign, "amount": amount}
            self._db.change(_ADD_MONTH, {**sums, "month": month})
            self._db.change(_ADD_YEAR, {**sums, "year": at.year})


def _counts_as(order: Order) -> object:
    """All of an order that is counted; None for one that is not."""
    content = order.content
    if order.state in OFF:
        return None
    return (
        order.customer_id, content.amount_due, content.lines, content.source, content.fulfilment.kind,
        content.payment.method,
    )  # fmt: skip


def day_of(at: int, zone: tzinfo) -> int:
    """The ordinal of the day in the shop's zone; `at` in microseconds since 1970 UTC."""
    return moment(at).astimezone(UTC).astimezone(zone).date().toordinal()
