"""Standing lines of trouble under the header: a connection that is down, a disk that is full."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desk.ui.pictures.painted import PainterCanvas
from desk.ui.pictures.text_fit import lines
from desk.ui.shown import Shown
from desk.ui.theme import TEXT, Look


class Banners(QWidget):
    """One block of lines for each trouble.

    Signals:
        pressed(str): the key of the trouble whose block was pressed.
    """

    pressed = Signal(str)

    def __init__(self, look: Look, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown

    def refresh(self) -> None:
        """Show the present ones."""
        self.setAccessibleName("；".join(text for text, _kind in self._shown.banners.values()))
        self.update()

    def height_for(self, width: int) -> int:
        """Height of all of them at a width."""
        return sum(self._height(rows) for rows, _kind in self._wrapped(width))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Which one was pressed."""
        y = 0
        for key, (rows, _kind) in zip(self._shown.banners, self._wrapped(self.width()), strict=True):
            y += self._height(rows)
            if event.position().y() < y:
                self.pressed.emit(key)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Soft ground, sign, words."""
        look, px, y = self._look, self._look.px, 0
        painter = QPainter(self)
        canvas, ruler = PainterCanvas(look, painter), look.ruler(TEXT, True)
        for rows, kind in self._wrapped(self.width()):
            colour = "red" if kind == "bad" else "amber"
            height = self._height(rows)
            canvas.box(0, y, self.width(), height, 0, f"{colour}_soft")
            canvas.box(0, y + height - 1, self.width(), 1, 0, colour)
            canvas.sign("late", px(18), y + px(8) + (ruler.height() - px(13)) / 2, px(13), colour)
            for place, row in enumerate(rows):
                canvas.words(
                    px(40), y + px(8) + place * ruler.height(), ruler.height(), row, TEXT, True, colour
                )
            y += height
        painter.end()

    def _wrapped(self, width: int) -> list[tuple[list[str], str]]:
        ruler, room = self._look.ruler(TEXT, True), width - self._look.px(58)
        return [(lines(text, ruler, room, 3), kind) for text, kind in self._shown.banners.values()]

    def _height(self, rows: list[str]) -> int:
        return self._look.ruler(TEXT, True).height() * len(rows) + self._look.px(16)
