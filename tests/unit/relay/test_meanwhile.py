"""What happens between two messages: half an hour goes by, things sell out, the shop closes, areas go."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.domain.catalogue import Choice, OptionGroup, Product
from desk.domain.trading import Area, Hours, Load, SlotRules, Span, Trading
from desk.relay.dialogue.conversation import Conversation, from_json, to_json
from desk.relay.dialogue.machine import converse
from desk.relay.dialogue.shop import Known, Offer, Wanted

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=ZONE)
SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖")))
MENU = (
    Product("CAKE", "草莓蛋糕", 16800, "蛋糕", (SWEET,)),
    Product("CR", "可颂", 1200, "面包"),
    Product("LAST", "栗子卷", 3000, "蛋糕", stock=1),
)
ALL_DAY = {day: (Span(time(9), time(18)),) for day in range(7)}
CONTACT = "王小明 13800138000 望京街9号"


@dataclass
class Book:
    """Counts stock and slots as the relay does; whatever is in it can be changed until `started`."""

    stock: dict[str, int] = field(default_factory=dict)
    orders: dict[str, Wanted] = field(default_factory=dict)
    started: bool = False
    told: list[tuple[str, str]] = field(default_factory=list)

    def left(self, product: Product) -> int | None:
        if product.stock is None:
            return None
        sold = sum(x.quantity for w in self.orders.values() for x in w.lines if x.product.sku == product.sku)
        return max(0, self.stock.get(product.sku, product.stock) - sold)

    def taken(self) -> Mapping[datetime, Load]:
        found: dict[datetime, Load] = {}
        for wanted in self.orders.values():
            if wanted.due is not None:
                found[wanted.due] = found.get(wanted.due, Load()) + wanted.load
        return found

    def open_orders(self) -> list[Known]:
        return [
            Known(n, "preparing" if self.started else "placed", not self.started, w)
            for n, w in reversed(self.orders.items())
        ]

    def latest(self) -> Known | None:
        return next(iter(self.open_orders()), None)

    def place(self, wanted: Wanted) -> str:
        number = f"W{len(self.orders) + 1:03d}"
        self.orders[number] = wanted
        return number

    def change(self, number: str, wanted: Wanted) -> bool:
        if not self.started:
            self.orders[number] = wanted
        return not self.started

    def cancel(self, number: str) -> bool:
        del self.orders[number]
        return True

    def rush(self, number: str) -> bool:
        return True

    def tell(self, text: str, what: str = "text") -> None:
        self.told.append((what, text))


@dataclass
class Chat:
    """A customer's side; `offer` and `now` may change between two messages."""

    offer: Offer = field(default_factory=lambda: Offer("大C甜品", MENU, ZONE))
    now: datetime = NOON
    book: Book = field(default_factory=Book)
    talk: Conversation = field(default_factory=Conversation)

    def says(self, *texts: str) -> str:
        reply = ""
        for text in texts:
            self.now += timedelta(seconds=20)
            talk, reply = converse(self.offer, self.book, self.talk, text, self.now)
            self.talk = from_json(to_json(talk))
        return reply

    def waits(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def trades(self, trading: Trading) -> None:
        self.offer = replace(self.offer, trading=trading)


@pytest.mark.parametrize("word", ["菜单", "人工", "订单"])
def test_a_question_about_an_option_is_asked_again_after_something_else(word: str) -> None:
    chat = Chat()
    assert "甜度？" in chat.says("1")
    chat.says(word)
    if word == "人工":
        chat.says("菜单")
    assert "甜度？" in chat.says("0"), "the cake was forgotten"
    assert "草莓蛋糕 少糖 × 1" in chat.says("2")


def test_an_option_that_was_asked_half_an_hour_ago_is_asked_again() -> None:
    chat = Chat()
    chat.says("1")
    chat.waits(40)
    reply = chat.says("2")
    assert "超过 30 分钟" in reply and "甜度？" in reply
    assert "草莓蛋糕 少糖 × 1" in chat.says("2")
    assert [line.sku for line in chat.talk.cart] == ["CAKE"]


@pytest.mark.parametrize("late", ["1", "好的", "确认"])
def test_a_yes_that_comes_too_late_orders_nothing_and_adds_nothing(late: str) -> None:
    chat = Chat()
    assert "回复 1 确认下单" in chat.says("2", "0", "1", CONTACT, "1", "0", "1")
    chat.waits(31)
    reply = chat.says(late)
    assert "超过 30 分钟" in reply and "可颂 × 1" in reply
    assert [(line.sku, line.quantity) for line in chat.talk.cart] == [("CR", 1)]
    assert chat.book.orders == {}


def test_a_change_that_was_left_for_half_an_hour_still_changes_the_same_order() -> None:
    chat = Chat()
    assert "W001" in chat.says("2", "0", "1", CONTACT, "1", "0", "1", "1")
    chat.says("修改", "2")
    chat.waits(45)
    assert "已改单，订单号 W001" in chat.says("0", "0", "1", "1", "0", "1", "1")
    assert list(chat.book.orders) == ["W001"]
    assert chat.book.orders["W001"].lines[0].quantity == 2


def test_a_change_of_an_order_that_was_begun_meanwhile_leaves_it_and_says_so() -> None:
    chat = Chat()
    chat.says("2", "0", "1", CONTACT, "1", "0", "1", "1")
    chat.says("修改", "2")
    chat.book.started = True
    chat.waits(45)
    assert "订单 W001 保持原样" in chat.says("2")
    assert [(line.sku, line.quantity) for line in chat.talk.cart] == [("CR", 1)], "a new cart"
    assert chat.talk.editing == ""


def test_who_changes_an_order_may_keep_the_last_one_it_holds() -> None:
    chat = Chat()
    assert "W001" in chat.says("3", "0", "1", CONTACT, "1", "0", "1", "1")
    assert "卖完" in Chat(book=chat.book).says("3")
    reply = chat.says("修改", "2", "0", "1", "1", "0", "1", "1")
    assert reply == "已改单，订单号 W001"
    assert [x.product.sku for x in chat.book.orders["W001"].lines] == ["LAST", "CR"]


def test_who_changes_an_order_may_keep_its_time() -> None:
    chat = Chat()
    chat.trades(Trading(Hours(ALL_DAY), slots=SlotRules(60, 1, orders=1)))
    assert "W001" in chat.says("2", "0", "1", CONTACT, "2", "0", "1", "1")
    due = chat.book.orders["W001"].due
    other = Chat(offer=chat.offer, book=chat.book)
    other.says("2", "0", "1", CONTACT)
    assert due not in other.talk.slots
    chat.says("修改", "2", "0", "1")
    assert due in chat.talk.slots


def test_a_shop_that_paused_takes_no_order_that_was_nearly_done() -> None:
    chat = Chat()
    chat.says("2", "0", "1", CONTACT, "1", "0", "1")
    chat.trades(Trading(paused="今天太忙"))
    reply = chat.says("1")
    assert "现在不接单：今天太忙" in reply and "可颂 × 1" in reply
    assert chat.book.orders == {}


def test_as_soon_as_possible_is_the_next_opening_when_the_shop_is_closed() -> None:
    chat = Chat(now=NOON.replace(hour=22))
    chat.trades(Trading(Hours(ALL_DAY)))
    assert "现在没有营业，最早 明天" in chat.says("2", "0", "1", CONTACT)
    assert "下单成功" in chat.says("1", "0", "1", "1")
    due = chat.book.orders["W001"].due
    assert due is not None and due.astimezone(ZONE) == datetime(2026, 11, 27, 9, 0, tzinfo=ZONE)


def test_a_shop_that_closed_in_between_asks_for_the_time_again() -> None:
    chat = Chat(now=NOON.replace(hour=17, minute=50))
    chat.trades(Trading(Hours(ALL_DAY)))
    assert "回复 1 确认下单" in chat.says("2", "0", "1", CONTACT, "1", "0", "1")
    chat.waits(15)
    assert "什么时候要？" in chat.says("1")
    assert chat.book.orders == {}


def test_a_shop_that_never_opens_again_takes_no_order() -> None:
    chat = Chat()
    chat.trades(Trading(Hours({0: ()})))
    assert "请换一个时间" in chat.says("2", "0", "1", CONTACT, "1")
    assert chat.book.orders == {}


def test_an_area_that_went_and_a_minimum_that_rose_are_noticed_at_the_last_word() -> None:
    for areas, words in (
        ((Area("国贸", ("国贸",)),), "送不到"),
        ((Area("望京", ("望京",), minimum=5000),), "满 ¥50 起送"),
    ):
        chat = Chat()
        chat.says("2", "0", "1", CONTACT, "1", "0", "1")
        chat.trades(Trading(areas=areas))
        assert words in chat.says("1")
        assert chat.book.orders == {}
        assert "CR" in {line.sku for line in chat.talk.cart}


def test_a_product_that_left_the_menu_is_spoken_of_by_its_name() -> None:
    chat = Chat()
    chat.says("2", "3")
    chat.offer = replace(chat.offer, menu=MENU[::2])
    assert "可颂 已经下架了" in chat.says("0")
    assert [line.sku for line in chat.talk.cart] == ["LAST"]


def test_a_word_of_the_shops_own_is_answered_in_every_state_and_nothing_is_lost() -> None:
    chat = Chat(offer=Offer("店", MENU, ZONE, keywords={"地址": "望京街9号\n14号线B口", "菜单": "no"}))
    for step in ("1", "2", "0", "1", CONTACT, "1", "0", "1"):
        before = chat.talk
        assert chat.says("地址") == "望京街9号\n14号线B口"
        assert replace(chat.talk, at=None) == replace(before, at=None)
        chat.says(step)
    assert "草莓蛋糕" in chat.says("菜单"), "a word of the dialogue stays what it is"
    assert "合计 ¥180" in chat.says("2", "0"), "the checkout goes on where it was"
    assert chat.says("1").startswith("下单成功")


def test_a_name_that_is_asked_for_is_not_taken_for_a_number_of_a_choice() -> None:
    chat = Chat()
    assert chat.says("2", "0", "1", "13800138000 望京街9号3单元1202") == "怎么称呼您？"
    chat.says("2")
    assert chat.talk.kind == "delivery"


def test_all_open_orders_are_told_the_newest_first() -> None:
    chat = Chat()
    for _ in range(2):
        chat.says("2", "0", "1", CONTACT, "1", "0", "1", "1")
        chat.talk = chat.talk.emptied()
    chat.book.place(chat.book.orders["W001"])
    assert [line[3:7] for line in chat.says("订单").splitlines()] == ["W003", "W002", "W001"]
