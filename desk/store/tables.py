"""The schema. Times are microseconds since 1970 UTC, money minor units, lists JSON or one word a line.

These classes describe tables to SQLAlchemy and Alembic and never leave this package; rows become domain
values by hand. Keys are chosen for locality: what is read together (the lines of an order, the log of a job)
lies together, and a commit touches few pages.
"""

from sqlalchemy import BigInteger, Identity, Index, Table, UniqueConstraint, text
from sqlmodel import Field

from desk.store import goods_tables, people_tables, sum_tables
from desk.store.row import CLUSTERED, SERIAL, Row

#: The states a job may still leave on its own. As text, because SQLite uses a partial index only for a query
#: that repeats its condition word for word.
OPEN_JOB = "state NOT IN ('confirmed', 'unconfirmed', 'person-confirmed', 'cancelled')"


class Customers(Row, table=True):
    """A person; `orders` counts theirs."""

    id: int = Field(sa_type=SERIAL, primary_key=True, sa_column_args=[Identity()])
    name: str
    nickname: str
    phone: str
    first_at: int = Field(sa_type=BigInteger)
    last_at: int = Field(sa_type=BigInteger)
    orders: int


class Identities(Row, table=True):
    """One handle of a customer: `kind` is `phone` or `source:NAME`."""

    __table_args__ = CLUSTERED
    kind: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    customer_id: int = Field(sa_type=BigInteger, foreign_key="customers.id", index=True)


class Orders(Row, table=True):
    """An order with the header of its newest version."""

    __table_args__ = (
        UniqueConstraint("source", "external_id", name="orders_source_ref"),
        Index("orders_state", "state", "since"),
        Index("orders_received", "received_at", "id"),
        Index("orders_customer", "customer_id", "received_at"),
    )
    id: str = Field(primary_key=True)
    number: str
    state: str
    previous_state: str | None
    since: int = Field(sa_type=BigInteger)
    received_at: int = Field(sa_type=BigInteger)
    source: str
    external_id: str
    source_kind: str
    source_number: str | None
    revision: int = Field(sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    version: int = Field(sa_type=BigInteger)
    version_at: int = Field(sa_type=BigInteger)
    customer_id: int | None = Field(sa_type=BigInteger, foreign_key="customers.id")
    rushed: int
    promised_at: int | None = Field(sa_type=BigInteger)
    placed_at: int | None = Field(sa_type=BigInteger)
    kind: str
    due_at: int | None = Field(sa_type=BigInteger)
    name: str
    phone: str
    address: str
    discounts: str
    delivery_fee: int = Field(sa_type=BigInteger)
    total: int | None = Field(sa_type=BigInteger)
    amount_due: int = Field(sa_type=BigInteger)
    adds_up: int
    currency: str
    payment_method: str
    payment_state: str
    paid_amount: int = Field(sa_type=BigInteger)
    paid_at: int | None = Field(sa_type=BigInteger)
    payment_reference: str
    customer_external_id: str
    customer_nickname: str
    customer_phone: str
    note: str


class OrderLines(Row, table=True):
    """One line of one version; `detail` is what a card shows of options and note."""

    __table_args__ = CLUSTERED
    order_id: str = Field(primary_key=True, foreign_key="orders.id")
    version: int = Field(sa_type=BigInteger, primary_key=True)
    position: int = Field(primary_key=True)
    name: str
    quantity: int = Field(sa_type=BigInteger)
    unit_price: int = Field(sa_type=BigInteger)
    sku: str
    category: str
    options: str
    note: str
    detail: str


class OrderLog(Row, table=True):
    """The time line of an order."""

    __table_args__ = CLUSTERED
    order_id: str = Field(primary_key=True, foreign_key="orders.id")
    entry: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    what: str
    detail: str
    person: str


class RawEvents(Row, table=True):
    """A delivery as it came."""

    id: int = Field(sa_type=SERIAL, primary_key=True, sa_column_args=[Identity()])
    source: str
    external_id: str
    version: int = Field(sa_type=BigInteger)
    at: int = Field(sa_type=BigInteger)
    payload: bytes


class Counters(Row, table=True):
    """A number that only grows: `scope` is `order` (name: letter and ISO date), `ticket` (name: station), or
    `recount` (of the statistics, with what was mended).

    `previous` and `previous_at` tell of the number before the last.
    """

    __table_args__ = CLUSTERED
    scope: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    last: int
    last_at: int = Field(sa_type=BigInteger)
    previous: int | None
    previous_at: int | None = Field(sa_type=BigInteger)


class Jobs(Row, table=True):
    """A print job without its paper. `first_state` and `first_reasons` are the first entry of its log."""

    __table_args__ = (
        Index(
            "jobs_open",
            "printer",
            "state",
            "id",
            sqlite_where=text(OPEN_JOB),
            postgresql_where=text(OPEN_JOB),
        ),
    )
    id: int = Field(sa_type=SERIAL, primary_key=True, sa_column_args=[Identity()])
    order_id: str | None = Field(foreign_key="orders.id", index=True)
    order_number: str
    version: int = Field(sa_type=BigInteger)
    station: str
    printer: str
    kind: str
    state: str
    attempt: int
    created_at: int = Field(sa_type=BigInteger)
    updated_at: int = Field(sa_type=BigInteger)
    token: str
    number: int | None
    reasons: str
    evidence: str
    not_before: int | None = Field(sa_type=BigInteger)
    copy_number: int
    copies: int
    backup_from: str
    person: str
    sent_at: int | None = Field(sa_type=BigInteger)
    first_state: str
    first_reasons: str


class JobPapers(Row, table=True):
    """What a job prints: the ticket's snapshot (JSON) and, from its first attempt on, the rendered bytes.

    Apart from the job, so that a change of state does not rewrite kilobytes.
    """

    job_id: int = Field(sa_type=SERIAL, primary_key=True, foreign_key="jobs.id")
    snapshot: str
    body: bytes | None


class JobLog(Row, table=True):
    """Every state a job came to after its first."""

    __table_args__ = CLUSTERED
    job_id: int = Field(sa_type=BigInteger, primary_key=True, foreign_key="jobs.id")
    entry: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    state: str
    attempt: int
    reasons: str
    evidence: str
    person: str


class Products(Row, table=True):
    """What the shop sells; `position` is its place in the menu, `options` JSON, `channels` words apart by blanks."""

    sku: str = Field(primary_key=True)
    position: int
    name: str
    category: str
    price: int = Field(sa_type=BigInteger)
    options: str
    stock: int | None
    daily_limit: int | None
    channels: str
    description: str
    picture: str


class Talks(Row, table=True):
    """A conversation with a customer. `last…` repeat its newest message for the list; `handover` is what the relay
    is still to be told: `handback`, `takeover` or "".
    """

    __table_args__ = (Index("talks_list", "done", "last_at"), CLUSTERED)
    source: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    customer: str = Field(primary_key=True)
    name: str
    last_at: int = Field(sa_type=BigInteger)
    last_kind: str
    last: str
    unread: int
    done: int
    human: int
    handover: str


class Messages(Row, table=True):
    """A message of a conversation. `seq` is its place in the relay's feed, none for an answer of ours; a relay that
    was made anew counts from 1 again, so its time is part of the key.
    """

    __table_args__ = (
        UniqueConstraint("source", "seq", "at", name="messages_feed"),
        Index("messages_talk", "source", "account", "customer", "id"),
    )
    id: int = Field(sa_type=SERIAL, primary_key=True, sa_column_args=[Identity()])
    source: str
    account: str
    customer: str
    seq: int | None = Field(sa_type=BigInteger)
    at: int = Field(sa_type=BigInteger)
    kind: str
    number: str
    text: str
    state: str
    reason: str
    attempt: int
    person: str


class QuickReplies(Row, table=True):
    """An answer kept ready."""

    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    text: str


class Payments(Row, table=True):
    """The ledger of money that came and went back (desk.domain.payments). `source` is "" for money taken here;
    `order_id` is "" until the order is known.
    """

    __table_args__ = (
        UniqueConstraint("source", "event", "payment", "refund", name="payments_once"),
        Index("payments_order", "order_id"),
        Index("payments_ref", "source", "external_id"),
    )
    id: int = Field(sa_type=SERIAL, primary_key=True, sa_column_args=[Identity()])
    event: str
    payment: str
    amount: int = Field(sa_type=BigInteger)
    at: int = Field(sa_type=BigInteger)
    source: str
    external_id: str
    order_id: str
    refund: str
    reference: str
    currency: str
    method: str
    evidence: str
    person: str
    off: int
    received_at: int = Field(sa_type=BigInteger)


#: All tables, those of the sums among them.
metadata = sum_tables.metadata
CUSTOMERS: Table = metadata.tables["customers"]
IDENTITIES: Table = metadata.tables["identities"]
ORDERS: Table = metadata.tables["orders"]
ORDER_LINES: Table = metadata.tables["order_lines"]
ORDER_LOG: Table = metadata.tables["order_log"]
RAW_EVENTS: Table = metadata.tables["raw_events"]
COUNTERS: Table = metadata.tables["counters"]
JOBS: Table = metadata.tables["jobs"]
JOB_PAPERS: Table = metadata.tables["job_papers"]
JOB_LOG: Table = metadata.tables["job_log"]
PRODUCTS: Table = metadata.tables["products"]
TALKS: Table = metadata.tables["talks"]
MESSAGES: Table = metadata.tables["messages"]
QUICK_REPLIES: Table = metadata.tables["quick_replies"]
PAYMENTS: Table = metadata.tables["payments"]
CUSTOMER_REMARKS: Table = people_tables.CUSTOMER_REMARKS
MERGES: Table = people_tables.MERGES
PRODUCT_PRICES: Table = goods_tables.PRODUCT_PRICES
SOLD_OUT: Table = goods_tables.SOLD_OUT
