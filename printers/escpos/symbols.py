"""Barcodes and QR codes as pictures, for printers that cannot make them or paper they would not fit."""

import re
from functools import lru_cache
from typing import Any, cast

from PIL import Image

from printers.escpos.commands import QrLevel
from printers.escpos.raster import scaled
from printers.ticket.model import BarcodeKind

# Bar and space widths of CODE128 values 0..105 and the stop (ISO/IEC 15417 table 1).
_PATTERNS = re.findall(
    r"\d+",
    """
    212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231
    113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
    212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131
    113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
    314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211
    241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
    214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214
    211232 2331112
""",
)
#: The names that the barcode package has for the kinds it draws.
_DRAWN: dict[BarcodeKind, str] = {
    "CODE39": "code39", "EAN13": "ean13", "EAN8": "ean8", "ITF": "itf", "NW7": "codabar", "UPC-A": "upca",
}  # fmt: skip
#: Error correction levels as the qrcode package numbers them.
_LEVELS = {"L": 1, "M": 0, "Q": 3, "H": 2}
_START_B, _STOP = 104, 106


def _packed(image: Image.Image) -> tuple[bytes, int]:
    """Rows of whole bytes, 1 is ink, and the bytes in a row."""
    return image.tobytes(), (image.width + 7) // 8


@lru_cache(maxsize=256)
def modules(content: str, kind: BarcodeKind) -> str:
    """The bars of a checked barcode (see `barcodes`), "1" a module of ink; "" for a kind that cannot be drawn."""
    if kind == "CODE128":
        values = [_START_B, *(ord(character) - 32 for character in content)]
        check = values[0] + sum(place * value for place, value in enumerate(values[1:], 1))
        widths = "".join(_PATTERNS[value] for value in (*values, check % 103, _STOP))
        return "".join("01"[i % 2 == 0] * int(width) for i, width in enumerate(widths))
    if kind not in _DRAWN:
        return ""
    import barcode

    options = {"add_checksum": False} if kind == "CODE39" else {}
    return str(cast("Any", barcode).get_barcode_class(_DRAWN[kind])(content, **options).build()[0])


@lru_cache(maxsize=64)
def barcode_picture(
    content: str, height: int, kind: BarcodeKind = "CODE128", module: int = 1
) -> tuple[bytes, int]:
    """A checked barcode, `module` dots a module and `height` dots high. Rows and bytes in a row."""
    dots = b"".join((b"\xff" if bar == "1" else b"\x00") for bar in modules(content, kind))
    line = Image.frombytes("L", (len(dots), 1), dots)
    return _packed(scaled(line, (len(dots) * module, min(max(height, 1), 255))).convert("1"))


#: Readers take any of the eight masks; trying all of them takes longer than drawing the rest of the ticket.
_MASK = 3


@lru_cache(maxsize=64)
def qr_picture(data: bytes, module: int, width: int, level: QrLevel = "M") -> tuple[bytes, int]:
    """A QR code, model 2, with its quiet zone, `module` dots a module or fewer to fit `width` dots.

    Rows and bytes in a row. Data of 1..1000 bytes.
    """
    import qrcode

    code = cast("Any", qrcode).QRCode(error_correction=_LEVELS[level], border=4, mask_pattern=_MASK)
    code.add_data(data, optimize=0)
    code.make(fit=True)
    rows = cast("list[list[bool]]", code.get_matrix())
    side = len(rows)
    dots = bytes(255 if cell else 0 for row in rows for cell in row)
    module = max(1, min(module, width // side))
    image = scaled(Image.frombytes("L", (side, side), dots), (side * module, side * module))
    return _packed(image.convert("1", dither=Image.Dither.NONE))
