"""A customer's months and years found without looking through everybody's: a recount, a change and a merge ask for them."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_index("customer_months_customer", "customer_months", ["customer_id"])
    op.create_index("customer_years_customer", "customer_years", ["customer_id"])
