"""What happens because time passes: orders count as being prepared some minutes after their kitchen ticket."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from desk.domain.events import Changes
from desk.domain.orders import OrderState
from desk.domain.ports import Clock, Database, Work
from desk.domain.shop import Shop
from desk.errors import EnvironmentFault


class Housekeeping:
    """Ticks now and then; each tick is one small transaction."""

    def __init__(
        self, shop: Shop, database: Database, clock: Clock, changed: Callable[[Changes], None]
    ) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock
        self._changed = changed

    async def run(self, seconds: float = 15.0) -> None:
        """Tick for ever; ends only when cancelled. A store that cannot be written now is tried at the next tick."""
        while True:
            with suppress(EnvironmentFault):
                await self.tick()
            await self._clock.sleep(seconds)

    async def tick(self) -> Changes:
        """Start what has been on paper long enough."""
        if all(station.start_after is None for station in self._shop.stations):
            return Changes()
        started = await self._database.write(self._start)
        changes = Changes(orders=frozenset(started))
        if changes:
            self._changed(changes)
        return changes

    def _start(self, work: Work) -> list[str]:
        now = self._clock.now()
        started: list[str] = []
        for station in self._shop.stations:
            if station.start_after is None:
                continue
            before = now - timedelta(minutes=station.start_after)
            for order_id in work.orders.started_kitchen(station.name, before):
                work.orders.set_state(order_id, OrderState.PREPARING, OrderState.ACCEPTED, now)
                work.orders.note(order_id, now, OrderState.PREPARING.value)
                started.append(order_id)
        return started
