"""Orders that a clerk types in are held against the same rules, with what was ordered anywhere."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta
from typing import get_args

import pytest

from desk.app.counter_entry import draft_of_entry
from desk.app.entry_words import objection_sentence
from desk.domain.catalogue import Catalogue, Product
from desk.domain.order_check import Objection, Word
from desk.domain.orders import Action, OrderDraft
from desk.domain.trading import Area, Hours, SlotRules, Span, Trading
from desk.services import EntryCheck
from desk.services.stock import Stock
from desk.ui.backend import CounterLine, CounterOrder
from tests.unit.desk.services.desk_in_memory import NOW, SHOP, Shopkeeper

MENU = Catalogue(
    (
        Product("CAKE", "草莓蛋糕 6寸", 16800, "cake", stock=3),
        Product("TEA", "柠檬茶", 1800, "tea", daily_limit=2),
        Product("A", "同名", 100),
        Product("B", "同名", 200, "cake"),
    )
)


def typed(name: str = "草莓蛋糕 6寸", quantity: int = 1, **more: object) -> OrderDraft:
    entry = CounterOrder(
        (CounterLine(name, quantity, 16800, ""),), "pickup", "林", "138", "", None, "", False, "cash"
    )
    draft = draft_of_entry(entry._replace(**more), "CNY", NOW, MENU)
    return replace(draft, source="counter", external_id=f"e{id(draft)}")


def check(
    *orders: OrderDraft, then: OrderDraft, trading: Trading | None = None, off: bool = False
) -> list[str]:
    async def scene() -> list[str]:
        desk = Shopkeeper()
        stock = Stock(SHOP, desk.database, desk.clock)
        await desk.database.write(lambda work: work.catalogue.replace(MENU, NOW))
        for at, order in enumerate(orders):
            order_id = await desk.receive(replace(order, source="website", external_id=f"o{at}"))
            if off:
                await desk.act(order_id, Action.CANCEL, reason="x")
        looked = EntryCheck(SHOP, desk.database, desk.clock, stock)
        return [each.word for each in await looked.objections(then, trading or Trading())]

    return asyncio.run(scene())


def test_a_typed_product_counts_against_its_stock_whoever_ordered_it() -> None:
    assert check(typed(quantity=2), then=typed()) == []
    assert check(typed(quantity=2), then=typed(quantity=2)) == ["only_left"]
    assert check(typed(quantity=3), then=typed()) == ["sold_out"]
    assert check(typed(quantity=3), then=typed(), off=True) == []


def test_a_daily_limit_and_a_product_that_nobody_knows() -> None:
    assert check(typed("柠檬茶", 2), then=typed("柠檬茶")) == ["sold_out"]
    assert check(then=typed("蜡烛", 999)) == []


def test_hours_pause_area_and_slots_are_those_of_the_chat() -> None:
    local = NOW.astimezone(SHOP.zone)
    closed = Hours({day: (Span((local + timedelta(hours=2)).time(), time(0)),) for day in range(7)})
    assert check(then=typed(), trading=Trading(closed)) == ["closed_now"]
    assert check(then=typed(), trading=Trading(paused="忙")) == ["paused"]
    far = typed(kind="delivery", address="通州")
    assert check(then=far, trading=Trading(areas=(Area("望京", ("望京",)),))) == ["no_delivery"]
    due = (NOW + timedelta(hours=5)).timestamp()
    slots = Trading(slots=SlotRules(60, 2, categories={"cake": 1}))
    assert check(typed(due_at=due), then=typed(due_at=due), trading=slots) == ["when_full"]
    assert check(typed("柠檬茶", due_at=due), then=typed(due_at=due), trading=slots) == []


def test_a_product_is_known_by_its_name_or_sku_and_two_of_one_name_by_neither() -> None:
    for name, sku in (("草莓蛋糕6寸", "CAKE"), (" ｃａｋｅ", "CAKE"), ("同名", ""), ("草莓", ""), ("B", "B")):
        line = typed(name).lines[0]
        assert (line.sku, line.name) == (sku, name)
    assert typed().lines[0].category == "cake"


@pytest.mark.parametrize("word", get_args(Word))
def test_each_objection_has_its_sentence(word: Word) -> None:
    values = {
        "reason": "忙{}", "product": "可颂", "left": 2, "area": "望京", "minimum": 5000, "total": 1250, "opens": NOW,
    }  # fmt: skip
    said = objection_sentence(Objection(word, values), "CNY", SHOP.zone)
    assert said and "{" not in said.replace("忙{}", "")
    told = {
        "minimum": "望京 满 50.00 起送，现在是 12.50。",
        "only_left": "可颂 只剩 2 份。",
        "paused": "现在暂停接单：忙{}",
    }
    assert said == told.get(word, said)


def test_a_shop_that_opens_no_more_has_a_sentence() -> None:
    assert objection_sentence(Objection("closed_now", {"opens": None}), "CNY", SHOP.zone).startswith(
        "这个时间不营业"
    )
