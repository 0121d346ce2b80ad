"""Barcodes and QR codes on the press: GS k and its settings, GS ( k, and the older clones' ESC Z."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from printers.simulator.barcodes import BadBarcode, bars
from printers.simulator.handlers import Handler
from printers.simulator.paper import Picture, Qr
from printers.simulator.press import CENTER, Press

_LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}
_LARGEST_QR = 7089
#: A QR code's mask may be any of eight; trying all takes longer than drawing the ticket.
_MASK = 3


@lru_cache(maxsize=128)
def _qr(data: bytes, level: str) -> tuple[tuple[bool, ...], ...] | None:
    """The modules of a QR code, row by row; None when the data does not fit into the largest."""
    import qrcode
    from qrcode.exceptions import DataOverflowError

    levels = {
        "L": qrcode.ERROR_CORRECT_L,
        "M": qrcode.ERROR_CORRECT_M,
        "Q": qrcode.ERROR_CORRECT_Q,
        "H": qrcode.ERROR_CORRECT_H,
    }
    code = cast("Any", qrcode).QRCode(error_correction=levels[level], border=0, mask_pattern=_MASK)
    code.add_data(data, optimize=0)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError):
        return None
    return tuple(tuple(row) for row in code.get_matrix())


def qr_modules(data: bytes, level: str) -> tuple[tuple[bool, ...], ...]:
    """The black (True) and white modules of a QR code that is known to fit."""
    return _qr(data, level) or ()


@lru_cache(maxsize=1024)
def _qr_side(data: bytes, level: str) -> int:
    modules = _qr(data, level)
    return len(modules) if modules else 0


def _print_qr(press: Press, data: bytes, level: str, module: int) -> None:
    side = _qr_side(data, level)
    if side and press.profile.qr and side * module <= press.profile.width_dots:
        press.print_block(Qr(0, data, level, module, side))


def _two_dimensional(press: Press, command: bytes) -> None:
    payload = command[5:]
    if len(payload) < 3 or payload[0] != 49:
        return
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
    try:
        modules, readable = bars(system, data)
    except BadBarcode:
        return
    m = press.modes
    width = len(modules)
    if width * m.barcode_module > press.limit:
        return
    bits = int(modules.ljust((width + 7) // 8 * 8, "0"), 2).to_bytes((width + 7) // 8, "big")
    if m.hri & 1:
        _readable_line(press, readable, width)
    press.print_block(Picture(0, width, 1, bits, m.barcode_module, m.barcode_height))
    if m.hri & 2:
        _readable_line(press, readable, width)


def _readable_line(press: Press, text: str, modules: int) -> None:
    """The text stands in the middle of its bars; narrow paper may have to wrap it."""
    m = press.modes
    saved = m.ascii, m.align, m.two_byte
    press.restyle(both=False, width=1, height=1, bold=False, underline=0, inverse=False, small=m.hri_small)
    m.two_byte = False
    press.restyled()
    width = len(text) * m.ascii.cell[0]
    if m.align != CENTER:
        bars_width = modules * m.barcode_module
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
