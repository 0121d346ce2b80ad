"""What the shop sells: products with their options, where each is offered and how many there are.

Pure values. The order of products is the shop's own; numbers in the chat menu follow it.
"""

from dataclasses import dataclass, field

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
class Product:
    """One thing to order. `price` in minor units. `stock` is what is left, `daily_limit` how many a day;
    None means unlimited. `channels` empty means everywhere. `picture` is a file name beside the catalogue.
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

    def offered(self, channel: str) -> bool:
        """Whether it is on the menu of that channel."""
        return not self.channels or channel in self.channels

    @property
    def left(self) -> int | None:
        """How many can still be ordered as far as the catalogue knows; None when there is no end."""
        limits = [limit for limit in (self.stock, self.daily_limit) if limit is not None]
        return min(limits) if limits else None


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
