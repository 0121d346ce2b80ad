"""Text as dots: what a printer's own font cannot show, drawn with the bundled fonts.

Dots are thresholded, never dithered: letters stay crisp and the same text always gives the same picture.
A bitmap is packed in rows of whole bytes, the left dot in the high bit, 1 is ink.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from PIL import Image, ImageChops, ImageDraw, ImageFont

from printers.escpos.shaping import Word, drawn_word
from printers.resources import assets
from printers.ticket.charset import Charset, is_double
from printers.ticket.clean import VARIATION_16, graphemes, is_emoji
from printers.ticket.model import Style
from printers.ticket.text import grapheme_cells, runs

CELL_WIDTH, CELL_HEIGHT = 12, 24
#: White rows below each line of a raster, so that lines stand as far apart as in the printer's own font.
LINE_GAP = 6
#: From the top of a cell to the baseline, as a part of its height: the ideographic em box of the bundled font.
BASELINE = 0.88

#: Squeezed letters lose ink; their greys are divided by half of this before they are cut at 50 %.
_THIN = 1.4

#: What is drawn with by hand in mode "1": Pillow keeps it as it is given, and its inverse must be 0.
_INK = 255

_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_LATIN, _EMOJI = "NotoSansMonoCJKsc-latin.otf", "NotoEmoji-Regular.ttf"
_CHINESE, _CHINESE_BOLD = "NotoSansCJKsc-Regular-gbk.otf", "NotoSansCJKsc-Bold-gbk.otf"


@lru_cache(maxsize=2048)
def grapheme_bitmap(text: str, width_cells: int, style: Style) -> Image.Image:
    """One grapheme, or letters that belong together, in a box of `width_cells` cells at the style's size.

    The image is mode "1" with ink as 1; shared by all callers, so not to be drawn on. `inverse` and
    `strike` are the line's business and are ignored.
    """
    box = (width_cells * CELL_WIDTH * style.height, CELL_HEIGHT * style.height)
    name, shown = _face_for(text, width_cells, bold=style.bold)
    size = box[1] * 20 // 24 if name == _EMOJI else box[1]
    picture = _fitted(_word(name, size, shown), box)
    if style.width != style.height:
        picture = scaled(picture, (width_cells * CELL_WIDTH * style.width, box[1]))
    if style.width < style.height:
        picture = ImageChops.add(picture, picture, _THIN)
    if style.bold and name != _CHINESE_BOLD:
        for _ in range(style.width):
            moved = Image.new("L", picture.size)
            moved.paste(picture, (1, 0))
            picture = ImageChops.lighter(picture, moved)
    return picture.convert("1", dither=Image.Dither.NONE)


@lru_cache(maxsize=2048)
def inline_columns(text: str, width_cells: int, style: Style) -> bytes:
    """The same for ESC * 33: 24 dots high whatever the style's height, as wide as its cells; 3 bytes a column."""
    dots = grapheme_bitmap(text, width_cells * style.width, Style(bold=style.bold))
    if style.underline:
        dots = dots.copy()
        dots.paste(_INK, (0, CELL_HEIGHT - 1, dots.width, CELL_HEIGHT))
    if style.inverse:
        dots = ImageChops.invert(dots)
    return dots.transpose(Image.Transpose.TRANSPOSE).tobytes()


def line_image(
    pieces: tuple[tuple[str, Style], ...], width: int, x: int = 0, *, charset: Charset = ""
) -> tuple[bytes, int]:
    """A whole line drawn: pieces side by side from dot `x`, on one baseline, at most `width` dots wide.

    Returns the rows and the bytes in a row. A piece in inverse makes its stretch of the line black, its
    underline and the line through it the colour of the paper; in strike it gets a line through (a double-byte charset has brackets instead). Cells are counted as in
    `charset`. What does not fit is cut off at the edge.
    """
    height = CELL_HEIGHT * max(style.height for _, style in pieces)
    image = Image.new("1", (width, height + LINE_GAP))
    for text, style in pieces:
        start, top = x, height - CELL_HEIGHT * style.height
        for part, part_cells in _parts(text, charset):
            image.paste(grapheme_bitmap(part, part_cells, _bare(style)), (x, top))
            x += part_cells * CELL_WIDTH * style.width
        draw = ImageDraw.Draw(image)
        if style.underline and x > start:
            draw.rectangle((start, height - style.height, x - 1, height - 1), fill=_INK)
        if style.strike and x > start and not is_double(charset):
            middle = height - CELL_HEIGHT * style.height // 2
            draw.rectangle((start, middle - 1, x - 1, middle + style.height - 1), fill=_INK)
        if style.inverse:
            stretch = (start, 0, min(x, width), height + LINE_GAP)
            image.paste(ImageChops.invert(image.crop(stretch)), stretch)
    ink = image.getbbox()
    used = ((ink[2] if ink else 1) + 7) // 8 * 8
    return image.crop((0, 0, used, image.height)).tobytes(), used // 8


def _bare(style: Style) -> Style:
    if style.inverse or style.strike or style.underline:
        return Style(style.width, style.height, style.bold)
    return style


def _parts(text: str, charset: Charset) -> list[tuple[str, int]]:
    """A line cut into what is drawn as one, with cells: native text by the character, joined scripts by the run."""
    found: list[tuple[str, int]] = []
    for run in runs(text, charset):
        if run.data is None:
            found.append((run.text, run.cells))
        else:
            found.extend((g, grapheme_cells(g, charset)) for g in graphemes(run.text))
    return found


def scaled(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """`image` at another size; whole factors repeat its dots."""
    return cast("Any", image).resize(
        size, Image.Resampling.BOX
    )  # Pillow's types name NumPy, which is not here


def _word(name: str, size: int, text: str) -> Word | None:
    """`text` in greys: shaped where letters join, one by one where they do not."""
    if name in _script_faces():
        return drawn_word(str(_folder() / name), size, text)
    font = _font(name, size)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text, anchor="ls"))
    if right <= left or bottom <= top:
        return None
    ink = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(ink).text((-left, -top), text, fill=255, font=font, anchor="ls")
    return Word(ink, left, top, font.getlength(text))


def _fitted(word: Word | None, box: tuple[int, int]) -> Image.Image:
    """A word in a box: on the baseline and centred, moved and squeezed where it would stick out."""
    picture = Image.new("L", box)
    if word is None:
        return picture
    ink = word.ink
    size = (min(ink.width, box[0]), min(ink.height, box[1]))
    if size != ink.size:
        ink = scaled(ink, size)
    x = round((box[0] - word.advance) / 2) + word.left
    y = round(box[1] * BASELINE) + word.top
    picture.paste(ink, (min(max(x, 0), box[0] - size[0]), min(max(y, 0), box[1] - size[1])))
    return picture


def _face_for(text: str, width_cells: int, *, bold: bool) -> tuple[str, str]:
    """The font file that has `text`, and the characters to draw from it."""
    if is_emoji(text):
        shown = _emoji_characters(text)
        if all(_has(_EMOJI, character) for character in shown):
            return _EMOJI, shown
    chinese = _CHINESE_BOLD if bold else _CHINESE
    latin = (_LATIN,) if width_cells == 1 and len(text) == 1 else ()
    text = text.replace(VARIATION_16, "")
    letters = text.replace(" ", "")
    for name in (*latin, chinese, _CHINESE, *_script_faces()):
        if all(_has(name, character) for character in letters):
            return name, text
    for name in _script_faces():
        if letters and _has(name, letters[0]):
            return name, text
    return chinese, text


def _emoji_characters(emoji: str) -> str:
    """What to draw for an emoji: its own glyph, or that of its first part. Skin tones do not show in one colour."""
    plain = "".join(c for c in emoji if c != VARIATION_16 and c not in _TONES) or emoji
    if len(plain) == 1:
        return plain
    return _sequences().get(plain, plain[0])


@cache
def _sequences() -> dict[str, str]:
    """The emoji sequences of the bundled font and the private character that draws each."""
    table: dict[str, str] = {}
    for line in (_folder() / "NotoEmoji-sequences.txt").read_text(encoding="ascii").splitlines():
        sequence, _, character = line.partition("=")
        table["".join(chr(int(code, 16)) for code in sequence.split())] = chr(int(character, 16))
    return table


@cache
def _folder() -> Path:
    return assets() / "fonts"


@cache
def _script_faces() -> tuple[str, ...]:
    """Fonts for scripts other than Chinese and Latin, in the order they are asked."""
    return tuple(sorted(path.name for path in _folder().glob("NotoSans-*.ttf")))


@lru_cache(maxsize=64)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_folder() / name), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _has(name: str, character: str) -> bool:
    """Whether a font has a glyph of its own; Pillow cannot be asked, so its picture is compared with .notdef."""
    if unicodedata.category(character)[0] == "M" and name not in _script_faces():
        return False
    return _probe(name, character) != _probe(name, "\U0010fffe")


@lru_cache(maxsize=4096)
def _probe(name: str, character: str) -> bytes:
    image = Image.new("L", (40, 40))
    ImageDraw.Draw(image).text((8, 8), character, fill=255, font=_probe_font(str(_folder() / name)))
    return image.tobytes()


@cache
def _probe_font(path: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, 16, layout_engine=ImageFont.Layout.BASIC)
