"""Barcode symbologies as bars: text in, a string of modules ("1" black) and the readable line out.

CODE128 with its code sets is worked out here; EAN, UPC-A, CODE39, ITF and CODABAR come from the
python-barcode package. UPC-E, CODE93 and the GS1 kinds are drawn as CODE128 of the same text.
"""

from functools import lru_cache
from typing import Any, cast

_START = {"A": 103, "B": 104, "C": 105}
_SWITCH = {"A": 101, "B": 100, "C": 99}
_FUNCTIONS = {"1": 102, "2": 97, "3": 96}
_SHIFT = 98

#: GS k m (form A, then form B) -> the package's name for it.
_PACKAGED = {
    0: "upca",
    2: "ean13",
    3: "ean8",
    4: "code39",
    5: "itf",
    6: "codabar",
    65: "upca",
    67: "ean13",
    68: "ean8",
    69: "code39",
    70: "itf",
    71: "codabar",
}
_DIGITS_WITHOUT_CHECK = {"upca": 11, "ean13": 12, "ean8": 7}


class BadBarcode(ValueError):
    """The data is not of this symbology; a printer prints nothing then."""


@lru_cache(maxsize=256)
def bars(system: int, data: bytes) -> tuple[str, str]:
    """The modules and the readable text of barcode `system` (GS k's m). Raises BadBarcode."""
    name = _PACKAGED.get(system)
    if name is None:
        return _code128(data)
    return _packaged(name, data)


def _packaged(name: str, data: bytes) -> tuple[str, str]:
    import barcode

    text = data.decode("ascii", "replace").strip("*" if name == "code39" else "")
    digits = _DIGITS_WITHOUT_CHECK.get(name)
    if digits is not None:
        if not text.isdigit() or not digits <= len(text) <= digits + 1:
            raise BadBarcode(text)
        text = text[:digits]
    elif not text or (name == "itf" and (not text.isdigit() or len(text) % 2)):
        raise BadBarcode(text)
    options: dict[str, Any] = {"add_checksum": False} if name == "code39" else {}
    try:
        code = cast("Any", barcode).get_barcode_class(name)(text, **options)
        modules = "".join(code.build())
        return modules, text if name == "code39" else str(code.get_fullcode())
    except Exception as error:
        # The package raises its own errors for some characters and KeyError for others.
        raise BadBarcode(text) from error


def _code128(data: bytes) -> tuple[str, str]:
    from barcode.charsets import code128

    patterns = cast("tuple[str, ...]", code128.CODES)
    values, readable = _code128_values(data)
    checksum = (values[0] + sum(i * value for i, value in enumerate(values[1:], 1))) % 103
    return "".join(patterns[value] for value in [*values, checksum]) + "1100011101011", readable


def _code128_values(data: bytes) -> tuple[list[int], str]:
    values: list[int] = []
    readable: list[str] = []
    code_set = "B"
    pos = 0
    while pos < len(data):
        byte = data[pos]
        mark = chr(data[pos + 1]) if byte == 0x7B and pos + 1 < len(data) else ""
        if mark in _START and mark:
            values.append(_SWITCH[mark] if values else _START[mark])
            code_set = mark
            pos += 2
            continue
        if not values:
            values.append(_START["B"])
        if mark in _FUNCTIONS and mark:
            values.append(_FUNCTIONS[mark])
            pos += 2
            continue
        if mark == "S":
            values.append(_SHIFT)
            pos += 2
            continue
        if mark == "{":
            pos += 1
        values.append(_value(byte, code_set))
        readable.append(f"{byte:02}" if code_set == "C" else chr(byte) if byte >= 0x20 else " ")
        pos += 1
    if len(values) < 2:
        raise BadBarcode("empty")
    return values, "".join(readable)


def _value(byte: int, code_set: str) -> int:
    if code_set == "C":
        value = byte if byte < 100 else -1
    elif code_set == "A":
        value = byte + 64 if byte < 32 else byte - 32 if byte < 96 else -1
    else:
        value = byte - 32 if 32 <= byte < 128 else -1
    if value < 0:
        raise BadBarcode(f"byte {byte:02X} in code set {code_set}")
    return value
