"""The look: palette, one type scale, one spacing scale, radii, all times the zoom. Made once, then handed down."""

import re
import sys
from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontMetrics

#: Font sizes in px at 100 %: fine print, small, text, items, headings, order numbers.
FINE, SMALL, TEXT, ITEM, HEAD, NUMBER = 12.5, 14, 15, 16, 18, 23
#: Corner radii in px at 100 %.
R_CHIP, R_BUTTON, R_CARD = 6, 9, 12
#: Height of a main button in px at 100 %.
BUTTON = 48

#: The system's own Chinese font, then the bundled one. A name that is not there costs a search.
FAMILIES = {
    "win32": ["Microsoft YaHei UI", "Noto Sans CJK SC"],
    "darwin": ["PingFang SC", "Noto Sans CJK SC"],
}.get(sys.platform, ["Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei"])

#: Colour tokens. A strong colour has a soft ground (`*_soft`); `on_strong` is for text on a strong one.
LIGHT = {
    "ground": "#F4F3EF", "panel": "#FFFFFF", "ink": "#1B1A17", "muted": "#6B675E", "line": "#E3E0D8",
    "amber": "#B45309", "amber_soft": "#FEF3E2", "blue": "#1D4ED8", "blue_soft": "#E8EEFD",
    "green": "#047857", "green_soft": "#E3F4EC", "red": "#B91C1C", "red_soft": "#FDE8E8",
    "note": "#FFF6C9", "rail": "#24221E", "rail_on": "#3B372F", "rail_ink": "#CFC9BC", "rail_lit": "#FFFFFF",
    "badge": "#B91C1C", "on_strong": "#FFFFFF", "hover": "#F7F6F2", "shade": "#16000000", "deep": "#2C000000",
    "veil": "#66000000", "handle": "#C9C4B8",
}  # fmt: skip
DARK = {
    "ground": "#171613", "panel": "#22201C", "ink": "#F1EFE9", "muted": "#A39E92", "line": "#37342D",
    "amber": "#F0A24A", "amber_soft": "#3A2A14", "blue": "#8FB0FF", "blue_soft": "#1D2740",
    "green": "#5CC79B", "green_soft": "#15332A", "red": "#FF8A8A", "red_soft": "#3E1B1B",
    "note": "#3D3714", "rail": "#0F0E0C", "rail_on": "#3B372F", "rail_ink": "#CFC9BC", "rail_lit": "#FFFFFF",
    "badge": "#B91C1C", "on_strong": "#171613", "hover": "#2B2823", "shade": "#16000000", "deep": "#2C000000",
    "veil": "#99000000", "handle": "#55514A",
}  # fmt: skip


@cache
def assets() -> Path:
    """The folder that holds icons/ and translations/: in an installed package, else in the checkout."""
    desk = Path(__file__).resolve().parent.parent
    installed = desk / "_assets"
    return installed if installed.is_dir() else desk.parent / "assets"


#: Characters that are one em wide in every Chinese font: ideographs, kana, full-width forms and punctuation.
_ONE_EM = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6]+")


class Ruler:
    """Measures text of one font. Chinese is counted, not measured: to measure a glyph, Qt has to load it."""

    __slots__ = ("_em", "_metrics")

    def __init__(self, font: QFont) -> None:
        self._em = font.pixelSize()
        self._metrics = QFontMetrics(font)

    def width(self, text: str) -> int:
        """Width of one line in pixels."""
        rest = _ONE_EM.sub("", text)
        wide = (len(text) - len(rest)) * self._em
        return wide + self._metrics.horizontalAdvance(rest) if rest else wide

    def height(self) -> int:
        """Height of one line in pixels."""
        return self._metrics.height()

    def ascent(self) -> int:
        """From the top of a line to its baseline."""
        return self._metrics.ascent()


class Look:
    """Colours and sizes at one zoom. Widgets get it in their constructor and are built anew for another one.

    With `one_weight` no bold font is loaded: a second Chinese font costs the first picture 6 MB and 5 ms.
    """

    def __init__(self, *, dark: bool = False, zoom: int = 100, one_weight: bool = False) -> None:
        self.dark = dark
        self.zoom = zoom
        self.one_weight = one_weight
        self._tokens = DARK if dark else LIGHT
        self._fonts: dict[tuple[float, bool], QFont] = {}
        self._rulers: dict[tuple[float, bool], Ruler] = {}
        self._colours: dict[str, QColor] = {}

    def px(self, at_100: float) -> int:
        """A length in device-independent pixels at this zoom."""
        return round(at_100 * self.zoom / 100)

    def hex(self, name: str) -> str:
        """A token as #RRGGBB; anything else is given back."""
        return self._tokens.get(name, name)

    def colour(self, name: str) -> QColor:
        """A token as a colour."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = QColor(self.hex(name))
        return found

    def font_px(self, size: float) -> int:
        """A size token in pixels at this zoom."""
        return max(1, round(size * self.zoom / 100))

    def font(self, size: float, bold: bool = False) -> QFont:
        """The font of a size token."""
        key = (size, bold)
        found = self._fonts.get(key)
        if found is None:
            found = QFont()
            found.setFamilies(FAMILIES)
            found.setPixelSize(self.font_px(size))
            found.setBold(bold and not self.one_weight)
            self._fonts[key] = found
        return found

    def ruler(self, size: float, bold: bool = False) -> Ruler:
        """Measures of `font`."""
        key = (size, bold)
        found = self._rulers.get(key)
        if found is None:
            found = self._rulers[key] = Ruler(self.font(size, bold))
        return found
