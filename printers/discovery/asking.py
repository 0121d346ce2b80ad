"""Asking a device one harmless question, and on request who it is.

Handles: DLE EOT 2 over any transport, judging the answer, GS I 66 to 68. Offers: `Asker`, `Answer`,
`answered`. Does not know: how the device was found.

The question, the bytes 10 04 02, is the only thing sent to a device that nobody asked to identify: a
receipt printer answers it at once with one byte and prints nothing, whatever its state (Epson's ESC/POS
reference, DLE EOT). Nothing else is ever sent to a device that does not answer it as a receipt printer does.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace

from printers.discovery.found import harmless
from printers.discovery.sighting import Sighting
from printers.errors import PrinterError
from printers.escpos.realtime import Asb, Block, Classifier, EotReply, Event, Flow, PowerNotice
from printers.registry import transport_for
from printers.transport.base import Transport

QUESTION = b"\x10\x04\x02"
#: GS I n: maker, model, serial number; each answered by 5F, at most 80 characters, 00.
_WHO = tuple(b"\x1dI" + bytes((n,)) for n in (66, 67, 68))
#: ESC @: what a device that knows no GS I may have taken for text is not printed.
_RESET = b"\x1b@"

#: Devices asked at the same time.
PARALLEL = 32
#: Seconds for a connection; a printer in the same room takes a few milliseconds.
CONNECT = 0.4
#: Seconds for an answer. Real-time commands are answered at once; some boards poll their printer.
ANSWER = 0.8
#: Bytes of answer looked at: one status, or an automatic status or notice before it.
_LONGEST = 16
_LONGEST_WHO = 3 * 96


@dataclass(frozen=True, slots=True)
class Answer:
    """`reached`: it took a connection. `answers`: it answered as a receipt printer; `refused`: it said something else."""

    reached: bool = False
    answers: bool = False
    refused: str = ""
    make: str = ""
    model: str = ""
    serial: str = ""


class Asker:
    """Asks each URI once, however many sources found it; at most `PARALLEL` at a time."""

    def __init__(self, *, identify: bool = False, connect: float = CONNECT, answer: float = ANSWER) -> None:
        self._identify = identify
        self._connect = connect
        self._answer = answer
        self._places = asyncio.Semaphore(PARALLEL)
        self._told: dict[str, asyncio.Future[Answer]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, uri: str) -> Answer:
        """What the device at `uri` says. Never raises for what the device does."""
        if uri not in self._told:
            self._told[uri] = asyncio.get_running_loop().create_future()
            task = asyncio.create_task(self._ask(uri, self._told[uri]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(self._told[uri])

    async def close(self) -> None:
        """Give up what is still being asked; the connections are closed when this returns."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _ask(self, uri: str, told: asyncio.Future[Answer]) -> None:
        """The answer is told before the connection is closed in order, which may take a second."""
        try:
            async with self._places:
                await self._visit(uri, told)
        finally:
            if not told.done():
                told.set_result(Answer())

    async def _visit(self, uri: str, told: asyncio.Future[Answer]) -> None:
        try:
            transport = transport_for(uri)
            async with asyncio.timeout(self._connect):
                await transport.open()
        except (PrinterError, OSError, TimeoutError):
            return
        try:
            told.set_result(await self._talk(transport))
        except (PrinterError, OSError):
            told.set_result(Answer(reached=True))
        finally:
            await transport.close()

    async def _talk(self, transport: Transport) -> Answer:
        heard = bytearray()
        events: list[Event] = []
        classifier = Classifier()
        try:
            async with asyncio.timeout(self._answer):
                await transport.write(QUESTION)  # a printer that is stopped may take nothing
                while transport.two_way and len(heard) <= _LONGEST and not _enough(events):
                    data = await transport.read()
                    if not data:
                        break
                    heard += data[: _LONGEST + 1]
                    events += classifier.feed(data[: _LONGEST + 1])
        except TimeoutError:
            pass
        if not heard:
            return Answer(reached=True)
        if not _printerlike(events, len(heard)):
            return Answer(reached=True, refused=_stranger(bytes(heard)))
        return await self._who(transport) if self._identify else Answer(reached=True, answers=True)

    async def _who(self, transport: Transport) -> Answer:
        """Maker, model and serial number as far as the device tells them."""
        told: list[str] = []
        classifier = Classifier()
        for question in _WHO:
            text = await self._text(transport, classifier, question)
            told.append(text)
            if not text:
                break
        with suppress(TimeoutError):
            async with asyncio.timeout(self._answer):
                await transport.write(_RESET)
        make, model, serial = (*told, "", "", "")[:3]
        return Answer(reached=True, answers=True, make=make, model=model, serial=serial)

    async def _text(self, transport: Transport, classifier: Classifier, question: bytes) -> str:
        heard = 0
        try:
            async with asyncio.timeout(self._answer):
                await transport.write(question)
                while heard <= _LONGEST_WHO:
                    data = await transport.read()
                    if not data:
                        break
                    heard += len(data)
                    for event in classifier.feed(data[: _LONGEST_WHO + 1]):
                        if isinstance(event, Block) and event.start == 0x5F:
                            return harmless(event.body.decode("ascii", "replace"))
        except TimeoutError:
            pass
        return ""


_USUAL = EotReply | Asb | Flow | PowerNotice


def _enough(events: list[Event]) -> bool:
    """The answer has come, or something that is none."""
    return any(isinstance(event, EotReply) or not isinstance(event, _USUAL) for event in events)


def _printerlike(events: list[Event], length: int) -> bool:
    """One status byte, at most with flow control, automatic status or a power notice around it."""
    usual = all(isinstance(event, _USUAL) for event in events)
    return usual and length <= _LONGEST and any(isinstance(event, EotReply) for event in events)


def _stranger(heard: bytes) -> str:
    shown = heard[:8].hex(" ").upper() + (" …" if len(heard) > 8 else "")
    return (
        f"it does not answer as an ESC/POS receipt printer does (it said {shown}): a label printer, an office printer "
        "or another program; nothing but a status question was sent"
    )


def answered(sighting: Sighting, answer: Answer) -> Sighting | None:
    """The same device after it was asked; None when it is only a hint that led nowhere."""
    if not answer.reached:
        if sighting.hint or sighting.connection != "network":
            return None
        note = "it announces itself but takes no connection here now: switched off, or another computer is using it"
        return replace(sighting, ask=False, notes=(*sighting.notes, note))
    return replace(
        sighting,
        ask=False,
        hint=False,
        trust=9 if answer.make else sighting.trust,
        make=answer.make or sighting.make,
        model=answer.model or sighting.model,
        serial=answer.serial or sighting.serial,
        answers=answer.answers,
        refused=answer.refused,
    )
