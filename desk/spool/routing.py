"""Which station needs which ticket, on which printer, and from when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.domain.orders import Line, Order
from desk.domain.shop import Shop
from desk.domain.stations import Station, share_out


@dataclass(frozen=True, slots=True)
class Routed:
    """One station's part of an order. `start_at` is when its work must begin, `not_before` holds the ticket."""

    station: Station
    lines: tuple[Line, ...]
    start_at: datetime | None
    not_before: datetime | None

    @property
    def printer(self) -> str:
        """The station's primary printer."""
        return self.station.printers[0]


def route(shop: Shop, order: Order, now: datetime) -> list[Routed]:
    """The stations that must know of the order. A station that sees none of its lines is left out."""
    routed: list[Routed] = []
    shares = share_out(shop.stations, order.content.lines)
    for station in shop.stations:
        lines = shares[station.name]
        if not lines or not station.printers:
            continue
        start_at = order.due_at - timedelta(minutes=station.prep_minutes) if order.due_at else None
        held = station.layout != "counter" and start_at is not None and _held(shop, order, start_at, now)
        routed.append(Routed(station, lines, start_at, start_at if held else None))
    return routed


def _held(shop: Shop, order: Order, start_at: datetime, now: datetime) -> bool:
    """Whether this is a pre-order whose kitchen ticket waits until its prep time."""
    if start_at <= now or shop.preorders == "never":
        return False
    if shop.preorders == "always":
        return True
    due = order.due_at or start_at
    return due.astimezone(shop.zone).date() > now.astimezone(shop.zone).date()
