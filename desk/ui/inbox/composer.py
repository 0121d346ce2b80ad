"""Where an answer is typed: replies kept ready above it, which fill it in, and the place to change them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.inbox.shown import InboxShown
from desk.ui.inbox.words import replies
from desk.ui.palette import field_sheet
from desk.ui.pictures.text_fit import one_line
from desk.ui.theme import SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label

#: The longest answer, in characters: WeChat takes 2048 bytes.
LONGEST = 680


class Paragraph(QPlainTextEdit):
    """A text field of a few lines. With `sends`, Enter sends and Shift+Enter begins a line.

    Signals:
        entered(): Enter was pressed. left(): Escape was.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, look: Look, hint: str, height: int, *, sends: bool) -> None:
        super().__init__()
        self._sends = sends
        self.setStyleSheet(field_sheet(look))
        self.setFont(look.font(TEXT))
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setFixedHeight(look.px(height))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys stay here, so that no letter moves an order."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif self._sends and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not shift:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
        event.accept()


class Composer(QWidget):
    """Type, press 发送. What was typed stays with its conversation until it is sent.

    Signals:
        sent(str): the text. replies_changed(list): the replies kept ready. left(): Escape in the field.
    """

    sent = Signal(str)
    replies_changed = Signal(list)
    left = Signal()

    def __init__(self, look: Look, inbox: InboxShown) -> None:
        super().__init__()
        self._look = look
        self._inbox = inbox
        self.editor: Paragraph | None = None
        self.quick: list[Button] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        px = look.px
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(px(16), px(8), px(12), px(12))
        self._rows.setSpacing(px(8))
        self._top: QWidget | None = None
        self._low = False
        line = QHBoxLayout()
        line.setSpacing(px(8))
        self.field = Paragraph(look, self.tr("写回复，按 Enter 发送"), 64, sends=True)
        self.field.entered.connect(self._send)
        self.field.left.connect(self.left)
        self.field.textChanged.connect(self._typed)
        self.send = Button(look, self.tr("发送"), kind="main", colour="blue", height=56)
        self.send.clicked.connect(self._send)
        line.addWidget(self.field, 1)
        line.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        self._rows.addLayout(line)
        self.problem = Label(look, "", size=SMALL, colour="red")
        self.problem.hide()
        self._rows.addWidget(self.problem)
        inbox.quick_changed.connect(self._show_replies)
        self._show_replies()
        self.take_draft()

    def take_draft(self) -> None:
        """Show what was typed for the conversation that is open now."""
        key = self._inbox.chosen
        self.field.blockSignals(True)
        self.field.setPlainText(self._inbox.drafts.get(key, "") if key else "")
        self.field.blockSignals(False)
        self._check()

    def _typed(self) -> None:
        if self._inbox.chosen is not None:
            self._inbox.drafts[self._inbox.chosen] = self.field.toPlainText()
        self._check()

    def _check(self) -> None:
        count = len(self.field.toPlainText().strip())
        self.send.setEnabled(0 < count <= LONGEST)
        self.problem.setText(
            self.tr("太长了：最多 {most} 字，现在 {n} 字。分两次发。").format(most=LONGEST, n=count)
        )
        self.problem.setVisible(count > LONGEST)

    def _send(self) -> None:
        text = self.field.toPlainText().strip()
        if 0 < len(text) <= LONGEST:
            self.field.clear()
            self.sent.emit(text)

    def _fill(self, text: str) -> Callable[[], None]:
        def fill() -> None:
            typed = self.field.toPlainText()
            self.field.setPlainText(f"{typed}{text}")
            self.field.moveCursor(self.field.textCursor().MoveOperation.End)
            self.field.setFocus()

        return fill

    def set_low(self, low: bool) -> None:
        """In a low window they are shown when asked for."""
        if low != self._low:
            self._low = low
            if self.editor is None:
                self._show_replies()

    def _show_replies(self) -> None:
        self.editor = None
        self.quick = []
        if not self._low:
            self._offer_replies()
            return
        more = Button(
            self._look, self.tr("快捷回复"), kind="quiet", colour="blue", height=44, picture="sticky-note"
        )
        more.clicked.connect(self._offer_replies)
        self._put(_alone(more))

    def _offer_replies(self) -> None:
        look = self._look
        flow = FlowLayout(look.px(6))
        for text in replies(self._inbox.quick):
            short = one_line(text, look.ruler(SMALL, True), look.px(240))
            button = Button(look, short, kind="tab", height=44)
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.clicked.connect(self._fill(text))
            flow.addWidget(button)
            self.quick.append(button)
        change = Button(look, self.tr("改快捷回复"), kind="quiet", colour="blue", height=44, picture="pencil")
        change.clicked.connect(self.edit_replies)
        flow.addWidget(change)
        top = QWidget()
        top.setLayout(flow)
        self._put(top)

    def edit_replies(self) -> None:
        """Change the replies kept ready, one on each line."""
        look, top = self._look, QWidget()
        rows = QVBoxLayout(top)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(6))
        rows.addWidget(
            Label(look, self.tr("一行一句，最多 30 句。全部删掉就用回原来的。"), size=SMALL, colour="muted")
        )
        self.editor = Paragraph(look, self.tr("快捷回复，一行一句"), 148, sends=False)
        self.editor.setPlainText("\n".join(replies(self._inbox.quick)))
        self.editor.left.connect(self._show_replies)
        rows.addWidget(self.editor)
        save = Button(look, self.tr("保存"), kind="main", colour="blue", height=44)
        save.clicked.connect(self._save)
        back = Button(look, self.tr("返回"), height=44)
        back.clicked.connect(self._show_replies)
        pair = QHBoxLayout()
        pair.setSpacing(look.px(8))
        pair.addWidget(save)
        pair.addWidget(back)
        pair.addStretch(1)
        rows.addLayout(pair)
        self._put(top)
        self.editor.setFocus()

    def _save(self) -> None:
        if self.editor is not None:
            texts = [line.strip() for line in self.editor.toPlainText().splitlines() if line.strip()]
            self.replies_changed.emit(texts)
            self._show_replies()

    def _put(self, top: QWidget) -> None:
        if self._top is not None:
            self._top.hide()
            self._top.deleteLater()
        self._top = top
        self._rows.insertWidget(0, top)


def _alone(button: Button) -> QWidget:
    """A button at the left of a line of its own."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    row.addStretch(1)
    return made
