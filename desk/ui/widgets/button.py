"""Buttons that draw themselves in the look: main, outline, quiet, tab."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desk.ui.pictures.control import control_width, draw_control
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.theme import Look


class Button(QAbstractButton):
    """A push button.

    `kind`: `main` (filled with `colour`), `outline`, `quiet` (no frame until hovered), `tab` (rounded, filled when
    checked). `height` in px at 100 %; the text is never shortened, so the width hint is also the minimum.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        kind: str = "outline",
        colour: str = "ink",
        height: int = 44,
        picture: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._kind = kind
        self._colour = colour
        self._height = height
        self._picture = picture
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide enough for the whole text."""
        width = control_width(self._look, self._kind, self.text(), self._picture, self._height)
        return QSize(width, self._look.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """The text is never cut."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hover begins."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Hover ends."""
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and nothing else."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_control(
            PainterCanvas(self._look, painter),
            0,
            0,
            self.width(),
            self.height(),
            self.text(),
            kind=self._kind,
            colour=self._colour,
            picture=self._picture,
            state=self._state(),
        )
        painter.end()

    def _state(self) -> str:
        if not self.isEnabled():
            return "off"
        if self.isChecked():
            return "on"
        if self.isDown():
            return "down"
        if self.hasFocus():
            return "focus"
        return "over" if self.underMouse() else ""
