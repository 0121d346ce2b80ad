"""The dark rail at the left: the pages of the desk, settings at the bottom."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desk.ui.arrangement import rail_places
from desk.ui.board.columns import NEW
from desk.ui.pictures.frame import draw_rail_button
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.printer_words import stopped
from desk.ui.shown import Shown
from desk.ui.theme import Look
from desk.ui.verbs import Verbs
from desk.ui.words import rail_words


class RailButton(QAbstractButton):
    """An icon over a word, with a red count when something waits."""

    def __init__(self, look: Look, text: str, picture: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._picture = picture
        self._count = 0
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_count(self, count: int) -> None:
        """How many things wait there; 0 hides the number."""
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(str(count) if count else "")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_rail_button(
            PainterCanvas(self._look, painter),
            0,
            0,
            self.width(),
            self.height(),
            self.text(),
            self._picture,
            self._count,
            on=self.isChecked(),
            lit=self.underMouse(),
            focus=self.hasFocus(),
        )
        painter.end()


class Rail(QWidget):
    """Pages and settings."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._buttons: dict[str, RailButton] = {}
        for page, text, picture in rail_words():
            button = RailButton(look, text, picture, self)
            button.setCheckable(page != "settings")
            button.clicked.connect(lambda _on=False, wanted=page: verbs.page_wanted.emit(wanted))
            self._buttons[page] = button
        shown.board.counts_changed.connect(self._count)
        shown.printers_changed.connect(self._count)
        shown.inbox.talks_changed.connect(self._count)
        self._count()
        self.show_page("orders")

    def show_page(self, page: str) -> None:
        """Mark the page that is open."""
        for name, button in self._buttons.items():
            if name != "settings":
                button.setChecked(name == page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages from the top, settings at the bottom."""
        places = rail_places(self._look, self.width(), self.height(), len(self._buttons))
        for button, place in zip(self._buttons.values(), places, strict=True):
            button.setGeometry(*place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dark ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("rail"))
        painter.end()

    def _count(self) -> None:
        self._buttons["orders"].set_count(len(self._shown.board.columns[NEW].keys))
        self._buttons["messages"].set_count(self._shown.inbox.unread)
        self._buttons["printers"].set_count(sum(stopped(card) for card in self._shown.printers))
