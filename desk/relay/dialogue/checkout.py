"""From the cart to a confirmed order: how, who, when, wishes, payment, a last look."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from desk.domain.order_check import Objection, place_objections, time_objections
from desk.domain.typed.asking import asked
from desk.domain.typed.contact import MAX_ADDRESS, MAX_NAME, read_contact
from desk.domain.typed.numerals import plain, with_digits
from desk.domain.typed.when import read_when
from desk.relay.dialogue.choosing import take
from desk.relay.dialogue.conversation import Conversation
from desk.relay.dialogue.questions import (
    against,
    ask_again,
    last_look,
    missing,
    pay_question,
    reach_question,
    said,
    soonest_time,
    wanted_of,
    when_question,
    with_pay_link,
)
from desk.relay.dialogue.shop import load_of
from desk.relay.dialogue.showing import summary
from desk.relay.dialogue.turn import Answer, Turn

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
    if turn.offer.trading.paused:
        return turn.cart(talk, turn.say("closed", reason=turn.offer.trading.paused))
    if turn.gone(talk):
        return turn.cart(talk)
    if talk.resume:
        return ask_again(turn, replace(talk, state=talk.resume, resume=""))
    return replace(talk, state="reach"), reach_question(turn, talk)


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
            return _elsewhere(turn, talk, text) or (talk, reach_question(turn, talk))
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
    if talk.kind == "delivery" and _number(text) == 2 and not missing(talk):
        return _ask_when(turn, replace(talk, kind="pickup"))  # as the refusal of an address offers
    found = read_contact(text)
    lacking = missing(talk)
    if len(lacking) == 1 and not (found.name and found.phone):
        # the one thing that was asked for needs no shape of its own
        typed = " ".join(text.split())
        if lacking == ["need_name"] and not found.phone:
            found = replace(found, name=typed[:MAX_NAME], address="")
        elif lacking == ["need_address"] and not found.phone:
            found = replace(found, address=typed[:MAX_ADDRESS], name="")
    talk = replace(
        talk,
        name=found.name or talk.name,
        phone=found.phone or talk.phone,
        address=(found.address or talk.address) if talk.kind == "delivery" else talk.address,
    )
    lacking = missing(talk)
    if lacking:
        return talk, turn.say(lacking[0])
    return _ask_when(turn, talk)


def choose_when(turn: Turn, talk: Conversation, text: str) -> Answer:
    """By number, or a time as people type it."""
    number = _number(text)
    if number is not None:
        if number == 1:
            return _soon(turn, talk)
        if 2 <= number <= len(talk.slots) + 1:
            return _at(turn, talk, talk.slots[number - 2])
        return when_question(turn, talk, turn.say("when_unknown"))
    when = read_when(text, turn.now, turn.offer.zone)
    if when == "soon":
        return _soon(turn, talk)
    if when is None:
        return _elsewhere(turn, talk, text) or when_question(turn, talk, turn.say("when_unknown"))
    if when > turn.now + timedelta(days=366):
        return when_question(turn, talk, turn.say("when_closed"))
    return _at(turn, talk, when)


def take_wishes(turn: Turn, talk: Conversation, text: str) -> Answer:
    """Whatever the customer wants us to know; `0` for nothing."""
    note = "" if plain(text).rstrip("。.!") in _NOTHING else " ".join(text.split())[:MAX_NOTE]
    talk = replace(talk, note=note, state="pay")
    return talk, pay_question(turn)


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
        return _elsewhere(turn, talk, text) or (talk, pay_question(turn))
    return last_look(turn, replace(talk, payment=chosen))


def confirm(turn: Turn, talk: Conversation, text: str) -> Answer:
    """The last word. Prices, stock and the slot are looked at once more before anything is written."""
    if plain(text).rstrip("。.!") not in _YES:
        return _elsewhere(turn, talk, text) or (talk, turn.say("confirm_how"))
    if not talk.cart:
        return turn.menu(talk, 0, turn.say("cart_empty"))
    found = against(turn, talk)
    if found:
        return _refused(turn, talk, found)
    wanted = wanted_of(turn, talk)
    if wanted.total != talk.shown:
        return last_look(turn, talk, turn.say("changed"))
    if talk.editing:
        if turn.book.change(talk.editing, wanted):
            return talk.emptied(), with_pay_link(turn, turn.say("placed_changed", number=talk.editing))
        turn.book.tell(summary(turn.offer, wanted, turn.now), "change")
        return talk.emptied(), turn.say("modify_late", number=talk.editing)
    number = turn.book.place(wanted)
    return talk.emptied(), with_pay_link(turn, turn.say("placed", number=number))


def _elsewhere(turn: Turn, talk: Conversation, text: str) -> Answer | None:
    """Something else was typed than was asked for: products go into the cart, which is shown; else None."""
    if _number(text) is not None:
        return None
    found = asked(text, turn.offer.menu)
    return take(turn, talk, found) if found.wishes else None


def _ask_when(turn: Turn, talk: Conversation) -> Answer:
    if talk.kind == "delivery":
        total = sum(line.amount for line in turn.lines(talk))
        found = place_objections(turn.offer.trading, talk.address, total)
        if found:
            return _refused(turn, talk, found)
    return when_question(turn, talk)


def _soon(turn: Turn, talk: Conversation) -> Answer:
    due = soonest_time(turn, talk)
    if due is None and turn.offer.trading.slots.minutes:
        return when_question(turn, talk, turn.say("when_full"))
    return _at(turn, talk, due)


def _at(turn: Turn, talk: Conversation, due: datetime | None) -> Answer:
    """That time, unless something stands against it."""
    load, taken = load_of(turn.lines(talk)), turn.taken()
    found = time_objections(turn.offer.trading, due, load, taken, turn.now, turn.offer.zone)
    if found:
        return when_question(turn, replace(talk, due=None), said(turn, found[0]))
    return replace(talk, due=due, state="wishes"), turn.say("wishes")


def _refused(turn: Turn, talk: Conversation, found: list[Objection]) -> Answer:
    """Back to the step at which the customer can mend what stands against the order."""
    sentences = [said(turn, each) for each in found]
    words = {each.word for each in found}
    if "paused" in words:
        return last_look(turn, talk, sentences[0])
    if words & {"gone", "sold_out", "only_left"}:
        told = [
            sentence
            for each, sentence in zip(found, sentences, strict=True)
            if each.word in {"sold_out", "only_left"}
        ]
        return turn.cart(_trimmed(turn, talk), *told)  # which says itself what is gone
    if "no_delivery" in words:
        return replace(talk, state="contact", shown=None), sentences[0]
    if "minimum" in words:
        return turn.cart(talk, sentences[0])  # more of something may be what it takes
    return when_question(turn, replace(talk, due=None), sentences[0])


def _trimmed(turn: Turn, talk: Conversation) -> Conversation:
    """The cart with no more of anything than there is."""
    kept = talk.cart[:0]
    for line in talk.cart:
        product = turn.offer.product(line.sku)
        left = turn.left(product, kept) if product else None
        quantity = line.quantity if left is None else min(line.quantity, left)
        if quantity:
            kept = (*kept, replace(line, quantity=quantity))
    return replace(talk, cart=kept)


def _number(text: str) -> int | None:
    found = _NUMBER.match(with_digits(plain(text)).rstrip("。."))
    return int(found[1]) if found else None
