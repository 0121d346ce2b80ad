"""What a ticket is made of: nodes of text and marks, free of any printer's bytes.

Nodes are named tuples because a ticket has many and they are made in half the time of frozen dataclasses.
Text in a node may be anything a customer typed; cleaning it is the encoder's duty (see `text`).
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Align = Literal["left", "center", "right"]


class Style(NamedTuple):
    """How a run of text looks. `width` and `height` are factors 1..8 of the normal cell (12 x 24 dots)."""

    width: int = 1
    height: int = 1
    bold: bool = False
    inverse: bool = False
    strike: bool = False


PLAIN = Style()


class Line(NamedTuple):
    """A paragraph; wraps by cells, continuation lines keep `indent` (cells of the normal size).

    With `style.inverse` the whole paper width is black (a bar), text aligned inside it.
    """

    text: str
    style: Style = PLAIN
    align: Align = "left"
    indent: int = 0


class Columns(NamedTuple):
    """`left` wraps in what `right` leaves free; `right` stands on the first line at the right edge, whole."""

    left: str
    right: str
    style: Style = PLAIN
    right_style: Style | None = None
    indent: int = 0


class Rule(NamedTuple):
    """A line across the paper made of `char`."""

    char: str = "-"


class Space(NamedTuple):
    """Empty paper, in dots (8 per mm)."""

    dots: int


class Barcode(NamedTuple):
    """CODE128; `data` is 1..30 ASCII letters, digits and hyphens."""

    data: str
    height: int = 60


class QrCode(NamedTuple):
    """A QR code, model 2, error correction M."""

    data: str
    module: int = 6


Node = Line | Columns | Rule | Space | Barcode | QrCode


@dataclass(frozen=True, slots=True)
class Document:
    """One ticket, top to bottom. The cut is the encoder's."""

    nodes: tuple[Node, ...]
