"""The ESC/POS commands we send, under the names of Epson's command reference, as constants and builders.

Nothing else in the package writes a byte below 20h. Each builder checks what a printer could misread, so a caller
can hand it any number in range. Source: Epson ESC/POS Command Reference; what Chinese models make of these is in
the profiles.
"""

import re
from functools import lru_cache
from typing import Literal

NUL = b"\x00"
LF = b"\n"

#: ESC @: clears the print buffer and all modes, and switches automatic status back off.
INITIALISE = b"\x1b@"
#: ESC 2: the printer's own line spacing (about 30 dots).
DEFAULT_LINE_SPACING = b"\x1b2"
#: ESC !: font A, and bold, size and underline off.
FONT_A = b"\x1b!\x00"
#: ESC R 0: USA, so that `$` stays `$` on models that come as ESC R 15 (China).
CHARACTER_SET_USA = b"\x1bR\x00"
#: FS &: two-byte characters on. FS ! 0: no size or underline of their own, since GS ! sizes both kinds.
CHINESE_ON = b"\x1c&"
CHINESE_PLAIN = b"\x1c!\x00"
#: ESC E.
BOLD_OFF, BOLD_ON = b"\x1bE\x00", b"\x1bE\x01"
#: ESC - and FS -: a line of one dot under ASCII, and under Chinese.
UNDERLINE_OFF, UNDERLINE_ON = b"\x1b-\x00", b"\x1b-\x01"
CHINESE_UNDERLINE_OFF, CHINESE_UNDERLINE_ON = b"\x1c-\x00", b"\x1c-\x01"
#: GS B: white on black.
INVERSE_OFF, INVERSE_ON = b"\x1dB\x00", b"\x1dB\x01"
#: ESC a; the printer takes it at the start of a line only.
ALIGN = {"left": b"\x1ba\x00", "center": b"\x1ba\x01", "right": b"\x1ba\x02"}
#: GS ! n for factors 1..8, as SIZES[height - 1][width - 1]; sizes ASCII and Chinese alike.
SIZES = tuple(tuple(bytes((0x1D, 0x21, (w << 4) | h)) for w in range(8)) for h in range(8))
#: GS V 1, 0: partial and full cut where the blade stands now.
CUT, FULL_CUT = b"\x1dV\x01", b"\x1dV\x00"
#: GS a: all of automatic status back, or none.
ASB_ALL, ASB_OFF = b"\x1da\xff", b"\x1da\x00"

#: The longest data part of a picture command in bytes: what an unfinished one can swallow of what comes next.
MAX_PICTURE = 4096
#: Columns in one ESC *: their number must never read as DLE EOT (10 04).
MAX_COLUMNS = 1000
#: Rows in one GS v 0; small-buffer printers garble taller ones.
MAX_BAND_ROWS = 128

#: The longest feed of one node in dots: 30 cm.
MAX_FEED = 2400
QrLevel = Literal["L", "M", "Q", "H"]
QR_LEVELS: tuple[QrLevel, ...] = ("L", "M", "Q", "H")

_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_REAL_TIME = re.compile(rb"\x10([\x04\x05\x14])")


def harmless(picture: bytes) -> bytes:
    """`picture` without DLE EOT, DLE ENQ and DLE DC4, which printers obey even inside picture data.

    One dot changes for each: 04h, 05h, 14h become 06h, 07h, 16h after a 10h.
    """
    return _REAL_TIME.sub(lambda found: bytes((0x10, found[1][0] ^ 2)), picture)


@lru_cache(maxsize=64)
def feed_lines(lines: int) -> bytes:
    """ESC d: print what is in the buffer and feed `lines` lines, 0..255."""
    return bytes((0x1B, 0x64, lines))


@lru_cache(maxsize=64)
def feed_dots(dots: int) -> bytes:
    """ESC J, as often as needed: feed `dots` dots. Nothing for 0 and less."""
    full, rest = divmod(max(dots, 0), 255)
    return b"\x1bJ\xff" * full + (bytes((0x1B, 0x4A, rest)) if rest else b"")


def code_page(number: int) -> bytes:
    """ESC t: the single-byte code page of that number, 0..255."""
    return bytes((0x1B, 0x74, number))


def drawer(pin: int, on_ms: int, off_ms: int) -> bytes:
    """ESC p: a pulse on pin 2 or 5 for `on_ms`, then a rest of `off_ms` or `on_ms`, the longer; both 2..510."""
    on, off = (min(max(round(ms / 2), 1), 255) for ms in (on_ms, off_ms))
    off = max(on, off)
    if on == 0x10 and off in {0x14}:  # would be DLE DC4
        on += 1
    return bytes((0x1B, 0x70, int(pin == 5), on, off))


def buzzer(times: int, ms: int, command: str) -> bytes:
    """ESC B n t of Chinese models, or ESC ( A fn 97 of Epson's: `times` 1..9, `ms` 100..900 in steps of 100."""
    times, tenths = min(max(times, 1), 9), min(max(round(ms / 100), 1), 9)
    if command == "ESC ( A":
        return b"\x1b(A\x05\x00ad" + bytes((times, tenths, tenths))
    return bytes((0x1B, 0x42, times, tenths))


def column_picture(columns: bytes) -> bytes:
    """ESC * 33: a picture 24 dots high in the line, beside text; 3 bytes a column, the top dot first."""
    out: list[bytes] = []
    for start in range(0, len(columns) // 3 * 3, 3 * MAX_COLUMNS):
        part = columns[start : start + 3 * MAX_COLUMNS]
        count = len(part) // 3
        out.append(b"\x1b*\x21" + count.to_bytes(2, "little") + harmless(part[: count * 3]))
    return b"".join(out)


def raster_picture(rows: bytes, row_bytes: int) -> bytes:
    """GS v 0: a picture of its own, `row_bytes` a row, in bands no printer's buffer is too small for."""
    band = max(1, min(MAX_BAND_ROWS, MAX_PICTURE // row_bytes)) * row_bytes
    out: list[bytes] = []
    for start in range(0, len(rows), band):
        part = harmless(rows[start : start + band])
        height = len(part) // row_bytes
        out.append(b"\x1dv0\x00" + row_bytes.to_bytes(2, "little") + height.to_bytes(2, "little") + part)
    return b"".join(out)


def qr_code(data: bytes, module: int, level: QrLevel = "M") -> bytes:
    """GS ( k fn 165, 167, 169, 180, 181: QR model 2, `module` dots a module (1..16). Data of 1..1000 bytes.

    Raises ValueError for data that is empty, too long, or holds a control character.
    """
    if not 0 < len(data) <= 1000 or _CONTROL.search(data):
        raise ValueError("a QR code takes 1 to 1000 bytes without control characters")
    size = (len(data) + 3).to_bytes(2, "little")
    return b"".join((_qr_settings(module, level), b"\x1d(k", size, b"1P0", data, b"\x1d(k\x03\x001Q0"))


@lru_cache(maxsize=64)
def _qr_settings(module: int, level: QrLevel) -> bytes:
    return b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C%c\x1d(k\x03\x001E%c" % (
        min(max(module, 1), 16),
        0x30 + QR_LEVELS.index(level),
    )
