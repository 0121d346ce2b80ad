"""A hundred typed conversations: nearly all understood, and in none is the cart lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desk.domain.catalogue import Choice, OptionGroup, Product
from desk.domain.trading import Load
from desk.relay.dialogue.conversation import CartLine, Conversation, from_json, to_json
from desk.relay.dialogue.machine import converse
from desk.relay.dialogue.shop import Known, Offer, Wanted
from desk.relay.dialogue.showing import REPLY_BYTES

ZONE = ZoneInfo("Asia/Shanghai")
SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
MENU = (
    Product("1", "草莓奶油蛋糕 6寸", 16800, "蛋糕", (SWEET,)),
    Product("2", "可颂", 1200, "面包"),
    Product("3", "三明治", 1800, "面包"),
    Product("4", "百香果茶", 1500, "饮品", (SWEET,)),
    Product("5", "千层蛋糕 8寸", 19800, "蛋糕"),
    Product("6", "提拉米苏", 3800, "蛋糕"),
    Product("7", "蛋挞", 600, "面包"),
    Product("8", "美式咖啡", 2000, "饮品"),
    Product("9", "拿铁咖啡", 2500, "饮品"),
)
OFFER = Offer("大C甜品", MENU, ZONE)


@dataclass
class Notebook:
    """A book with nothing behind it."""

    placed: list[Wanted] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def left(self, product: Product) -> int | None:
        return product.left

    def taken(self) -> Mapping[datetime, Load]:
        return {}

    def latest(self) -> Known | None:
        return Known("W001", "placed", True, self.placed[-1]) if self.placed else None

    def open_orders(self) -> list[Known]:
        return [Known("W001", "placed", True, wanted) for wanted in self.placed[-1:]]

    def place(self, wanted: Wanted) -> str:
        self.placed.append(wanted)
        return f"W{len(self.placed):03d}"

    def change(self, number: str, wanted: Wanted) -> bool:
        self.placed[-1] = wanted
        return True

    def cancel(self, number: str) -> bool:
        self.placed.pop()
        return True

    def rush(self, number: str) -> bool:
        return True

    def tell(self, text: str, what: str = "text") -> None:
        self.told.append(text)


@dataclass
class Block:
    """A conversation of the file."""

    messages: list[str]
    expected: str


def blocks() -> list[Block]:
    text = (Path(__file__).parent / "conversations.txt").read_text(encoding="utf-8")
    found: list[Block] = []
    messages: list[str] = []
    for line in text.splitlines():
        if line.startswith("> "):
            messages.append(line[2:])
        elif line.startswith("= "):
            found.append(Block(messages, line[2:]))
            messages = []
    return found


def cart_text(cart: tuple[CartLine, ...]) -> str:
    names = {product.sku: product.name for product in MENU}
    lines = (" ".join([names[x.sku], *(v for _, v in x.choices), str(x.quantity)]) for x in cart)
    return ", ".join(lines) or "empty"


def order_text(wanted: Wanted) -> str:
    lines = ", ".join(
        " ".join([x.product.name, *(v for _, v, _ in x.choices), str(x.quantity)]) for x in wanted.lines
    )
    who = " ".join(filter(None, (wanted.kind, wanted.name, wanted.phone, wanted.address)))
    return f"order: {lines} | {who}"


def run(block: Block) -> tuple[str, list[str]]:
    """What came of a conversation, and the replies; checks on the way that the cart is never lost."""
    book, talk = Notebook(), Conversation()
    now = datetime(2026, 11, 26, 15, 0, tzinfo=ZONE)
    replies: list[str] = []
    for text in block.messages:
        now += timedelta(seconds=20)
        before = {line.sku for line in (*talk.cart, *talk.asking)}
        talk, reply = converse(OFFER, book, talk, text, now)
        talk = from_json(to_json(talk))
        replies.append(reply)
        assert 0 < len(reply.encode()) <= REPLY_BYTES
        gone = before - {line.sku for line in (*talk.cart, *talk.asking)}
        meant = any(word in text for word in ("不要", "取消", "算了", "去掉", "少一个"))
        assert not gone or meant or book.placed, f"{text!r} lost {gone}"
    return order_text(book.placed[-1]) if book.placed else cart_text(talk.cart), replies


def test_nearly_all_of_a_hundred_conversations_are_understood() -> None:
    all_of_them = blocks()
    assert len(all_of_them) >= 100
    missed = [
        (block.messages, block.expected, got)
        for block in all_of_them
        if (got := run(block)[0]) != block.expected
    ]
    assert len(missed) <= len(all_of_them) // 20, missed
