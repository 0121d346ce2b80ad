"""Up to when each source was compared with what the desk holds; kept, so that a desk that was off looks further back."""

from datetime import datetime

from desk.domain.ports import Database


class Checks:
    """The memory of a source's checks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self, source: str) -> datetime | None:
        """Up to when all that the source listed as changed was looked at; None before the first time."""
        return await self._database.read(lambda work: work.numbers.last_check(source))

    async def keep(self, source: str, at: datetime) -> None:
        """Remember that. Raises EnvironmentFault when the store cannot write."""
        await self._database.write(lambda work: work.numbers.checked(source, at))
