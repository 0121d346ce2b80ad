"""Words of scripts whose letters join, stack or reorder, drawn the same on every system.

Handles: choosing and placing glyphs (HarfBuzz) and drawing them by number (FreeType); both come as wheels with
their own libraries, so nothing of the system's decides how a name looks. Offers: `drawn_word`. Does not know: lines,
cells, styles. The libraries are loaded when the first such word comes.
"""

import threading
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from PIL import Image, ImageChops

from printers.ticket.bidi import has_rtl

#: FreeType and HarfBuzz count in 64ths of a dot.
_SUB = 64
#: Letters of no script of their own go with their neighbours.
_COMMON = frozenset({"", "Zyyy", "Zinh", "Zzzz", None})

# A face is a place of work: glyphs are drawn in it one after another.
_drawing = threading.Lock()


class Word(NamedTuple):
    """Greys of a word: `left` and `top` are the ink's edges from the pen's start and the baseline (down), in dots."""

    ink: Image.Image
    left: int
    top: int
    advance: float


class Glyph(NamedTuple):
    """A glyph of a font by number, and where its origin stands from the word's start, in 64ths of a dot, up."""

    number: int
    x: int
    y: int


def drawn_word(font: str, size: int, text: str) -> Word | None:
    """`text` in one direction, shaped and drawn with the font file at `size` dots an em; None when it has no ink.

    It runs from right to left when any of it does. What the font lacks is its box for missing characters.
    """
    glyphs, advance = shape(font, size, text)
    with _drawing:
        parts = [part for glyph in glyphs if (part := _drawn(font, size, glyph))]
    if not parts:
        return None
    left, top = min(x for x, _, _ in parts), min(y for _, y, _ in parts)
    right, bottom = max(x + i.width for x, _, i in parts), max(y + i.height for _, y, i in parts)
    ink = Image.new("L", (right - left, bottom - top))
    for x, y, image in parts:
        box = (x - left, y - top, x - left + image.width, y - top + image.height)
        ink.paste(ImageChops.lighter(ink.crop(box), image), box)
    return Word(ink, left, top, advance)


def shape(font: str, size: int, text: str) -> tuple[list[Glyph], float]:
    """The glyphs of `text` from the left of the paper, and its advance in dots."""
    harfbuzz: Any = import_module("uharfbuzz")
    backwards = has_rtl(text)
    stretches = _of_one_script(text)
    found: list[Glyph] = []
    pen = 0
    for stretch in reversed(stretches) if backwards else stretches:
        buffer = harfbuzz.Buffer()
        buffer.add_str(stretch)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if backwards else "ltr"
        harfbuzz.shape(_harfbuzz_font(font, size), buffer)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            found.append(Glyph(info.codepoint, pen + at.x_offset, at.y_offset))
            pen += at.x_advance
    return found, pen / _SUB


def _of_one_script(text: str) -> list[str]:
    stretches: list[str] = []
    script: str | None = None
    for character in text:
        own = _script(character)
        if stretches and (own in _COMMON or script in _COMMON or own == script):
            stretches[-1] += character
        else:
            stretches.append(character)
        if own not in _COMMON or len(text) == 1:
            script = own
    return stretches


@lru_cache(maxsize=1024)
def _script(character: str) -> str | None:
    buffer = import_module("uharfbuzz").Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script


@lru_cache(maxsize=16)
def _harfbuzz_font(path: str, size: int) -> Any:
    harfbuzz: Any = import_module("uharfbuzz")
    font = harfbuzz.Font(_harfbuzz_face(path))
    font.scale = (size * _SUB, size * _SUB)
    return font


@lru_cache(maxsize=4)
def _harfbuzz_face(path: str) -> Any:
    harfbuzz: Any = import_module("uharfbuzz")
    return harfbuzz.Face(harfbuzz.Blob.from_file_path(path))


@lru_cache(maxsize=4)
def _freetype_face(path: str) -> Any:
    return import_module("freetype").Face(path)


def _drawn(path: str, size: int, glyph: Glyph) -> tuple[int, int, Image.Image] | None:
    """A glyph's greys and the place of their upper left corner; its fraction of a dot is drawn, so that letters join."""
    freetype: Any = import_module("freetype")
    face = _freetype_face(path)
    face.set_pixel_sizes(0, size)
    x, dx = divmod(glyph.x, _SUB)
    y, dy = divmod(glyph.y, _SUB)
    face.set_transform(freetype.Matrix(0x10000, 0, 0, 0x10000), freetype.Vector(dx, dy))
    face.load_glyph(
        glyph.number, freetype.FT_LOAD_NO_HINTING | freetype.FT_LOAD_NO_BITMAP | freetype.FT_LOAD_RENDER
    )
    slot = face.glyph
    bitmap = slot.bitmap
    if not bitmap.width or not bitmap.rows:
        return None
    size_of = (bitmap.width, bitmap.rows)
    image = Image.frombytes("L", size_of, bytes(bitmap.buffer), "raw", "L", bitmap.pitch)
    return x + slot.bitmap_left, -y - slot.bitmap_top, image
