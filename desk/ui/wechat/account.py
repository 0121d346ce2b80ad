"""One WeChat account: what to copy into WeChat's console, how, and what this type can do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desk.domain.wechat import WeChatAccount
from desk.ui.palette import field_sheet
from desk.ui.theme import HEAD, SMALL, TEXT, Look
from desk.ui.wechat.words import abilities, console_steps, kind_word
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import ChipLabel, Label, Rule, Sheet
from desk.ui.words import Chip

_TOP = Qt.AlignmentFlag.AlignTop


class CopyRow(QWidget):
    """A value that one tap copies; a secret one is dots until somebody asks to see it."""

    def __init__(self, look: Look, title: str, value: str, *, secret: bool) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._value = value
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        self.field = QLineEdit(value)
        self.field.setReadOnly(True)
        self.field.setCursorPosition(0)
        self.field.setStyleSheet(field_sheet(look))
        self.field.setFont(look.font(TEXT))
        self.field.setMinimumHeight(look.px(44))
        self.field.setAccessibleName(title)
        row.addWidget(self.field, 1)
        self.show_button: Button | None = None
        if secret:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
            self.show_button = Button(look, self.tr("显示"), height=44)
            self.show_button.clicked.connect(self._turn)
            row.addWidget(self.show_button)
        self.copy = Button(look, self.tr("复制"), height=44, picture="copy")
        self.copy.clicked.connect(self._copy)
        row.addWidget(self.copy)

    @property
    def hidden_value(self) -> bool:
        """Whether it is dots now."""
        return self.field.echoMode() is not QLineEdit.EchoMode.Normal

    def _turn(self) -> None:
        hidden = self.hidden_value
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.field.setCursorPosition(0)
        if self.show_button is not None:
            self.show_button.setText(self.tr("隐藏") if hidden else self.tr("显示"))
            self.show_button.updateGeometry()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._value)
        self.copy.setText(self.tr("已复制 ✓"))
        self.copy.updateGeometry()


class AccountBlock(Sheet):
    """All about one account."""

    def __init__(self, look: Look, account: WeChatAccount) -> None:
        super().__init__(look, pad=16)
        px = look.px
        self.rows.setSpacing(px(10))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label(look, account.id, size=HEAD, bold=True, wrap=False))
        head.addWidget(ChipLabel(look, Chip(kind_word(account.kind), "quiet")))
        head.addStretch(1)
        self.rows.addLayout(head)
        self.rows.addWidget(Label(look, account.appid, size=SMALL, colour="muted", selectable=True))
        self.copies: list[CopyRow] = []
        for title, value, secret in (
            (self.tr("回调地址（URL）"), account.callback, False),
            (self.tr("令牌（Token）"), account.token, True),
            (self.tr("消息加解密密钥（EncodingAESKey）"), account.aes_key, True),
        ):
            if not value:
                continue
            self.rows.addWidget(Label(look, title, size=SMALL, colour="muted"))
            row = CopyRow(look, title, value, secret=secret)
            self.rows.addWidget(row)
            self.copies.append(row)
        self.rows.addWidget(self._warning(look, account))
        self.rows.addWidget(Rule(look))
        able, unable = abilities(account)
        self._list(look, self.tr("这个号能做"), able, "✓", "green")
        self._list(look, self.tr("这个号做不到（微信不开放）"), unable, "✕", "muted")

    def _warning(self, look: Look, account: WeChatAccount) -> Sheet:
        block = Sheet(look, fill="amber_soft", border="amber", pad=14, thick=1.5)
        block.rows.setSpacing(look.px(8))
        title = self.tr("▲ 启用服务器配置以后，这个号原来的菜单和自动回复都会停用")
        block.rows.addWidget(Label(look, title, bold=True))
        block.rows.addWidget(Label(look, self.tr("在公众号后台按这个顺序做："), size=SMALL))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(8))
        grid.setVerticalSpacing(look.px(6))
        grid.setColumnStretch(1, 1)
        for at, step in enumerate(console_steps(account)):
            number = Label(look, f"{at + 1}.", size=SMALL, bold=True, wrap=False)
            grid.addWidget(number, at, 0, _TOP)
            grid.addWidget(Label(look, step, size=SMALL), at, 1)
        block.rows.addLayout(grid)
        return block

    def _list(self, look: Look, title: str, items: Sequence[str], sign: str, tone: str) -> None:
        if not items:
            return
        self.rows.addWidget(Label(look, title, bold=True))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(8))
        grid.setVerticalSpacing(look.px(4))
        grid.setColumnStretch(1, 1)
        for at, text in enumerate(items):
            grid.addWidget(Label(look, sign, size=SMALL, bold=True, colour=tone, wrap=False), at, 0, _TOP)
            grid.addWidget(Label(look, text, size=SMALL, colour="ink" if tone == "green" else "muted"), at, 1)
        self.rows.addLayout(grid)
