"""The canvas of the widgets: draws with a QPainter."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from desk.ui.icons import icon
from desk.ui.pictures.canvas import Canvas, Point
from desk.ui.theme import Look


class PainterCanvas(Canvas):
    """Draws on an open QPainter; coordinates count from the painter's origin."""

    def __init__(self, look: Look, painter: QPainter) -> None:
        super().__init__(look)
        self._painter = painter
        self._ratio = painter.device().devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def box(self, x: float, y: float, w: float, h: float, radius: float = 0, fill: str = "", edge: str = "",
            thick: float = 1) -> None:  # fmt: skip
        """A rounded rectangle."""
        painter = self._painter
        painter.setBrush(self.look.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        if edge:
            painter.setPen(QPen(self.look.colour(edge), thick))
            rect = QRectF(x + thick / 2, y + thick / 2, w - thick, h - thick)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            rect = QRectF(x, y, w, h)
        if radius:
            painter.drawRoundedRect(rect, radius, radius)
        else:
            painter.drawRect(rect)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """A polygon."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self.look.colour(fill))
        self._painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))

    def icon(self, name: str, x: float, y: float, size: int, colour: str) -> None:
        """A tinted pixmap at the screen's resolution."""
        self._painter.drawPixmap(QPointF(x, y), icon(name, self.look.colour(colour), size, self._ratio))

    def text(self, x: float, baseline: float, text: str, size: float, bold: bool, colour: str) -> None:
        """A line of text."""
        painter = self._painter
        painter.setFont(self.look.font(size, bold))
        painter.setPen(self.look.colour(colour))
        painter.drawText(QPointF(x, baseline), text)
