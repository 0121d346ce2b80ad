"""Which other customer is the same person: looked for, looked at, then made one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.people import masked
from desk.domain.statistics import CustomerRow
from desk.ui.people.list import PAUSE, SearchField
from desk.ui.people.shown import PeopleShown
from desk.ui.people.words import rhythm_words, who
from desk.ui.theme import HEAD, SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, Rule, Sheet
from desk.ui.widgets.overlay import Overlay

#: So many are offered.
MOST = 5


class MergeOverlay(Overlay):
    """Find the other one, press 合并.

    Signals:
        looked(str): a text is to be searched for. chosen(int): that customer is the same person.
    """

    looked = Signal(str)
    chosen = Signal(int)

    def __init__(self, look: Look, people: PeopleShown, of: CustomerRow, parent: QWidget) -> None:
        block = Sheet(look, pad=20)
        super().__init__(look, block, 520, parent)
        self._look = look
        self._people = people
        self._of = of
        self.buttons: dict[int, Button] = {}
        block.rows.setSpacing(look.px(10))
        title = self.tr("谁也是“{name}”？").format(name=who(of))
        block.rows.addWidget(Label(look, title, size=HEAD, bold=True))
        words = self.tr("两边的订单、电话、备忘会合在一起。合并以后随时可以撤销。")
        block.rows.addWidget(Label(look, words, size=SMALL, colour="muted"))
        self.field = SearchField(look)
        self.field.left.connect(self.closed)
        block.rows.addWidget(self.field)
        self._found = QVBoxLayout()
        self._found.setSpacing(0)
        block.rows.addLayout(self._found)
        self._holder: QWidget | None = None
        block.rows.addStretch(1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self._search)
        self.field.textChanged.connect(self._wait.start)
        people.candidates_changed.connect(self._show)
        self._show()

    def begin(self) -> None:
        """Look for people of the same name first."""
        self.field.setText(self._of.name)
        self.field.selectAll()
        self.field.setFocus()
        self._wait.stop()
        self._search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; other keys stay here."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        event.accept()

    def _search(self) -> None:
        self.looked.emit(self.field.text())

    def _show(self) -> None:
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        look, self.buttons = self._look, {}
        self._holder = QWidget()
        rows = QVBoxLayout(self._holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        found = [row for row in self._people.candidates if row.id != self._of.id][:MOST]
        for row in found:
            rows.addWidget(self._row(row))
            rows.addWidget(Rule(look))
        if not found:
            words = self.tr("没有别人叫这个名字。试试别的写法，或者电话的最后四位。")
            rows.addWidget(Label(look, words, size=SMALL, colour="muted"))
        self._found.addWidget(self._holder)
        QTimer.singleShot(0, self, self.place)

    def _row(self, row: CustomerRow) -> QWidget:
        look, px = self._look, self._look.px
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, px(8), 0, px(8))
        line.setSpacing(px(10))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Label(look, who(row), size=TEXT, bold=True))
        below = " · ".join(filter(None, (masked(row.phone) if row.phone else "", rhythm_words(row))))
        words.addWidget(Label(look, below, size=SMALL, colour="muted"))
        line.addLayout(words, 1)
        button = Button(look, self.tr("合并"), height=44, picture="git-merge")
        button.setAccessibleName(self.tr("和 {name} 合并").format(name=who(row)))
        button.clicked.connect(self._choose(row.id))
        line.addWidget(button)
        self.buttons[row.id] = button
        return made

    def _choose(self, customer: int) -> Callable[[], None]:
        def choose() -> None:
            self.chosen.emit(customer)
            self.closed.emit()

        return choose
