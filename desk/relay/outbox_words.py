"""What is said unasked: where an order stands, to its customer; that it waits, to the owner."""

from collections.abc import Mapping
from typing import Any

from desk.relay.dialogue.texts import TEXTS, say
from desk.relay.protocol import ShopDescription
from desk.relay.store.placed import PlacedOrder

#: A text of this says that the owner does not want the message at all.
NONE = "-"


def progress_words(shop: ShopDescription, order: PlacedOrder, state: str) -> Mapping[str, Any] | None:
    """The body of a message about an order's new state, None when nothing is to be said of it.

    An order that counts as accepted when it is placed was told so in the chat.
    """
    if state == "accepted" and shop.auto_accept:
        return None
    delivered = order.wanted.get("kind") == "delivery"
    key = "progress_ready_delivery" if state == "ready" and delivered else f"progress_{state}"
    if key not in TEXTS:
        return None
    words = {"number": order.number, "shop": shop.name, "state": say(shop.texts, f"{state}_state")}
    text = say(shop.texts, key, **words)
    return None if text in {"", NONE} else {"text": text, "words": words}


def owner_words(shop: ShopDescription, number: str) -> Mapping[str, Any] | None:
    """The body of the notice that an order did not reach the desk."""
    words = {"number": number, "shop": shop.name, "state": say(shop.texts, "placed_state")}
    text = say(shop.texts, "owner_waiting", **words)
    return None if text in {"", NONE} else {"text": text, "words": words}
