"""Saying a text of the shop: the owner's own before the shipped one, its blanks filled in.

Prices in the chat carry U+00A5, which phones show narrow, and no `.00`.
"""

from collections.abc import Mapping

from desk.domain.chat_texts import TEXTS
from desk.domain.money import exponent


def say(texts: Mapping[str, str], key: str, **values: object) -> str:
    """The text of that key, the owner's own before the shipped one."""
    return filled(texts.get(key) or TEXTS[key], values)


def say_short(texts: Mapping[str, str], key: str, size: int, **values: object) -> str:
    """The same in at most `size` bytes of UTF-8, as a desk of another version may have let a longer one pass: then
    the shipped one, since a cut text could lose the very amount it tells.
    """
    text = say(texts, key, **values)
    return text if len(text.encode()) <= size else filled(TEXTS[key], values)


def filled(text: str, values: Mapping[str, object]) -> str:
    """A text with its `{…}` filled in."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def money(minor: int, currency: str) -> str:
    """`16800` as `¥168`, `16850` as `¥168.50` (U+00A5)."""
    sign = "¥" if currency in {"CNY", "JPY"} else f"{currency} "
    digits = exponent(currency)
    whole, rest = divmod(abs(minor), 10**digits)
    minus = "-" if minor < 0 else ""
    return f"{minus}{sign}{whole}.{rest:0{digits}d}" if rest else f"{minus}{sign}{whole}"
