"""Devices whose libraries block, behind the asyncio face of a transport.

Handles: one thread that reads and one that writes, bounded buffers, waiting that can be cancelled, an end
without leftovers. Offers: `BlockingDevice`, `DeviceGone`, `ThreadedTransport`. Does not know: which device,
what the bytes mean. Works on every event loop, because it needs nothing of it but `call_soon_threadsafe`.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import Protocol

from printers.errors import ConnectionLost, Unreachable

#: The longest a device may keep a thread waiting in one call, in seconds; closing takes no longer than that.
SLICE = 0.25
#: Bytes handed to a device in one call: what a cancelled write cannot take back.
CHUNK = 4096
#: Bytes kept for `read` before we let the device wait.
READ_LIMIT = 65536


class DeviceGone(Exception):
    """The device was unplugged, or its driver says that it cannot go on. The message is a sentence.

    `untouched`: not one byte of the write that failed can have reached it. Else all of them may have.
    """

    def __init__(self, message: str, *, untouched: bool = False) -> None:
        super().__init__(message)
        self.untouched = untouched


class BlockingDevice(Protocol):
    """An open device. `write` and `read` are called on two threads, each on one only."""

    def write(self, data: bytes) -> int:
        """Hand over the beginning of `data`; how many bytes went, 0 when the device takes none for SLICE seconds.

        Raises DeviceGone.
        """
        ...

    def read(self) -> bytes:
        """What the device says; b"" when it says nothing for SLICE seconds. Raises DeviceGone."""
        ...

    def drained(self) -> bool:
        """Whether the device has all that `write` took; waits at most SLICE. On the writing thread. Raises DeviceGone."""
        ...

    def interrupt(self) -> None:
        """Let calls that wait return soon."""
        ...

    def close(self) -> None:
        """Give the device back; no other call is under way. Never raises."""
        ...


class ThreadedTransport:
    """A transport over a blocking device that `connect` opens, on a thread of its own."""

    def __init__(self, uri: str, connect: Callable[[], BlockingDevice], *, two_way: bool = True) -> None:
        """`connect` raises Unreachable or AccessDenied."""
        self.uri = uri
        self.two_way = two_way
        self._connect = connect
        self._pump: _Pump | None = None
        self._closed = 0  # how often: by this an opening notices that it was overtaken
        self._ending: asyncio.Future[None] | None = None  # a device that is being given back
        self._late: asyncio.Future[None] | None = None  # an opening that nobody waits for, and its end

    @property
    def alive(self) -> bool:
        """False before `open`, and once a thread met the end of the device."""
        return self._pump is not None and self._pump.lost is None

    @property
    def device(self) -> BlockingDevice | None:
        """The open device, for questions beside the stream of bytes."""
        return None if self._pump is None else self._pump.device

    async def open(self) -> None:
        """See Transport.open."""
        await self.close()
        closed = self._closed
        await _over(self._late)  # or the device would be busy with what was given up
        opening = asyncio.ensure_future(asyncio.to_thread(self._connect))
        try:
            device = await asyncio.shield(opening)
        except asyncio.CancelledError:
            # the thread cannot be stopped; what it opens must not stay open
            self._late = asyncio.ensure_future(_close_late(opening))
            raise
        if closed != self._closed:
            self._late = asyncio.ensure_future(asyncio.to_thread(device.close))
            await _over(self._late)
            raise Unreachable(f"{self.uri} was closed while it was being opened")
        self._pump = _Pump(self.uri, device, reads=self.two_way)

    async def write(self, data: bytes) -> None:
        """See Transport.write."""
        if self._pump is None:
            raise ConnectionLost(f"not connected to {self.uri}")
        await self._pump.write(data)

    async def read(self) -> bytes:
        """See Transport.read. A device that is gone raises; there is no orderly end."""
        if self._pump is None:
            raise ConnectionLost(f"not connected to {self.uri}")
        if not self.two_way:
            return await asyncio.get_running_loop().create_future()
        return await self._pump.read()

    async def close(self) -> None:
        """See Transport.close. Takes at most two SLICEs; also for whoever closes what is being closed already."""
        self._closed += 1
        pump, self._pump = self._pump, None
        if pump is not None:
            # a task of its own: a cancelled close must not let the next `open` find the device busy
            self._ending = asyncio.ensure_future(pump.close())
        await _over(self._ending)


class _Pump:
    """The threads of one open device."""

    def __init__(self, uri: str, device: BlockingDevice, *, reads: bool) -> None:
        self.device = device
        self.lost: str | None = None
        self._uri = uri
        self._loop = asyncio.get_running_loop()
        self._stop = threading.Event()
        self._room = threading.Event()
        self._room.set()
        self._received = bytearray()
        self._arrived = asyncio.Event()
        self._orders: _Mailbox = _Mailbox()
        self._threads = [threading.Thread(target=self._writes, name=f"writer of {uri}", daemon=True)]
        if reads:
            self._threads.append(threading.Thread(target=self._reads, name=f"reader of {uri}", daemon=True))
        for thread in self._threads:
            thread.start()

    # --- on the loop -----------------------------------------------------------------------------

    async def write(self, data: bytes) -> None:
        sent = 0
        while sent < len(data):
            if self.lost is not None or self._stop.is_set():
                raise ConnectionLost(self._sentence(), sent)
            chunk = bytes(data[sent : sent + CHUNK])
            done: asyncio.Future[int] = self._loop.create_future()
            self._orders.put((chunk, done))
            try:
                sent += await done
            except DeviceGone as gone:
                went = sent if gone.untouched else sent + len(chunk)
                raise ConnectionLost(self._sentence(), went) from None
        await self._drain(sent)

    async def _drain(self, sent: int) -> None:
        """What the driver still holds would be lost when the device is closed: it does not count as handed over."""
        drained: asyncio.Future[int] = self._loop.create_future()
        if self.lost is None and not self._stop.is_set():
            self._orders.put((b"", drained))
            with contextlib.suppress(DeviceGone):
                if await drained:
                    return
        raise ConnectionLost(self._sentence(), sent)

    async def read(self) -> bytes:
        while not self._received:
            if self.lost is not None or self._stop.is_set():
                raise ConnectionLost(self._sentence())
            self._arrived.clear()
            await self._arrived.wait()
        data = bytes(self._received)
        self._received.clear()
        self._room.set()
        return data

    async def close(self) -> None:
        self._stop.set()
        self._room.set()
        self._orders.put(None)
        self._arrived.set()
        self.device.interrupt()
        await asyncio.to_thread(self._end)

    def _sentence(self) -> str:
        return f"the connection to {self._uri} broke: {self.lost or 'it was closed'}"

    def _take(self, data: bytes) -> None:
        self._received += data
        if len(self._received) >= READ_LIMIT:
            self._room.clear()
        self._arrived.set()

    def _lose(self, why: str) -> None:
        if self.lost is None:
            self.lost = why
        self._arrived.set()

    # --- on the threads --------------------------------------------------------------------------

    def _end(self) -> None:
        for thread in self._threads:
            thread.join()
        self.device.close()

    def _tell(self, call: Callable[..., None], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(call, *arguments)

    def _reads(self) -> None:
        try:
            while not self._stop.is_set():
                self._room.wait()
                data = self.device.read()
                if data:
                    self._tell(self._take, data)
        except Exception as error:  # noqa: BLE001 - whatever a driver raises: nobody else would hear of it
            self._tell(self._lose, str(_gone(error)))

    def _writes(self) -> None:
        while (order := self._orders.take()) is not None:
            chunk, done = order
            try:
                count = 0
                while not count and not self._stop.is_set() and not done.cancelled():
                    count = self.device.write(chunk) if chunk else int(self.device.drained())
            except Exception as error:  # noqa: BLE001 - as above; a writer would wait for ever
                gone = _gone(error)
                self._tell(self._lose, str(gone))
                self._tell(_fail, done, gone)
            else:
                self._tell(_succeed, done, count)


class _Mailbox:
    """One order at a time for the writing thread; None ends it, and then nothing else comes."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._orders: list[tuple[bytes, asyncio.Future[int]] | None] = []

    def put(self, order: tuple[bytes, asyncio.Future[int]] | None) -> None:
        with self._condition:
            self._orders.append(order)
            self._condition.notify()

    def take(self) -> tuple[bytes, asyncio.Future[int]] | None:
        with self._condition:
            while not self._orders:
                self._condition.wait()
            return self._orders.pop(0)


def _succeed(done: "asyncio.Future[int]", count: int) -> None:
    if not done.done():
        done.set_result(count)


def _fail(done: "asyncio.Future[int]", error: Exception) -> None:
    if not done.done():
        done.set_exception(error)


def _gone(error: Exception) -> DeviceGone:
    if isinstance(error, DeviceGone):
        return error
    return DeviceGone(f"its driver failed ({type(error).__name__}: {error})")


async def _over(ending: "asyncio.Future[None] | None") -> None:
    """Wait for the end of what may belong to an event loop of the past, without ending it when cancelled."""
    if ending is not None and ending.get_loop() is asyncio.get_running_loop():
        await asyncio.wait((ending,))


async def _close_late(opening: "asyncio.Future[BlockingDevice]") -> None:
    await asyncio.wait((opening,))
    if not opening.cancelled() and opening.exception() is None:
        await asyncio.to_thread(opening.result().close)
