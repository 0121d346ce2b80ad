"""The message page on a running desk: shows what changed, and does what its buttons say."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence

from desk.domain.inbox import TalkKey
from desk.services import Inbox
from desk.ui.inbox.shown import InboxShown

#: Hands work to the loop; what goes wrong in it is told to the person.
Ask = Callable[[Coroutine[object, object, None]], None]

#: Seconds that changes are gathered before they are shown.
_BLINK = 0.05


class LiveInbox:
    """The inbox as the window's InboxBackend. `person` is whose name stands beside answers."""

    def __init__(self, inbox: Inbox, shown: InboxShown, person: str, ask: Ask) -> None:
        self._inbox = inbox
        self._shown = shown
        self._person = person
        self._ask = ask
        self._noted = False

    async def show(self) -> None:
        """Bring the list and the opened conversation up to date."""
        inbox, shown = self._inbox, self._shown
        waiting, done = await inbox.talks(done=False), await inbox.talks(done=True)
        shown.set_talks(waiting, done, await inbox.unread())
        shown.set_quick(await inbox.quick_replies())
        if shown.chosen is not None:
            shown.set_talk(await inbox.detail(shown.chosen))

    def changed(self) -> None:
        """A conversation is not what it was; all that changes within a blink is shown together."""
        if not self._noted:
            self._noted = True
            self._ask(self._show_soon())

    async def _show_soon(self) -> None:
        await asyncio.sleep(_BLINK)
        self._noted = False
        await self.show()

    def open(self, key: TalkKey) -> None:
        """See InboxBackend."""

        async def do() -> None:
            self._shown.set_talk(await self._inbox.detail(key))
            await self._inbox.mark_read(key)

        self._ask(do())

    def answer(self, key: TalkKey, text: str) -> None:
        """See InboxBackend."""
        self._ask(self._inbox.answer(key, text, self._person))

    def again(self, message_id: int) -> None:
        """See InboxBackend."""
        self._ask(self._inbox.again(message_id))

    def by_hand(self, message_id: int) -> None:
        """See InboxBackend."""
        self._ask(self._inbox.told_by_hand(message_id))

    def set_done(self, key: TalkKey, *, done: bool) -> None:
        """See InboxBackend."""
        self._ask(self._inbox.set_done(key, done=done))

    def set_quick_replies(self, texts: Sequence[str]) -> None:
        """See InboxBackend."""

        async def do() -> None:
            await self._inbox.set_quick_replies(texts)
            self._shown.set_quick(await self._inbox.quick_replies())

        self._ask(do())
