"""Barcodes as bars: what GS k was given in, the widths of bars and spaces and the readable line out.

Handles: UPC-A, UPC-E, EAN-13, EAN-8, CODE39, ITF, CODABAR, CODE93 (by GS k's m, forms A and B); CODE128
and GS1-128 are in `code128`, GS1 DataBar in `databar`. Offers: `bars`, `Bars`, `BadBarcode`. Does not
know: dots, paper. Sources: ISO/IEC 15420 (EAN/UPC), 16388 (CODE39), 16390 (ITF); AIM BC3 (CODABAR), BC5
(CODE93); Epson's command reference for what a host may leave out.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import groupby

from printers.simulator.code128 import automatic_code128, code128, gs1_128
from printers.simulator.symbology import BadBarcode, Bars, words

__all__ = ["BadBarcode", "Bars", "bars"]

# -- EAN and UPC: seven modules a digit ----------------------------------------------------------

_LEFT = words("0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011")
_RIGHT = [code.translate({48: "1", 49: "0"}) for code in _LEFT]
_EVEN = [code[::-1] for code in _RIGHT]
#: EAN-13's first digit, and which of the six left ones have even parity.
_FIRST = words("OOOOOO OOEOEE OOEEOE OOEEEO OEOOEE OEEOOE OEEEOO OEOEOE OEOEEO OEEOEO")
#: UPC-E's check digit, in number system 0.
_CHECK = words("EEEOOO EEOEOO EEOOEO EEOOOE EOEEOO EOOEEO EOOOEE EOEOEO EOEOOE EOOEOE")


def _check_digit(digits: str) -> str:
    """Modulo 10, the last digit weighing three."""
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def _digits(data: bytes, least: int, most: int) -> str:
    text = data.decode("ascii", "replace")
    if not (text.isascii() and text.isdigit()) or not least <= len(text) <= most:
        raise BadBarcode(f"{text!r} is not {least} to {most} digits")
    return text


def _parity(digits: str, parities: str) -> str:
    return "".join((_LEFT if p == "O" else _EVEN)[int(digit)] for digit, p in zip(digits, parities))


def _modules(modules: str, text: str) -> Bars:
    return Bars(tuple(len(list(run)) for _, run in groupby(modules)), text)


def _ean13(data: bytes) -> Bars:
    body = _digits(data, 12, 13)[:12]
    text = body + _check_digit(body)
    right = "".join(_RIGHT[int(digit)] for digit in text[7:])
    return _modules("101" + _parity(text[1:7], _FIRST[int(text[0])]) + "01010" + right + "101", text)


def _upc_a(data: bytes) -> Bars:
    code = _ean13(b"0" + _digits(data, 11, 12).encode())
    return code._replace(text=code.text[1:])


def _ean8(data: bytes) -> Bars:
    body = _digits(data, 7, 8)[:7]
    text = body + _check_digit(body)
    right = "".join(_RIGHT[int(digit)] for digit in text[4:])
    return _modules("101" + _parity(text[:4], "OOOO") + "01010" + right + "101", text)


def _upc_e(data: bytes) -> Bars:
    """6 digits, 7 or 8 with number system 0 (and check digit), or 11 or 12 of the UPC-A they stand for."""
    text = _digits(data, 6, 12)
    if len(text) == 6:
        text = "0" + text
    if text[0] != "0" or len(text) in {9, 10}:
        raise BadBarcode(f"{text!r} is no UPC-E")
    short = _shortened(text[1:11]) if len(text) >= 11 else text[1:7]
    check = _check_digit("0" + _expanded(short))
    return _modules("101" + _parity(short, _CHECK[int(check)]) + "010101", "0" + short + check)


def _expanded(short: str) -> str:
    """The ten digits of UPC-A's maker and product that six of UPC-E stand for."""
    a, last = short[:5], short[5]
    if last in "012":
        return a[:2] + last + "0000" + a[2:]
    if last == "3":
        return a[:3] + "00000" + a[3:]
    if last == "4":
        return a[:4] + "00000" + a[4:]
    return a + "0000" + last


def _shortened(long: str) -> str:
    maker, product = long[:5], long[5:]
    for short in (
        maker[:2] + product[2:] + maker[2],
        maker[:3] + product[3:] + "3",
        maker[:4] + product[4:] + "4",
        maker + product[4:],
    ):
        if _expanded(short) == long:
            return short
    raise BadBarcode(f"{long!r} has no short form")


# -- two widths: n is narrow, w is wide ------------------------------------------------------------

_CODE39 = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*",
        words("""nnnwwnwnn wnnwnnnnw nnwwnnnnw wnwwnnnnn nnnwwnnnw wnnwwnnnn nnwwwnnnn nnnwnnwnw wnnwnnwnn nnwwnnwnn
    wnnnnwnnw nnwnnwnnw wnwnnwnnn nnnnwwnnw wnnnwwnnn nnwnwwnnn nnnnnwwnw wnnnnwwnn nnwnnwwnn nnnnwwwnn
    wnnnnnnww nnwnnnnww wnwnnnnwn nnnnwnnww wnnnwnnwn nnwnwnnwn nnnnnnwww wnnnnnwwn nnwnnnwwn nnnnwnwwn
    wwnnnnnnw nwwnnnnnw wwwnnnnnn nwnnwnnnw wwnnwnnnn nwwnwnnnn nwnnnnwnw wwnnnnwnn nwwnnnwnn nwnwnwnnn
    nwnwnnnwn nwnnnwnwn nnnwnwnwn nwnnwnwnn"""),
    )
)
_ITF = words("nnwwn wnnnw nwnnw wwnnn nnwnw wnwnn nwwnn nnnww wnnwn nwnwn")
_CODABAR = dict(
    zip(
        "0123456789-$:/.+ABCD",
        words("""nnnnnww nnnnwwn nnnwnnw wwnnnnn nnwnnwn wnnnnwn nwnnnnw nwnnwnn nwwnnnn wnnwnnn nnnwwnn nnwwnnn
    wnnnwnw wnwnnnw wnwnwnn nnwnwnw nnwwnwn nwnwnnw nnnwnww nnnwwwn"""),
    )
)


def _two_widths(elements: str, text: str) -> Bars:
    return Bars(tuple(2 if element == "w" else 1 for element in elements), text, two_widths=True)


def _spelled(table: Mapping[str, str], text: str) -> str:
    """The characters' elements with a narrow space between each two."""
    try:
        return "n".join(table[character] for character in text)
    except KeyError as error:
        raise BadBarcode(f"{error.args[0]!r} is not in this symbology") from None


def _code39(data: bytes) -> Bars:
    """The asterisks at both ends are added when they are not there."""
    text = data.decode("ascii", "replace").strip("*")
    if not text:
        raise BadBarcode("empty")
    return _two_widths(_spelled(_CODE39, f"*{text}*"), text)


def _itf(data: bytes) -> Bars:
    text = _digits(data, 2, 254)
    if len(text) % 2:
        raise BadBarcode("an odd number of digits")
    elements = "nnnn"
    for first, second in zip(text[::2], text[1::2]):
        elements += "".join(bar + space for bar, space in zip(_ITF[int(first)], _ITF[int(second)]))
    return _two_widths(elements + "wnn", text)


def _codabar(data: bytes) -> Bars:
    """The start and stop letters are the host's."""
    text = data.decode("ascii", "replace").upper()
    if len(text) < 3 or text[0] not in "ABCD" or text[-1] not in "ABCD" or set(text[1:-1]) & set("ABCD"):
        raise BadBarcode(f"{text!r} must stand between two of the letters A to D")
    return _two_widths(_spelled(_CODABAR, text), text)


# -- CODE93: nine modules a character, and a bar at the end ----------------------------------------

_CODE93 = words("""100010100 101001000 101000100 101000010 100101000 100100100 100100010 101010000 100010010 100001010
    110101000 110100100 110100010 110010100 110010010 110001010 101101000 101100100 101100010 100110100
    100011010 101011000 101001100 101000110 100101100 100010110 110110100 110110010 110101100 110100110
    110010110 110011010 101101100 101100110 100110110 100111010 100101110 111010100 111010010 111001010
    101101110 101110110 110101110 100100110 111011010 111010110 100110010 101011110""")
_PLAIN93 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
#: The four shift characters' values, and 47 for start and stop.
_DOLLAR, _PERCENT, _SLASH, _PLUS, _BORDER93 = 43, 44, 45, 46, 47
#: Characters that need a shift: (first code, last code, shift, letter of the first).
_SHIFTS93 = (
    (0, 0, _PERCENT, "U"),
    (1, 26, _DOLLAR, "A"),
    (27, 31, _PERCENT, "A"),
    (33, 47, _SLASH, "A"),
    (58, 58, _SLASH, "Z"),
    (59, 63, _PERCENT, "F"),
    (64, 64, _PERCENT, "V"),
    (91, 95, _PERCENT, "K"),
    (96, 96, _PERCENT, "W"),
    (97, 122, _PLUS, "A"),
    (123, 127, _PERCENT, "P"),
)


def _code93(data: bytes) -> Bars:
    values: list[int] = []
    for byte in data:
        values += _values93(byte)
    if not values:
        raise BadBarcode("empty")
    for largest in (20, 15):
        weights = (i % largest + 1 for i in range(len(values)))
        values.append(sum(weight * value for weight, value in zip(weights, reversed(values))) % 47)
    modules = "".join(_CODE93[value] for value in [_BORDER93, *values, _BORDER93])
    return _modules(modules + "1", "".join(chr(byte) if 32 <= byte < 127 else " " for byte in data))


def _values93(byte: int) -> list[int]:
    plain = _PLAIN93.find(chr(byte))
    if plain >= 0:
        return [plain]
    for first, last, shift, letter in _SHIFTS93:
        if first <= byte <= last:
            return [shift, _PLAIN93.index(letter) + byte - first]
    raise BadBarcode(f"byte {byte:02X}")


_KINDS: Mapping[int, Callable[[bytes], Bars]] = {
    0: _upc_a,
    1: _upc_e,
    2: _ean13,
    3: _ean8,
    4: _code39,
    5: _itf,
    6: _codabar,
    65: _upc_a,
    66: _upc_e,
    67: _ean13,
    68: _ean8,
    69: _code39,
    70: _itf,
    71: _codabar,
    72: _code93,
    73: code128,
    74: gs1_128,
    79: automatic_code128,
}


@lru_cache(maxsize=256)
def bars(system: int, data: bytes) -> Bars:
    """The bars of barcode `system` (GS k's m). Raises BadBarcode: a printer prints nothing then."""
    kind = _KINDS.get(system)
    if kind is None:
        raise BadBarcode(f"no barcode system {system}")
    return kind(data)
