"""The sales of a stretch of days, read from the sums: whole months from those of months, the rest from those of days.

Only a day that is cut at some time of day is read from its orders, by the index of when they came.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Integer, Table, bindparam, func, select

from desk.domain.sales_report import SalesSpan, Stretch, Sums, series_key
from desk.domain.sales_report import Sold as SoldSum
from desk.domain.statistics import Dimension
from desk.store.connection import Connection, SqlRow
from desk.store.recount import lines_between, products_of, sales_between
from desk.store.rollups import month_of
from desk.store.statements import Statement, constant
from desk.store.sum_tables import PRODUCT_DAYS, PRODUCT_MONTHS, SALES_BY_DAY, SALES_BY_MONTH


def _within(table: Table, span: str, keys: tuple[str, ...], sums: tuple[str, ...], by: str = "") -> Statement:
    """The sums of a span of days or months, grouped by those keys; with `by` those of one kind of group."""
    first: ColumnElement[int] = bindparam("first", type_=Integer)
    last: ColumnElement[int] = bindparam("last", type_=Integer)
    columns: list[ColumnElement[Any]] = [table.c[key] for key in keys]
    found = select(*columns, *(func.sum(table.c[name]) for name in sums))
    if by:
        found = found.where(table.c.by == constant(by))
    return Statement(found.where(table.c[span].between(first, last)).group_by(*columns))


_GROUPS, _SUMS = ("by", "key"), ("orders", "amount")
_GOODS, _PIECES = ("product", "category"), ("orders", "amount", "quantity")
_ALL = {
    "day": _within(SALES_BY_DAY, "day", _GROUPS, _SUMS),
    "month": _within(SALES_BY_MONTH, "month", _GROUPS, _SUMS),
}
_SERIES = {
    "day": _within(SALES_BY_DAY, "day", ("day",), _SUMS, "'source'"),
    "month": _within(SALES_BY_MONTH, "month", ("month",), _SUMS, "'source'"),
}
_PRODUCTS = {
    "day": _within(PRODUCT_DAYS, "day", _GOODS, _PIECES),
    "month": _within(PRODUCT_MONTHS, "month", _GOODS, _PIECES),
}


def spans(first: date, last: date) -> Iterator[tuple[str, int, int]]:
    """The days from `first` to `last` as spans of whole months, and of days where a month is not whole."""
    day = first
    while day <= last:
        month = month_of(day)
        end = _first_of(month + 1) - timedelta(days=1)
        if day.day == 1 and end <= last:
            until = (
                month_of(last)
                if last == _first_of(month_of(last) + 1) - timedelta(days=1)
                else month_of(last) - 1
            )
            yield "month", month, until
            day = _first_of(until + 1)
        else:
            end = min(end, last)
            yield "day", day.toordinal(), end.toordinal()
            day = end + timedelta(days=1)


class Sold:
    """Reads what was sold."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def sold(self, span: SalesSpan, stretch: Stretch, zone: tzinfo) -> Sums:
        """One stretch; `span` says of what its series is made."""
        made = Sums()
        last = stretch.last
        if stretch.until is not None:
            self._cut(made, span, stretch.until, zone)
            last -= timedelta(days=1)
        for kind, start, end in spans(stretch.first, last):
            values = {"first": start, "last": end}
            _count(made, self._db.rows(_ALL[kind], values))
            _count_goods(made, self._db.rows(_PRODUCTS[kind], values))
            if span is SalesSpan.YEAR:
                self._series(made, span, kind, start, end)
        if span in {SalesSpan.WEEK, SalesSpan.MONTH}:
            self._series(made, span, "day", stretch.first.toordinal(), last.toordinal())
        if span is SalesSpan.DAY:
            made.series = dict(made.by.get(Dimension.HOUR, {}))
        return made

    def _series(self, made: Sums, span: SalesSpan, kind: str, start: int, end: int) -> None:
        for at, orders, amount in self._db.rows(_SERIES[kind], {"first": start, "last": end}):
            day = _first_of(at) if kind == "month" else date.fromordinal(at)
            made.add_to_series(series_key(span, day, 0), SoldSum(int(orders), int(amount)))

    def _cut(self, made: Sums, span: SalesSpan, until: datetime, zone: tzinfo) -> None:
        """The orders of one day that came before then."""
        local = until.astimezone(zone)
        start = datetime.combine(local.date(), time(), zone)
        sums = sales_between(self._db, start, until, zone)
        _count(made, ((*key, orders, amount) for key, (orders, amount) in sums.items()))
        if span is not SalesSpan.DAY:
            for (by, _key), (orders, amount) in sums.items():
                if by == Dimension.SOURCE:
                    made.add_to_series(series_key(span, local.date(), 0), SoldSum(orders, amount))
        goods = products_of(lines_between(self._db, start, until))
        _count_goods(
            made, ((*key, orders, amount, pieces) for key, (orders, pieces, amount) in goods.items())
        )


def _count(made: Sums, rows: Iterable[SqlRow]) -> None:
    for by, key, orders, amount in rows:
        made.add(Dimension(by), key, SoldSum(int(orders), int(amount)))


def _count_goods(made: Sums, rows: Iterable[SqlRow]) -> None:
    for product, category, orders, amount, pieces in rows:
        sold = SoldSum(int(orders), int(amount), int(pieces))
        made.add(Dimension.PRODUCT, product, sold)
        made.add(Dimension.CATEGORY, category, sold)


def _first_of(month: int) -> date:
    """The first day of a month that is one number."""
    return date(month // 12, month % 12 + 1, 1)
