"""Counts the shop's statistics anew, every night and after an update that brought them, a slice at a time.

The sums are kept in the transaction of each order; this proves it, and puts right what differs. Between two slices
orders go on being taken.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.domain.ports import Clock, Database
from desk.domain.shop import Shop
from desk.errors import EnvironmentFault

#: The hour of the night from which on the count may begin, in the shop's zone.
NIGHT = 3
#: Customers counted in one slice, and seconds that are left to others between two slices.
SLICE, PAUSE = 100, 0.02
#: Seconds after the start in which a shop is opened and nothing is counted.
SETTLE = 60.0
#: Seconds between two looks whether it is time.
LOOK = 600.0
_log = logging.getLogger("desk.recount")


@dataclass(frozen=True, slots=True)
class Recounted:
    """How many customers and days were counted, and how many of them had not been right."""

    customers: int
    days: int
    mended: int


class Recount:
    """The nightly count."""

    def __init__(self, shop: Shop, database: Database, clock: Clock) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock

    async def run(self) -> None:
        """Count whenever it is due; ends only when cancelled. A store that cannot be read now is tried later."""
        await self._clock.sleep(SETTLE)
        while True:
            with suppress(EnvironmentFault):
                await self.tick()
            await self._clock.sleep(LOOK)

    async def tick(self) -> Recounted | None:
        """Count if it was never done, or not since the last night; what came of it."""
        last = await self._database.read(lambda work: work.statistics.last_recount())
        if last is not None and last >= self._last_night():
            return None
        done = await self.count()
        if done.mended and last is not None:
            _log.warning("the statistics of %d customers or days were not those of their orders", done.mended)
        return done

    async def count(self, pause: Callable[[], float] = lambda: PAUSE) -> Recounted:
        """Count everything now."""
        zone = self._shop.zone
        customers = mended = days = 0
        after: int | None = 0
        while after is not None:
            start = after
            part = await self._database.write(
                lambda work, start=start: work.statistics.recount_customers(start, SLICE, zone)
            )
            customers, mended, after = customers + part.checked, mended + part.mended, part.after
            await self._clock.sleep(pause())
        mended += not await self._database.write(lambda work: work.statistics.recount_buyers())
        span = await self._database.read(lambda work: work.statistics.days_with_orders(zone))
        if span is not None:
            day, last = span
            while day <= last:
                this = day
                right = await self._database.write(
                    lambda work, this=this: work.statistics.recount_day(this, zone)
                )
                days, mended, day = days + 1, mended + (not right), day + timedelta(days=1)
                if day.day == 1 or day > last:  # the days of that month are right now
                    mended += not await self._database.write(
                        lambda work, this=this: work.statistics.recount_month(this)
                    )
                await self._clock.sleep(pause())
        now = self._clock.now()
        await self._database.write(lambda work: work.statistics.recounted(now, mended))
        return Recounted(customers, days, mended)

    def _last_night(self) -> datetime:
        """When the count of the last night was due."""
        local = self._clock.now().astimezone(self._shop.zone)
        night = local.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
        return night if night <= local else night - timedelta(days=1)
