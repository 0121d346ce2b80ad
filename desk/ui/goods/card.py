"""The right of the page of products: one of them with its buttons above, its fields, and 保存 below."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.goods import GoodsRow
from desk.ui.goods.form import GoodsForm
from desk.ui.goods.shown import GoodsBackend, GoodsShown
from desk.ui.theme import HEAD, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, Rule
from desk.ui.widgets.scroll import ScrollColumn


class GoodsCard(QWidget):
    """Shows the chosen product, or a new one.

    Signals:
        left(): back to the list. picture_wanted(): a file is to be chosen for it.
    """

    left = Signal()
    picture_wanted = Signal()

    def __init__(self, look: Look, goods: GoodsShown, verbs: Verbs, currency: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._goods = goods
        self._verbs = verbs
        self._currency = currency
        self._narrow = False
        self._built: tuple[str, bool, GoodsRow | None] | None = None
        self.form: GoodsForm | None = None
        self._holder: ScrollColumn | None = None
        px = look.px
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(px(20), px(14), px(14), px(10))
        top.setSpacing(px(10))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        self.back = Button(look, "", kind="quiet", height=44, picture="chevron-left")
        self.back.setAccessibleName(self.tr("回到商品"))
        self.back.clicked.connect(self.left)
        self._title = Label(look, "", size=HEAD, bold=True)
        self._title.setMinimumHeight(px(44))
        line.addWidget(self.back)
        line.addWidget(self._title, 1)
        top.addLayout(line)
        tools = QHBoxLayout()
        tools.setSpacing(px(8))
        self.stop = Button(look, self.tr("售罄"), height=44, picture="ban")
        self.go = Button(look, self.tr("恢复销售"), kind="main", colour="green", height=44, picture="check")
        self.up = Button(look, "", height=44, picture="chevron-up")
        self.down = Button(look, "", height=44, picture="chevron-down")
        self.remove = Button(look, "", kind="quiet", height=44, picture="trash-2")
        for button, words in (
            (self.up, self.tr("往前排一位：微信菜单里的号跟着变")),
            (self.down, self.tr("往后排一位：微信菜单里的号跟着变")),
            (self.remove, self.tr("删掉这个商品；可以撤销")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.stop.clicked.connect(lambda: self._stop(sold_out=True))
        self.go.clicked.connect(lambda: self._stop(sold_out=False))
        self.up.clicked.connect(lambda: self._exchange(0))
        self.down.clicked.connect(lambda: self._exchange(1))
        self.remove.clicked.connect(self._remove)
        for button in (self.stop, self.go, self.up, self.down):
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.remove)
        self._tools = QWidget()
        self._tools.setLayout(tools)
        tools.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self._tools)
        self._rows.addLayout(top)
        self._rows.addWidget(Rule(look))
        self._middle = QVBoxLayout()
        self._rows.addLayout(self._middle, 1)
        self._rows.addWidget(Rule(look))
        foot = QHBoxLayout()
        foot.setContentsMargins(px(20), px(10), px(14), px(10))
        foot.setSpacing(px(8))
        self.undo = Button(look, self.tr("不改了"), height=48)
        self.undo.clicked.connect(self._give_up)
        self.save = Button(look, self.tr("保存"), kind="main", colour="blue", height=48)
        self.save.clicked.connect(self._keep)
        foot.addWidget(self.undo, 1)
        foot.addWidget(self.save, 2)
        self._rows.addLayout(foot)
        goods.chosen_changed.connect(self.refresh)
        goods.listed.connect(self.refresh)
        goods.saved.connect(self._saved)
        self.refresh()

    def show_back(self, *, narrow: bool) -> None:
        """Offer a way back where the list is not beside."""
        self.back.setVisible(narrow)

    def refresh(self) -> None:
        """Show it as it is now; what somebody types is not taken away."""
        goods = self._goods
        row = goods.row(goods.chosen)
        wanted = (goods.chosen, goods.adding, row)
        self._show_tools(row)
        if self._built == wanted:
            return
        same = self._built is not None and self._built[:2] == wanted[:2]
        if same and self.form is not None and self.form.dirty:
            return
        self._built = wanted
        place = self._holder.verticalScrollBar().value() if same and self._holder is not None else 0
        self._drop_form()
        if row is None and not goods.adding:
            return
        px = self._look.px
        content = QWidget()
        lay = QVBoxLayout(content)
        lay.setContentsMargins(px(20), px(12), px(8), px(16))
        self.form = GoodsForm(self._look, goods, row, self._currency)
        self.form.edited.connect(self._show_foot)
        self.form.kept.connect(self._ask_to_keep)
        self.form.picture_wanted.connect(self.picture_wanted)
        self.form.left.connect(self.left)
        lay.addWidget(self.form)
        lay.addStretch(1)
        self._holder = ScrollColumn(self._look, content)
        self._middle.addWidget(self._holder)
        self._holder.verticalScrollBar().setValue(place)
        self._show_foot()
        if goods.adding:
            self.form.name.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("panel"))
        painter.end()

    def _drop_form(self) -> None:
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = self.form = None

    def _show_tools(self, row: GoodsRow | None) -> None:
        title = row.product.name if row else self.tr("新商品")
        self._title.setText(title)
        self._tools.setVisible(row is not None)
        if row is None:
            return
        self.stop.setVisible(not row.product.sold_out)
        self.go.setVisible(row.product.sold_out)
        before, after = self._goods.neighbours(row.product.sku)
        self.up.setEnabled(bool(before))
        self.down.setEnabled(bool(after))

    def _show_foot(self) -> None:
        dirty = self.form is not None and self.form.dirty
        self.save.setEnabled(dirty)
        self.undo.setEnabled(dirty or self._goods.adding)

    def _keep(self) -> None:
        if self.form is not None:
            self.form.keep()

    def _ask_to_keep(self, entry: object) -> None:
        desk = self._desk()
        if desk is not None:
            desk.save(entry)  # pyright: ignore[reportArgumentType] - a Signal(object)

    def _saved(self, sku: str) -> None:
        """It is kept: show it as it is."""
        if self.form is not None:
            self.form.dirty = False
        self._built = None
        if self._goods.adding or self._goods.chosen != sku:
            self._goods.choose(sku)
        self.refresh()

    def _give_up(self) -> None:
        if self._goods.adding:
            self._goods.choose("")
            return
        self._built = None
        if self.form is not None:
            self.form.dirty = False
        self.refresh()

    def _stop(self, *, sold_out: bool) -> None:
        desk = self._desk()
        if desk is not None and self._goods.chosen:
            desk.set_sold_out(self._goods.chosen, sold_out=sold_out)

    def _exchange(self, which: int) -> None:
        desk = self._desk()
        other = self._goods.neighbours(self._goods.chosen)[which]
        if desk is not None and other:
            desk.exchange(self._goods.chosen, other)

    def _remove(self) -> None:
        desk = self._desk()
        if desk is not None and self._goods.chosen:
            desk.remove(self._goods.chosen)

    def _desk(self) -> GoodsBackend | None:
        return self._verbs.backend.goods
