"""Counters that may never give the same value twice."""

from datetime import date, datetime

from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql

from desk.domain.tickets import Running
from desk.store.connection import Connection
from desk.store.statements import Statement, constant
from desk.store.tables import ORDER_NUMBERS, TICKET_NUMBERS
from desk.store.times import maybe_moment, micros

_ONE = constant("1")

# PostgreSQL's construct also writes SQLite's ON CONFLICT, which has the same words.
_NEXT_ORDER = Statement(
    postgresql.insert(ORDER_NUMBERS)
    .values(letter=bindparam("letter"), day=bindparam("day"), last=_ONE)
    .on_conflict_do_update(index_elements=["letter", "day"], set_={"last": ORDER_NUMBERS.c.last + _ONE})
    .returning(ORDER_NUMBERS.c.last)
)
# On the right stand the values before the change.
_NEXT_TICKET = Statement(
    postgresql.insert(TICKET_NUMBERS)
    .values(station=bindparam("station"), last=_ONE, last_at=bindparam("at"))
    .on_conflict_do_update(
        index_elements=["station"],
        set_={
            "previous": TICKET_NUMBERS.c.last,
            "previous_at": TICKET_NUMBERS.c.last_at,
            "last": TICKET_NUMBERS.c.last + _ONE,
            "last_at": bindparam("at"),
        },
    )
    .returning(TICKET_NUMBERS.c.last, TICKET_NUMBERS.c.previous, TICKET_NUMBERS.c.previous_at)
)


class Numbers:
    """The repository of desk.domain.ports.Numbers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_order(self, letter: str, day: date) -> int:
        """The day's next order number for a letter, from 1."""
        return self._connection.rows(_NEXT_ORDER, {"letter": letter, "day": day.isoformat()})[0][0]

    def next_ticket(self, station: str, at: datetime) -> Running:
        """The station's next running number, with the one before and its time; remembers `at`."""
        row = self._connection.rows(_NEXT_TICKET, {"station": station, "at": micros(at)})[0]
        return Running(row[0], row[1], maybe_moment(row[2]))
