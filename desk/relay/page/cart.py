"""The cart of a browser: lines of the same product with the same choices and note stand together."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from desk.domain.catalogue import Product
from desk.relay.dialogue.conversation import MAX_LINES, CartLine, Conversation

#: The most of one line, and the longest note on one, in characters.
MAX_QUANTITY, MAX_NOTE = 999, 200


def line_mark(line: CartLine) -> str:
    """A short name of a line in a form: two tabs mean the same line by it, wherever it stands."""
    what = "\n".join((line.sku, *(f"{name}={value}" for name, value in line.choices), line.note))
    return hashlib.sha256(what.encode()).hexdigest()[:16]


def chosen(product: Product, form: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    """The choices in a form, one for each option by its place; None when one is missing or is none."""
    found: list[tuple[str, str]] = []
    for at, group in enumerate(product.options):
        told = form.get(f"c{at}", "")
        if not (told.isascii() and told.isdigit()) or len(told) > 3 or int(told) >= len(group.choices):
            return None
        found.append((group.name, group.choices[int(told)].value))
    return tuple(found)


def added(talk: Conversation, line: CartLine) -> Conversation:
    """The cart with a line more, or more of a line that is there; one that is full stays as it is."""
    for at, known in enumerate(talk.cart):
        if line_mark(known) == line_mark(line):
            more = replace(known, quantity=min(MAX_QUANTITY, known.quantity + line.quantity))
            return replace(talk, cart=(*talk.cart[:at], more, *talk.cart[at + 1 :]))
    if len(talk.cart) >= MAX_LINES:
        return talk
    return replace(talk, cart=(*talk.cart, line))


def changed(talk: Conversation, mark: str, by: int) -> Conversation:
    """The cart with so much more or less of a line; at nothing it goes."""
    kept: list[CartLine] = []
    for line in talk.cart:
        quantity = line.quantity + by if line_mark(line) == mark else line.quantity
        if quantity > 0:
            kept.append(replace(line, quantity=min(MAX_QUANTITY, quantity)))
    return replace(talk, cart=tuple(kept))


def count_of(talk: Conversation, sku: str) -> int:
    """How many of a product are in it, in all lines."""
    return sum(line.quantity for line in talk.cart if line.sku == sku)
