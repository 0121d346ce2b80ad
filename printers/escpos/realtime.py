"""What a printer says, told apart by bit pattern and never by "the next byte after my question".

Handles: DLE EOT replies, automatic status back (ASB) groups, NUL-terminated blocks, flow control and
one-byte answers, split anywhere. Offers: `Classifier.feed(bytes) -> list[Event]`. Does not know: who
asked what, what the bits mean (see `status_model`), sockets.

Patterns (Epson's ESC/POS reference, "transmission status" tables; x is any bit): DLE EOT 0xx1xx10;
ASB 0xx1xx00 then three of 0xx0xxxx; GS r and GS I one byte 0xx0xxxx; XON 11h, XOFF 13h; blocks start
with 35, 37, 3B, 3D or 5F and end with 00. No two of these first bytes look alike; a one-byte answer
looks like the rest of an ASB group, so groups are taken whole.
"""

from dataclasses import dataclass

#: First bytes of blocks: 35h and 3Dh other status, 37h GS ( H and DLE DC4 fn 8, 3Bh power, 5Fh GS I 65..69 and GS g 2.
BLOCK_STARTS = frozenset((0x35, 0x37, 0x3B, 0x3D, 0x5F))
#: Longest block body taken (GS I 65..69 answers are at most 80 characters).
MAX_BLOCK = 96


@dataclass(frozen=True, slots=True)
class EotReply:
    """A DLE EOT answer; which question it belongs to is for the asker to know."""

    value: int


@dataclass(frozen=True, slots=True)
class Asb:
    """One automatic status back group, four bytes."""

    group: bytes


@dataclass(frozen=True, slots=True)
class ProcessId:
    """GS ( H fn 48: everything before the request with this id has been printed."""

    id: bytes


@dataclass(frozen=True, slots=True)
class Cleared:
    """DLE DC4 fn 8: the buffers have been emptied."""


@dataclass(frozen=True, slots=True)
class OfflineResponse:
    """GS ( H fn 49: why the printer went offline; `body` as sent."""

    body: bytes


@dataclass(frozen=True, slots=True)
class PowerNotice:
    """3B ... 00: the printer says that it goes off (30h) or has come on (31h)."""

    body: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """Any other block, without its first byte and its NUL (start 5Fh: a GS I 65..69 text or a GS g 2 number)."""

    start: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Byte:
    """A one-byte answer (GS r, GS I)."""

    value: int


@dataclass(frozen=True, slots=True)
class Flow:
    """XON (`ready`) or XOFF."""

    ready: bool


@dataclass(frozen=True, slots=True)
class Noise:
    """A byte that belongs to nothing a printer says."""

    value: int


Event = EotReply | Asb | ProcessId | Cleared | OfflineResponse | PowerNotice | Block | Byte | Flow | Noise

_XON, _XOFF, _NUL = 0x11, 0x13, 0x00


class Classifier:
    """Turns a byte stream into events. Never raises; the events do not depend on how the stream is split."""

    def __init__(self) -> None:
        self._group = bytearray()  # a started ASB group
        self._block = bytearray()  # a started block with its first byte

    def feed(self, data: bytes) -> list[Event]:
        """The events that these bytes complete, in order."""
        events: list[Event] = []
        for value in data:
            if self._block:
                self._in_block(value, events)
            elif self._group:
                self._in_group(value, events)
            else:
                self._start(value, events)
        return events

    def _start(self, value: int, events: list[Event]) -> None:
        if value in BLOCK_STARTS:
            self._block.append(value)
        elif value in {_XON, _XOFF}:
            events.append(Flow(value == _XON))
        elif value & 0x93 == 0x12:
            events.append(EotReply(value))
        elif value & 0x93 == 0x10:
            self._group.append(value)
        elif value & 0x90 == 0:
            events.append(Byte(value))
        else:
            events.append(Noise(value))

    def _in_group(self, value: int, events: list[Event]) -> None:
        if value & 0x90 == 0:
            self._group.append(value)
            if len(self._group) == 4:
                events.append(Asb(bytes(self._group)))
                self._group.clear()
        elif value in {_XON, _XOFF}:  # flow control may come between any two bytes
            events.append(Flow(value == _XON))
        else:
            events.extend(Noise(torn) for torn in self._group)
            self._group.clear()
            self._start(value, events)

    def _in_block(self, value: int, events: list[Event]) -> None:
        if value in {_XON, _XOFF}:  # Epson's notes on GS g 2: XOFF might interrupt header to NUL
            events.append(Flow(value == _XON))
            return
        if _fits(bytes(self._block), value):
            self._block.append(value)
            if value == _NUL:
                events.append(_block(bytes(self._block[:-1])))
                self._block.clear()
            return
        # Not a block after all. Only its first byte is certainly noise, but reading the others again
        # could find "answers" in the middle of a torn text: all of it counts as noise.
        events.extend(Noise(torn) for torn in self._block)
        self._block.clear()
        self._start(value, events)


def _fits(block: bytes, value: int) -> bool:
    """Whether `value` may follow in this block: lengths are bounded, bodies are printable ASCII."""
    if block[:2] == b"7\x22":
        return (value == _NUL) if len(block) == 6 else 0x20 <= value <= 0x7E
    if block[:2] == b"7%":
        return value == _NUL
    if value == _NUL:
        return True
    return 0x20 <= value <= 0x7F and len(block) <= MAX_BLOCK


def _block(block: bytes) -> Event:
    start, body = block[0], block[1:]
    if start == 0x37 and len(body) == 5 and body[:1] == b"\x22":
        return ProcessId(body[1:])
    if block == b"7%":
        return Cleared()
    if start == 0x37 and body[:1] == b"#":
        return OfflineResponse(body[1:])
    if start == 0x3B:
        return PowerNotice(body)
    return Block(start, body)
