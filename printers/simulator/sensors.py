"""What the printer's sensors and error lamps say, and the status bytes Epson's tables make of it."""

from dataclasses import dataclass
from typing import Literal

from printers.status import PrinterState, Reason

PaperSensor = Literal["ok", "near-end", "out"]
Fault = Literal["cutter", "unrecoverable", "auto"]

#: Bits that are always set in an answer to DLE EOT.
_BASE = 0x12


@dataclass(slots=True)
class Sensors:
    """Paper, cover, switch, error and the drawer's pin 3, as a person at the printer can set them."""

    paper: PaperSensor = "ok"
    cover_open: bool = False
    switched_offline: bool = False
    error: Fault | None = None
    drawer_high: bool = False

    @property
    def offline(self) -> bool:
        """True while nothing can be printed."""
        return self.cover_open or self.switched_offline or self.paper == "out" or self.error is not None

    def reasons(self) -> list[str]:
        """IPP's words for what is wrong, sorted."""
        reasons: list[Reason] = []
        if self.paper == "out":
            reasons.append(Reason.MEDIA_EMPTY)
        if self.paper == "near-end":
            reasons.append(Reason.MEDIA_LOW)
        if self.cover_open:
            reasons.append(Reason.COVER_OPEN)
        if self.switched_offline:
            reasons.append(Reason.OFFLINE)
        if self.error == "cutter":
            reasons.append(Reason.CUTTER_ERROR)
        if self.error == "unrecoverable":
            reasons.append(Reason.UNRECOVERABLE)
        if self.error == "auto":
            reasons.append(Reason.OVERHEATED)
        return sorted(reason.value for reason in reasons)

    def state(self, *, busy: bool) -> str:
        """IPP's printer-state."""
        if self.offline:
            return PrinterState.STOPPED.value
        return (PrinterState.PROCESSING if busy else PrinterState.IDLE).value

    # -- real-time status, DLE EOT n --------------------------------------------------------------

    def real_time(self, n: int, *, eot4_inverted: bool = False) -> bytes:
        """The answer to DLE EOT n, n 1..4; nothing for other n.

        `eot4_inverted`: SNBC's BT-UR056 documents bits 2 and 3 of n = 4 the other way round.
        """
        if n == 1:
            value = 0x04 * self.drawer_high | 0x08 * self.offline
        elif n == 2:
            value = 0x04 * self.cover_open | 0x20 * (self.paper == "out") | 0x40 * (self.error is not None)
        elif n == 3:
            value = {"cutter": 0x08, "unrecoverable": 0x20, "auto": 0x40}.get(self.error or "", 0)
        elif n == 4:
            value = 0x0C * (self.paper != "ok") | 0x60 * (self.paper == "out")
            if eot4_inverted:
                value ^= 0x0C
        else:
            return b""
        return bytes([_BASE | value])

    # -- automatic status, GS a -------------------------------------------------------------------

    def automatic(self) -> bytes:
        """The four bytes of automatic status back."""
        first = 0x10 | 0x04 * self.drawer_high | 0x08 * self.offline | 0x20 * self.cover_open
        second = {"cutter": 0x08, "unrecoverable": 0x20, "auto": 0x40}.get(self.error or "", 0)
        return bytes([first, second, self.paper_bits(), 0])

    @staticmethod
    def automatic_changed(before: bytes, after: bytes, enabled: int) -> bool:
        """True when a group of bits that GS a `enabled` switched on differs."""
        drawer, online = 0x04, 0x28
        return bool(
            (enabled & 1 and (before[0] ^ after[0]) & drawer)
            or (enabled & 2 and (before[0] ^ after[0]) & online)
            or (enabled & 4 and before[1] != after[1])
            or (enabled & 8 and before[2] != after[2])
        )

    # -- in-order status --------------------------------------------------------------------------

    def paper_bits(self) -> int:
        """GS r 1 and ASB's third byte: bits 0, 1 near end, bits 2, 3 end."""
        return {"ok": 0x00, "near-end": 0x03, "out": 0x0F}[self.paper]

    def offline_cause(self) -> bytes:
        """The body of the offline response (37 23 … 00): nothing while online."""
        if not self.offline:
            return b""
        cause = 0x04 * self.cover_open | 0x08 * (self.paper == "out") | 0x10 * (self.error is not None)
        return bytes([0x40 | cause])
