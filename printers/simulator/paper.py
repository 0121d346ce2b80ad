"""What stands on the paper: rows of text and pictures, from the head down to the cut.

A sheet keeps what was printed and not the dots; the picture is drawn only when somebody asks for it.
Lengths are dots, 8 per mm.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

#: A cut with no paper moved still drops a strip this long.
_SHORTEST_SHEET = 8
#: Longer paper (25 m of one sheet) is not drawn, and what is printed beyond it is not kept.
_LONGEST_SHEET = 200_000
#: Nor are more rows or more bytes than this in one sheet, whatever was sent.
_MOST_ROWS = 100_000
_MOST_BYTES = 1 << 25
_MOST_PIECES = 50_000


class CharStyle(NamedTuple):
    """How characters look. `width` and `height` are factors 1..8; `small` is font B (9 x 17).

    `turned`: 90 degrees clockwise (ESC V), so that the cell's sides change places.
    """

    width: int = 1
    height: int = 1
    bold: bool = False
    underline: int = 0
    inverse: bool = False
    small: bool = False
    upside_down: bool = False
    turned: bool = False

    @property
    def cell(self) -> tuple[int, int]:
        """Width and height of a half-width character's cell on the paper."""
        if self.turned:
            return (17 if self.small else 24) * self.height, (9 if self.small else 12) * self.width
        return (9 if self.small else 12) * self.width, (17 if self.small else 24) * self.height

    def cell_of(self, *, wide: bool) -> tuple[int, int]:
        """Width and height of a character's cell on the paper; `wide`: of a two-byte character."""
        if not wide:
            return self.cell
        if self.turned:
            return 24 * self.height, 24 * self.width
        return 24 * self.width, 24 * self.height


@dataclass(slots=True)
class Run:
    """Characters of one style side by side. `two_byte`: characters from U+0080 up are two cells wide.

    `spacing` is the empty room right of each character, part of `width`.
    """

    x: int
    width: int
    height: int
    text: str
    style: CharStyle
    two_byte: bool = False
    spacing: int = 0

    def moved(self, dots: int) -> Run:
        """The same further right."""
        return replace(self, x=self.x + dots)


@dataclass(slots=True)
class Custom:
    """A character whose dots the host defined: `columns` x `rows` of them, packed as in a Picture.

    `width` and `height` are its cell with the spacing and the style's factors.
    """

    x: int
    width: int
    height: int
    columns: int
    rows: int
    bits: bytes
    style: CharStyle

    def moved(self, dots: int) -> Custom:
        """The same further right."""
        return replace(self, x=self.x + dots)


@dataclass(slots=True)
class Block:
    """Lines set in page mode in an area `width` x `height` that is turned or cuts off what hangs over.

    `turn`: 0 left to right, 1 bottom to top, 2 upside down, 3 top to bottom. `rows` have coordinates of
    the area before it is turned.
    """

    x: int
    width: int
    height: int
    turn: int
    rows: list[Row]

    def moved(self, dots: int) -> Block:
        """The same further right."""
        return replace(self, x=self.x + dots)


@dataclass(slots=True)
class Picture:
    """A bitmap: rows of whole bytes, most significant bit left, 1 is black; each dot `scale_x` by `scale_y`."""

    x: int
    columns: int
    rows: int
    bits: bytes
    scale_x: int = 1
    scale_y: int = 1

    @property
    def width(self) -> int:
        """Dots from left to right."""
        return self.columns * self.scale_x

    @property
    def height(self) -> int:
        """Dots from top to bottom."""
        return self.rows * self.scale_y

    def moved(self, dots: int) -> Picture:
        """The same further right."""
        return replace(self, x=self.x + dots)


@dataclass(slots=True)
class Qr:
    """A QR code; its squares are worked out when it is drawn. `side` is in modules."""

    x: int
    data: bytes
    level: str
    module: int
    side: int

    @property
    def width(self) -> int:
        """Dots from left to right."""
        return self.side * self.module

    @property
    def height(self) -> int:
        """Dots from top to bottom."""
        return self.width

    def moved(self, dots: int) -> Qr:
        """The same further right."""
        return replace(self, x=self.x + dots)


Item = Run | Picture | Qr | Custom | Block
#: Stands in the text where a character has a shape of the host's own.
CUSTOM_SIGN = "□"


@dataclass(slots=True)
class Row:
    """One printed line: its items stand on a common bottom edge. No items: an empty line.

    `counts` is False for rows that are no line of text (a picture, a symbol). `said` is its text where that is
    known already.
    """

    y: int
    height: int
    items: list[Item]
    counts: bool = True
    said: str | None = None

    @property
    def text(self) -> str:
        """The line in reading order; gaps between positions become spaces. There must be items."""
        items = self.items
        first = items[0]
        if len(items) == 1 and isinstance(first, Run):
            return first.text.rstrip()
        parts: list[str] = []
        edge = None
        runs = [item for item in items if isinstance(item, Run | Custom)]
        for run in sorted(runs, key=lambda run: run.x):
            if edge is not None and run.x > edge:
                parts.append(" " * max(1, round((run.x - edge) / run.style.cell[0])))
            parts.append(run.text if isinstance(run, Run) else CUSTOM_SIGN)
            edge = run.x + run.width
        return "".join(parts).rstrip()

    @property
    def lines(self) -> list[str]:
        """The lines to read in this row: one, or all of an area of a page."""
        if not self.counts:
            return []
        first = self.items[0] if self.items else None
        if isinstance(first, Block):
            return [line for row in first.rows for line in row.lines]
        return [self.text if first is not None else ""]


class Line(Protocol):
    """A line of text that is known before it is printed: what its row holds, and the dots to move on by."""

    height: int
    items: list[Item]
    said: str
    feed: int


class Lines(NamedTuple):
    """Lines of text one below the other from `y` on, whose rows nobody has asked for."""

    y: int
    lines: Sequence[Line]

    def rows(self) -> Iterator[Row]:
        """A row for each."""
        y = self.y
        for line in self.lines:
            yield Row(y, line.height, line.items, True, line.said)
            y += line.feed


@dataclass
class Sheet:
    """A piece of paper that came out: `width` x `height` dots, and the bytes that made it."""

    width: int
    height: int
    parts: list[Row | Lines]
    data: bytes

    @cached_property
    def rows(self) -> list[Row]:
        """What was printed, in order."""
        rows: list[Row] = []
        for part in self.parts:
            if isinstance(part, Row):
                rows.append(part)
            else:
                rows.extend(part.rows())
        return rows

    @cached_property
    def lines(self) -> list[str]:
        """One string a printed line, empty lines too, but not those at the end."""
        lines: list[str] = []
        for part in self.parts:
            lines += part.lines if isinstance(part, Row) else [line.said for line in part.lines]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    @property
    def text(self) -> str:
        """The lines, each with its newline."""
        return "".join(f"{line}\n" for line in self.lines)

    @cached_property
    def image(self) -> Image:
        """The paper as dots: 1 bit, white 1, 1 pixel per dot."""
        from printers.simulator.render import draw

        return draw(self)

    def png_bytes(self) -> bytes:
        """The picture as a PNG file."""
        out = io.BytesIO()
        self.image.save(out, "PNG", compress_level=1)
        return out.getvalue()


@dataclass(slots=True)
class Paper:
    """The web that hangs out of the printer since the last cut; it survives a power cycle.

    `count` rows hang there. `fed` counts all paper ever moved, so that the mechanism knows how long a command took.
    """

    width: int
    y: int = 0
    length: int = 0
    fed: int = 0
    rows: list[Row | Lines] = field(default_factory=list["Row | Lines"])
    count: int = 0
    bytes_of_sheet: list[bytes] = field(default_factory=list[bytes])

    @property
    def full(self) -> bool:
        """True when nothing more of this sheet is kept, until it is cut."""
        return self.y >= _LONGEST_SHEET or self.count >= _MOST_ROWS

    def put(self, row: Row) -> None:
        """Print a row where the head stands; `row.y` is set."""
        row.y = self.y
        if self.count < _MOST_ROWS and self.y < _LONGEST_SHEET:
            self.rows.append(row)
            self.count += 1
        bottom = self.y + row.height
        if bottom > self.length:
            self.length = bottom

    def put_lines(self, lines: Sequence[Line], feed: int) -> None:
        """`put` lines of text, and `feed` by at least the height of each; by `feed` dots in all."""
        y = self.y
        if self.count + len(lines) <= _MOST_ROWS and y + feed < _LONGEST_SHEET:
            self.rows.append(Lines(y, lines))
            self.count += len(lines)
        else:
            for row in Lines(y, lines).rows():
                if self.count < _MOST_ROWS and row.y < _LONGEST_SHEET:
                    self.rows.append(row)
                    self.count += 1
        self.y = y = y + feed
        self.fed += feed
        if y > self.length:
            self.length = y

    def feed(self, dots: int) -> None:
        """Move on by `dots`; negative moves back, not beyond the last cut."""
        if dots >= 0:
            self.y += dots
            self.fed += dots
            if self.y > self.length:
                self.length = self.y
        else:
            self.y = max(0, self.y + dots)
            self.fed -= dots

    def compact(self) -> None:
        """Keep the memory for the sheet's bytes within bounds; to be called now and then."""
        pieces = self.bytes_of_sheet
        if len(pieces) > _MOST_PIECES:
            pieces[:] = [b"".join(pieces)[:_MOST_BYTES]]

    @property
    def blank(self) -> bool:
        """True when nothing was printed or fed since the last cut."""
        return not self.rows and not self.length

    def cut(self) -> Sheet:
        """The sheet falls."""
        length = min(max(self.length, _SHORTEST_SHEET), _LONGEST_SHEET)
        sheet = Sheet(self.width, length, self.rows, b"".join(self.bytes_of_sheet)[:_MOST_BYTES])
        self.rows = []
        self.count = 0
        self.bytes_of_sheet.clear()
        self.y = self.length = 0
        return sheet
