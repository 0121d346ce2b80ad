"""One of a few, as buttons in a row of which one is on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.ui.theme import Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout


class Choice(QWidget):
    """`choices` as value and word; the first is on.

    Signals:
        edited(): another one is on.
    """

    edited = Signal()

    def __init__(self, look: Look, choices: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(look.px(6))
        self.setLayout(flow)
        self.value: object = choices[0][0]
        self.buttons: dict[object, Button] = {}
        for value, word in choices:
            button = Button(look, word, kind="tab", height=44)
            button.setCheckable(True)
            button.clicked.connect(self._choose(value))
            flow.addWidget(button)
            self.buttons[value] = button
        self.set(self.value)

    def set(self, value: object) -> None:
        """Which one is on."""
        self.value = value
        for each, button in self.buttons.items():
            button.setChecked(each == value)

    def _choose(self, value: object) -> Callable[[], None]:
        def choose() -> None:
            before = self.value
            self.set(value)
            if before != value:
                self.edited.emit()

        return choose
