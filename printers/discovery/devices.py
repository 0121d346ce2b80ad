"""Printers that are plugged into this computer.

Handles: USB printers (the kernel's nodes and libusb, each device once), serial ports. Offers: `usb`, `serial`,
`usb_sightings`, `serial_sightings`, `Place`. Does not know: how they are listed (`printers.transport`).
Nothing is sent to them unless a person asks for identification, and never to a serial port, where anything
may be plugged in.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from printers.discovery.sighting import Listener, Sighting, Source
from printers.transport.serial import Port, ports
from printers.transport.usb import Attached, attached
from printers.transport.usblp import Node, nodes

#: Devices told of one kind.
_LIMIT = 64
_ONE_WAY = "it has no way to answer: tickets sent there can never be confirmed"
_OWNED = "the system's own driver may hold it: then its queue (winspool:// or cups://) is the way to it"
_ANYTHING = "a serial port does not tell what is plugged in; set the speed as the printer has it (?baud=9600)"
#: What pyserial says for a port without a description.
_NOT_TOLD = frozenset({"", "n/a"})


class Place(NamedTuple):
    """Where a USB device sits: bus and hub ports ("1-4.2") and "vvvv:pppp/serial"; "" when not known."""

    port: str = ""
    identity: str = ""


def usb(*, identify: bool) -> Source:
    """USB printers of printer class; with `identify` they may be asked."""

    async def look(listener: Listener) -> None:
        def listed() -> list[Sighting]:
            seen = nodes()
            return usb_sightings(seen, [_place(node) for node in seen], attached(), identify=identify)

        await _tell(listed, listener)

    return Source("USB", look)


def serial() -> Source:
    """Serial ports."""

    async def look(listener: Listener) -> None:
        await _tell(lambda: serial_sightings(ports()), listener)

    return Source("serial ports", look)


async def _tell(listed: Callable[[], list[Sighting]], listener: Listener) -> None:
    """The system may take its time to list devices, so a thread waits for it."""
    for sighting in await asyncio.to_thread(listed):
        listener.saw(sighting)


def usb_sightings(
    seen: Sequence[Node],
    places: Sequence[Place],
    plugged: Sequence[Attached],
    *,
    identify: bool,
    platform: str = sys.platform,
) -> list[Sighting]:
    """The kernel's nodes `seen`, each at its place, and what libusb sees; one way to a device is asked, not both."""
    units = Counter(place.identity for place in places)
    told: list[Sighting] = []
    taken: set[str] = set()
    for node, place in list(zip(seen, places))[:_LIMIT]:
        # cheap printers of one kind share a serial number: it names a device only when it is the only one
        names = [f"port:{place.port}"] if place.port else []
        if place.identity and units[place.identity] == 1:
            names.append(f"usb:{place.identity}")
        marks = frozenset(names)
        taken |= marks
        told.append(
            Sighting(
                uri=node.uri,
                connection="usb",
                marks=marks,
                trust=7,
                make=node.device_id.maker,
                model=node.device_id.model,
                serial=node.device_id.serial,
                sets=_sets(node.device_id.commands),
                ask=identify,
            )
        )
    for one in plugged[:_LIMIT]:
        at = one.address
        mark = f"port:{at.port}" if at.port else f"usb:{at.vendor_id:04x}:{at.product_id:04x}/{at.serial}"
        notes = [_ONE_WAY] if not one.two_way else []
        notes += [_OWNED] if platform in {"win32", "darwin"} else []
        told.append(
            Sighting(
                uri=one.uri,
                connection="usb",
                marks=frozenset({mark}),
                trust=6,
                make=one.device_id.maker or one.maker,
                model=one.device_id.model or one.model,
                serial=one.device_id.serial or at.serial,
                sets=_sets(one.device_id.commands),
                notes=tuple(notes),
                ask=identify and one.two_way and mark not in taken,
            )
        )
    return told


def serial_sightings(found: Sequence[Port]) -> list[Sighting]:
    """Serial ports, by the system's word on each."""
    return [
        Sighting(
            uri=port.uri,
            connection="serial",
            marks=frozenset({f"line:{port.uri}"}),
            name=port.description if port.description not in _NOT_TOLD else "serial port",
            notes=(_ANYTHING,),
        )
        for port in found[:_LIMIT]
    ]


def _sets(commands: Sequence[str]) -> frozenset[str]:
    return frozenset(one.strip().upper() for one in commands[:32])


def _place(node: Node, classes: Path = Path("/sys/class/usbmisc")) -> Place:
    """From sysfs: the node's interface lies in its device's folder. Nothing is known on other systems."""
    try:
        folder = (classes / Path(node.uri).name / "device").resolve(strict=True).parent
        vendor, product = (_attribute(folder / f"id{name}") for name in ("Vendor", "Product"))
    except OSError:
        return Place()
    return Place(folder.name, f"{vendor}:{product}/{_attribute(folder / 'serial')}")


def _attribute(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:  # it has none, or is being unplugged
        return ""
