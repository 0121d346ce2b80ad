"""The port of what is counted: numbers of orders, tickets and stocks, and how far checks came."""

from datetime import date, datetime
from typing import Protocol

from desk.domain.tickets import Running


class Numbers(Protocol):
    """Counters that may never give the same value twice."""

    def next_order(self, letter: str, day: date) -> int:
        """The day's next order number for a letter, from 1."""
        ...

    def next_ticket(self, station: str, at: datetime) -> Running:
        """The station's next running number, with the one before and its time; remembers `at`."""
        ...

    def next_stock(self, at: datetime) -> int:
        """A number for the stock that was told at that time."""
        ...

    def checked(self, source: str, at: datetime) -> None:
        """Everything that source listed as changed up to then has been looked at."""
        ...

    def last_check(self, source: str) -> datetime | None:
        """The time `checked` was told last; None before the first."""
        ...

    def stock(self) -> tuple[int, datetime]:
        """The number of the stock told last, and when; 0 and the beginning of time before the first."""
        ...
