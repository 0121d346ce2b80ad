"""Who comes back: customers sorted with plain names, products that bring people again, and each month's new customers.

A press on a bar lists the customers behind it.
"""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.returning import Returning, Segment
from desk.ui.sales.charts import StripChart
from desk.ui.sales.drawing import Strip
from desk.ui.sales.words import money
from desk.ui.theme import SMALL, TEXT, Look
from desk.ui.widgets.label import Label, Sheet


def segment_words(segment: Segment) -> tuple[str, str]:
    """What a segment is called, and who is in it."""
    words = {
        Segment.CORE: QCoreApplication.translate("Sales", "主力|常来，花得也多"),
        Segment.REGULAR: QCoreApplication.translate("Sales", "常客|常来，每次花得不多"),
        Segment.GENEROUS: QCoreApplication.translate("Sales", "大手笔|来得少，花得多"),
        Segment.AGAIN: QCoreApplication.translate("Sales", "回头客|来过几次"),
        Segment.ONCE: QCoreApplication.translate("Sales", "来过一次|等着第二次"),
        Segment.WORTH_A_CALL: QCoreApplication.translate("Sales", "该打个电话|以前常来或花得多，很久没来了"),
        Segment.LOST: QCoreApplication.translate("Sales", "走了|来过几次，很久没来了"),
    }
    name, _, who = words[segment].partition("|")
    return name, who


def people_word(count: int) -> str:
    """`23 位`."""
    return QCoreApplication.translate("Sales", "{n} 位").format(n=f"{count:,}")


def month_word(month: str) -> str:
    """`2026 年 11 月`."""
    return QCoreApplication.translate("Sales", "{year} 年 {month} 月").format(
        year=month[:4], month=int(month[5:])
    )


class ReturnsView(QWidget):
    """Three lists of bars.

    Signals:
        segment_wanted(object): the customers of that Segment are to be listed. product_wanted(str): the buyers of
        that product.
    """

    segment_wanted = Signal(object)
    product_wanted = Signal(str)

    def __init__(self, look: Look, returning: Returning, currency: str, *, two: bool) -> None:
        super().__init__()
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(20), px(4), px(12), px(20))
        parts = QHBoxLayout() if two else QVBoxLayout()
        parts.setSpacing(px(12))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(px(12))
            parts.addLayout(column, 1)
        self.segments = self._segments(look, returning, currency, left)
        self.cohorts = self._cohorts(look, returning, left)
        self.products = self._products(look, returning, right)
        for column in (left, right):
            column.addStretch(1)
        rows.addLayout(parts)
        rows.addStretch(1)

    def _block(
        self, look: Look, title: str, hint: str, column: QVBoxLayout, strips: list[Strip], most: int = 0
    ) -> StripChart:
        block = Sheet(look, pad=16)
        block.rows.addWidget(Label(look, title, size=TEXT, bold=True, colour="muted"))
        block.rows.addWidget(Label(look, hint, size=SMALL, colour="muted"))
        said = [f"{strip.name}: {strip.money}, {strip.many}" for strip in strips]
        chart = StripChart(look, title, strips, said, most)
        block.rows.addWidget(chart)
        column.addWidget(block)
        return chart

    def _segments(self, look: Look, found: Returning, currency: str, column: QVBoxLayout) -> StripChart:
        strips: list[Strip] = []
        for size in found.segments:
            name, who = segment_words(size.segment)
            sum_ = money(size.amount, currency)
            strips.append(
                Strip(f"{name} · {who}", people_word(size.customers), sum_, "", "muted", size.amount, 0)
            )
        hint = self.tr("按多久没来、来过几次、一共花了多少分。条的长短是他们一共花了多少；点一条看是谁。")
        chart = self._block(look, self.tr("顾客分成几种"), hint, column, strips)

        def choose(bar: int) -> None:
            if bar >= 0:
                self.segment_wanted.emit(found.segments[bar].segment)

        chart.picked.connect(choose)
        return chart

    def _cohorts(self, look: Look, found: Returning, column: QVBoxLayout) -> StripChart:
        strips = [
            Strip(
                month_word(each.month),
                f"{_share(each.came_back, each.customers)}%",
                self.tr("{n} 位新客，{m} 位又来过").format(n=f"{each.customers:,}", m=f"{each.came_back:,}"),
                "", "muted", _share(each.came_back, each.customers), 0,
            )
            for each in found.cohorts
        ]  # fmt: skip
        hint = self.tr("那个月第一次来的顾客里，后来又来过的有多少。")
        return self._block(look, self.tr("新客回来了多少"), hint, column, strips, 100)

    def _products(self, look: Look, found: Returning, column: QVBoxLayout) -> StripChart:
        strips = [
            Strip(
                each.name,
                f"{_share(each.again, each.customers)}%",
                self.tr("{n} 位买过").format(n=f"{each.customers:,}"),
                "", "muted", _share(each.again, each.customers), 0,
            )
            for each in found.products
        ]  # fmt: skip
        hint = self.tr("买过的顾客里，又买过的有多少。点一条看到货了该告诉谁。")
        chart = self._block(look, self.tr("哪些商品让人再来"), hint, column, strips, 100)

        def choose(bar: int) -> None:
            if bar >= 0:
                self.product_wanted.emit(found.products[bar].name)

        chart.picked.connect(choose)
        return chart


def _share(part: int, whole: int) -> int:
    """Per cent."""
    return round(100 * part / whole) if whole else 0
