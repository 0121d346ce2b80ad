"""What a ticket is made of: nodes of text and marks, free of any printer's bytes.

Nodes are named tuples because a ticket has many and they are made in half the time of frozen dataclasses.
Text in a node may be anything a customer typed; cleaning it is the encoder's duty (see `text`).
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Align = Literal["left", "center", "right"]


class Style(NamedTuple):
    """How a run of text looks. `width` and `height` are factors of the normal cell (12 x 24 dots); numbers outside
    1..8 are taken as the nearest of these.
    """

    width: int = 1
    height: int = 1
    bold: bool = False
    inverse: bool = False
    strike: bool = False
    underline: bool = False


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


#: The kinds of GS k, by the names of the symbologies; NW7 is Codabar.
BarcodeKind = Literal["CODE128", "CODE39", "CODE93", "EAN13", "EAN8", "ITF", "NW7", "UPC-A"]


class Barcode(NamedTuple):
    """A barcode in the middle of the paper; what its kind cannot hold is left out (ask `is_barcode` before).

    CODE128: 1..30 ASCII letters, digits and hyphens. CODE39, CODE93: 1..30 of 0-9 A-Z and ` -.$/+%`. EAN13, EAN8,
    UPC-A: 12, 7, 11 digits, the check digit is added, or one more, and it must be right. ITF: 2..30 digits, an even
    number. NW7: 1..30 of 0-9 and `-$:/.+` between two of A-D. `height` in dots, 1..255. `module` (the narrow bar) in
    dots, 2..6, smaller where the paper is too narrow; left out when even one dot does not fit.
    """

    data: str
    height: int = 60
    kind: BarcodeKind = "CODE128"
    module: int = 2


class QrCode(NamedTuple):
    """A QR code, model 2, in the middle of the paper; `data` is cut to 1000 bytes of UTF-8.

    `module` in dots, 1..16; a level without a letter of its own (L 7 %, M 15 %, Q 25 %, H 30 %) is M.
    """

    data: str
    module: int = 6
    level: Literal["L", "M", "Q", "H"] = "M"


class Picture(NamedTuple):
    """Dots, a logo say: `picture` makes one from an image.

    `rows` from the top, each of `(width + 7) // 8` bytes, the left dot in the high bit, 1 is ink. At most 2304 rows
    are printed, and what is wider than the paper is cut off at the right.
    """

    rows: bytes
    width: int
    align: Align = "center"


class Cut(NamedTuple):
    """A cut inside a ticket, after `feed` lines (0..255; None: as many as bring the last line past the blade).

    A printer without a cutter feeds only. The cut at the end is `closing`'s.
    """

    partial: bool = True
    feed: int | None = None


class Drawer(NamedTuple):
    """Opens a cash drawer: a pulse on connector pin 2 or 5 of `on_ms`, then at least `off_ms` of rest, 2..510 ms."""

    pin: Literal[2, 5] = 2
    on_ms: int = 100
    off_ms: int = 200


class Buzzer(NamedTuple):
    """Sounds the buzzer 1..9 times for 100..900 ms each; nothing on a printer without one."""

    times: int = 1
    ms: int = 200


Node = Line | Columns | Rule | Space | Barcode | QrCode | Picture | Cut | Drawer | Buzzer


@dataclass(frozen=True, slots=True)
class Document:
    """One ticket, top to bottom. The cut is the encoder's."""

    nodes: tuple[Node, ...]
