"""Attempts to be paid, one row each: made, asked for, paid once or closed; and what was told of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select, update

from desk.relay.store.tables import PAY_NOTICES, PAYMENTS
from desk.relay.store.upserts import upsert
from desk.store.connection import Connection, SqlRow
from desk.store.statements import Statement, constant, insert_row
from desk.store.times import maybe_micros, micros, moment

_THIS = PAYMENTS.c.number == bindparam("number")
_LIVE = PAYMENTS.c.state.in_([constant("'created'"), constant("'asked'")])
#: Of one order, placed here or at the desk.
_ITS = and_(PAYMENTS.c.order_id == bindparam("order"), PAYMENTS.c.desk_order == bindparam("desk"))
_UNCLAIMED = or_(PAYMENTS.c.claimed.is_(None), PAYMENTS.c.claimed < bindparam("ran_out"))
_ADD = insert_row(PAYMENTS)
_BY_NUMBER = Statement(select(*PAYMENTS.columns).where(_THIS))
_OF = Statement(select(*PAYMENTS.columns).where(_ITS).order_by(PAYMENTS.c.at, PAYMENTS.c.number))
_ASKED = Statement(
    update(PAYMENTS)
    .where(and_(_THIS, PAYMENTS.c.state == constant("'created'")))
    .values(state=constant("'asked'"), handle=bindparam("handle"))
)
_PAID = Statement(
    update(PAYMENTS)
    .where(and_(_THIS, PAYMENTS.c.state != constant("'paid'")))
    .values(
        state=constant("'paid'"),
        reference=bindparam("reference"),
        evidence=bindparam("evidence"),
        off=bindparam("off"),
        openid=constant("''"),  # it served to ask
        paid_at=bindparam("paid_at"),
        poll_at=constant("NULL"),
        claimed=constant("NULL"),
    )
)
_CLOSED = Statement(
    update(PAYMENTS)
    .where(and_(_THIS, _LIVE))
    .values(
        state=constant("'closed'"),
        openid=constant("''"),
        poll_at=bindparam("poll_at"),
        claimed=constant("NULL"),
    )
)
_CLOSED_UNASKED = Statement(
    update(PAYMENTS)
    .where(and_(_THIS, PAYMENTS.c.state == constant("'created'")))
    .values(
        state=constant("'closed'"),
        openid=constant("''"),
        poll_at=bindparam("poll_at"),
        claimed=constant("NULL"),
    )
)
_TROUBLE = Statement(update(PAYMENTS).where(_THIS).values(trouble=bindparam("why")))
_LOOKED = Statement(
    update(PAYMENTS)
    .where(_THIS)
    .values(looked_at=bindparam("now"), poll_at=bindparam("poll_at"), claimed=constant("NULL"))
)
_PUT_OFF = Statement(
    update(PAYMENTS)
    .where(and_(_THIS, PAYMENTS.c.poll_at.is_not(None)))
    .values(poll_at=bindparam("poll_at"), claimed=constant("NULL"))
)
_DISTURB = Statement(
    update(PAYMENTS)
    .where(and_(PAYMENTS.c.order_id == bindparam("order"), _LIVE))
    .values(poll_at=constant("0"))
)
_DUE = Statement(
    select(PAYMENTS.c.number)
    .where(and_(PAYMENTS.c.poll_at <= bindparam("now"), _UNCLAIMED))
    .order_by(PAYMENTS.c.poll_at)
    .limit(bindparam("count"))
)
_CLAIM = Statement(
    update(PAYMENTS)
    .where(and_(_THIS, PAYMENTS.c.poll_at.is_not(None), _UNCLAIMED))
    .values(claimed=bindparam("now"))
)
_NOTICE = Statement(select(PAY_NOTICES.c.outcome).where(PAY_NOTICES.c.id == bindparam("id")))
_KEEP_NOTICE = upsert(PAY_NOTICES, ["id"], "at", "payment", "outcome")


@dataclass(frozen=True, slots=True)
class Payment:
    """One attempt to be paid; see desk.relay.store.tables."""

    number: str
    order_id: str
    desk_order: str
    account: str
    openid: str
    way: str
    title: str
    amount: int
    currency: str
    state: str
    at: datetime
    until: datetime
    handle: str = ""
    reference: str = ""
    evidence: str = ""
    off: bool = False
    trouble: str = ""
    paid_at: datetime | None = None
    looked_at: datetime | None = None
    poll_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Whether it may still be paid as far as we know."""
        return self.state in {"created", "asked"}


class Payments:
    """The payments of every order, and notifications that were taken."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, payment: Payment) -> None:
        """A new attempt."""
        values: dict[str, Any] = {
            column.name: getattr(payment, column.name)
            for column in PAYMENTS.columns
            if column.name != "claimed"
        }
        for name in ("at", "until"):
            values[name] = micros(values[name])
        for name in ("paid_at", "looked_at", "poll_at"):
            values[name] = maybe_micros(values[name])
        self._db.change(_ADD, {**values, "off": int(payment.off), "claimed": None})

    def payment(self, number: str) -> Payment | None:
        """One attempt."""
        row = self._db.row(_BY_NUMBER, {"number": number})
        return None if row is None else _payment(row)

    def of(self, order_id: str = "", desk_order: str = "") -> list[Payment]:
        """The attempts of an order, the oldest first."""
        if not order_id and not desk_order:
            return []
        return [_payment(row) for row in self._db.rows(_OF, {"order": order_id, "desk": desk_order})]

    def paid(self, order_id: str) -> int:
        """What came in for an order and does not have to go back, in minor units."""
        return sum(each.amount for each in self.of(order_id) if each.state == "paid" and not each.off)

    def asked(self, number: str, handle: str) -> bool:
        """WeChat was asked and gave `handle`; False when it was settled meanwhile."""
        return self._db.change(_ASKED, {"number": number, "handle": handle}) > 0

    def pay(self, number: str, reference: str, evidence: str, paid_at: datetime, *, off: bool) -> bool:
        """The money came; only the first time."""
        values = {"reference": reference, "evidence": evidence, "off": int(off), "paid_at": micros(paid_at)}
        return self._db.change(_PAID, {"number": number, **values}) > 0

    def close(self, number: str, look_again: datetime | None, *, unasked: bool = False) -> bool:
        """Nobody may pay it any more; False when it was settled meanwhile, with `unasked` also when WeChat gave a
        handle for it.
        """
        statement = _CLOSED_UNASKED if unasked else _CLOSED
        return self._db.change(statement, {"number": number, "poll_at": maybe_micros(look_again)}) > 0

    def distrust(self, number: str, why: str) -> None:
        """WeChat told of it what cannot be, in words."""
        self._db.change(_TROUBLE, {"number": number, "why": why})

    def looked(self, number: str, now: datetime, again: datetime | None) -> None:
        """WeChat was asked where it stands, and is asked again then."""
        self._db.change(_LOOKED, {"number": number, "now": micros(now), "poll_at": maybe_micros(again)})

    def put_off(self, number: str, again: datetime) -> None:
        """WeChat could not be asked; it is then."""
        self._db.change(_PUT_OFF, {"number": number, "poll_at": micros(again)})

    def disturb(self, order_id: str) -> None:
        """Something changed: what may still be paid of an order is looked at soon."""
        self._db.change(_DISTURB, {"order": order_id})

    def due(self, now: datetime, ran_out: datetime, count: int) -> list[str]:
        """The numbers WeChat is to be asked about now; claims made before `ran_out` are over."""
        values = {"now": micros(now), "ran_out": micros(ran_out), "count": count}
        return [number for (number,) in self._db.rows(_DUE, values)]

    def claim(self, number: str, now: datetime, ran_out: datetime) -> bool:
        """Take it; False when another relay has it."""
        values = {"number": number, "now": micros(now), "ran_out": micros(ran_out)}
        return self._db.change(_CLAIM, values) > 0

    # --- notifications ---------------------------------------------------------------------------

    def outcome(self, notice: str) -> str | None:
        """What became of a notification by its id; None for one that never came."""
        row = self._db.row(_NOTICE, {"id": notice})
        return None if row is None else row[0]

    def keep_notice(self, notice: str, payment: str, outcome: str, now: datetime) -> None:
        """Remember what became of it."""
        self._db.change(
            _KEEP_NOTICE, {"id": notice, "at": micros(now), "payment": payment, "outcome": outcome}
        )


def _payment(row: SqlRow) -> Payment:
    values: dict[str, Any] = dict(zip((column.name for column in PAYMENTS.columns), row, strict=True))
    del values["claimed"]
    for name in ("at", "until", "paid_at", "looked_at", "poll_at"):
        values[name] = None if values[name] is None else moment(values[name])
    values["off"] = bool(values["off"])
    return Payment(**values)
