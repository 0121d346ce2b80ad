"""What stands where cards would be when there are none: what this place is for and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.ui.icons import icon
from desk.ui.theme import HEAD, TEXT, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, row


class EmptyBoard(QWidget):
    """A friendly void with the two things one can do about it."""

    def __init__(self, look: Look, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setSpacing(look.px(12))
        rows.addStretch(1)
        picture = Label(look, "")
        picture.setPixmap(icon("clipboard-list", look.colour("muted"), look.px(44), self.devicePixelRatioF()))
        self._title = Label(look, "", size=HEAD, bold=True)
        self._text = Label(look, "", size=TEXT, colour="muted")
        for label in (picture, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            rows.addWidget(label)
        self._new = Button(look, self.tr("新单"), kind="main", colour="blue", height=48, picture="plus")
        self._new.clicked.connect(lambda: verbs.page_wanted.emit("new-order"))
        self._printers = Button(look, self.tr("看打印机"), height=48, picture="printer")
        self._printers.clicked.connect(lambda: verbs.page_wanted.emit("printers"))
        buttons = row(look, self._new, self._printers)
        buttons.insertStretch(0, 1)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        rows.addStretch(2)

    def explain(self, *, searching: bool, quiet: bool) -> None:
        """Say why there is nothing."""
        acting = not searching and not quiet
        self._new.setVisible(acting)
        self._printers.setVisible(acting)
        if searching:
            self._title.setText(self.tr("没有找到"))
            self._text.setText(self.tr("换个说法试试：单号、姓名、品名或备注里的字。按 Esc 看全部。"))
        elif quiet:
            self._title.setText(self.tr("这里还是空的"))
            self._text.setText(self.tr("以后才做的预订和今天结束的订单会放在这里。"))
        else:
            self._title.setText(self.tr("还没有订单"))
            self._text.setText(
                self.tr(
                    "顾客一下单，订单就出现在这里，小票也会自己打印。\n电话或柜台来的订单，按 N 自己输入。"
                )
            )
