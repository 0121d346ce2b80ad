"""A canvas to draw on, and one that writes SVG.

Two canvases take the same calls: `desk.ui.pictures.painted.PainterCanvas` for widgets, and `SvgCanvas` for the
first picture, which Qt renders in one call. This module and the pictures avoid the `Qt` namespace: creating
its hundred enums takes longer than painting the whole window.
"""

from collections.abc import Sequence

from PySide6.QtGui import QFontInfo

from desk.ui.theme import ITEM, TEXT, Look, assets

Point = tuple[float, float]

#: What XML cannot hold, and its marks; customers type anything.
_UNSAFE: dict[int, str | None] = {
    **dict.fromkeys((*range(32), 127, 0xFFFE, 0xFFFF)),
    ord("&"): "&amp;",
    ord("<"): "&lt;",
}


class Canvas:
    """Boxes, shapes, icons and text in device-independent pixels. Colours are tokens of the look or #AARRGGBB."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def box(self, x: float, y: float, w: float, h: float, radius: float = 0, fill: str = "", edge: str = "",
            thick: float = 1) -> None:  # fmt: skip
        """A rectangle with rounded corners; "" for no ground or no edge. The edge lies inside the rectangle."""
        raise NotImplementedError

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        raise NotImplementedError

    def icon(self, name: str, x: float, y: float, size: int, colour: str) -> None:
        """A line icon in a square."""
        raise NotImplementedError

    def text(self, x: float, baseline: float, text: str, size: float, bold: bool, colour: str) -> None:
        """One line of text from `x` on."""
        raise NotImplementedError

    def width(self, text: str, size: float, bold: bool = False) -> int:
        """How wide a line of text is."""
        return self.look.ruler(size, bold).width(text)

    def words(self, x: float, y: float, h: float, text: str, size: float, bold: bool = False,
              colour: str = "ink") -> None:  # fmt: skip
        """One line of text, in the middle of a height."""
        ruler = self.look.ruler(size, bold)
        self.text(x, y + (h - ruler.height()) / 2 + ruler.ascent(), text, size, bold, colour)

    def centred(self, x: float, y: float, w: float, h: float, text: str, size: float, bold: bool = False,
                colour: str = "ink") -> None:  # fmt: skip
        """One line of text in the middle of a rectangle."""
        self.words(x + (w - self.width(text, size, bold)) / 2, y, h, text, size, bold, colour)

    def sign(self, kind: str, x: float, y: float, size: float, fill: str) -> None:
        """A sign that carries meaning beside its colour: `new` ●, `making` ◆, `ready` and `late` ▲, else ■."""
        if kind == "new":
            self.box(x, y, size, size, size / 2, fill)
        elif kind == "making":
            half = size / 2
            self.shape(((x + half, y), (x + size, y + half), (x + half, y + size), (x, y + half)), fill)
        elif kind in {"later", "done"}:
            self.box(x + 1, y + 1, size - 2, size - 2, 2, fill)
        else:
            self.shape(((x + size / 2, y), (x + size, y + size), (x, y + size)), fill)


class SvgCanvas(Canvas):
    """Writes an SVG document of a window; for a look of one weight."""

    def __init__(self, look: Look, width: int, height: int) -> None:
        super().__init__(look)
        family = QFontInfo(look.font(TEXT)).family()  # SVG takes one name, so ask which of ours is there
        self._parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="{family}">'
        ]

    def document(self) -> bytes:
        """The whole SVG."""
        return "".join((*self._parts, "</svg>")).encode(errors="ignore")

    def box(self, x: float, y: float, w: float, h: float, radius: float = 0, fill: str = "", edge: str = "",
            thick: float = 1) -> None:  # fmt: skip
        """A `rect`."""
        round_ = f' rx="{radius}"' if radius else ""
        paint = f'fill="{self._hex(fill)}"' if fill else 'fill="none"'
        if edge:
            x, y, w, h = x + thick / 2, y + thick / 2, w - thick, h - thick
            paint += f' stroke="{self._hex(edge)}" stroke-width="{thick}"'
        self._parts.append(f'<rect x="{x}" y="{y}" width="{w}" height="{h}"{round_} {paint}/>')

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """A `polygon`."""
        corners = " ".join(f"{x},{y}" for x, y in points)
        self._parts.append(f'<polygon points="{corners}" fill="{self._hex(fill)}"/>')

    def icon(self, name: str, x: float, y: float, size: int, colour: str) -> None:
        """The icon's own paths, scaled."""
        source = (assets() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        paths = source.split(">", 2)[2].rpartition("</svg>")[0]
        self._parts.append(
            f'<g transform="translate({x},{y}) scale({size / 24})" fill="none" stroke="{self._hex(colour)}" '
            f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{paths}</g>'
        )

    def text(self, x: float, baseline: float, text: str, size: float, bold: bool, colour: str) -> None:
        """A `text`."""
        safe = text.translate(_UNSAFE)
        size_px, fill = self.look.font_px(size), self._hex(colour)
        # large bold text is struck twice: bold without a bold font
        for shift in (0, size_px / 30) if bold and size >= ITEM else (0,):
            self._parts.append(
                f'<text x="{x + shift}" y="{baseline}" font-size="{size_px}" fill="{fill}">{safe}</text>'
            )

    def _hex(self, colour: str) -> str:
        return self.look.hex(colour)
