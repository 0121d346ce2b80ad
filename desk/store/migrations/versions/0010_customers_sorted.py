"""Customers found by how often and how lately they came and what they spent, for who comes back."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_index("customer_stats_often", "customer_stats", ["orders", "slipping_day", "amount"])
