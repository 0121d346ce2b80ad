"""The blocks of the page: four figures, the chart over time, and a list of bars for each group."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.sales_report import Part, SalesReport, Sold, best
from desk.domain.statistics import Dimension
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.sales.bars import columns_of, said_of, scale_of, series_said, strip_of
from desk.ui.sales.charts import Chart, ColumnChart, StripChart
from desk.ui.sales.shown import SalesShown
from desk.ui.sales.words import (
    change_word,
    group_word,
    legend_words,
    money,
    orders_word,
    pieces_word,
    series_word,
)
from desk.ui.theme import NUMBER, SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label, Sheet

#: Rows of a list before it is unfolded.
SHORT = 6


def figure_parts(report: SalesReport, currency: str, words: Sequence[str]) -> list[tuple[str, str, Part]]:
    """The four figures: word, figure, and the two amounts that its change is made of."""
    now, before = report.total.now, report.total.before

    def alike(value: int, was: int) -> Part:
        return Part("", Sold(value, value), Sold(was, was))

    each, each_before = _average(now), _average(before)
    return [
        (words[0], money(now.amount, currency), report.total),
        (words[1], orders_word(now.orders), alike(now.orders, before.orders)),
        (words[2], money(each, currency) if now.orders else "–", alike(each, each_before)),
        (words[3], pieces_word(now.quantity), alike(now.quantity, before.quantity)),
    ]


def _average(sold: Sold) -> int:
    return round(sold.amount / sold.orders) if sold.orders else 0


class FigureBlock(Sheet):
    """A word, a figure, and how it changed."""

    def __init__(self, look: Look, word: str, figure: str, part: Part, than: str) -> None:
        super().__init__(look, pad=14)
        self.rows.setSpacing(look.px(2))
        self.rows.addWidget(Label(look, word, size=SMALL, colour="muted", wrap=False))
        self.rows.addWidget(Label(look, figure, size=NUMBER, bold=True, wrap=False))
        changed, colour = change_word(part)
        line = FlowLayout(look.px(6))
        if changed:
            line.addWidget(Label(look, changed, size=SMALL, bold=True, colour=colour, wrap=False))
        line.addWidget(Label(look, than, size=SMALL, colour="muted", wrap=False))
        self.rows.addLayout(line)


class Sample(QWidget):
    """What a full or a hollow bar looks like, for the legend."""

    def __init__(self, look: Look, *, full: bool) -> None:
        super().__init__()
        self._look = look
        self._full = full
        self.setFixedSize(look.px(14), look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A small bar."""
        painter, px = QPainter(self), self._look.px
        canvas = PainterCanvas(self._look, painter)
        fill, edge = ("blue", "") if self._full else ("hover", "muted")
        canvas.box(0, px(4), px(12), px(12), px(2), fill, edge)
        painter.end()


class SeriesBlock(Sheet):
    """The chart over time, with what its bars are, and the figures of the picked one or of the best."""

    def __init__(self, look: Look, report: SalesReport, currency: str) -> None:
        super().__init__(look, pad=16)
        self._keys = [part.key for part in report.series]
        self._said = series_said(report, currency)
        self._best = self._words_of_best(report, currency)
        line = FlowLayout(look.px(14))
        line.addWidget(Label(look, self.tr("营业额"), size=TEXT, bold=True, colour="muted", wrap=False))
        for full, words in zip((True, False), legend_words(report), strict=True):
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(look.px(4))
            row.addWidget(Sample(look, full=full))
            row.addWidget(Label(look, words, size=SMALL, wrap=False))
            line.addWidget(holder)
        self.rows.addLayout(line)
        top, scale = scale_of(report, currency)
        self.chart = ColumnChart(look, self.tr("营业额"), columns_of(report), self._said, scale, top)
        self.rows.addWidget(self.chart)
        self.told = Label(look, self._best, size=SMALL, colour="muted")
        self.rows.addWidget(self.told)
        self.chart.picked.connect(self._tell)

    @property
    def picked(self) -> str:
        """The key of the picked bar; "" for none."""
        return self._keys[self.chart.pick] if self.chart.pick >= 0 else ""

    def pick(self, key: str) -> None:
        """Pick the bar of that key, if there is one."""
        if key in self._keys:
            self.chart.choose(self._keys.index(key))

    def _words_of_best(self, report: SalesReport, currency: str) -> str:
        found = best(report.series)
        if found is None:
            return ""
        return self.tr("最好：{when}，{money}。点一根柱子看数字。").format(
            when=series_word(report.span, found.key), money=money(found.now.amount, currency)
        )

    def _tell(self, bar: int) -> None:
        self.told.setText(self._said[bar] if bar >= 0 else self._best)
        self.told.set_colour("ink" if bar >= 0 else "muted")


class GroupBlock(Sheet):
    """A list of bars of one group.

    Signals:
        chosen(str): the key that was picked; "" for none. unfolded(): all rows are wanted.
    """

    chosen = Signal(str)
    unfolded = Signal()

    def __init__(
        self, look: Look, by: Dimension, report: SalesReport, shown: SalesShown, currency: str, *, whole: bool
    ) -> None:
        super().__init__(look, pad=16)
        parts = report.by[by]
        few = parts if whole or len(parts) <= SHORT + 1 else parts[:SHORT]
        self._keys = [part.key for part in few]
        self._said = [said_of(by, part, shown.kinds, currency) for part in few]
        title = group_word(by)
        self.rows.addWidget(Label(look, title, size=TEXT, bold=True, colour="muted"))
        if not parts:
            self.rows.addWidget(Label(look, self.tr("这段时间还没有卖出"), size=SMALL, colour="muted"))
        strips = [strip_of(by, part, shown.kinds, currency) for part in few]
        self.chart: Chart = StripChart(look, title, strips, self._said)
        self.rows.addWidget(self.chart)
        self.told = Label(look, "", size=SMALL)
        self.told.setVisible(False)
        self.rows.addWidget(self.told)
        self.extra = QVBoxLayout()
        self.rows.addLayout(self.extra)
        self.more: Button | None = None
        if len(parts) > len(few):
            words = self.tr("还有 {n} 种").format(n=len(parts) - len(few))
            self.more = Button(look, words, kind="quiet", colour="blue", height=44)
            self.more.clicked.connect(self.unfolded)
            self.rows.addWidget(self.more)
        self.rows.addStretch(1)
        self.chart.picked.connect(self._tell)

    @property
    def picked(self) -> str:
        """The key of the picked bar; "" for none."""
        return self._keys[self.chart.pick] if self.chart.pick >= 0 else ""

    def pick(self, key: str) -> None:
        """Pick the bar of that key, if there is one."""
        if key in self._keys:
            self.chart.choose(self._keys.index(key))

    def _tell(self, bar: int) -> None:
        self.told.setText(self._said[bar] if bar >= 0 else "")
        self.told.setVisible(bar >= 0)
        self.chosen.emit(self._keys[bar] if bar >= 0 else "")
