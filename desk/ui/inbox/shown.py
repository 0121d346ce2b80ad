"""What the message page shows, apart from how it looks; and what it asks of the desk."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desk.domain.inbox import TalkCard, TalkDetail, TalkKey


class InboxBackend(Protocol):
    """The desk behind the page. Every call returns at once; results come as new values of InboxShown."""

    def open(self, key: TalkKey) -> None:
        """Show that conversation, now and whenever it changes, and take it for read."""
        ...

    def answer(self, key: TalkKey, text: str) -> None:
        """Send an answer of 1 to 680 characters."""
        ...

    def again(self, message_id: int) -> None:
        """Try an undelivered answer again."""
        ...

    def by_hand(self, message_id: int) -> None:
        """The person answered in WeChat itself."""
        ...

    def set_done(self, key: TalkKey, *, done: bool) -> None:
        """Mark it done, which hands it back to the machine, or open it again."""
        ...

    def set_quick_replies(self, texts: Sequence[str]) -> None:
        """The replies kept ready; none brings the shipped ones back."""
        ...


class InboxShown(QObject):
    """Values of the inbox on screen. They outlive a change of theme, zoom or language, and so do `drafts`.

    Signals:
        talks_changed(), talk_changed(), quick_changed(): a new value.
    """

    talks_changed = Signal()
    talk_changed = Signal()
    quick_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.waiting: Sequence[TalkCard] = ()
        self.done: Sequence[TalkCard] = ()
        self.unread = 0
        self.chosen: TalkKey | None = None
        self.talk: TalkDetail | None = None
        self.quick: Sequence[str] = ()
        self.drafts: dict[TalkKey, str] = {}

    def set_talks(self, waiting: Sequence[TalkCard], done: Sequence[TalkCard], unread: int) -> None:
        """The conversations to deal with, those that are done, and how many hold something unread."""
        if (waiting, done, unread) != (self.waiting, self.done, self.unread):
            self.waiting, self.done, self.unread = waiting, done, unread
            self.talks_changed.emit()

    def choose(self, key: TalkKey | None) -> None:
        """The conversation that is opened."""
        if key != self.chosen:
            self.chosen = key
            self.talk = None
            self.talk_changed.emit()

    def set_talk(self, talk: TalkDetail | None) -> None:
        """The opened conversation; one that is not chosen any more is dropped."""
        if talk is not None and talk.card.key == self.chosen and talk != self.talk:
            self.talk = talk
            self.talk_changed.emit()

    def set_quick(self, texts: Sequence[str]) -> None:
        """The owner's own replies; empty while the shipped ones stand."""
        if texts != self.quick:
            self.quick = texts
            self.quick_changed.emit()
