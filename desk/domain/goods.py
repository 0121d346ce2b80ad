"""What the page of products shows of each: the product with what is left of it, and who prints it. Pure."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from desk.domain.catalogue import Choice, OptionGroup, Product
from desk.domain.money import amount, exponent

#: Bounds: an amount in major units, letters of a name and a number, choices of an option.
MAX_PRICE, MAX_NAME, MAX_SKU, MAX_CHOICES = 1_000_000, 60, 64, 40
_EXTRA = re.compile(r"(.*?)\s*([+＋\-−–－])\s*(\d+(?:[.]\d+)?)")


class GoodsRow(NamedTuple):
    """One product on the page. `product` at today's general price; `left` of its stock, None without an end; `today`
    how many were ordered today; `number` in the chat's menu, 0 when it is not on it.
    """

    product: Product
    left: int | None
    today: int
    number: int
    stations: tuple[str, ...]

    @property
    def gone(self) -> bool:
        """Whether nobody can order it now."""
        limit = self.product.daily_limit
        return self.product.sold_out or self.left == 0 or (limit is not None and self.today >= limit)


def grouped(rows: Sequence[GoodsRow]) -> list[tuple[str, list[GoodsRow]]]:
    """By category, in the order in which the shop first names each."""
    found: dict[str, list[GoodsRow]] = {}
    for row in rows:
        found.setdefault(row.product.category, []).append(row)
    return list(found.items())


def free_sku(taken: Sequence[str]) -> str:
    """A number for a new product that no other has."""
    known = set(taken)
    at = len(taken) + 1
    while f"P{at:03d}" in known:
        at += 1
    return f"P{at:03d}"


def read_amount(text: str, currency: str) -> int:
    """`168`, `￥168.50` -> minor units. Raises ValueError."""
    try:
        value = Decimal(text.strip().lstrip("¥￥$€£").replace("，", "").replace(",", "").strip())
    except InvalidOperation:
        raise ValueError(f"no amount: {text}") from None
    if not value.is_finite() or not 0 <= value <= MAX_PRICE:
        raise ValueError(f"no amount: {text}")
    minor = value.scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise ValueError(f"no amount: {text}")
    return int(minor)


def read_choices(text: str, currency: str) -> tuple[Choice, ...]:
    """`正常、少糖、加料+2` -> choices. Raises ValueError with the part that is none."""
    found: list[Choice] = []
    for part in re.split(r"[|｜、,，/;；\n]+", text):
        if not part.strip():
            continue
        extra = _EXTRA.fullmatch(part.strip())
        if extra is None:
            found.append(Choice(part.strip()[:MAX_NAME]))
            continue
        value, sign, more = extra.groups()
        if not value:
            raise ValueError(part.strip())
        price = read_amount(more, currency)
        found.append(Choice(value[:MAX_NAME], price if sign in "+＋" else -price))
    names = [choice.value for choice in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None or len(found) > MAX_CHOICES:
        raise ValueError(twice or str(len(found)))
    return tuple(found)


def choices_text(group: OptionGroup, currency: str) -> str:
    """As `read_choices` reads it."""

    def one(choice: Choice) -> str:
        if not choice.price:
            return choice.value
        sign = "+" if choice.price > 0 else "-"
        return f"{choice.value}{sign}{amount(abs(choice.price), currency).removesuffix('.00')}"

    return "、".join(map(one, group.choices))
