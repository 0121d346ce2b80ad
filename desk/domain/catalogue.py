"""What the shop sells: products with their options, where each is offered and how many there are.

Pure values. The order of products is the shop's own; numbers in the chat menu follow it.
"""

from dataclasses import dataclass, field, replace
from datetime import date

#: Where a product can be offered (design section 6, "The catalogue").
CHANNELS = ("wechat", "counter", "web")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to an option; `price` in minor units is what it adds."""

    value: str
    price: int = 0


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """A question about a product, such as 甜度, with at least one choice; the first is the usual one."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PriceFrom:
    """Another price, in minor units: on one channel ("" on all) and from a day on (None: always)."""

    price: int
    channel: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """One thing to order. `price` in minor units. `stock` is what is left, `daily_limit` how many a day;
    None means unlimited. `channels` empty means everywhere. `picture` is a file name beside the catalogue. `prices`
    are those of single channels and of days to come; `sold_out` says that a person stopped the sale.
    """

    sku: str
    name: str
    price: int
    category: str = ""
    options: tuple[OptionGroup, ...] = ()
    stock: int | None = None
    daily_limit: int | None = None
    channels: frozenset[str] = frozenset()
    description: str = ""
    picture: str = ""
    prices: tuple[PriceFrom, ...] = ()
    sold_out: bool = False

    def offered(self, channel: str) -> bool:
        """Whether it is on the menu of that channel."""
        return not self.channels or channel in self.channels

    @property
    def left(self) -> int | None:
        """How many can still be ordered as far as the catalogue knows; None when there is no end."""
        limits = [limit for limit in (self.stock, self.daily_limit) if limit is not None]
        return min(limits) if limits else None

    def price_on(self, day: date, channel: str = "") -> int:
        """What it costs on a day. A channel's own price comes before the general one, the latest day before others."""
        for where in dict.fromkeys((channel, "")):
            begun = [p for p in self.prices if p.channel == where and (p.day is None or p.day <= day)]
            if begun:
                return max(begun, key=lambda p: p.day or date.min).price
        return self.price

    def on(self, day: date, channel: str) -> "Product":
        """As that channel sells it on that day; what a person stopped has nothing left."""
        if not self.prices and not self.sold_out:
            return self
        stock = 0 if self.sold_out else self.stock
        return replace(self, price=self.price_on(day, channel), prices=(), stock=stock, sold_out=False)

    def settled(self, day: date) -> "Product":
        """The same with its general price of that day as `price`, and without prices that are over."""
        if not self.prices:
            return self
        kept: list[PriceFrom] = []
        for each in self.prices:
            if each.day is not None and each.day > day:
                kept.append(each)
            elif each.channel and each.price == self.price_on(day, each.channel):
                kept.append(PriceFrom(each.price, each.channel))
        unique = tuple(sorted(set(kept), key=lambda p: (p.day or date.min, p.channel)))
        return replace(self, price=self.price_on(day), prices=unique)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All products in the shop's order; skus are unique."""

    products: tuple[Product, ...] = ()
    _by_sku: dict[str, Product] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_sku", {product.sku: product for product in self.products})

    def product(self, sku: str) -> Product | None:
        """The product of that sku."""
        return self._by_sku.get(sku)

    def menu(self, channel: str) -> tuple[Product, ...]:
        """What a channel offers, in the shop's order; a product's number in the chat is its place here, from 1."""
        return tuple(product for product in self.products if product.offered(channel))

    def on(self, day: date, channel: str) -> "Catalogue":
        """As that channel sells it on that day."""
        return Catalogue(tuple(product.on(day, channel) for product in self.products))

    def settled(self, day: date) -> "Catalogue":
        """With the general prices of that day."""
        return Catalogue(tuple(product.settled(day) for product in self.products))

    def carrying(self, known: "Catalogue", day: date) -> "Catalogue":
        """These products with what the shop knows of them beside a file: who is sold out, channels' and coming prices."""
        return Catalogue(
            tuple(_carrying(product, known.product(product.sku), day) for product in self.products)
        )


def _carrying(product: Product, known: Product | None, day: date) -> Product:
    if known is None:
        return product
    return replace(product, prices=known.settled(day).prices, sold_out=known.sold_out)
