"""Printer state and reasons in IPP's words (RFC 8011 section 5.4.11 and 5.4.12)."""

from dataclasses import dataclass, field
from enum import StrEnum


class PrinterState(StrEnum):
    """IPP printer-state."""

    IDLE = "idle"
    PROCESSING = "processing"
    STOPPED = "stopped"


class Reason(StrEnum):
    """IPP printer-state-reasons that ESC/POS can tell, plus our own few (marked)."""

    MEDIA_EMPTY = "media-empty"
    MEDIA_LOW = "media-low"
    COVER_OPEN = "cover-open"
    OFFLINE = "offline"
    CUTTER_ERROR = "cutter-error"  # own: autocutter error
    MECHANICAL_ERROR = "mechanical-error"  # own: recoverable mechanical error
    UNRECOVERABLE = "unrecoverable-error"  # own
    OVERHEATED = "overheated"  # own: auto-recoverable error, a hot head
    FEEDING = "feeding"  # own: somebody holds the feed button
    UNREACHABLE = "unreachable"  # own: no connection
    NOT_RESPONDING = "not-responding"  # own: connected, silent although it should answer


#: Reasons that do not keep a printer from printing.
HARMLESS: frozenset[Reason] = frozenset({Reason.MEDIA_LOW})


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What is known of a device now.

    `reasons` is empty when all is well. `known` is False for a device that cannot tell (one-way).
    """

    state: PrinterState = PrinterState.IDLE
    reasons: frozenset[Reason] = field(default_factory=frozenset[Reason])
    known: bool = True

    @property
    def can_print(self) -> bool:
        """True when nothing stands in the way of a ticket, as far as is known."""
        return self.state is not PrinterState.STOPPED and not (self.reasons - HARMLESS)
