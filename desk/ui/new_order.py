"""The form of an order that came by phone or over the counter."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.backend import CounterLine, CounterOrder, ReadChat
from desk.ui.due_words import due_text, parse_due
from desk.ui.palette import field_sheet
from desk.ui.shown import Shown
from desk.ui.theme import HEAD, SMALL, TEXT, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label
from desk.ui.widgets.scroll import ScrollColumn


class ItemRow(QWidget):
    """Product, quantity with − and +, price of one in major units; below it what was chosen, if anything."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(2))
        row = QHBoxLayout()
        row.setSpacing(look.px(4))
        rows.addLayout(row)
        self._note = Label(look, "", size=SMALL, colour="muted")
        self._note.hide()
        rows.addWidget(self._note)
        self.name = _field(look, self.tr("品名"))
        self.price = _field(look, self.tr("单价"))
        self.price.setFixedWidth(look.px(72))
        self.quantity = 1
        self._number = Label(look, "1", bold=True, wrap=False)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setFixedWidth(look.px(24))
        less = Button(look, "", kind="quiet", height=40, picture="minus")
        more = Button(look, "", kind="quiet", height=40, picture="plus")
        less.setAccessibleName(self.tr("少一份"))
        more.setAccessibleName(self.tr("多一份"))
        less.clicked.connect(lambda: self.set_quantity(self.quantity - 1))
        more.clicked.connect(lambda: self.set_quantity(self.quantity + 1))
        row.addWidget(self.name, 1)
        row.addWidget(self.price)
        for widget in (less, self._number, more):
            row.addWidget(widget)

    def set_quantity(self, quantity: int) -> None:
        """At least one."""
        self.quantity = max(1, min(999, quantity))
        self._number.setText(str(self.quantity))

    def line(self) -> CounterLine | None:
        """What was typed; None without a name."""
        name, note = self.name.text().strip(), self._note.text()
        return CounterLine(name, self.quantity, parse_price(self.price.text()), note) if name else None

    def fill(self, line: CounterLine) -> None:
        """Show a line that was found elsewhere."""
        self.name.setText(line.name)
        self.name.setCursorPosition(0)
        self.price.setText(price_text(line.unit_price))
        self.set_quantity(line.quantity)
        self._note.setText(line.note)
        self._note.setVisible(bool(line.note))


def parse_price(text: str) -> int:
    """`168` or `168.5` -> minor units; 0 for what is no price."""
    whole, _point, rest = text.strip().lstrip("¥￥").partition(".")
    rest = (rest + "00")[:2]
    return int(whole or "0") * 100 + int(rest) if (whole or "0").isdecimal() and rest.isdecimal() else 0


def price_text(amount: int) -> str:
    """Minor units as `parse_price` reads them: `168`, `168.50`; "" for nothing."""
    whole, rest = divmod(amount, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole) if whole else ""


def _field(look: Look, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setStyleSheet(field_sheet(look))
    made.setFont(look.font(TEXT))
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    made.setMinimumHeight(look.px(40))
    return made


class NewOrder(QWidget):
    """Type, press 下单.

    Signals:
        done(): placed, or given up.
    """

    done = Signal()

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._verbs = verbs
        self._kind, self._method = "pickup", "cash"
        self._choose: dict[str, Callable[[str], None]] = {}
        #: The order that is asked about, and the one of which the clerk has read what stands against it.
        self._asked: CounterOrder | None = None
        self._warned: CounterOrder | None = None
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._rows = QVBoxLayout(content)
        px = look.px
        self._rows.setContentsMargins(px(18), px(14), px(12), px(16))
        self._rows.setSpacing(px(10))
        self._rows.addWidget(Label(look, self.tr("新单"), size=HEAD, bold=True))
        paste = Button(look, self.tr("粘贴聊天"), kind="quiet", colour="blue", height=44)
        paste.setToolTip(self.tr("在微信里复制顾客的话，再点这里：姓名、电话、地址、时间和要的东西会填好"))
        paste.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        paste.clicked.connect(self.paste)
        self._rows.addWidget(paste)
        self.unread = Label(look, "", size=SMALL, colour="amber")
        self.unread.hide()
        self._rows.addWidget(self.unread)
        self._items = QVBoxLayout()
        self._items.setSpacing(px(6))
        self.items: list[ItemRow] = []
        self._rows.addLayout(self._items)
        add = Button(look, self.tr("再加一样"), kind="quiet", colour="blue", height=36, picture="plus")
        add.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        add.clicked.connect(self._add_item)
        self._rows.addWidget(add)
        self._choice(
            "_kind",
            [("pickup", self.tr("自取")), ("delivery", self.tr("送货")), ("dine-in", self.tr("堂食"))],
        )
        self.name = _field(look, self.tr("姓名"))
        self.phone = _field(look, self.tr("电话"))
        self.address = _field(look, self.tr("地址"))
        self.due = _field(look, self.tr("时间：18:00、明天 9:30，不填就是尽快"))
        self.note = _field(look, self.tr("要求"))
        for field in (self.name, self.phone, self.address, self.due, self.note):
            self._rows.addWidget(field)
        self._choice(
            "_method",
            [
                ("cash", self.tr("已付现金")),
                ("counter-qr", self.tr("已扫码付款")),
                ("cash-on-delivery", self.tr("到时再收")),
            ],
        )
        self.problem = Label(look, "", size=SMALL, colour="red")
        self.problem.hide()
        self._rows.addWidget(self.problem)
        self.place = Button(look, self.tr("下单"), kind="main", colour="blue", height=48)
        self.place.clicked.connect(self._place)
        back = Button(look, self.tr("返回"), height=48)
        back.clicked.connect(self.done)
        pair = QHBoxLayout()
        pair.setSpacing(px(8))
        pair.addWidget(back, 1)
        pair.addWidget(self.place, 2)
        self._rows.addLayout(pair)
        self._rows.addStretch(1)
        shown.entry_answered.connect(self._answered)
        shown.chat_read.connect(self._fill)
        self._add_item()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollColumn(look, content))
        self._show_address()

    def begin(self) -> None:
        """Type the first product."""
        QTimer.singleShot(0, self.items[0].name.setFocus)

    def paste(self) -> None:
        """Fill the form from the chat on the clipboard."""
        text = QGuiApplication.clipboard().text().strip()
        if text:
            self._verbs.read_chat(text)
        else:
            self._tell_unread(self.tr("剪贴板是空的。先在微信里选中顾客的话，复制，再点这里。"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys stay here: Enter goes to the next field, Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
        event.accept()

    def _add_item(self) -> None:
        row = ItemRow(self._look, self)
        self.items.append(row)
        self._items.addWidget(row)
        row.name.setFocus()

    def start_from(self, known: ReadChat) -> None:
        """An empty form with what is known already: an order of before, or only who wants something."""
        self._empty()
        self._fill_fields(known)
        if known.lines:
            self._tell_unread(self.tr("照以前的单子填好了，看一遍再下单。"))
            self.place.setFocus()
        else:
            self.begin()

    def _fill(self, found: ReadChat) -> None:
        """What was found in a chat, for the clerk to look over; what is not in it stays as it was typed."""
        if not (found.lines or found.phone or found.address or found.due_at):
            self._tell_unread(self.tr("复制的内容里没有找到订单。"))
            return
        self._fill_fields(found)
        rest = "\n".join(found.rest)
        self._tell_unread(
            self.tr("填好了，看一遍再下单。没看懂的：") + f"\n{rest}"
            if rest
            else self.tr("填好了，看一遍再下单。")
        )
        self.place.setFocus()

    def _fill_fields(self, found: ReadChat) -> None:
        if found.lines:
            self._clear_items()
            for line in found.lines:
                self._add_item()
                self.items[-1].fill(line)
        for field, text in (
            (self.name, found.name),
            (self.phone, found.phone),
            (self.address, found.address),
            (self.note, found.note),
        ):
            if text:
                field.setText(text)
                field.setCursorPosition(0)
        if found.due_at is not None:
            self.due.setText(due_text(found.due_at, self._shown.times))
        if found.kind:
            self._choose["_kind"](found.kind)
        self._choose["_method"]("cash-on-delivery")

    def _tell_unread(self, text: str) -> None:
        self.unread.setText(text)
        self.unread.setVisible(bool(text))

    def _choice(self, what: str, choices: list[tuple[str, str]]) -> None:
        flow = FlowLayout(self._look.px(6))
        buttons: list[tuple[str, Button]] = []

        def choose(value: str) -> None:
            setattr(self, what, value)
            for name, button in buttons:
                button.setChecked(name == value)
            if what == "_kind":
                self._show_address()

        self._choose[what] = choose
        for value, text in choices:
            button = Button(self._look, text, kind="tab", height=40)
            button.setCheckable(True)
            button.setChecked(value == getattr(self, what))
            button.clicked.connect(lambda _on=False, wanted=value: choose(wanted))
            flow.addWidget(button)
            buttons.append((value, button))
        self._rows.addLayout(flow)

    def _show_address(self) -> None:
        if hasattr(self, "address"):
            self.address.setVisible(self._kind == "delivery")

    def _place(self) -> None:
        lines = tuple(line for line in (row.line() for row in self.items) if line is not None)
        due, understood = parse_due(self.due.text(), self._shown.times, self._shown.now())
        problem = ""
        if not lines:
            problem = self.tr("先写要什么。")
        elif not understood:
            problem = self.tr("时间看不懂，写成 18:00 或 明天 9:30。")
        elif self._kind == "delivery" and not self.address.text().strip():
            problem = self.tr("送到哪里？写上地址。")
        if problem:
            self._say(problem)
            return
        order = CounterOrder(
            lines=lines,
            kind=self._kind,
            name=self.name.text().strip(),
            phone=self.phone.text().strip(),
            address=self.address.text().strip() if self._kind == "delivery" else "",
            due_at=due,
            note=self.note.text().strip(),
            paid=self._method != "cash-on-delivery",
            method=self._method,
        )
        # what was read counts for the order it was said of, and for no other
        order = order._replace(anyway=order == self._warned)
        self._say("")
        self._asked = order._replace(anyway=False)
        self.place.setEnabled(False)  # until it is answered: a second press would be a second order
        self._verbs.place(order)

    def _answered(self, placed: bool, warnings: list[str]) -> None:
        """It was taken, and the form is empty again; or it waits, with what stands against it, to be sent anyway."""
        self.place.setEnabled(True)
        asked, self._asked = self._asked, None
        if asked is None:
            return
        if placed:
            self._empty()
            self.done.emit()
            return
        self._say("\n".join(warnings))
        if warnings:
            self._warned = asked
            self.place.setText(self.tr("照样下单"))

    def _say(self, problem: str) -> None:
        self._warned = None
        self.place.setText(self.tr("下单"))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _empty(self) -> None:
        self._say("")
        for field in (self.name, self.phone, self.address, self.due, self.note):
            field.clear()
        self._tell_unread("")
        self._clear_items()
        self._add_item()

    def _clear_items(self) -> None:
        for row in self.items:
            row.hide()
            row.deleteLater()
        self.items.clear()
