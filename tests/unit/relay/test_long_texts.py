"""However long the owner's texts and the products' names: the choices of a question are all there."""

import re

import pytest

from desk.domain.catalogue import Choice, OptionGroup, Product
from desk.domain.chat_texts import MAX_TEXT, TEXTS
from desk.domain.trading import Hours, SlotRules, Trading
from desk.relay.dialogue.showing import REPLY_BYTES
from tests.unit.relay.talks import CONTACT, ZONE, Customer, Offer

_BLANK = re.compile(r"\{\w+\}")


def longest(name: str) -> str:
    """The longest text an owner may write under that name."""
    blanks = "".join(_BLANK.findall(TEXTS[name]))
    return "长" * (MAX_TEXT - len(blanks)) + blanks


def shop(choices: int = 3) -> Offer:
    group = OptionGroup("口味" * 20, tuple(Choice(f"第{n}种" + "味" * 60) for n in range(choices)))
    menu = tuple(
        Product(str(n), f"{n}号" + "名" * 80, 1200, "面包", (group,) if n == 0 else ()) for n in range(9)
    )
    texts = {name: longest(name) for name in TEXTS}
    return Offer(
        "店" * 60, menu, ZONE, texts=texts, payments=("cash-on-delivery", "counter-qr"),
        trading=Trading(Hours(), slots=SlotRules(60, 7, orders=9)),
    )  # fmt: skip


def numbers(reply: str) -> list[int]:
    assert len(reply.encode()) <= REPLY_BYTES
    return [int(found[1]) for found in re.finditer(r"^(\d+) ", reply, re.MULTILINE)]


@pytest.mark.parametrize("choices", [2, 9, 30])
def test_an_option_keeps_its_choices(choices: int) -> None:
    amy = Customer(shop(choices))
    amy.says("2", "3")
    assert numbers(amy.says("1")) == list(range(1, choices + 1))
    amy.waits(40)
    assert numbers(amy.says("1")) == list(range(1, choices + 1)), "after the sentence that it expired"
    assert numbers(amy.says("菜单"))[-choices:] == list(range(1, choices + 1)), "after the menu"


def test_every_question_of_a_checkout_keeps_its_choices() -> None:
    amy = Customer(shop())
    amy.says("2", "3", "4", "5")
    assert numbers(amy.says("0")) == [1, 2]
    assert numbers(amy.says("1")) == []
    assert numbers(amy.says(CONTACT)) == list(range(1, 10))
    assert numbers(amy.says("说不清")) == list(range(1, 10))
    amy.says("1")
    assert numbers(amy.says("写字" * 200)) == [1, 2]
    last = amy.says("1")
    assert re.search(r"合计 ¥\d+\n回复 1 确认下单$", last), "too long a text gives way to the shipped one"
    assert "长" in amy.says("1")
    assert amy.book.placed


def test_a_menu_page_keeps_its_products_and_how_to_go_on() -> None:
    amy = Customer(shop())
    seen: set[int] = set()
    for _ in range(9):
        reply = amy.says("下一页")
        seen.update(numbers(reply))
        assert reply.splitlines()[-1] == "回复 下一页 看更多"
    assert seen == set(range(1, 10))
