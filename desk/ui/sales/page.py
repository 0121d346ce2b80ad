"""The page of sales: which stretch, four figures, the chart over time, and a list of bars for each group."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.returning import Returning, Segment
from desk.domain.sales_report import GROUPED, SalesReport, SalesSpan
from desk.domain.statistics import Dimension
from desk.ui.sales.blocks import FigureBlock, GroupBlock, SeriesBlock, figure_parts
from desk.ui.sales.words import before_word, span_word, stretch_word
from desk.ui.shown import Shown
from desk.ui.theme import HEAD, SMALL, TEXT, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label
from desk.ui.widgets.scroll import ScrollColumn

if TYPE_CHECKING:
    from desk.ui.sales.returns import ReturnsView

#: Widths at 100 % from which four figures stand side by side, and two or three lists.
PAIR_FROM, FOUR_FROM, TWO_FROM, THREE_FROM = 520, 860, 700, 1080


class SalesPage(QWidget):
    """Built when it is opened first.

    Signals:
        overlay_wanted(object): an Overlay that is to lie over the window. customer_wanted(int): that one's card.
    """

    overlay_wanted = Signal(object)
    customer_wanted = Signal(int)

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._sales = shown.sales
        self._verbs = verbs
        self._over = parent
        self.view: ReturnsView | None = None
        self._whole: set[Dimension] = set()
        self._built: tuple[object, ...] = ()
        self._scroll: ScrollColumn | None = None
        self._place = 0
        self.spans: dict[SalesSpan, Button] = {}
        self.series: SeriesBlock | None = None
        self.groups: dict[Dimension, GroupBlock] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addLayout(self._top())
        self._body = QVBoxLayout()
        self._rows.addLayout(self._body, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sales.report_changed.connect(self.refresh)
        self._sales.returning_changed.connect(self.refresh)
        self._sales.people_listed.connect(self._list_people)
        self._mark()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Read it anew: orders came in meanwhile."""
        self._sales.watched += 1
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._sales.watched -= 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number of columns."""
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go a stretch back and forth."""
        match event.key():
            case Qt.Key.Key_Left:
                self.earlier.click()
            case Qt.Key.Key_Right:
                self.later.click()
            case _:
                super().keyPressEvent(event)

    # --- what is asked -------------------------------------------------------------------------------------

    def _top(self) -> QVBoxLayout:
        look, px = self._look, self._look.px
        rows = QVBoxLayout()
        rows.setContentsMargins(px(20), px(12), px(20), px(8))
        flow = FlowLayout(px(8))
        for span in SalesSpan:
            button = Button(look, span_word(span), kind="tab", height=44)
            button.setCheckable(True)
            button.clicked.connect(self._choose(span))
            flow.addWidget(button)
            self.spans[span] = button
        self.returns = Button(look, self.tr("谁会回来"), kind="tab", height=44)
        self.returns.setCheckable(True)
        self.returns.clicked.connect(self._show_returns)
        flow.addWidget(self.returns)
        self._steps = steps = QWidget()
        row = QHBoxLayout(steps)
        row.setContentsMargins(px(8), 0, px(8), 0)
        row.setSpacing(px(4))
        self.earlier = Button(look, "", kind="quiet", height=44, picture="chevron-left")
        self.later = Button(look, "", kind="quiet", height=44, picture="chevron-right")
        self.earlier.setAccessibleName(self.tr("往前"))
        self.later.setAccessibleName(self.tr("往后"))
        self.earlier.clicked.connect(lambda: self._step(1))
        self.later.clicked.connect(lambda: self._step(-1))
        self.when = Label(look, "", size=TEXT, bold=True, wrap=False)
        self.when.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.when.setMinimumWidth(px(150))
        for widget in (self.earlier, self.when, self.later):
            row.addWidget(widget)
        flow.addWidget(steps)
        self.day_end = Button(look, self.tr("打印日结"), height=44, picture="printer")
        self.day_end.clicked.connect(lambda: self._verbs.backend.slip("day-end", on_paper=True))
        self.export = Button(look, self.tr("导出"), height=44, picture="download")
        self.export.clicked.connect(self._export)
        for button in (self.day_end, self.export):
            flow.addWidget(button)
        rows.addLayout(flow)
        return rows

    def _choose(self, span: SalesSpan) -> Callable[[], None]:
        def choose() -> None:
            self._want(span, 0)

        return choose

    def _show_returns(self) -> None:
        self._sales.returns = True
        self._mark()
        self._ask()
        self.refresh()

    def _list_people(self) -> None:
        """The customers behind the bar that was pressed."""
        from desk.ui.sales.people_overlay import PeopleOverlay

        people = self._sales.people
        if people is None or not self.isVisible():
            return
        overlay = PeopleOverlay(self._look, people, self._shown.currency, self._over)
        overlay.wanted.connect(self.customer_wanted)
        overlay.exported.connect(self._export_people)
        overlay.printed.connect(self._print_people)
        self.overlay_wanted.emit(overlay)

    def _step(self, by: int) -> None:
        self._want(self._sales.span, max(0, self._sales.back + by))

    def _want(self, span: SalesSpan, back: int) -> None:
        self._sales.ask(span, back)
        self._whole.clear()
        self._mark()
        self._ask()
        self.refresh()

    def _ask(self) -> None:
        desk = self._verbs.backend.sales
        if desk is not None and self._sales.returns:
            desk.returning()
        elif desk is not None:
            desk.refresh()

    def _mark(self) -> None:
        returns = self._sales.returns
        for span, button in self.spans.items():
            button.setChecked(span is self._sales.span and not returns)
        self.returns.setChecked(returns)
        for widget in (self._steps, self.day_end, self.export):
            widget.setVisible(not returns)
        self.later.setEnabled(self._sales.back > 0)

    # --- what is shown -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the report as it is now."""
        report, look = self._sales.report, self._look
        shape = (
            self.width() >= look.px(FOUR_FROM),
            self.width() >= look.px(TWO_FROM),
            self.width() >= look.px(THREE_FROM),
            self.width() >= look.px(PAIR_FROM),
        )
        returning = self._sales.returning if self._sales.returns else None
        wanted = (
            self._sales.returns,
            returning,
            report,
            shape,
            frozenset(self._whole),
            tuple(self._sales.kinds.items()),
        )
        if wanted == self._built:
            return
        place = self._scroll.verticalScrollBar().value() if self._scroll is not None else 0
        self._built = wanted
        picked = self._picked()
        if self._scroll is not None:
            self._scroll.hide()
            self._scroll.deleteLater()
            self._scroll = self.series = self.view = None
            self.groups = {}
        if self._sales.returns:
            if returning is not None:
                self.view = self._returns(returning, two=shape[1])
                self._scroll = ScrollColumn(look, self.view)
                self._body.addWidget(self._scroll)
            return
        if report is None:
            return
        words = stretch_word(report.span, report.this)
        self.when.setText(words)
        self.when.updateGeometry()
        self._scroll = ScrollColumn(look, self._make(report, shape))
        self._body.addWidget(self._scroll)
        for chart, key in picked:
            self._pick(chart, key)
        self._place = place
        QTimer.singleShot(0, self._scroll, self._scroll_back)

    def _scroll_back(self) -> None:
        """To where the page stood before it was made anew, once it knows its height."""
        if self._scroll is not None:
            self._scroll.verticalScrollBar().setValue(self._place)

    def _picked(self) -> list[tuple[str, str]]:
        """The bars that are picked, for when the page is made anew because an order came in."""
        found = [(by.value, block.picked) for by, block in self.groups.items()]
        if self.series is not None:
            found.append(("", self.series.picked))
        return [(chart, key) for chart, key in found if key]

    def _pick(self, chart: str, key: str) -> None:
        if chart:
            if (group := self.groups.get(Dimension(chart))) is not None:
                group.pick(key)
        elif self.series is not None:
            self.series.pick(key)

    def _returns(self, returning: Returning, *, two: bool) -> "ReturnsView":
        from desk.ui.sales.returns import ReturnsView

        view = ReturnsView(self._look, returning, self._shown.currency, two=two)
        view.segment_wanted.connect(self._members)
        view.product_wanted.connect(self._buyers)
        return view

    def _members(self, segment: Segment) -> None:
        if (desk := self._verbs.backend.sales) is not None:
            desk.members(segment)

    def _buyers(self, product: str) -> None:
        if (desk := self._verbs.backend.sales) is not None:
            desk.buyers(product)

    def _export_people(self, path: str) -> None:
        if (desk := self._verbs.backend.sales) is not None:
            desk.export_people(path)

    def _print_people(self) -> None:
        if (desk := self._verbs.backend.sales) is not None:
            desk.print_people()

    def _make(self, report: SalesReport, shape: tuple[bool, bool, bool, bool]) -> QWidget:
        look, px = self._look, self._look.px
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(px(20), px(4), px(12), px(20))
        rows.setSpacing(px(12))
        if not report.total.now.orders and not report.total.before.orders:
            rows.addStretch(1)
            title = Label(look, self.tr("这段时间没有卖出"), size=HEAD, bold=True)
            hint = Label(
                look, self.tr("单子一进来，这里就有数字。拒掉和取消的单子不算。"), size=SMALL, colour="muted"
            )
            for label in (title, hint):
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                rows.addWidget(label)
            rows.addStretch(2)
            return made
        rows.addLayout(self._figures(report, four=shape[0], two=shape[3]))
        self.series = SeriesBlock(look, report, self._shown.currency)
        rows.addWidget(self.series)
        rows.addLayout(self._lists(report, 3 if shape[2] else 2 if shape[1] else 1))
        note = self.tr("按下单时间算，拒掉和取消的单子不算。竖线是之前那段时间的位置。")
        rows.addWidget(Label(look, note, size=SMALL, colour="muted"))
        rows.addStretch(1)
        return made

    def _figures(self, report: SalesReport, *, four: bool, two: bool) -> QGridLayout:
        look = self._look
        grid = QGridLayout()
        grid.setSpacing(look.px(10))
        across = 4 if four else 2 if two else 1
        words = (self.tr("营业额"), self.tr("单数"), self.tr("平均每单"), self.tr("卖出"))
        for number, (word, figure, part) in enumerate(figure_parts(report, self._shown.currency, words)):
            block = FigureBlock(look, word, figure, part, before_word(report))
            grid.addWidget(block, number // across, number % across)
            grid.setColumnStretch(number % across, 1)
        return grid

    def _lists(self, report: SalesReport, across: int) -> QHBoxLayout:
        """The groups in columns, each below the shortest."""
        look, px = self._look, self._look.px
        made = QHBoxLayout()
        made.setSpacing(px(12))
        columns = [QVBoxLayout() for _ in range(across)]
        tall = [0] * across
        for column in columns:
            column.setSpacing(px(12))
            made.addLayout(column, 1)
        for by in GROUPED:
            if by is Dimension.HOUR and report.span is SalesSpan.DAY:
                continue
            block = GroupBlock(
                look,
                by,
                report,
                self._sales,
                self._shown.currency,
                whole=by in self._whole or by is Dimension.HOUR,
            )
            block.unfolded.connect(self._unfold(by))
            shortest = tall.index(min(tall))
            columns[shortest].addWidget(block)
            tall[shortest] += block.sizeHint().height()
            self.groups[by] = block
        for column in columns:
            column.addStretch(1)
        return made

    def _unfold(self, by: Dimension) -> Callable[[], None]:
        def unfold() -> None:
            self._whole.add(by)
            # later: the button that was pressed is part of what is made anew
            QTimer.singleShot(0, self, self.refresh)

        return unfold

    # --- files ---------------------------------------------------------------------------------------------

    def _export(self) -> None:
        from desk.ui.sales.export_overlay import ExportOverlay

        if self._sales.report is None:
            return
        overlay = ExportOverlay(self._look, self._over)
        overlay.chosen.connect(self._choose_file)
        self.overlay_wanted.emit(overlay)

    def _choose_file(self, kind: str) -> None:
        # open(), never exec(): orders go on arriving while somebody looks for a place
        report = self._sales.report
        if report is None:
            return
        last = min(report.this.last, report.this.first + timedelta(days=366))
        days = f"{report.this.first:%Y-%m-%d}" + (f" {last:%m-%d}" if last != report.this.first else "")
        name = self.tr("销售 {days}.{kind}").format(days=days, kind=kind)
        dialog = QFileDialog(self.window(), self.tr("导出销售"), "", f"{kind.upper()} (*.{kind})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self._exported(kind, path))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType] - a Signal(str)
        dialog.open()

    def _exported(self, kind: str, path: str) -> None:
        desk = self._verbs.backend.sales
        if desk is not None:
            desk.export(kind, path)
