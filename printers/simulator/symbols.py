"""Barcodes and two-dimensional codes on the press: GS k and its settings, GS ( k, the older clones' ESC Z.

Handles: settings, sizes, the readable line. QR codes of every model are drawn as model 2; PDF417 is in
`pdf417`; MaxiCode, DataMatrix, Aztec, composite and stacked GS1 codes, and GS k's GS1 DataBar, print a
crossed box of about their size. Source: Epson's command reference.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, cast

from printers.simulator.barcodes import BadBarcode, bars
from printers.simulator.handlers import Handler
from printers.simulator.modes import CENTER
from printers.simulator.paper import Picture, Qr
from printers.simulator.pdf417 import pdf417_function
from printers.simulator.press import Press

_LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}
_LARGEST_QR = 7089
#: GS ( k's cn -> width and height in dots of the box that stands for a symbol that is not drawn: MaxiCode
#: (28 x 27 mm), GS1 DataBar, composite, Aztec, DataMatrix.
_BOXED = {50: (225, 215), 51: (200, 104), 52: (200, 104), 53: (160, 160), 54: (160, 160)}
#: GS k's m of the GS1 DataBar kinds, and how many modules wide the box is.
_BOXED_BARS = {75: 96, 76: 96, 77: 74, 78: 102}
#: A QR code's mask may be any of eight; trying all takes longer than drawing the ticket.
_MASK = 3


#: Counting bits by mode (digits, letters, bytes) and version (1-9, 10-26, 27-40), ISO/IEC 18004 table 3.
_COUNT_BITS = ((10, 12, 14), (9, 11, 13), (8, 16, 16))
_QR_DIGITS = re.compile(rb"[0-9]+").fullmatch
_QR_LETTERS = re.compile(rb"[0-9A-Z $%*+\-./:]+").fullmatch


def _error_correction(level: str) -> int:
    import qrcode

    return {
        "L": qrcode.ERROR_CORRECT_L,
        "M": qrcode.ERROR_CORRECT_M,
        "Q": qrcode.ERROR_CORRECT_Q,
        "H": qrcode.ERROR_CORRECT_H,
    }[level]


@lru_cache(maxsize=128)
def qr_modules(data: bytes, level: str) -> tuple[tuple[bool, ...], ...]:
    """The black (True) and white modules, row by row, of a QR code that is known to fit."""
    import qrcode

    make = cast("Any", qrcode).QRCode
    code = make(error_correction=_error_correction(level), border=0, mask_pattern=_MASK)
    code.add_data(data, optimize=0)
    code.make(fit=True)
    return tuple(tuple(row) for row in code.get_matrix())


@cache
def _qr_capacities(level: str) -> list[int]:
    """Bits of data that versions 1 to 40 hold."""
    from qrcode.base import rs_blocks

    correction = _error_correction(level)
    return [8 * sum(block.data_count for block in rs_blocks(version, correction)) for version in range(1, 41)]


def qr_side(data: bytes, level: str) -> int:
    """Modules along a side of the smallest QR code for the data, without drawing it; 0 when none is large enough.

    Source: ISO/IEC 18004, 7.4: four bits tell the mode, some more count, then 10 bits for three digits,
    11 for two letters or 8 for a byte.
    """
    size = len(data)
    if _QR_DIGITS(data):
        mode, bits = 0, size // 3 * 10 + (0, 4, 7)[size % 3]
    elif _QR_LETTERS(data):
        mode, bits = 1, size // 2 * 11 + size % 2 * 6
    else:
        mode, bits = 2, size * 8
    capacities = _qr_capacities(level)
    for first, last, count in zip((1, 10, 27), (9, 26, 40), _COUNT_BITS[mode]):
        if capacities[last - 1] >= 4 + count + bits:
            return 17 + 4 * (1 + bisect_left(capacities, 4 + count + bits, first - 1, last))
    return 0


def _print_qr(press: Press, data: bytes, level: str, module: int) -> None:
    side = qr_side(data, level)
    if side and press.profile.qr and side * module <= press.profile.width_dots:
        press.print_block(Qr(0, data, level, module, side))


def _two_dimensional(press: Press, command: bytes) -> None:
    payload = command[5:]
    if len(payload) < 3:
        return
    if payload[0] == 48:
        pdf417_function(press, payload)
    elif payload[0] == 49:
        _qr_function(press, payload)
    elif payload[0] in _BOXED:
        _boxed_function(press, payload)


def _boxed_function(press: Press, payload: bytes) -> None:
    """Stored and printed like the others, as a box."""
    kind, function, value = payload[:3]
    store = press.store
    if function == 80 and value == 48:
        store.other[kind] = payload[3:]
    elif function == 81 and value == 48 and store.other.get(kind):
        press.print_block(_box(*_BOXED[kind]))


@lru_cache(maxsize=32)
def _box_bits(width: int, height: int) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("1", (width, height))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width - 1, height - 1), outline=1, width=2)
    pen.line((0, 0, width - 1, height - 1), fill=1)
    pen.line((0, height - 1, width - 1, 0), fill=1)
    return image.tobytes()


def _box(width: int, height: int) -> Picture:
    return Picture(0, width, height, _box_bits(width, height))


def _qr_function(press: Press, payload: bytes) -> None:
    function, value = payload[1], payload[2]
    store = press.store
    if function == 67 and 1 <= value <= 16:
        store.qr_module = value
    elif function == 69 and value in _LEVELS:
        store.qr_level = _LEVELS[value]
    elif function == 80 and value == 48 and len(payload) - 3 <= _LARGEST_QR:
        store.qr_data = payload[3:]
    elif function == 81 and value == 48 and store.qr_data:
        _print_qr(press, store.qr_data, store.qr_level, store.qr_module)


def _legacy_qr(press: Press, command: bytes) -> None:
    level, module, data = chr(command[3]), command[4], command[7:]
    if data and level in _LEVELS.values() and 1 <= module <= 16:
        _print_qr(press, data, level, module)


def _barcode(press: Press, command: bytes) -> None:
    system = command[2]
    data = command[4:] if system >= 65 else command[3:-1]
    m = press.modes
    if system in _BOXED_BARS:
        picture = _box(min(_BOXED_BARS[system] * m.barcode_module, press.limit), m.barcode_height)
        readable = data.decode("ascii", "replace")
    else:
        try:
            code = bars(system, data)
        except BadBarcode:
            return
        dots, readable = code.dots(m.barcode_module), code.text
        if len(dots) > press.limit:
            return
        padded = dots.ljust((len(dots) + 7) // 8 * 8, "0")
        bits = int(padded, 2).to_bytes(len(padded) // 8, "big")
        picture = Picture(0, len(dots), 1, bits, 1, m.barcode_height)
    if m.hri & 1:
        _readable_line(press, readable, picture.width)
    press.print_block(picture)
    if m.hri & 2:
        _readable_line(press, readable, picture.width)


def _readable_line(press: Press, text: str, bars_width: int) -> None:
    """The text stands in the middle of its bars; narrow paper may have to wrap it."""
    m = press.modes
    saved = m.ascii, m.align, m.two_byte
    press.restyle(both=False, width=1, height=1, bold=False, underline=0, inverse=False, small=m.hri_small)
    m.two_byte = False
    press.restyled()
    width = len(text) * m.ascii.cell[0]
    if m.align != CENTER:
        left = 0 if m.align == 0 else max(0, press.limit - bars_width)
        m.align = 0
        press.move_to(max(0, left + (bars_width - width) // 2))
    press.text(text.encode("ascii", "replace"))
    press.print_line(m.ascii.cell[1])
    m.ascii, m.align, m.two_byte = saved
    press.restyled()


def _height(press: Press, command: bytes) -> None:
    press.modes.barcode_height = command[2] or press.modes.barcode_height


def _width(press: Press, command: bytes) -> None:
    n = command[2]
    if 1 <= n <= 8:
        press.modes.barcode_module = n


def _hri(press: Press, command: bytes) -> None:
    n = command[2] - 48 if command[2] >= 48 else command[2]
    if 0 <= n <= 3:
        press.modes.hri = n


def _hri_font(press: Press, command: bytes) -> None:
    press.modes.hri_small = command[2] in {1, 49}


SYMBOL_HANDLERS: Mapping[str, Handler] = {
    "ESC Z": _legacy_qr,
    "GS ( k": _two_dimensional,
    "GS H": _hri,
    "GS f": _hri_font,
    "GS h": _height,
    "GS k": _barcode,
    "GS w": _width,
}
