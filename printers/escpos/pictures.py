"""Logos: any image becomes dots, once.

Offers: `picture` (an image file's bytes to a `Picture` node), `cropped`. Does not know: paths, commands, printers.
The last results are kept by the digest of the image, so a program may hand in the same file for each ticket.
"""

import hashlib
import io
from collections import OrderedDict
from typing import Literal

from PIL import Image, ImageOps, UnidentifiedImageError

from printers.escpos.raster import scaled
from printers.ticket.model import Align, Picture

#: Bytes of an image file, and dots of it: a phone's photograph fits, a bomb does not.
MAX_FILE, MAX_PIXELS = 16_000_000, 50_000_000
#: Rows of a picture: 288 mm. TM printers take 2303 or 2304 in one GS v 0.
MAX_ROWS = 2304
MAX_WIDTH = 2400
_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "PPM")
_KEPT = 16

Tone = Literal["threshold", "dither"]

_made: OrderedDict[tuple[bytes, int, Tone], Picture] = OrderedDict()


def picture(image: bytes, width: int, *, tone: Tone = "threshold", align: Align = "center") -> Picture:
    """A `Picture` of `width` dots (8..2400) from the bytes of a PNG, JPEG, BMP, GIF, WebP or PPM file.

    Its height follows and is at most 2304 dots. `threshold` cuts at half brightness, for line art and lettering;
    `dither` scatters dots (Floyd and Steinberg), for photographs. What is transparent stays paper. Raises
    ValueError, in a sentence, for what is not such an image or too large.
    """
    if tone not in {"threshold", "dither"}:
        raise ValueError(f"a picture's tone is 'threshold' or 'dither', not {tone!r}")
    width = min(max(width, 8), MAX_WIDTH)
    key = (hashlib.sha256(image).digest(), width, tone)
    made = _made.get(key)
    if made is None:
        made = _made[key] = _picture(image, width, tone)
        while len(_made) > _KEPT:
            _made.popitem(last=False)
    return made._replace(align=align)


def cropped(rows: bytes, width: int, room: int) -> tuple[bytes, int]:
    """The whole rows of a picture `width` dots wide, cut off at `room` dots; and the bytes in a row."""
    row_bytes, kept = (max(width, 0) + 7) // 8, room // 8
    count = min(len(rows) // row_bytes, MAX_ROWS) if row_bytes else 0
    if row_bytes <= kept:
        return rows[: count * row_bytes], row_bytes
    return b"".join(rows[i * row_bytes : i * row_bytes + kept] for i in range(count)), kept


def _picture(data: bytes, width: int, tone: Tone) -> Picture:
    if len(data) > MAX_FILE:
        raise ValueError(f"the image is larger than {MAX_FILE // 1_000_000} MB; make it smaller first")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as source:
            if source.width * source.height > MAX_PIXELS:
                raise ValueError("the image has more than 50 million dots; make it smaller first")
            image = _grey(source)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as e:
        raise ValueError(f"this is no image that can be read ({e}); use a PNG or JPEG file") from e
    height = max(1, round(image.height * width / image.width))
    if height > MAX_ROWS:
        raise ValueError(f"the image would be {height} dots high; at most {MAX_ROWS} can be printed")
    image = scaled(image, (width, height))
    mode = Image.Dither.FLOYDSTEINBERG if tone == "dither" else Image.Dither.NONE
    return Picture(ImageOps.invert(image).convert("1", dither=mode).tobytes(), width)


def _grey(source: Image.Image) -> Image.Image:
    """Brightness on white paper, the way a camera held it."""
    image = ImageOps.exif_transpose(source).convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("L")
