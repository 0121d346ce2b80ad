"""Products as a person changes them: what is left, what is stopped, prices of days and channels, and the way back."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desk.domain.catalogue import Catalogue, PriceFrom, Product
from desk.domain.events import Changes
from desk.domain.goods import GoodsRow, free_sku, grouped, read_amount, read_choices
from desk.domain.orders import Line
from desk.errors import Refused
from desk.relay.protocol import ShopDescription, shop_json, shop_of
from desk.services.goods import Goods
from tests.unit.desk.services.desk_in_memory import NOW, SHOP, Shopkeeper, draft

TODAY = NOW.astimezone(SHOP.zone).date()
CAKE = Product("CAKE", "草莓蛋糕", 16800, "cake", stock=5)
TEA = Product("TEA", "柠檬茶", 1800, "tea", daily_limit=2)
PIE = Product("PIE", "苹果派", 3000, "cake", channels=frozenset({"counter"}))
MENU = Catalogue((CAKE, TEA, PIE))


class Scene:
    """A shop with three products."""

    def __init__(self) -> None:
        self.desk = Shopkeeper()
        self.heard: list[Changes] = []
        self.goods = Goods(SHOP, self.desk.database, self.desk.clock, self.heard.append)

    async def begin(self) -> None:
        await self.desk.database.write(lambda work: work.catalogue.replace(MENU, NOW))

    async def order(self, sku: str, quantity: int, at: str) -> None:
        lines = (Line(sku, quantity, 100, sku),)
        await self.desk.receive(replace(draft(at), lines=lines))

    async def row(self, sku: str) -> GoodsRow:
        return next(row for row in await self.goods.rows() if row.product.sku == sku)


def play(scene: Callable[[Scene], Awaitable[None]]) -> list[Changes]:
    async def run() -> list[Changes]:
        made = Scene()
        await made.begin()
        await scene(made)
        return made.heard

    return asyncio.run(run())


def test_a_row_says_what_is_left_what_went_today_and_where_it_stands() -> None:
    async def scene(shop: Scene) -> None:
        await shop.order("CAKE", 2, "a")
        await shop.order("TEA", 2, "b")
        cake, tea, pie = await shop.goods.rows()
        assert (cake.left, cake.today, cake.number, cake.gone) == (3, 2, 1, False)
        assert (tea.left, tea.today, tea.number, tea.gone) == (None, 2, 2, True)
        assert (pie.number, pie.gone) == (0, False)
        assert cake.stations
        assert [name for name, _ in grouped([cake, tea, pie])] == ["cake", "tea"]

    play(scene)


def test_sold_out_at_a_tap_and_back() -> None:
    async def scene(shop: Scene) -> None:
        await shop.goods.set_sold_out("CAKE", sold_out=True)
        assert (await shop.row("CAKE")).gone
        await shop.goods.set_sold_out("CAKE", sold_out=False)
        assert not (await shop.row("CAKE")).gone
        with pytest.raises(Refused):
            await shop.goods.set_sold_out("NONE", sold_out=True)

    assert play(scene) == [Changes(shop=True)] * 2


def test_five_left_means_five_whatever_was_ordered_before() -> None:
    async def scene(shop: Scene) -> None:
        await shop.order("CAKE", 2, "a")
        await shop.goods.save(replace(CAKE, price=17800), was="CAKE", left=3)
        assert (await shop.row("CAKE")).left == 3
        await shop.goods.save(CAKE, was="CAKE", left=9)
        await shop.order("CAKE", 4, "b")
        assert (await shop.row("CAKE")).left == 5
        await shop.goods.save(CAKE, was="CAKE", left=None)
        assert (await shop.row("CAKE")).left is None

    play(scene)


def test_a_product_that_nobody_counted_is_counted_from_now_on_and_the_others_keep_what_is_left() -> None:
    async def scene(shop: Scene) -> None:
        await shop.order("CAKE", 2, "a")
        await shop.order("PIE", 2, "b")
        shop.desk.clock.at += timedelta(minutes=1)
        await shop.goods.save(PIE, was="PIE", left=4)
        assert (await shop.row("PIE")).left == 4
        assert (await shop.row("CAKE")).left == 3
        await shop.order("PIE", 1, "c")
        await shop.order("CAKE", 1, "d")
        assert ((await shop.row("PIE")).left, (await shop.row("CAKE")).left) == (3, 2)

    play(scene)


def test_a_new_product_comes_last_and_no_number_is_given_twice() -> None:
    async def scene(shop: Scene) -> None:
        assert await shop.goods.save(Product("BUN", "小面包", 500)) is None
        assert [row.product.sku for row in await shop.goods.rows()] == ["CAKE", "TEA", "PIE", "BUN"]
        with pytest.raises(Refused):
            await shop.goods.save(Product("TEA", "别的", 100))
        with pytest.raises(Refused):
            await shop.goods.save(replace(CAKE, sku="TEA"), was="CAKE")
        before = await shop.goods.save(replace(CAKE, sku="CAKE-6"), was="CAKE", left=5)
        assert before == CAKE
        assert [row.product.sku for row in await shop.goods.rows()] == ["CAKE-6", "TEA", "PIE", "BUN"]
        await shop.goods.put_back(CAKE, "CAKE-6", None)
        assert [row.product.sku for row in await shop.goods.rows()] == ["CAKE", "TEA", "PIE", "BUN"]

    play(scene)


def test_a_product_is_removed_and_put_back_at_its_place_and_two_change_places() -> None:
    async def scene(shop: Scene) -> None:
        await shop.goods.set_sold_out("TEA", sold_out=True)
        product, place = await shop.goods.remove("TEA")
        assert [row.product.sku for row in await shop.goods.rows()] == ["CAKE", "PIE"]
        await shop.goods.put_back(product, "", place)
        rows = await shop.goods.rows()
        assert [row.product.sku for row in rows] == ["CAKE", "TEA", "PIE"]
        assert rows[1].product.sold_out
        await shop.goods.exchange("CAKE", "PIE")
        assert [row.product.sku for row in await shop.goods.rows()] == ["PIE", "TEA", "CAKE"]
        await shop.goods.arrange(["TEA", "NONE", "CAKE"])
        assert [row.product.sku for row in await shop.goods.rows()] == ["TEA", "CAKE", "PIE"]

    play(scene)


def test_a_coming_price_holds_from_its_day_on() -> None:
    coming = PriceFrom(18800, "", TODAY + timedelta(days=1))

    async def scene(shop: Scene) -> None:
        await shop.goods.save(replace(CAKE, prices=(coming,)), was="CAKE", left=5)
        assert (await shop.row("CAKE")).product.price == 16800
        shop.desk.clock.at += timedelta(days=1)
        row = await shop.row("CAKE")
        assert (row.product.price, row.product.prices) == (18800, ())
        await shop.goods.save(replace(row.product, price=15000), was="CAKE", left=5)
        assert (await shop.row("CAKE")).product.price == 15000

    play(scene)


def test_a_channels_own_price_comes_before_the_general_one() -> None:
    day = date(2026, 12, 1)
    product = replace(
        CAKE, prices=(PriceFrom(15800, "wechat"), PriceFrom(18800, "", day), PriceFrom(14800, "wechat", day))
    )
    before, after = day - timedelta(days=1), day
    assert [product.price_on(before, channel) for channel in ("", "counter", "wechat")] == [
        16800,
        16800,
        15800,
    ]
    assert [product.price_on(after, channel) for channel in ("", "counter", "wechat")] == [
        18800,
        18800,
        14800,
    ]
    settled = product.settled(after)
    assert (settled.price, settled.prices) == (18800, (PriceFrom(14800, "wechat"),))
    assert product.settled(before) == product


def test_the_relay_is_told_todays_price_and_those_to_come() -> None:
    from desk.domain.catalogue_json import for_relay

    day = date(2026, 12, 1)
    menu = Catalogue((replace(CAKE, prices=(PriceFrom(15800, "wechat"), PriceFrom(18800, "", day))),))
    told = for_relay(menu, date(2026, 11, 30), "wechat")
    assert told.products[0].price == 15800  # what a relay of before reads
    heard = shop_of(shop_json(ShopDescription("x", catalogue=told))).catalogue
    assert heard.on(day, "wechat").products[0].price == 15800
    assert [heard.on(at, "counter").products[0].price for at in (date(2026, 11, 30), day)] == [16800, 18800]
    stopped = for_relay(Catalogue((replace(TEA, sold_out=True),)), day, "wechat").products[0]
    assert (stopped.stock, stopped.sold_out) == (0, False)


def test_a_file_leaves_what_it_does_not_speak_of() -> None:
    own = PriceFrom(15800, "wechat")

    async def scene(shop: Scene) -> None:
        await shop.goods.save(replace(CAKE, prices=(own,), sold_out=True), was="CAKE", left=5)
        before = await shop.goods.take_in(Catalogue((replace(CAKE, price=100, stock=7),)))
        (row,) = await shop.goods.rows()
        assert (row.product.price, row.product.prices, row.product.sold_out) == (100, (own,), True)
        assert row.left == 7
        await shop.goods.take_in(before, whole=True)
        assert [row.product.sku for row in await shop.goods.rows()] == ["CAKE", "TEA", "PIE"]

    play(scene)


def test_amounts_and_choices_as_people_type_them() -> None:
    assert [read_amount(text, "CNY") for text in ("168", "￥168.5", " 0 ")] == [16800, 16850, 0]
    assert read_amount("168", "JPY") == 168
    for wrong in ("", "x", "-1", "1.234", "NaN", "99999999"):
        with pytest.raises(ValueError, match=r"."):
            read_amount(wrong, "CNY")
    choices = read_choices("正常、少糖|加奶油+12.5，小份-3", "CNY")
    assert [(choice.value, choice.price) for choice in choices] == [
        ("正常", 0), ("少糖", 0), ("加奶油", 1250), ("小份", -300),
    ]  # fmt: skip
    for wrong in ("正常、正常", "+2"):
        with pytest.raises(ValueError, match=r"."):
            read_choices(wrong, "CNY")
    assert free_sku(["P001", "P004", "P003"]) == "P005"
