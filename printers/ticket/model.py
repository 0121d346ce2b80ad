"""What a ticket is made of: nodes of text and marks, free of any printer's bytes.

Text in a node may be anything a customer typed; cleaning it is the encoder's duty (see `text`).
"""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text looks. `width` and `height` are factors 1..8 of the normal cell (12 x 24 dots)."""

    width: int = 1
    height: int = 1
    bold: bool = False
    inverse: bool = False
    strike: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; wraps by cells, continuation lines keep `indent` (cells of the normal size).

    With `style.inverse` the whole paper width is black (a bar), text aligned inside it.
    """

    text: str
    style: Style = PLAIN
    align: Align = "left"
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """`left` wraps in what `right` leaves free; `right` stands on the first line at the right edge, whole."""

    left: str
    right: str
    style: Style = PLAIN
    right_style: Style | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper made of `char`."""

    char: str = "-"


@dataclass(frozen=True, slots=True)
class Space:
    """Empty paper, in dots (8 per mm)."""

    dots: int


@dataclass(frozen=True, slots=True)
class Barcode:
    """CODE128; `data` is 1..30 ASCII letters, digits and hyphens."""

    data: str
    height: int = 60


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code, model 2, error correction M."""

    data: str
    module: int = 6


Node = Line | Columns | Rule | Space | Barcode | QrCode


@dataclass(frozen=True, slots=True)
class Document:
    """One ticket, top to bottom. The cut is the encoder's."""

    nodes: tuple[Node, ...]
