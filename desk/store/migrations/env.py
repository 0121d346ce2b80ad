"""Run by Alembic for each migration: the connection comes from desk.store.schema and is in a transaction."""

from typing import cast

from alembic import context
from sqlalchemy import Connection

context.configure(
    connection=cast("Connection", context.config.attributes["connection"]),
    transactional_ddl=True,
)
context.run_migrations()
