"""How the best customers are counted: in which span, by money or by orders; and the list as a file."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desk.domain.people import Span
from desk.ui.people.shown import PeopleShown
from desk.ui.people.words import span_word
from desk.ui.theme import Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout


class BestChoice(QWidget):
    """Each choice applies at once.

    Signals:
        changed(): counted otherwise. exported(), printed(): the list is wanted as a file, or on paper.
    """

    changed = Signal()
    exported = Signal()
    printed = Signal()

    def __init__(self, look: Look, people: PeopleShown, parent: QWidget) -> None:
        super().__init__(parent)
        self._people = people
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(6))
        flow = FlowLayout(look.px(6))
        self.spans: dict[Span, Button] = {}
        for span in Span:
            button = Button(look, span_word(span), kind="tab", height=32)
            button.setCheckable(True)
            button.clicked.connect(self._choose(span))
            flow.addWidget(button)
            self.spans[span] = button
        rows.addLayout(flow)
        flow = FlowLayout(look.px(6))
        self.by: dict[bool, Button] = {}
        for by_orders, word in ((False, self.tr("按金额")), (True, self.tr("按次数"))):
            button = Button(look, word, kind="tab", height=32)
            button.setCheckable(True)
            button.clicked.connect(self._count(by_orders))
            flow.addWidget(button)
            self.by[by_orders] = button
        self.export = Button(
            look, self.tr("导出"), kind="quiet", colour="blue", height=32, picture="download"
        )
        self.export.setToolTip(self.tr("存成表格文件（CSV），Excel、WPS 都能打开"))
        self.export.clicked.connect(self.exported)
        flow.addWidget(self.export)
        self.paper = Button(look, self.tr("打印"), kind="quiet", colour="blue", height=32, picture="printer")
        self.paper.setToolTip(self.tr("从前台的打印机出来"))
        self.paper.clicked.connect(self.printed)
        flow.addWidget(self.paper)
        rows.addLayout(flow)
        self._mark()

    def _choose(self, span: Span) -> Callable[[], None]:
        def choose() -> None:
            self._people.span = span
            self._mark()
            self.changed.emit()

        return choose

    def _count(self, by_orders: bool) -> Callable[[], None]:
        def count() -> None:
            self._people.by_orders = by_orders
            self._mark()
            self.changed.emit()

        return count

    def _mark(self) -> None:
        for span, button in self.spans.items():
            button.setChecked(span is self._people.span)
        for by_orders, button in self.by.items():
            button.setChecked(by_orders == self._people.by_orders)
