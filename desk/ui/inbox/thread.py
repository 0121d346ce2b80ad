"""One conversation opened: who it is, their orders, what was written, and the answer."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from desk.domain.inbox import TalkDetail
from desk.ui.inbox.bubbles import Bubbles
from desk.ui.inbox.composer import Composer
from desk.ui.inbox.shown import InboxBackend, InboxShown
from desk.ui.inbox.words import talk_chips, who
from desk.ui.shown import Shown
from desk.ui.theme import HEAD, SMALL, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import ChipLabel, Label, Rule
from desk.ui.widgets.scroll import ScrollColumn
from desk.ui.words import state_word

#: Height at 100 % below which the messages need the room of the replies kept ready.
LOW = 560
#: Milliseconds until new messages are laid out for good.
SETTLED = 400


class Thread(QWidget):
    """Head and messages are built anew when they change; the field keeps what is being typed.

    Signals:
        left(): back to the list.
    """

    left = Signal()

    def __init__(self, look: Look, shown: Shown, inbox: InboxShown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._inbox = inbox
        self._verbs = verbs
        self._narrow = False
        self._built: tuple[TalkDetail | None, int, bool] = (None, -1, False)
        self.orders: list[Button] = []
        self.finish: Button | None = None
        self.bubbles: Bubbles | None = None
        self._scroll: ScrollColumn | None = None
        self._head: QWidget | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.composer = Composer(look, inbox)
        self.composer.sent.connect(self._answer)
        self.composer.replies_changed.connect(self._keep_replies)
        self.composer.left.connect(self.left)
        self._rows.addWidget(Rule(look))
        self._rows.addWidget(self.composer)
        inbox.talk_changed.connect(self.refresh)
        self.refresh()

    def show_back(self, narrow: bool) -> None:
        """Offer a way back where the list is not beside it."""
        self._narrow = narrow
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bubbles are as wide as there is room; in a low window the replies kept ready are behind a button."""
        self.composer.set_low(self.height() < self._look.px(LOW))
        self.refresh()

    def refresh(self) -> None:
        """Show the conversation as it is now."""
        talk = self._inbox.talk
        wanted = (talk, self.width(), self._narrow)
        if wanted == self._built:
            return
        before, width, _narrow = self._built
        self._built = wanted
        same = before is not None and talk is not None and before.card.key == talk.card.key
        if not same:
            self.composer.take_draft()
        self.composer.setVisible(talk is not None)
        if self._head is not None:
            self._head.hide()
            self._head.deleteLater()
            self._head = self.finish = None
        if talk is not None:
            self._head = self._make_head(talk)
            self._rows.insertWidget(0, self._head)
        self._show_messages(talk, keep=same and width == self.width())

    def _show_messages(self, talk: TalkDetail | None, *, keep: bool) -> None:
        """The messages; somebody who reads further up is left where they are."""
        bar = self._scroll.verticalScrollBar() if self._scroll else None
        at_end = bar is None or not keep or bar.value() >= bar.maximum() - self._look.px(40)
        if keep and talk is not None and self.bubbles is not None:
            self.bubbles.update_talk(talk)
        else:
            if self._scroll is not None:
                self._scroll.hide()
                self._scroll.deleteLater()
                self._scroll = self.bubbles = None
            if talk is None:
                return
            self.bubbles = Bubbles(self._look, self._shown, talk, self.width(), self._backend)
            self._scroll = ScrollColumn(self._look, self.bubbles)
            self._rows.insertWidget(1, self._scroll, 1)
            bar = self._scroll.verticalScrollBar()
        if at_end and bar is not None:
            follow = bar.rangeChanged.connect(_to_end(bar))
            QTimer.singleShot(SETTLED, bar, lambda: bar.rangeChanged.disconnect(follow))
            bar.setValue(bar.maximum())

    def _make_head(self, talk: TalkDetail) -> QWidget:
        look, px, card = self._look, self._look.px, talk.card
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(px(16), px(10), px(12), px(8))
        rows.setSpacing(px(6))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        if self._narrow:
            back = Button(look, "", kind="quiet", height=44, picture="chevron-left")
            back.setAccessibleName(self.tr("返回"))
            back.clicked.connect(self.left)
            top.addWidget(back)
        top.addWidget(Label(look, who(card), size=HEAD, bold=True), 1)
        for chip in talk_chips(card):
            top.addWidget(ChipLabel(look, chip))
        if card.done:
            self.finish = Button(look, self.tr("重新打开"), height=44, picture="undo-2")
        else:
            self.finish = Button(look, self.tr("处理完了"), height=44, picture="check")
        self.finish.clicked.connect(
            lambda: self._ask(lambda desk: desk.set_done(card.key, done=not card.done))
        )
        top.addWidget(self.finish)
        rows.addLayout(top)
        flow = FlowLayout(px(6))
        self.orders = []
        for order in talk.orders:
            text = f"{order.number} {state_word(order.state)}"
            button = Button(look, text, kind="tab", height=44, picture="receipt-text")
            button.clicked.connect(self._open_order(order.id))
            flow.addWidget(button)
            self.orders.append(button)
        if flow.count():
            rows.addLayout(flow)
        if card.done:
            words = self.tr("机器人已经接回这位顾客；再来消息会回到待处理。")
        elif card.human:
            words = self.tr("现在由你回复，机器人不插嘴。处理完了再交还给它。")
        else:
            words = self.tr("机器人还在照常接单，这里是给店里的留言。")
        rows.addWidget(Label(look, words, size=SMALL, colour="muted"))
        rows.addWidget(Rule(look))
        return made

    def _open_order(self, order_id: str) -> Callable[[], None]:
        def go() -> None:
            self._shown.select(order_id)
            self._verbs.opened.emit(order_id)

        return go

    def _answer(self, text: str) -> None:
        key = self._inbox.chosen
        if key is not None:
            self._ask(lambda desk: desk.answer(key, text))

    def _keep_replies(self, texts: list[str]) -> None:
        self._ask(lambda desk: desk.set_quick_replies(texts))

    def _backend(self) -> InboxBackend | None:
        return self._verbs.backend.inbox

    def _ask(self, what: Callable[[InboxBackend], None]) -> None:
        desk = self._backend()
        if desk is not None:
            what(desk)


def _to_end(bar: QScrollBar) -> Callable[[int, int], None]:
    def go(_lowest: int, highest: int) -> None:
        bar.setValue(highest)

    return go
