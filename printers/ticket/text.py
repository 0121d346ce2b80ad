"""Customer text counted in printer cells and cut where the printer's own fonts end.

A cell is one half-width character of the printer (12 dots); a double-byte font takes two. What stands in the
printer's own font and what is drawn is decided here, by the charset; cleaning is `clean`'s.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from printers.ticket.bidi import has_rtl, visual_runs
from printers.ticket.charset import Charset, CodePages, double_bytes, four_bytes
from printers.ticket.clean import clean, graphemes, is_emoji

_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")

_NO_LINE_START = frozenset("，。、；：？！）】》〉」』”’…—·～％℃,.;:?!)]}>%")
_NO_LINE_END = frozenset("（【《〈「『“‘￥([{<#$")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line: `data` in the printer's own font, or None and `text` is drawn as a picture `cells` wide.

    `page` is the code page (ESC t) that `data` needs, -1 when any will do.
    """

    text: str
    cells: int
    data: bytes | None
    page: int = -1


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
def gb18030(text: str) -> bytes | None:
    """The same in the one- and two-byte area of GB 18030."""
    return double_bytes(clean(text, "gb18030"), "gb18030")


@lru_cache(maxsize=8192)
def big5(text: str) -> bytes | None:
    """The same in Big5."""
    return double_bytes(clean(text, "big5"), "big5")


@lru_cache(maxsize=8192)
def ascii_only(text: str) -> bytes | None:
    """The same for a printer without a double-byte font: what every code page of it shows."""
    if text.isascii() and text.isprintable():
        return text.encode("ascii")
    cleaned = clean(text, "")
    return cleaned.encode("ascii") if cleaned.isascii() else None


_NATIVE: dict[Charset, Callable[[str], bytes | None]] = {"gbk": gbk, "gb18030": gb18030, "big5": big5}


def native_of(charset: Charset) -> Callable[[str], bytes | None]:
    """`gbk` or its like: what encodes a text whole or not at all."""
    return _NATIVE.get(charset, ascii_only)


def native(text: str, charset: Charset) -> bytes | None:
    """A text in the font that needs no switching, one byte a cell; None when a part of it needs more."""
    return _NATIVE.get(charset, ascii_only)(text)


@lru_cache(maxsize=8192)
def grapheme_cells(grapheme: str, charset: Charset) -> int:
    """Width of one cleaned grapheme: 1 or 2."""
    if grapheme.isascii() and len(grapheme) == 1:
        return 1
    if isinstance(charset, CodePages):
        if charset.hold(grapheme):
            return 1
    elif charset:
        data = native(grapheme, charset)
        if data is not None:
            return len(data)
    if is_emoji(grapheme):
        return 2
    width = unicodedata.east_asian_width(grapheme[0])
    return 2 if width in "WF" or (width == "A" and unicodedata.category(grapheme[0])[0] != "L") else 1


def cells(text: str, charset: Charset, scale: int = 1) -> int:
    """Width of a text after cleaning: ASCII 1, double-byte and emoji 2; `scale` as for `runs`."""
    data = native(text, charset)
    return len(data) if data is not None else sum(run.cells for run in runs(text, charset, scale))


def runs(text: str, charset: Charset, scale: int = 1, page: int = -1) -> tuple[Run, ...]:
    """`text` cleaned and cut where the printer's own font ends, in the order it stands on paper from the left.

    In text of `scale` times the normal width a picture, which keeps its size, takes that much fewer cells.
    Emoji and wide characters the font lacks are pictures one by one; narrow letters of another script stay
    together with the spaces between them, since they join, and so does all that runs from right to left.
    `page` is the code page selected before; another is taken where it lacks a character.
    """
    data = native(text, charset)
    if data is not None:
        return (Run(clean(text, charset), len(data), data),)
    return _mixed(text, charset, scale, page)


@lru_cache(maxsize=2048)
def _mixed(text: str, charset: Charset, scale: int, page: int) -> tuple[Run, ...]:
    parts = graphemes(clean(text, charset))
    pieces: list[_Piece] = []
    for stretch, backwards in visual_runs(parts) if has_rtl(text) else [(parts, False)]:
        pieces.extend(
            reversed(_backward_pieces(stretch, charset)) if backwards else _pieces(stretch, charset)
        )
    found: list[Run] = []
    for kind, part in pieces:
        if kind != "native":
            four = four_bytes(part[0], charset)
            width = sum(grapheme_cells(grapheme, charset) for grapheme in part)
            found.append(Run("".join(part), 2 if four else -(-width // scale), four))
        elif isinstance(charset, CodePages):
            for run in _paged(part, charset, page):
                page = run.page if run.page >= 0 else page
                found.append(run)
        else:
            joined = "".join(part)
            data = native(joined, charset)
            found.append(Run(joined, len(data or b""), data))
    return tuple(found)


#: What the graphemes are ("native" to the font, one wide "picture", a word of a "script"), and they.
_Piece = tuple[str, list[str]]


def _kind(grapheme: str, charset: Charset) -> str:
    held = charset.hold(grapheme) if isinstance(charset, CodePages) else False
    if held or native(grapheme, charset) is not None:
        return "native"
    return "picture" if grapheme_cells(grapheme, charset) == 2 else "script"


def _pieces(parts: list[str], charset: Charset) -> list[_Piece]:
    pieces: list[_Piece] = []
    for grapheme in parts:
        kind = _kind(grapheme, charset)
        if pieces and kind != "picture" and pieces[-1][0] == kind:
            pieces[-1][1].append(grapheme)
        elif kind == "script" and len(pieces) > 1 and pieces[-1] == _SPACE and pieces[-2][0] == "script":
            pieces.pop()
            pieces[-1][1].extend((" ", grapheme))
        else:
            pieces.append((kind, [grapheme]))
    return pieces


_SPACE: _Piece = ("native", [" "])


def _backward_pieces(parts: list[str], charset: Charset) -> list[_Piece]:
    """The same for letters that run from right to left: narrow signs between them turn with them, in one picture."""
    pieces: list[_Piece] = []
    for grapheme in parts:
        if grapheme_cells(grapheme, charset) == 2:
            pieces.append((_kind(grapheme, charset), [grapheme]))
        elif pieces and pieces[-1][0] == "script":
            pieces[-1][1].append(grapheme)
        else:
            pieces.append(("script", [grapheme]))
    return pieces


def _paged(parts: list[str], pages: CodePages, page: int) -> list[Run]:
    """Graphemes that some page holds, in as few stretches of one page as can be."""
    found: list[Run] = []
    data, text, needed = bytearray(), "", -1
    for place, grapheme in enumerate(parts):
        if not grapheme.isascii():
            here = needed if needed >= 0 else page
            if grapheme not in pages.pages.get(here, ()):
                here = pages.best(parts[place:])
            if needed not in {-1, here}:
                found.append(Run(text, len(data), bytes(data), needed))
                data, text = bytearray(), ""
            page = needed = here
            data.append(pages.pages[here][grapheme])
        else:
            data += grapheme.encode("ascii")
        text += grapheme
    found.append(Run(text, len(data), bytes(data), needed))
    return found


def wrap(text: str, columns: int, charset: Charset, scale: int = 1) -> list[str]:
    """Cleaned `text` in lines of at most `columns` cells (one grapheme wider than that stands alone).

    Breaks at spaces and beside wide characters, never before closing or after opening punctuation unless
    nothing else fits; a word longer than a line is cut. Always at least one line.
    """
    data = native(text, charset)
    if data is not None and len(data) <= columns:
        return [clean(text, charset)]
    parts = graphemes(clean(text, charset))
    widths = [cells(part, charset, scale) for part in parts]
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
