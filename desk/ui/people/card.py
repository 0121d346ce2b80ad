"""The right of the customers page: one of them whole."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.people import CustomerCard, Merge, usual
from desk.ui.people.past_orders import PastOrders
from desk.ui.people.remarks import RemarksBlock
from desk.ui.people.rhythm_picture import RhythmPicture
from desk.ui.people.shown import PeopleBackend, PeopleShown
from desk.ui.people.words import (
    came,
    chips,
    days_ago,
    handle_word,
    round_money,
    span_words,
    times_word,
    who,
)
from desk.ui.shown import Shown
from desk.ui.theme import NUMBER, SMALL, TEXT, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import ChipLabel, Label, Sheet
from desk.ui.widgets.scroll import ScrollColumn
from desk.ui.words import source_name

#: Widths at 100 % from which there is room for words on an order's button, for two columns; the second one's width;
#: room around a figure.
WORDS_FROM, COLUMNS_FROM, SIDE, PAD = 400, 700, 300, 14


class PersonCard(QWidget):
    """Shows PeopleShown.card.

    Signals:
        left(): back to the list, where it is not beside. merge_wanted(): somebody else is the same person.
    """

    left = Signal()
    merge_wanted = Signal()

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._people: PeopleShown = shown.people
        self._verbs = verbs
        self._narrow = False
        self._built: tuple[CustomerCard | None, bool, tuple[bool, bool, bool]] = (
            None,
            False,
            (False, False, False),
        )
        self._scroll: ScrollColumn | None = None
        self.orders: PastOrders | None = None
        self.order: Button | None = None
        self.remarks: RemarksBlock | None = None
        self.merge: Button | None = None
        self.undo: Button | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._people.chosen_changed.connect(self.refresh)
        self._people.card_changed.connect(self.refresh)
        self._people.history_changed.connect(self._show_orders)
        self.refresh()

    def show_back(self, narrow: bool) -> None:
        """Offer a way back where the list is not beside it."""
        self._narrow = narrow
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One or two columns."""
        self.refresh()

    def refresh(self) -> None:
        """Show the customer as they are now."""
        wanted = (self._people.card, self._narrow, self._shape())
        if wanted == self._built:
            return
        if self._is_written() and self._people.chosen == self._built_for():
            return  # what somebody types is not taken away; it is shown when they are done
        before, self._built = self._built, wanted
        place = 0
        if self._scroll is not None:
            same = before[0] is not None and wanted[0] is not None and before[0].row.id == wanted[0].row.id
            place = self._scroll.verticalScrollBar().value() if same else 0
            self._scroll.hide()
            self._scroll.deleteLater()
            self._scroll = self.orders = self.order = self.remarks = self.merge = self.undo = None
        card = wanted[0]
        if card is None:
            return
        self._scroll = ScrollColumn(self._look, self._make(card))
        self._rows.addWidget(self._scroll)
        self._scroll.verticalScrollBar().setValue(place)

    def _is_written(self) -> bool:
        return self.remarks is not None and self.remarks.editing

    def _built_for(self) -> int:
        card = self._built[0]
        return 0 if card is None else card.row.id

    def _shape(self) -> tuple[bool, bool, bool]:
        """Whether there is room for four figures in a row, for two columns, and for words on every order's button."""
        look, card, width = self._look, self._people.card, self.width()
        if card is None:
            return False, False, False
        widest = max(look.ruler(NUMBER, True).width(figure) for _word, figure in self._figure_words(card))
        four = 4 * (widest + look.px(2 * PAD + 2)) + 3 * look.px(10) <= width - look.px(22 + 14 + 8)
        return four, width >= look.px(COLUMNS_FROM), width >= look.px(WORDS_FROM)

    def _make(self, card: CustomerCard) -> QWidget:
        look, px = self._look, self._look.px
        made = QWidget()
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        rows = QVBoxLayout(made)
        rows.setContentsMargins(px(22), px(16), px(14), px(22))
        rows.setSpacing(px(14))
        rows.addLayout(self._head(card))
        rows.addLayout(self._figures(card))
        _four, two, words = self._shape()
        parts = QBoxLayout(QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.TopToBottom)
        parts.setSpacing(px(12))
        main, side = QVBoxLayout(), QVBoxLayout()
        for column in (main, side):
            column.setSpacing(px(12))
        main.addWidget(self._rhythm(card))
        self.orders = PastOrders(look, self._shown, words=words)
        self.orders.again.connect(self._again)
        self.orders.older.connect(lambda: self._ask(lambda desk: desk.older()))
        self._show_orders()
        main.addWidget(self.orders)
        main.addStretch(1)
        for block in (self._written(card), self._favourites(card), self._arrival(card)):
            side.addWidget(block)
        self.order = Button(look, self.tr("给他下单"), kind="main", colour="blue", height=48)
        self.order.clicked.connect(lambda: self._ask(lambda desk: desk.order_for(card.row.id)))
        if two:
            holder = QWidget()
            holder.setFixedWidth(px(SIDE))
            holder.setLayout(side)
            side.setContentsMargins(0, 0, 0, 0)
            side.addWidget(self.order)
            side.addStretch(1)
            parts.addLayout(main, 1)
            parts.addWidget(holder)
        else:
            rows.addWidget(self.order)
            parts.addLayout(main)
            parts.addLayout(side)
        rows.addLayout(parts)
        rows.addStretch(1)
        return made

    def _head(self, card: CustomerCard) -> QHBoxLayout:
        look, px = self._look, self._look.px
        top = QHBoxLayout()
        top.setSpacing(px(10))
        if self._narrow:
            back = Button(look, "", kind="quiet", height=44, picture="chevron-left")
            back.setAccessibleName(self.tr("返回"))
            back.clicked.connect(self.left)
            top.addWidget(back)
        flow = FlowLayout(px(8))
        flow.addWidget(Label(look, who(card.row), size=NUMBER, bold=True, wrap=False, selectable=True))
        for chip in chips(card, self._people.today):
            holder = QWidget()
            centred = QVBoxLayout(holder)
            centred.setContentsMargins(0, px(4), 0, 0)
            centred.addWidget(ChipLabel(look, chip))
            flow.addWidget(holder)
        top.addLayout(flow, 1)
        return top

    def _figure_words(self, card: CustomerCard) -> list[tuple[str, str]]:
        row, currency = card.row, self._shown.currency
        return [
            (self.tr("一共"), self.tr("{n} 单").format(n=row.orders)),
            (self.tr("花了"), round_money(row.amount, currency)),
            (self.tr("平均"), round_money(row.amount // max(1, row.orders), currency)),
            (self.tr("上次"), days_ago(row.last_day, self._people.today)),
        ]

    def _figures(self, card: CustomerCard) -> QBoxLayout:
        look = self._look
        blocks: list[Sheet] = []
        for word, figure in self._figure_words(card):
            block = Sheet(look, pad=PAD)
            block.rows.setSpacing(look.px(2))
            block.rows.addWidget(Label(look, word, size=SMALL, colour="muted", wrap=False))
            block.rows.addWidget(Label(look, figure, size=NUMBER, bold=True, wrap=False))
            blocks.append(block)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        made = QBoxLayout(across if self._shape()[0] else down)
        made.setSpacing(look.px(10))
        for pair in (blocks[:2], blocks[2:]):
            half = QHBoxLayout()
            half.setSpacing(look.px(10))
            for block in pair:
                half.addWidget(block, 1)
            made.addLayout(half, 1)
        return made

    def _rhythm(self, card: CustomerCard) -> Sheet:
        look = self._look
        block = Sheet(look, pad=16)
        rhythm = usual(card)
        words = span_words(rhythm) if rhythm else self.tr("来过三次以后，就看得出节奏")
        line = FlowLayout(look.px(12))
        line.addWidget(Label(look, self.tr("来的节奏"), size=TEXT, bold=True, colour="muted", wrap=False))
        line.addWidget(Label(look, words, size=TEXT, bold=rhythm is not None, wrap=False))
        block.rows.addLayout(line)
        block.rows.addWidget(RhythmPicture(look, card, self._people.today))
        return block

    def _written(self, card: CustomerCard) -> RemarksBlock:
        customer = card.row.id
        block = RemarksBlock(self._look, card.remarks)
        block.written.connect(
            lambda remarks: self._ask(lambda desk: desk.write_of(customer, remarks))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType] - a Signal(object)
        )
        # later: the button that was pressed is part of what is made anew
        block.closed.connect(lambda: QTimer.singleShot(0, self, self.refresh))
        self.remarks = block
        return block

    def _favourites(self, card: CustomerCard) -> Sheet:
        look = self._look
        block = self._block(self.tr("爱买"))
        for favourite in card.favourites:
            line = QHBoxLayout()
            line.addWidget(Label(look, favourite.name, size=TEXT, bold=True), 1)
            count = Label(look, times_word(favourite.orders), size=TEXT, wrap=False)
            line.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
            block.rows.addLayout(line)
        return block

    def _arrival(self, card: CustomerCard) -> Sheet:
        look = self._look
        block = self._block(self.tr("怎么来的"))
        block.rows.addWidget(Label(look, came(card, source_name(card.source_kind, card.source))))
        for handle in card.handles:
            block.rows.addWidget(Label(look, handle_word(handle), size=SMALL, colour="muted"))
        if card.address:
            block.rows.addWidget(Label(look, card.address, size=SMALL, colour="muted", selectable=True))
        if card.merge is not None:
            self._merged(block, card.merge)
        self.merge = Button(
            look, self.tr("和别人是同一位"), kind="quiet", colour="blue", height=36, picture="git-merge"
        )
        self.merge.clicked.connect(self.merge_wanted)
        block.rows.addWidget(self.merge, 0, Qt.AlignmentFlag.AlignLeft)
        return block

    def _merged(self, block: Sheet, merge: Merge) -> None:
        """Whom they were made one with last, and the way back."""
        look = self._look
        words = self.tr("和“{name}”（{n} 单）合在一起了").format(name=merge.name, n=merge.orders)
        block.rows.addWidget(Label(look, words, size=SMALL))
        self.undo = Button(look, self.tr("撤销合并"), height=44, picture="undo-2")
        self.undo.clicked.connect(lambda: self._ask(lambda desk: desk.undo_merge(merge.id)))
        block.rows.addWidget(self.undo)

    def _block(self, title: str) -> Sheet:
        block = Sheet(self._look, pad=16)
        block.rows.addWidget(Label(self._look, title, size=TEXT, bold=True, colour="muted"))
        return block

    def _show_orders(self) -> None:
        if self.orders is not None:
            self.orders.show_orders(self._people.history, more=self._people.history_more)

    def _again(self, order_id: str) -> None:
        self._ask(lambda desk: desk.again(order_id))

    def _ask(self, what: Callable[[PeopleBackend], None]) -> None:
        desk = self._verbs.backend.people
        if desk is not None:
            what(desk)
