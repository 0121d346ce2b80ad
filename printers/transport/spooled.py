"""Printers behind an operating system's spooler: each write is one job, and nothing is ever heard back.

Offers: `Spooler`, `SpooledTransport`. Does not know: which spooler. What a spooler took may come out later than
anybody waits for, so a job that is given up is taken back where that is possible.
"""

import asyncio
import threading
from typing import Protocol

from printers.errors import ConnectionLost, Unreachable


class Spooler(Protocol):
    """One queue. Its calls block; they are made on threads, one at a time."""

    def check(self) -> None:
        """Raises Unreachable or AccessDenied with what to do when the queue takes no jobs now."""
        ...

    def submit(self, data: bytes, given_up: threading.Event) -> None:
        """Print `data` as one job; returns when the spooler is done with it as far as it tells.

        When `given_up` is set the job is taken back. Raises ConnectionLost with `bytes_sent` 0 when the
        spooler has nothing of it, else with all of `data`.
        """
        ...


class SpooledTransport:
    """A queue as a transport. One-way: what a spooler knows of a printer is not the printer's word."""

    two_way = False

    def __init__(self, uri: str, spooler: Spooler) -> None:
        self.uri = uri
        self._spooler = spooler
        self._open = False
        self._closed = 0  # how often: by this an opening notices that it was overtaken

    @property
    def alive(self) -> bool:
        """True between `open` and `close`; a queue that stopped says so when it is given a job."""
        return self._open

    async def open(self) -> None:
        """See Transport.open."""
        closed = self._closed
        await asyncio.to_thread(self._spooler.check)
        if closed != self._closed:
            raise Unreachable(f"{self.uri} was closed while it was being opened")
        self._open = True

    async def write(self, data: bytes) -> None:
        """See Transport.write. One job."""
        if not self._open:
            raise ConnectionLost(f"{self.uri} is not open")
        given_up = threading.Event()
        job = asyncio.ensure_future(asyncio.to_thread(self._spooler.submit, bytes(data), given_up))
        try:
            await asyncio.shield(job)
        except asyncio.CancelledError:
            given_up.set()
            await asyncio.wait((job,))
            if not job.cancelled():
                job.exception()  # whoever gave up does not ask any more
            raise

    async def read(self) -> bytes:
        """Never returns: a spooler says nothing."""
        return await asyncio.get_running_loop().create_future()

    async def close(self) -> None:
        """Nothing is held between jobs."""
        self._closed += 1
        self._open = False
