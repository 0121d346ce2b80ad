"""Asks for the reason of a refusal or cancellation, inside the panel: usual ones to press, or own words."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desk.ui.palette import field_sheet
from desk.ui.theme import ITEM, SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label, Sheet


def usual_reasons(action: str) -> list[str]:
    """What shops usually answer."""
    if action == "decline":
        return [
            QCoreApplication.translate("Reason", "今天做满了"),
            QCoreApplication.translate("Reason", "卖完了"),
            QCoreApplication.translate("Reason", "太远，送不到"),
            QCoreApplication.translate("Reason", "时间来不及"),
            QCoreApplication.translate("Reason", "联系不上顾客"),
        ]
    return [
        QCoreApplication.translate("Reason", "顾客不要了"),
        QCoreApplication.translate("Reason", "重复下单"),
        QCoreApplication.translate("Reason", "原料用完"),
        QCoreApplication.translate("Reason", "做坏了"),
        QCoreApplication.translate("Reason", "联系不上顾客"),
    ]


class ReasonBlock(Sheet):
    """A red-framed block of reasons.

    Signals:
        chosen(str): the reason; may be empty when the person wrote none.
        left(): not after all.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, look: Look, action: str, number: str) -> None:
        super().__init__(look, fill="red_soft", border="red", thick=1.5)
        refusing = action == "decline"
        title = self.tr("拒单 {number}，为什么？") if refusing else self.tr("取消 {number}，为什么？")
        self.rows.addWidget(Label(look, title.format(number=number), size=ITEM, bold=True))
        self.rows.addWidget(Label(look, self.tr("原因会写在单子上。"), size=SMALL, colour="muted"))
        usual = FlowLayout(look.px(6))
        self.buttons: list[Button] = []
        for reason in usual_reasons(action):
            button = Button(look, reason, kind="tab", height=40)
            button.clicked.connect(lambda _on=False, text=reason: self.chosen.emit(text))
            usual.addWidget(button)
            self.buttons.append(button)
        self.rows.addLayout(usual)
        self._own = QLineEdit()
        self._own.setStyleSheet(field_sheet(look))
        self._own.setFont(look.font(TEXT))
        self._own.setPlaceholderText(self.tr("别的原因"))
        self._own.setAccessibleName(self.tr("别的原因"))
        self._own.setMinimumHeight(look.px(40))
        self.rows.addWidget(self._own)
        go = Button(
            look, self.tr("拒单") if refusing else self.tr("取消这单"), kind="main", colour="red", height=48
        )
        go.clicked.connect(lambda: self.chosen.emit(self._own.text().strip()))
        back = Button(look, self.tr("返回"), height=48)
        back.clicked.connect(self.left)
        pair = QHBoxLayout()
        pair.setSpacing(look.px(8))
        pair.addWidget(back, 1)
        pair.addWidget(go, 1)
        self.rows.addLayout(pair)
