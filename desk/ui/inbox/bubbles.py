"""The messages of one conversation, as in a chat: theirs at the left, ours at the right with what became of them."""

import re
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.inbox import TalkDetail, TalkMessage
from desk.ui.inbox.shown import InboxBackend
from desk.ui.inbox.words import event_word, fate, way_out, who
from desk.ui.shown import Shown
from desk.ui.theme import FINE, SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label, Sheet

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
        self.buttons: dict[str, Button] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(16), px(12), px(8), px(12))
        rows.setSpacing(px(8))
        room = width - px(24)
        rows.addStretch(1)
        day = ""
        for message in talk.messages:
            moment = shown.times.at(message.at)
            if (today := str(moment[:3])) != day:
                day = today
                rows.addWidget(self._day(message.at))
            rows.addLayout(self._row(message, min(px(560), round(room * 0.86))))

    def _day(self, at: float) -> Label:
        from PySide6.QtCore import Qt

        words = self._shown.times.due(at, self._shown.now()).rsplit(" ", 1)[0]
        label = Label(self._look, words, size=FINE, colour="muted")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label

    def _row(self, message: TalkMessage, room: int) -> QHBoxLayout:
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
