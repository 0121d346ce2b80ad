"""What one way of looking saw of a device, and the listener it is told to.

Handles: the value between the sources and the search. Offers: `Sighting`, `Listener`, `Source`,
`host_mark`. Does not know: other sources, what is told to people (see `merging`).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from printers.discovery.found import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One view of one device; text as it came.

    `marks` say what the device is known by ("host:192.168.1.50:9100", "serial:J3XF001"): two sightings
    that share a mark are one device. `trust`: whose word on maker and model counts more, 0 to 9.
    `sets` are its command sets in capitals. `ask`: it may be asked for its status through `uri`.
    `hint`: shown only when it answers there.
    """

    uri: str
    connection: Connection
    marks: frozenset[str]
    trust: int = 0
    make: str = ""
    model: str = ""
    name: str = ""
    serial: str = ""
    sets: frozenset[str] = frozenset()
    answers: bool | None = None
    refused: str = ""
    notes: tuple[str, ...] = ()
    ask: bool = False
    hint: bool = False


class Listener(Protocol):
    """Whom a source tells."""

    def saw(self, sighting: Sighting) -> None:
        """A device; may be told again and again. Never waits, never raises; what is too much is dropped."""
        ...

    def progress(self, done: int, total: int) -> None:
        """How far a scan is."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """One way of looking. `look` ends by itself, or is cancelled; raises OSError or PrinterError when it cannot."""

    name: str
    look: Callable[[Listener], Awaitable[None]]


def host_mark(host: str, port: int) -> str:
    """The mark of a TCP address."""
    return f"host:{host.casefold()}:{port}"
