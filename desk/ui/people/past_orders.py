"""The orders somebody had: day, what, how much, and the button that orders the same again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.people import PastOrder
from desk.ui.people.words import money
from desk.ui.shown import Shown
from desk.ui.theme import SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, Rule, Sheet
from desk.ui.words import state_word

#: Products named of one order.
NAMED = 4


class PastOrders(Sheet):
    """A block with the newest orders and a button for older ones.

    Signals:
        again(str): the order with that id is wanted once more. older(): show more.
    """

    again = Signal(str)
    older = Signal()

    def __init__(self, look: Look, shown: Shown, *, words: bool) -> None:
        """`words`: there is room for what the buttons say; else they show a sign."""
        super().__init__(look, pad=16)
        self._look = look
        self._shown = shown
        self._count = 0
        self._words = words
        self.buttons: dict[str, Button] = {}
        self.rows.addWidget(Label(look, self.tr("以前的订单"), size=TEXT, bold=True, colour="muted"))
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.rows.addLayout(self._column)
        self.more = Button(look, self.tr("更早的订单"), kind="quiet", colour="blue", height=44)
        self.more.clicked.connect(self.older)
        self.rows.addWidget(self.more)

    def show_orders(self, orders: Sequence[PastOrder], *, more: bool) -> None:
        """These; those that stand here already stay."""
        for order in orders[self._count :]:
            if self._count:
                self._column.addWidget(Rule(self._look))
            self._column.addWidget(self._row(order))
            self._count += 1
        self.more.setVisible(more)

    def _row(self, order: PastOrder) -> QWidget:
        look, px = self._look, self._look.px
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, px(8), 0, px(8))
        line.setSpacing(px(12))
        at, now = self._shown.times.at(order.at), self._shown.times.at(self._shown.now())
        day = f"{at.month:02d}/{at.day:02d}"
        when = Label(look, day if at.year == now.year else f"{at.year}\n{day}", size=TEXT, wrap=False)
        when.setFixedWidth(px(48))
        line.addWidget(when)
        middle = QGridLayout()
        middle.setVerticalSpacing(px(2))
        middle.setHorizontalSpacing(px(12))
        middle.addWidget(Label(look, what(order), size=TEXT), 0, 0)
        below = order.number
        off = order.state in {"cancelled", "declined"}
        if off or order.state != "completed":
            below = f"{order.number} · {state_word(order.state)}"
        middle.addWidget(Label(look, below, size=SMALL, colour="muted"), 1, 0)
        sum_ = Label(look, money(order.total, order.currency), bold=not off, wrap=False)
        sum_.set_colour("muted" if off else "ink")
        middle.addWidget(sum_, 0, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        middle.setColumnStretch(0, 1)
        line.addLayout(middle, 1)
        word = self.tr("再来一单")
        button = Button(look, word if self._words else "", height=44, picture="" if self._words else "plus")
        button.setToolTip(word)
        button.setAccessibleName(self.tr("照 {number} 再来一单").format(number=order.number))
        button.clicked.connect(lambda _on=False, wanted=order.id: self.again.emit(wanted))
        line.addWidget(button)
        self.buttons[order.id] = button
        return made


def what(order: PastOrder) -> str:
    """`蛋挞 × 12，可颂 × 4`."""
    named = [name if count == 1 else f"{name}\u00a0×\u00a0{count}" for name, count in order.lines[:NAMED]]
    return "，".join(named) + (" …" if len(order.lines) > NAMED else "")
