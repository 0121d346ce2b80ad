"""What single devices have shown they can do, and keeping it until the next connect.

Handles: the value that a handshake yields, correcting a profile by it, a small file of such values. Offers:
`Capabilities`, `Identity`, `corrected`, `probing`, `DeviceMemory`. Does not know: connections, bytes.

What is remembered only changes which questions are asked. What a ticket's proof is worth is always what the
device shows on the connection that carries it.
"""

import json
import logging
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

from printers.profile import Codec, Confirmation, Fence, Profile

_log = logging.getLogger(__name__)

#: Of the file's form; another one is not read.
VERSION = 1
#: Devices that are kept, and the bytes a file of them may have: a shop has a handful.
MOST_DEVICES, MOST_BYTES = 64, 1 << 18
#: Seconds after which nothing is believed any more: addresses are given to other devices, firmware changes.
LIFETIME = 90 * 86_400.0
_LONGEST_TEXT = 96


@dataclass(frozen=True, slots=True)
class Identity:
    """GS I 66, 67, 65, 68 and 69 (Epson's ESC/POS reference): "" where the device did not say.

    `font` is its two-byte font, for example "CHINA GB18030" or "TAIWAN BIG-5".
    """

    maker: str = ""
    model: str = ""
    firmware: str = ""
    serial: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a device answered at a handshake. None where it was not asked, because its profile says no.

    `eot`: the DLE EOT questions (1..4) it answers; `asb`: it sends automatic status; `barrier`: it answers GS r
    and GS I in order; `process_id`: GS ( H; `confirmation` and `fence`: what follows from these.
    """

    confirmation: Confirmation = "none"
    fence: Fence = "none"
    eot: tuple[int, ...] | None = None
    asb: bool | None = None
    barrier: bool | None = None
    process_id: bool | None = None
    identity: Identity = Identity()


def corrected(profile: Profile, known: Capabilities | None) -> Profile:
    """The profile with what a device of it has shown in place of what it says of such devices."""
    if known is None:
        return profile
    changes: dict[str, bool | str] = {}
    if known.eot is not None:
        changes["eot"] = bool(known.eot)
    if known.asb is not None:
        changes["asb"] = known.asb
    if known.barrier is not None:
        changes["gs_r"] = changes["gs_i"] = known.barrier
    if known.process_id is not None:
        changes["process_id"] = known.process_id
    if known.identity.font:
        changes["codec"] = _codec(profile, known.identity.font)
    return replace(profile, **cast("dict[str, Any]", changes))


def _codec(profile: Profile, font: str) -> Codec:
    """A font of another country prints other signs for the same bytes."""
    if font.startswith("CHINA"):
        return profile.codec if profile.codec in {"gbk", "gb18030"} else "gbk"
    return "big5" if font == "TAIWAN BIG-5" else ""


def probing(profile: Profile) -> Profile:
    """The profile with every question that is safe to ask; the handshake then shows which are answered."""
    return replace(profile, eot=True, asb=True, gs_r=True, gs_i=True, process_id=True)


class DeviceMemory:
    """Capabilities by device URI, in a JSON file that is made when first needed.

    A device that tells its serial number is kept once, at the URI where it was seen last. What cannot be read is
    started anew, with a warning in the log; what cannot be written is not kept.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def recall(self, uri: str) -> Capabilities | None:
        """What the device at that URI showed when it was last seen; None when that is unknown or too old."""
        return next((known for kept, _, known in self._read() if kept == uri), None)

    def remember(self, uri: str, known: Capabilities) -> bool:
        """Keep what the device at `uri` showed, in place of what was kept of it. Whether that could be written."""
        serial = known.identity.serial
        others = [
            entry
            for entry in self._read()
            if entry[0] != uri and not (serial and entry[2].identity.serial == serial)
        ]
        devices = [
            {"uri": kept, "seen": seen, **asdict(value)}
            for kept, seen, value in [(uri, time.time(), known), *others][:MOST_DEVICES]
        ]
        text = json.dumps({"version": VERSION, "devices": devices}, ensure_ascii=False, indent=1)
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}.tmp")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8")
            beside.replace(self.path)
        except OSError as error:
            _log.warning("%s: what the printer can do is not remembered: %s", self.path, error.strerror)
            with suppress(OSError):
                beside.unlink()
            return False
        return True

    def _read(self) -> list[tuple[str, float, Capabilities]]:
        try:
            if self.path.stat().st_size > MOST_BYTES:
                raise ValueError("too long")
            table = json.loads(self.path.read_text(encoding="utf-8"))
            if table["version"] != VERSION:
                raise ValueError(f"version {table['version']!r}")
            entries = [
                (_text(row["uri"], 2048), float(row["seen"]), _capabilities(row)) for row in table["devices"]
            ]
        except FileNotFoundError:
            return []
        except (
            OSError,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            ArithmeticError,
            RecursionError,
        ) as error:
            _log.warning("%s cannot be read and is started anew: %s", self.path, error)
            return []
        now = time.time()
        return [entry for entry in entries if 0 <= now - entry[1] < LIFETIME][:MOST_DEVICES]


def _capabilities(row: Mapping[str, Any]) -> Capabilities:
    """From JSON; raises ValueError, KeyError or TypeError for anything `remember` does not write."""
    eot = row["eot"]
    if eot is not None:
        eot = tuple(n for n in (1, 2, 3, 4) if n in eot)
    flags = {name: row[name] for name in ("asb", "barrier", "process_id")}
    if not all(value is None or isinstance(value, bool) for value in flags.values()):
        raise ValueError("neither true, false nor null")
    if row["confirmation"] not in {"process-id", "barrier", "none"} or row["fence"] not in {
        "clear",
        "barrier",
        "none",
    }:
        raise ValueError("an unknown kind of proof")
    identity = Identity(**{name: _text(value, _LONGEST_TEXT) for name, value in row["identity"].items()})
    return Capabilities(row["confirmation"], row["fence"], eot, **flags, identity=identity)


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("not a text")
    return value
