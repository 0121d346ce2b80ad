"""Customers of any number in a one-column table: rows of one height, painted where they are seen, read by the page."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desk.domain.statistics import CustomerRow, Group
from desk.ui.people.shown import PeopleShown
from desk.ui.people.words import best_words, lateness, money, rhythm_words, who
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.pictures.text_fit import one_line
from desk.ui.theme import FINE, ITEM, SMALL, Look
from desk.ui.touch import scroll_by_finger
from desk.ui.widgets.scroll import ThinScrollBar

#: Height of a row at 100 %.
ROW = 64
#: So many rows before the end the next page is read.
AHEAD = 12
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RowModel(QAbstractTableModel):
    """The rows that are here."""

    def __init__(self, people: PeopleShown, parent: QObject) -> None:
        super().__init__(parent)
        self._people = people
        self._count = len(people.rows)
        people.listed.connect(self._listed)
        people.extended.connect(self._extended)

    def row_at(self, row: int) -> CustomerRow | None:
        """The customer of a row."""
        return self._people.rows[row] if 0 <= row < self._count else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """So many are here."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for a screen reader."""
        row = self.row_at(index.row())
        if row is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        return f"{who(row)}，{rhythm_words(row)}，{lateness(row, self._people.today)[0]}"

    def _listed(self) -> None:
        self.beginResetModel()
        self._count = len(self._people.rows)
        self.endResetModel()

    def _extended(self, start: int) -> None:
        end = len(self._people.rows)
        if end > start:
            self.beginInsertRows(_NOWHERE, start, end - 1)
            self._count = end
            self.endInsertRows()


class RowDelegate(QStyledItemDelegate):
    """Paints a customer: name, rhythm, when they are expected, what they spent."""

    def __init__(self, look: Look, people: PeopleShown, currency: str, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._people = people
        self._currency = currency
        self.over = -1
        self.focused = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All rows are of one height."""
        return QSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One row."""
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, RowModel) else None
        if row is None:
            return
        look, px = self._look, self._look.px
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType, reportUnknownMemberType] - missing in the stubs
        x, y, w, h = rect.x(), rect.y(), rect.width(), rect.height()
        canvas = PainterCanvas(look, painter)
        chosen = row.id == self._people.chosen
        if chosen or index.row() == self.over:
            canvas.box(x, y, w, h, 0, "blue_soft" if chosen else "hover")
        canvas.box(x, y + h - 1, w, 1, 0, "line")
        if chosen:
            canvas.box(x, y, px(4 if self.focused else 3), h, 0, "blue")
        left, right = x + px(16), x + w - px(16)
        top, low, tall = y + px(9), y + px(33), px(22)
        words, tone, sign = lateness(row, self._people.today)
        loud = tone in {"red", "amber", "blue"}
        wide = canvas.width(words, SMALL, loud)
        canvas.words(right - wide, top, tall, words, SMALL, loud, tone)
        end = right - wide
        if sign:
            side = px(9)
            end -= side + px(5)
            canvas.sign(sign, end, top + (tall - side) / 2, side, tone)
        name = one_line(who(row), look.ruler(ITEM, True), max(0, end - px(8) - left))
        canvas.words(left, top, tall, name, ITEM, True)
        sum_ = money(row.amount, self._currency)
        wide = canvas.width(sum_, SMALL)
        canvas.words(right - wide, low, tall, sum_, SMALL)
        best = self._people.group is Group.VIP and not self._people.text.strip()
        words = best_words(row, index.row() + 1) if best else rhythm_words(row)
        about = one_line(words, look.ruler(FINE), max(0, right - wide - px(12) - left))
        canvas.words(left, low, tall, about, FINE, False, "muted")


class RowView(QTableView):
    """The list.

    Signals:
        wanted(int): the customer that was pressed. more_wanted(): the next page, before the end is in sight.
    """

    wanted = Signal(int)
    more_wanted = Signal()

    def __init__(self, look: Look, people: PeopleShown, currency: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._people = people
        self.rows = RowModel(people, self)
        self._delegate = RowDelegate(look, people, currency, self)
        self.setAccessibleName(self.tr("顾客"))
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
        down.setDefaultSectionSize(look.px(ROW))
        self.setItemDelegate(self._delegate)
        scroll_by_finger(self)
        self.setModel(self.rows)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        self.verticalScrollBar().rangeChanged.connect(self._look_ahead)
        people.chosen_changed.connect(self.viewport().update)
        people.sizes_changed.connect(self.viewport().update)

    def neighbour(self, by: int) -> int:
        """The customer so many rows further down; the first when none of the list is chosen; 0 for none."""
        ids = [row.id for row in self._people.rows]
        if self._people.chosen not in ids:
            return ids[0] if ids else 0
        at = ids.index(self._people.chosen) + by
        return ids[at] if 0 <= at < len(ids) else 0

    def reveal(self, customer: int) -> None:
        """Scroll so that a customer is seen."""
        for at, row in enumerate(self._people.rows):
            if row.id == customer:
                self.scrollTo(self.rows.index(at, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the one that was pressed."""
        row = self.rows.row_at(self.rowAt(event.position().toPoint().y()))
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            self.wanted.emit(row.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: object) -> None:
        """The pointer went elsewhere."""
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the page."""
        event.ignore()

    def _look_ahead(self) -> None:
        bar = self.verticalScrollBar()
        if (
            self._people.more
            and bar.value() + AHEAD * self.verticalHeader().defaultSectionSize() >= bar.maximum()
        ):
            self.more_wanted.emit()

    def _hover(self, row: int) -> None:
        if row != self._delegate.over:
            self._delegate.over = row
            self.viewport().update()
