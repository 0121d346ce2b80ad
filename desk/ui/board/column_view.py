"""One column of the queue: a one-column table of painted cards, measured only where they are seen."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QPalette, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desk.domain.board import OrderCard
from desk.ui.board.card_delegate import CardDelegate, Pointing
from desk.ui.board.column_model import ColumnModel
from desk.ui.board.model import Column
from desk.ui.pictures.card_layout import inside
from desk.ui.theme import Look
from desk.ui.touch import scroll_by_finger
from desk.ui.widgets.scroll import ThinScrollBar

#: Height of a row nobody has seen yet, at 100 %.
GUESS = 230


class ColumnView(QTableView):
    """Cards of one column.

    Signals:
        chosen(str): the card of that order id was clicked or reached with the arrow keys.
        opened(str): its question was clicked, or it was double-clicked.
        pressed_step(str, str): order id and Action value of a button.
        marked(str): the card of that order id was pressed while several are being marked.
    """

    chosen = Signal(str)
    opened = Signal(str)
    pressed_step = Signal(str, str)
    marked = Signal(str)

    def __init__(
        self, look: Look, model: ColumnModel, delegate: CardDelegate, name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model
        self._cards = model.column
        self._delegate = delegate
        self._measured: dict[str, tuple[OrderCard, int]] = {}
        self.age_region = QRegion()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBar(ThinScrollBar(look))
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        down.hide()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(1)
        down.setDefaultSectionSize(look.px(GUESS))
        self.setItemDelegate(delegate)
        scroll_by_finger(self)
        self.setModel(model)
        model.modelReset.connect(self._measured.clear)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.dataChanged):
            changed.connect(self.measure)
        self.verticalScrollBar().valueChanged.connect(self.measure)

    @property
    def cards(self) -> Column:
        """What it shows."""
        return self._cards

    def measure(self) -> None:
        """Give the rows on screen their true height. What stands above the top keeps its place."""
        cards, header = self._cards, self.verticalHeader()
        count = min(len(cards.keys), header.count())
        width = self.viewport().width()
        if not count or width < self._look.px(80):
            return
        row = max(0, self.rowAt(0))
        bottom = self.viewport().height()
        while row < count:
            card = cards.card(row)
            if self._measured.get(card.id, (None, 0)) != (card, width):
                header.resizeSection(row, self._delegate.row_height(card, width))
                self._measured[card.id] = card, width
            if self.rowViewportPosition(row) + self.rowHeight(row) > bottom:
                break
            row += 1

    def reveal(self, row: int) -> None:
        """Scroll so that a row is seen."""
        self._model.reach(row)
        self.scrollTo(self.model().index(row, 0))
        self.measure()
        self.scrollTo(self.model().index(row, 0))

    def restyle(self) -> None:
        """Lay out everything anew."""
        self._delegate.forget()
        self._measured.clear()
        self.measure()
        self.viewport().update()

    def tick(self) -> None:
        """A second has passed: repaint the ages that are on screen, and nothing else."""
        region = QRegion()
        cards, width = self._cards, self.viewport().width()
        row, bottom = max(0, self.rowAt(0)), self.viewport().height()
        flashing = False
        while row < len(cards.keys) and self.rowViewportPosition(row) < bottom:
            card = cards.card(row)
            flashing = flashing or self._delegate.is_flashing(card.id)
            x, y, wide, tall = self._delegate.layout_of(card, width).age
            region += QRect(x, y + self.rowViewportPosition(row), wide, tall)
            row += 1
        if flashing:
            self.viewport().update()
            return
        self.age_region = region
        self.viewport().update(region)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards, or their ages alone."""
        self._delegate.focused = self.hasFocus()
        self._delegate.only_age = event.region().subtracted(self.age_region).isEmpty()
        super().paintEvent(event)
        self._delegate.only_age = False
        self.age_region = QRegion()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width lays the cards out anew."""
        super().resizeEvent(event)
        self.measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the whole window, not to one column."""
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        self._point(event.position().toPoint(), down=False)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went elsewhere."""
        self._set_pointing(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a button, or choose the card."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._point(event.position().toPoint(), down=True)
        pointing = self._delegate.pointing
        if pointing is None:
            return
        if self._delegate.marking:
            self.marked.emit(pointing.order_id)
        elif not pointing.action:
            self.chosen.emit(pointing.order_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A button counts when pointer went down and up on it."""
        before = self._delegate.pointing
        self._point(event.position().toPoint(), down=False)
        after = self._delegate.pointing
        if before is None or after is None or not before.down or before[:2] != after[:2]:
            return
        if self._delegate.marking:
            return
        if after.action == "question":
            self.opened.emit(after.order_id)
        elif after.action:
            self.pressed_step.emit(after.order_id, after.action)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the order; on a button a second press is a press."""
        self._point(event.position().toPoint(), down=True)
        pointing = self._delegate.pointing
        if self._delegate.marking:
            if pointing is not None:
                self.marked.emit(pointing.order_id)
        elif pointing is not None and not pointing.action:
            self.opened.emit(pointing.order_id)

    def button_rect(self, order_id: str, action: str) -> QRect:
        """Where a button of a card is on the viewport; an empty rectangle when it is not there."""
        for row in range(len(self._cards.keys)):
            card = self._cards.card(row)
            if card.id == order_id:
                made = self._delegate.layout_of(card, self.viewport().width())
                for button in made.buttons:
                    if button.action == action:
                        return QRect(*button.rect).translated(0, self.rowViewportPosition(row))
        return QRect()

    def _point(self, at: QPoint, *, down: bool) -> None:
        row = self.rowAt(at.y())
        if row < 0 or row >= len(self._cards.keys):
            self._set_pointing(None)
            return
        card = self._cards.card(row)
        made = self._delegate.layout_of(card, self.viewport().width())
        x, y = at.x(), at.y() - self.rowViewportPosition(row)
        action = next((button.action for button in made.buttons if inside(button.rect, x, y)), "")
        if made.question is not None and inside(made.question, x, y):
            action = "question"
        self._set_pointing(Pointing(card.id, action, down) if y < made.height else None)

    def _set_pointing(self, pointing: Pointing | None) -> None:
        if pointing != self._delegate.pointing:
            self._delegate.pointing = pointing
            clickable = pointing is not None and pointing.action
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
            )
            self.viewport().update()
