"""One customer as their page shows them, and the port that reads it.

Beside the sums of desk.domain.statistics: how they are reached, when they came, what they ordered.
"""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple, Protocol

from desk.domain.rhythm import Rhythm, Standing, rhythm, standing
from desk.domain.statistics import CustomerRow, Favourite, Period

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


class Remarks(NamedTuple):
    """What people of the shop wrote of somebody."""

    tags: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    note: str = ""

    def joined(self, other: "Remarks") -> "Remarks":
        """Both together, each word once."""
        notes = self.note if other.note in self.note else "\n".join(filter(None, (self.note, other.note)))
        return Remarks(
            tuple(dict.fromkeys((*self.tags, *other.tags))),
            tuple(dict.fromkeys((*self.allergies, *other.allergies))),
            notes,
        )


class Merge(NamedTuple):
    """Another customer who turned out to be this one: `name` is theirs, `at` seconds since 1970 UTC."""

    id: int
    name: str
    orders: int
    at: float


class CustomerCard(NamedTuple):
    """One customer. `visits` are the last ones, oldest first; `source` and `source_kind` those of the first order;
    `address` where the last delivery went; `rank` the place among all by amount, from 1; `merge` the last one that
    can be undone.
    """

    row: CustomerRow
    handles: tuple[Handle, ...]
    visits: tuple[Visit, ...]
    favourites: tuple[Favourite, ...]
    source: str
    source_kind: str
    address: str
    rank: int
    remarks: Remarks = Remarks()
    merge: Merge | None = None


class Span(StrEnum):
    """What the best customers are counted in."""

    EVER = "ever"
    MONTH = "month"
    YEAR = "year"
    LAST_YEAR = "last-year"


def span_of(span: Span, today: date) -> Period | None:
    """Its days: whole months and years, so that they are answered from the sums; None for all."""
    match span:
        case Span.MONTH:
            return Period(today.replace(day=1), today)
        case Span.YEAR:
            return Period(date(today.year, 1, 1), date(today.year, 12, 31))
        case Span.LAST_YEAR:
            return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
        case _:
            return None


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

    def set_remarks(self, customer: int, remarks: Remarks) -> None:
        """What is written of a customer from now on."""
        ...

    def merge(self, kept: int, gone: int, by: str, at: datetime, zone: tzinfo) -> int:
        """Two customers are one: identities, orders and sums of `gone` are `kept`'s. The id to undo it by.

        Refused when they are one already, or one of them is not there.
        """
        ...

    def undo_merge(self, merge: int, at: datetime, zone: tzinfo) -> Merge:
        """Everything as it was before, but for what came since, which stays with the one who was kept.

        Refused when it was undone already, or one of both was merged with somebody else since.
        """
        ...

    def history(self, customer: int, *, limit: int, after: int = 0) -> Sequence[PastOrder]:
        """All their orders, the newest first."""
        ...
