"""The relay's schema. Times are microseconds since 1970 UTC, money minor units, values JSON.

Everything is small and most of it short-lived; what customers typed is kept no longer than the desk needs it.
A change here needs a migration in desk/relay/store/versions.py.
"""

import re

from sqlalchemy import BigInteger, Index, Table
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, SQLModel

_CLUSTERED = {"sqlite_with_rowid": False}


class Row(SQLModel, registry=registry()):
    """Base of the relay's tables, with metadata of their own."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # pyright: ignore  # SQLModel declares it without a type to override
        return "relay_" + re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class Version(Row, table=True):
    """The version of these tables; one row."""

    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class Counters(Row, table=True):
    """Numbers that only grow: `feed`, and the day's orders as `W 2026-11-26`."""

    __table_args__ = _CLUSTERED
    name: str = Field(primary_key=True)
    last: int = Field(sa_type=BigInteger)


class Feed(Row, table=True):
    """What the desk is to know, in the order it was committed: `seq` is taken under a lock that the
    transaction holds, so no cursor can pass over one that commits late.
    """

    seq: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: int = Field(sa_type=BigInteger)
    account: str
    kind: str
    body: str


class Replies(Row, table=True):
    """What was answered to a delivery, for its repetition."""

    __table_args__ = (Index("relay_replies_at", "at"),)
    account: str = Field(primary_key=True)
    delivery: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    reply: str


class Talks(Row, table=True):
    """A customer's conversation."""

    __table_args__ = (Index("relay_talks_at", "at"), _CLUSTERED)
    account: str = Field(primary_key=True)
    openid: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    state: str


class Placed(Row, table=True):
    """An order a customer confirmed, newest version; `slot` is the start of its time slot."""

    __table_args__ = (
        Index("relay_placed_customer", "account", "openid", "at"),
        Index("relay_placed_slot", "slot"),
        Index("relay_placed_at", "at"),
        Index("relay_placed_number", "number", "at"),
    )
    id: str = Field(primary_key=True)
    number: str
    account: str
    openid: str
    at: int = Field(sa_type=BigInteger)
    version: int
    state: str
    wanted: str
    slot: int | None = Field(sa_type=BigInteger)
    orders: int
    items: int
    categories: str
    rushed_at: int | None = Field(sa_type=BigInteger)


class Sold(Row, table=True):
    """How many of a product were ordered on a day, and since the snapshot that told its stock."""

    __table_args__ = _CLUSTERED
    sku: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    quantity: int


class Snapshots(Row, table=True):
    """The shop as the desk described it last; `id` is 1."""

    id: int = Field(primary_key=True)
    version: int = Field(sa_type=BigInteger)
    at: int = Field(sa_type=BigInteger)
    body: str


class Devices(Row, table=True):
    """A paired desk: its public key, and up to where it has what the feed holds."""

    id: str = Field(primary_key=True)
    name: str
    public_key: str
    paired_at: int = Field(sa_type=BigInteger)
    seen_at: int = Field(sa_type=BigInteger)
    acknowledged: int = Field(sa_type=BigInteger)
    revoked: int


class Codes(Row, table=True):
    """A pairing code that may still be used, as its hash."""

    code: str = Field(primary_key=True)
    until: int = Field(sa_type=BigInteger)
    tries: int


class Commands(Row, table=True):
    """A command that was carried out, by the key its desk gave it, and what was answered."""

    __table_args__ = (Index("relay_commands_at", "at"), _CLUSTERED)
    device: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    answer: str


class Outbox(Row, table=True):
    """A message to a customer or to the owner: waiting, sending, sent or dropped, with a reason (see
    desk.relay.outbox). `cause` is what it came of, so that nothing causes two. `kind` is progress, reply or owner,
    `about` the order it speaks of, `body` what to say. Not before `due`, not after `until`; `claimed` is since when
    a relay sends it.
    """

    __table_args__ = (
        Index("relay_outbox_due", "state", "due"),
        Index("relay_outbox_openid", "account", "openid", "state"),
        Index("relay_outbox_at", "at"),
    )
    seq: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    cause: str = Field(unique=True)
    account: str
    openid: str
    kind: str
    about: str
    body: str
    state: str
    reason: str
    at: int = Field(sa_type=BigInteger)
    due: int = Field(sa_type=BigInteger)
    until: int = Field(sa_type=BigInteger)
    claimed: int | None = Field(sa_type=BigInteger)
    tries: int


class Windows(Row, table=True):
    """How long, and how many more messages, WeChat takes for somebody: since they wrote (`wrote_at`), and since
    they followed, tapped or scanned. `follows` is 0 once they do not.
    """

    __table_args__ = (Index("relay_windows_at", "at"), _CLUSTERED)
    account: str = Field(primary_key=True)
    openid: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    wrote_at: int = Field(sa_type=BigInteger)
    spare: int
    brief_until: int = Field(sa_type=BigInteger)
    brief: int
    follows: int


class Payments(Row, table=True):
    """One attempt to be paid; `number` is our out_trade_no and never used again. For an order placed here
    (`order_id`) or for one of the desk's (`desk_order`). `state` is created (WeChat is being asked), asked, paid or
    closed; `handle` the prepay_id or code_url; `openid` who is asked, while they are; `off` whether the money has to be given back; `trouble` why a genuine
    notification was not believed. `poll_at` is when WeChat is asked next, while there is something to ask;
    `claimed` since when a relay does.
    """

    __table_args__ = (
        Index("relay_payments_order", "order_id"),
        Index("relay_payments_desk", "desk_order"),
        Index("relay_payments_poll", "poll_at"),
        Index("relay_payments_at", "at"),
    )
    number: str = Field(primary_key=True)
    order_id: str
    desk_order: str
    account: str
    openid: str
    way: str
    title: str
    amount: int = Field(sa_type=BigInteger)
    currency: str
    state: str
    handle: str
    reference: str
    evidence: str
    off: int
    trouble: str
    at: int = Field(sa_type=BigInteger)
    until: int = Field(sa_type=BigInteger)
    paid_at: int | None = Field(sa_type=BigInteger)
    looked_at: int | None = Field(sa_type=BigInteger)
    poll_at: int | None = Field(sa_type=BigInteger)
    claimed: int | None = Field(sa_type=BigInteger)


class Refunds(Row, table=True):
    """Money on its way back; `number` is the desk's out_refund_no. `state` is created (WeChat is being asked), asked,
    done, abnormal (WeChat could not deliver it) or failed, with a reason.
    """

    __table_args__ = (
        Index("relay_refunds_payment", "payment"),
        Index("relay_refunds_poll", "poll_at"),
        Index("relay_refunds_at", "at"),
    )
    number: str = Field(primary_key=True)
    payment: str
    amount: int = Field(sa_type=BigInteger)
    cause: str
    state: str
    reason: str
    reference: str
    at: int = Field(sa_type=BigInteger)
    poll_at: int | None = Field(sa_type=BigInteger)
    claimed: int | None = Field(sa_type=BigInteger)


class PayNotices(Row, table=True):
    """A genuine notification of WeChat Pay by its id, and what became of it."""

    __table_args__ = (Index("relay_pay_notices_at", "at"), _CLUSTERED)
    id: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    payment: str
    outcome: str


class Bills(Row, table=True):
    """An order placed here that waits for its money, and until when."""

    __table_args__ = (Index("relay_bills_until", "until"), _CLUSTERED)
    order_id: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    until: int = Field(sa_type=BigInteger)
    claimed: int | None = Field(sa_type=BigInteger)


class Visits(Row, table=True):
    """A browser on the menu page. `id` is the hash of what its cookie holds; `openid` whose link it came by, or a
    guest's own; `bound` is 1 once it may speak for them; `ticket` the hash of that link; `code` the digits to be
    answered in the chat, good until `code_until`. `generation` counts the orders placed, and so ends the tokens of
    forms; `placed` is the order that the generation before ended with.
    """

    __table_args__ = (
        Index("relay_visits_ticket", "ticket"),
        Index("relay_visits_code", "account", "openid", "code"),
        Index("relay_visits_at", "at"),
        _CLUSTERED,
    )
    id: str = Field(primary_key=True)
    account: str
    openid: str
    bound: int
    ticket: str
    agent: str
    code: str
    code_until: int = Field(sa_type=BigInteger)
    at: int = Field(sa_type=BigInteger)
    generation: int
    placed: str
    state: str


class Pictures(Row, table=True):
    """A picture for the menu page; `id` is the SHA-256 of its bytes in hex, `at` when a description named it last."""

    __table_args__ = (Index("relay_pictures_at", "at"),)
    id: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    body: bytes


metadata = Row.metadata
COUNTERS: Table = metadata.tables["relay_counters"]
FEED: Table = metadata.tables["relay_feed"]
REPLIES: Table = metadata.tables["relay_replies"]
TALKS: Table = metadata.tables["relay_talks"]
PLACED: Table = metadata.tables["relay_placed"]
SOLD: Table = metadata.tables["relay_sold"]
SNAPSHOTS: Table = metadata.tables["relay_snapshots"]
DEVICES: Table = metadata.tables["relay_devices"]
CODES: Table = metadata.tables["relay_codes"]
COMMANDS: Table = metadata.tables["relay_commands"]
OUTBOX: Table = metadata.tables["relay_outbox"]
WINDOWS: Table = metadata.tables["relay_windows"]
PAYMENTS: Table = metadata.tables["relay_payments"]
REFUNDS: Table = metadata.tables["relay_refunds"]
PAY_NOTICES: Table = metadata.tables["relay_pay_notices"]
BILLS: Table = metadata.tables["relay_bills"]
VISITS: Table = metadata.tables["relay_visits"]
PICTURES: Table = metadata.tables["relay_pictures"]
