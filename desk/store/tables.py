"""The schema. Times are microseconds since 1970 UTC, money minor units, lists JSON or one word a line.

These classes describe tables to SQLAlchemy and Alembic and never leave this package; rows become domain
values by hand. Keys are chosen for locality: what is read together (the lines of an order, the log of a job)
lies together, and a commit touches few pages.
"""

import re

from sqlalchemy import BigInteger, Identity, Index, Integer, Table, UniqueConstraint, text
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, SQLModel

#: The states a job may still leave on its own. As text, because SQLite uses a partial index only for a query
#: that repeats its condition word for word.
OPEN_JOB = "state NOT IN ('confirmed', 'unconfirmed', 'person-confirmed', 'cancelled')"

# An INTEGER primary key is SQLite's own row number; PostgreSQL counts in 64 bits.
_Serial = BigInteger().with_variant(Integer(), "sqlite")
# One B-tree instead of a table and its index; PostgreSQL ignores it.
_CLUSTERED = {"sqlite_with_rowid": False}


class Row(SQLModel, registry=registry()):
    """Base of the desk's tables, with metadata of their own; `OrderLines` is the table `order_lines`."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # pyright: ignore  # SQLModel declares it without a type to override
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class Customers(Row, table=True):
    """A person; `orders` counts theirs."""

    id: int = Field(sa_type=_Serial, primary_key=True, sa_column_args=[Identity()])
    name: str
    nickname: str
    phone: str
    first_at: int = Field(sa_type=BigInteger)
    last_at: int = Field(sa_type=BigInteger)
    orders: int


class Identities(Row, table=True):
    """One handle of a customer: `kind` is `phone` or `source:NAME`."""

    __table_args__ = _CLUSTERED
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

    __table_args__ = _CLUSTERED
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

    __table_args__ = _CLUSTERED
    order_id: str = Field(primary_key=True, foreign_key="orders.id")
    entry: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    what: str
    detail: str
    person: str


class RawEvents(Row, table=True):
    """A delivery as it came."""

    id: int = Field(sa_type=_Serial, primary_key=True, sa_column_args=[Identity()])
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

    __table_args__ = _CLUSTERED
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
    id: int = Field(sa_type=_Serial, primary_key=True, sa_column_args=[Identity()])
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

    job_id: int = Field(sa_type=_Serial, primary_key=True, foreign_key="jobs.id")
    snapshot: str
    body: bytes | None


class JobLog(Row, table=True):
    """Every state a job came to after its first."""

    __table_args__ = _CLUSTERED
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

    __table_args__ = (Index("talks_list", "done", "last_at"), _CLUSTERED)
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
    id: int = Field(sa_type=_Serial, primary_key=True, sa_column_args=[Identity()])
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


class CustomerStats(Row, table=True):
    """A customer's orders summed up. Days are proleptic ordinals in the shop's zone, `recent` the last ones with an
    order; `again` is 1 from the second order on; `interval` is the usual one in tenths of a day, 0 without a rhythm, and the three days after it are those
    of desk.domain.rhythm.milestones.
    """

    __table_args__ = (
        Index("customer_stats_last", "last_day"),
        Index("customer_stats_first", "first_day", "again"),
        Index("customer_stats_expected", "expected_day", "slipping_day"),
        Index("customer_stats_slipping", "slipping_day", "gone_day"),
    )
    customer_id: int = Field(sa_type=_Serial, primary_key=True, sa_column_kwargs={"autoincrement": False})
    orders: int
    again: int
    amount: int = Field(sa_type=BigInteger)
    first_day: int
    last_day: int
    recent: str
    interval: int
    expected_day: int | None
    slipping_day: int
    gone_day: int


class CustomerMonths(Row, table=True):
    """A customer's orders of one month, which is 12 * year + month - 1."""

    __table_args__ = _CLUSTERED
    month: int = Field(primary_key=True)
    customer_id: int = Field(sa_type=BigInteger, primary_key=True)
    orders: int
    amount: int = Field(sa_type=BigInteger)


class CustomerYears(Row, table=True):
    """A customer's orders of one year."""

    __table_args__ = _CLUSTERED
    year: int = Field(primary_key=True)
    customer_id: int = Field(sa_type=BigInteger, primary_key=True)
    orders: int
    amount: int = Field(sa_type=BigInteger)


class CustomerProducts(Row, table=True):
    """What a customer bought: in how many orders, and how many pieces; `product` is its name."""

    __table_args__ = (Index("customer_products_product", "product", "orders"), _CLUSTERED)
    customer_id: int = Field(sa_type=BigInteger, primary_key=True)
    product: str = Field(primary_key=True)
    orders: int
    quantity: int = Field(sa_type=BigInteger)
    last_day: int


class ProductBuyers(Row, table=True):
    """How many customers bought a product, and how many of them in more than one order."""

    __table_args__ = _CLUSTERED
    product: str = Field(primary_key=True)
    customers: int
    again: int


class SalesDays(Row, table=True):
    """The orders of an hour, by where they came from, how they go out and how they are paid."""

    __table_args__ = _CLUSTERED
    day: int = Field(primary_key=True)
    hour: int = Field(primary_key=True)
    source: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    method: str = Field(primary_key=True)
    orders: int
    amount: int = Field(sa_type=BigInteger)


class ProductDays(Row, table=True):
    """What was sold of a product on a day."""

    __table_args__ = _CLUSTERED
    day: int = Field(primary_key=True)
    product: str = Field(primary_key=True)
    category: str = Field(primary_key=True)
    orders: int
    quantity: int = Field(sa_type=BigInteger)
    amount: int = Field(sa_type=BigInteger)


metadata = Row.metadata
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
CUSTOMER_STATS: Table = metadata.tables["customer_stats"]
CUSTOMER_MONTHS: Table = metadata.tables["customer_months"]
CUSTOMER_PRODUCTS: Table = metadata.tables["customer_products"]
CUSTOMER_YEARS: Table = metadata.tables["customer_years"]
PRODUCT_BUYERS: Table = metadata.tables["product_buyers"]
SALES_DAYS: Table = metadata.tables["sales_days"]
PRODUCT_DAYS: Table = metadata.tables["product_days"]
