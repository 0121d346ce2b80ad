"""Customer text made harmless, cut into graphemes and counted in printer cells.

Everything that was typed by somebody passes `clean` before it meets an encoder: what comes out holds no control
or format character, so no text can drive a printer, forge a line or hide its width. A cell is one half-width
character of the printer (12 dots); its own double-byte font takes two.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Codec = Literal["gbk", ""]

#: Marks kept on one base character; more than this is an ornament that would paint over other lines.
MAX_MARKS = 4

ZWJ = "\u200d"
VARIATION_16 = "\ufe0f"
REPLACEMENT = "\ufffd"

_TONE = "\U0001f3fb-\U0001f3ff"
_REGION = "\U0001f1e6-\U0001f1ff"
_TAGS = "\U000e0020-\U000e007f"
# Extended_Pictographic of emoji-data.txt, rounded up to whole rows where a row holds little else.
_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab"
    "\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff"
)
_ONE = f"[{_PICTURE}](?:\ufe0f|[{_TONE}])?"
_EMOJI = re.compile(
    f"[{_REGION}]{{2}}|[0-9#*]\ufe0f?\u20e3|\U0001f3f4[{_TAGS}]+|{_ONE}(?:{ZWJ}{_ONE})*|[{_REGION}{_TONE}]"
)
# Letters dressed up for nicknames, and radicals that copying from a PDF leaves in place of characters.
_DRESSED = re.compile("[\u2e80-\u2fdf\U0001d400-\U0001d7ff\U0001f130-\U0001f149]+")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")

#: Letters and marks that draw nothing although Unicode does not call them format characters.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | frozenset(
    map(chr, [*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
)
_DROPPED = frozenset({"Cc", "Cf", "Zl", "Zp"})
_AS_SPACE = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029\u00a0")

_NO_LINE_START = frozenset("，。、；：？！）】》〉」』”’…—·～％℃,.;:?!)]}>%")
_NO_LINE_END = frozenset("（【《〈「『“‘￥([{<#$")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line: `data` in the printer's own font, or None and `text` is drawn as a picture `cells` wide."""

    text: str
    cells: int
    data: bytes | None


@lru_cache(maxsize=8192)
def gbk(text: str) -> bytes | None:
    """`text` cleaned and in GBK's one- and two-byte area; None when a part of it must be drawn.

    The bytes hold none below 20h and no 7Fh, and their number is the text's width in cells.
    """
    try:
        data = text.encode("gbk")
        if text.isprintable() or not _CONTROL.search(data):
            return data
        return clean(text).encode("gbk")
    except UnicodeEncodeError:
        try:
            return clean(text).encode("gbk")
        except UnicodeEncodeError:
            return None


@lru_cache(maxsize=8192)
def ascii_only(text: str) -> bytes | None:
    """The same as `gbk` for a printer that can show nothing but ASCII."""
    if text.isascii() and text.isprintable():
        return text.encode("ascii")
    cleaned = clean(text, "")
    return cleaned.encode("ascii") if cleaned.isascii() else None


def native(text: str, codec: Codec) -> bytes | None:
    """`gbk` or `ascii_only`, by the printer's codec."""
    return gbk(text) if codec else ascii_only(text)


@lru_cache(maxsize=2048)
def clean(text: str, codec: Codec = "gbk") -> str:
    """`text` in NFC without anything that could act on a printer or deceive a reader.

    Line ends and tabs become spaces, other control and format characters and invisible letters go, lone
    surrogates become U+FFFD, and ornamental letters plain ones. A joiner or variation selector stays only inside an emoji. With a Chinese
    font the yen sign U+00A5 becomes U+FFE5, which that font has.
    """
    if text.isprintable():  # holds no control, format or separator character but U+0020
        try:
            text.encode("gbk")
        except UnicodeEncodeError:
            pass
        else:
            return text
    text = unicodedata.normalize("NFC", _DRESSED.sub(_undressed, text))
    if codec:
        text = text.replace("\u00a5", "\uffe5")
    kept: list[str] = []
    position = 0
    for emoji in _EMOJI.finditer(text):
        kept.extend(_plain(text[position : emoji.start()]))
        kept.append(_settled(emoji[0]))
        position = emoji.end()
    kept.extend(_plain(text[position:]))
    return unicodedata.normalize(
        "NFC", "".join(kept)
    )  # what was dropped may have stood between base and mark


def graphemes(text: str) -> list[str]:
    """Cleaned text cut into what a reader calls characters: an emoji sequence, or a base with its marks."""
    found: list[str] = []
    position = 0
    for emoji in _EMOJI.finditer(text):
        _split_plain(text[position : emoji.start()], found)
        found.append(emoji[0])
        position = emoji.end()
    _split_plain(text[position:], found)
    return found


def is_emoji(grapheme: str) -> bool:
    """Whether a grapheme is drawn from the emoji font."""
    return _EMOJI.fullmatch(grapheme) is not None


@lru_cache(maxsize=8192)
def grapheme_cells(grapheme: str, codec: Codec) -> int:
    """Width of one cleaned grapheme: 1 or 2."""
    if grapheme.isascii() and len(grapheme) == 1:
        return 1
    if codec:
        data = gbk(grapheme)
        if data is not None:
            return len(data)
    if is_emoji(grapheme):
        return 2
    width = unicodedata.east_asian_width(grapheme[0])
    return 2 if width in "WF" or (width == "A" and unicodedata.category(grapheme[0])[0] != "L") else 1


def cells(text: str, codec: Codec, scale: int = 1) -> int:
    """Width of a text after cleaning: ASCII 1, double-byte and emoji 2; `scale` as for `runs`."""
    data = native(text, codec)
    return len(data) if data is not None else sum(run.cells for run in runs(text, codec, scale))


def runs(text: str, codec: Codec, scale: int = 1) -> tuple[Run, ...]:
    """`text` cleaned and cut where the printer's own font ends.

    In text of `scale` times the normal width a picture, which keeps its size, takes that much fewer cells.
    Emoji and wide characters the font lacks are pictures one by one; narrow letters of another script stay
    together with the spaces between them, since they join and may run from right to left.
    """
    data = native(text, codec)
    if data is not None:
        return (Run(clean(text, codec), len(data), data),)
    return _mixed(text, codec, scale)


@lru_cache(maxsize=2048)
def _mixed(text: str, codec: Codec, scale: int) -> tuple[Run, ...]:
    pieces: list[tuple[str, str]] = []  # (kind, text); kind: n native, p picture, s script
    for grapheme in graphemes(clean(text, codec)):
        if native(grapheme, codec) is not None:
            kind = "n"
        else:
            kind = "p" if grapheme_cells(grapheme, codec) == 2 else "s"
        if pieces and kind != "p" and pieces[-1][0] == kind:
            pieces[-1] = (kind, pieces[-1][1] + grapheme)
        elif kind == "s" and len(pieces) > 1 and pieces[-1] == ("n", " ") and pieces[-2][0] == "s":
            pieces.pop()
            pieces[-1] = ("s", f"{pieces[-1][1]} {grapheme}")
        else:
            pieces.append((kind, grapheme))
    return tuple(_run(kind, part, codec, scale) for kind, part in pieces)


def wrap(text: str, columns: int, codec: Codec, scale: int = 1) -> list[str]:
    """Cleaned `text` in lines of at most `columns` cells (one grapheme wider than that stands alone).

    Breaks at spaces and beside wide characters, never before closing or after opening punctuation unless
    nothing else fits; a word longer than a line is cut. Always at least one line.
    """
    data = native(text, codec)
    if data is not None and len(data) <= columns:
        return [clean(text, codec)]
    parts = graphemes(clean(text, codec))
    widths = [cells(part, codec, scale) for part in parts]
    lines: list[str] = []
    start = 0
    while start < len(parts):
        end, used = start, 0
        while end < len(parts) and used + widths[end] <= columns:
            used += widths[end]
            end += 1
        if end < len(parts):
            end = _break_before(parts, widths, start, max(end, start + 1))
        lines.append("".join(parts[start:end]).rstrip(" ") if end < len(parts) else "".join(parts[start:]))
        start = end
        while start < len(parts) and parts[start] == " ":
            start += 1
    return lines or [""]


def _run(kind: str, text: str, codec: Codec, scale: int) -> Run:
    data = native(text, codec) if kind == "n" else None
    if data is not None:
        return Run(text, len(data), data)
    return Run(text, -(-sum(grapheme_cells(g, codec) for g in graphemes(text)) // scale), None)


def _break_before(parts: list[str], widths: list[int], start: int, end: int) -> int:
    for at in range(end, start, -1):
        before, after = parts[at - 1], parts[at]
        if after == " ":
            return at
        if after in _NO_LINE_START or before in _NO_LINE_END:
            continue
        if before == " " or widths[at - 1] == 2 or widths[at] == 2:
            return at
    return end


def _undressed(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def _settled(emoji: str) -> str:
    """An emoji sequence, without the selector where the bare character is a symbol of the Chinese font."""
    if len(emoji) == 2 and emoji[1] == VARIATION_16 and gbk(emoji[0]) is not None:
        return emoji[0]
    return emoji


def _plain(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if character in _INVISIBLE:
            continue
        if category[0] == "M":
            marks += 1
            if marks <= MAX_MARKS:
                yield character
            continue
        marks = 0
        if character in _AS_SPACE or (category == "Zs" and character != "\u3000"):
            yield " "
        elif category == "Cs":
            yield REPLACEMENT
        elif category not in _DROPPED:
            yield character


def _split_plain(text: str, found: list[str]) -> None:
    first = len(found)
    for character in text:
        if len(found) > first and unicodedata.category(character)[0] == "M":
            found[-1] += character
        else:
            found.append(character)
