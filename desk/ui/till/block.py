"""The till inside an order's panel: ways to pay, the code on the counter's screen, and money that goes back."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desk.domain.board import OrderCard
from desk.domain.money import short_price
from desk.ui.palette import field_sheet
from desk.ui.theme import HEAD, ITEM, SMALL, TEXT, Look
from desk.ui.till.shown import TillShown
from desk.ui.times import ShopTime
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label, Sheet


class CodePicture(QWidget):
    """A QR code: always dark on white, whatever the window's colours, with its quiet zone."""

    def __init__(self, look: Look, rows: tuple[str, ...]) -> None:
        super().__init__()
        self._rows = rows
        self._side = look.px(240)
        self.setFixedSize(QSize(self._side, self._side))
        self.setAccessibleName(self.tr("微信收款码"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in whole pixels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        cells = len(self._rows) + 8
        cell = max(1, self._side // cells)
        edge = (self._side - cell * len(self._rows)) // 2
        for y, row in enumerate(self._rows):
            for x, dot in enumerate(row):
                if dot == "1":
                    painter.fillRect(edge + x * cell, edge + y * cell, cell, cell, QColor("#000000"))
        painter.end()


class TillBlock(Sheet):
    """One step of the till.

    Signals:
        taken(str): a PaymentMethod value: the clerk took it in that way.
        collected(), uncollected(): ask for a code; give it up.
        refunded(str): give it back, with the reason.
        left(): not after all.
    """

    taken = Signal(str)
    collected = Signal()
    uncollected = Signal()
    refunded = Signal(str)
    left = Signal()

    def __init__(self, look: Look, card: OrderCard, till: TillShown, times: ShopTime) -> None:
        super().__init__(look, border="blue", thick=1.5)
        self._look = look
        self._card = card
        self.buttons: dict[str, Button] = {}
        self.reason: QLineEdit | None = None
        match till.step:
            case "code" if till.code is not None:
                self._show_code(till.code.rows, till.code.amount, times.clock(till.code.until))
            case "refund":
                self._ask_refund()
            case "asking" | "giving":
                self._title(self.tr("正在问微信…"))
                self._add("back", self.tr("返回"), self.left)
            case "trouble":
                self._title(self.tr("没有成功"))
                self.rows.addWidget(Label(look, till.problem, size=TEXT, colour="red"))
                self._add("back", self.tr("返回"), self.left)
            case _:
                self._choose()

    def _title(self, text: str) -> None:
        self.rows.addWidget(Label(self._look, text, size=HEAD, bold=True))

    def _add(self, name: str, text: str, signal: object) -> Button:
        made = Button(self._look, text, height=48)
        made.clicked.connect(signal)
        self.buttons[name] = made
        self.rows.addWidget(made)
        return made

    def _choose(self) -> None:
        look = self._look
        owed = short_price(self._card.balance, self._card.currency)
        self._title(self.tr("收 {amount}，怎么付的？").format(amount=owed))
        ways = FlowLayout(look.px(8))
        for method, text in (
            ("cash", self.tr("现金")),
            ("counter-qr", self.tr("收款码")),
            ("card", self.tr("刷卡")),
            ("transfer", self.tr("转账")),
        ):
            button = Button(look, text, height=48)
            button.clicked.connect(lambda _on=False, way=method: self.taken.emit(way))
            self.buttons[method] = button
            ways.addWidget(button)
        self.rows.addLayout(ways)
        self.rows.addWidget(
            Label(
                look,
                self.tr(
                    "收款码：自己看到钱到账再点，截图不算。个人收款码不能用于经营，个人静态码不能远程收款（银发〔2021〕259 号）。"
                ),
                size=SMALL,
                colour="muted",
            )
        )
        wechat = Button(
            look, self.tr("微信收款码：顾客扫屏幕，付完自动记"), kind="main", colour="green", height=48
        )
        wechat.clicked.connect(self.collected)
        self.buttons["wechat"] = wechat
        self.rows.addWidget(wechat)
        self._add("back", self.tr("返回"), self.left)

    def _show_code(self, rows: tuple[str, ...], amount: int, until: str) -> None:
        look = self._look
        self._title(self.tr("请顾客扫码付 {amount}").format(amount=short_price(amount, self._card.currency)))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(CodePicture(look, rows))
        middle.addStretch(1)
        self.rows.addLayout(middle)
        wait = Label(look, self.tr("等待付款… {time} 前有效").format(time=until), size=ITEM, colour="amber")
        wait.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.rows.addWidget(wait)
        self._add("uncollect", self.tr("不用微信付了"), self.uncollected)

    def _ask_refund(self) -> None:
        look = self._look
        self._title(self.tr("退款 {number}").format(number=self._card.number))
        self.rows.addWidget(
            Label(
                look,
                self.tr("用微信付的钱全部原路退回，几分钟内到账。退了就收不回来。"),
                size=SMALL,
                colour="muted",
            )
        )
        self.reason = QLineEdit()
        self.reason.setStyleSheet(field_sheet(look))
        self.reason.setFont(look.font(TEXT))
        self.reason.setMaxLength(80)
        self.reason.setPlaceholderText(self.tr("原因，顾客会看到"))
        self.reason.setAccessibleName(self.tr("原因，顾客会看到"))
        self.reason.setMinimumHeight(look.px(44))
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.rows.addWidget(self.reason)
        pair = QHBoxLayout()
        pair.setSpacing(look.px(8))
        back = Button(look, self.tr("返回"), height=48)
        back.clicked.connect(self.left)
        go = Button(look, self.tr("确认退款"), kind="main", colour="red", height=48)
        go.clicked.connect(self._refund)
        self.buttons |= {"back": back, "refund": go}
        pair.addWidget(back, 1)
        pair.addWidget(go, 1)
        self.rows.addLayout(pair)

    def _refund(self) -> None:
        self.refunded.emit(self.reason.text().strip() if self.reason is not None else "")
