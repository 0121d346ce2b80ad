"""Orders know which change at their sender they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("orders", sa.Column("revision", sa.BigInteger(), nullable=False, server_default="0"))
