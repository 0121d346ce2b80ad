"""What customers wrote and what was answered: conversations, their messages, the replies kept ready."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, case, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql

from desk.domain.inbox import (
    IncomingMessage,
    OutgoingAnswer,
    TalkCard,
    TalkDetail,
    TalkKey,
    TalkMessage,
    TalkOrder,
)
from desk.store.connection import Connection, SqlRow
from desk.store.statements import Statement, constant, insert_row
from desk.store.tables import CUSTOMERS, IDENTITIES, MESSAGES, ORDERS, QUICK_REPLIES, TALKS

#: Messages and orders that an opened conversation shows.
MOST_MESSAGES, MOST_ORDERS = 200, 8

#: Messages that the relay passes on only while a person answers.
_TO_A_PERSON = frozenset({"text", "human", "picture"})

_THIS = and_(
    TALKS.c.source == bindparam("source"),
    TALKS.c.account == bindparam("account"),
    TALKS.c.customer == bindparam("customer"),
)
_OF_THIS = and_(
    MESSAGES.c.source == bindparam("source"),
    MESSAGES.c.account == bindparam("account"),
    MESSAGES.c.customer == bindparam("customer"),
)
_TAKE = Statement(
    postgresql.insert(MESSAGES)
    .values({c.name: bindparam(c.name) for c in MESSAGES.columns if c.name != "id"})
    .on_conflict_do_nothing(index_elements=["source", "seq", "at"])
    .inline()
)
_ADD = Statement(
    insert(MESSAGES)
    .values({c.name: bindparam(c.name) for c in MESSAGES.columns if c.name != "id"})
    .returning(MESSAGES.c.id)
)
_NEW_NAME = bindparam("name", type_=TALKS.c.name.type)
_NOW_HUMAN = bindparam("human", type_=TALKS.c.human.type)
_HEARD = Statement(
    postgresql.insert(TALKS)
    .values({c.name: bindparam(c.name) for c in TALKS.columns})
    .on_conflict_do_update(
        index_elements=["source", "account", "customer"],
        set_={
            "last_at": bindparam("last_at"),
            "last_kind": bindparam("last_kind"),
            "last": bindparam("last"),
            "done": constant("0"),
            "unread": TALKS.c.unread + constant("1"),
            "name": case((constant("''") != _NEW_NAME, _NEW_NAME), else_=TALKS.c.name),
            "human": _NOW_HUMAN,
            # written while it was being handed back: the person has to go on
            "handover": case(
                (and_(TALKS.c.done == constant("1"), constant("1") == _NOW_HUMAN), constant("'takeover'")),
                else_=TALKS.c.handover,
            ),
        },
    )
)
_ANSWERED = Statement(
    update(TALKS)
    .where(_THIS)
    .values(
        last_at=bindparam("at"), last_kind=constant("'answer'"), last=bindparam("text"), unread=constant("0")
    )
)
_READ = Statement(
    update(TALKS).where(and_(_THIS, TALKS.c.unread > constant("0"))).values(unread=constant("0"))
)
_SET_DONE = Statement(
    update(TALKS)
    .where(_THIS)
    .values(done=bindparam("is_done"), unread=constant("0"), handover=bindparam("over"))
)
_HUMAN = Statement(select(TALKS.c.human).where(_THIS))
_HANDOVERS = Statement(
    select(TALKS.c.account, TALKS.c.customer, TALKS.c.handover).where(
        and_(TALKS.c.handover != constant("''"), TALKS.c.source == bindparam("source"))
    )
)
_HANDED = Statement(
    update(TALKS).where(and_(_THIS, TALKS.c.handover == bindparam("over"))).values(handover=constant("''"))
)
_UNREAD = Statement(select(func.count()).select_from(TALKS).where(TALKS.c.unread > constant("0")))
_CARD = (
    TALKS.c.source, TALKS.c.account, TALKS.c.customer, TALKS.c.name, CUSTOMERS.c.name, CUSTOMERS.c.nickname,
    TALKS.c.last, TALKS.c.last_kind, TALKS.c.last_at, TALKS.c.unread, TALKS.c.done, TALKS.c.human,
)  # fmt: skip
_WITH_NAMES = TALKS.outerjoin(
    IDENTITIES,
    and_(IDENTITIES.c.kind == constant("'source:' || talks.source"), IDENTITIES.c.value == TALKS.c.customer),
).outerjoin(CUSTOMERS, CUSTOMERS.c.id == IDENTITIES.c.customer_id)
_LIST = Statement(
    select(*_CARD)
    .select_from(_WITH_NAMES)
    .where(TALKS.c.done == bindparam("is_done"))
    .order_by(TALKS.c.last_at.desc())
    .limit(bindparam("count", type_=TALKS.c.last_at.type))
)
_ONE = Statement(select(*_CARD).select_from(_WITH_NAMES).where(_THIS))
_MESSAGE = (
    MESSAGES.c.id, MESSAGES.c.at, MESSAGES.c.kind, MESSAGES.c.number, MESSAGES.c.text, MESSAGES.c.state,
    MESSAGES.c.reason, MESSAGES.c.person,
)  # fmt: skip
_MESSAGES = Statement(
    select(*_MESSAGE)
    .where(_OF_THIS)
    .order_by(MESSAGES.c.id.desc())
    .limit(bindparam("count", type_=MESSAGES.c.at.type))
)
_ORDERS = Statement(
    select(ORDERS.c.id, ORDERS.c.number, ORDERS.c.state, ORDERS.c.received_at)
    .select_from(IDENTITIES.join(ORDERS, ORDERS.c.customer_id == IDENTITIES.c.customer_id))
    .where(and_(IDENTITIES.c.kind == bindparam("kind"), IDENTITIES.c.value == bindparam("customer")))
    .order_by(ORDERS.c.received_at.desc())
    .limit(bindparam("count", type_=ORDERS.c.received_at.type))
)
_ANSWER = Statement(
    select(
        MESSAGES.c.source, MESSAGES.c.account, MESSAGES.c.customer, MESSAGES.c.text, MESSAGES.c.state,
        MESSAGES.c.attempt,
    ).where(and_(MESSAGES.c.id == bindparam("id"), MESSAGES.c.kind == constant("'answer'")))
)  # fmt: skip
_SETTLE = Statement(
    update(MESSAGES)
    .where(MESSAGES.c.id == bindparam("message"))
    .values(state=bindparam("to"), reason=bindparam("why"), attempt=bindparam("count"))
)
_INTERRUPTED = Statement(
    update(MESSAGES)
    .where(MESSAGES.c.state == constant("'sending'"))
    .values(state=constant("'undelivered'"), reason=constant("'interrupted'"))
)
_QUICK = Statement(select(QUICK_REPLIES.c.text).order_by(QUICK_REPLIES.c.position))
_CLEAR_QUICK = Statement(delete(QUICK_REPLIES).where(QUICK_REPLIES.c.position >= constant("0")))
_PUT_QUICK = insert_row(QUICK_REPLIES)


class Messages:
    """The repository of desk.domain.inbox.Messages."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def take(self, message: IncomingMessage) -> bool:
        """Keep a message of the feed; False when it is there already."""
        at = round(message.at * 1e6)
        row = {
            **message.key._asdict(), "seq": message.seq, "at": at, "kind": message.kind, "number": message.number,
            "text": message.text, "state": "", "reason": "", "attempt": 0, "person": "",
        }  # fmt: skip
        if not self._db.change(_TAKE, row):
            return False
        self._db.change(
            _HEARD,
            {
                **message.key._asdict(), "name": message.name, "last_at": at, "last_kind": message.kind,
                "last": message.text[:200], "unread": 1, "done": 0, "human": int(message.kind in _TO_A_PERSON),
                "handover": "",
            },
        )  # fmt: skip
        return True

    def talks(self, *, done: bool, limit: int) -> list[TalkCard]:
        """The newest conversations that are done, or are not."""
        return [_card(row) for row in self._db.rows(_LIST, {"is_done": int(done), "count": limit})]

    def unread(self) -> int:
        """How many conversations hold something that nobody has read."""
        return self._db.rows(_UNREAD)[0][0]

    def detail(self, key: TalkKey) -> TalkDetail | None:
        """One conversation."""
        row = self._db.row(_ONE, key._asdict())
        if row is None:
            return None
        messages = self._db.rows(_MESSAGES, {**key._asdict(), "count": MOST_MESSAGES})
        orders = self._db.rows(
            _ORDERS, {"kind": f"source:{key.source}", "customer": key.customer, "count": MOST_ORDERS}
        )
        return TalkDetail(
            _card(row),
            tuple(TalkMessage(r[0], r[1] / 1e6, *r[2:]) for r in reversed(messages)),
            tuple(TalkOrder(r[0], r[1], r[2], r[3] / 1e6) for r in orders),
        )

    def mark_read(self, key: TalkKey) -> bool:
        """Somebody saw it; whether there was anything unread."""
        return self._db.change(_READ, key._asdict()) > 0

    def set_done(self, key: TalkKey, *, done: bool) -> bool:
        """Mark it done, or open it again; the relay is to be told who answers. False when there is no such one.

        Opened again, a person answers as before where the customer had asked for one.
        """
        row = self._db.row(_HUMAN, key._asdict())
        if row is None:
            return False
        over = "handback" if done else "takeover" if row[0] else ""
        self._db.change(_SET_DONE, {**key._asdict(), "is_done": int(done), "over": over})
        return True

    def handovers(self, source: str) -> list[tuple[TalkKey, str]]:
        """What that source's relay is still to be told: `handback` or `takeover`."""
        return [
            (TalkKey(source, row[0], row[1]), row[2]) for row in self._db.rows(_HANDOVERS, {"source": source})
        ]

    def handed_over(self, key: TalkKey, what: str) -> None:
        """The relay knows it."""
        self._db.change(_HANDED, {**key._asdict(), "over": what})

    def add_answer(self, key: TalkKey, text: str, by: str, at: int) -> int:
        """Keep an answer that is about to be sent; its id. `at` in microseconds."""
        row = {
            **key._asdict(), "seq": None, "at": at, "kind": "answer", "number": "", "text": text,
            "state": "sending", "reason": "", "attempt": 0, "person": by,
        }  # fmt: skip
        self._db.change(_ANSWERED, {**key._asdict(), "at": at, "text": text[:200]})
        return self._db.rows(_ADD, row)[0][0]

    def answer(self, message_id: int) -> OutgoingAnswer | None:
        """One answer."""
        row = self._db.row(_ANSWER, {"id": message_id})
        return None if row is None else OutgoingAnswer(message_id, TalkKey(*row[:3]), row[3], row[4], row[5])

    def settle(self, message_id: int, state: str, reason: str, attempt: int) -> None:
        """What became of an answer."""
        self._db.change(_SETTLE, {"message": message_id, "to": state, "why": reason, "count": attempt})

    def interrupted(self) -> int:
        """Answers that were on their way when the desk ended are undelivered; how many."""
        return self._db.change(_INTERRUPTED, {})

    def quick_replies(self) -> list[str]:
        """The owner's own, in order; empty while the shipped ones stand."""
        return [row[0] for row in self._db.rows(_QUICK)]

    def set_quick_replies(self, texts: Sequence[str]) -> None:
        """These from now on; none brings the shipped ones back."""
        self._db.change(_CLEAR_QUICK, {})
        self._db.change_many(_PUT_QUICK, [{"position": at, "text": text} for at, text in enumerate(texts)])


def _card(row: SqlRow) -> TalkCard:
    source, account, customer, name, known, nickname, last, kind, at, unread, done, human = row
    return TalkCard(
        TalkKey(source, account, customer), name or known or nickname or "", last, kind, at / 1e6, unread,
        bool(done), bool(human),
    )  # fmt: skip
