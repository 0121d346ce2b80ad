"""How often somebody comes: each customer's own interval, when they are due again, and how late they are.

The interval is the median of the last intervals between days with an order, so that one holiday, or two orders on
one day, moves it little; the span beside it holds the middle half. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Literal, NamedTuple

#: So many last order days make the rhythm: what somebody did years ago says little of next week.
DAYS_KEPT = 13
#: Order days it takes before a rhythm is spoken of.
LEAST_DAYS = 3
#: From so many intervals since the last order on, somebody is not late but slipping away, and then gone.
SLIPPING, GONE = 3.0, 6.0
#: Somebody without a rhythm is new for so many days.
NEW_DAYS = 30

Standing = Literal["new", "regular", "soon", "due", "slipping", "gone"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`days` between two orders, as a rule; the middle half of the intervals lies between `low` and `high`."""

    days: float
    low: int
    high: int

    def next_after(self, last: date) -> date:
        """When the next order is to be expected."""
        return last + timedelta(days=max(1, round(self.days)))


def rhythm(days: Sequence[date]) -> Rhythm | None:
    """The rhythm in days with an order, in any order; None while there are too few to speak of one."""
    kept = sorted(set(days))[-DAYS_KEPT:]
    if len(kept) < LEAST_DAYS:
        return None
    gaps = sorted((later - earlier).days for earlier, later in pairwise(kept))
    quarter = (len(gaps) - 1) // 4
    return Rhythm(float(median(gaps)), gaps[quarter], gaps[-1 - quarter])


class Milestones(NamedTuple):
    """Days on which somebody's standing changes, unless they come before: when they are expected (None without a
    rhythm), from when on they slip away, and from when on they are gone.
    """

    expected: date | None
    slipping: date
    gone: date


def milestones(last: date, usual: Rhythm | None) -> Milestones:
    """From the last order on. Without a rhythm people slip away after three months and are gone after a year; and
    nobody does so within two weeks or two months, however often they came.
    """
    if usual is None:
        return Milestones(None, last + timedelta(days=91), last + timedelta(days=366))
    interval = max(1.0, usual.days)
    return Milestones(
        usual.next_after(last),
        last + timedelta(days=max(15, ceil(SLIPPING * interval))),
        last + timedelta(days=max(61, ceil(GONE * interval))),
    )


def standing(first: date, last: date, usual: Rhythm | None, today: date) -> Standing:
    """Where somebody stands today: new for a month after the first order while there is no rhythm."""
    expected, slipping, gone = milestones(last, usual)
    if today >= gone:
        return "gone"
    if today >= slipping:
        return "slipping"
    if expected is None or usual is None:
        return "new" if (today - first).days <= NEW_DAYS else "regular"
    left = (expected - today).days
    if left < 0:
        return "due"
    return "soon" if left <= max(1, usual.days / 7) else "regular"
