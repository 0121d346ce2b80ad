"""Learning what a connected device can do: once for all who need it, again when it was switched on meanwhile.

Handles: waiting for the answers of the handshake, getting back in step after a torn command, a device that is
stopped or busy while it is asked. Offers: `Learning`. Does not know: tickets, how the questions look.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from printers.errors import ConnectionLost
from printers.escpos.conversation import Conversation
from printers.handshake import quiet, resynchronise
from printers.link import Link
from printers.patience import Timings


class Learning:
    """How far it is known what the device of this connection can do.

    `can_print`: whether it says that it can. `changed` is called when something was learnt.
    """

    def __init__(
        self, link: Link, timings: Timings, can_print: Callable[[], bool], changed: Callable[[], None]
    ) -> None:
        self.done = False  # what the device can do is settled
        self.torn = True  # an earlier connection may have ended inside a command, for all we know
        self._complete = False  # and it is all that its profile promises
        self._resynced = False  # NULs were sent on this connection
        self._restarted = False  # it was switched on meanwhile: everything is to be asked again
        self._link = link
        self._timings = timings
        self._can_print = can_print
        self._changed = changed
        self._task: asyncio.Task[None] | None = None

    def forget(self) -> None:
        """Another connection: nothing is known of it yet."""
        self.done = self._complete = self._resynced = self._restarted = False

    def restart(self) -> None:
        """The device was switched on."""
        self.done = self._complete = False
        self._restarted = True

    async def begin_anew(self, talk: Conversation) -> None:
        """The device holds nothing any more: ask again."""
        self.forget()
        self.torn = False
        await self._link.say(talk.initialise())
        if self._can_print():
            await self.finish(talk)

    def go_on(self, talk: Conversation) -> None:
        """Something was heard: look whether there is more to be learnt."""
        late = talk.learnt and not self._complete  # it was busy when we came
        if self._restarted or ((late or not self.done) and self._can_print()):
            self._start(talk)

    async def finish(self, talk: Conversation) -> None:
        """Wait until it is settled; less is known when the device stops or the connection goes meanwhile."""
        learning = self._start(talk)
        await asyncio.wait((learning,))
        if not learning.cancelled():  # by `stop`, which shows in the link
            learning.result()

    async def stop(self) -> None:
        """Wait for nothing any more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))
            self._task = None

    def _start(self, talk: Conversation) -> asyncio.Task[None]:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(
                self._once(talk), name=f"handshake of {self._link.transport.uri}"
            )
        return self._task

    async def _once(self, talk: Conversation) -> None:
        with suppress(ConnectionLost):
            if self._restarted:
                self._restarted = False
                await self._link.say(talk.ask_status() + talk.initialise())
            done = await self._link.until(lambda: talk.learnt, self._timings.answer)
            if not done and self.torn and not self._resynced:
                self._resynced = True
                done = await resynchronise(self._link, talk, self._timings)
            if not done and not self._can_print():
                return  # it stopped meanwhile; the questions wait in its buffer
            if done and self._resynced:
                # the questions of several rounds may have been answered
                await quiet(self._link, talk, self._timings)
                talk.account.forget()
            self.torn = False
            talk.conclude()
            self.done, self._complete = True, done
        self._changed()
