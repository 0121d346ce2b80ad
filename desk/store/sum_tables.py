"""The tables of what is summed up beside the orders (desk.store.rollups); rules as in desk.store.tables."""

from sqlalchemy import BigInteger, Index, Table
from sqlmodel import Field

from desk.store.row import CLUSTERED, SERIAL, Row, metadata


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
        Index("customer_stats_often", "orders", "slipping_day", "amount"),
    )
    customer_id: int = Field(sa_type=SERIAL, primary_key=True, sa_column_kwargs={"autoincrement": False})
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

    __table_args__ = (Index("customer_months_customer", "customer_id"), CLUSTERED)
    month: int = Field(primary_key=True)
    customer_id: int = Field(sa_type=BigInteger, primary_key=True)
    orders: int
    amount: int = Field(sa_type=BigInteger)


class CustomerYears(Row, table=True):
    """A customer's orders of one year."""

    __table_args__ = (Index("customer_years_customer", "customer_id"), CLUSTERED)
    year: int = Field(primary_key=True)
    customer_id: int = Field(sa_type=BigInteger, primary_key=True)
    orders: int
    amount: int = Field(sa_type=BigInteger)


class CustomerProducts(Row, table=True):
    """What a customer bought: in how many orders, and how many pieces; `product` is its name."""

    __table_args__ = (Index("customer_products_product", "product", "orders"), CLUSTERED)
    customer_id: int = Field(sa_type=BigInteger, primary_key=True)
    product: str = Field(primary_key=True)
    orders: int
    quantity: int = Field(sa_type=BigInteger)
    last_day: int


class ProductBuyers(Row, table=True):
    """How many customers bought a product, and how many of them in more than one order."""

    __table_args__ = CLUSTERED
    product: str = Field(primary_key=True)
    customers: int
    again: int


class SalesByDay(Row, table=True):
    """The orders of a day, grouped `by` hour, source, kind (how they go out) and method (how they are paid): one row
    for each `key` that there is of it. Hours are written as numbers.
    """

    __table_args__ = CLUSTERED
    day: int = Field(primary_key=True)
    by: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    orders: int
    amount: int = Field(sa_type=BigInteger)


class ProductDays(Row, table=True):
    """What was sold of a product on a day."""

    __table_args__ = CLUSTERED
    day: int = Field(primary_key=True)
    product: str = Field(primary_key=True)
    category: str = Field(primary_key=True)
    orders: int
    quantity: int = Field(sa_type=BigInteger)
    amount: int = Field(sa_type=BigInteger)


class SalesByMonth(Row, table=True):
    """The same of a month, which is 12 * year + month - 1."""

    __table_args__ = CLUSTERED
    month: int = Field(primary_key=True)
    by: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    orders: int
    amount: int = Field(sa_type=BigInteger)


class ProductMonths(Row, table=True):
    """What was sold of a product on the days of a month."""

    __table_args__ = CLUSTERED
    month: int = Field(primary_key=True)
    product: str = Field(primary_key=True)
    category: str = Field(primary_key=True)
    orders: int
    quantity: int = Field(sa_type=BigInteger)
    amount: int = Field(sa_type=BigInteger)


CUSTOMER_STATS: Table = metadata.tables["customer_stats"]
CUSTOMER_MONTHS: Table = metadata.tables["customer_months"]
CUSTOMER_PRODUCTS: Table = metadata.tables["customer_products"]
CUSTOMER_YEARS: Table = metadata.tables["customer_years"]
PRODUCT_BUYERS: Table = metadata.tables["product_buyers"]
SALES_BY_DAY: Table = metadata.tables["sales_by_day"]
PRODUCT_DAYS: Table = metadata.tables["product_days"]
SALES_BY_MONTH: Table = metadata.tables["sales_by_month"]
PRODUCT_MONTHS: Table = metadata.tables["product_months"]
