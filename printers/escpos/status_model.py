"""What the status bits mean: folds ASB groups and DLE EOT answers into IPP's words.

Handles: Epson's bit tables (DLE EOT 1..4, GS a) and the quirk of printers that answer DLE EOT 4
inverted. Offers: `StatusModel`. Does not know: when to ask, or whether the device is connected.
The newest whole picture wins; pictures are never mixed.
"""

from collections.abc import Mapping

from printers.profile import Profile
from printers.status import HARMLESS, PrinterState, PrinterStatus, Reason


class StatusModel:
    """The device's own word on itself."""

    def __init__(self, profile: Profile) -> None:
        self._inverted = profile.eot4_inverted
        self.reasons: frozenset[Reason] = frozenset()
        self.known = False

    @property
    def status(self) -> PrinterStatus:
        """IDLE or STOPPED by the reasons; `known` is False as long as the device said nothing."""
        stopped = bool(self.reasons - HARMLESS)
        return PrinterStatus(
            PrinterState.STOPPED if stopped else PrinterState.IDLE, self.reasons, known=self.known
        )

    def asb(self, group: bytes) -> None:
        """Take an automatic status back group of four bytes."""
        first, second, third, _ = group
        self._set(
            _named(
                offline=first & 0x08,
                cover=first & 0x20,
                feeding=first & 0x40,
                mechanical=second & 0x04,
                cutter=second & 0x08,
                unrecoverable=second & 0x20,
                hot=second & 0x40,
                low=third & 0x03,
                empty=third & 0x0C,
            )
        )

    def eot(self, replies: Mapping[int, int]) -> None:
        """Take the answers to DLE EOT n (n -> value) of one round; questions the device does not answer are absent."""
        printer, offline, error, paper = (replies.get(n, 0x12) for n in (1, 2, 3, 4))
        low = paper & 0x0C
        empty = paper & 0x60
        if self._inverted and 4 in replies:
            # SNBC documents n=4 with 0Ch "adequate" and 0 "end"
            low, empty = 0, empty | (0 if low else 0x60)
        named = _named(
            offline=printer & 0x08,
            cover=offline & 0x04,
            feeding=offline & 0x08,
            mechanical=error & 0x04,
            cutter=error & 0x08,
            unrecoverable=error & 0x20,
            hot=error & 0x40,
            low=low,
            empty=empty | (offline & 0x20),
        )
        if offline & 0x40 and not named & _ERRORS:
            named = (named | {Reason.MECHANICAL_ERROR}) - {Reason.OFFLINE}
        self._set(named)

    def _set(self, reasons: frozenset[Reason]) -> None:
        self.reasons = reasons
        self.known = True


_ERRORS = frozenset({Reason.MECHANICAL_ERROR, Reason.CUTTER_ERROR, Reason.UNRECOVERABLE, Reason.OVERHEATED})


def _named(
    *,
    offline: int,
    cover: int,
    feeding: int,
    mechanical: int,
    cutter: int,
    unrecoverable: int,
    hot: int,
    low: int,
    empty: int,
) -> frozenset[Reason]:
    """The reasons behind the bits. OFFLINE is only said when no better reason stops the printer."""
    found = {
        reason
        for reason, bits in (
            (Reason.COVER_OPEN, cover),
            (Reason.FEEDING, feeding),
            (Reason.MECHANICAL_ERROR, mechanical),
            (Reason.CUTTER_ERROR, cutter),
            (Reason.UNRECOVERABLE, unrecoverable),
            (Reason.OVERHEATED, hot),
            (Reason.MEDIA_EMPTY, empty),
            # an empty roll is also a low one; the word adds nothing
            (Reason.MEDIA_LOW, low and not empty),
        )
        if bits
    }
    if offline and not found - HARMLESS:
        found.add(Reason.OFFLINE)
    return frozenset(found)
