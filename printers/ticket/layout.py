"""Paragraphs and two-column lines become rows that fit the paper, counted in cells.

A row is a list of pieces in one style each; its width is known here, how it is printed is the encoder's.
"""

from dataclasses import dataclass

from printers.ticket.model import Align, Columns, Line, Style
from printers.ticket.text import Codec, cells, clean, wrap

#: A left column narrower than this, in its own cells, is unreadable: the right text gets a row of its own instead.
MIN_LEFT = 6

#: What stands around struck-out text where the printer's own font is used, which cannot be struck through.
STRUCK = ("[-", "-]")


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line; `pieces` stand side by side from the left, or as `align` says."""

    pieces: tuple[tuple[str, Style], ...]
    align: Align = "left"


def paragraph_rows(node: Line, columns: int, codec: Codec) -> list[Row]:
    """The rows of a paragraph on paper `columns` normal cells wide. A bar (inverse) is filled to the paper's edges."""
    style = node.style
    indent = indented(node.indent, style, columns)
    room = max(columns // style.width - indent, 1)
    text = "".join((STRUCK[0], node.text, STRUCK[1])) if style.strike and codec else node.text
    rows: list[Row] = []
    for part in wrap(text, room, codec, _scale(style, codec)):
        if style.inverse:
            rows.append(_bar(part, style, node.align, indent, columns, codec))
        else:
            rows.append(Row(((" " * indent + part, style),), node.align))
    return rows


def column_rows(node: Columns, columns: int, codec: Codec) -> list[Row]:
    """The rows of a two-column line: `right` ends at the paper's edge, `left` wraps in what it leaves."""
    style, right_style = node.style, node.right_style or node.style
    left, right = node.left, node.right
    if style.strike and codec:
        left, right = STRUCK[0] + left, right + STRUCK[1]
    indent = indented(node.indent, style, columns)
    right_cells = cells(right, codec, _scale(right_style, codec)) * right_style.width
    scale = _scale(style, codec)
    room = (columns - right_cells) // style.width - indent - 1
    if room < MIN_LEFT and (cells(left, codec, scale) > room or right_cells > columns):
        below = paragraph_rows(Line(node.right, right_style, "right"), columns, codec)
        above = Line(node.left, style, indent=node.indent)
        return paragraph_rows(above, columns, codec) + below if node.left else below
    first, *rest = wrap(left, room, codec, scale)
    gap = columns - (indent + cells(first, codec, scale)) * style.width - right_cells
    start = " " * indent + first
    if right_style == style:
        row = Row(((start + " " * (gap // style.width) + clean(right, codec), style),))
    else:
        space = Style(1, right_style.height)
        row = Row(((start, style), (" " * gap, space), (clean(right, codec), right_style)))
    return [row, *(Row(((" " * indent + part, style),)) for part in rest)]


def indented(cells_in: int, style: Style, columns: int) -> int:
    """The indent in cells of the style, rounded up; never more than half of the paper."""
    return max(0, -(-min(cells_in, columns // 2) // style.width))


def _scale(style: Style, codec: Codec) -> int:
    """How much wider than a picture in the line its text is; where whole lines are drawn all of it scales."""
    return style.width if codec else 1


def _bar(part: str, style: Style, align: Align, indent: int, columns: int, codec: Codec) -> Row:
    used = indent + cells(part, codec, _scale(style, codec))
    spare = max(columns - used * style.width, 0)
    before = {"left": 0, "center": spare // 2, "right": spare}[align] // style.width
    after, rest = divmod(spare - before * style.width, style.width)
    text = " " * (before + indent) + part + " " * after
    if rest:
        return Row(((text, style), (" " * rest, style._replace(width=1))))
    return Row(((text, style),))


def rule(char: str, columns: int, codec: Codec) -> str:
    """A line across the paper made of `char`; hyphens when that is not one character of the printer's font."""
    width = cells(char, codec)
    return char * (columns // width) if width and len(char) == 1 else "-" * columns
