"""Line icons (Lucide, ISC) tinted with a colour of the look; drawn on first use and kept."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desk.ui.theme import assets

_drawn: dict[tuple[str, str, int, float], QPixmap] = {}


def icon(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon `name` as a square pixmap of `size` device-independent pixels on a screen of that pixel ratio."""
    key = (name, colour.name(), size, ratio)
    found = _drawn.get(key)
    if found is None:
        source = (assets() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        found = QPixmap(round(size * ratio), round(size * ratio))
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        tinted = source.replace("currentColor", colour.name())
        QSvgRenderer(QByteArray(tinted.encode())).render(painter, QRectF(found.rect()))
        painter.end()
        found.setDevicePixelRatio(ratio)
        _drawn[key] = found
    return found
