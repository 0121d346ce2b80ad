"""Stations: the places that need paper, and which lines each must see."""

from dataclasses import dataclass

from desk.domain.orders import Line


@dataclass(frozen=True, slots=True)
class Station:
    """A place that reads tickets. The first of `printers` is primary, the rest take over.

    `layout` is the ticket layout (`kitchen` or `counter`). `categories` of lines it sees, `*` for all.
    `prep_minutes` before the due time its work starts. `start_after` minutes after its kitchen ticket
    came out the order counts as being prepared (None: only when somebody says so).
    `failover_after` seconds the primary may be unable to print before a backup takes the ticket.
    """

    name: str
    printers: tuple[str, ...]
    layout: str = "kitchen"
    categories: tuple[str, ...] = ("*",)
    copies: int = 1
    prep_minutes: int = 50
    start_after: int | None = None
    failover_after: float = 60.0

    def sees(self, line: Line) -> bool:
        """Whether this station must know of the line."""
        return "*" in self.categories or line.category in self.categories


def share_out(stations: tuple[Station, ...], lines: tuple[Line, ...]) -> dict[str, tuple[Line, ...]]:
    """What each station sees of an order, by its name, in order.

    A line of a category that no station has falls to the first station that makes something (else to the
    first): a slip of the pen in a category must not lose a cake.
    """
    shares = {station.name: _seen(station, lines) for station in stations}
    if stations and not any("*" in station.categories for station in stations):
        lost = {id(line) for line in lines if not any(station.sees(line) for station in stations)}
        if lost:
            finder = next((s for s in stations if s.layout != "counter"), stations[0])
            shares[finder.name] = tuple(line for line in lines if finder.sees(line) or id(line) in lost)
    return shares


def _seen(station: Station, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    if "*" in station.categories:
        return lines
    return tuple(line for line in lines if station.sees(line))
