"""What the shop remembers of customers and sales: the values its pages show, and the port that counts and reads them.

Counted is every order that was not declined or cancelled, on the day and in the hour it was received, in the shop's
zone; money is its amount due, in the shop's currency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from desk.domain.orders import Order, OrderState

if TYPE_CHECKING:
    from desk.domain.returning import Segment, SegmentSize
    from desk.domain.sales_report import SalesSpan, Stretch, Sums

#: Orders that are not counted.
OFF = frozenset({OrderState.CANCELLED, OrderState.DECLINED})


class Group(StrEnum):
    """Customers by where they stand, and everybody."""

    ALL = "all"
    DUE = "due"
    VIP = "vip"
    NEW = "new"
    SLIPPING = "slipping"
    GONE = "gone"


class CustomerRow(NamedTuple):
    """A customer in a list. `interval` is their usual one in days, 0 without one; `next_day` when they are expected,
    `last_day` when they came last; `favourite` what they bought most often.
    """

    id: int
    name: str
    phone: str
    orders: int
    amount: int
    first_day: date
    last_day: date
    interval: float
    next_day: date | None
    favourite: str


class Favourite(NamedTuple):
    """A product somebody buys: in how many orders, and how many pieces in all."""

    name: str
    orders: int
    quantity: int
    last_day: date


class SalesSum(NamedTuple):
    """A part of the sales; `key` is what it is grouped by."""

    key: str
    orders: int
    amount: int
    quantity: int = 0


class Cohort(NamedTuple):
    """Customers first seen in a month (`2026-11`), and how many of them came again."""

    month: str
    customers: int
    came_back: int


class ProductRepeat(NamedTuple):
    """How many customers bought a product, and how many of them more than once."""

    name: str
    customers: int
    again: int


class Dimension(StrEnum):
    """What sales can be grouped by."""

    DAY = "day"
    HOUR = "hour"
    SOURCE = "source"
    FULFILMENT = "kind"
    PAYMENT = "method"
    PRODUCT = "product"
    CATEGORY = "category"


class RecountSlice(NamedTuple):
    """How many customers were counted anew, how many of them were not as summed up, and after which one to go on;
    None at the end.
    """

    checked: int
    mended: int
    after: int | None


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date


class Statistics(Protocol):
    """Rollups beside the orders, kept in the order's own transaction."""

    def add(self, order: Order, zone: tzinfo) -> None:
        """Count a new order."""
        ...

    def replace(self, before: Order, after: Order, zone: tzinfo) -> None:
        """Count an order as it is now instead of as it was; its rows must be written already."""
        ...

    def customers(self, group: Group, today: date, *, limit: int, after: int = 0) -> list[CustomerRow]:
        """A page of customers, who matters most for the group first."""
        ...

    def group_sizes(self, today: date) -> dict[Group, int]:
        """How many customers each group has."""
        ...

    def top(self, period: Period | None, *, limit: int, by_orders: bool = False) -> list[CustomerRow]:
        """Who bought most in the months of a period, or ever: `orders` and `amount` are those of the period."""
        ...

    def favourites(self, customer: int, limit: int) -> list[Favourite]:
        """What a customer buys most often."""
        ...

    def sales(self, period: Period, by: Dimension) -> list[SalesSum]:
        """The sales of a period grouped: products and categories by amount, the rest by key."""
        ...

    def sold(self, span: "SalesSpan", stretch: "Stretch", zone: tzinfo) -> "Sums":
        """The sales of a stretch of days, grouped by everything; `span` says of what the series is made."""
        ...

    def cohorts(self, limit: int) -> list[Cohort]:
        """By month of the first order, the newest first."""
        ...

    def segments(self, today: date) -> "list[SegmentSize]":
        """Customers by how lately, how often and for how much they came."""
        ...

    def members(self, segment: "Segment", today: date, limit: int) -> Sequence[CustomerRow]:
        """Who is in one of them, who spent most first."""
        ...

    def repeats(self, limit: int) -> list[ProductRepeat]:
        """Products by how many customers bought them."""
        ...

    def buyers(self, product: str, limit: int) -> Sequence[CustomerRow]:
        """Who bought a product most often: whom to tell when it is back."""
        ...

    def recount_customers(self, after: int, limit: int, zone: tzinfo) -> RecountSlice:
        """Count the next customers after that id anew from their orders, and put right what differs."""
        ...

    def recount_day(self, day: date, zone: tzinfo) -> bool:
        """Count the sales of a day anew, and put right what differs; whether nothing did."""
        ...

    def recount_month(self, day: date) -> bool:
        """Count the sales of the day's month anew from those of its days, and put right what differs."""
        ...

    def recount_buyers(self) -> bool:
        """Count anew how many bought what, and put right what differs; whether nothing did."""
        ...

    def days_with_orders(self, zone: tzinfo) -> tuple[date, date] | None:
        """The first and the last day with an order; None without any."""
        ...

    def last_recount(self) -> datetime | None:
        """When everything was counted anew last; None before the first time."""
        ...

    def recounted(self, at: datetime, mended: int) -> None:
        """Everything was counted anew, and so much was not right."""
        ...
