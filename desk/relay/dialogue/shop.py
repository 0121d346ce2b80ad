"""What a conversation needs of the shop: its offer now, and the book it writes orders into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from desk.domain.catalogue import Product
from desk.domain.paying import PayRules
from desk.domain.sales import Elsewhere
from desk.domain.trading import Load, Trading


@dataclass(frozen=True, slots=True)
class Offer:
    """The shop as its customers see it now. `menu` in the order of the numbers; `payments` are the methods
    switched on; `keywords` answers to words of its own;
    `paying` says what is to be paid in advance; `link` is the signed address of the menu page, "" while there is none.
    """

    shop: str
    menu: tuple[Product, ...]
    zone: ZoneInfo
    currency: str = "CNY"
    trading: Trading = field(default_factory=Trading)
    payments: tuple[str, ...] = ("cash-on-delivery",)
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    keywords: Mapping[str, str] = field(default_factory=dict[str, str])
    link: str = ""
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    paying: PayRules = field(default_factory=PayRules)

    def product(self, sku: str) -> Product | None:
        """The product of that sku, if it is still offered."""
        return next((product for product in self.menu if product.sku == sku), None)


@dataclass(frozen=True, slots=True)
class WantedLine:
    """`quantity` of a product with its choices as (option, value, price in minor units), and what was asked for."""

    product: Product
    quantity: int
    choices: tuple[tuple[str, str, int], ...] = ()
    note: str = ""

    @property
    def amount(self) -> int:
        """In minor units."""
        return self.quantity * (self.product.price + sum(price for _, _, price in self.choices))


@dataclass(frozen=True, slots=True)
class Wanted:
    """An order as it was confirmed. `kind` is `delivery` or `pickup`; `due` None for as soon as possible; `deposit`
    is what is to be paid of it in advance, 0 for all of it.
    """

    lines: tuple[WantedLine, ...]
    kind: str
    name: str
    phone: str
    address: str = ""
    due: datetime | None = None
    note: str = ""
    payment: str = ""
    fee: int = 0
    deposit: int = 0

    @property
    def total(self) -> int:
        """In minor units, the fee included."""
        return self.fee + sum(line.amount for line in self.lines)

    @property
    def load(self) -> Load:
        """What it takes of a time slot."""
        return load_of(self.lines)


def load_of(lines: tuple[WantedLine, ...]) -> Load:
    """What these lines take of a time slot."""
    kinds: dict[str, int] = {}
    for line in lines:
        kinds[line.product.category] = kinds.get(line.product.category, 0) + line.quantity
    return Load(1, sum(line.quantity for line in lines), kinds)


@dataclass(frozen=True, slots=True)
class Known:
    """A customer's order that is not over. `changeable` until the kitchen has started; `money` says where its payment
    by WeChat stands: unpaid (something is to be paid now), part-paid or paid, "" where it is paid in another way.
    """

    number: str
    state: str
    changeable: bool
    wanted: Wanted
    id: str = ""
    money: str = ""


class Book(Protocol):
    """What the relay keeps, for one customer, inside one transaction."""

    def left(self, product: Product) -> int | None:
        """How many of it can still be ordered today; None without a limit."""
        ...

    def taken(self) -> Mapping[datetime, Load]:
        """What is taken of the time slots, by their start."""
        ...

    def latest(self) -> Known | None:
        """The customer's newest order that is not over."""
        ...

    def open_orders(self) -> Sequence[Known]:
        """The customer's orders that are not over, the newest first; of the last twenty."""
        ...

    def place(self, wanted: Wanted) -> str:
        """A new order; its number."""
        ...

    def change(self, number: str, wanted: Wanted) -> bool:
        """A new version of an order; False when the kitchen has started and nothing was changed."""
        ...

    def cancel(self, number: str) -> bool:
        """Cancel an order; False when the kitchen has started and nothing was changed."""
        ...

    def rush(self, number: str) -> bool:
        """Chase an order; False when it was chased less than ten minutes ago."""
        ...

    def tell(self, text: str, what: str = "text") -> None:
        """A message for the person at the desk. `what` is text, human (they ask for a person), change or cancel
        (wanted after the kitchen had started), or picture (something that is no text).
        """
        ...
