"""The message page: conversations at the left, the opened one at the right; in a narrow window one of the two."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain.inbox import TalkKey
from desk.ui.icons import icon
from desk.ui.inbox.talk_list import TalkList
from desk.ui.inbox.thread import Thread
from desk.ui.shown import Shown
from desk.ui.theme import HEAD, SMALL, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.label import Label

#: Width at 100 % from which the list stands beside the conversation, and the list's own.
BESIDE_FROM, LIST = 700, 320


class MessagesPage(QWidget):
    """Built when it is opened first."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._inbox = shown.inbox
        self._verbs = verbs
        self.list = TalkList(look, shown, shown.inbox, self)
        self.list.wanted.connect(self.open)
        self.thread_view = Thread(look, shown, shown.inbox, verbs, self)
        self.thread_view.left.connect(self.go_back)
        self._hint = self._make_hint()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shown.inbox.talk_changed.connect(self._arrange)
        if shown.inbox.chosen is not None:
            self.open(shown.inbox.chosen)

    def open(self, key: TalkKey) -> None:
        """Open a conversation."""
        desk = self._verbs.backend.inbox
        if desk is not None:
            self._inbox.choose(key)
            desk.open(key)
            self._arrange()

    def go_back(self) -> bool:
        """Leave the conversation for the list; whether there was one."""
        opened = self._inbox.chosen is not None
        self._inbox.choose(None)
        self._arrange()
        self.setFocus()
        return opened

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move through the list, Enter goes to the field."""
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                key = self.list.neighbour(-1 if event.key() == Qt.Key.Key_Up else 1)
                if key is not None:
                    self.open(key)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.thread_view.composer.isVisible():
                self.thread_view.composer.field.setFocus()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line between list and conversation."""
        if self._beside():
            painter = QPainter(self)
            painter.fillRect(self._look.px(LIST), 0, 1, self.height(), self._look.colour("line"))
            painter.end()

    def _beside(self) -> bool:
        return self.width() >= self._look.px(BESIDE_FROM)

    def _arrange(self) -> None:
        beside, opened = self._beside(), self._inbox.chosen is not None
        left = self._look.px(LIST) + 1 if beside else 0
        self.list.setGeometry(0, 0, left - 1 if beside else self.width(), self.height())
        self.list.setVisible(beside or not opened)
        room = (left, 0, self.width() - left, self.height())
        self.thread_view.setGeometry(*room)
        self.thread_view.setVisible(opened)
        self.thread_view.show_back(not beside)
        self._hint.setGeometry(*room)
        self._hint.setVisible(beside and not opened)
        self.update()

    def _make_hint(self) -> QWidget:
        look, made = self._look, QWidget(self)
        rows = QVBoxLayout(made)
        rows.setContentsMargins(look.px(24), 0, look.px(24), 0)
        rows.setSpacing(look.px(10))
        rows.addStretch(1)
        picture = Label(look, "")
        shade = look.colour("muted")
        picture.setPixmap(icon("message-square", shade, look.px(40), self.devicePixelRatioF()))
        title = Label(look, self.tr("点左边的一位顾客"), size=HEAD, bold=True)
        text = Label(
            look,
            self.tr(
                "机器人答不了的都在这里：找人工的、做起来以后还想改单的。\n回完点“处理完了”，就交还给机器人。"
            ),
            size=SMALL,
            colour="muted",
        )
        for label in (picture, title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            rows.addWidget(label)
        rows.addStretch(2)
        return made
