"""A thin scroll bar that takes the same room whether or not there is something to scroll."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

from desk.ui.pictures.painted import PainterCanvas
from desk.ui.theme import Look
from desk.ui.touch import scroll_by_finger


class ThinScrollBar(QScrollBar):
    """A vertical scroll bar of 8 px, drawn as one rounded handle."""

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._look = look

    def sizeHint(self) -> QSize:
        """Thin."""
        return QSize(self._look.px(8), self._look.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the handle, and only when there is something to scroll."""
        span = self.maximum() - self.minimum()
        if span <= 0:
            return
        painter = QPainter(self)
        height = max(self._look.px(32), self.height() * self.pageStep() // (span + self.pageStep()))
        top = (self.height() - height) * (self.value() - self.minimum()) / span
        wide = self.width() - self._look.px(3)
        canvas = PainterCanvas(self._look, painter)
        canvas.box(
            self._look.px(2), top, wide, height, wide / 2, "muted" if self.isSliderDown() else "handle"
        )
        painter.end()


class ScrollColumn(QScrollArea):
    """A frameless area that scrolls one widget up and down, by wheel, keys or finger."""

    def __init__(self, look: Look, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBar(ThinScrollBar(look))
        self.setWidgetResizable(True)
        self.setWidget(content)
        content.setAutoFillBackground(False)  # what lies below shows through
        self.viewport().setAutoFillBackground(False)
        scroll_by_finger(self)
