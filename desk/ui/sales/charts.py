"""The charts as widgets: a bar is picked by a press or with the arrow keys, and its figures are told."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.ui.pictures.painted import PainterCanvas
from desk.ui.sales.drawing import ROW, Column, Strip, change_room, draw_columns, draw_strip
from desk.ui.theme import Look

#: Height of a chart over time at 100 %.
HEIGHT = 220


class Chart(QWidget):
    """Bars of which one may be picked.

    Signals:
        picked(int): the bar that was pressed or reached by a key; -1 for none.
    """

    picked = Signal(int)

    def __init__(self, look: Look, name: str, said: Sequence[str]) -> None:
        """`said` is what a screen reader says of each bar."""
        super().__init__()
        self._look = look
        self._said = list(said)
        self.pick = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(said[:12]))

    def choose(self, bar: int) -> None:
        """Pick a bar; the picked one once more lets it go."""
        bar = -1 if bar == self.pick or not 0 <= bar < len(self._said) else bar
        self._set(bar)

    def _set(self, bar: int) -> None:
        self.pick = bar
        if bar >= 0:
            self.setAccessibleDescription(self._said[bar])
        self.update()
        self.picked.emit(bar)

    def bar_at(self, point: QPointF) -> int:
        """Which bar is there."""
        raise NotImplementedError

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick it."""
        self.choose(self.bar_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from bar to bar, Escape lets go."""
        key = event.key()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Up} and self._said:
            self._set(max(0, self.pick - 1))
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Down} and self._said:
            self._set(min(len(self._said) - 1, self.pick + 1))
        elif key == Qt.Key.Key_Escape and self.pick >= 0:
            self._set(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where keys go."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No more."""
        self.update()


class ColumnChart(Chart):
    """Bars over time."""

    def __init__(
        self,
        look: Look,
        name: str,
        columns: Sequence[Column],
        said: Sequence[str],
        scale: Sequence[str],
        top: int,
    ) -> None:
        super().__init__(look, name, said)
        self._columns = columns
        self._scale = scale
        self._top = top
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self._look.px(240), self._look.px(HEIGHT))

    def bar_at(self, point: QPointF) -> int:
        """Which bar is there."""
        from desk.ui.theme import FINE

        ruler, px = self._look.ruler(FINE), self._look.px
        margin = max((ruler.width(word) for word in self._scale), default=0) + px(10)
        if point.x() < margin or not self._columns:
            return -1
        return int((point.x() - margin) / ((self.width() - margin) / len(self._columns)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_columns(
            PainterCanvas(self._look, painter),
            (0, 0, self.width(), self.height()),
            self._columns,
            self._scale,
            self._top,
            picked=self.pick,
            focus=self.hasFocus(),
        )
        painter.end()


class StripChart(Chart):
    """A list of bars, the best first."""

    def __init__(
        self, look: Look, name: str, strips: Sequence[Strip], said: Sequence[str], most: int = 0
    ) -> None:
        """`most` is what the longest bar could be worth; 0: as much as the longest there is."""
        super().__init__(look, name, said)
        self._strips = strips
        self._most = most or max((max(strip.now, strip.before) for strip in strips), default=1) or 1
        self._over = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A row for each."""
        return QSize(self._look.px(200), self._look.px(ROW) * len(self._strips))

    def bar_at(self, point: QPointF) -> int:
        """Which bar is there."""
        return int(point.y() // self._look.px(ROW))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what a press would pick."""
        over = self.bar_at(event.position())
        if over != self._over:
            self._over = over
            self.update()

    def leaveEvent(self, event: object) -> None:
        """Nothing lights up."""
        self._over = -1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        painter = QPainter(self)
        canvas = PainterCanvas(self._look, painter)
        room, tall = change_room(canvas, self._strips), self._look.px(ROW)
        for row, strip in enumerate(self._strips):
            state = "on" if row == self.pick else "over" if row == self._over else ""
            if state == "on" and self.hasFocus():
                state = "on-focus"
            draw_strip(canvas, (0, row * tall, self.width(), tall), strip, self._most, room, state=state)
        if self.hasFocus() and self.pick < 0:
            canvas.box(0, 0, self.width(), self.height(), self._look.px(6), "", "blue", self._look.px(2))
        painter.end()
