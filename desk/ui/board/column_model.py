"""A column of the board as a Qt model of one table column."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desk.domain.board import OrderCard
from desk.ui.board.model import Column

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ColumnModel(QAbstractTableModel):
    """Passes a column's changes on to views. `speak` gives a card in words for screen readers."""

    def __init__(self, column: Column, speak: Callable[[OrderCard], str], parent: QObject) -> None:
        super().__init__(parent)
        self.column = column
        self._speak = speak
        column.watcher = self

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row for each card."""
        return 0 if parent.isValid() else len(self.column.keys)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The order number, and the whole card for screen readers; the delegate asks the column itself."""
        if not index.isValid() or index.row() >= len(self.column.keys):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.column.card(index.row()).number
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._speak(self.column.card(index.row()))
        return None

    def refilling(self) -> None:
        """Everything is about to be replaced."""
        self.beginResetModel()

    def refilled(self) -> None:
        """Everything was replaced."""
        self.endResetModel()

    def inserting(self, row: int) -> None:
        """A row is about to be put in."""
        self.beginInsertRows(_ROOT, row, row)

    def inserted(self) -> None:
        """It was put in."""
        self.endInsertRows()

    def removing(self, row: int) -> None:
        """A row is about to be taken out."""
        self.beginRemoveRows(_ROOT, row, row)

    def removed(self) -> None:
        """It was taken out."""
        self.endRemoveRows()

    def touched(self, row: int) -> None:
        """A row has another card of the same order."""
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)
