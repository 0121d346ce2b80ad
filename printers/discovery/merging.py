"""Several sightings, one device: what is told to people.

Handles: recognising a device by its marks, keeping the better facts, bounds. Offers: `Merger`. Does not
know: where sightings come from.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from printers.discovery.found import LONGEST_URI, Found, Withdrawn, harmless
from printers.discovery.models import refusal, suggest
from printers.discovery.sighting import Sighting

#: Devices shown in one search, and sightings kept of each: a network full of liars ends here.
DEVICE_LIMIT = 256
SIGHTING_LIMIT = 16
_NOTE_LIMIT = 8
_LONGEST_SENTENCE = 300

SILENT = (
    "it takes a connection and answers no status: a printer that cannot tell, or another computer is using it; "
    "tickets sent there can never be confirmed"
)

LEASE = "its address may change when it was given by the router (DHCP): reserve it there, or set a fixed one"

#: The best way to one device that can be reached in several: what can tell the truth about paper first, but on
#: Windows and macOS the system's own driver owns a USB printer, so its queue comes before libusb.
_WAYS = ("sim", "socket", "usblp", "usb", "winspool", "cups", "serial")
_WAYS_WITH_A_DRIVER = ("sim", "socket", "winspool", "cups", "usb", "usblp", "serial")


class _Judged(NamedTuple):
    """The best-trusted texts, and what follows from them."""

    make: str
    model: str
    name: str
    serial: str
    refused: str


@dataclass(eq=False, slots=True)
class _Device:
    """All that was seen of one device. `told` is what was last shown of it."""

    key: str
    sightings: list[Sighting] = field(default_factory=list[Sighting])
    marks: set[str] = field(default_factory=set[str])
    told: Found | None = None


class Merger:
    """The devices of one search."""

    def __init__(self, platform: str = sys.platform) -> None:
        self._ways = _WAYS_WITH_A_DRIVER if platform in {"win32", "darwin"} else _WAYS
        self._by_mark: dict[str, _Device] = {}
        self._devices: list[_Device] = []
        self.dropped = 0

    def add(self, sighting: Sighting) -> list[Found | Withdrawn]:
        """Take a sighting; what is to be told now: nothing when it adds nothing."""
        marks = sighting.marks | {f"uri:{sighting.uri}"}
        known = list({id(d): d for m in marks if (d := self._by_mark.get(m)) is not None}.values())
        if not known:
            if len(self._devices) >= DEVICE_LIMIT:
                self.dropped += 1
                return []
            device = _Device(harmless(sighting.uri, LONGEST_URI))
            self._devices.append(device)
        else:
            device = min(known, key=self._devices.index)
        if sighting in device.sightings:
            return []
        if len(device.sightings) >= SIGHTING_LIMIT and not self._make_room(device, sighting):
            self.dropped += 1
            return []
        updates: list[Found | Withdrawn] = []
        for other in known:
            if other is not device:
                updates.extend(self._swallow(device, other))
        self._note(device, [sighting], marks)
        found = self._tell(device)
        if found is not None and found != device.told:
            device.told = found
            updates.append(found)
        return updates

    @staticmethod
    def _make_room(device: _Device, sighting: Sighting) -> bool:
        """What a device itself answered counts more than whatever others announced of it."""
        heard = [one for one in device.sightings if one.answers is None]
        if sighting.answers is None or not heard:
            return False
        device.sightings.remove(min(heard, key=lambda one: one.trust))
        return True

    def _swallow(self, device: _Device, other: _Device) -> list[Withdrawn]:
        self._devices.remove(other)
        self._note(device, other.sightings[: SIGHTING_LIMIT - len(device.sightings)], other.marks)
        return [Withdrawn(other.key)] if other.told is not None else []

    def _note(self, device: _Device, sightings: list[Sighting], marks: frozenset[str] | set[str]) -> None:
        device.sightings.extend(sightings)
        device.marks |= marks
        for mark in marks:
            self._by_mark[mark] = device

    def may_ask(self, sighting: Sighting) -> bool:
        """False when the device of that sighting is known to be no receipt printer, or was dropped."""
        device = next((d for m in sighting.marks if (d := self._by_mark.get(m)) is not None), None)
        return device is not None and not _judged(device.sightings).refused

    def _tell(self, device: _Device) -> Found | None:
        seen = device.sightings
        judged = _judged(seen)
        unsure = all(one.hint for one in seen)
        if unsure and not judged.refused and all(one.answers is None for one in seen):
            return None
        ways = sorted(seen, key=self._rank)
        best = ways[0]
        answers = {one.answers for one in seen}
        answered = True if True in answers else False if False in answers else None
        notes = [note for one in ways for note in one.notes]
        if answered is False and not judged.refused:
            notes.insert(0, SILENT)
        if best.uri.startswith("socket:") and best.connection == "network" and not judged.refused:
            notes.append(LEASE)
        uris = list(dict.fromkeys(harmless(one.uri, LONGEST_URI) for one in ways))
        return Found(
            key=device.key,
            uri=uris[0],
            connection=best.connection,
            make=judged.make,
            model=judged.model,
            name=judged.name,
            serial=judged.serial,
            answers=answered,
            profile="" if judged.refused else suggest(judged.make, judged.model),
            refused=judged.refused,
            notes=tuple(dict.fromkeys(harmless(note, _LONGEST_SENTENCE) for note in notes))[:_NOTE_LIMIT],
            also=tuple(uris[1:]),
        )

    def _rank(self, one: Sighting) -> int:
        scheme = one.uri.partition(":")[0]
        return self._ways.index(scheme) if scheme in self._ways else len(self._ways)


def _judged(seen: list[Sighting]) -> _Judged:
    trusted = sorted(seen, key=lambda one: -one.trust)

    def best(texts: Iterable[str]) -> str:
        return next((text for one in texts if (text := harmless(one))), "")

    make, model = best(one.make for one in trusted), best(one.model for one in trusted)
    name, serial = best(one.name for one in trusted), best(one.serial for one in trusted)
    sets = frozenset[str]().union(*(one.sets for one in seen))
    refused = best(one.refused for one in seen) or refusal(make, model, sets)
    return _Judged(make, model, name, serial, harmless(refused, _LONGEST_SENTENCE))
