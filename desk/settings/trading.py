"""`[hours]`, `[[areas]]` and `[slots]` of desk.toml: when and where the shop delivers, and how much of it.

```toml
[hours]
daily = ["09:00-12:00", "13:30-20:00"]   # or mon = […] … sun = […]; [] is a day off
closed = ["2026-10-01"]                   # holidays
lead_minutes = 60
busy_minutes = 30                         # on top of it while the shop is busy
busy_until = 2026-11-27T14:00:00+08:00    # until then; without it until it is taken out
paused = "今天太忙"                         # takes no orders, and says why; "" when it does
paused_until = 2026-11-27T14:00:00+08:00  # likewise
[hours.dates]
"2026-12-31" = ["09:00-15:00"]            # another day's own hours

[[areas]]
name = "望京"
match = ["望京", "来广营"]                  # words of an address; without it every address
fee = 8.00
minimum = 50.00

[slots]
minutes = 60
days = 7
orders = 6                                # in one slot; likewise items, and [slots.categories] cake = 4
```
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar, cast

from desk.domain.money import exponent
from desk.domain.trading import Area, Hours, SlotRules, Span, Trading
from desk.settings.tables import Table

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*[-–~]\s*(\d{1,2}:\d{2})")
_MOST = 1_000_000
_LONGEST_REASON = 100
T = TypeVar("T")


def read_trading(top: Table, currency: str) -> Trading:
    """The rules in these tables. Raises ConfigFault."""
    table = top.table("hours")
    busy_until, paused_until = _until(table, "busy_until"), _until(table, "paused_until")
    hours, busy_minutes, paused = _hours(table)
    return Trading(
        hours=hours,
        busy_minutes=busy_minutes,
        paused=paused,
        busy_until=busy_until if busy_minutes else None,
        paused_until=paused_until if paused else None,
        areas=tuple(_area(table, currency) for table in top.tables("areas")),
        slots=_slots(top.table("slots")),
    )


def _hours(table: Table) -> tuple[Hours, int, str]:
    daily = _spans(table, "daily") if table.has("daily") else None
    weekdays = {
        at: _spans(table, day) if table.has(day) else daily or ()
        for at, day in enumerate(DAYS)
        if daily is not None or any(table.has(each) for each in DAYS)
    }
    dates: dict[date, tuple[Span, ...]] = {}
    closed: Any = table.raw("closed", [])
    days = cast("list[object]", closed) if isinstance(closed, list) else [closed]
    for day in days:
        dates[_date(table, "closed", day)] = ()
    special = table.table("dates")
    for key in list(special.rest()):
        dates[_date(table, "dates", key)] = _spans(special, key)
    lead = table.integer("lead_minutes", 0, 0, 525_600) or 0
    busy = table.integer("busy_minutes", 0, 0, 1440) or 0
    paused = table.text("paused", example="今天太忙") if table.raw("paused", "") else ""
    if len(paused) > _LONGEST_REASON:
        raise table.fault(
            "paused", f"has more than {_LONGEST_REASON} characters", "Customers read it: be brief."
        )
    table.finish()
    return Hours(weekdays, dates, lead), busy, paused


def _until(table: Table, key: str) -> datetime | None:
    value: object = table.raw(key)
    if value is None:
        return None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise table.fault(key, "must be a time with its offset", f"Write {key} = 2026-11-27T14:00:00+08:00.")
    return value


def _spans(table: Table, key: str) -> tuple[Span, ...]:
    value: Any = table.raw(key)
    remedy = f'Write {key} = ["09:00-20:00"], or [] for a day off.'
    if not isinstance(value, list):
        raise table.fault(key, "must be a list of times", remedy)
    spans: list[Span] = []
    for text in cast("list[object]", value):
        found = _SPAN.fullmatch(text.strip()) if isinstance(text, str) else None
        if found is None:
            raise table.fault(key, "must hold times such as 09:00-20:00", remedy)
        spans.append(Span(*(_time(table, key, part, remedy) for part in found.groups())))
    return tuple(sorted(spans, key=lambda span: span.start))


def _time(table: Table, key: str, text: str, remedy: str) -> time:
    hour, minute = map(int, text.split(":"))
    if hour == 24 and minute == 0:
        return time(0)
    return _made(table, key, lambda: time(hour, minute), remedy)


def _date(table: Table, key: str, value: object) -> date:
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    return _made(
        table, key, lambda: date.fromisoformat(str(value)), f'Write dates as {key} = ["2026-10-01"].'
    )


def _made(table: Table, key: str, make: Callable[[], T], remedy: str) -> T:
    try:
        return make()
    except ValueError:
        raise table.fault(key, "holds no such day or time", remedy) from None


def _area(table: Table, currency: str) -> Area:
    area = Area(
        name=table.text("name", example="望京"),
        match=table.names("match", (), "望京") if table.has("match") else (),
        fee=_amount(table, "fee", currency),
        minimum=_amount(table, "minimum", currency),
    )
    table.finish()
    return area


def _amount(table: Table, key: str, currency: str) -> int:
    value = table.raw(key, 0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        raise table.fault(key, "must be an amount", f"Write {key} = 8.00.")
    minor = Decimal(str(value)).scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise table.fault(key, f"has more decimals than {currency} has", f"Write {key} = 8.00.")
    return int(minor)


def _slots(table: Table) -> SlotRules:
    kinds = table.table("categories")
    categories = {key: kinds.integer(key, 1, 0, _MOST) or 0 for key in list(kinds.rest())}
    rules = SlotRules(
        minutes=table.integer("minutes", 0, 0, 1440) or 0,
        days=table.integer("days", 7, 1, 60) or 7,
        orders=table.integer("orders", None, 1, _MOST),
        items=table.integer("items", None, 1, _MOST),
        categories=categories,
    )
    table.finish()
    return rules
