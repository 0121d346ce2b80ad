"""One customer as their page shows them, and the port that reads it.

Beside the sums of desk.domain.statistics: how they are reached, when they came, what they ordered.
"""

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import NamedTuple, Protocol

from desk.domain.rhythm import Rhythm, Standing, rhythm, standing
from desk.domain.statistics import CustomerRow, Favourite

#: So many of the last counted orders make the picture of somebody's rhythm.
VISITS_KEPT = 40


class Handle(NamedTuple):
    """How somebody is known: `kind` is `phone` or `source:NAME`, `value` the number or the source's own id."""

    kind: str
    value: str


class Visit(NamedTuple):
    """A day with an order that counts, and what was spent on it in minor units."""

    day: date
    amount: int


class PastOrder(NamedTuple):
    """An order in somebody's history. `state` is an OrderState value, `at` seconds since 1970 UTC, `lines` name and
    quantity.
    """

    id: str
    number: str
    state: str
    at: float
    total: int
    currency: str
    lines: tuple[tuple[str, int], ...]


class CustomerCard(NamedTuple):
    """One customer. `visits` are the last ones, oldest first; `source` and `source_kind` those of the first order;
    `address` where the last delivery went; `rank` the place among all by amount, from 1.
    """

    row: CustomerRow
    handles: tuple[Handle, ...]
    visits: tuple[Visit, ...]
    favourites: tuple[Favourite, ...]
    source: str
    source_kind: str
    address: str
    rank: int


def usual(card: CustomerCard) -> Rhythm | None:
    """The rhythm the visits have."""
    return rhythm([visit.day for visit in card.visits])


def standing_of(row: CustomerRow, today: date) -> Standing:
    """Where a customer stands today."""
    kept = Rhythm(row.interval, 0, 0) if row.interval else None
    return standing(row.first_day, row.last_day, kept, today)


def masked(phone: str) -> str:
    """A phone number as others may read it: `138****8000`; of a short one the last two digits."""
    if len(phone) >= 11:
        return f"{phone[:-8]}****{phone[-4:]}"
    return f"{'*' * max(0, len(phone) - 2)}{phone[-2:]}"


class People(Protocol):
    """Customers one by one."""

    def search(self, text: str, *, limit: int, after: int = 0) -> list[CustomerRow]:
        """Customers with that in their name or nickname, or at the end of a phone number; who came last first."""
        ...

    def card(self, customer: int, zone: tzinfo) -> CustomerCard | None:
        """One customer; None when nothing of theirs counts."""
        ...

    def history(self, customer: int, *, limit: int, after: int = 0) -> Sequence[PastOrder]:
        """All their orders, the newest first."""
        ...
