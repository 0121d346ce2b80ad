"""Orders are counted as they come, change and go, and the nightly count, when it is due, finds nothing to mend."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.domain.orders import Action
from desk.domain.statistics import Dimension, Group, Period, SalesSum
from desk.services import Recount
from tests.unit.desk.services.desk_in_memory import CAKE, SHOP, Shopkeeper, draft, story

ZONE = ZoneInfo(SHOP.timezone)
TODAY = date(2026, 11, 22)


async def sold(shop: Shopkeeper) -> list[SalesSum]:
    period = Period(TODAY, TODAY)
    return await shop.database.read(lambda work: work.statistics.sales(period, Dimension.DAY))


def test_what_is_called_off_is_not_sold_and_what_comes_back_is() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        once = await sold(shop)
        assert [(each.key, each.orders) for each in once] == [("2026-11-22", 1)]
        await shop.receive(draft(version=2, lines=(replace(CAKE, quantity=2),)))
        assert [each.amount for each in await sold(shop)] == [2 * CAKE.unit_price]
        await shop.act(order, Action.CANCEL, reason="不要了")
        assert await sold(shop) == []
        assert await shop.database.read(lambda w: w.statistics.customers(Group.ALL, TODAY, limit=5)) == []
        await shop.act(order, Action.UNDO)
        assert [each.orders for each in await sold(shop)] == [1]
        counted = await Recount(SHOP, shop.database, shop.clock).count()
        assert (counted.customers, counted.days, counted.mended) == (1, 1, 0)

    story(play)


def test_paying_counts_nothing_twice() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        before = await sold(shop)
        await shop.act(order, Action.PAID)
        await shop.act(order, Action.START)
        assert await sold(shop) == before
        assert (await Recount(SHOP, shop.database, shop.clock).count()).mended == 0

    story(play)


def test_the_count_is_due_once_after_each_night() -> None:
    async def play(shop: Shopkeeper) -> None:
        counting = Recount(SHOP, shop.database, shop.clock)
        shop.clock.at = datetime(2026, 11, 27, 1, 30, tzinfo=ZONE)
        assert await counting.tick() is not None, "it was never counted"
        assert await counting.tick() is None
        shop.clock.at = datetime(2026, 11, 27, 2, 59, tzinfo=ZONE)
        assert await counting.tick() is None
        shop.clock.at = datetime(2026, 11, 27, 3, 1, tzinfo=ZONE)
        assert await counting.tick() is not None
        shop.clock.at += timedelta(hours=23)
        assert await counting.tick() is None

    story(play)
