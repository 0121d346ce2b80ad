"""The left of the page of products: search, what is sold out, the list, and files."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.ui.goods.row_view import RowView
from desk.ui.goods.shown import GoodsShown
from desk.ui.people.list import SearchField
from desk.ui.theme import HEAD, SMALL, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label, Rule


class GoodsList(QWidget):
    """What is sold.

    Signals:
        adding(): a new product. importing(), exporting(): products from a file, to a file.
    """

    adding = Signal()
    importing = Signal()
    exporting = Signal()

    def __init__(self, look: Look, goods: GoodsShown, currency: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._goods = goods
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(px(16), px(14), px(16), px(10))
        top.setSpacing(px(10))
        self.field = SearchField(look)
        hint = self.tr("品名、编号、分类")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setText(goods.text)
        top.addWidget(self.field)
        flow = FlowLayout(px(6))
        self.all = Button(look, self.tr("全部"), kind="tab", height=44)
        self.gone = Button(look, self.tr("售罄"), kind="tab", height=44)
        for chip in (self.all, self.gone):
            chip.setCheckable(True)
            flow.addWidget(chip)
        self.all.clicked.connect(lambda: self._search(only_gone=False))
        self.gone.clicked.connect(lambda: self._search(only_gone=True))
        self.add = Button(look, self.tr("加商品"), height=44, picture="plus")
        self.load = Button(look, self.tr("导入表格"), kind="quiet", height=44, picture="upload")
        self.load.setToolTip(self.tr("用表格文件换掉全部商品；可以撤销"))
        self.keep = Button(look, self.tr("导出表格"), kind="quiet", height=44, picture="download")
        self.keep.setToolTip(self.tr("把全部商品存成表格文件"))
        for button, signal in (
            (self.add, self.adding),
            (self.load, self.importing),
            (self.keep, self.exporting),
        ):
            button.clicked.connect(signal)
            flow.addWidget(button)
        top.addLayout(flow)
        rows.addLayout(top)
        rows.addWidget(Rule(look))
        self.view = RowView(look, goods, currency, self)
        rows.addWidget(self.view, 1)
        self._title = Label(look, "", size=HEAD, bold=True)
        self._hint = Label(look, "", size=SMALL, colour="muted")
        self._empty = QWidget()
        block = QVBoxLayout(self._empty)
        block.setContentsMargins(px(24), px(32), px(24), px(24))
        block.setSpacing(px(8))
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            block.addWidget(label)
        block.addStretch(1)
        rows.addWidget(self._empty, 1)
        self.field.textChanged.connect(lambda: self._search(only_gone=self._goods.only_gone))
        goods.listed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how many there are, and how many are gone."""
        goods = self._goods
        gone = sum(row.gone for row in goods.rows)
        for chip, word, count in (
            (self.all, self.tr("全部"), len(goods.rows)),
            (self.gone, self.tr("售罄"), gone),
        ):
            text = f"{word} {count}" if count else word
            if text != chip.text():
                chip.setText(text)
                chip.setAccessibleName(text)
                chip.updateGeometry()
        self.all.setChecked(not goods.only_gone)
        self.gone.setChecked(goods.only_gone)
        empty = goods.known and not self.view.rows.items
        self.view.setVisible(not empty)
        self._empty.setVisible(empty)
        title, hint = self._emptiness()
        self._title.setText(title)
        self._hint.setText(hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("panel"))
        painter.end()

    def _search(self, *, only_gone: bool) -> None:
        self._goods.search(self.field.text(), only_gone=only_gone)
        self.refresh()

    def _emptiness(self) -> tuple[str, str]:
        if self._goods.text.strip():
            text = self.tr("没有找到“{text}”").format(text=self._goods.text.strip())
            return text, self.tr("试试品名里的一个字，或者编号。")
        if self._goods.only_gone:
            return self.tr("都有货"), self.tr("点商品右边的“售罄”，它就在这里，顾客也不能再点。")
        return self.tr("还没有商品"), self.tr(
            "点“加商品”写第一样，或者导入一张表格。写好以后，微信里的菜单两秒内就有。"
        )
