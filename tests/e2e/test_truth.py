"""What a network does to a printer's connection, on real sockets: each trouble ends in the state that is true.

Between the driver and the simulated printer stands a cable that can be cut without a word, hung up, or shared by
two hosts.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest

from printers import (
    Confirmed,
    NotResponding,
    NotSent,
    Outcome,
    Printer,
    PrinterError,
    PrinterState,
    Profile,
    Reason,
    Timings,
    Uncertain,
    Unconfirmed,
    Unreachable,
    closing,
    load_profile,
    opening,
    transport_for,
)
from printers.simulator.printer import SimulatedPrinter

QUICK = Timings(answer=0.5, poll=0.1, silent=0.8, settle=0.1, fence=1.0)
EPSON = load_profile("epson-80mm")
GENERIC = load_profile("generic-80mm-gbk")
PROFILES = pytest.mark.parametrize("profile", [EPSON, GENERIC], ids=lambda profile: profile.name)


class Cable:
    """Forwards hosts to the printer on one connection to it; answers go to all of them."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._hosts: list[asyncio.StreamWriter] = []
        self._printer: asyncio.StreamWriter | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.whole = True  # False: nothing passes, and nobody is told
        self.passed = 0  # bytes to the printer

    async def lay(self) -> str:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return f"socket://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._printer is None:
            answers, self._printer = await asyncio.open_connection("127.0.0.1", self._port)
            self._spawn(self._carry(answers, self._to_hosts))
        self._hosts.append(writer)
        await self._carry(reader, self._to_printer)
        if writer in self._hosts:
            self._hosts.remove(writer)
        writer.close()
        if not self._hosts and self._printer is not None:
            self._printer.close()
            self._printer = None

    def _to_printer(self, data: bytes) -> None:
        if self._printer is not None:
            self._printer.write(data)
            self.passed += len(data)

    def _to_hosts(self, data: bytes) -> None:
        for host in self._hosts:
            host.write(data)

    async def _carry(self, reader: asyncio.StreamReader, pass_on: Callable[[bytes], None]) -> None:
        with suppress(OSError):
            while data := await reader.read(4096):
                if self.whole:
                    pass_on(data)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def hang_up(self) -> None:
        """As a network board does with a connection nobody used for five minutes."""
        for host in tuple(self._hosts):
            host.close()

    async def take_away(self) -> None:
        if self._server is not None:
            self._server.close()
        for end in (*self._hosts, self._printer):
            if end is not None:
                end.transport.abort()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks))
        await asyncio.sleep(0)


class Counter:
    """A shop's counter: the printer, its cable, the driver, and what fell."""

    def __init__(self, profile: Profile, speed: float | None, device: Profile | None) -> None:
        self.sheets: list[str] = []
        self.simulated = SimulatedPrinter(
            device or profile, speed=speed, on_sheet=lambda sheet: self.sheets.append(sheet.text)
        )
        self.profile = profile
        self.cable: Cable
        self.uri = ""
        self.printer: Printer

    async def fault(self, line: str) -> None:
        assert await self.simulated.command(line) == "ok"

    def driver(self) -> Printer:
        return Printer(transport_for(self.uri), self.profile, timings=QUICK)

    def ticket(self, text: str, lines: int = 3) -> bytes:
        body = b"".join(b"%s line %d\n" % (text.encode(), n) for n in range(lines))
        return opening(self.profile, torn=False) + body + closing(self.profile)

    async def print(self, text: str, token: str, timeout: float = 5) -> Outcome:
        await self.printer.send(self.ticket(text), token)
        return await self.printer.wait(token, None, timeout)

    def on_paper(self, text: str, line: int = 2) -> int:
        return sum(f"{text} line {line}" in sheet for sheet in self.sheets)


@asynccontextmanager
async def counter(
    profile: Profile, *, speed: float | None = None, device: Profile | None = None
) -> AsyncIterator[Counter]:
    made = Counter(profile, speed, device)
    await made.simulated.start()
    assert made.simulated.port is not None
    made.cable = Cable(made.simulated.port)
    made.uri = await made.cable.lay()
    made.printer = made.driver()
    try:
        await made.printer.connect()
        yield made
    finally:
        await made.printer.disconnect()
        await made.cable.take_away()
        await made.simulated.stop()


@PROFILES
def test_a_printer_that_vanishes_without_a_word_in_mid_ticket_leaves_doubt(profile: Profile) -> None:
    async def scene() -> None:
        async with counter(profile, speed=50) as c:
            await c.printer.send(c.ticket("gone", lines=12), "tok1")
            c.cable.whole = False
            assert await c.printer.wait("tok1", None, 60) == Uncertain("not-responding")
            assert Reason.NOT_RESPONDING in c.printer.status.reasons
            assert not c.printer.status.can_print

    asyncio.run(scene())


@PROFILES
def test_a_printer_that_vanished_while_idle_is_found_and_gets_no_ticket(profile: Profile) -> None:
    async def scene() -> None:
        async with counter(profile) as c:
            assert isinstance(await c.print("first", "tok1"), Confirmed)
            c.cable.whole = False
            passed = c.cable.passed
            with pytest.raises(NotResponding):
                await c.printer.check()
            await asyncio.sleep(QUICK.silent)
            with pytest.raises(NotSent):
                await c.printer.send(c.ticket("second"), "tok2")
            c.cable.whole = True
            await c.printer.connect()
            assert c.on_paper("second") == 0
            assert isinstance(await c.print("second", "tok3"), Confirmed)
            assert c.on_paper("second") == 1
            assert c.cable.passed > passed

    asyncio.run(scene())


@PROFILES
def test_an_idle_printer_that_hangs_up_gets_the_next_ticket_on_a_new_connection(profile: Profile) -> None:
    async def scene() -> None:
        async with counter(profile) as c:
            lost = asyncio.Event()
            c.printer.on_change(lambda status: None if status.can_print else lost.set())
            c.cable.hang_up()
            await lost.wait()
            assert c.printer.status.reasons == {Reason.UNREACHABLE}
            with pytest.raises(NotSent):
                await c.printer.send(c.ticket("next"), "tok1")
            await c.printer.connect()
            assert isinstance(await c.print("next", "tok2"), Confirmed)
            assert c.on_paper("next") == 1

    asyncio.run(scene())


@PROFILES
def test_two_hosts_on_one_printer_are_told_no_lies(profile: Profile) -> None:
    """Their bytes meet in the printer, and each hears the answers to the other's questions."""

    async def scene() -> None:
        async with counter(profile) as c:
            other = c.driver()
            await other.connect()

            async def feed(printer: Printer, name: str) -> list[str]:
                said: list[str] = []
                for number in range(10):
                    text, token = f"{name}{number}", f"{name}{number:03}"
                    try:
                        if not printer.connected:
                            await printer.connect()
                        await printer.send(c.ticket(text), token)
                        if isinstance(await printer.wait(token, None, 2), Confirmed):
                            said.append(text)
                    except PrinterError:
                        await printer.disconnect()
                return said

            ours, theirs = await asyncio.gather(feed(c.printer, "a"), feed(other, "b"))
            said = [*ours, *theirs]
            assert all(c.on_paper(text) for text in said)
            if profile.process_id:  # an id of its own is nobody else's
                assert len(said) == 20
            await other.disconnect()

    asyncio.run(scene())


def test_a_printer_busy_with_another_host_is_said_not_to_respond_and_is_free_when_that_one_leaves() -> None:
    async def scene() -> None:
        async with counter(EPSON) as c:
            direct = Printer(transport_for(f"socket://127.0.0.1:{c.simulated.port}"), EPSON, timings=QUICK)
            with pytest.raises(NotResponding):
                await direct.connect()
            assert direct.status.reasons == {Reason.NOT_RESPONDING}
            await c.printer.disconnect()
            await direct.connect()
            await direct.send(c.ticket("mine"), "tok1")
            assert isinstance(await direct.wait("tok1", None, 5), Confirmed)
            await direct.disconnect()

    asyncio.run(scene())


@PROFILES
@pytest.mark.parametrize(
    ("fault", "cure", "reason"),
    [
        ("paper out", "paper ok", Reason.MEDIA_EMPTY),
        ("cover open", "cover closed", Reason.COVER_OPEN),
        ("error cutter", "error clear", Reason.CUTTER_ERROR),
        ("error auto", "error clear", Reason.OVERHEATED),
    ],
)
def test_a_printer_that_was_stopped_before_the_ticket_says_why_and_prints_when_cured(
    profile: Profile, fault: str, cure: str, reason: Reason
) -> None:
    async def scene() -> None:
        async with counter(profile) as c:
            await c.fault(fault)
            assert (await c.printer.check()).reasons == {reason}
            assert c.printer.status.state is PrinterState.STOPPED
            await c.printer.connect()  # a host that comes while it is stopped learns as much
            assert c.printer.status.reasons == {reason}
            await c.fault(cure)
            assert (await c.printer.check()).can_print
            assert isinstance(await c.print("after", "tok1"), Confirmed)
            assert c.on_paper("after") == 1

    asyncio.run(scene())


@PROFILES
def test_an_error_that_no_person_cures_ends_in_doubt(profile: Profile) -> None:
    async def scene() -> None:
        async with counter(profile, speed=50) as c:
            await c.printer.send(c.ticket("broken", lines=12), "tok1")
            await c.fault("error unrecoverable")
            assert await c.printer.wait("tok1", None, 60) == Uncertain("unrecoverable-error")
            assert Reason.UNRECOVERABLE in c.printer.status.reasons

    asyncio.run(scene())


def test_a_switched_off_printer_is_unreachable() -> None:
    async def scene() -> None:
        async with counter(EPSON) as c:
            await c.simulated.stop()
            gone = Printer(transport_for(f"socket://127.0.0.1:{c.simulated.port}"), EPSON, timings=QUICK)
            with pytest.raises(Unreachable):
                await gone.connect()
            assert gone.status.reasons == {Reason.UNREACHABLE}

    asyncio.run(scene())


@pytest.mark.parametrize("inverted", [False, True])
def test_paper_bits_the_other_way_round_mean_the_same_paper(inverted: bool) -> None:
    async def scene() -> None:
        async with counter(replace(GENERIC, asb=False, eot4_inverted=inverted)) as c:
            assert (await c.printer.check()).reasons == set()
            await c.fault("paper out")
            assert (await c.printer.check()).reasons == {Reason.MEDIA_EMPTY}
            await c.fault("paper ok")
            assert await c.print("paper", "tok1") == Unconfirmed()

    asyncio.run(scene())


def test_a_printer_that_answers_gs_r_on_its_serial_port_only_confirms_nothing_here() -> None:
    serial_only = replace(GENERIC, gs_r=False)

    async def scene() -> None:
        for believed in (serial_only, GENERIC):  # also when its profile promises too much
            async with counter(believed, device=serial_only) as c:
                assert c.printer.confirmation == c.printer.fence_kind == "none"
                assert await c.print("one", "tok1") == Unconfirmed()
                assert await c.printer.fence() == "impossible"
                assert c.on_paper("one") == 1

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("fault", "cut"), [("mute all", 1), ("awol", 0)], ids=["printed, proof lost", "never printed"]
)
def test_the_cutter_s_count_tells_a_fallen_ticket_from_one_that_was_never_cut(fault: str, cut: int) -> None:
    async def scene() -> None:
        async with counter(EPSON) as c:
            before = await c.printer.count_cuts()
            assert before is not None
            assert isinstance(await c.print("sure", "tok1"), Confirmed)
            assert await c.printer.count_cuts() == before + 1
            await c.fault(fault)
            await c.printer.send(c.ticket("doubt"), "tok2")
            assert isinstance(await c.printer.wait("tok2", None, 2), Uncertain)
            await c.fault("clear")
            await c.printer.connect()
            assert await c.printer.count_cuts() == before + 1 + cut
            assert c.on_paper("doubt") == cut

    asyncio.run(scene())


def test_a_printer_that_tells_no_count_tells_none() -> None:
    async def scene() -> None:
        async with counter(GENERIC) as c:
            assert await c.printer.count_cuts() is None
        async with counter(replace(GENERIC, cutter_counter=True), device=replace(GENERIC, gs_i=False)) as c:
            assert await c.printer.count_cuts() is None
        async with counter(EPSON) as c:
            await c.fault("paper out")
            await c.printer.check()
            assert await c.printer.count_cuts() is None

    asyncio.run(scene())
