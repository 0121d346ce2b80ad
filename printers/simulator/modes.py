"""What commands set and ESC @ puts back: the modes of the head, and what the host defined and stored."""

from dataclasses import dataclass, field

from printers.simulator.paper import CharStyle, Picture
from printers.simulator.shapes import ShapeMemory

LEFT, CENTER, RIGHT = 0, 1, 2
#: The head's and the motor's pitch; a motion unit is one dot until GS P says otherwise.
DOTS_PER_INCH = 203


@dataclass(slots=True)
class Modes:
    """Everything ESC @ puts back, in dots where it is a length."""

    ascii: CharStyle
    kanji: CharStyle
    two_byte: bool
    line_spacing: int
    area: int
    tab_stops: tuple[int, ...]
    page: int = 0
    country: int = 0
    align: int = LEFT
    margin: int = 0
    spacing: int = 0
    kanji_spacing: int = 0
    barcode_height: int = 162
    barcode_module: int = 3
    hri: int = 0
    hri_small: bool = False
    emphasised: bool = False
    double_strike: bool = False
    #: ESC %: characters the host defined come instead of the font's.
    own_characters: bool = False
    #: GS P: motion units an inch, across the paper and along it.
    unit_x: int = DOTS_PER_INCH
    unit_y: int = DOTS_PER_INCH


@dataclass(slots=True)
class Pdf417:
    """GS ( k for PDF417, fn 65 to 70 and 80. 0 columns or rows: as needed. `height` in module widths.

    `level`: error correction 0 to 8, or with `ratio` that many tenths of the data.
    """

    columns: int = 0
    rows: int = 0
    module: int = 3
    height: int = 3
    level: int = 0
    ratio: int = 1
    truncated: bool = False
    data: bytes = b""


@dataclass(slots=True)
class SymbolStore:
    """What the host defined and stored for printing: symbols, pictures, characters. ESC @ forgets it."""

    qr_module: int = 3
    qr_level: str = "L"
    qr_data: bytes = b""
    pdf417: Pdf417 = field(default_factory=Pdf417)
    other: dict[int, bytes] = field(default_factory=dict[int, bytes])
    graphics: Picture | None = None
    downloaded: Picture | None = None
    downloads: dict[bytes, Picture] = field(default_factory=dict[bytes, Picture])
    shapes: ShapeMemory = field(default_factory=ShapeMemory)
