"""Sales summed up by month beside those by day, each group by itself, so that a year is read in a moment."""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    for span, table in (("day", "sales_by_day"), ("month", "sales_by_month")):
        op.create_table(
            table,
            sa.Column(span, sa.Integer(), nullable=False),
            sa.Column("by", sa.String(), nullable=False),
            sa.Column("key", sa.String(), nullable=False),
            sa.Column("orders", sa.Integer(), nullable=False),
            sa.Column("amount", sa.BigInteger(), nullable=False),
            sa.PrimaryKeyConstraint(span, "by", "key"),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "product_months",
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month", "product", "category"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    run = lambda sql: connection.execute(sa.text(sql))  # noqa: E731
    for by in ("hour", "source", "kind", "method"):
        run(
            f"INSERT INTO sales_by_day SELECT day, '{by}', CAST({by} AS VARCHAR), sum(orders), sum(amount) "
            f"FROM sales_days GROUP BY day, {by}"
        )
    op.drop_table("sales_days")
    for source, target, keys, sums in (
        ("sales_by_day", "sales_by_month", '"by", "key"', "sum(orders), sum(amount)"),
        ("product_days", "product_months", "product, category", "sum(orders), sum(quantity), sum(amount)"),
    ):
        first, last = run(f"SELECT min(day), max(day) FROM {source}").one()
        day = date.max if first is None else date.fromordinal(first).replace(day=1)
        while first is not None and day.toordinal() <= last:
            after = (day + timedelta(days=31)).replace(day=1)
            run(
                f"INSERT INTO {target} SELECT {12 * day.year + day.month - 1}, {keys}, {sums} FROM {source} "
                f"WHERE day >= {day.toordinal()} AND day < {after.toordinal()} GROUP BY {keys}"
            )
            day = after
