"""The session against a scripted device, in virtual time."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import replace

import pytest
from fake_device import CUT, FakeDevice
from hypothesis import given, settings
from hypothesis import strategies as st
from virtual_time import run

from printers.errors import ConnectionLost, NotResponding, NotSent, Unreachable
from printers.link import BURST, PIECE
from printers.patience import Confirmed, Outcome, Uncertain, Unconfirmed
from printers.printer import Printer
from printers.profile import load_profile
from printers.status import PrinterState, PrinterStatus, Reason
from printers.transport.memory import MemoryListener, MemoryTransport

EPSON = load_profile("epson-80mm")
GENERIC = load_profile("generic-80mm-gbk")
STATUS_ONLY = replace(GENERIC, name="status-only", gs_r=False, gs_i=False)
ONE_WAY = load_profile("oneway-58mm")
TICKET = b"\x1b@two cakes\n" + CUT


@asynccontextmanager
async def connected(device: FakeDevice, profile=EPSON) -> AsyncIterator[Printer]:
    printer = Printer(MemoryTransport(device.name), profile)
    try:
        await printer.connect()
        yield printer
    finally:
        await printer.disconnect()
        device.close()


async def print_one(printer: Printer, token: str, data: bytes = TICKET, timeout: float = 20) -> Outcome:
    await printer.send(data, token)
    return await printer.wait(token, None, timeout)


@pytest.mark.parametrize(
    ("traits", "profile", "outcome"),
    [
        ({}, EPSON, Confirmed("process-id")),
        ({"process_id": False}, EPSON, Confirmed("barrier")),
        ({"process_id": False, "in_order": False}, EPSON, Unconfirmed()),
        ({}, GENERIC, Confirmed("barrier")),
        ({"asb": False}, GENERIC, Unconfirmed()),
        ({}, STATUS_ONLY, Unconfirmed()),
        ({"mute": True}, ONE_WAY, Unconfirmed()),
        ({"model_id": 0x00}, GENERIC, Unconfirmed()),
    ],
)
def test_the_outcome_is_the_best_the_device_can_prove(traits, profile, outcome) -> None:
    async def scene() -> None:
        device = FakeDevice(**traits)
        async with connected(device, profile) as printer:
            assert printer.status.state is PrinterState.IDLE
            assert await print_one(printer, "tok1") == outcome
            assert await print_one(printer, "tok2") == outcome
            assert len(device.sheets) == 2

    run(scene())


def test_before_and_after_a_connection_the_printer_is_unreachable() -> None:
    async def scene() -> None:
        device = FakeDevice()
        printer = Printer(MemoryTransport("fake"), EPSON)
        seen: list[PrinterStatus] = []
        printer.on_change(seen.append)
        gone = PrinterStatus(PrinterState.STOPPED, frozenset({Reason.UNREACHABLE}))
        assert printer.status == gone
        assert not printer.connected
        await printer.connect()
        assert printer.connected
        assert printer.status == PrinterStatus()
        await printer.disconnect()
        assert printer.status == gone
        assert seen == [PrinterStatus(), gone]
        device.close()
        with pytest.raises(Unreachable):
            await printer.connect()

    run(scene())


@pytest.mark.parametrize("device", [{"awol": True}, {"mute": True}])
def test_a_device_that_promises_status_and_is_silent_is_refused_before_anything_prints(device) -> None:
    async def scene() -> None:
        fake = FakeDevice(**device)
        printer = Printer(MemoryTransport("fake"), EPSON)
        with pytest.raises(NotResponding):
            await printer.connect()
        assert not printer.connected
        assert printer.status.reasons == {Reason.NOT_RESPONDING}
        assert fake.buffer == fake.line == b""
        with pytest.raises(NotSent):
            await printer.send(TICKET, "tok1")
        fake.close()

    run(scene())


def test_a_device_that_answers_only_some_questions_is_still_understood() -> None:
    async def scene() -> None:
        async with connected(FakeDevice(eot=frozenset({2, 4}), asb=False), STATUS_ONLY) as printer:
            assert printer.status.can_print
            assert await print_one(printer, "tok1") == Unconfirmed()

    run(scene())


def test_paper_out_holds_the_ticket_without_a_time_limit_and_it_is_confirmed_after() -> None:
    async def scene(profile) -> None:
        device = FakeDevice(out_after=0)
        async with connected(device, profile) as printer:
            told: list[PrinterStatus] = []
            await printer.send(TICKET, "tok1")
            waiting = asyncio.create_task(printer.wait("tok1", told.append, 5))
            await asyncio.sleep(3600)
            assert not waiting.done()
            assert [status.reasons for status in told] == [{Reason.MEDIA_EMPTY}]
            device.set_paper(out=False)
            assert isinstance(await waiting, Confirmed)
            assert len(device.sheets) == 1

    run(scene(EPSON))
    run(scene(GENERIC))


def test_when_it_can_print_again_the_holder_is_told() -> None:
    async def scene() -> None:
        device = FakeDevice(out_after=0)
        async with connected(device, STATUS_ONLY) as printer:
            told: list[bool] = []
            await printer.send(TICKET, "tok1")
            waiting = asyncio.create_task(printer.wait("tok1", lambda s: told.append(s.can_print), 5))
            await asyncio.sleep(60)
            device.set_paper(out=False)
            assert await waiting == Unconfirmed()
            assert told == [False, True]

    run(scene())


def test_a_printer_that_was_stopped_when_connected_proves_what_it_can_once_it_recovers() -> None:
    async def scene() -> None:
        device = FakeDevice(cover_open=True)
        async with connected(device) as printer:
            assert printer.connected
            assert printer.status.reasons == {Reason.COVER_OPEN}
            device.set_cover(is_open=False)
            await printer.check()
            assert await print_one(printer, "tok1") == Confirmed("process-id")

    run(scene())


@pytest.mark.parametrize("profile", [EPSON, GENERIC, STATUS_ONLY])
@pytest.mark.parametrize("fault", ["reset", "close", "awol", "mute"])
def test_a_device_that_goes_away_leaves_the_ticket_uncertain(profile, fault: str) -> None:
    async def scene() -> None:
        device = FakeDevice(out_after=0)
        async with connected(device, profile) as printer:
            if fault in {"awol", "mute"}:
                setattr(device, fault, True)
            await printer.send(TICKET, "tok1")
            if fault == "reset":
                device.end.reset()
            if fault == "close":
                device.end.close()
            outcome = await printer.wait("tok1", None, 60)
            expected = "connection-lost" if fault in {"reset", "close"} else "not-responding"
            assert outcome == Uncertain(expected)
            assert not printer.status.can_print

    run(scene())


def test_a_printer_that_answers_but_never_proves_runs_out_of_time() -> None:
    async def scene() -> None:
        async with connected(FakeDevice(swallow=True)) as printer:
            assert await print_one(printer, "tok1") == Uncertain("timeout")

    run(scene())


def test_a_connection_that_ended_before_the_ticket_sends_nothing() -> None:
    async def scene() -> None:
        device = FakeDevice()
        async with connected(device) as printer:
            device.end.close()
            with pytest.raises(NotSent):
                await printer.send(TICKET, "tok1")
            assert not printer.connected
            await printer.connect()
            assert await print_one(printer, "tok1") == Confirmed("process-id")
            assert len(device.sheets) == 1

    run(scene())


def test_only_the_very_token_counts() -> None:
    async def scene() -> None:
        device = FakeDevice(misattribute=True)
        printer = Printer(MemoryTransport("fake"), replace(EPSON, gs_r=False))
        await printer.connect()
        device.misattribute = False
        await printer.connect()  # proves the process id
        device.misattribute = True
        late: list[str] = []
        printer.on_late_confirmation(late.append)
        assert await print_one(printer, "tok1") == Uncertain("timeout")
        assert await print_one(printer, "tok2") == Uncertain("timeout")
        assert late == ["tok1"]
        device.say(b"\x37\x22tok1\x00\x37\x22tok2\x00\x37\x22tok2\x00")
        await printer.check()
        assert late == ["tok1", "tok2"]
        await printer.disconnect()
        device.close()

    run(scene())


@pytest.mark.parametrize(
    "word",
    [b"\x00", b"\x20", b"\xff", b"\x12", b"\x37\x22abcd\x00", b"\x5fX\x00", b"\x37\x25\x00"],
)
def test_a_barrier_with_one_unexplained_word_proves_nothing(word: bytes) -> None:
    async def scene() -> None:
        device = FakeDevice(out_after=0)
        async with connected(device, GENERIC) as printer:
            await printer.send(TICKET, "tok1")
            await asyncio.sleep(0.1)
            device.say(word)
            device.set_paper(out=False)
            assert isinstance(await printer.wait("tok1", None, 5), Uncertain)
            assert await printer.fence() == "idle"
            assert await print_one(printer, "tok2") == Confirmed("barrier")

    run(scene())


def test_a_printer_switched_off_and_on_says_so() -> None:
    async def scene() -> None:
        device = FakeDevice(swallow=True)
        async with connected(device) as printer:
            await printer.send(TICKET, "tok1")
            device.say(b"\x3b\x31\x00")
            assert await printer.wait("tok1", None, 60) == Uncertain("restart")

    run(scene())


def test_fence_clears_the_buffer_of_a_printer_that_can() -> None:
    async def scene() -> None:
        device = FakeDevice(out_after=0)
        async with connected(device) as printer:
            await printer.send(TICKET, "tok1")
            waiting = asyncio.create_task(printer.wait("tok1", None, 60))
            await asyncio.sleep(1)
            assert printer.fence_kind == "clear"
            assert await printer.fence() == "cleared"
            assert await waiting == Uncertain("cleared")
            device.set_paper(out=False)
            await printer.check()
            assert await print_one(printer, "tok2") == Confirmed("process-id")
            assert len(device.sheets) == 1

    run(scene())


def test_a_barrier_fence_waits_for_the_rest_of_the_earlier_ticket_or_gives_up() -> None:
    async def scene() -> None:
        device = FakeDevice(out_after=0)
        async with connected(device, GENERIC) as printer:
            await printer.send(TICKET, "tok1")
            assert await printer.fence() == "impossible"
            device.set_paper(out=False)
            assert await printer.fence() == "idle"
            assert len(device.sheets) == 1

    run(scene())


@pytest.mark.parametrize("profile", [STATUS_ONLY, ONE_WAY])
def test_a_printer_that_proves_nothing_cannot_be_fenced(profile) -> None:
    async def scene() -> None:
        async with connected(FakeDevice(), profile) as printer:
            assert printer.fence_kind == "none"
            assert await printer.fence() == "impossible"

    run(scene())


def test_the_silence_of_a_clear_is_not_a_fence() -> None:
    async def scene() -> None:
        async with connected(FakeDevice(clear=False, in_order=False)) as printer:
            assert await printer.fence() == "impossible"

    run(scene())


def test_check_notices_silence_and_loss() -> None:
    async def scene() -> None:
        device = FakeDevice()
        async with connected(device) as printer:
            assert (await printer.check()).can_print
            device.mute = True
            with pytest.raises(NotResponding):
                await printer.check()
            assert Reason.NOT_RESPONDING in printer.status.reasons
            device.mute = False
            assert (await printer.check()).can_print
            device.end.reset()
            with pytest.raises(ConnectionLost):
                await printer.check()

    run(scene())


def test_a_command_torn_by_an_earlier_connection_does_not_eat_the_handshake() -> None:
    async def scene() -> None:
        device = FakeDevice()
        work, missing = device.work, 3000  # as if a picture still wanted 3000 bytes

        def eat() -> None:
            nonlocal missing
            eaten = min(missing, len(device.buffer))
            missing -= eaten
            device.buffer = device.buffer[eaten:]
            work()

        device.work = eat
        async with connected(device) as printer:
            assert printer.confirmation == "process-id"
            assert await print_one(printer, "tok1") == Confirmed("process-id")

    run(scene())


def test_a_long_silence_is_broken_before_a_ticket_is_entrusted_to_the_connection() -> None:
    """The printer may have vanished without a word: asked in time, not one byte of the ticket is lost to it."""

    async def scene() -> None:
        device = FakeDevice()
        async with connected(device) as printer:
            await asyncio.sleep(3600)
            assert await print_one(printer, "tok1") == Confirmed("process-id")
            device.awol = True
            await asyncio.sleep(3600)
            with pytest.raises(NotSent):
                await printer.send(TICKET, "tok2")
            assert not printer.connected
            device.awol = False
            await printer.connect()
            assert await print_one(printer, "tok3") == Confirmed("process-id")
            assert len(device.sheets) == 2

    run(scene())


def test_a_ticket_that_waits_for_paper_is_not_given_up_because_of_the_next() -> None:
    async def scene() -> None:
        device = FakeDevice(out_after=0)
        async with connected(device) as printer:
            await printer.send(TICKET, "tok1")
            await asyncio.sleep(3600)
            device.mute = True
            await printer.send(TICKET, "tok2")
            device.mute = False
            device.set_paper(out=False)
            assert await printer.wait("tok1", None, 5) == Confirmed("process-id")
            assert await printer.wait("tok2", None, 5) == Confirmed("process-id")

    run(scene())


def test_a_device_with_automatic_status_alone_holds_for_as_long_as_it_takes() -> None:
    """It finds our questions in its buffer, behind the ticket, when the new paper is in."""

    async def scene() -> None:
        device = FakeDevice(eot=frozenset(), out_after=0)
        async with connected(device, replace(GENERIC, eot=False)) as printer:
            await printer.send(b"\x1b@\x1da\xff" + TICKET[2:], "tok1")
            waiting = asyncio.create_task(printer.wait("tok1", None, 5))
            await asyncio.sleep(3600)
            assert not waiting.done()
            device.set_paper(out=False)
            assert await waiting == Confirmed("barrier")

    run(scene())


def test_who_said_that_it_stopped_must_go_on_saying_how_it_is() -> None:
    async def scene() -> None:
        device = FakeDevice(out_after=0)
        async with connected(device) as printer:
            await printer.send(TICKET, "tok1")
            waiting = asyncio.create_task(printer.wait("tok1", None, 60))
            await asyncio.sleep(3)
            device.mute = True
            while not waiting.done():
                device.end.send(b"\x00")
                await asyncio.sleep(1)
            assert await waiting == Uncertain("not-responding")

    run(scene())


@pytest.mark.parametrize("profile", [EPSON, GENERIC])
def test_a_fence_ends_although_the_device_takes_nothing_more(profile) -> None:
    async def scene() -> None:
        device = FakeDevice()
        async with connected(device, profile) as printer:
            for task in device.tasks:
                task.cancel()
            device.end._in.capacity = 0
            with pytest.raises(ConnectionLost):
                await printer.fence()
            assert not printer.connected

    run(scene())


def test_a_device_that_takes_not_even_the_first_word_is_not_waited_for() -> None:
    async def scene() -> None:
        with closing(MemoryListener("fake", lambda _end: None, capacity=0)):
            for profile in (EPSON, ONE_WAY):
                printer = Printer(MemoryTransport("fake"), profile)
                with pytest.raises(ConnectionLost):
                    await printer.connect()
                assert not printer.connected

    run(scene())


def test_a_flood_leaves_the_loop_to_others_and_is_not_listened_to_for_ever() -> None:
    async def scene() -> None:
        device = FakeDevice()
        async with connected(device) as printer:
            turns = 0
            device.end.send(b"\x10\x00\x00\x00" * 1_000_000)
            while printer.connected:
                await asyncio.sleep(0)
                turns += 1
            assert turns >= BURST // PIECE
            await printer.connect()
            assert await print_one(printer, "tok1") == Confirmed("process-id")

    run(scene())


def test_a_day_of_pushed_status_is_no_flood() -> None:
    async def scene() -> None:
        device = FakeDevice()
        async with connected(device) as printer:
            for _ in range(BURST // 1000):
                device.end.send(b"\x10\x00\x00\x00" * 500)
                await asyncio.sleep(1)
            assert printer.connected

    run(scene())


def test_a_device_that_takes_nothing_more_ends_the_sending() -> None:
    async def scene() -> None:
        device = FakeDevice()
        async with connected(device) as printer:
            device.end._in.capacity = 100

            for task in device.tasks:
                task.cancel()
            with pytest.raises(ConnectionLost) as lost:
                await printer.send(bytes(5000), "tok1")
            assert lost.value.bytes_sent > 0
            assert not printer.connected

    run(scene())


def test_a_cancelled_send_gives_the_connection_up() -> None:
    async def scene() -> None:
        device = FakeDevice()
        async with connected(device) as printer:
            for task in device.tasks:
                task.cancel()
            device.end._in.capacity = 10
            sending = asyncio.create_task(printer.send(bytes(500), "tok1"))
            await asyncio.sleep(1)
            sending.cancel()
            with pytest.raises(asyncio.CancelledError):
                await sending
            assert not printer.connected

    run(scene())


def test_a_token_that_no_printer_could_return_is_refused_before_a_byte_is_sent() -> None:
    async def scene() -> None:
        device = FakeDevice()
        async with connected(device) as printer:
            for token in ("abc", "abcde", "ab\nc", "中文中文"):
                with pytest.raises(ValueError, match="token"):
                    await printer.send(TICKET, token)
            assert device.line == b""
            assert printer.connected
            assert printer.status.state is PrinterState.IDLE

    run(scene())


def test_a_large_ticket_confirms_on_a_device_with_a_small_buffer() -> None:
    async def scene() -> None:
        async with connected(FakeDevice()) as printer:
            assert await print_one(printer, "tok1", b"x" * 200_000 + CUT) == Confirmed("process-id")

    run(scene())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_confirmed_is_never_said_of_a_ticket_that_is_not_on_paper(data: st.DataObject) -> None:
    """Whatever the printer does: swallow, lie about tokens, babble, go silent, drop the line, run out of paper."""
    profile = data.draw(st.sampled_from([EPSON, GENERIC, STATUS_ONLY]))
    seed = data.draw(st.integers(0, 2**32))
    steps = data.draw(
        st.lists(
            st.sampled_from(
                [
                    "ticket",
                    "swallow",
                    "mute",
                    "awol",
                    "misattribute",
                    "noise",
                    "paper",
                    "reset",
                    "fence",
                    "heal",
                ]
            ),
            min_size=3,
            max_size=12,
        )
    )

    run(_rough_day(profile, random.Random(seed), steps))


FAULTS = ("swallow", "mute", "awol", "misattribute")


async def _rough_day(profile, rng: random.Random, steps: list[str]) -> None:
    device = FakeDevice()
    printer = Printer(MemoryTransport("fake"), profile)
    try:
        for number, step in enumerate(steps):
            _befall(device, step, rng)
            with suppress(ConnectionLost, NotResponding, NotSent, Unreachable):
                if not printer.connected:
                    await printer.connect()
                if step == "fence":
                    await printer.fence()
                if step == "ticket":
                    await _print_and_look(printer, device, number)
    finally:
        await printer.disconnect()
        device.close()


def _befall(device: FakeDevice, step: str, rng: random.Random) -> None:
    if step in FAULTS:
        setattr(device, step, not getattr(device, step))
    elif step == "noise":
        device.noise = None if device.noise else rng
    elif step == "paper":
        device.set_paper(out=not device.paper_out)
    elif step == "reset" and device.end is not None:
        device.end.reset()
    elif step == "heal":
        for fault in FAULTS:
            setattr(device, fault, False)
        device.noise = None
        device.set_paper(out=False)


async def _print_and_look(printer: Printer, device: FakeDevice, number: int) -> None:
    text = b"ticket %d\n" % number
    await printer.send(b"\x1b@" + text + CUT, f"t{number:03}")
    with suppress(TimeoutError):  # a hold has no end of its own
        async with asyncio.timeout(100):
            outcome = await printer.wait(f"t{number:03}", None, 20)
        if isinstance(outcome, Confirmed):
            assert any(text in sheet for sheet in device.sheets)
