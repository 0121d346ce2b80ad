"""Customers and sales summed up beside the orders; desk.services.recount fills the sums of the orders before."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "customer_stats",
        sa.Column("customer_id", serial, nullable=False, autoincrement=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("recent", sa.String(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("expected_day", sa.Integer(), nullable=True),
        sa.Column("slipping_day", sa.Integer(), nullable=False),
        sa.Column("gone_day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id"),
    )
    for name, columns in (
        ("last", ["last_day"]),
        ("first", ["first_day", "again"]),
        ("expected", ["expected_day", "slipping_day"]),
        ("slipping", ["slipping_day", "gone_day"]),
    ):
        op.create_index(f"customer_stats_{name}", "customer_stats", columns)
    op.create_table(
        "customer_years",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("year", "customer_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "product_buyers",
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("product"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "customer_months",
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month", "customer_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "customer_products",
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "product"),
        sqlite_with_rowid=False,
    )
    op.create_index("customer_products_product", "customer_products", ["product", "orders"])
    op.create_table(
        "sales_days",
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "hour", "source", "kind", "method"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "product_days",
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "product", "category"),
        sqlite_with_rowid=False,
    )
