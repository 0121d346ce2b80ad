"""A copied chat as the values that the form for new orders shows."""

from datetime import datetime

from desk.domain.catalogue import Catalogue
from desk.domain.shop import Shop
from desk.domain.typed.asking import Wish
from desk.domain.typed.pasted import read_chat
from desk.ui.backend import CounterLine, ReadChat


def chat_for_form(text: str, catalogue: Catalogue, shop: Shop, now: datetime) -> ReadChat:
    """What `desk.domain.typed.pasted` finds, with the prices of the catalogue. A day without its time goes into the
    note: nobody but the clerk can say what time was meant.
    """
    found = read_chat(text, catalogue.products, shop.name, now, shop.zone)
    note = "，".join(part for part in (found.day, found.note) if part)
    return ReadChat(
        tuple(_line(wish) for wish in found.wishes),
        found.kind,
        found.contact.name,
        found.contact.phone,
        found.contact.address,
        found.due.timestamp() if found.due else None,
        note,
        found.rest,
    )


def _line(wish: Wish) -> CounterLine:
    """One product with the choices that were named."""
    choices = {choice.value: choice.price for group in wish.product.options for choice in group.choices}
    price = wish.product.price + sum(choices.get(value, 0) for value in wish.said)
    return CounterLine(wish.product.name, wish.quantity, price, "，".join(wish.said))
