"""Paragraphs and two-column lines become rows that fit the paper, counted in cells.

A row is a list of pieces in one style each; its width is known here, how it is printed is the encoder's.
"""

from dataclasses import dataclass

from printers.ticket.bidi import has_rtl
from printers.ticket.charset import Charset, is_double
from printers.ticket.clean import clean, is_emoji
from printers.ticket.model import Align, Columns, Line, Style
from printers.ticket.text import cells, runs, wrap

#: A left column narrower than this, in its own cells, is unreadable: the right text gets a row of its own instead.
MIN_LEFT = 6

#: What stands around struck-out text where the printer's own font is used, which cannot be struck through.
STRUCK = ("[-", "-]")


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line; `pieces` stand side by side from the left, or as `align` says.

    `drawn`: letters the double-byte font lacks stand in tall text, so the whole line must be a picture to be of one
    height. An emoji alone is small beside tall text instead, and the text stays the printer's own.
    """

    pieces: tuple[tuple[str, Style], ...]
    align: Align = "left"
    drawn: bool = False


def paragraph_rows(node: Line, columns: int, charset: Charset) -> list[Row]:
    """The rows of a paragraph on paper `columns` normal cells wide. A bar (inverse) is filled to the paper's edges."""
    style = node.style
    indent = indented(node.indent, style, columns)
    room = max(columns // style.width - indent, 1)
    text = "".join((STRUCK[0], node.text, STRUCK[1])) if style.strike and is_double(charset) else node.text
    drawn = _drawn(charset, (text, style))
    scale = style.width if is_double(charset) and not drawn else 1
    rows: list[Row] = []
    for part in wrap(text, room, charset, scale):
        if style.inverse:
            used = indent + cells(part, charset, scale)
            rows.append(Row(_bar(part, style, node.align, indent, columns, used), drawn=drawn))
        else:
            rows.append(Row(_beside((" " * indent, part), style), node.align, drawn))
    return rows


def column_rows(node: Columns, columns: int, charset: Charset) -> list[Row]:
    """The rows of a two-column line: `right` ends at the paper's edge, `left` wraps in what it leaves."""
    style, right_style = node.style, node.right_style or node.style
    left, right = node.left, node.right
    if style.strike and is_double(charset):
        left, right = STRUCK[0] + left, right + STRUCK[1]
    indent = indented(node.indent, style, columns)
    drawn = _drawn(charset, (left, style), (right, right_style))
    wide = is_double(charset) and not drawn
    scale, right_scale = (style.width, right_style.width) if wide else (1, 1)
    right_cells = cells(right, charset, right_scale) * right_style.width
    room = (columns - right_cells) // style.width - indent - 1
    if room < MIN_LEFT and (cells(left, charset, scale) > room or right_cells > columns):
        below = paragraph_rows(Line(node.right, right_style, "right"), columns, charset)
        above = Line(node.left, style, indent=node.indent)
        return paragraph_rows(above, columns, charset) + below if node.left else below
    first, *rest = wrap(left, room, charset, scale)
    gap = columns - (indent + cells(first, charset, scale)) * style.width - right_cells
    start = " " * indent
    if right_style == style:
        row = Row(
            _beside((start, first, " " * (gap // style.width), clean(right, charset)), style), drawn=drawn
        )
    else:
        space = Style(1, right_style.height)
        before = _beside((start, first), style)
        row = Row((*before, (" " * gap, space), (clean(right, charset), right_style)), drawn=drawn)
    return [row, *(Row(_beside((start, part), style), drawn=drawn) for part in rest)]


def indented(cells_in: int, style: Style, columns: int) -> int:
    """The indent in cells of the style, rounded up; never more than half of the paper."""
    return max(0, -(-min(cells_in, columns // 2) // style.width))


def _drawn(charset: Charset, *texts: tuple[str, Style]) -> bool:
    """Whether letters that a double-byte font lacks stand in tall text."""
    return (
        is_double(charset)
        and any(style.height > 1 for _, style in texts)
        and any(
            run.data is None and not is_emoji(run.text) for text, _ in texts for run in runs(text, charset)
        )
    )


def _bar(
    part: str, style: Style, align: Align, indent: int, columns: int, used: int
) -> tuple[tuple[str, Style], ...]:
    """Pieces that fill the paper: the part, `used` cells with its indent, and spaces."""
    spare = max(columns - used * style.width, 0)
    before = {"left": 0, "center": spare // 2, "right": spare}[align] // style.width
    after, rest = divmod(spare - before * style.width, style.width)
    pieces = _beside((" " * (before + indent), part, " " * after), style)
    return (*pieces, (" " * rest, style._replace(width=1))) if rest else pieces


def _beside(texts: tuple[str, ...], style: Style) -> tuple[tuple[str, Style], ...]:
    """Texts side by side in one style: in one piece, unless letters that run from right to left would turn the
    others with them.
    """
    if any(map(has_rtl, texts)):
        return tuple((text, style) for text in texts if text)
    return (("".join(texts), style),)


def rule(char: str, columns: int, charset: Charset) -> str:
    """A line across the paper made of `char`; hyphens when that is not one character of the printer's font."""
    width = cells(char, charset)
    return char * (columns // width) if width and len(char) == 1 else "-" * columns
