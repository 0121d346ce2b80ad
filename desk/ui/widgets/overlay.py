"""A veil over the window with a block in its middle or at its lower left; a press beside it closes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desk.ui.theme import Look
from desk.ui.widgets.label import Sheet
from desk.ui.widgets.scroll import ScrollColumn


class Overlay(QWidget):
    """Holds `block`, scrolling it when the window is too small for it.

    Signals:
        closed(): Escape, or a press beside the block.
    """

    closed = Signal()

    def __init__(
        self, look: Look, block: Sheet, width: int, parent: QWidget, *, corner: bool = False
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._block = block
        self._width = width
        self._corner = corner
        self._scroll = ScrollColumn(look, block)
        self._scroll.setParent(self)
        self._scroll.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the block."""
        self.place()

    @property
    def tall(self) -> int:
        """Height of the block as it stands, in pixels."""
        return self._scroll.height()

    def place(self) -> None:
        """Give the block its room; again when it grew or shrank."""
        px = self._look.px
        width = min(px(self._width), self.width() - px(16))
        inner = width - px(8)
        wanted = self._block.heightForWidth(inner) if self._block.hasHeightForWidth() else 0
        height = min(wanted or self._block.sizeHint().height(), self.height() - px(16))
        if self._corner:
            self._scroll.setGeometry(px(8), self.height() - height - px(8), width, height)
        else:
            self._scroll.setGeometry(
                (self.width() - width) // 2, (self.height() - height) // 2, width, height
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The veil."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("veil"))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the block."""
        if not self._scroll.geometry().contains(event.position().toPoint()):
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; every other key stays here."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Question}:
            self.closed.emit()
        event.accept()
