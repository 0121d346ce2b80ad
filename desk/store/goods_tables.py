"""The tables of what the shop knows of its products beside a catalogue file; rules as in desk.store.tables."""

from sqlalchemy import BigInteger, Table
from sqlmodel import Field

from desk.store.row import Row, metadata


class ProductPrices(Row, table=True):
    """Another price: of a channel ("" for all) and from a day on (ISO, "" for always)."""

    sku: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    price: int = Field(sa_type=BigInteger)


class SoldOut(Row, table=True):
    """Products whose sale a person stopped."""

    sku: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)


PRODUCT_PRICES: Table = metadata.tables["product_prices"]
SOLD_OUT: Table = metadata.tables["sold_out"]
