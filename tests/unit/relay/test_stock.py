"""Stock, daily limits and slots that chat and counter share: nothing is sold twice, whoever tells of the shop again."""

import itertools
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desk.domain.catalogue import Catalogue, Product
from desk.domain.sales import Elsewhere
from desk.domain.trading import Hours, Load, SlotRules, Trading
from desk.relay.protocol import ShopDescription, shop_json, shop_of
from tests.unit.relay.test_desk_side import NOW, PairedDesk, run

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = datetime.fromtimestamp(NOW, ZONE).date()
MENU = Catalogue((Product("CAKE", "蛋糕", 9000, stock=3), Product("TEA", "茶", 1500, daily_limit=3)))
_VERSIONS = itertools.count(2)


async def tell(desk: PairedDesk, trading: Trading | None = None, **elsewhere: object) -> None:
    """The desk describes its shop."""
    told = Elsewhere(**elsewhere)  # pyright: ignore[reportArgumentType]
    shop = ShopDescription("店", catalogue=MENU, trading=trading or Trading(), elsewhere=told)
    answer = await desk.ask("PUT", "/v1/snapshot", {"version": next(_VERSIONS), "shop": shop_json(shop)})
    assert answer.status_code == 200


async def buys(desk: PairedDesk, openid: str, wish: str) -> str:
    """The whole dialogue; the last reply."""
    reply = ""
    for text in (wish, "0", "1", "王小明 13800138000 望京街9号", "1", "0", "1", "1"):
        reply = await desk.wechat.types(openid, text)
        if "卖完" in reply or "只剩" in reply:
            return reply
    return reply


def test_telling_the_shop_again_does_not_fill_its_shelves(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        await desk.pair(await desk.code())
        await tell(desk, stock_version=1)
        assert "下单成功" in await buys(desk, "oA", "2份1号")
        await tell(desk, stock_version=1)
        assert "只剩 1 份" in await buys(desk, "oB", "2份1号")
        await tell(desk, stock_version=2)  # the owner counted: there are three again
        assert "下单成功" in await buys(desk, "oC", "3份1号")
        assert "卖完" in await buys(desk, "oD", "1")

    run(tmp_path, scene)


def test_what_the_counter_sold_is_not_there_for_the_chat(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        await desk.pair(await desk.code())
        await tell(desk, stock_version=1, sold={"CAKE": 2}, day=TODAY, today={"TEA": 3})
        assert "只剩 1 份" in await buys(desk, "oA", "2份1号")
        assert "卖完" in await buys(desk, "oB", "2")
        await tell(desk, stock_version=1, sold={"CAKE": 3}, day=TODAY - timedelta(days=1), today={"TEA": 3})
        assert "卖完" in await buys(desk, "oC", "1")
        assert "下单成功" in await buys(desk, "oD", "3份2号")

    run(tmp_path, scene)


def test_an_order_that_the_shop_calls_off_gives_back_what_it_held(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        await desk.pair(await desk.code())
        await tell(desk, stock_version=1)
        assert "下单成功" in await buys(desk, "oA", "3份1号")
        order = next(body["id"] for body in await desk.news() if body.get("type") == "order")
        assert "卖完" in await buys(desk, "oB", "1")
        for key in ("k1", "k2"):  # told twice, given back once
            assert await desk.command(key, "state", order=order, state="declined") == {"done": True}
        assert "只剩 3 份" in await buys(desk, "oC", "4份1号")
        await desk.command("k3", "state", order=order, state="placed")  # the owner undid it
        assert "卖完" in await buys(desk, "oD", "1")

    run(tmp_path, scene)


def test_a_time_that_the_counter_filled_is_not_offered(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        await desk.pair(await desk.code())
        rules = Trading(Hours(), slots=SlotRules(60, 1, orders=1))
        first = datetime.fromtimestamp(NOW, UTC).replace(minute=0, second=0, microsecond=0) + timedelta(
            hours=1
        )
        taken: Mapping[datetime, Load] = {first + timedelta(minutes=20): Load(1, 1, {"": 1})}
        for told, there in (({}, True), (taken, False)):
            await tell(desk, rules, stock_version=1, taken=told)
            openid = f"oA{len(told)}"
            for text in ("2", "0", "1"):
                await desk.wechat.types(openid, text)
            offered = await desk.wechat.types(openid, "王小明 13800138000 望京街9号")
            assert (f"{first.astimezone(ZONE):%H:%M}-" in offered) is there

    run(tmp_path, scene)


def test_a_description_goes_and_comes_whole() -> None:
    at = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    elsewhere = Elsewhere(4, {"A": 2}, date(2026, 11, 27), {"B": 1}, {at: Load(1, 3, {"x": 3})})
    shop = ShopDescription("店", elsewhere=elsewhere)
    assert shop_of(shop_json(shop)) == shop
    older = {name: value for name, value in shop_json(shop).items() if name != "elsewhere"}
    assert shop_of(older).elsewhere == Elsewhere()
