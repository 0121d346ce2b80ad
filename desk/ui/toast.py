"""A passing message at the bottom of the window, with 撤销 when the step can be taken back."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desk.ui.pictures.painted import PainterCanvas
from desk.ui.pictures.text_fit import lines
from desk.ui.theme import R_CARD, TEXT, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button

#: Milliseconds it stays; trouble stays longer.
STAYS, STAYS_LONG = 6000, 15000
_SIGNS = {
    "good": ("green", "new"),
    "info": ("blue", "new"),
    "warn": ("amber", "late"),
    "bad": ("red", "late"),
}


class Toast(QWidget):
    """Says one thing. `undo` is an order id or "".

    Signals:
        gone(): time is up, or the person is done with it.
    """

    gone = Signal()

    def __init__(self, look: Look, text: str, kind: str, undo: str, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.text = text
        self._kind = kind if kind in _SIGNS else "info"
        self._rows: list[str] = []
        self.setAccessibleName(text)
        label, self._undo = (self.tr("撤销"), undo) if undo else (self.tr("知道了"), "")
        self.button = Button(look, label, height=40, parent=self)
        self.button.clicked.connect(lambda: self._press(verbs))
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.gone)
        self._timer.start(STAYS_LONG if kind in {"warn", "bad"} else STAYS)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)

    def size_for(self, width: int) -> QSize:
        """The size for a window that wide; wraps the text."""
        px, ruler = self._look.px, self._look.ruler(TEXT)
        room = min(px(560), width) - self.button.sizeHint().width() - px(60)
        self._rows = lines(self.text, ruler, room, 3)
        wide = max((ruler.width(row) for row in self._rows), default=0)
        tall = max(px(56), ruler.height() * len(self._rows) + px(24))
        return QSize(wide + self.button.sizeHint().width() + px(60), tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button at the right."""
        size, px = self.button.sizeHint(), self._look.px
        self.button.setGeometry(
            self.width() - size.width() - px(8),
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """A block with a sign in the colour of its kind."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        canvas = PainterCanvas(look, painter)
        colour, sign = _SIGNS[self._kind]
        canvas.box(0, 0, self.width(), self.height(), px(R_CARD), "panel", colour, 2)
        canvas.sign(sign, px(16), (self.height() - px(12)) / 2, px(12), colour)
        ruler = look.ruler(TEXT)
        top = (self.height() - ruler.height() * len(self._rows)) / 2
        for place, row in enumerate(self._rows):
            canvas.words(px(38), top + place * ruler.height(), ruler.height(), row, TEXT)
        painter.end()

    def _press(self, verbs: Verbs) -> None:
        if self._undo:
            verbs.take_back(self._undo)
        self.gone.emit()
