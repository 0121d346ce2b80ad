"""Queues of the system's spooler: Windows' and CUPS.

Handles: what a queue is for and where it leads. Offers: `spoolers`, `cups_sightings`, `winspool_sightings`.
Does not know: how queues are listed (`printers.transport`). Nothing is ever sent to a queue: it would be a job.
"""

import asyncio
import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from printers.discovery.models import split_make
from printers.discovery.sighting import Listener, Sighting, Source, host_mark
from printers.transport import cups, winspool
from printers.transport.cups import Queue
from printers.transport.socket import DEFAULT_PORT
from printers.transport.winspool_library import QueueInfo

#: Queues told of one spooler.
_LIMIT = 64
_FILTERS = (
    "this queue is not raw: its driver would print ESC/POS as text or rubbish; "
    "add a raw queue for the printer, or use its own address"
)
_NO_PAPER = re.compile(r"PDF|XPS|OneNote|\bfax\b|Remote Desktop", re.IGNORECASE)
#: Windows names the port of a network printer by its address, "IP_192.168.1.50" or with a number behind.
_ADDRESS = re.compile(r"(?:IP_)?(\d{1,3}(?:\.\d{1,3}){3})(?:_\d+)?")


def spoolers() -> Source:
    """The queues of whichever spooler this computer has."""

    async def look(listener: Listener) -> None:
        def listed() -> list[Sighting]:
            return winspool_sightings(winspool.queues()) + cups_sightings(cups.queues())

        # a spooler that hangs must hang a thread, not us
        for sighting in await asyncio.to_thread(listed):
            listener.saw(sighting)

    return Source("spoolers", look)


def cups_sightings(queues: Sequence[Queue]) -> list[Sighting]:
    """CUPS's queues; one that leads to a raw network port is known by that address."""
    told: list[Sighting] = []
    for queue in queues[:_LIMIT]:
        make, model = ("", "") if queue.raw else split_make(queue.make_and_model)
        marks = frozenset(_socket_mark(queue.device_uri))
        told.append(
            Sighting(
                uri=queue.uri,
                connection="spooler",
                marks=marks,
                trust=2,
                make=make,
                model=model,
                name=queue.name,
                notes=() if queue.raw else (_FILTERS,),
            )
        )
    return told


def winspool_sightings(queues: Sequence[QueueInfo]) -> list[Sighting]:
    """Windows' queues; those that make no paper (PDF, fax) are refused."""
    told: list[Sighting] = []
    for queue in queues[:_LIMIT]:
        make, model = split_make(queue.driver)
        address = _ADDRESS.fullmatch(queue.port)
        paperless = _NO_PAPER.search(f"{queue.name} {queue.driver}")
        told.append(
            Sighting(
                uri=f"winspool://{quote(queue.name, safe='')}",
                connection="spooler",
                marks=frozenset({host_mark(address[1], DEFAULT_PORT)} if address else ()),
                trust=2,
                make=make,
                model=model,
                name=queue.name,
                refused="this queue makes a file or a fax and no paper" if paperless else "",
            )
        )
    return told


def _socket_mark(device_uri: str) -> list[str]:
    try:
        parts = urlsplit(device_uri)
        if parts.scheme == "socket" and parts.hostname:
            return [host_mark(parts.hostname, parts.port or DEFAULT_PORT)]
    except ValueError:
        pass
    return []
