"""The sales for their page: one stretch of days beside the one before it, grouped by everything; and who comes back."""

from collections.abc import Sequence
from datetime import date

from desk.domain.ports import Clock, Database, Work
from desk.domain.returning import Returning, Segment
from desk.domain.sales_report import SalesReport, SalesSpan, report
from desk.domain.shop import Shop
from desk.domain.statistics import CustomerRow

#: Months, products and customers that are listed.
COHORTS, PRODUCTS, LISTED = 12, 60, 200


class SalesBook:
    """Reads what was sold."""

    def __init__(self, shop: Shop, database: Database, clock: Clock) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock

    def today(self) -> date:
        """The day in the shop."""
        return self._clock.now().astimezone(self._shop.zone).date()

    async def returning(self) -> Returning:
        """Who comes back, and for what."""
        today = self.today()

        def read(work: Work) -> Returning:
            sums = work.statistics
            return Returning(sums.segments(today), sums.cohorts(COHORTS), sums.repeats(PRODUCTS))

        return await self._database.read(read)

    async def members(self, segment: Segment) -> Sequence[CustomerRow]:
        """Who is in a segment."""
        today = self.today()
        return await self._database.read(lambda work: work.statistics.members(segment, today, LISTED))

    async def buyers(self, product: str) -> Sequence[CustomerRow]:
        """Who bought a product, who did so most often first: whom to tell when it is back."""
        return await self._database.read(lambda work: work.statistics.buyers(product, LISTED))

    async def report(self, span: SalesSpan, back: int) -> SalesReport:
        """The sales of the span that lies `back` spans back, beside the one before."""
        zone = self._shop.zone
        now = self._clock.now().astimezone(zone)
        return await self._database.read(
            lambda work: report(span, back, now, lambda stretch: work.statistics.sold(span, stretch, zone))
        )
