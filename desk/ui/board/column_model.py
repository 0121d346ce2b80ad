"""A column of the board as a Qt model of one table column."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desk.domain.board import OrderCard
from desk.ui.board.model import Column

#: Rows that views are told of at a time: what a column costs does not grow with what nobody scrolls to.
PAGE = 200

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ColumnModel(QAbstractTableModel):
    """Passes a column's changes on to views. `speak` gives a card in words for screen readers."""

    def __init__(self, column: Column, speak: Callable[[OrderCard], str], parent: QObject) -> None:
        super().__init__(parent)
        self.column = column
        self._speak = speak
        self._paged = self._page(0)
        self._telling = False
        column.watcher = self

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row for each card, as far as anybody scrolled."""
        return 0 if parent.isValid() else self._paged

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The order number, and the whole card for screen readers; the delegate asks the column itself."""
        if not index.isValid() or index.row() >= self._paged:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.column.card(index.row()).number
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._speak(self.column.card(index.row()))
        return None

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        """Whether there are more rows than views were told of."""
        return not parent.isValid() and self._paged < len(self.column.keys)

    def fetchMore(self, parent: Index = _ROOT) -> None:
        """The next page: a view that is scrolled to the end asks for it."""
        self.reach(self._paged)

    def reach(self, row: int) -> None:
        """Tell views of all rows to that one, and some more."""
        upto = self._page(row)
        if row >= self._paged and upto > self._paged:
            self.beginInsertRows(_ROOT, self._paged, upto - 1)
            self._paged = upto
            self.endInsertRows()

    def _page(self, row: int) -> int:
        return min(len(self.column.keys), (row // PAGE + 1) * PAGE)

    def refilling(self) -> None:
        """Everything is about to be replaced."""
        self.beginResetModel()

    def refilled(self) -> None:
        """Everything was replaced."""
        self._paged = self._page(0)
        self.endResetModel()

    def inserting(self, row: int) -> None:
        """A row is about to be put in."""
        # at the end of the last page too, while that is not full
        self._telling = row < self._paged or len(self.column.keys) < PAGE
        if self._telling:
            self.beginInsertRows(_ROOT, row, row)
            self._paged += 1

    def inserted(self) -> None:
        """It was put in."""
        if self._telling:
            self.endInsertRows()

    def removing(self, row: int) -> None:
        """A row is about to be taken out."""
        self._telling = row < self._paged
        if self._telling:
            self.beginRemoveRows(_ROOT, row, row)
            self._paged -= 1

    def removed(self) -> None:
        """It was taken out."""
        if self._telling:
            self.endRemoveRows()
            if self._paged < PAGE:
                self.reach(self._paged)

    def touched(self, row: int) -> None:
        """A row has another card of the same order."""
        if row < self._paged:
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)
