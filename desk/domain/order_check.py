"""One check of a whole order against the shop's rules: the pause, what there is, where and when. Pure.

The same check answers in the chat, and for an order that a clerk types in. What it finds is a word with its values;
whoever asks has the sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from desk.domain.trading import Load, Trading

#: Who took their time over the last questions keeps the time they were promised: so much too late is not too late.
GRACE = timedelta(minutes=30)

#: paused: reason · gone, sold_out: product · only_left: product, left · no_delivery · minimum: area, minimum, total
#: (minor units) · closed_now: opens (a moment, or None when it is more than two months away) · when_closed ·
#: when_full.
Word = Literal[
    "paused",
    "gone",
    "sold_out",
    "only_left",
    "no_delivery",
    "minimum",
    "closed_now",
    "when_closed",
    "when_full",
]


@dataclass(frozen=True, slots=True)
class Piece:
    """How much is wanted of one product in all lines, and what is `left` of it, None without an end. `gone`: it is
    no longer sold.
    """

    name: str
    quantity: int
    left: int | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """An order as far as rules go. `goods` is what its lines cost in minor units; `due` None is as soon as possible."""

    pieces: tuple[Piece, ...]
    load: Load
    delivery: bool = False
    address: str = ""
    goods: int = 0
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """What stands against an order; `values` as beside `Word`."""

    word: Word
    values: Mapping[str, object] = field(default_factory=dict[str, object])


def objections(
    plan: Plan,
    trading: Trading,
    taken: Mapping[datetime, Load],
    now: datetime,
    zone: ZoneInfo,
    grace: timedelta = GRACE,
) -> list[Objection]:
    """All that stands against an order, what weighs most first; none when it can be taken. `taken` by slot start."""
    found: list[Objection] = []
    if trading.paused:
        found.append(Objection("paused", {"reason": trading.paused}))
    found.extend(stock_objections(plan.pieces))
    if plan.delivery:
        found.extend(place_objections(trading, plan.address, plan.goods))
    found.extend(time_objections(trading, plan.due, plan.load, taken, now, zone, grace))
    return found


def stock_objections(pieces: Sequence[Piece]) -> list[Objection]:
    """What is no longer sold, or not in such a quantity."""
    found: list[Objection] = []
    for piece in pieces:
        if piece.gone:
            found.append(Objection("gone", {"product": piece.name}))
        elif piece.left is not None and piece.left < piece.quantity:
            left = max(0, piece.left)
            word: Word = "only_left" if left else "sold_out"
            found.append(Objection(word, {"product": piece.name, "left": left}))
    return found


def place_objections(trading: Trading, address: str, goods: int) -> list[Objection]:
    """Whether the shop delivers there for so much."""
    area = trading.area(address)
    if area is None:
        return [Objection("no_delivery")]
    if goods < area.minimum:
        return [Objection("minimum", {"area": area.name, "minimum": area.minimum, "total": goods})]
    return []


def time_objections(
    trading: Trading,
    due: datetime | None,
    load: Load,
    taken: Mapping[datetime, Load],
    now: datetime,
    zone: ZoneInfo,
    grace: timedelta = timedelta(0),
) -> list[Objection]:
    """Whether an order placed now can be had at that time; `grace` is how much less than the lead time will do."""
    earliest = trading.earliest(now)
    if due is None:
        if trading.hours.is_open(earliest, zone):
            return []
        return [Objection("closed_now", {"opens": trading.hours.next_open(earliest, zone)})]
    if due < max(now, earliest - grace):
        return [Objection("when_closed")]
    if not trading.slots.minutes:
        return [] if trading.hours.is_open(due, zone) else [Objection("when_closed")]
    start = trading.slot_at(due, zone)
    last = now.astimezone(zone).date() + timedelta(days=trading.slots.days)
    if start is None or start.date() >= last or start < earliest - grace:
        return [Objection("when_closed")]
    return [] if trading.fits(load, taken.get(start, Load())) else [Objection("when_full")]


def delivery_fee(trading: Trading, address: str) -> int:
    """What bringing it there costs, in minor units; 0 where the shop does not deliver."""
    area = trading.area(address)
    return area.fee if area else 0
