"""The list of conversations: name, newest words, time, what is unread; newest on top."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.inbox import TalkCard, TalkKey
from desk.ui.inbox.shown import InboxShown
from desk.ui.inbox.words import snippet, talk_chips, who
from desk.ui.pictures.card_layout import CHIP_STYLES
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.pictures.text_fit import one_line
from desk.ui.shown import Shown
from desk.ui.theme import FINE, ITEM, R_BUTTON, R_CHIP, SMALL, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label
from desk.ui.widgets.scroll import ScrollColumn

#: Height of a row at 100 %, and how many are listed at once.
ROW, PAGE = 68, 50


class TalkRow(QAbstractButton):
    """One conversation."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._card: TalkCard | None = None
        self._when = ""
        self.setCheckable(True)
        self.setFixedHeight(look.px(ROW))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_card(self, card: TalkCard, when: str, *, chosen: bool) -> None:
        """Stand for that conversation from now on."""
        self.setChecked(chosen)
        if (card, when) != (self._card, self._when):
            self._card, self._when = card, when
            self.setAccessibleName(f"{who(card)} {snippet(card)}")
            self.setAccessibleDescription(str(card.unread) if card.unread else "")
            self.update()

    @property
    def key(self) -> TalkKey | None:
        """Which conversation it is."""
        return self._card.key if self._card else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the one that has the focus."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        look, px, card = self._look, self._look.px, self._card
        if card is None:
            return
        painter = QPainter(self)
        canvas = PainterCanvas(look, painter)
        fill = "panel" if self.isChecked() else "hover" if self.underMouse() else ""
        edge = "blue" if self.isChecked() or self.hasFocus() else "" if not fill else "line"
        if fill or edge:
            canvas.box(1, 1, self.width() - 2, self.height() - 2, px(R_BUTTON), fill, edge, px(1.5))
        left, right = px(12), self.width() - px(12)
        top, head = px(9), look.ruler(ITEM, True).height()
        canvas.words(right - look.ruler(FINE).width(self._when), top, head, self._when, FINE, False, "muted")
        right_of_name = right - look.ruler(FINE).width(self._when) - px(8)
        for chip in reversed(talk_chips(card)):
            wide = look.ruler(FINE, True).width(chip.text) + px(14)
            if right_of_name - wide < left + px(60):
                break
            ground, ink, border = CHIP_STYLES[chip.style]
            canvas.box(right_of_name - wide, top, wide, px(22), px(R_CHIP), ground, border)
            canvas.centred(right_of_name - wide, top, wide, px(22), chip.text, FINE, True, ink)
            right_of_name -= wide + px(6)
        name = one_line(who(card), look.ruler(ITEM, True), max(0, right_of_name - left))
        canvas.words(left, top, head, name, ITEM, True)
        if card.unread:
            number = str(card.unread) if card.unread < 100 else "99+"
            wide = max(px(20), look.ruler(FINE, True).width(number) + px(10))
            right -= wide
            canvas.box(right, top + head + px(5), wide, px(20), px(10), "badge")
            canvas.centred(right, top + head + px(5), wide, px(20), number, FINE, True, "rail_lit")
            right -= px(8)
        words = one_line(snippet(card), look.ruler(SMALL), max(0, right - left))
        colour = "ink" if card.unread else "muted"
        canvas.words(left, top + head + px(3), px(24), words, SMALL, False, colour)
        painter.end()


class TalkList(QWidget):
    """Two tabs, to deal with and done, and the rows of one.

    Signals:
        wanted(object): the TalkKey that was pressed.
    """

    wanted = Signal(object)

    def __init__(self, look: Look, shown: Shown, inbox: InboxShown, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._inbox = inbox
        self._done = False
        self._most = PAGE
        self.rows: list[TalkRow] = []
        self._whole = QVBoxLayout(self)
        px = look.px
        self._whole.setContentsMargins(px(12), px(10), px(2), px(4))
        self._whole.setSpacing(px(6))
        tabs = QHBoxLayout()
        tabs.setSpacing(px(6))
        self.tabs = [Button(look, "", kind="tab", height=44) for _ in range(2)]
        for at, tab in enumerate(self.tabs):
            tab.setCheckable(True)
            tab.clicked.connect(self._choose_tab(at == 1))
            tabs.addWidget(tab)
        tabs.addStretch(1)
        self._whole.addLayout(tabs)
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, px(2), px(8))
        self._column.setSpacing(px(4))
        self.more = Button(look, "", kind="quiet", colour="blue", height=44)
        self.more.clicked.connect(self._show_more)
        self._column.addWidget(self.more)
        self._empty = Label(look, "", size=SMALL, colour="muted")
        self._empty.setContentsMargins(px(12), px(16), px(12), 0)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self._whole.addWidget(ScrollColumn(look, content), 1)
        inbox.talks_changed.connect(self.refresh)
        inbox.talk_changed.connect(self._mark)
        self.refresh()

    def cards(self) -> Sequence[TalkCard]:
        """What the open tab lists."""
        return self._inbox.done if self._done else self._inbox.waiting

    def refresh(self) -> None:
        """Show the conversations as they are now; the place in the list stays."""
        inbox, times, now = self._inbox, self._shown.times, self._shown.now()
        self.tabs[0].setText(self.tr("待处理 {n}").format(n=len(inbox.waiting)))
        self.tabs[1].setText(self.tr("已处理 {n}").format(n=len(inbox.done)))
        for at, tab in enumerate(self.tabs):
            tab.setChecked((at == 1) == self._done)
            tab.updateGeometry()
        cards = self.cards()
        listed = cards[: self._most]
        while len(self.rows) < len(listed):
            row = TalkRow(self._look)
            row.clicked.connect(self._wanted(row))
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        while len(self.rows) > len(listed):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        for row, card in zip(self.rows, listed, strict=True):
            day = times.due(card.last_at, now)
            when = times.clock(card.last_at) if times.at(card.last_at)[:3] == times.at(now)[:3] else day
            row.show_card(card, when, chosen=card.key == inbox.chosen)
        left = len(cards) - len(listed)
        self.more.setText(self.tr("更早的 {n} 位").format(n=left))
        self.more.setVisible(left > 0)
        self._empty.setText(self._emptiness())
        self._empty.setVisible(not listed)

    def neighbour(self, by: int) -> TalkKey | None:
        """The conversation so many rows further down; the first when none is chosen."""
        keys = [row.key for row in self.rows]
        chosen = self._inbox.chosen
        if chosen is None or chosen not in keys:
            return keys[0] if keys else None
        at = keys.index(chosen) + by
        return keys[at] if 0 <= at < len(keys) else None

    def _emptiness(self) -> str:
        if self._done:
            return self.tr("处理完的对话会放在这里。")
        return self.tr("没有人在等。\n顾客回“人工”，或做起来以后还想改单，就会出现在这里。")

    def _show_more(self) -> None:
        self._most += PAGE
        self.refresh()

    def _choose_tab(self, done: bool) -> Callable[[], None]:
        def choose() -> None:
            self._done = done
            self._most = PAGE
            self.refresh()

        return choose

    def _wanted(self, row: TalkRow) -> Callable[[], None]:
        def press() -> None:
            row.setChecked(row.key == self._inbox.chosen)
            self.wanted.emit(row.key)

        return press

    def _mark(self) -> None:
        for row in self.rows:
            row.setChecked(row.key == self._inbox.chosen)
