"""The open connection of a session: one reader task, one writer at a time, and waiting that ends with the connection.

Handles: opening in time, handing what comes to one listener, noticing the loss, closing; devices that take
nothing, and devices that never stop talking. Offers: `Link`. Does not know: what the bytes mean.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import suppress
from types import coroutine
from typing import Any

from printers.errors import ConnectionLost, Unreachable
from printers.transport.base import Transport

#: Bytes handed to the listener at a time; between two pieces the loop's other work gets its turn.
PIECE = 2048
#: What a device may say at once, in bytes, and from then on in bytes per second: a wide margin over what a printer
#: says, which is a handful of bytes per question and per change (Epson's network board UB-E02 keeps 512 of them for
#: the host). Whatever says more is no printer, and must not keep us busy.
BURST, RATE = 32_768, 8_192


class _Allowance:
    """How much more a device may say before we stop listening."""

    def __init__(self, now: float) -> None:
        self._left = float(BURST)
        self._at = now

    def asked(self, count: int) -> None:
        """So many bytes were said to the device: no answer of an honest one is longer than its question by much."""
        self._left = min(float(BURST), self._left + count)

    def spend(self, count: int, now: float) -> bool:
        """Whether so many bytes more are still within it."""
        self._left = min(float(BURST), self._left + (now - self._at) * RATE) - count
        self._at = now
        return self._left >= 0


class Link:
    """A transport in use.

    `hear` gets every piece of bytes that comes; `changed` is called when it is lost; `patience` gives the
    seconds that a write of so many bytes may take.
    """

    def __init__(
        self,
        transport: Transport,
        hear: Callable[[bytes], None],
        changed: Callable[[], None],
        patience: Callable[[int], float],
    ) -> None:
        self.transport = transport
        self.lost: str | None = "not connected"  # None while the connection stands, else why it does not
        self._hear = hear
        self._changed = changed
        self._patience = patience
        self._held = False  # the device is stopped and may make a patient writer wait as long as it likes
        self._patient: tuple[asyncio.Timeout, int] | None = None  # that writer's time, and its bytes
        self._lock = asyncio.Lock()
        self._stirred = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None
        self._allowance = _Allowance(0.0)

    async def open(self, seconds: float) -> None:
        """Open the transport and start reading. Raises Unreachable or AccessDenied."""
        self._lock, self._stirred = asyncio.Lock(), asyncio.Event()
        try:
            async with asyncio.timeout(seconds):
                await self.transport.open()
        except TimeoutError as error:
            await self.transport.close()
            raise Unreachable(f"no connection to {self.transport.uri} in {seconds:g} s") from error
        self.lost, self._held = None, False
        self._allowance = _Allowance(asyncio.get_running_loop().time())
        self._reader = asyncio.create_task(self._read(), name=f"reader of {self.transport.uri}")

    async def write(self, data: bytes) -> None:
        """See Transport.write; writes of several tasks do not mix. Waits as long as the device takes nothing."""
        self._allowance.asked(len(data))
        async with self._lock:
            await self.transport.write(data)

    async def say(self, data: bytes, *, patient: bool = False) -> None:
        """`write`, but not for ever: when the device does not take it in time, the connection is given up.

        `patient`: the time does not run while `hold` says that the device is stopped. Raises ConnectionLost.
        """
        if self._lock.locked():
            await self._in_time(self.write(data), len(data), patient=patient)
            return
        self._allowance.asked(len(data))
        async with self._lock:
            work = self.transport.write(data)
            try:
                waiting = work.send(None)
            except StopIteration:
                return  # taken at once, as it nearly always is: no time had to run
            await self._in_time(_resumed(work, waiting), len(data), patient=patient)

    async def _in_time(self, work: Awaitable[None], size: int, *, patient: bool) -> None:
        try:
            async with asyncio.timeout(self._patience(size)) as limit:
                if patient:
                    self._patient = limit, size
                    self.hold(self._held)
                await work
        except TimeoutError as error:
            self.give_up("it takes no more data")
            raise ConnectionLost(f"{self.transport.uri} takes no more data", size) from error
        finally:
            if patient:
                self._patient = None

    def hold(self, held: bool) -> None:
        """Whether the device says that it is stopped by something that a person can cure."""
        self._held = held
        if self._patient is not None:
            limit, size = self._patient
            if limit.expired():
                return
            if held:
                limit.reschedule(None)
            elif limit.when() is None:
                limit.reschedule(asyncio.get_running_loop().time() + self._patience(size))

    async def exchange(self, question: bytes, answered: Callable[[], bool], seconds: float) -> bool:
        """Say something and wait until `answered`, at most so long; whether it was. Raises ConnectionLost."""
        await self.say(question)
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
        if self._reader is not None:
            # it is ending by now: to cancel it again would break off the closing in order
            await asyncio.wait((self._reader,))
            self._reader = None
        await self.transport.close()

    async def _read(self) -> None:
        why = "disconnected"
        try:
            while self.lost is None and (data := await self.transport.read()):
                await self._take(data)
            why = "the printer closed the connection"
        except ConnectionLost as error:
            why = str(error)
        finally:
            self.give_up(why)
            await self.transport.close()

    async def _take(self, data: bytes) -> None:
        for start in range(0, len(data), PIECE):
            if start:
                await asyncio.sleep(0)
            piece = data[start : start + PIECE]
            if not self._allowance.spend(len(piece), asyncio.get_running_loop().time()):
                raise ConnectionLost("it says more than any printer has to say")
            self._hear(piece)


@coroutine
def _resumed(work: Coroutine[Any, Any, None], waiting: Any) -> Generator[Any, Any, None]:
    """Await the rest of a coroutine that was begun by hand and now waits for `waiting`."""
    try:
        while True:
            try:
                value = yield waiting
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is for the coroutine
                waiting = work.throw(error)
            else:
                waiting = work.send(value)
    except StopIteration:
        return
