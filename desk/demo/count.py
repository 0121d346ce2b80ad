"""Accounts for every ticket by counting sheets: what the customers asked for against what lies on the paper.

The desk is not asked, with one exception: a ticket that is not on paper yet may be held for later, and then
the desk must have said until when.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from desk.demo.customers import Asked
from desk.demo.slips import Slip
from desk.domain.money import amount
from desk.domain.orders import Line, OrderDraft
from desk.domain.shop import Shop
from desk.domain.stations import Station

#: What the paper calls the stations of the demonstration.
PLACES = {"kitchen": "厨房", "drinks": "饮品", "counter": "前台"}


class Held(NamedTuple):
    """A ticket that comes out later."""

    number: str
    place: str
    until: datetime


class Count(NamedTuple):
    """What the sheets come to. `kinds` counts slips as (place, kind); `wrong` is empty when every ticket is
    accounted for.
    """

    orders: int
    kinds: Counter[tuple[str, str]]
    copies: int
    held: tuple[Held, ...]
    wrong: tuple[str, ...]


def count(
    shop: Shop,
    asked: Sequence[Asked],
    slips: Sequence[Slip],
    said_until: Mapping[str, datetime],
    now: datetime,
) -> Count:
    """Hold what was asked against the slips. `said_until` gives, by order number, until when the screen says
    that a ticket is held.
    """
    held: list[Held] = []
    wrong: list[str] = []
    for station in shop.stations:
        place = PLACES.get(station.name, station.name)
        there = sorted((slip for slip in slips if slip.place == place), key=lambda slip: slip.running)
        wrong += _numbers(place, there)
        for one in asked:
            mine = [slip for slip in there if slip.number == one.number]
            missing = _order(shop, station, one, mine)
            until = said_until.get(one.number)
            if missing == [_MISSING] and until is not None and until > now and _for_later(one, shop, now):
                held.append(Held(one.number, place, until))
            else:
                wrong += [f"{one.number} {place}: {what}" for what in missing]
    known = {one.number for one in asked}
    wrong += [f"{slip.file.name} {slip.place}: {slip.number} ?" for slip in slips if slip.number not in known]
    kinds = Counter((slip.place, slip.kind) for slip in slips)
    return Count(len(asked), kinds, sum(slip.attempt > 1 for slip in slips), tuple(held), tuple(wrong))


_MISSING = "不在纸上 not on paper"


def _numbers(place: str, there: Iterable[Slip]) -> list[str]:
    """The station's running numbers: 1, 2, 3 … without a hole, and none twice unless marked as a copy."""
    plain = Counter(slip.running for slip in there if slip.attempt == 1)
    known = set(plain) | {slip.running for slip in there}
    wrong = [
        f"{place}: 少了第 {number} 张 sheet missing"
        for number in range(1, max(known, default=0) + 1)
        if number not in known
    ]
    wrong += [
        f"{place}: 第 {number} 张有 {times} 份 not marked as a copy"
        for number, times in plain.items()
        if times > 1
    ]
    return wrong


def _order(shop: Shop, station: Station, one: Asked, mine: list[Slip]) -> list[str]:
    """What is wrong with one order's slips at one station."""
    mains = [slip for slip in mine if slip.kind in {"main", "change"}]
    wrong = _twice(mine, one)
    if one.cancelled:
        last = mains[-1].running if mains else 0
        if mains and not any(slip.kind == "cancel" and slip.running > last for slip in mine):
            wrong.append("没有取消单 no cancellation")
        return wrong
    if any(slip.kind == "cancel" for slip in mine):
        wrong.append("没取消却有取消单 cancelled on paper only")
    lines = _seen(station, one.newest)
    if not lines and not mains:
        return wrong
    truth = [slip for slip in mains if slip.version >= _version_needed(station, one)]
    if not truth:
        return [*wrong, _MISSING]
    wrong += _content(lines, truth[-1])
    if station.layout == "counter":
        wrong += _payment(shop, one.newest, mine)
    elif sum(slip.kind == "rush" and slip.attempt == 1 for slip in mine) != one.rushes:
        wrong.append("催单张数不对 chasing slips")
    return wrong


def _twice(mine: list[Slip], one: Asked) -> list[str]:
    """Slips of the same kind and version that are not marked as copies; one customer may chase repeatedly."""
    plain = Counter((slip.kind, slip.version) for slip in mine if slip.attempt == 1)
    return [
        f"{kind} 第{version}版有 {times} 份 not marked as a copy"
        for (kind, version), times in plain.items()
        if times > (max(1, one.rushes) if kind == "rush" else 1)
    ]


def _seen(station: Station, wanted: OrderDraft) -> tuple[Line, ...]:
    return tuple(line for line in wanted.lines if station.sees(line))


def _version_needed(station: Station, one: Asked) -> int:
    """The first version that tells this station all that the newest does; money is looked at by itself."""

    def matters(wanted: OrderDraft) -> object:
        to = wanted.fulfilment
        shared = (_seen(station, wanted), wanted.note, to.kind, to.due_at)
        return (*shared, to, wanted.amount_due) if station.layout == "counter" else shared

    needed = one.newest
    for earlier in reversed(one.versions):
        if matters(earlier) != matters(one.newest):
            break
        needed = earlier
    return needed.version


def _content(lines: tuple[Line, ...], slip: Slip) -> list[str]:
    """Every line of the order stands there with its quantity and its name, as far as the font has it."""
    rows = list(slip.items)
    for line in lines:
        begins = _in_font(line.name)[:4]
        row = next((row for row in rows if row[1] == line.quantity and row[0].startswith(begins)), None)
        if row is None:
            return [f"{slip.file.name} 少了 {line.name} × {line.quantity} line missing"]
        rows.remove(row)
    return [f"{slip.file.name} 多了 {rows[0][0]} line too many"] if rows else []


def _in_font(text: str) -> str:
    """The beginning that the printers' own font has; the rest is drawn, and pictures have no text."""
    for at, character in enumerate(text):
        try:
            character.encode("gbk")
        except UnicodeEncodeError:
            return text[:at].rstrip()
    return text


def _payment(shop: Shop, wanted: OrderDraft, mine: list[Slip]) -> list[str]:
    """The newest word about money on paper is the true one."""
    said = next((slip.money for slip in reversed(mine) if slip.money), "")
    true = "paid" if wanted.balance == 0 else amount(wanted.balance, shop.currency)
    return [] if said == true else [f"付款写错 payment: {said or '-'} / {true}"]


def _for_later(one: Asked, shop: Shop, now: datetime) -> bool:
    """Whether the customer wants it on a later day: only such tickets may be held."""
    due = one.newest.fulfilment.due_at
    return due is not None and due.astimezone(shop.zone).date() > now.astimezone(shop.zone).date()
