"""Money on its way back: asked for by the desk, settled by WeChat's word."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, or_, select, update

from desk.relay.store.tables import REFUNDS
from desk.store.connection import Connection, SqlRow
from desk.store.statements import Statement, constant, insert_row
from desk.store.times import maybe_micros, micros, moment

_THIS = REFUNDS.c.number == bindparam("number")
_UNCLAIMED = or_(REFUNDS.c.claimed.is_(None), REFUNDS.c.claimed < bindparam("ran_out"))
_REFUND = (
    REFUNDS.c.number, REFUNDS.c.payment, REFUNDS.c.amount, REFUNDS.c.cause, REFUNDS.c.state, REFUNDS.c.reason,
    REFUNDS.c.reference, REFUNDS.c.at,
)  # fmt: skip
_ADD = insert_row(REFUNDS)
_BY_NUMBER = Statement(select(*_REFUND).where(_THIS))
_OF = Statement(
    select(*_REFUND).where(REFUNDS.c.payment == bindparam("payment")).order_by(REFUNDS.c.at, REFUNDS.c.number)
)
_SETTLE = Statement(
    update(REFUNDS)
    .where(and_(_THIS, REFUNDS.c.state != bindparam("state"), REFUNDS.c.state != constant("'done'")))
    .values(
        state=bindparam("state"),
        reason=bindparam("reason"),
        reference=bindparam("reference"),
        poll_at=bindparam("poll_at"),
        claimed=constant("NULL"),
    )
)
_LATER = Statement(
    update(REFUNDS).where(_THIS).values(poll_at=bindparam("poll_at"), claimed=constant("NULL"))
)
_DUE = Statement(
    select(REFUNDS.c.number)
    .where(and_(REFUNDS.c.poll_at <= bindparam("now"), _UNCLAIMED))
    .order_by(REFUNDS.c.poll_at)
    .limit(bindparam("count"))
)
_CLAIM = Statement(
    update(REFUNDS)
    .where(and_(_THIS, REFUNDS.c.poll_at.is_not(None), _UNCLAIMED))
    .values(claimed=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Refund:
    """One refund; see desk.relay.store.tables. `cause` is the reason a person gave."""

    number: str
    payment: str
    amount: int
    cause: str
    state: str
    reason: str
    reference: str
    at: datetime


class Refunds:
    """The refunds of every payment."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, refund: Refund, poll_at: datetime) -> None:
        """Another one; WeChat is asked where it stands from `poll_at` on."""
        values = {
            "number": refund.number,
            "payment": refund.payment,
            "amount": refund.amount,
            "cause": refund.cause,
            "state": refund.state,
            "reason": refund.reason,
            "reference": refund.reference,
            "at": micros(refund.at),
            "poll_at": micros(poll_at),
            "claimed": None,
        }
        self._db.change(_ADD, values)

    def refund(self, number: str) -> Refund | None:
        """One refund."""
        row = self._db.row(_BY_NUMBER, {"number": number})
        return None if row is None else _refund(row)

    def of(self, payment: str) -> list[Refund]:
        """A payment's, the oldest first."""
        return [_refund(row) for row in self._db.rows(_OF, {"payment": payment})]

    def spoken_for(self, payment: str) -> int:
        """What of a payment is or may be on its way back, in minor units."""
        return sum(each.amount for each in self.of(payment) if each.state != "failed")

    def settle(
        self, number: str, state: str, reason: str = "", reference: str = "", look: datetime | None = None
    ) -> bool:
        """Where it stands from now on; whether that is new. What is done stays done."""
        values = {"state": state, "reason": reason, "reference": reference, "poll_at": maybe_micros(look)}
        return self._db.change(_SETTLE, {"number": number, **values}) > 0

    def look_later(self, number: str, at: datetime | None) -> None:
        """WeChat is asked about it again then."""
        self._db.change(_LATER, {"number": number, "poll_at": maybe_micros(at)})

    def due(self, now: datetime, ran_out: datetime, count: int) -> list[str]:
        """The numbers WeChat is to be asked about now; claims made before `ran_out` are over."""
        values = {"now": micros(now), "ran_out": micros(ran_out), "count": count}
        return [number for (number,) in self._db.rows(_DUE, values)]

    def claim(self, number: str, now: datetime, ran_out: datetime) -> bool:
        """Take it; False when another relay has it."""
        values = {"number": number, "now": micros(now), "ran_out": micros(ran_out)}
        return self._db.change(_CLAIM, values) > 0


def _refund(row: SqlRow) -> Refund:
    number, payment, amount, cause, state, reason, reference, at = row
    return Refund(number, payment, amount, cause, state, reason, reference, moment(at))
