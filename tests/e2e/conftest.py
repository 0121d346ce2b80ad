"""A PostgreSQL server for the processes that share one."""

from collections.abc import Iterator

import pytest

from tests.fakes.postgres import new_database_on, postgres_server


@pytest.fixture
def server_database() -> Iterator[str]:
    """The URL of an empty database."""
    with postgres_server() as url:
        yield new_database_on(url)
