"""The printer's fonts as bitmaps: one cell of dots for each character, size and weight, drawn once.

Chinese stands in cells of 24 x 24 dots, half-width characters in 12 x 24 (font B 9 x 17). Larger sizes
are drawn from the outline at that size, which is crisper than doubling dots.
"""

import threading
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from printers.resources import assets
from printers.simulator.bitmap import averaged, inked
from printers.simulator.paper import CharStyle

#: Half-width characters, then everything else. Both draw an em of 24 dots.
_FONT_FILES = ("NotoSansMonoCJKsc-latin.otf", "NotoSansCJKsc-Regular-gbk.otf")
_EM = 24
#: From the cell's top to each font's baseline, in an em of 24 dots.
_BASELINES = (20, 21)
#: Box-drawing characters join their neighbours: they are cut to the cell and never squeezed.
_JOINING = range(0x2500, 0x25A0)
#: Grey above this is ink.
_THRESHOLD = 112
#: No font has a character here: what it draws is its sign for "missing".
_NOWHERE = "\U0010fffe"

_lock = threading.Lock()


@lru_cache(maxsize=32)
def _fonts(size: int) -> tuple[FreeTypeFont, ...]:
    folder = assets() / "fonts"
    paths = [folder / name for name in _FONT_FILES]
    return tuple(_open(path, size) for path in paths if path.is_file()) or (_built_in(size),)


def _open(path: Path, size: int) -> FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _built_in(size: int) -> FreeTypeFont:
    """Without the shipped fonts (a bare checkout) Latin text at least can be read."""
    font = ImageFont.load_default(size)
    if not isinstance(font, FreeTypeFont):
        raise OSError("no usable font: assets/fonts is empty and Pillow was built without FreeType")
    return font


@lru_cache(maxsize=8)
def _missing_sign(font_index: int) -> bytes:
    return _sample(_NOWHERE, font_index)


def _sample(character: str, font_index: int) -> bytes:
    box = Image.new("L", (2 * _EM, 2 * _EM), 0)
    ImageDraw.Draw(box).text((4, _EM), character, 255, _fonts(_EM)[font_index], anchor="ls")
    return box.tobytes()


@lru_cache(maxsize=8192)
def _font_index(character: str) -> int:
    """The first font that has the character; -1 when none has."""
    for index in range(len(_fonts(_EM))):
        if _sample(character, index) != _missing_sign(index):
            return index
    return -1


def _outline(character: str, index: int, size: int, room: int) -> Image.Image:
    """The character in grey, `room` dots wide and `size` tall, its overhang squeezed in and not cut."""
    font = _fonts(size)[index]
    baseline = _BASELINES[index] * size // _EM
    advance, bottom = round(font.getlength(character)), int(font.getbbox(character, anchor="ls")[3])
    squeezed = advance > room and ord(character) not in _JOINING
    width = advance if squeezed else room
    below = max(bottom, size - baseline)
    box = Image.new("L", (width, baseline + below), 0)
    ImageDraw.Draw(box).text(((width - advance) // 2, baseline), character, 255, font, anchor="ls")
    if squeezed:
        box = averaged(box, room, box.height)
    if box.height > size:
        tail = averaged(box.crop((0, baseline, room, box.height)), room, size - baseline)
        box = box.crop((0, 0, room, size))
        box.paste(tail, (0, baseline))
    return box


def _hollow(size: int, room: int) -> Image.Image:
    """What a font prints for a character it has not."""
    box = Image.new("L", (room, size), 0)
    edge = size // 8
    ImageDraw.Draw(box).rectangle((edge // 2, edge, room - edge, size - edge), outline=255, width=size // _EM)
    return box


@lru_cache(maxsize=4096)
def _drawn(character: str, style: CharStyle, cells: int) -> Image.Image:
    width, height = style._replace(turned=False).cell
    width *= cells
    factor = max(style.width, style.height)
    size, room = _EM * factor, 12 * cells * factor
    index = _font_index(character)
    box = _hollow(size, room) if index < 0 else _outline(character, index, size, room)
    if box.size != (width, height):
        box = averaged(box, width, height)
    glyph = inked(box, _THRESHOLD)
    if style.bold:
        shifted = ImageChops.offset(glyph, style.width, 0)
        shifted.paste(0, (0, 0, style.width, height))
        glyph = ImageChops.logical_or(glyph, shifted)
    if style.upside_down:
        glyph = glyph.transpose(Image.Transpose.ROTATE_180)
    return glyph.transpose(Image.Transpose.ROTATE_270) if style.turned else glyph


def glyph(character: str, style: CharStyle, cells: int) -> Image.Image:
    """The character's bitmap, `cells` half-width cells wide (1 or 2): 1 bit, ink is 1.

    Underline and inverse print are not part of it.
    """
    with _lock:
        return _drawn(character, style._replace(underline=0, inverse=False), cells)


@lru_cache(maxsize=8192)
def _columns(character: str, style: CharStyle, cells: int) -> bytes:
    """The character's dots from column to column, each column filled up to whole bytes."""
    return glyph(character, style, cells).transpose(Image.Transpose.TRANSPOSE).tobytes()


@lru_cache(maxsize=256)
def run_bitmap(text: str, style: CharStyle, two_byte: bool, spacing: int) -> Image.Image:
    """Characters side by side, not turned, each followed by `spacing` empty dots; as `glyph`. Not to be drawn on.

    `two_byte`: characters from U+0080 up are two cells wide. Columns are put together and the whole is turned,
    which is many times quicker than pasting characters; what a shop prints again and again is remembered.
    """
    half, height = style.cell
    deep = (height + 7) // 8
    blank, gap = bytes(half * deep), bytes(spacing * deep)
    parts: list[bytes] = []
    for character in text:
        if character == " ":
            parts.append(blank)
        else:
            parts.append(_columns(character, style, 2 if two_byte and character > "\x7f" else 1))
        parts.append(gap)
    data = b"".join(parts)
    on_its_side = Image.frombytes("1", (height, len(data) // deep), data)
    return on_its_side.transpose(Image.Transpose.TRANSPOSE)
