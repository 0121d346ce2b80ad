"""Counters that may never give the same value twice."""

from datetime import UTC, date, datetime

from sqlalchemy import and_, bindparam, select
from sqlalchemy.dialects import postgresql

from desk.domain.tickets import Running
from desk.store.connection import Connection, SqlRow
from desk.store.statements import Statement, constant
from desk.store.tables import COUNTERS
from desk.store.times import maybe_moment, micros, moment

# PostgreSQL's construct also writes SQLite's ON CONFLICT, which has the same words.
# On the right of SET stand the values before the change.
_NEXT = Statement(
    postgresql.insert(COUNTERS)
    .values(scope=bindparam("scope"), name=bindparam("name"), last=constant("1"), last_at=bindparam("at"))
    .on_conflict_do_update(
        index_elements=["scope", "name"],
        set_={
            "previous": COUNTERS.c.last,
            "previous_at": COUNTERS.c.last_at,
            "last": COUNTERS.c.last + constant("1"),
            "last_at": bindparam("at"),
        },
    )
    .returning(COUNTERS.c.last, COUNTERS.c.previous, COUNTERS.c.previous_at)
)


_LAST = Statement(
    select(COUNTERS.c.last, COUNTERS.c.last_at).where(
        and_(COUNTERS.c.scope == bindparam("scope"), COUNTERS.c.name == bindparam("name"))
    )
)


class Numbers:
    """The repository of desk.domain.ports.Numbers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_order(self, letter: str, day: date) -> int:
        """The day's next order number for a letter, from 1."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return self._next("order", f"{letter} {day.isoformat()}", midnight)[0]

    def next_ticket(self, station: str, at: datetime) -> Running:
        """The station's next running number, with the one before and its time; remembers `at`."""
        number, previous, previous_at = self._next("ticket", station, at)
        return Running(number, previous, maybe_moment(previous_at))

    def next_stock(self, at: datetime) -> int:
        """A number for the stock that was told at that time."""
        return self._next("stock", "catalogue", at)[0]

    def stock(self) -> tuple[int, datetime]:
        """The number of the stock told last, and when; 0 and the beginning of time before the first."""
        row = self._connection.row(_LAST, {"scope": "stock", "name": "catalogue"})
        return (0, datetime.fromtimestamp(0, UTC)) if row is None else (row[0], moment(row[1]))

    def checked(self, source: str, at: datetime) -> None:
        """Everything that source listed as changed up to then has been looked at."""
        self._next("check", source, at)

    def last_check(self, source: str) -> datetime | None:
        """The time `checked` was told last; None before the first."""
        row = self._connection.row(_LAST, {"scope": "check", "name": source})
        return None if row is None else maybe_moment(row[1])

    def _next(self, scope: str, name: str, at: datetime) -> SqlRow:
        return self._connection.rows(_NEXT, {"scope": scope, "name": name, "at": micros(at)})[0]
