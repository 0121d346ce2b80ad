"""From a cart and a filled-in form to an order: every field bounded, every price our own, every rule the chat's."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from desk.domain.trading import Slot
from desk.domain.typed.contact import MAX_ADDRESS, MAX_NAME
from desk.relay.dialogue.checkout import MAX_NOTE
from desk.relay.dialogue.conversation import Conversation
from desk.relay.dialogue.questions import against, free_slots, said, soonest_time, wanted_of
from desk.relay.dialogue.shop import Wanted
from desk.relay.dialogue.turn import Turn

#: The longest telephone number that is taken, in characters.
MAX_PHONE = 24
_SOON = "soon"
#: Nobody orders for a time farther away, and calendars end.
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it came: bounded, but not yet right. `to` is `last`, `delivery` or `pickup`."""

    to: str = ""
    name: str = ""
    phone: str = ""
    address: str = ""
    when: str = ""
    note: str = ""
    pay: str = ""

    def hidden(self) -> dict[str, str]:
        """The fields by name, for the page that asks whether all is right."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def filled(form: Mapping[str, str]) -> Filled:
    """What a form says, cut to its bounds; lines become blanks but in the note."""

    def line(name: str, most: int) -> str:
        return " ".join(form.get(name, "").split())[:most]

    note = "\n".join(" ".join(part.split()) for part in form.get("note", "").splitlines()).strip()
    when = form.get("at", "") if form.get("when", _SOON) == "at" else form.get("when", _SOON)
    return Filled(
        line("to", 20),
        line("name", MAX_NAME),
        line("phone", MAX_PHONE),
        line("address", MAX_ADDRESS),
        " ".join(when.split())[:40],
        note[:MAX_NOTE],
        line("pay", 30),
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """An order that may be placed, or what is wrong: words of the page by field, and sentences of the shop's rules."""

    wanted: Wanted | None = None
    wrong: Mapping[str, str] = field(default_factory=dict[str, str])
    against: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether it may be placed."""
        return self.wanted is not None and not self.wrong and not self.against


def known_contact(talk: Conversation) -> bool:
    """Whether the chat knows where this customer lives."""
    return bool(talk.name and talk.phone and talk.address)


def check(turn: Turn, cart: Conversation, form: Filled, known: Conversation, *, guest: bool) -> Checked:
    """The whole order. `known` is the chat's memory of the customer, empty for somebody it may not be told to."""
    wrong: dict[str, str] = {}
    last = form.to == "last" and known_contact(known)
    kind = "pickup" if form.to == "pickup" else "delivery"
    name, phone, address = (
        (known.name, known.phone, known.address) if last else (form.name, form.phone, form.address)
    )
    if not last:
        if not name:
            wrong["name"] = "need_name"
        if not 6 <= sum(character.isdigit() for character in phone) <= 20:
            wrong["phone"] = "need_phone"
        if kind == "delivery" and not address:
            wrong["address"] = "need_address"
    due, understood = due_of(turn, cart, form.when)
    if not understood:
        wrong["when"], due = "need_time", None
    if form.pay not in payments(turn, guest=guest):
        wrong["pay"] = "need_pay"
    talk = replace(
        cart, kind=kind, name=name, phone=phone, address=address, due=due, note=form.note, payment=form.pay
    )
    sentences = [
        said(turn, each)
        for each in against(turn, talk)
        if not (each.word in {"no_delivery", "minimum"} and "address" in wrong)
        and not (each.word in {"when_closed", "when_full", "closed_now"} and "when" in wrong)
    ]
    return Checked(wanted_of(turn, talk), wrong, tuple(dict.fromkeys(sentences)))


def due_of(turn: Turn, cart: Conversation, text: str) -> tuple[datetime | None, bool]:
    """The time in a form, and whether there is such a time. As soon as possible is what it is in the chat: the first
    free slot, the next opening, or no time at all.
    """
    if text == _SOON:
        due = soonest_time(turn, cart)
        return due, due is not None or not turn.offer.trading.slots.minutes
    try:
        at = datetime.fromisoformat(text)
        at = (at if at.tzinfo else at.replace(tzinfo=turn.offer.zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None, False
    return at, abs(at - turn.now) < _FARTHEST


def slots(turn: Turn, cart: Conversation) -> list[Slot]:
    """The times this cart can be had at; none where the shop has no slots."""
    return free_slots(turn, cart) if turn.offer.trading.slots.minutes else []


def payments(turn: Turn, *, guest: bool) -> list[str]:
    """The ways to pay; whom the chat does not know cannot be charged by WeChat."""
    return [way for way in turn.offer.payments if not (guest and way == "wechat")]
