"""The fields of a product: a word above, what is typed, and below what is wrong with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desk.ui.palette import field_sheet
from desk.ui.theme import SMALL, TEXT, Look
from desk.ui.widgets.label import Label


class LineField(QLineEdit):
    """One line.

    Signals:
        left(): Escape.
    """

    left = Signal()

    def __init__(self, look: Look, name: str, hint: str = "", *, most: int = 200) -> None:
        super().__init__()
        self.setStyleSheet(field_sheet(look))
        self.setFont(look.font(TEXT))
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setMinimumHeight(look.px(44))
        self.setMaxLength(most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters stay here; Enter goes on, Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            self.clearFocus()  # unless somebody took it
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
        event.accept()


class Named(QWidget):
    """A field with its word above and what is wrong below."""

    def __init__(self, look: Look, word: str, field: QWidget) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(4))
        rows.addWidget(Label(look, word, size=SMALL, colour="muted"))
        rows.addWidget(field)
        self.problem = Label(look, "", size=SMALL, colour="red")
        self.problem.hide()
        rows.addWidget(self.problem)
        rows.addStretch(1)

    def complain(self, problem: str) -> None:
        """Say what is wrong; "" takes it back."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
