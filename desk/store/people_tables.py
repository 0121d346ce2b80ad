"""The tables of what people write of customers, and of customers made one; rules as in desk.store.tables."""

from sqlalchemy import BigInteger, Identity, Table
from sqlmodel import Field

from desk.store.row import SERIAL, Row, metadata


class CustomerRemarks(Row, table=True):
    """What somebody wrote of a customer; `tags` and `allergies` one a line."""

    customer_id: int = Field(
        sa_type=SERIAL,
        primary_key=True,
        foreign_key="customers.id",
        sa_column_kwargs={"autoincrement": False},
    )
    tags: str
    allergies: str
    note: str


class Merges(Row, table=True):
    """Two customers who are one: what was `gone`'s is `kept`'s. `record` is JSON with all it takes to undo it."""

    id: int = Field(sa_type=SERIAL, primary_key=True, sa_column_args=[Identity()])
    at: int = Field(sa_type=BigInteger)
    person: str
    kept: int = Field(sa_type=BigInteger, foreign_key="customers.id", index=True)
    gone: int = Field(sa_type=BigInteger, foreign_key="customers.id", index=True)
    record: str
    undone_at: int | None = Field(sa_type=BigInteger)


CUSTOMER_REMARKS: Table = metadata.tables["customer_remarks"]
MERGES: Table = metadata.tables["merges"]
