"""When and where the shop delivers: opening hours, holidays, lead time, areas with fees, and time slots.

Pure functions of a moment and the rules; the same answers hold in the chat, on the page and at the counter.
Without rules the shop is always open, delivers anywhere for nothing and takes any time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: How far ahead the next opening is looked for.
_HORIZON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `start` to `end` on one day, local time; an `end` of 00:00 is midnight at the day's end."""

    start: time
    end: time

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The span as moments of a day."""
        last = day + timedelta(days=1) if self.end <= self.start else day
        return datetime.combine(day, self.start, zone), datetime.combine(last, self.end, zone)


@dataclass(frozen=True, slots=True)
class Hours:
    """Spans by weekday (0 is Monday), and by date for holidays; a date with no span is closed.

    `lead_minutes` lie between an order and the earliest time it can be had.
    """

    weekdays: Mapping[int, tuple[Span, ...]] = field(default_factory=dict[int, tuple[Span, ...]])
    dates: Mapping[date, tuple[Span, ...]] = field(default_factory=dict[date, tuple[Span, ...]])
    lead_minutes: int = 0

    @property
    def always(self) -> bool:
        """Whether nothing was said about opening hours."""
        return not self.weekdays

    def spans(self, day: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
        """When the shop is open on a day; the whole day when no hours are set."""
        if day in self.dates:
            chosen = self.dates[day]
        elif self.always:
            chosen = (Span(time(0), time(0)),)
        else:
            chosen = self.weekdays.get(day.weekday(), ())
        return [span.on(day, zone) for span in chosen]

    def is_open(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether the shop is open at a moment."""
        local = at.astimezone(zone)
        days = (local.date() - timedelta(days=1), local.date())  # yesterday's span may reach past midnight
        return any(start <= local < end for day in days for start, end in self.spans(day, zone))

    def next_open(self, at: datetime, zone: ZoneInfo) -> datetime | None:
        """The moment itself when open, else the next opening; None when there is none within two months."""
        if self.is_open(at, zone):
            return at
        local = at.astimezone(zone)
        for ahead in range(_HORIZON.days):
            for start, _ in self.spans(local.date() + timedelta(days=ahead), zone):
                if start > local:
                    return start
        return None


@dataclass(frozen=True, slots=True)
class Area:
    """Where the shop delivers: an address belongs to it that holds one of `match` (all addresses when empty).

    `fee` and `minimum` (the least order) in minor units.
    """

    name: str
    match: tuple[str, ...] = ()
    fee: int = 0
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class SlotRules:
    """Time slots of `minutes` length within the opening hours, `days` ahead (today counts).

    Capacities of one slot: `orders`, `items` (quantity of all lines) and quantity by category; None and a
    missing category mean no limit. `minutes` 0: no slots, any open time is taken.
    """

    minutes: int = 0
    days: int = 7
    orders: int | None = None
    items: int | None = None
    categories: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Load:
    """What is taken of a slot, or what an order would take."""

    orders: int = 0
    items: int = 0
    categories: Mapping[str, int] = field(default_factory=dict[str, int])

    def __add__(self, other: "Load") -> "Load":
        """Both together."""
        kinds = {*self.categories, *other.categories}
        return Load(
            self.orders + other.orders,
            self.items + other.items,
            {kind: self.categories.get(kind, 0) + other.categories.get(kind, 0) for kind in kinds},
        )

    def without(self, other: "Load") -> "Load":
        """What is left of it when the other is taken away, never less than nothing."""
        return Load(
            max(0, self.orders - other.orders),
            max(0, self.items - other.items),
            {kind: max(0, n - other.categories.get(kind, 0)) for kind, n in self.categories.items()},
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time an order can be had in; `left` is how many orders still fit, None without a limit."""

    start: datetime
    end: datetime
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Trading:
    """All rules together. `busy_minutes` are added to the lead time while the shop is busy; `paused` is the
    sentence customers read while it takes no orders, "" when it does. Both end by themselves at `…_until`, if that
    is said.
    """

    hours: Hours = field(default_factory=Hours)
    areas: tuple[Area, ...] = ()
    slots: SlotRules = field(default_factory=SlotRules)
    busy_minutes: int = 0
    paused: str = ""
    busy_until: datetime | None = None
    paused_until: datetime | None = None

    def at(self, now: datetime) -> "Trading":
        """The rules of that moment: what is over does not count any more."""
        found = self
        if self.busy_until is not None and self.busy_until <= now:
            found = replace(found, busy_minutes=0, busy_until=None)
        if self.paused_until is not None and self.paused_until <= now:
            found = replace(found, paused="", paused_until=None)
        return found

    def earliest(self, now: datetime) -> datetime:
        """The earliest time an order placed now can be had, opening hours aside."""
        return now + timedelta(minutes=self.hours.lead_minutes + self.busy_minutes)

    def area(self, address: str) -> Area | None:
        """The first area an address belongs to; None when the shop does not deliver there."""
        if not self.areas:
            return Area("")
        return next((a for a in self.areas if not a.match or any(word in address for word in a.match)), None)

    def fits(self, wanted: Load, taken: Load) -> bool:
        """Whether a slot with `taken` has room for `wanted`."""
        both, rules = taken + wanted, self.slots
        return (
            (rules.orders is None or both.orders <= rules.orders)
            and (rules.items is None or both.items <= rules.items)
            and all(both.categories.get(kind, 0) <= most for kind, most in rules.categories.items())
        )

    def offered(self, now: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        """The slots that may be chosen at `now`, soonest first, whether full or not."""
        rules = self.slots
        if rules.minutes <= 0:
            return
        step, earliest = timedelta(minutes=rules.minutes), self.earliest(now)
        today = now.astimezone(zone).date()
        for ahead in range(rules.days):
            for start, end in self.hours.spans(today + timedelta(days=ahead), zone):
                at = start
                while at + step <= end:
                    if at >= earliest:
                        yield at, at + step
                    at += step

    def slots_for(
        self, wanted: Load, taken: Mapping[datetime, Load], now: datetime, zone: ZoneInfo
    ) -> Iterator[Slot]:
        """The slots with room for an order; `taken` by the slot's start (aware)."""
        for start, end in self.offered(now, zone):
            used = taken.get(start, Load())
            if self.fits(wanted, used):
                rules = self.slots
                yield Slot(start, end, None if rules.orders is None else rules.orders - used.orders)

    def takes(self, at: datetime, now: datetime, zone: ZoneInfo) -> bool:
        """Whether an order placed now can be had at a moment, capacity aside."""
        return at >= self.earliest(now) and self.hours.is_open(at, zone)

    def slot_at(self, at: datetime, zone: ZoneInfo) -> datetime | None:
        """The start of the slot that holds a moment, may it be chosen or not; None when no slot does."""
        if self.slots.minutes <= 0:
            return None
        local, step = at.astimezone(zone), timedelta(minutes=self.slots.minutes)
        for day in (local.date() - timedelta(days=1), local.date()):  # yesterday may reach past midnight
            for start, end in self.hours.spans(day, zone):
                begin = start + (local - start) // step * step
                if start <= local < end and begin + step <= end:
                    return begin
        return None

    def slot_of(self, at: datetime, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
        """The slot that holds a moment; None when there is none that may be chosen."""
        return next(((start, end) for start, end in self.offered(now, zone) if start <= at < end), None)
