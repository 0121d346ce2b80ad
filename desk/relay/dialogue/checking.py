"""Whether the shop can do what a conversation wants: stock, opening hours, areas, times. Asked again at the last word."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.domain.trading import Slot
from desk.relay.dialogue.conversation import PATIENCE, Conversation
from desk.relay.dialogue.shop import load_of
from desk.relay.dialogue.turn import Turn

#: A time is still taken so long after it has become too early.
_GRACE = timedelta(seconds=PATIENCE)


def what_is_missing(talk: Conversation) -> list[str]:
    """What the contact still lacks, by the text that asks for it."""
    missing = [] if talk.name else ["need_name"]
    if not talk.phone:
        missing.append("need_phone")
    if talk.kind == "delivery" and not talk.address:
        missing.append("need_address")
    return missing


def area_trouble(turn: Turn, talk: Conversation) -> str:
    """Why the address cannot be delivered to, "" when it can."""
    area = turn.offer.trading.area(talk.address)
    if area is None:
        return turn.say("no_delivery")
    total = sum(line.amount for line in turn.lines(talk))
    if total < area.minimum:
        return turn.say("minimum", area=area.name, minimum=turn.money(area.minimum), total=turn.money(total))
    return ""


def free_slots(turn: Turn, talk: Conversation) -> list[Slot]:
    """The time slots with room for this cart."""
    load = load_of(turn.lines(talk))
    return list(turn.offer.trading.slots_for(load, turn.taken(), turn.now, turn.offer.zone))


def soonest_time(turn: Turn, talk: Conversation) -> datetime | None:
    """As soon as possible is the first free slot where there are slots, else no time at all while the shop is open,
    and its next opening while it is not.
    """
    trading, zone = turn.offer.trading, turn.offer.zone
    if trading.slots.minutes:
        return next((slot.start for slot in free_slots(turn, talk)), None)
    earliest = trading.earliest(turn.now)
    opening = trading.hours.next_open(earliest, zone)
    return None if opening == earliest else opening


def takes_orders(turn: Turn) -> bool:
    """Whether there is any opening ahead."""
    trading = turn.offer.trading
    return trading.hours.next_open(trading.earliest(turn.now), turn.offer.zone) is not None


def shortage(turn: Turn, talk: Conversation) -> list[str]:
    """What became sold out, or gone from the menu, since it went into the cart."""
    told: list[str] = []
    wanted: dict[str, int] = {}
    names: dict[str, str] = {}
    for line in talk.cart:
        wanted[line.sku] = wanted.get(line.sku, 0) + line.quantity
        names[line.sku] = line.name or line.sku
    for sku, quantity in wanted.items():
        product = turn.offer.product(sku)
        if product is None:
            told.append(turn.say("gone", product=names[sku]))
            continue
        left = turn.stock(product)
        if left is not None and left < quantity:
            key = "only_left" if left else "sold_out"
            told.append(turn.say(key, product=product.name, left=left))
    return told


def trimmed_cart(turn: Turn, talk: Conversation) -> Conversation:
    """The cart with no more of anything than there is."""
    kept = talk.cart[:0]
    for line in talk.cart:
        product = turn.offer.product(line.sku)
        if product is None:
            continue
        left = turn.left(product, kept)
        quantity = line.quantity if left is None else min(line.quantity, left)
        if quantity:
            kept = (*kept, replace(line, quantity=quantity))
    return replace(talk, cart=kept)


def still_possible(turn: Turn, talk: Conversation) -> bool:
    """Whether the chosen time can still be had."""
    trading, zone = turn.offer.trading, turn.offer.zone
    if talk.due is None:
        return True
    if not trading.slots.minutes:
        # a customer who took their time over the last questions may still have the time they were promised
        return trading.hours.is_open(talk.due, zone) and talk.due >= trading.earliest(turn.now) - _GRACE
    slot = trading.slot_of(talk.due, turn.now, zone)
    return slot is not None and slot[0] in {free.start for free in free_slots(turn, talk)}
