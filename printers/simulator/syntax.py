"""How long each ESC/POS command is: the table that keeps the parser in step, whatever the bytes.

Sources: Epson's ESC/POS command reference, with the commands of Chinese and older models beside it.
A length is the whole command's, its opening bytes included. Where it depends on the command's own
bytes a function tells it, or, when too few have arrived, a length greater than what is there.
"""

from collections.abc import Callable, Mapping
from typing import Final

#: Name of bytes that are no command.
UNKNOWN: Final = "unknown"
#: No printer has room for a command longer than this many bytes; what claims to be is none.
LARGEST_COMMAND: Final = 1 << 23
#: Vertical bytes of a user-defined character (ESC &): three are usual.
_TALLEST_CHARACTER = 8
#: (buffer, position of the command, end of the buffer) -> length of the command in bytes.
LengthRule = Callable[[bytes, int, int], int]
Length = int | LengthRule

#: A NUL-terminated barcode longer than this is taken to have lost its NUL.
_LONGEST_BARCODE = 255
_CUTS_WITH_FEED = frozenset({65, 66, 97, 98, 103, 104})


def _u16(data: bytes, at: int) -> int:
    return data[at] | data[at + 1] << 8


def _counted(head: int, at: int) -> LengthRule:
    """`head` opening bytes, of which those at `at` count (16 bit, low first) what follows."""
    return lambda data, p, end: head + _u16(data, p + at) if end - p >= head else head


def _by_third(known: Mapping[int, Length], otherwise: int) -> LengthRule:
    """The command's third byte selects the length."""

    def rule(data: bytes, p: int, end: int) -> int:
        if end - p < 3:
            return 3
        length = known.get(data[p + 2], otherwise)
        return length if isinstance(length, int) else length(data, p, end)

    return rule


def _column_image(data: bytes, p: int, end: int) -> int:
    if end - p < 5:
        return 5
    return 5 + _u16(data, p + 3) * (3 if data[p + 2] in {32, 33} else 1)


def _raster(head: int) -> LengthRule:
    """xL xH yL yH are the last four of `head` bytes; x bytes by y rows follow."""

    def rule(data: bytes, p: int, end: int) -> int:
        if end - p < head:
            return head
        return head + _u16(data, p + head - 4) * _u16(data, p + head - 2)

    return rule


def _tab_stops(data: bytes, p: int, end: int) -> int:
    last = 0
    for k in range(33):
        if p + 2 + k >= end:
            return 3 + k
        stop = data[p + 2 + k]
        if stop == 0:
            return 3 + k
        if stop <= last:
            return 2 + k
        last = stop
    return 34


def _user_characters(data: bytes, p: int, end: int) -> int:
    if end - p < 5:
        return 5
    height, first, last = data[p + 2], data[p + 3], data[p + 4]
    if not 1 <= height <= _TALLEST_CHARACTER or first < 0x20:
        return LARGEST_COMMAND + 1
    length = 5
    for _ in range(first, last + 1):
        if p + length >= end:
            return length + 1
        length += 1 + height * data[p + length]
    return length


def _nv_images(data: bytes, p: int, end: int) -> int:
    if end - p < 3:
        return 3
    length = 3
    for _ in range(data[p + 2]):
        if end - p < length + 4:
            return length + 4
        length += 4 + _u16(data, p + length) * _u16(data, p + length + 2) * 8
        if length > LARGEST_COMMAND:
            break
    return length


def _downloaded_image(data: bytes, p: int, end: int) -> int:
    return 4 + data[p + 2] * data[p + 3] * 8 if end - p >= 4 else 4


def _bmp(data: bytes, p: int, end: int) -> int:
    return 9 + int.from_bytes(data[p + 11 : p + 15], "little") if end - p >= 15 else 15


def _big_graphics(data: bytes, p: int, end: int) -> int:
    return 7 + int.from_bytes(data[p + 3 : p + 7], "little") if end - p >= 7 else 7


def _barcode(data: bytes, p: int, end: int) -> int:
    if end - p < 4:
        return 4
    system = data[p + 2]
    if 65 <= system <= 79:
        return 4 + data[p + 3]
    if system > 10:
        return 3
    nul = data.find(b"\0", p + 3, p + 4 + _LONGEST_BARCODE)
    if nul >= 0:
        return nul - p + 1
    return min(end - p + 1, 3 + _LONGEST_BARCODE)


def _counter_text(data: bytes, p: int, end: int) -> int:
    at = p + 2
    for _ in range(6):
        at = data.find(b";", at, p + 40) + 1
        if not at:
            return min(end - p + 1, 40)
    return at - p


_DLE: dict[int, tuple[str, Length]] = {
    0x04: ("DLE EOT", _by_third({1: 3, 2: 3, 3: 3, 4: 3, 7: 4, 8: 4, 18: 4}, 1)),
    0x05: ("DLE ENQ", _by_third({0: 3, 1: 3, 2: 3}, 1)),
    0x14: ("DLE DC4", _by_third({1: 5, 2: 5, 3: 8, 7: 4, 8: 10}, 1)),
}

_ESC: dict[int, tuple[str, Length]] = {
    0x0C: ("ESC FF", 2),
    0x20: ("ESC SP", 3),
    0x21: ("ESC !", 3),
    0x24: ("ESC $", 4),
    0x25: ("ESC %", 3),
    0x26: ("ESC &", _user_characters),
    0x28: ("ESC (", _counted(5, 3)),
    0x2A: ("ESC *", _column_image),
    0x2D: ("ESC -", 3),
    0x32: ("ESC 2", 2),
    0x33: ("ESC 3", 3),
    0x34: ("ESC 4", 3),
    0x3C: ("ESC <", 2),
    0x3D: ("ESC =", 3),
    0x3F: ("ESC ?", 3),
    0x40: ("ESC @", 2),
    0x41: ("ESC A", 3),
    0x42: ("ESC B", 4),
    0x43: ("ESC C", 3),
    0x44: ("ESC D", _tab_stops),
    0x45: ("ESC E", 3),
    0x47: ("ESC G", 3),
    0x4A: ("ESC J", 3),
    0x4B: ("ESC K", 3),
    0x4C: ("ESC L", 2),
    0x4D: ("ESC M", 3),
    0x52: ("ESC R", 3),
    0x53: ("ESC S", 2),
    0x54: ("ESC T", 3),
    0x55: ("ESC U", 3),
    0x56: ("ESC V", 3),
    0x57: ("ESC W", 10),
    0x5A: ("ESC Z", _counted(7, 5)),
    0x5C: ("ESC \\", 4),
    0x61: ("ESC a", 3),
    0x63: ("ESC c", _by_third({0x30: 4, 0x31: 4, 0x33: 4, 0x34: 4, 0x35: 4}, 3)),
    0x64: ("ESC d", 3),
    0x65: ("ESC e", 3),
    0x66: ("ESC f", 4),
    0x69: ("ESC i", 2),
    0x6A: ("ESC j", 3),
    0x6D: ("ESC m", 2),
    0x70: ("ESC p", 5),
    0x71: ("ESC q", 2),
    0x72: ("ESC r", 3),
    0x74: ("ESC t", 3),
    0x75: ("ESC u", 3),
    0x76: ("ESC v", 2),
    0x7B: ("ESC {", 3),
}

_FS: dict[int, tuple[str, Length]] = {
    0x21: ("FS !", 3),
    0x26: ("FS &", 2),
    0x28: ("FS (", _counted(5, 3)),
    0x2D: ("FS -", 3),
    0x2E: ("FS .", 2),
    0x32: ("FS 2", 76),
    0x3F: ("FS ?", 4),
    0x43: ("FS C", 3),
    0x53: ("FS S", 4),
    0x57: ("FS W", 3),
    0x67: ("FS g", _by_third({0x31: _counted(10, 8), 0x32: 10}, 3)),
    0x70: ("FS p", 4),
    0x71: ("FS q", _nv_images),
}

_GS: dict[int, tuple[str, Length]] = {
    0x07: ("GS BEL", 5),
    0x21: ("GS !", 3),
    0x23: ("GS #", 3),
    0x24: ("GS $", 4),
    0x28: ("GS (", _counted(5, 3)),
    0x2A: ("GS *", _downloaded_image),
    0x2F: ("GS /", 3),
    0x38: ("GS 8 L", _by_third({0x4C: _big_graphics}, 3)),
    0x3A: ("GS :", 2),
    0x42: ("GS B", 3),
    0x43: ("GS C", _by_third({0x30: 5, 0x31: 9, 0x32: 5, 0x3B: _counter_text}, 3)),
    0x44: ("GS D", _by_third({0x30: _bmp}, 3)),
    0x45: ("GS E", 3),
    0x48: ("GS H", 3),
    0x49: ("GS I", 3),
    0x4C: ("GS L", 4),
    0x50: ("GS P", 4),
    0x51: ("GS Q", _by_third({0x30: _raster(8)}, 3)),
    0x54: ("GS T", 3),
    0x56: ("GS V", _by_third(dict.fromkeys(_CUTS_WITH_FEED, 4), 3)),
    0x57: ("GS W", 4),
    0x5A: ("GS Z", 3),
    0x5C: ("GS \\", 4),
    0x5E: ("GS ^", 5),
    0x61: ("GS a", 3),
    0x62: ("GS b", 3),
    0x63: ("GS c", 2),
    0x66: ("GS f", 3),
    0x67: ("GS g", _by_third({0x30: 6, 0x31: 8, 0x32: 6}, 3)),
    0x68: ("GS h", 3),
    0x6A: ("GS j", 3),
    0x6B: ("GS k", _barcode),
    0x72: ("GS r", 3),
    0x76: ("GS v", _by_third({0x30: _raster(8)}, 3)),
    0x77: ("GS w", 3),
    0x7A: ("GS z", 6),
    0x7C: ("GS |", 3),
}

#: Opening byte -> second byte -> (name, length). Names with "(" get the function letter added.
COMMANDS: Mapping[int, Mapping[int, tuple[str, Length]]] = {0x10: _DLE, 0x1B: _ESC, 0x1C: _FS, 0x1D: _GS}

#: Commands whose third byte selects a function: three bytes alone are a function nobody knows.
SELECTED_BY_THIRD = frozenset({"ESC c", "FS g", "GS 8 L", "GS C", "GS D", "GS Q", "GS k", "GS v"})

#: Control bytes that are whole commands by themselves.
SINGLES: Mapping[int, str] = {
    0x00: "NUL",
    0x07: "BEL",
    0x09: "HT",
    0x0A: "LF",
    0x0C: "FF",
    0x0D: "CR",
    0x18: "CAN",
}


#: The letters after "(" that Epson's reference has.
_FUNCTION_LETTERS: Mapping[str, str] = {
    "ESC (": "AY",
    "FS (": "ACELe",
    "GS (": "ABCDEGHIJKLMNOPQUVkz",
}


def full_name(name: str, command: bytes) -> str:
    """The name people know: "GS (" with its letter becomes "GS ( k", "GS v" becomes "GS v 0".

    A letter no reference has makes it UNKNOWN: it is still skipped whole, by its length field.
    """
    if name.endswith("("):
        letter = chr(command[2])
        return f"{name} {letter}" if letter in _FUNCTION_LETTERS[name] else UNKNOWN
    if name in {"GS v", "GS Q"} and len(command) > 3:
        return f"{name} 0"
    return name
