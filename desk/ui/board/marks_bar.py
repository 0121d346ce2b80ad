"""The bar under the queue while several orders are marked: how many, and what is done with all of them."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.ui.board.model import Board
from desk.ui.theme import TEXT, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label
from desk.ui.words import next_step


class MarksBar(QWidget):
    """Shown while `Board.marking`."""

    def __init__(self, look: Look, board: Board, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._board = board
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(8))
        row.setSpacing(look.px(8))
        self.count = Label(look, "", size=TEXT, bold=True, wrap=False)
        self.step = Button(look, self.tr("一起走下一步"), kind="main", colour="blue", height=44)
        self.step.clicked.connect(verbs.step_marked)
        self.reprint = Button(look, self.tr("补打"), height=44, picture="printer")
        self.reprint.clicked.connect(verbs.reprint_marked)
        self.leave = Button(look, self.tr("不选了"), kind="quiet", height=44)
        self.leave.clicked.connect(board.stop_marking)
        row.addWidget(self.count)
        row.addStretch(1)
        for button in (self.leave, self.reprint, self.step):
            row.addWidget(button)
        board.marks_changed.connect(self.refresh)
        board.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        cards = self._board.marked_cards()
        if cards:
            self.count.setText(self.tr("选了 {n} 单").format(n=len(cards)))
        else:
            self.count.setText(self.tr("点要一起走的单子"))
        self.step.setEnabled(any(next_step(card) for card in cards))
        self.reprint.setEnabled(bool(cards))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own, a line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("panel"))
        painter.fillRect(0, 0, self.width(), 1, self._look.colour("line"))
        painter.end()
