"""The line at the bottom: what the keys do."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desk.ui.pictures.frame import draw_footer
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.shown import Shown
from desk.ui.theme import Look
from desk.ui.words import key_words


class Footer(QWidget):
    """Keys and their meaning for the chosen order."""

    def __init__(self, look: Look, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        shown.selected_changed.connect(self._selected)
        shown.board.changed.connect(self._changed)

    def _selected(self, _order_id: str) -> None:
        self.update()

    def _changed(self, order_ids: frozenset[str]) -> None:
        if self._shown.selected in order_ids:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        keys = key_words(self._shown.board.cards.get(self._shown.selected))
        draw_footer(PainterCanvas(self._look, painter), 0, 0, self.width(), self.height(), keys)
        painter.end()
