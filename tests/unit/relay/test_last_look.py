"""What changed between the cart and the last `1`: it is said before anything is written."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from desk.domain.trading import Area, Hours, Load, SlotRules, Span, Trading
from desk.relay.dialogue.shop import Wanted, WantedLine
from desk.relay.orders import CustomerBook
from desk.relay.store.opening import open_relay_store
from desk.relay.store.work import RelayWork
from tests.unit.relay.talks import CONTACT, MENU, START, ZONE, Customer

NINE_TO_SIX = Hours({day: (Span(time(9), time(18)),) for day in range(7)}, lead_minutes=30)
WANTED = Wanted((WantedLine(MENU[1], 1),), "pickup", "小明", "13800138000", payment="counter-qr")
TO_THE_END = ("2", "0", "1", CONTACT, "1", "0", "1")


def at_the_end(trading: Trading | None = None) -> Customer:
    """A customer who has one thing left to say."""
    amy = Customer()
    amy.finds(trading=trading or Trading())
    assert "回复 1 确认下单" in amy.says(*TO_THE_END)
    return amy


def test_a_paused_shop_takes_no_confirmation_and_keeps_the_summary() -> None:
    amy = at_the_end()
    amy.finds(trading=Trading(paused="今天太忙，六点再来"))
    reply = amy.says("1")
    assert reply.startswith("现在不接单：今天太忙，六点再来\n")
    assert "合计 ¥12" in reply
    assert not amy.book.placed
    amy.finds(trading=Trading())
    assert "下单成功" in amy.says("1")


def test_a_shop_that_closes_before_the_summary_is_confirmed() -> None:
    amy = Customer()
    amy.finds(trading=Trading(hours=NINE_TO_SIX))
    amy.now = START + timedelta(hours=2, minutes=27)
    amy.says(*TO_THE_END)
    amy.waits(5)
    assert amy.says("1").startswith("这个时间我们做不了，请换一个时间。\n现在没有营业，最早 明天 09:00。")
    assert not amy.book.placed


def test_a_typed_time_that_has_come_too_near() -> None:
    amy = Customer()
    amy.finds(trading=Trading(hours=NINE_TO_SIX))
    amy.says("2", "0", "1", CONTACT, "今天下午4点", "0", "1")
    amy.waits(25)
    assert amy.says("确认").startswith("下单成功")  # 35 minutes for 30, and some grace
    amy.says("2", "0", "1", "今天下午4点半", "0", "1")
    for _ in range(3):
        amy.waits(25)
        amy.says("订单")
    assert amy.says("1").startswith("这个时间我们做不了")


def test_a_closed_day_that_was_announced_meanwhile() -> None:
    amy = Customer()
    amy.finds(trading=Trading(hours=NINE_TO_SIX))
    amy.says("2", "0", "1", CONTACT, "明天10点", "0", "1")
    amy.finds(trading=Trading(hours=replace(NINE_TO_SIX, dates={date(2026, 11, 27): ()})))
    assert amy.says("1").startswith("这个时间我们做不了")
    assert not amy.book.placed


def test_an_area_that_is_gone_takes_no_order_without_a_fee() -> None:
    amy = at_the_end(Trading(areas=(Area("望京", ("望京",), 800),)))
    amy.finds(trading=Trading(areas=(Area("通州", ("通州",), 800),)))
    assert "送不到" in amy.says("1")
    assert not amy.book.placed
    assert "什么时候要" in amy.says("通州运河街1号")
    assert "合计 ¥20" in amy.says("1", "0", "1")


def test_a_minimum_that_the_order_no_longer_reaches() -> None:
    amy = at_the_end(Trading(areas=(Area("望京", (), 0, 1000),)))
    amy.finds(trading=Trading(areas=(Area("望京", (), 0, 2000),)))
    assert amy.says("1").startswith("送到望京满 ¥20 起送，现在是 ¥12。")
    assert "可颂 × 2" in amy.says("2")
    amy.says("0", "1", "1", "0", "1")
    assert "下单成功" in amy.says("1")


def test_a_fee_that_was_raised_is_shown_first() -> None:
    amy = at_the_end(Trading(areas=(Area("望京", (), 500),)))
    amy.finds(trading=Trading(areas=(Area("望京", (), 900),)))
    reply = amy.says("1")
    assert reply.startswith("价格有变化")
    assert "合计 ¥21" in reply
    assert "下单成功" in amy.says("1")


def test_a_product_that_is_no_longer_sold_is_named() -> None:
    amy = Customer()
    amy.says("2", "1", "1", "0", "1", CONTACT, "1", "0", "1")
    amy.finds(menu=MENU[1:])
    reply = amy.says("1")
    assert "抱歉，草莓蛋糕 已经下架了。" in reply
    assert reply.endswith("可颂 × 1 ¥12\n共 ¥12，回复 0 结账")
    assert not amy.book.placed


@pytest.mark.parametrize("word", ["购物车", "0", "3号"])
def test_a_product_that_went_away_is_named_wherever_the_cart_is_shown(word: str) -> None:
    amy = Customer()
    amy.says("2", "1", "1")
    amy.finds(menu=(MENU[0], replace(MENU[2], options=()), replace(MENU[2], sku="TEA2", options=())))
    assert "抱歉，可颂 已经下架了。" in amy.says(word)
    assert "CR" not in amy.reply


def test_a_product_that_goes_while_its_option_is_asked() -> None:
    amy = Customer()
    amy.says("2", "1")
    amy.finds(menu=MENU[1:])
    assert "抱歉，草莓蛋糕 已经下架了。" in amy.says("2")
    assert amy.cart == [("CR", 1)]


def test_the_last_one_does_not_stand_in_its_own_orders_way() -> None:
    amy = Customer()
    amy.finds(menu=(MENU[0], replace(MENU[1], stock=1), MENU[2]))
    amy.orders()
    amy.says("修改", "0", "1", "1", "不要袋子", "1")
    assert "已改单，订单号 W001" in amy.says("1")
    assert "只剩 1 份" in amy.says("修改", "再来一个可颂") or "卖完了" in amy.reply
    assert amy.cart == [("CR", 1)]


def test_the_last_slot_does_not_stand_in_its_own_orders_way() -> None:
    amy = Customer()
    amy.finds(trading=Trading(hours=NINE_TO_SIX, slots=SlotRules(60, 1, orders=1)))
    amy.says("2", "0", "1", CONTACT, "今天下午5点", "0", "1", "1")
    assert list(amy.book.placed) == ["W001"]
    amy.says("修改", "再来一个可颂", "0", "1", "今天下午5点", "0", "1")
    assert "已改单，订单号 W001" in amy.says("1")


def test_a_slot_that_somebody_else_took() -> None:
    amy = Customer()
    amy.finds(trading=Trading(hours=NINE_TO_SIX, slots=SlotRules(60, 1, orders=1)))
    amy.says("2", "0", "1", CONTACT, "今天下午5点", "0", "1")
    amy.book.others = {START.replace(hour=17).astimezone(ZONE): Load(1, 1)}
    assert amy.says("1").startswith("这个时间已经约满了")
    assert not amy.book.placed


def test_all_open_orders_are_told_newest_first() -> None:
    amy = Customer()
    for _ in range(7):
        amy.orders()
    amy.book.states["W007"] = "preparing"
    amy.book.states["W006"] = "completed"
    assert amy.says("订单").splitlines() == [
        "订单 W007：制作中",
        "订单 W005：已收到，等店主确认",
        "订单 W004：已收到，等店主确认",
        "订单 W003：已收到，等店主确认",
        "订单 W002：已收到，等店主确认",
    ]


def test_an_order_is_open_however_many_newer_ones_are_done(tmp_path: Path) -> None:
    store = open_relay_store("relay.db", tmp_path)

    def book(work: RelayWork, minute: int) -> CustomerBook:
        return CustomerBook(work, Customer().offer, "cake", "oA", START + timedelta(minutes=minute))

    def order(work: RelayWork) -> None:
        for minute in range(7):
            number = book(work, minute).place(WANTED)
            if minute:
                book(work, minute).cancel(number)

    async def scene() -> str:
        await store.write(order)
        known = await store.read(lambda work: book(work, 8).open_orders())
        return " ".join(each.number for each in known)

    try:
        assert asyncio.run(scene()) == "W001"
    finally:
        store.close()
