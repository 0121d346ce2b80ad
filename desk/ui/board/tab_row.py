"""The row above the queue: which lists are shown, and the search field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk.ui.board.columns import BOARD, QUIET
from desk.ui.board.model import Board
from desk.ui.palette import field_sheet
from desk.ui.theme import TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.words import column_name, group_name


class SearchField(QLineEdit):
    """Filters the queue while one types; Escape empties it and leaves.

    Signals:
        left(): the field was left by Enter or Escape.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter and Escape from the window's keys."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TabRow(QWidget):
    """Tabs at the left, search at the right. Wide: the board or the quiet lists. Narrow: one tab for each list.

    Signals:
        chosen(str): name of the list to show; in the wide form of the first list of its group.
        left_search(): typing is over.
        mark_wanted(): several orders are to be marked, or no longer.
    """

    chosen = Signal(str)
    left_search = Signal()
    mark_wanted = Signal()

    def __init__(self, look: Look, board: Board, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._board = board
        self._narrow = False
        self._shown = BOARD[0]
        self._search: SearchField | None = None
        self._wide_tabs = {name: self._tab(name) for name in (BOARD[0], QUIET[0])}
        self._narrow_tabs: dict[str, Button] = {}
        self._find = Button(look, "", kind="tab", height=36, picture="search", parent=self)
        self._find.setAccessibleName(self.tr("查找订单"))
        self._find.setToolTip(self.tr("查找（/）"))
        self._find.clicked.connect(self.search)
        self._mark = Button(look, "", kind="tab", height=36, picture="list-checks", parent=self)
        self._mark.setCheckable(True)
        self._mark.setAccessibleName(self.tr("选几单一起走"))
        self._mark.setToolTip(self.tr("选几单一起走（X）"))
        self._mark.clicked.connect(self.mark_wanted)
        self.recount()

    def show_list(self, name: str, *, narrow: bool) -> None:
        """Mark the list that is shown."""
        self._shown, self._narrow = name, narrow
        if narrow and not self._narrow_tabs:
            self._narrow_tabs = {each: self._tab(each) for each in BOARD + QUIET}
        self.recount()

    def search(self) -> None:
        """Open the search field and type in it."""
        field = self._search
        if field is None:
            field = self._search = SearchField(self)
            field.setStyleSheet(field_sheet(self._look))
            field.setFont(self._look.font(TEXT))
            field.setPlaceholderText(self.tr("单号、姓名、手机尾号、品名、备注"))
            field.setAccessibleName(self.tr("查找订单"))
            field.setClearButtonEnabled(True)
            field.setText(self._board.filter_text)
            field.textChanged.connect(self._board.set_filter)
            field.left.connect(self._leave)
            field.show()
            self._arrange()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def show_marking(self, marking: bool) -> None:
        """Show whether orders are being marked."""
        self._mark.setChecked(marking)

    def end_search(self) -> None:
        """Show everything again."""
        if self._search is not None:
            self._search.clear()
            self._leave()

    def recount(self) -> None:
        """Write the present counts on the tabs."""
        size = self._board.sizes()
        for name, tab in self._wide_tabs.items():
            tab.setText(group_name(size, quiet=name in QUIET))
        for name, tab in self._narrow_tabs.items():
            tab.setText(f"{column_name(name)} {size[name]}")
        for tab in (*self._wide_tabs.values(), *self._narrow_tabs.values()):
            tab.setAccessibleName(tab.text())
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()

    def _tab(self, name: str) -> Button:
        tab = Button(self._look, "", kind="tab", height=36, parent=self)
        tab.setCheckable(True)
        tab.clicked.connect(lambda _on=False: self.chosen.emit(name))
        return tab

    def _leave(self) -> None:
        if self._search is not None and not self._search.text():
            self._search.deleteLater()
            self._search = None
            self._arrange()
        self.left_search.emit()

    def _arrange(self) -> None:
        px, end = self._look.px, self.width()
        find = self._find.sizeHint()
        if self._search is not None:
            wide = end if self._narrow else min(px(280), end)
            self._search.setGeometry(end - wide, 0, wide, self.height())
            end -= wide + px(8)
        else:
            end -= find.width() + px(8)
            self._find.setGeometry(end + px(8), 0, find.width(), self.height())
        self._find.setVisible(self._search is None)
        mark = self._mark.sizeHint().width()
        end -= mark + px(8)
        self._mark.setGeometry(end + px(8), 0, mark, self.height())
        shown = dict(self._fitting(end))
        for tab in (*self._wide_tabs.values(), *self._narrow_tabs.values()):
            tab.setVisible(tab in shown.values())
        x = 0
        for name, tab in shown.items():
            tab.setChecked(name == self._shown if self._narrow else (name in BOARD) == (self._shown in BOARD))
            tab.setGeometry(x, 0, tab.sizeHint().width(), self.height())
            x += tab.width() + px(4 if self._narrow else 8)

    def _fitting(self, room: int) -> list[tuple[str, Button]]:
        """The tabs there is room for: the shown list always, then the board's, the quiet ones last."""
        tabs = self._narrow_tabs if self._narrow else self._wide_tabs
        gap = self._look.px(4 if self._narrow else 8)
        kept: set[str] = set()
        for name in sorted(tabs, key=lambda name: name != self._shown):
            width = tabs[name].sizeHint().width() + gap
            if width <= room + gap:
                kept.add(name)
                room -= width
        return [(name, tab) for name, tab in tabs.items() if name in kept]
