"""The messages of one conversation, as in a chat: theirs at the left, ours at the right with what became of them."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.inbox import TalkDetail, TalkMessage
from desk.ui.inbox.shown import InboxBackend
from desk.ui.inbox.words import event_word, fate, way_out, who
from desk.ui.shown import Shown
from desk.ui.theme import FINE, SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label, Sheet

#: Messages shown at first, and how many more at a press.
FIRST, MORE = 30, 60
#: A run of letters longer than this, an address say, may be broken anywhere.
_LONG_RUN = re.compile(r"(\S{18})(?=\S)")


class Bubbles(QWidget):
    """A column of them, `width` pixels wide. `desk` gives the backend when a button is pressed, or None."""

    def __init__(
        self, look: Look, shown: Shown, talk: TalkDetail, width: int, desk: Callable[[], InboxBackend | None]
    ) -> None:
        super().__init__()
        self._look = look
        self._shown = shown
        self._desk = desk
        self._name = who(talk.card)
        self._room = width - look.px(24)
        self._from = talk.messages[-FIRST:][0].id if talk.messages else 0
        self._talk = talk
        self._rows: list[tuple[TalkMessage, QWidget]] = []
        self.buttons: dict[str, Button] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        px = look.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(12), px(8), px(12))
        self._column.setSpacing(px(8))
        self._column.addStretch(1)
        self.earlier = Button(look, "", kind="quiet", colour="blue", height=44)
        self.earlier.clicked.connect(self._show_earlier)
        self._column.addWidget(self.earlier)
        self.update_talk(talk)

    def update_talk(self, talk: TalkDetail) -> None:
        """The same conversation with what was said since; what did not change stays as it is."""
        self._talk = talk
        wanted = [message for message in talk.messages if message.id >= self._from]
        same = 0
        while same < min(len(wanted), len(self._rows)) and wanted[same] == self._rows[same][0]:
            same += 1
        for _message, row in self._rows[same:]:
            row.hide()
            row.deleteLater()
        del self._rows[same:]
        for at in range(same, len(wanted)):
            before = wanted[at - 1] if at else None
            row = self._row(wanted[at], before)
            self._column.addWidget(row)
            self._rows.append((wanted[at], row))
        hidden = len(talk.messages) - len(wanted)
        self.earlier.setText(self.tr("更早的 {n} 条").format(n=hidden))
        self.earlier.setVisible(hidden > 0)

    def _show_earlier(self) -> None:
        ids = [message.id for message in self._talk.messages if message.id < self._from]
        self._from = ids[-MORE:][0]
        for _message, row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        self.update_talk(self._talk)

    def _day(self, at: float) -> Label:
        words = self._shown.times.due(at, self._shown.now()).rsplit(" ", 1)[0]
        label = Label(self._look, words, size=FINE, colour="muted")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label

    def _row(self, message: TalkMessage, before: TalkMessage | None) -> QWidget:
        """A message, below its day when that began with it."""
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self._look.px(8))
        at = self._shown.times.at
        if before is None or at(before.at)[:3] != at(message.at)[:3]:
            rows.addWidget(self._day(message.at))
        rows.addLayout(self._bubble(message, min(self._look.px(560), round(self._room * 0.86))))
        return made

    def _bubble(self, message: TalkMessage, room: int) -> QHBoxLayout:
        look, px, ours = self._look, self._look.px, message.kind == "answer"
        event = event_word(message.kind, message.number, message.text)
        fill, edge = ("blue_soft", "") if ours else ("note", "") if event else ("panel", "line")
        lost = ours and message.state == "undelivered"
        bubble = Sheet(look, fill=fill, border="red" if lost else edge, pad=10, thick=1.5 if lost else 1)
        bubble.rows.setSpacing(px(4))
        text = event or message.text
        words = Label(look, _LONG_RUN.sub("\\1\u200b", text), size=TEXT, bold=bool(event), selectable=True)
        bubble.rows.addWidget(words)
        clock = self._shown.times.clock(message.at)
        foot, tone = fate(message) if ours else ("", "muted")
        below = " · ".join(filter(None, (clock, message.by, foot)))
        bubble.rows.addWidget(Label(look, below, size=FINE, colour=tone))
        if lost:
            self._help(bubble, message)
        wide = max(look.ruler(TEXT, bool(event)).width(line) for line in text.split("\n"))
        wide = max(wide, look.ruler(FINE).width(below)) + px(26)
        bubble.setFixedWidth(room if lost else max(px(72), min(room, wide)))
        made = QHBoxLayout()
        made.setContentsMargins(0, 0, 0, 0)
        if ours:
            made.addStretch(1)
        made.addWidget(bubble)
        if not ours:
            made.addStretch(1)
        return made

    def _help(self, bubble: Sheet, message: TalkMessage) -> None:
        """Why it was not delivered, and what can be done about it."""
        look = self._look
        bubble.rows.addWidget(Label(look, way_out(message.reason, self._name), size=SMALL))
        flow = FlowLayout(look.px(6))
        copy = Button(look, self.tr("复制这段话"), height=44, picture="copy")
        copy.clicked.connect(lambda: self._copy(message.text, copy))
        hand = Button(look, self.tr("已在微信里回了"), height=44, picture="check")
        hand.clicked.connect(lambda: self._ask(lambda desk: desk.by_hand(message.id)))
        again = Button(look, self.tr("再试一次"), height=44, picture="refresh-cw")
        again.clicked.connect(lambda: self._ask(lambda desk: desk.again(message.id)))
        order = {"copy": copy, "hand": hand, "again": again}
        if message.reason != "unsupported":
            order = {"again": again, "copy": copy, "hand": hand}
        for button in order.values():
            flow.addWidget(button)
        self.buttons = order
        bubble.rows.addLayout(flow)

    def _copy(self, text: str, button: Button) -> None:
        QApplication.clipboard().setText(text)
        button.setText(self.tr("已复制 ✓"))
        button.updateGeometry()

    def _ask(self, what: Callable[[InboxBackend], None]) -> None:
        desk = self._desk()
        if desk is not None:
            what(desk)
