"""From the cart to a confirmed order: how, who, when, wishes, payment, a last look."""

import re
from dataclasses import replace
from datetime import timedelta

from desk.domain.trading import Slot
from desk.relay.dialogue.asking import asked
from desk.relay.dialogue.checking import (
    area_trouble,
    free_slots,
    shortage,
    soonest_time,
    still_possible,
    takes_orders,
    trimmed_cart,
    what_is_missing,
)
from desk.relay.dialogue.choosing import take
from desk.relay.dialogue.contact import MAX_ADDRESS, MAX_NAME, masked, read_contact
from desk.relay.dialogue.conversation import Conversation
from desk.relay.dialogue.numerals import plain, with_digits
from desk.relay.dialogue.shop import Wanted
from desk.relay.dialogue.showing import day_name, moment, numbered, summary
from desk.relay.dialogue.turn import Answer, Turn
from desk.relay.dialogue.when import read_when

#: Slots offered by number in one reply.
SLOTS_SHOWN = 8
#: Wishes are cut at so many characters; the ticket prints up to 2,000.
MAX_NOTE = 500
_NOTHING = frozenset({"0", "没有", "没", "无", "不用", "没要求", "没有要求", "不需要", "none", "no", "没了"})
_YES = frozenset(
    {
        "1",
        "确认",
        "确定",
        "是",
        "是的",
        "对",
        "对的",
        "好",
        "好的",
        "可以",
        "ok",
        "没问题",
        "下单",
        "确认下单",
        "yes",
        "行",
        "嗯",
    }
)
_NUMBER = re.compile(r"^(?:第)?(\d{1,2})(?:个|号)?$")


def start(turn: Turn, talk: Conversation) -> Answer:
    """`0`: check out, when there is something to check out and the shop takes orders."""
    if talk.asking:
        return turn.cart(talk)
    if not turn.lines(talk):
        return turn.menu(talk, 0, turn.say("cart_empty"))
    short = shortage(turn, talk)
    if short:
        return turn.cart(trimmed_cart(turn, talk), *short)
    if turn.offer.trading.paused:
        return turn.cart(talk, turn.say("closed", reason=turn.offer.trading.paused))
    return replace(talk, state="reach"), _reach_question(turn, talk)


def choose_reach(turn: Turn, talk: Conversation, text: str) -> Answer:
    """Delivery or pickup; a known address stands first."""
    known = bool(talk.address and talk.name and talk.phone)
    answers = ["last", "delivery", "pickup"] if known else ["delivery", "pickup"]
    number = _number(text)
    typed = plain(text)
    if number is not None and 1 <= number <= len(answers):
        answer = answers[number - 1]
    elif number is None and re.search("自取|自提|自己(?:来)?[取拿]|到店|来[取拿]|pickup", typed):
        answer = "pickup"
    elif number is None and re.search("换|新地址|别的地址", typed):
        answer = "delivery"
    elif number is None and re.search("送|外卖|配送|快递|delivery", typed):
        answer = "last" if known and "上次" in typed else "delivery"
    else:
        contact = read_contact(text) if number is None else None
        if contact is None or not contact.phone or not contact.address:
            return _elsewhere(turn, talk, text) or (talk, _reach_question(turn, talk))
        return take_contact(turn, replace(talk, state="contact", kind="delivery", address=""), text)
    if answer == "last":
        return _ask_when(turn, replace(talk, kind="delivery"))
    if answer == "pickup" and talk.name and talk.phone:
        return _ask_when(turn, replace(talk, kind="pickup"))
    talk = replace(talk, state="contact", kind=answer)
    if answer == "delivery":
        # a new address is asked for as a whole: whose it is may have changed with it
        talk = replace(talk, name="", phone="", address="")
        return talk, turn.say("contact")
    return talk, turn.say("contact_pickup")


def take_contact(turn: Turn, talk: Conversation, text: str) -> Answer:
    """Name, phone and address, at once or one after the other."""
    if talk.kind == "delivery" and _number(text) == 2 and not what_is_missing(talk):
        return _ask_when(turn, replace(talk, kind="pickup"))  # as the refusal of an address offers
    found = read_contact(text)
    missing = what_is_missing(talk)
    if len(missing) == 1 and not (found.name and found.phone):
        # the one thing that was asked for needs no shape of its own
        typed = " ".join(text.split())
        if missing == ["need_name"] and not found.phone:
            found = replace(found, name=typed[:MAX_NAME], address="")
        elif missing == ["need_address"] and not found.phone:
            found = replace(found, address=typed[:MAX_ADDRESS], name="")
    talk = replace(
        talk,
        name=found.name or talk.name,
        phone=found.phone or talk.phone,
        address=(found.address or talk.address) if talk.kind == "delivery" else talk.address,
    )
    missing = what_is_missing(talk)
    if missing:
        return talk, turn.say(missing[0])
    if talk.kind == "delivery":
        trouble = area_trouble(turn, talk)
        if trouble:
            return talk, trouble
    return _ask_when(turn, talk)


def choose_when(turn: Turn, talk: Conversation, text: str) -> Answer:
    """By number, or a time as people type it."""
    number = _number(text)
    trading, zone = turn.offer.trading, turn.offer.zone
    if number is not None:
        if number == 1:
            return _ask_wishes(turn, replace(talk, due=soonest_time(turn, talk)))
        if 2 <= number <= len(talk.slots) + 1:
            return _ask_wishes(turn, replace(talk, due=talk.slots[number - 2]))
        return talk, _when_question(turn, talk, turn.say("when_unknown"))[1]
    when = read_when(text, turn.now, zone)
    if when == "soon":
        return _ask_wishes(turn, replace(talk, due=soonest_time(turn, talk)))
    if when is None:
        return _elsewhere(turn, talk, text) or _when_question(turn, talk, turn.say("when_unknown"))
    if when > turn.now + timedelta(days=366):
        return _when_question(turn, talk, turn.say("when_closed"))
    if trading.slots.minutes:
        slot = trading.slot_of(when, turn.now, zone)
        if slot is None:
            return _when_question(turn, talk, turn.say("when_closed"))
        if slot[0] not in {free.start for free in free_slots(turn, talk)}:
            return _when_question(turn, talk, turn.say("when_full"))
        return _ask_wishes(turn, replace(talk, due=when))
    if not trading.takes(when, turn.now, zone):
        return _when_question(turn, talk, turn.say("when_closed"))
    return _ask_wishes(turn, replace(talk, due=when))


def take_wishes(turn: Turn, talk: Conversation, text: str) -> Answer:
    """Whatever the customer wants us to know; `0` for nothing."""
    note = "" if plain(text).rstrip("。.!") in _NOTHING else " ".join(text.split())[:MAX_NOTE]
    talk = replace(talk, note=note, state="pay")
    return talk, _pay_question(turn)


def choose_payment(turn: Turn, talk: Conversation, text: str) -> Answer:
    """By number or by name."""
    payments = turn.offer.payments
    number = _number(text)
    chosen = payments[number - 1] if number is not None and 1 <= number <= len(payments) else None
    if number is None:
        typed = plain(text)
        chosen = next(
            (way for way in payments if plain(turn.say(way)) in typed or typed in plain(turn.say(way))), None
        )
    if chosen is None:
        return _elsewhere(turn, talk, text) or (talk, _pay_question(turn))
    return _confirm(turn, replace(talk, payment=chosen))


def confirm(turn: Turn, talk: Conversation, text: str) -> Answer:
    """The last word. Prices, stock and the slot are looked at once more before anything is written."""
    if plain(text).rstrip("。.!") not in _YES:
        return _elsewhere(turn, talk, text) or (talk, "\n".join((turn.say("confirm_how"),)))
    refusal = _refusal(turn, talk)
    if refusal is not None:
        return refusal
    wanted = wanted_of(turn, talk)
    if wanted.total != talk.shown:
        return _confirm(turn, talk, turn.say("changed"))
    if talk.editing:
        if turn.book.change(talk.editing, wanted):
            return talk.emptied(), turn.say("placed_changed", number=talk.editing)
        turn.book.tell(summary(turn.offer, wanted, turn.now), "change")
        return talk.emptied(), turn.say("modify_late", number=talk.editing)
    number = turn.book.place(wanted)
    return talk.emptied(), turn.say("placed", number=number)


def _refusal(turn: Turn, talk: Conversation) -> Answer | None:
    """Everything that may have changed since it was asked: what is there, whether the shop takes orders, where it
    delivers and from how much, the time. None when all is as it was.
    """
    short = shortage(turn, talk)
    if short:
        return turn.cart(trimmed_cart(turn, talk), *short)
    if not turn.lines(talk):
        return turn.menu(talk, 0, turn.say("cart_empty"))
    if turn.offer.trading.paused:
        return turn.cart(talk, turn.say("closed", reason=turn.offer.trading.paused))
    if talk.kind == "delivery":
        trouble = area_trouble(turn, talk)
        if trouble:
            return replace(talk, state="contact", shown=None), trouble
    if talk.due is None:
        soonest = soonest_time(turn, talk)
        if soonest is not None or not takes_orders(turn):
            return _when_question(turn, talk, turn.say("when_closed"))
    elif not still_possible(turn, talk):
        full = "when_full" if turn.offer.trading.slots.minutes else "when_closed"
        return _when_question(turn, replace(talk, due=None), turn.say(full))
    return None


def wanted_of(turn: Turn, talk: Conversation) -> Wanted:
    """The order as the conversation stands."""
    area = turn.offer.trading.area(talk.address) if talk.kind == "delivery" else None
    return Wanted(
        lines=turn.lines(talk),
        kind=talk.kind,
        name=talk.name,
        phone=talk.phone,
        address=talk.address if talk.kind == "delivery" else "",
        due=talk.due,
        note=talk.note,
        payment=talk.payment,
        fee=area.fee if area else 0,
    )


def _elsewhere(turn: Turn, talk: Conversation, text: str) -> Answer | None:
    """Something else was typed than was asked for: products go into the cart, which is shown; else None."""
    if _number(text) is not None:
        return None
    found = asked(text, turn.offer.menu)
    return take(turn, talk, found) if found.wishes else None


def _reach_question(turn: Turn, talk: Conversation) -> str:
    answers = [turn.say("delivery"), turn.say("pickup")]
    if talk.address and talk.name and talk.phone:
        answers = [
            turn.say("last_address", address=masked(talk.address)),
            turn.say("other_address"),
            turn.say("pickup"),
        ]
    return "\n".join(f"{number} {answer}" for number, answer in enumerate(answers, 1))


def _ask_when(turn: Turn, talk: Conversation) -> Answer:
    if talk.kind == "delivery":
        trouble = area_trouble(turn, talk)
        if trouble:
            return replace(talk, state="contact"), trouble
    return _when_question(turn, talk)


def _when_question(turn: Turn, talk: Conversation, before: str = "") -> Answer:
    free = free_slots(turn, talk)
    shown = free[:SLOTS_SHOWN]
    soonest = None if turn.offer.trading.slots.minutes else soonest_time(turn, talk)
    if soonest is not None:
        before = "\n".join(
            filter(None, (before, turn.say("opens", at=moment(soonest, turn.now, turn.offer))))
        )
    answers = [turn.say("soon")]
    answers.extend(
        f"{moment(slot.start, turn.now, turn.offer)}-{slot.end.astimezone(turn.offer.zone):%H:%M}"
        for slot in shown
    )
    days = _days(turn, free)
    talk = replace(talk, state="when", slots=tuple(slot.start for slot in shown))
    return talk, "\n".join(filter(None, (before, numbered(turn.say("when"), answers), days)))


def _days(turn: Turn, free: list[Slot]) -> str:
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


def _ask_wishes(turn: Turn, talk: Conversation) -> Answer:
    if turn.offer.trading.slots.minutes and talk.due is None:
        return _when_question(turn, talk, turn.say("when_full"))
    if talk.due is None and not takes_orders(turn):
        return _when_question(turn, talk, turn.say("when_closed"))
    return replace(talk, state="wishes"), turn.say("wishes")


def _pay_question(turn: Turn) -> str:
    return numbered(turn.say("pay"), (turn.say(way) for way in turn.offer.payments))


def _confirm(turn: Turn, talk: Conversation, before: str = "") -> Answer:
    wanted = wanted_of(turn, talk)
    talk = replace(talk, state="confirm", shown=wanted.total)
    return talk, "\n".join(filter(None, (before, summary(turn.offer, wanted, turn.now))))


def _number(text: str) -> int | None:
    found = _NUMBER.match(with_digits(plain(text)).rstrip("。."))
    return int(found[1]) if found else None
