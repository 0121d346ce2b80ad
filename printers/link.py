"""The open connection of a session: one reader task, one writer at a time, and waiting that ends with the connection.

Handles: opening in time, handing what comes to one listener, noticing the loss, closing. Offers: `Link`.
Does not know: what the bytes mean.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from printers.errors import ConnectionLost, Unreachable
from printers.transport.base import Transport


class Link:
    """A transport in use. `hear` gets every piece of bytes that comes; `changed` is called when it is lost."""

    def __init__(
        self, transport: Transport, hear: Callable[[bytes], None], changed: Callable[[], None]
    ) -> None:
        self.transport = transport
        self.lost: str | None = "not connected"  # None while the connection stands, else why it does not
        self._hear = hear
        self._changed = changed
        self._lock = asyncio.Lock()
        self._stirred = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None

    async def open(self, seconds: float) -> None:
        """Open the transport and start reading. Raises Unreachable or AccessDenied."""
        self._lock, self._stirred = asyncio.Lock(), asyncio.Event()
        try:
            async with asyncio.timeout(seconds):
                await self.transport.open()
        except TimeoutError as error:
            await self.transport.close()
            raise Unreachable(f"no connection to {self.transport.uri} in {seconds:g} s") from error
        self.lost = None
        self._reader = asyncio.create_task(self._read(), name=f"reader of {self.transport.uri}")

    async def write(self, data: bytes) -> None:
        """See Transport.write; writes of several tasks do not mix."""
        async with self._lock:
            await self.transport.write(data)

    async def exchange(self, question: bytes, answered: Callable[[], bool], seconds: float) -> bool:
        """Say something and wait until `answered`, at most so long; whether it was. Raises ConnectionLost."""
        await self.write(question)
        return await self.until(answered, seconds)

    async def until(self, done: Callable[[], bool], seconds: float) -> bool:
        """Wait until `done`, at most so long; whether it is. Raises ConnectionLost when the connection goes first."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not done():
                    self.must_stand()
                    await self._stirred.wait()
        return done()

    async def stirs(self, seconds: float) -> None:
        """Wait until anything happened, at most so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stirred.wait()

    def stir(self) -> None:
        """Let everybody who waits look again."""
        self._stirred.set()
        self._stirred.clear()

    def must_stand(self) -> None:
        """Raises ConnectionLost when the connection is gone."""
        if self.lost is not None:
            raise ConnectionLost(f"no connection to {self.transport.uri}: {self.lost}")

    def give_up(self, why: str) -> None:
        """The connection is of no more use; the reader closes it."""
        if self.lost is None:
            self.lost = why
            if self._reader is not None and self._reader is not asyncio.current_task():
                self._reader.cancel()
            self._changed()

    async def close(self) -> None:
        """Close in order. Never raises."""
        self.give_up("disconnected")
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.cancel()
            await asyncio.wait((reader,))
        await self.transport.close()

    async def _read(self) -> None:
        why = "disconnected"
        try:
            while data := await self.transport.read():
                self._hear(data)
            why = "the printer closed the connection"
        except ConnectionLost as error:
            why = str(error)
        finally:
            self.give_up(why)
            await self.transport.close()
