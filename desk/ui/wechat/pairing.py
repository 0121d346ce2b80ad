"""The form that pairs this desk with a relay: address, six digits, and how it went."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desk.ui.palette import field_sheet
from desk.ui.theme import HEAD, SMALL, TEXT, Look
from desk.ui.verbs import Verbs
from desk.ui.wechat.shown import WeChatShown
from desk.ui.wechat.words import pairing_trouble
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, Sheet


class PairingForm(Sheet):
    """Type, press 配对; what went wrong stands below the button."""

    def __init__(self, look: Look, wechat: WeChatShown, verbs: Verbs) -> None:
        super().__init__(look, pad=18)
        self._wechat = wechat
        self._verbs = verbs
        px = look.px
        self.rows.setSpacing(px(10))
        self.rows.addWidget(Label(look, self.tr("和中继配对"), size=HEAD, bold=True))
        self.rows.addWidget(Label(look, self.tr("中继的地址"), size=SMALL, colour="muted"))
        self.address = self._field(look, "https://…", wechat.address, self.tr("中继的地址"))
        self.rows.addWidget(self.address)
        self.rows.addWidget(
            Label(look, self.tr("配对码（6 位数字，10 分钟内有效）"), size=SMALL, colour="muted")
        )
        line = QHBoxLayout()
        line.setSpacing(px(8))
        self.code = self._field(look, "123456", wechat.code, self.tr("配对码"))
        self.code.setMaxLength(12)
        self.code.setFixedWidth(px(150))
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.pair = Button(look, self.tr("配对"), kind="main", colour="blue", height=48)
        self.pair.clicked.connect(self._pair)
        line.addWidget(self.code)
        line.addWidget(self.pair)
        line.addStretch(1)
        self.rows.addLayout(line)
        self.told = Label(look, "", bold=True)
        self.rows.addWidget(self.told)
        for field in (self.address, self.code):
            field.textChanged.connect(self._typed)
        wechat.pairing_changed.connect(self._show)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys stay here: Enter goes on, then pairs."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.address.hasFocus():
                self.code.setFocus()
            else:
                self._pair()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        event.accept()

    def _field(self, look: Look, hint: str, text: str, name: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setStyleSheet(field_sheet(look))
        made.setFont(look.font(TEXT))
        made.setPlaceholderText(hint)
        made.setAccessibleName(name)
        made.setMinimumHeight(look.px(48))
        return made

    def _typed(self) -> None:
        self._wechat.address, self._wechat.code = self.address.text(), self.code.text()
        if self._wechat.pairing != "busy":
            self.told.hide()

    def _pair(self) -> None:
        if self._wechat.pairing == "busy":
            return
        address, code = self.address.text().strip(), self.code.text()
        if not address:
            self._wechat.set_pairing("address")
        elif sum(letter.isdigit() for letter in code) != 6:
            self._wechat.set_pairing("digits")
        elif (desk := self._verbs.backend.wechat) is not None:
            self._wechat.set_pairing("busy")
            desk.pair(address, code)

    def _show(self) -> None:
        how = self._wechat.pairing
        busy = how == "busy"
        self.pair.setEnabled(not busy)
        self.told.setVisible(how not in {"", "done"})
        self.told.set_colour("muted" if busy else "red")
        words = self.tr("正在连接中继…") if busy else pairing_trouble(how)
        self.told.setText(words if busy else f"▲ {words}")
        if how == "done":
            self.code.clear()
