"""Customers that stand behind a bar, over the window: a press opens one of them; the list becomes a file or a slip."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desk.ui.people.words import who
from desk.ui.sales.charts import StripChart
from desk.ui.sales.drawing import Strip
from desk.ui.sales.shown import PeopleList
from desk.ui.sales.words import day_word, money, orders_word
from desk.ui.theme import HEAD, SMALL, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, Sheet, row
from desk.ui.widgets.overlay import Overlay


class PeopleOverlay(Overlay):
    """A list of customers.

    Signals:
        wanted(int): a customer was pressed. exported(str): the list is wanted in that file. printed(): on paper.
    """

    wanted = Signal(int)
    exported = Signal(str)
    printed = Signal()

    def __init__(self, look: Look, people: PeopleList, currency: str, parent: QWidget) -> None:
        block = Sheet(look, pad=20)
        super().__init__(look, block, 560, parent)
        self._title = people.title
        block.rows.addWidget(Label(look, people.title, size=HEAD, bold=True))
        block.rows.addWidget(Label(look, people.hint, size=SMALL, colour="muted"))
        self.export = Button(look, self.tr("导出 CSV"), height=44, picture="download")
        self.export.clicked.connect(self._choose_file)
        self.paper = Button(look, self.tr("打印名单"), height=44, picture="printer")
        self.paper.clicked.connect(self._print)
        block.rows.addLayout(row(look, self.export, self.paper, stretch=True))
        strips = [
            Strip(
                f"{who(each)} · {day_word(each.last_day)}",
                money(each.amount, currency),
                orders_word(each.orders),
                "", "muted", each.amount, 0,
            )
            for each in people.rows
        ]  # fmt: skip
        self.chart = StripChart(look, people.title, strips, [strip.name for strip in strips])
        ids = [each.id for each in people.rows]
        self.chart.picked.connect(
            lambda bar: self.wanted.emit(ids[bar]) if bar >= 0 else None  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType] - a Signal(int)
        )
        block.rows.addWidget(self.chart)
        if not people.rows:
            block.rows.addWidget(Label(look, self.tr("没有这样的顾客"), size=SMALL, colour="muted"))
            self.export.setEnabled(False)
            self.paper.setEnabled(False)
        block.rows.addStretch(1)

    def _print(self) -> None:
        self.printed.emit()
        self.closed.emit()

    def _choose_file(self) -> None:
        # open(), never exec(): orders go on arriving while somebody looks for a place
        dialog = QFileDialog(self.window(), self.tr("导出名单"), "", "CSV (*.csv)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{self._title.replace('/', '-')}.csv")
        dialog.fileSelected.connect(self.exported)
        dialog.open()
