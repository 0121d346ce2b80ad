"""The sales for their page: one stretch of days beside the one before it, grouped by everything."""

from desk.domain.ports import Clock, Database
from desk.domain.sales_report import SalesReport, SalesSpan, report
from desk.domain.shop import Shop


class SalesBook:
    """Reads what was sold."""

    def __init__(self, shop: Shop, database: Database, clock: Clock) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock

    async def report(self, span: SalesSpan, back: int) -> SalesReport:
        """The sales of the span that lies `back` spans back, beside the one before."""
        zone = self._shop.zone
        now = self._clock.now().astimezone(zone)
        return await self._database.read(
            lambda work: report(span, back, now, lambda stretch: work.statistics.sold(span, stretch, zone))
        )
