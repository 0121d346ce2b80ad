"""What the slips of a day tell: what was sold and not, what is still to make, to bring and to collect, and which
tickets each station got. Values, and the port that reads them.
"""

from datetime import datetime
from typing import NamedTuple, Protocol


class Off(NamedTuple):
    """Orders that were called off: how many, and what they came to in minor units."""

    orders: int
    amount: int


class Open(NamedTuple):
    """Orders still open and what is to be collected for them, in minor units."""

    orders: int
    to_collect: int


class StationDay(NamedTuple):
    """A station's tickets that were sent in a span: how many, the first and last running number, and how many of
    them nobody and nothing has confirmed.
    """

    station: str
    tickets: int
    first: int
    last: int
    unproved: int


class ToMake(NamedTuple):
    """So much of a product, with these options and this note, is still to be made by then (None: soon)."""

    due_at: datetime | None
    name: str
    detail: str
    category: str
    quantity: int


class Stop(NamedTuple):
    """One delivery of a run; `balance` is to be collected at the door, in minor units."""

    number: str
    due_at: datetime | None
    name: str
    phone: str
    address: str
    balance: int
    items: int
    note: str


class Closing(Protocol):
    """Reading for the slips."""

    def off(self, start: datetime, end: datetime) -> Off:
        """Orders received in that span that were declined or cancelled."""
        ...

    def open(self) -> Open:
        """All orders that are not over."""
        ...

    def stations(self, start: datetime, end: datetime) -> list[StationDay]:
        """The tickets of each station that were sent in that span."""
        ...

    def slips(self) -> list[int]:
        """Job ids of the last slips that were printed, newest first."""
        ...

    def to_make(self, until: datetime) -> list[ToMake]:
        """What accepted orders due until then, or soon, still need made; by time, then in the order they came."""
        ...

    def stops(self, until: datetime) -> list[Stop]:
        """Deliveries that are not over and due until then, or soon; by time."""
        ...
