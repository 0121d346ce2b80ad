"""What a search tells: a printer, that two of them are one, how far a scan is, what did not work.

Handles: the values that leave this package, and making foreign text harmless. Offers: `Found`,
`Withdrawn`, `Progress`, `Trouble`, `Update`, `harmless`. Does not know: how anything is found.
"""

import unicodedata
from dataclasses import asdict, dataclass
from typing import Any, Literal

#: How a device is connected. "simulated": it answers on this very computer's port 9100.
Connection = Literal["network", "usb", "spooler", "serial", "simulated"]

#: Characters kept of any text that a device says about itself; GS I answers have at most 80.
LONGEST_TEXT = 80
#: URIs are ours, but a serial number or a queue's name inside may be long.
LONGEST_URI = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One device. All text is free of control characters and at most `LONGEST_TEXT` long (sentences: as they are).

    `key` names the device within one search: a later `Found` with the same key replaces this one.
    `uri` is what `open_printer` takes, the best of several ways; `also` are the others.
    `answers`: True when it answered a status request, False when it took a connection and stayed
    silent, None when it was not asked. `profile` is the suggested model, "" when `refused`.
    `refused` is a sentence when tickets must not be sent there (a label printer), else "".
    """

    key: str
    uri: str
    connection: Connection
    make: str = ""
    model: str = ""
    name: str = ""
    serial: str = ""
    answers: bool | None = None
    profile: str = ""
    refused: str = ""
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Maker and model as people say them, else the name, else "unknown printer"."""
        model = self.model
        if self.make and not model.casefold().startswith(self.make.casefold()):
            model = f"{self.make} {model}".strip()
        return model or self.name or "unknown printer"

    def as_json(self) -> dict[str, Any]:
        """The fields, for json.dumps; tuples become lists there."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was told under `key` is the same device as another one that was told; forget it."""

    key: str


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` addresses of a scan have been looked at."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """One way of looking did not work; the others go on. `sentence` says why."""

    source: str
    sentence: str


Update = Found | Withdrawn | Progress | Trouble


def harmless(text: str, longest: int = LONGEST_TEXT) -> str:
    """`text` on one line, without anything that a terminal or a label could take for a command.

    Control, format (bidirectional overrides), surrogate, private and unassigned characters are left
    out, white space becomes single spaces, and what is longer than `longest` ends in an ellipsis.
    """
    # a hostile device may say megabytes; no more is looked at than could be shown
    head = text[: 4 * longest]
    kept = "".join(
        " " if c.isspace() else c for c in head if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    line = " ".join(kept.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
