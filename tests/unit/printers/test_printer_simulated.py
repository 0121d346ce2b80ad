"""The session against the simulated printer over TCP: what it says happened is what lies on the paper."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from printers import (
    Confirmed,
    ConnectionLost,
    NotResponding,
    NotSent,
    Outcome,
    Printer,
    PrinterError,
    Reason,
    Timings,
    Uncertain,
    Unconfirmed,
    closing,
    load_profile,
    open_printer,
    opening,
    transport_for,
)
from printers.simulator.local import place, remove
from printers.simulator.printer import SimulatedPrinter

QUICK = Timings(answer=0.3, poll=0.1, silent=0.6, settle=0.1, fence=1.0)
MODELS = ["epson-80mm", "generic-80mm-gbk", "latin-80mm", "generic-58mm-gbk"]


class Bench:
    """A simulated printer, a session with it, and the sheets that fell."""

    def __init__(self, model: str, speed: float | None) -> None:
        self.sheets: list[str] = []
        self.simulated = SimulatedPrinter(
            load_profile(model), speed=speed, on_sheet=lambda sheet: self.sheets.append(sheet.text)
        )
        self.device = self.simulated.device
        self.printer: Printer
        self._tickets = 0

    async def fault(self, line: str) -> None:
        assert await self.simulated.command(line) == "ok"

    def ticket(self, text: str, lines: int = 3) -> bytes:
        profile = self.printer.profile
        body = b"".join(b"%s line %d\n" % (text.encode(), i) for i in range(lines))
        return opening(profile, torn=False) + body + closing(profile)

    async def print(self, text: str, timeout: float = 5) -> Outcome:
        self._tickets += 1
        token = f"t{self._tickets:03}"
        await self.printer.send(self.ticket(text), token)
        return await self.printer.wait(token, None, timeout)

    def on_paper(self, text: str, line: int = 2) -> int:
        return sum(f"{text} line {line}" in sheet for sheet in self.sheets)


@asynccontextmanager
async def bench(model: str, *, speed: float | None = None, as_model: str = "") -> AsyncIterator[Bench]:
    made = Bench(model, speed)
    await made.simulated.start()
    uri = f"socket://127.0.0.1:{made.simulated.port}"
    made.printer = open_printer(uri, as_model or model, timings=QUICK)
    try:
        await made.printer.connect()
        yield made
    finally:
        await made.printer.disconnect()
        await made.simulated.stop()


@pytest.mark.parametrize("model", MODELS)
def test_a_ticket_is_confirmed_once_it_is_on_paper(model: str) -> None:
    async def scene() -> None:
        async with bench(model) as b:
            for text in ("one", "two", "three"):
                assert isinstance(await b.print(text), Confirmed)
                assert b.on_paper(text) == 1

    asyncio.run(scene())


def test_a_confirmation_waits_for_the_mechanism() -> None:
    async def scene() -> None:
        async with bench("epson-80mm", speed=100) as b:
            await b.printer.send(b.ticket("slow", lines=10), "tok1")
            assert b.on_paper("slow") == 0
            assert await b.printer.wait("tok1", None, 5) == Confirmed("process-id")
            assert b.on_paper("slow") == 1

    asyncio.run(scene())


@pytest.mark.parametrize("as_model", ["epson-80mm", "generic-80mm-gbk", "oneway-58mm"])
@pytest.mark.parametrize("model", ["epson-80mm", "generic-80mm-gbk"])
def test_a_wrongly_chosen_profile_never_makes_a_lie(model: str, as_model: str) -> None:
    async def scene() -> None:
        async with bench(model, as_model=as_model) as b:
            outcome = await b.print("one")
            assert b.on_paper("one") == 1
            if as_model == "oneway-58mm":
                assert outcome == Unconfirmed()
            elif model == as_model == "epson-80mm":
                assert outcome == Confirmed("process-id")
            else:
                assert outcome == Confirmed("barrier")

    asyncio.run(scene())


def test_a_silent_printer_under_a_talking_profile_is_not_printed_on() -> None:
    async def scene() -> None:
        with pytest.raises(NotResponding):
            async with bench("oneway-58mm", as_model="epson-80mm"):
                pass

    asyncio.run(scene())


@pytest.mark.parametrize("model", ["epson-80mm", "generic-80mm-gbk"])
@pytest.mark.parametrize(
    ("fault", "cure", "reason"),
    [
        ("paper out", "paper ok", Reason.MEDIA_EMPTY),
        ("cover open", "cover closed", Reason.COVER_OPEN),
        ("offline", "online", Reason.OFFLINE),
        ("error cutter", "error clear", Reason.CUTTER_ERROR),
        ("error auto", "error clear", Reason.OVERHEATED),
    ],
)
def test_a_cure_finishes_the_ticket_that_was_held(model: str, fault: str, cure: str, reason: Reason) -> None:
    async def scene() -> None:
        async with bench(model, speed=100) as b:
            held = asyncio.Event()
            told: list[frozenset[Reason]] = []
            await b.printer.send(b.ticket("held", lines=12), "tok1")
            waiting = asyncio.create_task(
                b.printer.wait("tok1", lambda now: (told.append(now.reasons), held.set()), 2)
            )
            await asyncio.sleep(0)
            await b.fault(fault)
            await held.wait()
            assert told == [{reason}]
            assert b.on_paper("held") == 0
            await b.fault(cure)
            assert isinstance(await waiting, Confirmed)
            assert told == [{reason}, frozenset()]
            assert b.on_paper("held") == 1

    asyncio.run(scene())


@pytest.mark.parametrize("model", ["epson-80mm", "generic-80mm-gbk"])
@pytest.mark.parametrize("fault", ["awol", "mute all", "power cycle", "drop after 40"])
def test_a_printer_that_fails_in_the_middle_leaves_doubt_and_can_be_used_again(
    model: str, fault: str
) -> None:
    async def scene() -> None:
        async with bench(model, speed=50) as b:
            if fault.startswith("drop"):
                await b.fault(fault)
            outcome: Outcome | None = None
            try:
                await b.printer.send(b.ticket("torn", lines=12), "tok1")
                await b.fault(fault)
                outcome = await b.printer.wait("tok1", None, 2)
            except ConnectionLost as lost:
                assert lost.bytes_sent
            if outcome is not None:
                assert isinstance(outcome, Uncertain)
            await b.fault("clear")
            if not b.printer.connected:
                await b.printer.connect()
            await b.printer.check()
            assert await b.printer.fence() in {"cleared", "idle"}
            before = b.on_paper("torn", 11)
            assert isinstance(await b.print("next"), Confirmed)
            assert b.on_paper("next") == 1
            # nothing of it came out after the fence; what stood on the paper already is cut off with the next
            assert b.on_paper("torn", 11) == before

    asyncio.run(scene())


def test_a_fence_empties_the_printer() -> None:
    async def scene() -> None:
        async with bench("epson-80mm", speed=50) as b:
            await b.fault("paper out")
            await b.printer.check()
            await b.printer.send(b.ticket("old", lines=5), "tok1")
            assert await b.printer.fence() == "cleared"
            await b.fault("paper ok")
            await b.printer.check()
            assert isinstance(await b.print("new"), Confirmed)
            assert b.on_paper("old") == 0

    asyncio.run(scene())


@pytest.mark.parametrize("model", ["epson-80mm", "generic-80mm-gbk"])
@pytest.mark.parametrize("lie", ["awol", "mute", "garble", "misattribute"])
def test_a_lying_printer_confirms_nothing_that_is_not_on_paper(model: str, lie: str) -> None:
    async def scene() -> None:
        async with bench(model) as b:
            confirmed: list[str] = []
            faults = b.device.faults
            for attempt in range(3):
                faults.awol = lie == "awol"
                faults.mute = "all" if lie == "mute" else ""
                faults.garble = lie == "garble"
                faults.misattribute = lie == "misattribute"
                text = f"ticket {attempt}"
                with suppress(PrinterError):
                    if not b.printer.connected:
                        await b.printer.connect()
                    if isinstance(await b.print(text, timeout=0.5), Confirmed):
                        confirmed.append(text)
            if model == "epson-80mm" or lie != "misattribute":
                assert not confirmed
            assert all(b.on_paper(text) for text in confirmed)

    asyncio.run(scene())


def test_garbage_taints_a_barrier_and_not_a_process_id() -> None:
    async def scene() -> None:
        async with bench("epson-80mm", speed=100) as b:
            await b.printer.send(b.ticket("one", lines=10), "tok1")
            await b.fault("garbage 200")
            assert await b.printer.wait("tok1", None, 5) == Confirmed("process-id")
        async with bench("generic-80mm-gbk", speed=100) as b:
            await b.printer.send(b.ticket("one", lines=10), "tok1")
            await b.fault("garbage 200")
            assert isinstance(await b.printer.wait("tok1", None, 5), Uncertain)

    asyncio.run(scene())


def test_a_picture_torn_by_a_drop_does_not_silence_the_next_connection() -> None:
    async def scene() -> None:
        async with bench("epson-80mm") as b:
            picture = b"\x1dv0\x00" + (72).to_bytes(2, "little") + (120).to_bytes(2, "little") + bytes(8640)
            await b.fault("drop after 3000")
            with suppress(ConnectionLost):
                await b.printer.send(opening(b.printer.profile, torn=False) + picture + b"\x1dV\x00", "tok1")
                assert isinstance(await b.printer.wait("tok1", None, 2), Uncertain)
            await b.printer.connect()
            assert b.printer.confirmation == "process-id"
            assert await b.printer.fence() == "cleared"
            assert await b.print("next") == Confirmed("process-id")

    asyncio.run(scene())


def test_a_printer_that_was_busy_when_we_came_proves_what_it_can_when_it_is_free() -> None:
    async def scene() -> None:
        async with bench("epson-80mm", speed=20) as b:
            await b.printer.send(b.ticket("long", lines=12), "tok1")
            await b.printer.disconnect()
            await b.printer.connect()
            assert b.printer.confirmation == "none"
            while b.printer.confirmation == "none":
                await b.printer.check()
            assert b.on_paper("long") == 1
            assert await b.print("next") == Confirmed("process-id")

    asyncio.run(scene())


def test_late_answers_only_take_longer() -> None:
    async def scene() -> None:
        for model in ("epson-80mm", "generic-80mm-gbk"):
            async with bench(model) as b:
                await b.fault("answer late 400")
                assert isinstance(await b.print("late"), Confirmed)
                assert b.on_paper("late") == 1

    asyncio.run(scene())


def test_a_printer_that_serves_another_host_does_not_answer() -> None:
    async def scene() -> None:
        async with bench("epson-80mm") as b:
            second = open_printer(b.printer.uri, "epson-80mm", timings=QUICK)
            with pytest.raises(NotResponding):
                await second.connect()
            await b.printer.disconnect()
            await second.connect()
            assert second.connected
            await second.disconnect()
            with pytest.raises(NotSent):
                await second.send(b"x", "tok1")

    asyncio.run(scene())


def test_a_simulated_printer_is_reached_by_name_without_a_port() -> None:
    async def scene() -> None:
        sheets: list[str] = []
        simulated = SimulatedPrinter(
            load_profile("generic-58mm-gbk"),
            port=None,
            speed=None,
            on_sheet=lambda sheet: sheets.append(sheet.text),
        )
        place("bench", simulated)
        try:
            printer = open_printer("sim://bench", "generic-58mm-gbk", timings=QUICK)
            await printer.connect()
            await printer.send(b"hello\n" + closing(printer.profile), "tok1")
            assert await printer.wait("tok1", None, 5) == Confirmed("barrier")
            assert "hello" in sheets[0]
            await simulated.command("power cycle")
            with pytest.raises(ConnectionLost):
                await printer.check()
            await printer.connect()
            assert printer.connected
            await printer.disconnect()
        finally:
            remove("bench")

    asyncio.run(scene())


def test_the_model_of_a_simulated_printer_may_stand_in_its_uri() -> None:
    async def scene() -> None:
        try:
            printer = open_printer("sim://oneway?profile=oneway-58mm", "epson-80mm", timings=QUICK)
            with pytest.raises(NotResponding):
                await printer.connect()
            assert transport_for("sim://oneway").two_way
        finally:
            remove("oneway")

    asyncio.run(scene())
