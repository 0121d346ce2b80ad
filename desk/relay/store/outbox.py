"""Messages that answer no request: written with what caused them, claimed by one relay, settled once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import and_, bindparam, func, select, update
from sqlalchemy.dialects import postgresql

from desk.relay.store.feed import Feed
from desk.relay.store.tables import DEVICES, FEED, OUTBOX
from desk.store.connection import Connection, SqlRow
from desk.store.statements import Statement, constant
from desk.store.times import micros, moment

Kind = Literal["progress", "reply", "owner"]

_WAITING = OUTBOX.c.state == constant("'waiting'")
_SENDING = OUTBOX.c.state == constant("'sending'")
_THEIRS = and_(OUTBOX.c.account == bindparam("account"), OUTBOX.c.openid == bindparam("openid"))
_THIS = OUTBOX.c.seq == bindparam("seq")
_MESSAGE = (
    OUTBOX.c.seq, OUTBOX.c.account, OUTBOX.c.openid, OUTBOX.c.kind, OUTBOX.c.about, OUTBOX.c.body,
    OUTBOX.c.state, OUTBOX.c.reason, OUTBOX.c.until, OUTBOX.c.tries,
)  # fmt: skip
_ADD = Statement(
    postgresql.insert(OUTBOX)
    .values({column.name: bindparam(column.name) for column in OUTBOX.columns})
    .on_conflict_do_nothing(index_elements=["cause"])
)
_BY_CAUSE = Statement(select(*_MESSAGE).where(OUTBOX.c.cause == bindparam("cause")))
_BY_SEQ = Statement(select(*_MESSAGE).where(_THIS))
_DUE = Statement(
    select(*_MESSAGE)
    .where(and_(_WAITING, OUTBOX.c.due <= bindparam("now")))
    .order_by(OUTBOX.c.due, OUTBOX.c.seq)
    .limit(bindparam("count"))
)
_LATE = Statement(
    select(func.count())
    .select_from(OUTBOX)
    .where(and_(_SENDING, OUTBOX.c.claimed < bindparam("before")))
)  # fmt: skip
_BUSY = Statement(select(OUTBOX.c.account, OUTBOX.c.openid).where(_SENDING))
_CLAIM = Statement(
    update(OUTBOX).where(and_(_THIS, _WAITING)).values(state=constant("'sending'"), claimed=bindparam("now"))
)
_PUT_OFF = Statement(
    update(OUTBOX)
    .where(and_(_THIS, OUTBOX.c.state.in_([constant("'waiting'"), constant("'sending'")])))
    .values(
        state=constant("'waiting'"),
        due=bindparam("later"),
        tries=OUTBOX.c.tries + constant("1"),
        claimed=constant("NULL"),
    )
)
_SETTLE = Statement(
    update(OUTBOX)
    .where(and_(_THIS, OUTBOX.c.state.in_([constant("'waiting'"), constant("'sending'")])))
    .values(state=bindparam("ending"), reason=bindparam("reason"), claimed=constant("NULL"))
)
_DROP_WAITING = {
    "this": Statement(
        update(OUTBOX)
        .where(and_(_THIS, _WAITING))
        .values(state=constant("'dropped'"), reason=bindparam("why"))
    ),
    "order": Statement(
        update(OUTBOX)
        .where(
            and_(
                _THEIRS,
                _WAITING,
                OUTBOX.c.kind == constant("'progress'"),
                OUTBOX.c.about == bindparam("order"),
            )
        )
        .values(state=constant("'dropped'"), reason=bindparam("why"))
    ),
    "account": Statement(
        update(OUTBOX)
        .where(and_(OUTBOX.c.account == bindparam("account"), _WAITING))
        .values(state=constant("'dropped'"), reason=bindparam("why"))
    ),
}
_LOSE = Statement(
    update(OUTBOX)
    .where(and_(_SENDING, OUTBOX.c.claimed < bindparam("before")))
    .values(state=constant("'dropped'"), reason=constant("'unknown'"), claimed=constant("NULL"))
)
_WAKE = Statement(
    update(OUTBOX)
    .where(and_(_THEIRS, _WAITING, OUTBOX.c.due > bindparam("now")))
    .values(due=bindparam("now"))
)  # fmt: skip
_REMINDED = Statement(
    select(func.max(OUTBOX.c.at)).where(and_(_THEIRS, OUTBOX.c.kind == constant("'owner'")))
)
_UNTAKEN = Statement(
    select(FEED.c.seq, FEED.c.at, FEED.c.body)
    .where(
        and_(
            FEED.c.kind == constant("'order'"),
            FEED.c.seq
            > select(func.coalesce(func.max(DEVICES.c.acknowledged), constant("0")))
            .where(DEVICES.c.revoked == constant("0"))
            .scalar_subquery(),
        )
    )
    .order_by(FEED.c.seq)
    .limit(bindparam("count"))
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `body` holds `text`, and `values` for a notice's fields."""

    seq: int
    account: str
    openid: str
    kind: Kind
    about: str
    body: Mapping[str, Any]
    state: str
    reason: str
    until: datetime
    tries: int


class Outbox:
    """The messages of every account."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._numbers = Feed(connection)

    def add(
        self,
        cause: str,
        kind: Kind,
        account: str,
        openid: str,
        body: Mapping[str, Any],
        until: datetime,
        now: datetime,
        about: str = "",
    ) -> bool:
        """A message that may go from now on until `until`; False when that cause had its message already.

        Without a cause the caller knows that there was none.
        """
        if cause and self._db.row(_BY_CAUSE, {"cause": cause}) is not None:
            return False
        seq = self._numbers.count("outbox")
        values = {
            "seq": seq,
            "cause": cause or f"message {seq}",
            "account": account,
            "openid": openid,
            "kind": kind,
            "about": about,
            "body": json.dumps(body, ensure_ascii=False),
            "state": "waiting",
            "reason": "",
            "at": micros(now),
            "due": micros(now),
            "until": micros(until),
            "claimed": None,
            "tries": 0,
        }
        return self._db.change(_ADD, values) > 0

    def of_cause(self, cause: str) -> Message | None:
        """The message that came of something."""
        row = self._db.row(_BY_CAUSE, {"cause": cause})
        return None if row is None else _message(row)

    def message(self, seq: int) -> Message | None:
        """One message."""
        row = self._db.row(_BY_SEQ, {"seq": seq})
        return None if row is None else _message(row)

    def due(self, now: datetime, count: int) -> list[Message]:
        """What may go now, what waits longest first."""
        return [_message(row) for row in self._db.rows(_DUE, {"now": micros(now), "count": count})]

    def late(self, claimed_before: datetime) -> bool:
        """Whether a relay claimed something that long ago and never said what became of it."""
        return self._db.rows(_LATE, {"before": micros(claimed_before)})[0][0] > 0

    def busy(self) -> set[tuple[str, str]]:
        """For whom something is on its way, by account and openid: theirs go one after the other."""
        return {(account, openid) for account, openid in self._db.rows(_BUSY)}

    def claim(self, seq: int, now: datetime) -> bool:
        """Take it; False when another relay has it."""
        return self._db.change(_CLAIM, {"seq": seq, "now": micros(now)}) > 0

    def put_off(self, seq: int, later: datetime) -> None:
        """Nothing was taken; it may go later."""
        self._db.change(_PUT_OFF, {"seq": seq, "later": micros(later)})

    def settle(self, seq: int, state: Literal["sent", "dropped"], reason: str = "") -> None:
        """What became of it; the first word counts."""
        self._db.change(_SETTLE, {"seq": seq, "ending": state, "reason": reason})

    def give_up(self, seq: int, reason: str) -> bool:
        """Drop it unless it is on its way; whether it was dropped."""
        return self._db.change(_DROP_WAITING["this"], {"seq": seq, "why": reason}) > 0

    def supersede(self, account: str, openid: str, order: str, reason: str) -> None:
        """Older progress of an order is of no more use."""
        values = {"account": account, "openid": openid, "order": order, "why": reason}
        self._db.change(_DROP_WAITING["order"], values)

    def drop_account(self, account: str, reason: str) -> None:
        """Nothing of an account goes any more."""
        self._db.change(_DROP_WAITING["account"], {"account": account, "why": reason})

    def lose(self, claimed_before: datetime) -> int:
        """What a relay that ended was sending has an unknown end, and is not sent again; how many."""
        return self._db.change(_LOSE, {"before": micros(claimed_before)})

    def wake(self, account: str, openid: str, now: datetime) -> bool:
        """They did something: what waited for it may go; whether something did."""
        return self._db.change(_WAKE, {"account": account, "openid": openid, "now": micros(now)}) > 0

    def reminded(self, account: str, openid: str) -> datetime | None:
        """When this owner was told of waiting orders last."""
        found = self._db.rows(_REMINDED, {"account": account, "openid": openid})[0][0]
        return None if found is None else moment(found)

    def untaken(self) -> tuple[int, datetime, str] | None:
        """The oldest order in the feed that no desk has acknowledged: its place, time and number."""
        row = self._db.row(_UNTAKEN, {"count": 1})
        return None if row is None else (row[0], moment(row[1]), str(json.loads(row[2]).get("number", "")))


def _message(row: SqlRow) -> Message:
    seq, account, openid, kind, about, body, state, reason, until, tries = row
    return Message(seq, account, openid, kind, about, json.loads(body), state, reason, moment(until), tries)
