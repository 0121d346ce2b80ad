"""The page of products: the list at the left, one of them at the right; in a narrow window one of the two."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desk.ui.goods.card import GoodsCard
from desk.ui.goods.list import GoodsList
from desk.ui.icons import icon
from desk.ui.shown import Shown
from desk.ui.theme import HEAD, SMALL, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.label import Label

#: Width at 100 % from which the list stands beside the card, and the card's own.
BESIDE_FROM, CARD, WIDE_FROM, WIDE_CARD = 860, 400, 1180, 460


class GoodsPage(QWidget):
    """Built when it is opened first."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._goods = shown.goods
        self._verbs = verbs
        self.list = GoodsList(look, shown.goods, shown.currency, self)
        self.list.view.wanted.connect(self.open)
        self.list.view.stopped.connect(self._stop)
        self.list.view.moved.connect(self._move_category)
        self.list.adding.connect(self.add)
        self.list.importing.connect(self._import)
        self.list.exporting.connect(self._export)
        self.list.field.moved.connect(self._move)
        self.list.field.entered.connect(self._enter)
        self.list.field.left.connect(self.setFocus)
        self.card = GoodsCard(look, shown.goods, verbs, shown.currency, self)
        self.card.left.connect(self._leave)
        self.card.picture_wanted.connect(self._choose_picture)
        self._hint = self._make_hint()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shown.goods.chosen_changed.connect(self._arrange)

    def open(self, sku: str) -> None:
        """Open a product; what somebody has typed for another one is not thrown away."""
        if sku and self._may_leave(sku):
            self._goods.choose(sku)
            self.list.view.reveal(sku)

    def add(self) -> None:
        """Begin a new product."""
        if not self._may_leave(""):
            return
        self._goods.choose("", adding=True)

    def go_back(self) -> bool:
        """Leave the card for the list in a narrow window; whether there was one."""
        if self._beside() or not self._opened():
            return False
        self._leave()
        return True

    def search(self) -> None:
        """Go to the field."""
        self.list.field.setFocus()
        self.list.field.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """Read it anew: orders came in meanwhile."""
        self._goods.watched += 1
        desk = self._verbs.backend.goods
        if desk is not None:
            desk.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._goods.watched -= 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move through the list, with Ctrl the product itself; Space is its button, + a new one."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        row = self._goods.row(self._goods.chosen)
        if by is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.card.up if by < 0 else self.card.down).click()
        elif by is not None:
            self._move(by)
        elif event.key() == Qt.Key.Key_Space and row is not None:
            self._stop(row.product.sku, not row.product.sold_out)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.card.form is not None:
            self.card.form.price.setFocus()
        elif event.key() == Qt.Key.Key_Insert:
            self.add()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line between list and card."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("panel"))
        if self._beside():
            painter.fillRect(
                self.width() - self._card_width() - 1, 0, 1, self.height(), self._look.colour("line")
            )
        painter.end()

    def _stop(self, sku: str, sold_out: bool) -> None:
        desk = self._verbs.backend.goods
        if desk is not None:
            desk.set_sold_out(sku, sold_out=sold_out)

    def _move_category(self, category: str, by: int) -> None:
        desk, skus = self._verbs.backend.goods, self._goods.beyond(category, by)
        if desk is not None and skus is not None:
            desk.arrange(skus)

    def _move(self, by: int) -> None:
        self.open(self.list.view.neighbour(by))

    def _enter(self) -> None:
        if not self._goods.chosen:
            self._move(1)
        self.setFocus()

    def _may_leave(self, sku: str) -> bool:
        """Whether nothing is typed for the one that is open; says so otherwise."""
        form = self.card.form
        if form is None or not form.dirty or (sku and sku == self._goods.chosen):
            return True
        words = self.tr("“{name}”改了还没存：先点“保存”，或者“不改了”。")
        self._verbs.told.emit(words.format(name=form.name.text().strip() or self.tr("新商品")), "warn", "")
        return False

    def _leave(self) -> None:
        if not self._beside() and self._may_leave(""):
            self._goods.choose("")
        self.setFocus()

    # --- files --------------------------------------------------------------------------------------------

    def _dialog(self, title: str, kinds: str) -> QFileDialog:
        # open(), never exec(): orders go on arriving while somebody looks for a file
        dialog = QFileDialog(self.window(), title, "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _import(self) -> None:
        dialog = self._dialog(self.tr("导入商品"), self.tr("表格 (*.csv)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._imported)
        dialog.open()

    def _imported(self, path: str) -> None:
        desk = self._verbs.backend.goods
        if desk is not None:
            desk.import_file(path)

    def _export(self) -> None:
        dialog = self._dialog(self.tr("导出商品"), self.tr("表格 (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(self.tr("商品 {day}.csv").format(day=self._goods.today.isoformat()))
        dialog.fileSelected.connect(self._exported)
        dialog.open()

    def _exported(self, path: str) -> None:
        desk = self._verbs.backend.goods
        if desk is not None:
            desk.export_file(path)

    def _choose_picture(self) -> None:
        dialog = self._dialog(self.tr("选图片"), self.tr("图片 (*.jpg *.jpeg *.png *.webp *.gif *.bmp)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._picture_chosen)
        dialog.open()

    def _picture_chosen(self, path: str) -> None:
        if self.card.form is not None:
            self.card.form.take_file(path)

    # --- arrangement --------------------------------------------------------------------------------------

    def _opened(self) -> bool:
        return bool(self._goods.chosen) or self._goods.adding

    def _beside(self) -> bool:
        return self.width() >= self._look.px(BESIDE_FROM)

    def _card_width(self) -> int:
        return self._look.px(WIDE_CARD if self.width() >= self._look.px(WIDE_FROM) else CARD)

    def _arrange(self) -> None:
        beside, opened = self._beside(), self._opened()
        wide = self._card_width() if beside else self.width()
        room = (self.width() - wide, 0, wide, self.height())
        self.list.setGeometry(0, 0, self.width() - wide - 1 if beside else self.width(), self.height())
        self.list.setVisible(beside or not opened)
        self.card.setGeometry(*room)
        self.card.setVisible(opened)
        self.card.show_back(narrow=not beside)
        self._hint.setGeometry(*room)
        self._hint.setVisible(beside and not opened)
        self.update()

    def _make_hint(self) -> QWidget:
        look, made = self._look, QWidget(self)
        rows = QVBoxLayout(made)
        rows.setContentsMargins(look.px(24), 0, look.px(24), 0)
        rows.setSpacing(look.px(10))
        rows.addStretch(1)
        picture = Label(look, "")
        picture.setPixmap(icon("shopping-bag", look.colour("muted"), look.px(40), self.devicePixelRatioF()))
        title = Label(look, self.tr("菜单就从这里来"), size=HEAD, bold=True)
        text = Label(
            look,
            self.tr("点一样商品改它的价格、库存和图片。\n卖完了，点它右边的“售罄”：微信里两秒内就不能再点。"),
            size=SMALL,
            colour="muted",
        )
        for label in (picture, title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            rows.addWidget(label)
        rows.addStretch(2)
        return made
