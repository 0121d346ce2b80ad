"""The panel that shows one order in full and asks what must be asked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.board import OrderDetail
from desk.ui.detail.blocks import Question, facts, history_block, money_block, note_block, ticket_block
from desk.ui.detail.history import whole_history
from desk.ui.detail.reason import ReasonBlock
from desk.ui.icons import icon
from desk.ui.shown import Shown
from desk.ui.theme import NUMBER, SMALL, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import ChipLabel, Label, Rule
from desk.ui.widgets.scroll import ScrollColumn
from desk.ui.words import chips, decline_word, next_step, state_word

if TYPE_CHECKING:
    from desk.ui.till.block import TillBlock
    from desk.ui.till.shown import Step


class DetailPanel(QWidget):
    """One order. Rebuilt whenever its detail changes; keeps the scroll position for the same order.

    Signals:
        closed(): the person wants it out of the way.
    """

    closed = Signal()

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._verbs = verbs
        self._reason_for = ""
        self._tab = "history"
        self._watches_till = False
        self._close_shown = False
        self._order = ""
        self.questions: list[Question] = []
        self.reason: ReasonBlock | None = None
        self.buttons: dict[str, Button] = {}
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._scroll: ScrollColumn | None = None
        self.till: TillBlock | None = None
        shown.detail_changed.connect(self.refresh)
        shown.selected_changed.connect(self._select)
        self.refresh()

    def show_close(self, on: bool) -> None:
        """Offer a way back where the panel covers the page."""
        if on != self._close_shown:
            self._close_shown = on
            self.refresh()

    def ask_reason(self, action: str) -> None:
        """Ask why, before declining or cancelling."""
        self._reason_for = action
        self.refresh()

    def go_back(self) -> bool:
        """Leave the question for a reason; whether there was one."""
        asked = bool(self._reason_for)
        self._reason_for = ""
        if asked:
            self.refresh()
        return asked

    def refresh(self) -> None:
        """Build what is to be shown now."""
        detail = self._shown.detail
        at = self._scroll.verticalScrollBar().value() if self._scroll else 0
        if self._scroll is not None:
            if self._scroll.isAncestorOf(self.focusWidget() or self):
                self.setFocus()  # or the focus would jump to a button elsewhere
            self._scroll.hide()
            self._scroll.deleteLater()
        self.questions, self.reason, self.till, self.buttons = [], None, None, {}
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        rows = QVBoxLayout(content)
        px = self._look.px
        rows.setContentsMargins(px(18), px(14), px(12), px(16))
        rows.setSpacing(px(12))
        if detail is None:
            self._emptiness(rows)
        else:
            self._fill(rows, detail)
        rows.addStretch(1)
        self._scroll = ScrollColumn(self._look, content)
        self._rows.addWidget(self._scroll)
        if detail is not None and detail.card.id == self._order:
            self._scroll.verticalScrollBar().setValue(at)
        self._order = detail.card.id if detail else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Text fields keep their keys; the rest goes to the window."""
        if self.reason is not None:
            if event.key() == Qt.Key.Key_Escape:
                self.go_back()
            event.accept()
            return
        super().keyPressEvent(event)

    def _select(self) -> None:
        self._reason_for = ""
        if self._shown.detail is None:
            self.refresh()

    def _emptiness(self, rows: QVBoxLayout) -> None:
        if self._close_shown:
            rows.addWidget(self._back(), 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        if self._shown.selected:
            return
        picture = Label(self._look, "")
        shade = self._look.colour("muted")
        picture.setPixmap(icon("receipt-text", shade, self._look.px(36), self.devicePixelRatioF()))
        text = Label(
            self._look,
            self.tr("点一张单子，这里就是它的全部：\n地址、要求、经过和小票。"),
            size=SMALL,
            colour="muted",
        )
        for label in (picture, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            rows.addWidget(label)

    def _fill(self, rows: QVBoxLayout, detail: OrderDetail) -> None:
        look, times, now = self._look, self._shown.times, self._shown.now()
        rows.addLayout(self._head(detail))
        for job in detail.jobs:
            if job.state == "ask":
                question = Question(look, job, times, self._verbs.backend.answer)
                self.questions.append(question)
                rows.addWidget(question)
        if self._reason_for:
            self.reason = ReasonBlock(look, self._reason_for, detail.card.number)
            self.reason.chosen.connect(self._with_reason)
            self.reason.left.connect(self.go_back)
            rows.addWidget(self.reason)
        elif self._till_open(detail):
            self._add_till(rows, detail)
        else:
            self._steps(rows, detail)
        rows.addWidget(facts(look, detail, times, now))
        if detail.card.note:
            rows.addWidget(note_block(look, detail.card.note))
        rows.addWidget(money_block(look, detail))
        rows.addLayout(self._tabs(detail))
        rows.addWidget(Rule(look))
        if self._tab == "history":
            rows.addWidget(history_block(look, whole_history(detail), times))
        else:
            for job in detail.jobs:
                rows.addWidget(ticket_block(look, job, times, self._verbs.backend.reprint))

    def _head(self, detail: OrderDetail) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(self._look.px(6))
        if self._close_shown:
            made.addWidget(self._back(), 0, Qt.AlignmentFlag.AlignLeft)
        top = QHBoxLayout()
        top.addWidget(Label(self._look, detail.card.number, size=NUMBER, bold=True, wrap=False))
        top.addSpacing(self._look.px(8))
        top.addWidget(
            Label(self._look, state_word(detail.card.state), size=SMALL, colour="muted", wrap=False)
        )
        top.addStretch(1)
        made.addLayout(top)
        flow = FlowLayout(self._look.px(6))
        for chip in chips(detail.card):
            flow.addWidget(ChipLabel(self._look, chip))
        made.addLayout(flow)
        return made

    def _back(self) -> Button:
        back = Button(self._look, self.tr("返回"), kind="quiet", height=40, picture="chevron-left")
        back.clicked.connect(self.closed)
        return back

    def _steps(self, rows: QVBoxLayout, detail: OrderDetail) -> None:
        """The next step, refusal, and what else can be done."""
        card, step = detail.card, next_step(detail.card)
        if step:
            pair = QHBoxLayout()
            pair.setSpacing(self._look.px(8))
            colour = {"placed": "amber", "ready": "green", "delivering": "green"}.get(card.state, "blue")
            pair.addWidget(self._button(step[0], step[1], kind="main", colour=colour, height=48), 1)
            if card.state == "placed":
                pair.addWidget(self._button("decline", decline_word(), height=48))
            rows.addLayout(pair)
        if card.state == "placed" and card.due_at is None:
            promise = FlowLayout(self._look.px(6))
            for minutes in (15, 30, 45, 60):
                text = self.tr("接单，{n} 分钟后好").format(n=minutes)
                button = Button(self._look, text, kind="tab", height=40)
                button.clicked.connect(
                    lambda _on=False, n=minutes: self._verbs.act(card.id, "accept", minutes=n)
                )
                promise.addWidget(button)
            rows.addLayout(promise)
        others = FlowLayout(self._look.px(8))
        if detail.jobs:
            others.addWidget(self._button("reprint", self.tr("补打")))
        if card.can_undo:
            others.addWidget(self._button("undo", self.tr("撤销")))
        if card.state in {"accepted", "preparing", "ready"}:
            others.addWidget(self._button("rush", self.tr("催单")))
        if card.balance > 0:
            others.addWidget(self._button("paid", self.tr("已收款")))
            others.addWidget(self._till_button("choose", self.tr("收款…")))
        if card.payment_method == "wechat" and card.payment_state in {"paid", "part-paid"}:
            others.addWidget(self._till_button("refund", self.tr("退款…")))
        if card.state in {"accepted", "preparing", "ready", "delivering"}:
            others.addWidget(self._button("cancel", self.tr("取消")))
        if others.count():
            rows.addLayout(others)

    def _button(
        self, action: str, text: str, *, kind: str = "outline", colour: str = "ink", height: int = 44
    ) -> Button:
        made = Button(self._look, text, kind=kind, colour=colour, height=height)
        made.clicked.connect(lambda: self._verbs.step(self._shown.selected, action))
        self.buttons[action] = made
        return made

    # --- the till -----------------------------------------------------------------------------------------

    def _till_open(self, detail: OrderDetail) -> bool:
        return self._watches_till and self._shown.till.order_id == detail.card.id

    def _till_button(self, step: "Step", text: str) -> Button:
        made = Button(self._look, text, height=44)
        made.clicked.connect(lambda: self._open_till(step))
        self.buttons[f"till-{step}"] = made
        return made

    def _open_till(self, step: "Step") -> None:
        if not self._watches_till:
            self._watches_till = True
            self._shown.till.changed.connect(self.refresh)
        self._shown.till.show(self._shown.selected, step)

    def _add_till(self, rows: QVBoxLayout, detail: OrderDetail) -> None:
        from desk.ui.till.block import TillBlock

        till, order_id = self._shown.till, detail.card.id
        block = self.till = TillBlock(self._look, detail.card, till, self._shown.times)
        block.left.connect(till.close)
        desk = self._verbs.backend.till
        if desk is not None:

            def take(method: str) -> None:
                desk.take(order_id, method)

            def give_back(reason: str) -> None:
                desk.refund(order_id, reason)

            block.taken.connect(take)
            block.collected.connect(lambda: desk.collect(order_id))
            block.uncollected.connect(lambda: desk.uncollect(order_id))
            block.refunded.connect(give_back)
        rows.addWidget(block)

    def _tabs(self, detail: OrderDetail) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setSpacing(self._look.px(6))
        for name, text in (
            ("history", self.tr("经过")),
            ("tickets", self.tr("小票 {n}").format(n=len(detail.jobs))),
        ):
            tab = Button(self._look, text, kind="tab", height=36)
            tab.setCheckable(True)
            tab.setChecked(name == self._tab)
            tab.clicked.connect(lambda _on=False, wanted=name: self._show_tab(wanted))
            made.addWidget(tab)
        made.addStretch(1)
        return made

    def _show_tab(self, name: str) -> None:
        self._tab = name
        self.refresh()

    def _with_reason(self, reason: str) -> None:
        action, self._reason_for = self._reason_for, ""
        order_id = self._shown.selected
        self.refresh()
        self._verbs.act(order_id, action, reason=reason)
