"""What stands on the paper: rows of text and pictures, from the head down to the cut.

A sheet keeps what was printed and not the dots; the picture is drawn only when somebody asks for it.
Lengths are dots, 8 per mm.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

#: A cut with no paper moved still drops a strip this long.
_SHORTEST_SHEET = 8
#: Longer paper (25 m of one sheet) is not drawn.
_LONGEST_SHEET = 200_000


class CharStyle(NamedTuple):
    """How characters look. `width` and `height` are factors 1..8; `small` is font B (9 x 17)."""

    width: int = 1
    height: int = 1
    bold: bool = False
    underline: int = 0
    inverse: bool = False
    small: bool = False
    upside_down: bool = False

    @property
    def cell(self) -> tuple[int, int]:
        """Width and height of a half-width character's cell."""
        return (9 if self.small else 12) * self.width, (17 if self.small else 24) * self.height


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


Item = Run | Picture | Qr


@dataclass(slots=True)
class Row:
    """One printed line: its items stand on a common bottom edge. No items: an empty line.

    `counts` is False for rows that are no line of text (a picture, a symbol).
    """

    y: int
    height: int
    items: list[Item]
    counts: bool = True

    @property
    def text(self) -> str:
        """The line in reading order; gaps between positions become spaces. There must be items."""
        items = self.items
        first = items[0]
        if len(items) == 1 and isinstance(first, Run):
            return first.text.rstrip()
        parts: list[str] = []
        edge = None
        for run in sorted((item for item in items if isinstance(item, Run)), key=lambda run: run.x):
            if edge is not None and run.x > edge:
                parts.append(" " * max(1, round((run.x - edge) / run.style.cell[0])))
            parts.append(run.text)
            edge = run.x + run.width
        return "".join(parts).rstrip()


@dataclass
class Sheet:
    """A piece of paper that came out: `width` x `height` dots, and the bytes that made it."""

    width: int
    height: int
    rows: list[Row]
    data: bytes

    @cached_property
    def lines(self) -> list[str]:
        """One string a printed line, empty lines too, but not those at the end."""
        lines = [row.text if row.items else "" for row in self.rows if row.counts]
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

    `fed` counts all paper ever moved, so that the mechanism knows how long a command took.
    """

    width: int
    y: int = 0
    length: int = 0
    fed: int = 0
    rows: list[Row] = field(default_factory=list[Row])
    bytes_of_sheet: list[bytes] = field(default_factory=list[bytes])

    def put(self, row: Row) -> None:
        """Print a row where the head stands; `row.y` is set."""
        row.y = self.y
        self.rows.append(row)
        bottom = self.y + row.height
        if bottom > self.length:
            self.length = bottom

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

    @property
    def blank(self) -> bool:
        """True when nothing was printed or fed since the last cut."""
        return not self.rows and not self.length

    def cut(self) -> Sheet:
        """The sheet falls."""
        length = min(max(self.length, _SHORTEST_SHEET), _LONGEST_SHEET)
        sheet = Sheet(self.width, length, self.rows, b"".join(self.bytes_of_sheet))
        self.rows, self.bytes_of_sheet = [], []
        self.y = self.length = 0
        return sheet
