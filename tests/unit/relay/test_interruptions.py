"""A look at something else, a person in between, a long silence: the customer is where they were."""

import pytest

from desk.relay.dialogue.conversation import from_json, to_json
from desk.relay.instructions import handed
from tests.unit.relay.talks import CONTACT, Customer

#: The messages that lead to each question, and a word of it.
STEPS = [
    (["2", "0"], "1 送货"),
    (["2", "0", "1"], "姓名 电话 地址"),
    (["2", "0", "1", CONTACT], "什么时候要"),
    (["2", "0", "1", CONTACT, "1"], "有什么要求"),
    (["2", "0", "1", CONTACT, "1", "0"], "怎么付款"),
    (["2", "0", "1", CONTACT, "1", "0", "1"], "合计 ¥12"),
]


def test_the_menu_in_the_middle_of_an_option_keeps_the_question() -> None:
    amy = Customer()
    amy.says("2", "1")
    reply = amy.says("菜单")
    assert "大C甜品 菜单" in reply
    assert reply.endswith("甜度？\n1 正常\n2 少糖\n3 无糖")
    assert "草莓蛋糕 少糖 × 1" in amy.says("2")
    assert amy.cart == [("CR", 1), ("CAKE", 1)]


@pytest.mark.parametrize("word", ["订单", "催单"])
@pytest.mark.parametrize(("before", "question"), STEPS)
def test_a_word_in_between_is_followed_by_the_same_question(
    word: str, before: list[str], question: str
) -> None:
    amy = Customer()
    amy.says(*before)
    state = amy.talk.state
    assert question in amy.says(word)
    assert amy.talk.state == state
    assert amy.cart == [("CR", 1)]


@pytest.mark.parametrize(("before", "question"), STEPS)
def test_after_the_menu_a_checkout_goes_on_where_it_was(before: list[str], question: str) -> None:
    amy = Customer()
    amy.says(*before)
    state = amy.talk.state
    assert amy.says("菜单").endswith("共 ¥12，回复 0 结账")
    assert question in amy.says("0")
    assert amy.talk.state == state


def test_products_chosen_in_between_are_in_the_summary() -> None:
    amy = Customer()
    amy.says(*STEPS[-1][0], "菜单", "2")
    assert not amy.book.placed
    assert "合计 ¥24" in amy.says("0")
    assert "下单成功" in amy.says("1")


def test_after_a_person_the_option_is_asked_again() -> None:
    amy = Customer()
    amy.says("1", "人工", "可以写名字吗")
    amy.talk = from_json(to_json(handed(amy.talk, "handback")))
    assert "甜度？" in amy.says("2")  # said to a person, perhaps
    assert amy.cart == []
    amy.says("2")
    assert amy.cart == [("CAKE", 1)]


@pytest.mark.parametrize(("before", "question"), STEPS)
def test_after_a_person_the_checkout_goes_on(before: list[str], question: str) -> None:
    amy = Customer()
    amy.says(*before)
    state = amy.talk.state
    amy.talk = handed(amy.talk, "takeover")
    assert amy.says("你好") == ""
    amy.talk = handed(amy.talk, "handback")
    assert question in amy.says("0")
    assert amy.talk.state == state


@pytest.mark.parametrize(("before", "question"), [(["1"], "甜度？"), *STEPS])
def test_a_late_number_answers_nothing_and_the_question_is_asked_again(
    before: list[str], question: str
) -> None:
    amy = Customer()
    amy.says(*before)
    talk = amy.talk
    amy.waits(31)
    late = "1" if talk.state not in {"wishes", "contact"} else "菜单"
    reply = amy.says(late)
    assert reply.startswith("上次的点单超过 30 分钟没有继续")
    assert (amy.talk.cart, amy.talk.asking) == (talk.cart, talk.asking)
    if late == "1":
        assert question in reply
        assert amy.talk.state == talk.state
    assert not amy.book.placed


def test_a_late_confirmation_shows_the_summary_and_a_second_one_orders() -> None:
    amy = Customer()
    amy.says(*STEPS[-1][0])
    amy.waits(40)
    reply = amy.says("1")
    assert "超过 30 分钟" in reply
    assert reply.endswith("合计 ¥12\n回复 1 确认下单")
    assert amy.cart == [("CR", 1)]
    assert "下单成功，订单号 W001" in amy.says("1")


def test_late_products_are_taken() -> None:
    amy = Customer()
    amy.says(*STEPS[-1][0])
    amy.waits(40)
    assert "超过 30 分钟" in amy.says("再来2份2号")
    assert amy.cart == [("CR", 3)]


def test_a_change_that_was_left_lying_changes_the_order_and_makes_no_second() -> None:
    amy = Customer()
    amy.orders()
    amy.says("修改", "再来一个可颂")
    amy.waits(45)
    amy.says("0", "1", "1", "0", "1")
    assert "已改单，订单号 W001" in amy.says("1")
    assert [wanted.lines[0].quantity for wanted in amy.book.placed.values()] == [2]


def test_a_change_of_an_order_that_is_over_is_dropped() -> None:
    amy = Customer()
    amy.orders()
    amy.says("修改")
    amy.book.states["W001"] = "completed"
    amy.waits(600)
    assert "订单 W001 保持原样" in amy.says("0")
    assert amy.cart == []
    assert "下单成功，订单号 W002" in amy.orders()
