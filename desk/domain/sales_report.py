"""What was sold in a stretch of days beside the stretch before it, cut at the same point so that both are fair. Pure.

Today until now stands beside yesterday until the same time, this month so far beside the last one as far as the same
day and time; a stretch that is over stands beside the whole one before it.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from desk.domain.statistics import Dimension


class SalesSpan(StrEnum):
    """How long a stretch is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Stretch(NamedTuple):
    """Days, both included; with `until` the last of them counts only orders from before then."""

    first: date
    last: date
    until: datetime | None = None


class Sold(NamedTuple):
    """What a part of the sales came to."""

    orders: int = 0
    amount: int = 0
    quantity: int = 0

    def plus(self, other: "Sold") -> "Sold":
        """Both together."""
        return Sold(self.orders + other.orders, self.amount + other.amount, self.quantity + other.quantity)


@dataclass(slots=True)
class Sums:
    """The sales of one stretch. `series` by hour (`9`), day (`2026-11-22`) or month (`2026-11`), `by` grouped by
    everything else.
    """

    series: dict[str, Sold] = field(default_factory=dict[str, Sold])
    by: dict[Dimension, dict[str, Sold]] = field(default_factory=dict[Dimension, dict[str, Sold]])

    def add(self, by: Dimension, key: str, sold: Sold) -> None:
        """Count it in one group."""
        group = self.by.setdefault(by, {})
        group[key] = group.get(key, Sold()).plus(sold)

    def add_to_series(self, key: str, sold: Sold) -> None:
        """Count it in the series."""
        self.series[key] = self.series.get(key, Sold()).plus(sold)

    @property
    def total(self) -> Sold:
        """All of it; pieces are those of the products."""
        pieces = sum(sold.quantity for sold in self.by.get(Dimension.PRODUCT, {}).values())
        orders = sum(sold.orders for sold in self.by.get(Dimension.SOURCE, {}).values())
        amount = sum(sold.amount for sold in self.by.get(Dimension.SOURCE, {}).values())
        return Sold(orders, amount, pieces)


class Part(NamedTuple):
    """One bar: what it stands for, what it came to, and what it came to in the stretch before. `key` and
    `key_before` are those of the two series (the same weekday of two weeks); elsewhere they are alike.
    """

    key: str
    now: Sold
    before: Sold
    key_before: str = ""


class SalesReport(NamedTuple):
    """What the page of sales shows. `back` is how many spans before the running one it is."""

    span: SalesSpan
    back: int
    this: Stretch
    before: Stretch
    total: Part
    series: tuple[Part, ...]
    by: Mapping[Dimension, tuple[Part, ...]]


#: What a report groups by, in this order; the day's hours are its series.
GROUPED = (
    Dimension.PRODUCT,
    Dimension.CATEGORY,
    Dimension.SOURCE,
    Dimension.FULFILMENT,
    Dimension.PAYMENT,
    Dimension.HOUR,
)


def stretches(span: SalesSpan, back: int, now: datetime) -> tuple[Stretch, Stretch]:
    """The stretch that lies `back` spans back, and the one before it; `now` in the shop's zone."""
    today = now.date()
    this, before = _whole(span, today, -back), _whole(span, today, -back - 1)
    if back:
        return this, before
    return Stretch(this.first, today), _as_far(span, before, now)


def _whole(span: SalesSpan, today: date, by: int) -> Stretch:
    """The whole stretch `by` spans after the one that today lies in."""
    match span:
        case SalesSpan.DAY:
            day = today + timedelta(days=by)
            return Stretch(day, day)
        case SalesSpan.WEEK:
            first = today - timedelta(days=today.weekday() - 7 * by)
            return Stretch(first, first + timedelta(days=6))
        case SalesSpan.MONTH:
            year, month = divmod(12 * today.year + today.month - 1 + by, 12)
            return Stretch(date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]))
        case SalesSpan.YEAR:
            return Stretch(date(today.year + by, 1, 1), date(today.year + by, 12, 31))


def _as_far(span: SalesSpan, whole: Stretch, now: datetime) -> Stretch:
    """As much of it as of the running one is over; all of a month that has no such day."""
    today = now.date()
    if span is SalesSpan.DAY:
        last = whole.first
    elif span is SalesSpan.WEEK:
        last = whole.first + timedelta(days=today.weekday())
    else:
        month = whole.first.month if span is SalesSpan.MONTH else today.month
        days = monthrange(whole.first.year, month)[1]
        if today.day > days:
            return Stretch(whole.first, date(whole.first.year, month, days))
        last = date(whole.first.year, month, today.day)
    return Stretch(whole.first, last, datetime.combine(last, now.timetz().replace(fold=0)))


def series_key(span: SalesSpan, day: date, hour: int) -> str:
    """Which bar of the series an hour of a day is counted in."""
    match span:
        case SalesSpan.DAY:
            return str(hour)
        case SalesSpan.YEAR:
            return f"{day.year}-{day.month:02d}"
        case _:
            return day.isoformat()


def report(span: SalesSpan, back: int, now: datetime, sums: Callable[[Stretch], Sums]) -> SalesReport:
    """Both stretches side by side; `sums` reads one."""
    this, before = stretches(span, back, now)
    # nothing was ordered after now: the running month may be read whole, which is quicker than its days
    new, old = sums(_whole(span, now.date(), -back)), sums(before)
    return SalesReport(
        span,
        back,
        this,
        before,
        Part("", new.total, old.total),
        _series(span, this, before, new, old),
        {by: _parts(by, new.by.get(by, {}), old.by.get(by, {})) for by in GROUPED},
    )


def _series(span: SalesSpan, this: Stretch, before: Stretch, new: Sums, old: Sums) -> tuple[Part, ...]:
    """The bars in order of time, those still to come too; hours only from the first to the last with an order."""
    if span is SalesSpan.DAY:
        hours = sorted(int(key) for key in {*new.series, *old.series})
        keys = [str(hour) for hour in range(hours[0], hours[-1] + 1)] if hours else []
        pairs = [(key, key) for key in keys]
    elif span is SalesSpan.YEAR:
        pairs = [(f"{this.first.year}-{n:02d}", f"{before.first.year}-{n:02d}") for n in range(1, 13)]
    else:
        count = 7 if span is SalesSpan.WEEK else monthrange(this.first.year, this.first.month)[1]
        pairs = [
            ((this.first + timedelta(days=n)).isoformat(), _same(span, before.first, n)) for n in range(count)
        ]
    return tuple(
        Part(key, new.series.get(key, Sold()), old.series.get(was, Sold()), was) for key, was in pairs
    )


def _same(span: SalesSpan, first: date, number: int) -> str:
    """The day of the stretch before; "" where that month has none."""
    day = first + timedelta(days=number)
    return day.isoformat() if span is SalesSpan.WEEK or day.month == first.month else ""


def _parts(by: Dimension, new: Mapping[str, Sold], old: Mapping[str, Sold]) -> tuple[Part, ...]:
    """What brought most first, hours as they come."""
    parts = [Part(key, new.get(key, Sold()), old.get(key, Sold()), key) for key in {**new, **old}]
    if by is Dimension.HOUR:
        return tuple(sorted(parts, key=lambda part: int(part.key)))
    return tuple(sorted(parts, key=lambda part: (-part.now.amount, -part.before.amount, part.key)))


def change(part: Part) -> float | None:
    """How much more it brought than before, as a ratio; None when there was nothing before."""
    return None if part.before.amount <= 0 else part.now.amount / part.before.amount - 1


def best(parts: Iterable[Part]) -> Part | None:
    """The bar that brought most; None without any sale."""
    found = max(parts, key=lambda part: part.now.amount, default=None)
    return found if found is not None and found.now.orders else None
