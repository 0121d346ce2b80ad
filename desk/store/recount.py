"""The proof that the sums beside the orders are right: counted anew from the orders, slice by slice.

A slice is one write operation of a few milliseconds, so that orders go on being taken between two of them. What
differs is put right and told. It also fills the sums of a database from before there were any.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Table,
    and_,
    bindparam,
    case,
    cast,
    delete,
    func,
    select,
)
from sqlalchemy.dialects import postgresql

from desk.domain.statistics import RecountSlice
from desk.store.connection import Connection, SqlRow
from desk.store.rollups import COUNTED, Rollups, day_of, groups_of, month_of
from desk.store.statements import Statement, constant, insert_row
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
from desk.store.tables import COUNTERS, CUSTOMERS, ORDER_LINES, ORDERS
from desk.store.times import micros, moment

_IDS = Statement(
    select(CUSTOMERS.c.id)
    .where(CUSTOMERS.c.id > bindparam("after"))
    .order_by(CUSTOMERS.c.id)
    .limit(bindparam("limit"))
)
_FIRST = Statement(select(func.min(ORDERS.c.received_at), func.max(ORDERS.c.received_at)))
_SALES = Statement(
    select(
        ORDERS.c.received_at, ORDERS.c.source, ORDERS.c.kind, ORDERS.c.payment_method, ORDERS.c.amount_due
    ).where(
        and_(ORDERS.c.received_at >= bindparam("start"), ORDERS.c.received_at < bindparam("end"), COUNTED)
    )
)
_LINES = Statement(
    select(
        ORDERS.c.id, ORDER_LINES.c.name, ORDER_LINES.c.category, ORDER_LINES.c.quantity, ORDER_LINES.c.unit_price,
        ORDER_LINES.c.options,
    )
    .join(ORDER_LINES, and_(ORDER_LINES.c.order_id == ORDERS.c.id, ORDER_LINES.c.version == ORDERS.c.version))
    .where(and_(ORDERS.c.received_at >= bindparam("start"), ORDERS.c.received_at < bindparam("end"), COUNTED))
)  # fmt: skip
_MONTHS = Statement(
    select(ORDERS.c.received_at, ORDERS.c.amount_due).where(
        and_(ORDERS.c.customer_id == bindparam("customer_id"), COUNTED)
    )
)

_BUYERS_HELD = Statement(
    select(PRODUCT_BUYERS.c.product, PRODUCT_BUYERS.c.customers, PRODUCT_BUYERS.c.again).where(
        PRODUCT_BUYERS.c.customers > constant("0")
    )
)
_BUYERS_COUNTED = Statement(
    select(
        CUSTOMER_PRODUCTS.c.product,
        func.count(),
        func.sum(case((CUSTOMER_PRODUCTS.c.orders > constant("1"), constant("1")), else_=constant("0"))),
    ).group_by(CUSTOMER_PRODUCTS.c.product)
)
_DROP_BUYERS, _PUT_BUYERS = Statement(delete(PRODUCT_BUYERS)), insert_row(PRODUCT_BUYERS)
_THIS = and_(COUNTERS.c.scope == constant("'recount'"), COUNTERS.c.name == constant("'all'"))
_LAST = Statement(select(COUNTERS.c.last_at).where(_THIS))
_DONE = Statement(
    postgresql.insert(COUNTERS)
    .values(
        scope=constant("'recount'"),
        name=constant("'all'"),
        last=bindparam("last"),
        last_at=bindparam("last_at"),
    )
    .on_conflict_do_update(
        index_elements=["scope", "name"], set_={"last": bindparam("last"), "last_at": bindparam("last_at")}
    )
    .inline()
)


class _Held:
    """The rows of one table that share a part of its key: read, and replaced."""

    def __init__(self, table: Table, part: str) -> None:
        self.names = [column.name for column in table.columns]
        whose = table.c[part] == bindparam(part)
        self.read = Statement(select(*table.columns).where(whose))
        self.drop = Statement(delete(table).where(whose))
        self.put = insert_row(table)
        self.part = part


_DAY_SALES, _DAY_PRODUCTS = _Held(SALES_BY_DAY, "day"), _Held(PRODUCT_DAYS, "day")
_STATS, _BOUGHT = _Held(CUSTOMER_STATS, "customer_id"), _Held(CUSTOMER_PRODUCTS, "customer_id")
_OF_MONTHS, _OF_YEARS = _Held(CUSTOMER_MONTHS, "customer_id"), _Held(CUSTOMER_YEARS, "customer_id")


_MONTH_SALES, _MONTH_PRODUCTS = _Held(SALES_BY_MONTH, "month"), _Held(PRODUCT_MONTHS, "month")


def _of_days(table: Table, keys: Sequence[str], sums: Sequence[str]) -> Statement:
    """The sums of a span of days, by the keys of a month's."""
    columns: list[ColumnElement[Any]] = [table.c[key] for key in keys]
    # whole numbers stay whole: PostgreSQL sums 64 bits into a decimal
    whole = [cast(func.sum(table.c[name]), BigInteger) for name in sums]
    within = table.c.day.between(bindparam("first", type_=Integer), bindparam("last", type_=Integer))
    return Statement(select(*columns, *whole).where(within).group_by(*columns))


_SALES_OF_DAYS = _of_days(SALES_BY_DAY, ("by", "key"), ("orders", "amount"))
_PRODUCTS_OF_DAYS = _of_days(PRODUCT_DAYS, ("product", "category"), ("orders", "quantity", "amount"))


class Recount(Rollups):
    """Counts anew, a slice at a time."""

    def recount_customers(self, after: int, limit: int, zone: tzinfo) -> RecountSlice:
        """The next customers after that id: their sums, what they bought, their months."""
        ids = [row[0] for row in self._db.rows(_IDS, {"after": after, "limit": limit})]
        mended = 0
        for customer in ids:
            this = {"customer_id": customer}
            stats, bought = self.of_customer(customer, zone)
            right = self._right(_STATS, this, [] if stats is None else [stats])
            right &= self._right(_BOUGHT, this, bought)
            months, years = self._spans(customer, zone)
            right &= self._right(_OF_MONTHS, this, months)
            right &= self._right(_OF_YEARS, this, years)
            mended += not right
        return RecountSlice(len(ids), mended, ids[-1] if len(ids) == limit else None)

    def recount_day(self, day: date, zone: tzinfo) -> bool:
        """The sales of one day; whether they were right."""
        start = datetime.combine(day, time(), zone)
        end = datetime.combine(day + timedelta(days=1), time(), zone)
        sales = sales_between(self._db, start, end, zone)
        number = day.toordinal()
        this = {"day": number}
        right = self._right(
            _DAY_SALES,
            this,
            [dict(zip(_DAY_SALES.names, (number, *key, *sums), strict=True)) for key, sums in sales.items()],
        )
        products = _products(number, lines_between(self._db, start, end))
        return self._right(_DAY_PRODUCTS, this, products) and right

    def recount_month(self, day: date) -> bool:
        """The sales of the month of that day, anew from those of its days, which were counted before."""
        month = month_of(day)
        first = day.replace(day=1)
        within = {
            "first": first.toordinal(),
            "last": (first + timedelta(days=monthrange(day.year, day.month)[1] - 1)).toordinal(),
        }
        right = True
        for held, counted in ((_MONTH_SALES, _SALES_OF_DAYS), (_MONTH_PRODUCTS, _PRODUCTS_OF_DAYS)):
            rows: list[dict[str, object]] = [
                dict(zip(held.names, (month, *row), strict=True)) for row in self._db.rows(counted, within)
            ]
            right &= self._right(held, {"month": month}, rows)
        return right

    def recount_buyers(self) -> bool:
        """How many bought what, anew from the customers' products; whether it was right."""
        held = set(self._db.rows(_BUYERS_HELD))
        counted = {(name, int(n), int(again)) for name, n, again in self._db.rows(_BUYERS_COUNTED)}
        if held == counted:
            return True
        self._db.change(_DROP_BUYERS, {})
        keys = "product", "customers", "again"
        self._db.change_many(_PUT_BUYERS, [dict(zip(keys, row, strict=True)) for row in counted])
        return False

    def days_with_orders(self, zone: tzinfo) -> tuple[date, date] | None:
        """The first and the last day with an order; None without any."""
        first, last = self._db.rows(_FIRST)[0]
        if first is None:
            return None
        return date.fromordinal(day_of(first, zone)), date.fromordinal(day_of(last, zone))

    def last_recount(self) -> datetime | None:
        """When everything was counted anew last; None before the first time."""
        row = self._db.row(_LAST)
        return None if row is None else moment(row[0])

    def recounted(self, at: datetime, mended: int) -> None:
        """Everything was counted anew."""
        self._db.change(_DONE, {"last": mended, "last_at": micros(at)})

    def sum_up_spans(self, customer: int, zone: tzinfo) -> None:
        """The customer's months and years anew from their orders."""
        months, years = self._spans(customer, zone)
        self._right(_OF_MONTHS, {"customer_id": customer}, months)
        self._right(_OF_YEARS, {"customer_id": customer}, years)

    def _spans(self, customer: int, zone: tzinfo) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
        """The customer's months and years as their orders give them."""
        months: dict[int, list[int]] = {}
        for at, amount in self._db.rows(_MONTHS, {"customer_id": customer}):
            sums = months.setdefault(month_of(date.fromordinal(day_of(at, zone))), [0, 0])
            sums[0] += 1
            sums[1] += amount
        years: dict[int, list[int]] = {}
        for month, (orders, amount) in months.items():
            sums = years.setdefault(month // 12, [0, 0])
            sums[0] += orders
            sums[1] += amount
        return (
            [
                {"month": month, "customer_id": customer, "orders": n, "amount": c}
                for month, (n, c) in months.items()
            ],
            [
                {"year": year, "customer_id": customer, "orders": n, "amount": c}
                for year, (n, c) in years.items()
            ],
        )

    def _right(self, held: _Held, this: Mapping[str, object], wanted: list[dict[str, object]]) -> bool:
        """Whether the rows are those; put right where not."""
        rows = {tuple(row[name] for name in held.names) for row in wanted}
        if set(self._db.rows(held.read, this)) == rows:
            return True
        self._db.change(held.drop, this)
        self._db.change_many(held.put, wanted)
        return False


def sales_between(
    db: Connection, start: datetime, end: datetime, zone: tzinfo
) -> dict[tuple[str, str], list[int]]:
    """The counted orders received in a span of time: how many and what they came to, by what and its key."""
    sales: dict[tuple[str, str], list[int]] = {}
    for at, source, kind, method, amount in db.rows(_SALES, {"start": micros(start), "end": micros(end)}):
        for group in groups_of(moment(at).astimezone(zone).hour, source, kind, method):
            sums = sales.setdefault(group, [0, 0])
            sums[0] += 1
            sums[1] += amount
    return sales


def lines_between(db: Connection, start: datetime, end: datetime) -> list[SqlRow]:
    """The lines of the counted orders received in a span of time, for `products_of`."""
    return db.rows(_LINES, {"start": micros(start), "end": micros(end)})


def products_of(lines: Iterable[SqlRow]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """In how many orders, how many pieces and for how much a product was sold, by its name and category."""
    from desk.store.ticket_json import options_from_json

    sums: dict[tuple[str, str], list[Any]] = {}
    for order, name, category, quantity, price, options in lines:
        found = sums.setdefault((name, category), [set[str](), 0, 0])
        each = price + (sum(option.price for option in options_from_json(options)) if options != "[]" else 0)
        found[0].add(order)
        found[1] += quantity
        found[2] += quantity * each
    return {key: (len(ids), count, cents) for key, (ids, count, cents) in sums.items()}


def _products(day: int, lines: Iterable[SqlRow]) -> list[dict[str, object]]:
    """The rows of product_days that these lines make."""
    return [
        {"day": day, "product": name, "category": category, "orders": n, "quantity": count, "amount": cents}
        for (name, category), (n, count, cents) in products_of(lines).items()
    ]
