"""Barcodes of every kind GS k prints: what each can hold, and the command.

Offers: `is_barcode`, `barcode_content`, `barcode_dots`, `barcode`. Does not know: how bars are drawn (see
`symbols`). Source of the numbers and lengths: Epson's reference, GS k function B; check digits: GS1 General
Specifications 7.9.
"""

import re
from functools import lru_cache

from printers.ticket.model import BarcodeKind

#: m of GS k, function B.
_NUMBER: dict[BarcodeKind, int] = {
    "UPC-A": 65, "EAN13": 67, "EAN8": 68, "CODE39": 69, "ITF": 70, "NW7": 71, "CODE93": 72, "CODE128": 73,
}  # fmt: skip
_HOLDS: dict[str, re.Pattern[str]] = {
    "CODE128": re.compile("[0-9A-Za-z-]{1,30}"),
    "CODE39": re.compile(r"[0-9A-Z .$/+%-]{1,30}"),
    "CODE93": re.compile(r"[0-9A-Z .$/+%-]{1,30}"),
    "EAN13": re.compile("[0-9]{12,13}"),
    "EAN8": re.compile("[0-9]{7,8}"),
    "UPC-A": re.compile("[0-9]{11,12}"),
    "ITF": re.compile("(?:[0-9]{2}){1,15}"),
    "NW7": re.compile(r"[A-D][0-9$:/.+-]{1,30}[A-D]"),
}
_CHECKED: dict[BarcodeKind, int] = {"EAN13": 13, "EAN8": 8, "UPC-A": 12}


def barcode_content(data: str, kind: BarcodeKind = "CODE128") -> str | None:
    """`data` with its check digit where the kind has one in its text; None when the kind cannot hold it."""
    if kind not in _HOLDS or _HOLDS[kind].fullmatch(data) is None:
        return None
    length = _CHECKED.get(kind)
    if length is None:
        return data
    whole = data[: length - 1]
    whole += str(
        -sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(whole[::-1])) % 10
    )
    return whole if whole.startswith(data) else None


def is_barcode(data: str, kind: BarcodeKind = "CODE128") -> bool:
    """Whether a `Barcode` of that kind prints `data`; the rules are at `Barcode`."""
    return barcode_content(data, kind) is not None


def barcode_dots(content: str, kind: BarcodeKind, module: int) -> int:
    """The most dots that the printer's own barcode of this content is wide, wide bars three times the narrow."""
    count = len(content)
    modules = {
        "CODE128": 11 * (count + 2) + 13,
        "CODE39": 16 * (count + 2),
        "CODE93": 9 * (count + 4) + 1,
        "ITF": 9 * count + 9,
        "NW7": 14 * count,
        "EAN8": 67,
    }
    return modules.get(kind, 95) * module


@lru_cache(maxsize=256)
def barcode(content: str, height: int, kind: BarcodeKind = "CODE128", module: int = 2) -> bytes:
    """GS h, GS w, GS H 0, GS k: modules of `module` (2..6) dots, `height` (1..255) dots, no caption.

    CODE128 in code set B. Raises ValueError for other than what `barcode_content` gives.
    """
    if barcode_content(content, kind) != content:
        raise ValueError(
            f"a barcode {kind} cannot hold this; a CODE128 takes 1 to 30 letters, digits and hyphens"
        )
    data = (b"{B" if kind == "CODE128" else b"") + content.encode("ascii")
    return b"\x1dh%c\x1dw%c\x1dH\x00\x1dk%c%c%b" % (
        min(max(height, 1), 255), min(max(module, 2), 6), _NUMBER[kind], len(data), data,
    )  # fmt: skip
