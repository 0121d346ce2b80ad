"""Conversations, and what was answered to each delivery."""

from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, select

from desk.relay.store.tables import REPLIES, TALKS
from desk.relay.store.upserts import upsert
from desk.store.connection import Connection
from desk.store.statements import Statement
from desk.store.times import micros

_REPLY = Statement(
    select(REPLIES.c.reply).where(
        and_(
            REPLIES.c.account == bindparam("account"),
            REPLIES.c.delivery == bindparam("delivery"),
            REPLIES.c.at >= bindparam("since"),
        )
    )
)
_PUT_REPLY = upsert(REPLIES, ["account", "delivery"], "at", "reply")
_TALK = Statement(
    select(TALKS.c.state).where(
        and_(TALKS.c.account == bindparam("account"), TALKS.c.openid == bindparam("openid"))
    )
)
_PUT_TALK = upsert(TALKS, ["account", "openid"], "at", "state")

#: How long a delivery's answer is kept for its repetition: longer than anybody who recorded it can send it again,
#: which is twice the ten minutes that a callback's time may be off (it may have come ten minutes early).
KEEP_REPLY = timedelta(minutes=30)


class Talks:
    """Conversations, and what was answered to each delivery."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def reply(self, account: str, delivery: str, now: datetime) -> str | None:
        """What was answered to that delivery, while its answer is kept."""
        since = micros(now - KEEP_REPLY)
        row = self._db.row(_REPLY, {"account": account, "delivery": delivery, "since": since})
        return None if row is None else row[0]

    def keep_reply(self, account: str, delivery: str, reply: str, now: datetime) -> None:
        """Remember an answer."""
        values = {"account": account, "delivery": delivery, "at": micros(now), "reply": reply}
        self._db.change(_PUT_REPLY, values)

    def talk(self, account: str, openid: str) -> str | None:
        """A customer's conversation as JSON."""
        row = self._db.row(_TALK, {"account": account, "openid": openid})
        return None if row is None else row[0]

    def keep_talk(self, account: str, openid: str, state: str, now: datetime) -> None:
        """Remember a conversation."""
        self._db.change(_PUT_TALK, {"account": account, "openid": openid, "at": micros(now), "state": state})
