"""Printers that mean harm, or are no printers at all, behind real sockets: they are told from a printer, and hurt nobody.

Each behaviour is a server of its own, all of them on one loop with a good printer that goes on printing.
Every call must return, nothing may be called printed, and no task may stay behind.
"""

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from printers import (
    Confirmed,
    ConnectionLost,
    Outcome,
    Printer,
    PrinterError,
    PrinterState,
    PrinterStatus,
    Reason,
    Timings,
    Uncertain,
    closing,
    load_profile,
    open_printer,
    opening,
)
from printers.link import BURST
from printers.simulator.printer import SimulatedPrinter

#: Small, so that patience runs out soon. `slow_link` leaves all of it to `stall`.
SHORT = Timings(
    connect=1.0, answer=0.5, poll=0.1, silent=0.5, settle=0.1, fence=0.3, stall=0.4, slow_link=1e9, resync_rounds=1
)  # fmt: skip
GONE = PrinterStatus(PrinterState.STOPPED, frozenset({Reason.UNREACHABLE}))
#: Seconds after which a call counts as hung; far more than all that SHORT allows.
HUNG = 60.0
TICKET = b"TICKET two cakes\n"

Behaviour = Callable[["Wire"], Awaitable[None]]


class Wire:
    """The hostile end of one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.dice = random.Random(7)
        self.said = 0
        self.ticket = b""

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        self.said += len(data)
        await self.writer.drain()

    async def hear(self) -> bytes:
        data = await self.reader.read(65536)
        if not data:
            raise ConnectionResetError("the host hung up")
        return data

    async def listen_for_ever(self) -> None:
        while True:
            await self.hear()

    def reset(self) -> None:
        self.writer.transport.abort()


_ANSWERS = (
    (b"\x10\x04\x01", b"\x12"),
    (b"\x10\x04\x02", b"\x12"),
    (b"\x10\x04\x03", b"\x12"),
    (b"\x10\x04\x04", b"\x12"),
    (b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", b"\x37\x25\x00"),
    (b"\x1da\xff", b"\x10\x00\x00\x00"),
    (b"\x1dr\x01", b"\x00"),
    (b"\x1dI\x01", b"\x20"),
    (b"\x1d(H\x06\x00\x30\x30-?=-", b"\x37\x22-?=-\x00"),
)


async def behave_until_a_ticket_comes(wire: Wire) -> None:
    """A model printer, until it has a ticket; the rest of that ticket is not read."""
    stream = b""
    while b"TICKET" not in stream:
        stream += await wire.hear()
        at = 0
        while at < len(stream):
            for question, answer in _ANSWERS:
                if stream.startswith(question, at):
                    await wire.say(answer)
                    at += len(question)
                    break
            else:
                if any(question.startswith(stream[at:]) for question, _ in _ANSWERS):
                    break
                if stream.startswith(b"TICKET", at):
                    wire.ticket = stream[at:]
                    return
                at += 1
        stream = stream[at:]


# --- behaviours ----------------------------------------------------------------------------------


async def fast_garbage(wire: Wire) -> None:
    while True:
        await wire.say(wire.dice.randbytes(1 << 16))


async def endless_answers(wire: Wire) -> None:
    while True:
        await wire.say(b"\x00" * (1 << 16))


async def endless_status(wire: Wire) -> None:
    while True:
        await wire.say(b"\x12" * (1 << 16))


async def endless_change_of_mind(wire: Wire) -> None:
    """Paper out, paper in, paper out."""
    while True:
        await wire.say(b"\x18\x00\x0c\x00\x10\x00\x00\x00" * (1 << 13))


async def endless_block(wire: Wire) -> None:
    while True:
        await wire.say(b"\x5f" + b"A" * (1 << 16))


async def a_block_that_never_ends_slowly(wire: Wire) -> None:
    await wire.say(b"\x37\x22AB")
    while True:
        await asyncio.sleep(0.05)
        await wire.say(b"\x37")


async def one_byte_now_and_then(wire: Wire) -> None:
    while True:
        await wire.say(b"\x12")
        await asyncio.sleep(0.08)


async def one_word_now_and_then_once_out_of_paper(wire: Wire) -> None:
    """It says that it has stopped, and then never again how it is."""
    await wire.say(b"\x18\x00\x0c\x00")
    while True:
        await wire.say(b"\x00")
        await asyncio.sleep(0.08)


async def answers_nobody_asked_for(wire: Wire) -> None:
    await wire.say(
        b"\x12\x12\x12\x12\x10\x00\x00\x00\x20\x20\x00\x37\x22-?=-\x00\x37\x25\x00\x5f5\x00\x37\x23@\x00"
    )
    await wire.listen_for_ever()


async def half_a_group(wire: Wire) -> None:
    while True:
        await wire.hear()
        await wire.say(b"\x10\x00")


async def an_echo(wire: Wire) -> None:
    while True:
        await wire.say(await wire.hear())


async def answers_in_the_wrong_order(wire: Wire) -> None:
    """All the right answers, shuffled; the ids that come are of other tickets."""
    while True:
        asked = await wire.hear()
        answers = [answer for question, answer in _ANSWERS for _ in range(asked.count(question))]
        answers += [b"\x37\x22old1\x00"] * asked.count(b"\x1d(H\x06\x00\x30\x30")
        wire.dice.shuffle(answers)
        await wire.say(b"".join(answers))


async def a_burst_for_every_word(wire: Wire) -> None:
    while True:
        await wire.hear()
        await wire.say(b"\x10\x00\x00\x00" * (1 << 18))


async def silence(wire: Wire) -> None:
    await wire.listen_for_ever()


async def reads_nothing(wire: Wire) -> None:
    await asyncio.sleep(3600)


async def closes(wire: Wire) -> None:
    wire.writer.close()


async def resets(wire: Wire) -> None:
    wire.reset()


BEHAVIOURS: tuple[Behaviour, ...] = (
    fast_garbage,
    endless_answers,
    endless_status,
    endless_change_of_mind,
    endless_block,
    a_block_that_never_ends_slowly,
    one_byte_now_and_then,
    one_word_now_and_then_once_out_of_paper,
    answers_nobody_asked_for,
    half_a_group,
    an_echo,
    answers_in_the_wrong_order,
    a_burst_for_every_word,
    silence,
    reads_nothing,
    closes,
    resets,
)


# --- the scene -----------------------------------------------------------------------------------


@asynccontextmanager
async def hostile(behaviour: Behaviour, *, polite: bool) -> AsyncIterator[tuple[str, list[Wire]]]:
    """A server that behaves like that with everybody; `polite`: only once it has a ticket. URI and connections."""
    wires: list[Wire] = []
    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wire = Wire(reader, writer)
        wires.append(wire)
        with suppress(OSError):
            if polite:
                await behave_until_a_ticket_comes(wire)
            await behaviour(wire)

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(serve(reader, writer), name="hostile")
        serving.add(task)
        task.add_done_callback(serving.discard)

    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    server = await asyncio.start_server(accept, sock=listener, limit=65536)
    try:
        yield f"socket://127.0.0.1:{listener.getsockname()[1]}", wires
    finally:
        server.close()
        for task in tuple(serving):
            task.cancel()
        if serving:
            await asyncio.wait(tuple(serving))
        for wire in wires:
            wire.reset()
        await asyncio.sleep(0)


async def day(printer: Printer) -> list[Outcome]:
    """Everything that is done with a printer, twice; what came of its tickets."""
    outcomes: list[Outcome] = []
    profile = printer.profile
    for number in range(2):
        token = f"tok{number}"
        with suppress(PrinterError):
            await printer.connect()
            await printer.send(opening(profile, torn=False) + TICKET * 30 + closing(profile), token)
            outcomes.append(await printer.wait(token, lambda _status: None, 1.0))
        with suppress(PrinterError):
            await printer.fence()
        with suppress(PrinterError):
            await printer.check()
    await printer.disconnect()
    return outcomes


@asynccontextmanager
async def good_printer() -> AsyncIterator[Callable[[int], Awaitable[int]]]:
    """A printer next to it; `await prints(n)` prints so many tickets and says how many were confirmed."""
    simulated = SimulatedPrinter(load_profile("epson-80mm"), speed=None)
    await simulated.start()
    printer = open_printer(f"socket://127.0.0.1:{simulated.port}", "epson-80mm")

    async def prints(tickets: int) -> int:
        await printer.connect()
        confirmed = 0
        for number in range(tickets):
            await printer.send(b"good\n" + closing(printer.profile), f"g{number:03}")
            confirmed += await printer.wait(f"g{number:03}", None, HUNG) == Confirmed("process-id")
            await asyncio.sleep(0.01)
        await printer.disconnect()
        return confirmed

    try:
        yield prints
    finally:
        await simulated.stop()


def leftovers(before: set[asyncio.Task[object]]) -> list[str]:
    return [task.get_name() for task in asyncio.all_tasks() - before if task.get_name() != "hostile"]


@pytest.mark.parametrize(
    ("profile", "polite"), [("epson-80mm", False), ("epson-80mm", True), ("generic-80mm-gbk", True)]
)
def test_hostile_printers_are_never_believed_and_hold_nobody_up(profile: str, polite: bool) -> None:
    async def meet(behaviour: Behaviour) -> None:
        async with hostile(behaviour, polite=polite) as (uri, wires):
            printer = open_printer(uri, profile, timings=SHORT)
            seen: list[PrinterStatus] = []
            printer.on_change(seen.append)
            outcomes = await day(printer)
            name = behaviour.__name__
            assert wires, name
            assert not any(isinstance(outcome, Confirmed) for outcome in outcomes), name
            # a status of its own, or none; what was made up on the way is forgotten with the connection
            assert all(status.reasons <= set(Reason) for status in seen), name
            assert printer.status == GONE, name
            if polite:
                assert any(b"TICKET" in wire.ticket for wire in wires), name

    async def scene() -> None:
        async with good_printer() as prints:
            before = asyncio.all_tasks()
            async with asyncio.timeout(HUNG):
                confirmed, *_ = await asyncio.gather(prints(20), *map(meet, BEHAVIOURS))
            assert confirmed == 20
            assert not leftovers(before)

    asyncio.run(scene())


def test_a_printer_that_takes_no_more_ends_the_sending_of_a_long_ticket() -> None:
    async def scene() -> None:
        async with hostile(reads_nothing, polite=True) as (uri, _):
            printer = open_printer(uri, "epson-80mm", timings=SHORT)
            await printer.connect()
            async with asyncio.timeout(HUNG):
                with pytest.raises(ConnectionLost) as lost:
                    await printer.send(TICKET + bytes(32_000_000), "tok1")
            assert lost.value.bytes_sent > 0
            assert printer.status == GONE
            await printer.disconnect()

    asyncio.run(scene())


def test_what_never_stops_talking_is_listened_to_for_a_while_only() -> None:
    async def scene() -> None:
        async with hostile(endless_status, polite=True) as (uri, wires):
            printer = open_printer(uri, "epson-80mm", timings=SHORT)
            await printer.connect()
            await printer.send(TICKET, "tok1")
            async with asyncio.timeout(HUNG):
                assert await printer.wait("tok1", None, HUNG) == Uncertain("connection-lost")
                await printer.disconnect()
                said = wires[0].said
                # the rest stands in the two kernels' buffers
                assert said < BURST + 16_000_000
                assert printer.status == GONE

    asyncio.run(scene())
