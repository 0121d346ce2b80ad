"""A customer who types to a shop that a test arranges: rules, stock and orders change between two messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk.domain.catalogue import Choice, OptionGroup, Product
from desk.domain.trading import Load
from desk.relay.dialogue.conversation import Conversation, from_json, to_json
from desk.relay.dialogue.machine import converse
from desk.relay.dialogue.shop import Known, Offer, Wanted
from desk.relay.dialogue.showing import REPLY_BYTES

ZONE = ZoneInfo("Asia/Shanghai")
SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
MENU = (
    Product("CAKE", "草莓蛋糕", 16800, "蛋糕", (SWEET,)),
    Product("CR", "可颂", 1200, "面包"),
    Product("TEA", "百香果茶", 1500, "饮品", (SWEET,)),
)
OFFER = Offer("大C甜品", MENU, ZONE)
CONTACT = "王小明 13800138000 望京街9号"
#: A Thursday afternoon.
START = datetime(2026, 11, 26, 15, 0, tzinfo=ZONE)


@dataclass
class Shelf:
    """A book that counts: stock is what was told less what was placed; slots likewise."""

    offer: Offer = OFFER
    placed: dict[str, Wanted] = field(default_factory=dict[str, Wanted])
    states: dict[str, str] = field(default_factory=dict[str, str])
    others: Mapping[datetime, Load] = field(default_factory=dict[datetime, Load])
    told: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def left(self, product: Product) -> int | None:
        lines = [line for each in self.placed.values() for line in each.lines]
        gone = sum(line.quantity for line in lines if line.product.sku == product.sku)
        return None if product.left is None else max(0, product.left - gone)

    def taken(self) -> Mapping[datetime, Load]:
        found = dict(self.others)
        for wanted in self.placed.values():
            start = self.offer.trading.slot_at(wanted.due, ZONE) if wanted.due else None
            if start:
                found[start] = found.get(start, Load()) + wanted.load
        return found

    def latest(self) -> Known | None:
        return next(iter(self.open_orders()), None)

    def open_orders(self) -> Sequence[Known]:
        found = [
            Known(number, state, state in {"placed", "accepted"}, self.placed[number])
            for number, state in self.states.items()
            if state not in {"completed", "cancelled"}
        ]
        return found[::-1]

    def place(self, wanted: Wanted) -> str:
        number = f"W{len(self.states) + 1:03d}"
        self.placed[number], self.states[number] = wanted, "placed"
        return number

    def change(self, number: str, wanted: Wanted) -> bool:
        if self.states[number] not in {"placed", "accepted"}:
            return False
        self.placed[number] = wanted
        return True

    def cancel(self, number: str) -> bool:
        self.states[number] = "cancelled"
        del self.placed[number]
        return True

    def rush(self, number: str) -> bool:
        return bool(number)

    def tell(self, text: str, what: str = "text") -> None:
        self.told.append((what, text))


class Customer:
    """Types, and remembers what was answered last. Twenty seconds lie between two messages."""

    def __init__(self, offer: Offer = OFFER) -> None:
        self.offer = offer
        self.book = Shelf(offer)
        self.talk = Conversation()
        self.now = START
        self.reply = ""

    def says(self, *texts: str) -> str:
        for text in texts:
            self.now += timedelta(seconds=20)
            self.talk, self.reply = converse(self.offer, self.book, self.talk, text, self.now)
            assert len(self.reply.encode()) <= REPLY_BYTES
            self.talk = from_json(to_json(self.talk))
        return self.reply

    def waits(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def finds(self, **changed: object) -> None:
        """The shop is another from now on."""
        self.offer = replace(self.offer, **changed)  # pyright: ignore[reportArgumentType]
        self.book.offer = self.offer

    def orders(self, what: str = "2", *, pickup: bool = False) -> str:
        """Everything up to the order number."""
        return self.says(
            what, "0", *(("2", "小明 13800138000") if pickup else ("1", CONTACT)), "1", "0", "1", "1"
        )

    @property
    def cart(self) -> list[tuple[str, int]]:
        return [(line.sku, line.quantity) for line in self.talk.cart]
