"""Products by category in a one-column table: painted where they are seen, each with its button for sold out."""

from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desk.domain.goods import GoodsRow
from desk.domain.money import short_price
from desk.ui.goods.shown import GoodsShown
from desk.ui.goods.words import about, category_word, chips, left_word, spoken
from desk.ui.pictures.card_layout import CHIP_STYLES
from desk.ui.pictures.control import control_width, draw_control
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.pictures.text_fit import one_line
from desk.ui.theme import FINE, ITEM, R_BUTTON, R_CHIP, SMALL, TEXT, Look
from desk.ui.touch import scroll_by_finger
from desk.ui.widgets.scroll import ThinScrollBar

#: Heights at 100 %: a product, a category; and the button.
ROW, HEAD_ROW, BUTTON = 68, 44, 44
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Head(NamedTuple):
    """A category above its products."""

    category: str


class RowModel(QAbstractTableModel):
    """Categories and products in one list."""

    def __init__(self, goods: GoodsShown, currency: str, parent: QObject) -> None:
        super().__init__(parent)
        self._goods = goods
        self._currency = currency
        self.items: list[Head | GoodsRow] = []
        self.refresh()

    def refresh(self) -> None:
        """Another list."""
        self.beginResetModel()
        self.items = []
        for category, rows in self._goods.found():
            self.items.extend((Head(category), *rows))
        self.endResetModel()

    def row_at(self, row: int) -> GoodsRow | None:
        """The product of a row; None for a category."""
        item = self.items[row] if 0 <= row < len(self.items) else None
        return item if isinstance(item, GoodsRow) else None

    def place_of(self, sku: str) -> int:
        """The row of a product, -1 for none."""
        rows = enumerate(self.items)
        return next((at for at, item in rows if isinstance(item, GoodsRow) and item.product.sku == sku), -1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """All of them."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for a screen reader."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        item = self.items[index.row()]
        return spoken(item, self._currency) if isinstance(item, GoodsRow) else category_word(item.category)


class RowDelegate(QStyledItemDelegate):
    """Paints a category or a product."""

    def __init__(self, look: Look, goods: GoodsShown, currency: str, parent: "RowView") -> None:
        super().__init__(parent)
        self._look = look
        self._goods = goods
        self._currency = currency
        self._words = parent.stop_word, parent.go_word
        self._pictures: dict[str, QPixmap] = {}
        self.over = -1
        self.over_button = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The sections say how high."""
        return QSize()

    def button(self, rect: QRect) -> QRect:
        """Where the button of a row is."""
        px = self._look.px
        wide = max(control_width(self._look, "outline", word, "", BUTTON) for word in self._words)
        tall = px(BUTTON)
        return QRect(rect.right() - px(11) - wide, rect.y() + (rect.height() - tall) // 2, wide, tall)

    def arrows(self, rect: QRect) -> dict[int, QRect]:
        """Where a category is pressed to go up (-1) or down (1)."""
        side = self._look.px(HEAD_ROW)
        right = rect.right() - self._look.px(8)
        return {
            -1: QRect(right - 2 * side, rect.y(), side, rect.height()),
            1: QRect(right - side, rect.y(), side, rect.height()),
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One row."""
        model = index.model()
        if not isinstance(model, RowModel):
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType, reportUnknownMemberType] - missing in the stubs
        canvas, item = PainterCanvas(self._look, painter), model.items[index.row()]
        px = self._look.px
        if isinstance(item, Head):
            canvas.box(rect.x(), rect.y(), rect.width(), rect.height(), 0, "ground")
            words = category_word(item.category)
            canvas.words(rect.x() + px(16), rect.y(), rect.height(), words, SMALL, True, "muted")
            for by, place in self.arrows(rect).items():
                if self._goods.beyond(item.category, by) is not None:
                    side = px(20)
                    left, top = place.center().x() - side // 2, place.center().y() - side // 2
                    canvas.icon("chevron-up" if by < 0 else "chevron-down", left, top, side, "muted")
            return
        self._paint_product(canvas, painter, rect, item, index.row())

    def _paint_product(
        self, canvas: PainterCanvas, painter: QPainter, rect: QRect, row: GoodsRow, at: int
    ) -> None:
        look, px = self._look, self._look.px
        x, y, w, h = rect.x(), rect.y(), rect.width(), rect.height()
        chosen = row.product.sku == self._goods.chosen
        if chosen or at == self.over:
            canvas.box(x, y, w, h, 0, "blue_soft" if chosen else "hover")
        canvas.box(x, y + h - 1, w, 1, 0, "line")
        if chosen:
            canvas.box(x, y, px(3), h, 0, "blue")
        number = str(row.number) if row.number else "–"
        canvas.centred(x + px(6), y, px(34), h, number, SMALL, False, "muted")
        side = px(48)
        self._picture(canvas, painter, x + px(42), y + (h - side) // 2, side, row)
        left, button = x + px(102), self.button(rect)
        stopped = row.product.sold_out
        state = "over" if at == self.over and self.over_button else ""
        draw_control(
            canvas, button.x(), button.y(), button.width(), button.height(), self._words[stopped],
            kind="main" if stopped else "outline", colour="green" if stopped else "ink", state=state,
        )  # fmt: skip
        right = button.x() - px(14)
        top, low, tall = y + px(11), y + px(35), px(22)
        ink = "muted" if row.gone else "ink"
        price = short_price(row.product.price, self._currency)
        wide = canvas.width(price, ITEM, True)
        canvas.words(right - wide, top, tall, price, ITEM, True, ink)
        room = max(0, right - wide - px(10) - left)
        name = one_line(row.product.name, look.ruler(TEXT, True), room)
        canvas.words(left, top, tall, name, TEXT, True, ink)
        self._chips(canvas, left + canvas.width(name, TEXT, True) + px(8), right - wide - px(10), top, row)
        words, tone = left_word(row)
        wide = canvas.width(words, FINE, tone != "muted")
        canvas.words(right - wide, low, tall, words, FINE, tone != "muted", tone)
        rest = one_line(about(row), look.ruler(FINE), max(0, right - wide - px(12) - left))
        canvas.words(left, low, tall, rest, FINE, False, "muted")

    def _chips(self, canvas: PainterCanvas, x: int, end: int, top: int, row: GoodsRow) -> None:
        px = self._look.px
        for chip in chips(row, self._goods.today, self._currency):
            fill, ink, border = CHIP_STYLES[chip.style]
            bold = chip.style != "quiet"
            wide = canvas.width(chip.text, FINE, bold) + px(14)
            if x + wide > end:
                return
            canvas.box(x, top, wide, px(22), px(R_CHIP), fill, border)
            canvas.centred(x, top, wide, px(22), chip.text, FINE, bold, ink)
            x += wide + px(6)

    def _picture(
        self, canvas: PainterCanvas, painter: QPainter, x: int, y: int, side: int, row: GoodsRow
    ) -> None:
        png = self._goods.pictures.get(row.product.picture, b"") if row.product.picture else b""
        if not png:
            canvas.box(x, y, side, side, self._look.px(R_BUTTON), "ground")
            canvas.centred(x, y, side, side, row.product.name[:1], ITEM, True, "muted")
            return
        found = self._pictures.get(row.product.picture)
        if found is None:
            found = QPixmap()
            found.loadFromData(png)
            self._pictures[row.product.picture] = found
        frame = QPainterPath()
        radius = self._look.px(R_BUTTON)
        frame.addRoundedRect(x, y, side, side, radius, radius)
        painter.save()
        painter.setClipPath(frame)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(0.45 if row.gone else 1)
        painter.drawPixmap(QRect(x, y, side, side), found)
        painter.restore()

    def forget_pictures(self) -> None:
        """Others came."""
        self._pictures.clear()


class RowView(QTableView):
    """The list.

    Signals:
        wanted(str): a product was pressed. stopped(str, bool): its sale is to be stopped, or taken up again.
        moved(str, int): a category is to go up (-1) or down (1).
    """

    wanted = Signal(str)
    stopped = Signal(str, bool)
    moved = Signal(str, int)

    def __init__(self, look: Look, goods: GoodsShown, currency: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._goods = goods
        self.stop_word, self.go_word = self.tr("售罄"), self.tr("恢复")
        self.rows = RowModel(goods, currency, self)
        self._delegate = RowDelegate(look, goods, currency, self)
        self.setAccessibleName(self.tr("商品"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBar(ThinScrollBar(look))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        down.hide()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(look.px(HEAD_ROW))
        down.setDefaultSectionSize(look.px(ROW))
        self.setItemDelegate(self._delegate)
        scroll_by_finger(self)
        self.setModel(self.rows)
        self._size_heads()
        goods.listed.connect(self._listed)
        goods.chosen_changed.connect(self.viewport().update)
        goods.pictures_changed.connect(self._pictured)

    def neighbour(self, by: int) -> str:
        """The product so many further down; the first when none of the list is chosen; "" for none."""
        skus = [item.product.sku for item in self.rows.items if isinstance(item, GoodsRow)]
        if self._goods.chosen not in skus:
            return skus[0] if skus else ""
        at = skus.index(self._goods.chosen) + by
        return skus[at] if 0 <= at < len(skus) else ""

    def reveal(self, sku: str) -> None:
        """Scroll so that a product is seen."""
        at = self.rows.place_of(sku)
        if at >= 0:
            self.scrollTo(self.rows.index(at, 0))

    def button_place(self, sku: str) -> QPoint:
        """The middle of a product's button, in the viewport."""
        return self._delegate.button(self.visualRect(self.rows.index(self.rows.place_of(sku), 0))).center()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Its button, or open it."""
        at, row = self._under(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if row is None:
            self._press_head(at, event.position().toPoint())
        elif self._on_button(at, event.position().toPoint()):
            self.stopped.emit(row.product.sku, not row.product.sold_out)
        else:
            self.wanted.emit(row.product.sku)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        at, row = self._under(event.position().toPoint())
        on = row is not None and self._on_button(at, event.position().toPoint())
        self._hover(at if row is not None else -1, on)

    def leaveEvent(self, event: object) -> None:
        """The pointer went elsewhere."""
        self._hover(-1, on=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the page."""
        event.ignore()

    def arrow_place(self, category: str, by: int) -> QPoint:
        """The middle of a category's arrow, in the viewport."""
        at = self.rows.items.index(Head(category))
        return self._delegate.arrows(self.visualRect(self.rows.index(at, 0)))[by].center()

    def _press_head(self, at: int, point: QPoint) -> None:
        item = self.rows.items[at] if 0 <= at < len(self.rows.items) else None
        if not isinstance(item, Head):
            return
        for by, place in self._delegate.arrows(self.visualRect(self.rows.index(at, 0))).items():
            if place.contains(point) and self._goods.beyond(item.category, by) is not None:
                self.moved.emit(item.category, by)

    def _under(self, point: QPoint) -> tuple[int, GoodsRow | None]:
        at = self.rowAt(point.y())
        return at, self.rows.row_at(at)

    def _on_button(self, at: int, point: QPoint) -> bool:
        place = self._delegate.button(self.visualRect(self.rows.index(at, 0)))
        return place.adjusted(
            -self._look.px(8), -self._look.px(12), self._look.px(12), self._look.px(12)
        ).contains(point)

    def _listed(self) -> None:
        place = self.verticalScrollBar().value()
        self.rows.refresh()
        self._size_heads()
        self.verticalScrollBar().setValue(place)

    def _size_heads(self) -> None:
        for at, item in enumerate(self.rows.items):
            if isinstance(item, Head):
                self.verticalHeader().resizeSection(at, self._look.px(HEAD_ROW))

    def _pictured(self) -> None:
        self._delegate.forget_pictures()
        self.viewport().update()

    def _hover(self, row: int, on: bool) -> None:
        if (row, on) != (self._delegate.over, self._delegate.over_button):
            self._delegate.over, self._delegate.over_button = row, on
            self.viewport().update()
