"""The WeChat page: before pairing what it is for and the form; afterwards the line and each account."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.wechat import RelayCard
from desk.ui.shown import Shown
from desk.ui.theme import HEAD, ITEM, NUMBER, SMALL, TEXT, Look
from desk.ui.verbs import Verbs
from desk.ui.wechat.account import AccountBlock
from desk.ui.wechat.pairing import PairingForm
from desk.ui.wechat.words import line_chip, line_trouble, line_words
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import ChipLabel, Label, Sheet
from desk.ui.widgets.scroll import ScrollColumn

#: The page's longest line at 100 %.
WIDTH = 760


class RelayBlock(Sheet):
    """One relay: whether it is connected, and how to part from it."""

    def __init__(self, look: Look, relay: RelayCard, shown: Shown, verbs: Verbs) -> None:
        tone = "red" if relay.state == "trouble" else "line"
        super().__init__(look, border=tone, thick=1.5 if tone == "red" else 1, pad=16)
        self._look = look
        self._relay = relay
        self._verbs = verbs
        self.rows.setSpacing(look.px(8))
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(Label(look, self.tr("中继"), size=HEAD, bold=True, wrap=False))
        head.addStretch(1)
        head.addWidget(ChipLabel(look, line_chip(relay)))
        self.rows.addLayout(head)
        self.rows.addWidget(Label(look, relay.url, size=SMALL, colour="muted", selectable=True))
        self.rows.addWidget(Label(look, line_words(relay, shown.times, shown.now()), size=TEXT))
        flow = FlowLayout(look.px(8))
        self.again = Button(look, self.tr("重新配对"), height=44, picture="plug-zap")
        self.part = Button(look, self.tr("取消配对"), height=44)
        self.part.clicked.connect(self._ask)
        flow.addWidget(self.again)
        flow.addWidget(self.part)
        self.rows.addLayout(flow)
        self.question: Sheet | None = None
        self.buttons: list[Button] = []

    def _ask(self) -> None:
        """A question with two buttons, in place."""
        if self.question is not None:
            return
        look = self._look
        self.question = Sheet(look, fill="red_soft", border="red", pad=14, thick=1.5)
        self.question.rows.addWidget(Label(look, self.tr("取消和这个中继的配对？"), size=ITEM, bold=True))
        words = self.tr("微信的新单不再进来，已经收到的单都留着。以后可以用新的配对码再配。")
        self.question.rows.addWidget(Label(look, words, size=SMALL))
        pair = QHBoxLayout()
        pair.setSpacing(look.px(8))
        back = Button(look, self.tr("不，留着"), height=48)
        go = Button(look, self.tr("取消配对"), kind="main", colour="red", height=48)
        back.clicked.connect(self._keep)
        go.clicked.connect(self._go)
        pair.addWidget(back, 1)
        pair.addWidget(go, 1)
        self.buttons = [back, go]
        self.question.rows.addLayout(pair)
        self.rows.addWidget(self.question)

    def _keep(self) -> None:
        if self.question is not None:
            self.question.hide()
            self.question.deleteLater()
            self.question = None

    def _go(self) -> None:
        desk = self._verbs.backend.wechat
        if desk is not None:
            desk.unpair(self._relay.name)
        self._keep()


class WeChatPage(QWidget):
    """Built when it is opened first, and anew when a relay or account changes."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._wechat = shown.wechat
        self._verbs = verbs
        self._pairing_again = False
        self._scroll: ScrollColumn | None = None
        self.form: PairingForm | None = None
        self.relays: list[RelayBlock] = []
        self.accounts: list[AccountBlock] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._wechat.changed.connect(self._refresh)
        self._wechat.pairing_changed.connect(self._paired)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Accounts may have been added at the relay since it was looked at last."""
        if self._wechat.relays and (desk := self._verbs.backend.wechat) is not None:
            desk.refresh()

    def _paired(self) -> None:
        if self._wechat.pairing == "done":
            self._pairing_again = False
            self._refresh()

    def _pair_again(self) -> None:
        self._pairing_again = True
        self._wechat.set_pairing("")
        self._refresh()
        if self.form is not None:
            self.form.code.setFocus()

    def _refresh(self) -> None:
        px = self._look.px
        at = self._scroll.verticalScrollBar().value() if self._scroll else 0
        if self._scroll is not None:
            self._scroll.hide()
            self._scroll.deleteLater()
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(px(18), px(16), px(12), px(22))
        rows.setSpacing(px(12))
        self.form, self.relays, self.accounts = None, [], []
        rows.addWidget(Label(self._look, self.tr("微信"), size=NUMBER, bold=True))
        if self._wechat.relays:
            for relay in self._wechat.relays:
                self._show_relay(rows, relay)
        elif self._wechat.known:
            self._explain(rows)
        else:
            rows.addWidget(Label(self._look, self.tr("小票台正在启动…"), size=TEXT, colour="muted"))
        rows.addStretch(1)
        self._scroll = ScrollColumn(self._look, content)
        self._scroll.setParent(self)
        self._scroll.show()
        self._arrange()
        self._scroll.verticalScrollBar().setValue(at)

    def _show_relay(self, rows: QVBoxLayout, relay: RelayCard) -> None:
        look = self._look
        block = RelayBlock(look, relay, self._shown, self._verbs)
        block.again.clicked.connect(lambda: self._again_with(relay))
        rows.addWidget(block)
        self.relays.append(block)
        if self._pairing_again and self.form is None:
            self._add_form(rows)
        if relay.accounts is None:
            if relay.state != "trouble":
                words = line_trouble(relay.reason) if relay.reason else self.tr("正在取公众号的资料…")
                colour = "red" if relay.reason else "muted"
                rows.addWidget(Label(look, words, size=TEXT, colour=colour))
            return
        if not relay.accounts:
            words = self.tr("中继上还没有公众号。请架中继的人在 relay.toml 里写上 [[accounts]]。")
            rows.addWidget(Label(look, words, size=TEXT))
        for account in relay.accounts:
            made = AccountBlock(look, account)
            rows.addWidget(made)
            self.accounts.append(made)

    def _again_with(self, relay: RelayCard) -> None:
        self._wechat.address = relay.url
        self._pair_again()

    def _explain(self, rows: QVBoxLayout) -> None:
        look = self._look
        what = self.tr("顾客在公众号里回一个数字就能下单，小票马上从打印机出来。个人公众号也行，不用认证。")
        rows.addWidget(Label(look, what, size=ITEM))
        why = self.tr(
            "微信找不到店里的电脑，所以中间要有一台放在网上的小服务器，叫“中继”。它在电脑关着的时候也照样收单。"
            "架中继的人会给你两样东西：一个地址，和一个 6 位的配对码。填在这里就行，只要一次。"
        )
        rows.addWidget(Label(look, why, size=TEXT, colour="muted"))
        self._add_form(rows)
        operator = self.tr(
            "给架中继的人：在服务器上运行 desk relay --config relay.toml，"
            "再运行 desk relay pair-code --config relay.toml，屏幕上的 6 位数字就是配对码。"
        )
        rows.addWidget(Label(look, operator, size=SMALL, colour="muted", selectable=True))

    def _add_form(self, rows: QVBoxLayout) -> None:
        self.form = PairingForm(self._look, self._wechat, self._verbs)
        rows.addWidget(self.form)

    def _arrange(self) -> None:
        if self._scroll is not None:
            self._scroll.setGeometry(0, 0, min(self.width(), self._look.px(WIDTH)), self.height())
