"""What every table of the desk is made from: one metadata, the names, the kinds of keys."""

import re

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import SQLModel

# An INTEGER primary key is SQLite's own row number; PostgreSQL counts in 64 bits.
SERIAL = BigInteger().with_variant(Integer(), "sqlite")
# One B-tree instead of a table and its index; PostgreSQL ignores it.
CLUSTERED = {"sqlite_with_rowid": False}


class Row(SQLModel, registry=registry()):
    """Base of the desk's tables, with metadata of their own; `OrderLines` is the table `order_lines`."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # pyright: ignore  # SQLModel declares it without a type to override
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


metadata = Row.metadata
