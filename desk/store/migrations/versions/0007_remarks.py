"""What people write of customers, and customers made one."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "customer_remarks",
        sa.Column("customer_id", serial, sa.ForeignKey("customers.id"), nullable=False, autoincrement=False),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("allergies", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id"),
    )
    op.create_table(
        "merges",
        sa.Column("id", serial, sa.Identity(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kept", sa.BigInteger(), sa.ForeignKey("customers.id"), nullable=False),
        sa.Column("gone", sa.BigInteger(), sa.ForeignKey("customers.id"), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("kept", "gone"):
        op.create_index(f"ix_merges_{name}", "merges", [name])
