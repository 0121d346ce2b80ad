"""The line at the top: the shop, today's orders and sum, and every printer with its state."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desk.domain.board import PrinterCard
from desk.ui.pictures.frame import FULL, PILL, PillWords, draw_header, draw_pill, pill_words, place_pills
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.shown import Shown
from desk.ui.theme import Look
from desk.ui.verbs import Verbs


class PrinterPill(QAbstractButton):
    """One printer: sign, name, state, tickets that wait. Opens the printers page."""

    def __init__(self, look: Look, card: PrinterCard, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._card = card
        self._words: PillWords = []
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_printer(self, card: PrinterCard, words: PillWords) -> None:
        """What it says now."""
        self._card, self._words = card, words
        everything = [text for text, _tone, _bold in pill_words(card, FULL)]
        self.setAccessibleName("，".join(everything))
        self.setToolTip(" · ".join(everything))
        self.setText(" ".join(text for text, _tone, _bold in words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_pill(
            PainterCanvas(self._look, painter), self._card, 0, 0, self.width(), self._words,
            lit=self.underMouse(), focus=self.hasFocus(),
        )  # fmt: skip
        painter.end()


class Header(QWidget):
    """Shop and totals at the left, printers at the right."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._verbs = verbs
        self._pills: list[PrinterPill] = []
        self._room = 0
        shown.printers_changed.connect(self._arrange)
        shown.totals_changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shop name and totals."""
        painter = QPainter(self)
        draw_header(
            PainterCanvas(self._look, painter), 0, self.width(), self.height(),
            self._shown.shop, self._shown.totals, self._room,
        )  # fmt: skip
        painter.end()

    def _arrange(self) -> None:
        printers = self._shown.printers
        while len(self._pills) > len(printers):
            self._pills.pop().deleteLater()
        while len(self._pills) < len(printers):
            pill = PrinterPill(self._look, printers[len(self._pills)], self)
            pill.clicked.connect(lambda _on=False: self._verbs.page_wanted.emit("printers"))
            self._pills.append(pill)
        placed, self._room = place_pills(self._look, printers, self._shown.shop, self.width())
        height = self._look.px(PILL)
        for pill, card, (x, width, words) in zip(self._pills, printers, placed, strict=True):
            pill.show_printer(card, words)
            pill.setGeometry(x, (self.height() - height) // 2, width, height)
            pill.show()
        self.update()
