"""The queue page: as many columns side by side as there is room for, with their heads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desk.ui.arrangement import BoardPlaces
from desk.ui.board.card_delegate import CardDelegate
from desk.ui.board.column_model import ColumnModel
from desk.ui.board.column_view import ColumnView
from desk.ui.board.columns import NEW, QUIET
from desk.ui.board.tab_row import TabRow
from desk.ui.pictures.frame import draw_column_head
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.shown import Shown
from desk.ui.theme import Look
from desk.ui.verbs import Verbs
from desk.ui.words import column_name

if TYPE_CHECKING:
    from desk.ui.board.empty import EmptyBoard
    from desk.ui.board.marks_bar import MarksBar


#: Height of the bar of marked orders at 100 %.
TALL = 60


class BoardPage(QWidget):
    """Columns of cards."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._verbs = verbs
        self._views: dict[str, ColumnView] = {}
        self._list = NEW
        self._places = BoardPlaces(look, 0, 0, NEW, one=shown.one_list)
        self.emptiness: EmptyBoard | None = None
        self.tabs = TabRow(look, shown.board, self)
        self.tabs.chosen.connect(self.show_list)
        self.tabs.left_search.connect(self.take_focus)
        self._ticker = QTimer(self, interval=1000)
        self._ticker.timeout.connect(self._tick)
        self._ticks = 0
        shown.board.counts_changed.connect(self._count)
        shown.selected_changed.connect(self._selected)
        self.marks: MarksBar | None = None
        shown.board.marks_changed.connect(self._show_marks)
        self.tabs.mark_wanted.connect(self._mark)

    def show_list(self, name: str) -> None:
        """Show the named list, with the others of its group when there is room."""
        self._list = name
        self._arrange()
        self.take_focus()

    def take_focus(self) -> None:
        """Back to the cards."""
        self.view_of(self._list).setFocus()

    def view_of(self, name: str) -> ColumnView:
        """The view of a column, made when first shown."""
        view = self._views.get(name)
        if view is None:
            board = self._shown.board
            delegate = CardDelegate(board, self._look, self._shown.times, lambda: self._shown.selected, self)
            model = ColumnModel(board.columns[name], self._shown.speak, self)
            view = ColumnView(self._look, model, delegate, column_name(name), self)
            view.chosen.connect(self._shown.select)
            view.opened.connect(self._open)
            view.pressed_step.connect(self._verbs.step)
            view.marked.connect(board.mark)
            self._views[name] = view
        return view

    @property
    def visible_lists(self) -> tuple[str, ...]:
        """Names of the lists on screen."""
        return self._places.names

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Time runs only while somebody looks."""
        self._ticker.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Time stops."""
        self._ticker.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The heads of the columns."""
        painter = QPainter(self)
        canvas, now = PainterCanvas(self._look, painter), self._shown.now()
        for name, place in zip(self._places.names, self._places.heads, strict=False):
            draw_column_head(canvas, self._shown.board.columns[name], name, *place, now)
        painter.end()

    def _open(self, order_id: str) -> None:
        self._shown.select(order_id)
        self._verbs.opened.emit(order_id)

    def _arrange(self) -> None:
        board = self._shown.board
        tall = self._look.px(TALL) if board.marking else 0
        if self.marks is not None:
            self.marks.setGeometry(0, self.height() - tall, self.width(), tall)
        places = self._places = BoardPlaces(
            self._look, self.width(), self.height() - tall, self._list, one=self._shown.one_list
        )
        self.tabs.setGeometry(*places.tabs)
        self.tabs.show_list(self._list, narrow=places.narrow)
        for name, place in zip(places.names, places.columns, strict=True):
            self.view_of(name).setGeometry(*place)
        for name, view in self._views.items():
            view.setVisible(name in places.names)
        self._show_emptiness()
        self.update()

    def _mark(self) -> None:
        if self._shown.board.marking:
            self._shown.board.stop_marking()
        else:
            self._shown.board.start_marking()

    def _show_marks(self) -> None:
        marking = self._shown.board.marking
        if marking and self.marks is None:
            from desk.ui.board.marks_bar import MarksBar

            self.marks = MarksBar(self._look, self._shown.board, self._verbs, self)
        if self.marks is not None and self.marks.isVisibleTo(self) != marking:
            self.marks.setVisible(marking)
            self._arrange()
        self.tabs.show_marking(marking)
        for name in self._places.names:
            self._views[name].viewport().update()

    def _count(self) -> None:
        self.tabs.recount()
        self._show_emptiness()
        self.update()

    def _show_emptiness(self) -> None:
        """With nothing at all on the board, say what to do."""
        board = self._shown.board
        nothing = board.loaded and not any(board.columns[name].keys for name in self._places.names)
        if nothing and self.emptiness is None:
            from desk.ui.board.empty import EmptyBoard

            self.emptiness = EmptyBoard(self._look, self._verbs, self)
        if self.emptiness is not None:
            top = self._look.px(90)
            self.emptiness.setGeometry(0, top, self.width(), max(0, self.height() - top))
            self.emptiness.explain(searching=bool(board.filter_text), quiet=self._list in QUIET)
            self.emptiness.setVisible(nothing)
            self.emptiness.raise_()

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % 60 == 0:
            self._shown.board.release_due()
            for view in self._views.values():
                view.restyle()
            self.update()
            return
        for name in self._places.names:
            self._views[name].tick()

    def _selected(self, order_id: str) -> None:
        place = self._shown.board.place_of(order_id)
        if place is not None:
            name, row = place
            if name not in self._places.names:
                self.show_list(name)
            self._views[name].reveal(row)
        for name in self._places.names:
            self._views[name].viewport().update()
