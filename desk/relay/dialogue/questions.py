"""What the steps of a checkout ask, each as a reply that can be said again, and how objections are said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk.domain.order_check import Objection, Piece, Plan, delivery_fee, objections
from desk.domain.trading import Slot
from desk.domain.typed.contact import masked
from desk.relay.dialogue.conversation import Conversation
from desk.relay.dialogue.shop import Wanted, load_of
from desk.relay.dialogue.showing import day_name, fitted, moment, numbered, summary
from desk.relay.dialogue.turn import Answer, Turn

#: Slots offered by number in one reply.
SLOTS_SHOWN = 8


def ask_again(turn: Turn, talk: Conversation) -> Answer:
    """The question this conversation waits at, once more; an empty reply where it waits for none."""
    match talk.state:
        case "which":
            return talk, which_question(turn, talk)
        case "reach":
            return talk, reach_question(turn, talk)
        case "contact":
            return talk, contact_question(turn, talk)
        case "when":
            return when_question(turn, talk)
        case "wishes":
            return talk, turn.say("wishes")
        case "pay":
            return talk, pay_question(turn)
        case "confirm":
            return last_look(turn, talk)
        case _:
            return turn.cart(talk) if talk.asking else (talk, "")


def which_question(turn: Turn, talk: Conversation) -> str:
    """Which of the products that a name may mean."""
    found = [turn.offer.product(sku) for sku in talk.candidates]
    return numbered(turn.say("which"), [product.name if product else "—" for product in found])


def reach_question(turn: Turn, talk: Conversation) -> str:
    """Delivery or pickup; a known address stands first, masked."""
    answers = [turn.say("delivery"), turn.say("pickup")]
    if talk.address and talk.name and talk.phone:
        answers = [
            turn.say("last_address", address=masked(talk.address)),
            turn.say("other_address"),
            turn.say("pickup"),
        ]
    return numbered("", answers)


def missing(talk: Conversation) -> list[str]:
    """The texts that ask for what is not known of the customer yet."""
    found = [] if talk.name else ["need_name"]
    if not talk.phone:
        found.append("need_phone")
    if talk.kind == "delivery" and not talk.address:
        found.append("need_address")
    return found


def contact_question(turn: Turn, talk: Conversation) -> str:
    """Name, phone and address, or what is missing of them."""
    lacking = missing(talk)
    whole = 3 if talk.kind == "delivery" else 2
    if len(lacking) == whole or not lacking:
        return turn.say("contact" if talk.kind == "delivery" else "contact_pickup")
    return turn.say(lacking[0])


def free_slots(turn: Turn, talk: Conversation) -> list[Slot]:
    """The slots that have room for this cart."""
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


def when_question(turn: Turn, talk: Conversation, before: str = "") -> Answer:
    """As soon as possible, which is the next opening while the shop is closed, and the open slots."""
    free = free_slots(turn, talk)
    opening = None if turn.offer.trading.slots.minutes else soonest_time(turn, talk)
    opens = turn.say("opens", at=moment(opening, turn.now, turn.offer)) if opening else ""
    shown = free[:SLOTS_SHOWN]
    answers = [turn.say("soon")]
    answers.extend(
        f"{moment(slot.start, turn.now, turn.offer)}-{slot.end.astimezone(turn.offer.zone):%H:%M}"
        for slot in shown
    )
    talk = replace(talk, state="when", slots=tuple(slot.start for slot in shown))
    return talk, fitted([before, opens], numbered(turn.say("when"), answers, _days(turn, free)))


def _days(turn: Turn, free: Sequence[Slot]) -> str:
    """`周六已满，周日还有 3 个`: the days ahead that are full or nearly so."""
    zone, today = turn.offer.zone, turn.now.astimezone(turn.offer.zone).date()
    if turn.offer.trading.slots.orders is None:
        return ""
    left: dict[object, int] = {}
    names: dict[object, str] = {}
    for start, _ in turn.offer.trading.offered(turn.now, zone):
        day = start.astimezone(zone).date()
        left.setdefault(day, 0)
        names[day] = day_name(start.astimezone(zone), today)
    for slot in free:
        left[slot.start.astimezone(zone).date()] += slot.left or 0
    words = [
        turn.say("slots_full", day=names[day])
        if count == 0
        else turn.say("slots_left", day=names[day], left=count)
        for day, count in left.items()
        if count <= 3
    ]
    return "，".join(words[:7])


def pay_question(turn: Turn) -> str:
    """The ways to pay that are switched on."""
    return numbered(turn.say("pay"), [turn.say(way) for way in turn.offer.payments])


def with_pay_link(turn: Turn, told: str) -> str:
    """What is said of the newest order, and under it where it is paid as long as it waits for that."""
    known = turn.book.latest()
    if known is None or known.money != "unpaid" or not turn.offer.link:
        return told
    return f"{told}\n{turn.say('pay_link', link=f'{turn.offer.link}?to=o/{known.id}')}"


def last_look(turn: Turn, talk: Conversation, *before: str) -> Answer:
    """The whole order with its total, to be confirmed."""
    wanted = wanted_of(turn, talk)
    talk = replace(talk, state="confirm", shown=wanted.total)
    return talk, fitted(before, summary(turn.offer, wanted, turn.now))


def wanted_of(turn: Turn, talk: Conversation) -> Wanted:
    """The order as the conversation stands."""
    delivery = talk.kind == "delivery"
    wanted = Wanted(
        lines=turn.lines(talk),
        kind=talk.kind,
        name=talk.name,
        phone=talk.phone,
        address=talk.address if delivery else "",
        due=talk.due,
        note=talk.note,
        payment=talk.payment,
        fee=delivery_fee(turn.offer.trading, talk.address) if delivery else 0,
    )
    offer = turn.offer
    deposit = offer.paying.deposit(
        wanted.payment, wanted.total, wanted.due, turn.now, offer.zone, offer.currency
    )
    return replace(wanted, deposit=deposit)


def pieces_of(turn: Turn, talk: Conversation) -> tuple[Piece, ...]:
    """The cart by product, with what there is of each."""
    wanted, names = dict[str, int](), dict[str, str]()
    for line in talk.cart:
        wanted[line.sku] = wanted.get(line.sku, 0) + line.quantity
        names[line.sku] = line.name or line.sku
    pieces: list[Piece] = []
    for sku, quantity in wanted.items():
        product = turn.offer.product(sku)
        if product is None:
            pieces.append(Piece(names[sku], quantity, gone=True))
        else:
            pieces.append(Piece(product.name, quantity, turn.stock(product)))
    return tuple(pieces)


def against(turn: Turn, talk: Conversation) -> list[Objection]:
    """What stands against this order now."""
    lines = turn.lines(talk)
    plan = Plan(
        pieces_of(turn, talk),
        load_of(lines),
        talk.kind == "delivery",
        talk.address,
        sum(line.amount for line in lines),
        talk.due,
    )
    return objections(plan, turn.offer.trading, turn.taken(), turn.now, turn.offer.zone)


def said(turn: Turn, objection: Objection) -> str:
    """The sentence of an objection."""
    values = dict(objection.values)
    word = "closed" if objection.word == "paused" else objection.word
    if word == "minimum":
        values.update({name: turn.money(int(str(values[name]))) for name in ("minimum", "total")})
    if word == "closed_now":
        word = "when_closed"  # the question says when the shop opens
    return turn.say(word, **values)
