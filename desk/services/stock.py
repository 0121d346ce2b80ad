"""What was ordered and by whom it must be known: the sums that stock, daily limits and time slots are held against."""

from datetime import timedelta

from desk.domain.ports import Clock, Database, Work
from desk.domain.sales import Elsewhere
from desk.domain.shop import Shop

#: A time slot that began so long ago takes nobody any more.
_SLOT_AGO = timedelta(days=1)


class Stock:
    """Sums up orders of one shop."""

    def __init__(self, shop: Shop, database: Database, clock: Clock) -> None:
        self._zone = shop.zone
        self._database = database
        self._clock = clock

    async def elsewhere(self, source: str) -> Elsewhere:
        """What was ordered and did not come from that source."""
        now = self._clock.now().astimezone(self._zone)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)

        def sums(work: Work) -> Elsewhere:
            version, since = work.numbers.stock()
            return Elsewhere(
                version,
                work.sales.sold(since, not_from=source),
                now.date(),
                work.sales.sold(midnight, not_from=source),
                work.sales.taken(now - _SLOT_AGO, not_from=source),
            )

        return await self._database.read(sums)
