"""What is of no more use goes, a bounded piece in each transaction: nobody's message waits for the rest."""

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, Table, and_, bindparam, delete, func, select, tuple_

from desk.relay.store.tables import (
    CODES,
    COMMANDS,
    DEVICES,
    FEED,
    OUTBOX,
    PAY_NOTICES,
    PAYMENTS,
    PICTURES,
    PLACED,
    REFUNDS,
    REPLIES,
    SOLD,
    TALKS,
    VISITS,
    WINDOWS,
)
from desk.relay.store.talks import KEEP_REPLY
from desk.store.connection import Connection
from desk.store.statements import Statement, constant
from desk.store.times import micros

#: Rows of each kind that go at a time.
PIECE = 500
#: How long a customer may say nothing before the relay forgets them, address and all.
KEEP_TALK = timedelta(days=365)
#: How long an order stays; the desk has its own copy.
KEEP_ORDER = timedelta(days=400)
#: How long a desk may repeat a command: one that was off for its holidays comes back with what it wanted to say.
KEEP_COMMAND = timedelta(days=30)
#: How long what every desk has acknowledged stays.
KEEP_FEED = timedelta(days=30)
#: How long a browser on the menu page is known after it was used last; its cookie ends sooner.
KEEP_VISIT = timedelta(days=2)
#: How long money stays known: WeChat takes refunds of a payment for a year, and of these some take months.
KEEP_MONEY = timedelta(days=3 * 366)
#: How long a notification's id stays: WeChat repeats one for a day, and what it tells of is booked once anyway.
KEEP_NOTICE = timedelta(days=30)
#: How long a day's sales count against the daily limits; a few days more than any time zone needs.
KEEP_SOLD = timedelta(days=7)


def _piece(table: Table, condition: ColumnElement[bool]) -> Statement:
    keys = list(table.primary_key)
    some = select(*keys).where(condition).limit(bindparam("piece"))
    which = keys[0].in_(some) if len(keys) == 1 else tuple_(*keys).in_(some)
    return Statement(delete(table).where(which))


_BEFORE: BindParameter[int] = bindparam("before")
_REPLIES = _piece(REPLIES, REPLIES.c.at < _BEFORE)
_TALKS = _piece(TALKS, TALKS.c.at < _BEFORE)
_PLACED = _piece(PLACED, PLACED.c.at < _BEFORE)
#: What is still to be sent has an end of its own, far sooner.
_OUTBOX = _piece(OUTBOX, OUTBOX.c.at < _BEFORE)
_WINDOWS = _piece(WINDOWS, WINDOWS.c.at < _BEFORE)
_COMMANDS = _piece(COMMANDS, COMMANDS.c.at < _BEFORE)
_PAYMENTS = _piece(PAYMENTS, PAYMENTS.c.at < _BEFORE)
_REFUNDS = _piece(REFUNDS, REFUNDS.c.at < _BEFORE)
_NOTICES = _piece(PAY_NOTICES, PAY_NOTICES.c.at < _BEFORE)
_CODES = _piece(CODES, CODES.c.until < _BEFORE)
#: `stock` is no day and sorts behind them all.
_PICTURES = _piece(PICTURES, PICTURES.c.at < _BEFORE)
_VISITS = _piece(VISITS, VISITS.c.at < _BEFORE)
_SOLD = _piece(SOLD, SOLD.c.day < bindparam("day"))
_FEED = _piece(FEED, and_(FEED.c.seq <= bindparam("upto"), FEED.c.at < _BEFORE))
_LEAST_ACKNOWLEDGED = Statement(
    select(func.min(DEVICES.c.acknowledged)).where(DEVICES.c.revoked == constant("0"))
)


class Forgetting:
    """What is of no more use."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def piece(self, now: datetime) -> bool:
        """Drop a piece of each kind; whether there may be more."""
        gone = [
            self._db.change(statement, {"before": micros(before), "piece": PIECE})
            for statement, before in (
                (_REPLIES, now - KEEP_REPLY),
                (_TALKS, now - KEEP_TALK),
                (_PLACED, now - KEEP_ORDER),
                (_COMMANDS, now - KEEP_COMMAND),
                (_OUTBOX, now - KEEP_COMMAND),
                (_WINDOWS, now - KEEP_TALK),
                (_VISITS, now - KEEP_VISIT),
                (_PICTURES, now - KEEP_ORDER),
                (_CODES, now),
                (_PAYMENTS, now - KEEP_MONEY),
                (_REFUNDS, now - KEEP_MONEY),
                (_NOTICES, now - KEEP_NOTICE),
            )
        ]
        gone.append(self._db.change(_SOLD, {"day": (now - KEEP_SOLD).date().isoformat(), "piece": PIECE}))
        least = self._db.rows(_LEAST_ACKNOWLEDGED)[0][0]
        if least is not None:
            values = {"upto": least, "before": micros(now - KEEP_FEED), "piece": PIECE}
            gone.append(self._db.change(_FEED, values))
        return max(gone) >= PIECE
