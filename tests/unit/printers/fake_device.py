"""A small scripted printer behind a memory connection: parses what we send and answers by the book.

Text is "printed" when the cut after it has been processed. In-order commands wait while it is stopped.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from printers.errors import ConnectionLost
from printers.transport.memory import MemoryEnd, MemoryListener

CUT = b"\x1dV\x00"


@dataclass
class FakeDevice:
    name: str = "fake"
    process_id: bool = True
    clear: bool = True
    asb: bool = True
    in_order: bool = True  # answers GS r and GS I
    model_id: int = 0x20
    eot: frozenset[int] = frozenset({1, 2, 3, 4})
    # faults
    mute: bool = False  # hears and prints, says nothing
    awol: bool = False  # takes bytes, does nothing
    swallow: bool = False  # answers status, drops everything that would be processed in order
    paper_out: bool = False
    cover_open: bool = False
    out_after: int | None = None  # paper ends before this many more sheets are cut
    misattribute: bool = False  # sends the previous ticket's process id, one answer behind
    noise: random.Random | None = None
    # what happened
    sheets: list[bytes] = field(default_factory=list[bytes])

    def __post_init__(self) -> None:
        self.buffer = b""
        self.line = b""
        self.asb_on = False
        self.last_ids: list[bytes] = []
        self.end: MemoryEnd | None = None
        self.connections = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self.listener = MemoryListener(self.name, self._accept)

    @property
    def stopped(self) -> bool:
        return self.paper_out or self.cover_open

    def close(self) -> None:
        self.listener.close()

    def _accept(self, end: MemoryEnd) -> None:
        self.end = end
        self.connections += 1
        task = asyncio.get_running_loop().create_task(self._serve(end))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _serve(self, end: MemoryEnd) -> None:
        try:
            while data := await end.read():
                if not self.awol:
                    for at in range(len(data)):
                        self._receive(data[at : at + 1])
                    self.work()
                    self._make_noise()
        except ConnectionLost:
            return
        end.close()

    def say(self, data: bytes) -> None:
        if self.end is not None and not self.mute and not self.awol:
            self.end.send(data)

    def _make_noise(self) -> None:
        if self.noise is not None and self.end is not None and self.noise.random() < 0.7:
            self.end.send(self.noise.randbytes(self.noise.randint(1, 6)))

    def _receive(self, byte: bytes) -> None:
        self.buffer += byte
        for length, act in ((3, self._eot), (10, self._clear)):
            if act(self.buffer[-length:]):
                self.buffer = self.buffer[:-length]

    def _eot(self, tail: bytes) -> bool:
        if len(tail) != 3 or tail[:2] != b"\x10\x04":
            return False
        n = tail[2]
        if n in self.eot:
            offline = 0x08 if self.stopped else 0
            cause = (0x04 if self.cover_open else 0) | (0x20 if self.paper_out else 0)
            paper = 0x60 if self.paper_out else 0
            self.say(bytes([0x12 | {1: offline, 2: cause, 3: 0, 4: paper}[n]]))
        return True

    def _clear(self, tail: bytes) -> bool:
        if tail != b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08":
            return False
        if self.clear:
            self.buffer, self.line = b"", b""
            self.say(b"\x37\x25\x00")
            self.buffer = b"x" * 10  # so that the caller's trim leaves nothing
        return True

    def status_changed(self) -> None:
        if self.asb_on:
            self.send_asb()

    def send_asb(self) -> None:
        self.say(
            bytes(
                [
                    0x10 | (0x08 if self.stopped else 0) | (0x20 if self.cover_open else 0),
                    0,
                    0x0C if self.paper_out else 0,
                    0,
                ]
            )
        )

    def set_paper(self, *, out: bool) -> None:
        self.paper_out = out
        self.status_changed()
        self.work()

    def set_cover(self, *, is_open: bool) -> None:
        self.cover_open = is_open
        self.status_changed()
        self.work()

    def work(self) -> None:
        """Process the buffer in order as far as paper and data go."""
        table: tuple[tuple[bytes, int, Callable[[bytes], None]], ...] = (
            (b"\x1b@", 2, self._initialise),
            (b"\x1da", 3, self._set_asb),
            (b"\x1dr\x01", 3, lambda _: self._answer(0x00)),
            (b"\x1dI\x01", 3, lambda _: self._answer(self.model_id)),
            (b"\x1d(H\x06\x00\x30\x30", 11, self._id),
            (CUT, 3, self._cut),
        )
        while self.buffer and not self.stopped:
            for head, length, act in table:
                if self.buffer[: len(head)] == head[: len(self.buffer)]:
                    if len(self.buffer) < length:
                        return
                    command, self.buffer = self.buffer[:length], self.buffer[length:]
                    act(command)
                    break
            else:
                self.line += self.buffer[:1]
                self.buffer = self.buffer[1:]

    def _initialise(self, _: bytes) -> None:
        self.asb_on = False

    def _set_asb(self, command: bytes) -> None:
        self.asb_on = self.asb and command[2] != 0
        if self.asb_on:
            self.send_asb()

    def _answer(self, value: int) -> None:
        if self.in_order and not self.swallow:
            self.say(bytes([value]))

    def _id(self, command: bytes) -> None:
        if not self.process_id:
            return
        self.last_ids.append(command[-4:])
        if self.misattribute:
            if len(self.last_ids) > 1:
                self.say(b"\x37\x22" + self.last_ids[-2] + b"\x00")
        elif not self.swallow or command[-4:] == b"-?=-":
            self.say(b"\x37\x22" + command[-4:] + b"\x00")

    def _cut(self, command: bytes) -> None:
        if self.out_after is not None:
            self.out_after -= 1
            if self.out_after < 0:
                self.out_after = None
                self.buffer = command + self.buffer
                self.set_paper(out=True)
                return
        if not self.swallow:
            self.sheets.append(self.line.lstrip(b"\x00"))
        self.line = b""
