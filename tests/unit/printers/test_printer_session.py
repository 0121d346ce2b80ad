"""A session's connections: how they begin, overlap and end, and what a proof is worth across them. In virtual time."""

import asyncio
from dataclasses import replace

import pytest
from fake_device import CUT, FakeDevice
from virtual_time import run

from printers.errors import ConnectionLost, NotSent
from printers.patience import Confirmed, Uncertain
from printers.printer import Printer
from printers.profile import load_profile
from printers.status import Reason
from printers.transport.memory import MemoryTransport

EPSON = load_profile("epson-80mm")
GENERIC = load_profile("generic-80mm-gbk")
STATUS_ONLY = replace(GENERIC, name="status-only", asb=False, gs_r=False, gs_i=False)
TICKET = b"\x1b@two cakes\n" + CUT


class SlowTransport(MemoryTransport):
    """Opens and closes only after a second each, and notes what happened."""

    def __init__(self) -> None:
        super().__init__("fake")
        self.said: list[str] = []

    async def open(self) -> None:
        self.said.append("open")
        await asyncio.sleep(1)
        await super().open()
        self.said.append("opened")

    async def close(self) -> None:
        if self._end is None:
            return
        try:
            await asyncio.sleep(1)
            self.said.append("drained")
        except asyncio.CancelledError:
            self.said.append("aborted")
            raise
        finally:
            await super().close()


async def print_one(printer: Printer, token: str, timeout: float = 20) -> object:
    await printer.send(TICKET, token)
    return await printer.wait(token, None, timeout)


@pytest.mark.parametrize("after", [0.5, 1.5])
def test_a_disconnect_ends_a_connect_that_is_under_way(after: float) -> None:
    async def scene() -> None:
        device = FakeDevice(mute=True)  # the handshake takes its time
        transport = SlowTransport()
        printer = Printer(transport, EPSON)
        connecting = asyncio.create_task(printer.connect())
        await asyncio.sleep(after)
        await printer.disconnect()
        with pytest.raises(ConnectionLost, match="disconnected"):
            await connecting
        await asyncio.sleep(10)
        assert not transport.alive
        assert not printer.connected
        device.mute = False
        await printer.connect()
        assert await print_one(printer, "tok1") == Confirmed("process-id")
        await printer.disconnect()
        device.close()

    run(scene())


def test_of_two_connects_the_later_one_stands() -> None:
    async def scene() -> None:
        device = FakeDevice()
        printer = Printer(SlowTransport(), EPSON)
        first, second = asyncio.create_task(printer.connect()), asyncio.create_task(printer.connect())
        with pytest.raises(ConnectionLost, match="disconnected"):
            await first
        await second
        assert printer.connected
        assert await print_one(printer, "tok1") == Confirmed("process-id")
        await printer.disconnect()
        device.close()

    run(scene())


def test_a_cancelled_connect_leaves_nothing_open() -> None:
    async def scene() -> None:
        device = FakeDevice(in_order=False)  # so that learning takes its time
        transport = SlowTransport()
        printer = Printer(transport, EPSON)
        connecting = asyncio.create_task(printer.connect())
        await asyncio.sleep(1.5)
        connecting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await connecting
        assert not transport.alive
        assert not printer.connected
        device.close()

    run(scene())


def test_a_connection_that_was_given_up_is_drained_before_the_next_is_opened() -> None:
    async def scene() -> None:
        device = FakeDevice()
        transport = SlowTransport()
        printer = Printer(transport, EPSON)
        await printer.connect()
        device.end._in.capacity = 10
        for task in device.tasks:
            task.cancel()
        sending = asyncio.create_task(printer.send(TICKET * 9, "tok1"))
        await asyncio.sleep(1)
        sending.cancel()
        await asyncio.sleep(0.5)  # it is being closed
        await printer.connect()
        assert transport.said == ["open", "opened", "drained", "open", "opened"]
        await printer.disconnect()
        device.close()

    run(scene())


def test_the_proof_of_a_ticket_whose_sending_broke_counts_when_it_comes() -> None:
    async def scene() -> None:
        device = FakeDevice()
        printer = Printer(MemoryTransport("fake"), EPSON)
        late: list[str] = []
        printer.on_late_confirmation(late.append)
        await printer.connect()
        for task in device.tasks:
            task.cancel()
        device.end._in.capacity = 10
        sending = asyncio.create_task(printer.send(TICKET * 9, "tok1"))
        await asyncio.sleep(1)
        device.end.reset()
        with pytest.raises(ConnectionLost):
            await sending
        await printer.connect()
        device.say(b"\x37\x22tok1\x00" * 2)
        await printer.check()
        assert late == ["tok1"]
        await printer.disconnect()
        device.close()

    run(scene())


def test_what_breaks_after_the_proof_breaks_nothing() -> None:
    class Unsure(MemoryTransport):
        """As a USB line that is unplugged before its driver says that all has gone."""

        async def write(self, data: bytes) -> None:
            await super().write(data)
            if CUT in data:
                await asyncio.sleep(1)
                raise ConnectionLost("unplugged", len(data))

    async def scene() -> None:
        device = FakeDevice()
        printer = Printer(Unsure("fake"), EPSON)
        await printer.connect()
        assert await print_one(printer, "tok1") == Confirmed("process-id")
        assert not printer.connected
        await printer.disconnect()
        device.close()

    run(scene())


def test_a_proof_that_comes_on_the_next_connection_proves_a_ticket_that_is_still_waited_for() -> None:
    async def scene() -> None:
        device = FakeDevice(out_after=0)
        printer = Printer(MemoryTransport("fake"), EPSON)
        await printer.connect()
        await printer.send(TICKET, "tok1")
        await asyncio.sleep(1)
        device.end.reset()
        await asyncio.sleep(1)
        await printer.connect()
        device.set_paper(out=False)
        await printer.check()
        assert await printer.wait("tok1", None, 20) == Confirmed("process-id")
        assert len(device.sheets) == 1
        await printer.disconnect()
        device.close()

    run(scene())


@pytest.mark.parametrize("profile", [EPSON, GENERIC])
def test_a_token_is_good_for_one_ticket(profile) -> None:
    async def scene() -> None:
        device = FakeDevice()
        printer = Printer(MemoryTransport("fake"), profile)
        await printer.connect()
        assert isinstance(await print_one(printer, "tok1"), Confirmed)
        device.swallow = True
        assert await print_one(printer, "tok2") == Uncertain("timeout")
        await printer.send(TICKET, "tok3")
        for token in ("tok1", "tok2", "tok3"):
            with pytest.raises(ValueError, match="used before"):
                await printer.send(TICKET, token)
        for token in ("-?=-", "long one", "单号"):
            with pytest.raises(ValueError, match="token"):
                await printer.send(TICKET, token)
        assert printer.connected
        await printer.disconnect()
        device.close()

    run(scene())


def test_a_ticket_that_was_not_sent_may_be_sent_again_under_its_token() -> None:
    async def scene() -> None:
        device = FakeDevice()
        printer = Printer(MemoryTransport("fake"), EPSON)
        with pytest.raises(NotSent):
            await printer.send(TICKET, "tok1")
        await printer.connect()
        device.end.close()
        with pytest.raises(NotSent):
            await printer.send(TICKET, "tok1")
        await printer.connect()
        assert await print_one(printer, "tok1") == Confirmed("process-id")
        await printer.disconnect()
        device.close()

    run(scene())


def test_a_wait_that_was_cancelled_leaves_a_ticket_that_may_be_torn() -> None:
    async def scene() -> None:
        device = FakeDevice()
        printer = Printer(MemoryTransport("fake"), EPSON)
        await printer.connect()
        device.swallow = True
        await printer.send(TICKET, "tok1")
        waiting = asyncio.create_task(printer.wait("tok1", None, 20))
        await asyncio.sleep(1)
        waiting.cancel()
        await asyncio.wait((waiting,))
        device.swallow = False
        work, missing = device.work, 3000  # as if a picture still wanted 3000 bytes

        def eat() -> None:
            nonlocal missing
            eaten = min(missing, len(device.buffer))
            missing -= eaten
            device.buffer = device.buffer[eaten:]
            work()

        device.work = eat
        await printer.connect()
        assert printer.confirmation == "process-id"
        await printer.disconnect()
        device.close()

    run(scene())


class HesitantDevice(FakeDevice):
    """Answers the last two status questions later than the first two."""

    seconds = 0.0

    def _eot(self, tail: bytes) -> bool:
        if not self.seconds or len(tail) != 3 or tail[:2] != b"\x10\x04" or tail[2] < 3:
            return super()._eot(tail)
        asyncio.get_running_loop().call_later(self.seconds, super()._eot, tail)
        return True


def test_answers_that_come_late_are_not_taken_for_those_to_the_next_question() -> None:
    async def scene() -> None:
        device = HesitantDevice(asb=False)
        printer = Printer(MemoryTransport("fake"), STATUS_ONLY)
        await printer.connect()
        device.cover_open = True
        device.seconds = 2.0  # longer than an answer is waited for
        asking = asyncio.create_task(printer.check())
        await asyncio.sleep(1.6)
        assert asking.done()
        assert asking.exception() is not None
        device.seconds = 0.0
        assert (await printer.check()).reasons == {Reason.COVER_OPEN}
        await printer.disconnect()
        device.close()

    run(scene())


def test_answers_that_come_late_are_understood_while_a_ticket_is_waited_for() -> None:
    async def scene() -> None:
        device = HesitantDevice(asb=False, out_after=0)
        printer = Printer(MemoryTransport("fake"), STATUS_ONLY)
        await printer.connect()
        device.seconds = 1.2  # longer than a poll
        told: list[frozenset[Reason]] = []
        await printer.send(TICKET, "tok1")
        waiting = asyncio.create_task(printer.wait("tok1", lambda now: told.append(now.reasons), 20))
        await asyncio.sleep(60)
        assert told == [{Reason.MEDIA_EMPTY}]
        waiting.cancel()
        await asyncio.wait((waiting,))
        await printer.disconnect()
        device.close()

    run(scene())


@pytest.mark.parametrize("profile", [EPSON, GENERIC])
def test_a_printer_that_was_switched_on_again_is_told_to_report_and_asked_again(profile) -> None:
    """On a serial line or USB the connection stands, and only the notice tells."""

    async def scene() -> None:
        device = FakeDevice()
        printer = Printer(MemoryTransport("fake"), profile)
        await printer.connect()
        device.asb_on, device.buffer = False, b""
        device.say(b"\x3b1\x00")
        await asyncio.sleep(5)
        assert device.asb_on
        device.set_cover(is_open=True)
        await asyncio.sleep(0.1)
        assert printer.status.reasons == {Reason.COVER_OPEN}
        device.set_cover(is_open=False)
        assert isinstance(await print_one(printer, "tok1"), Confirmed)
        await printer.disconnect()
        device.close()

    run(scene())


@pytest.mark.parametrize("profile", [EPSON, GENERIC])
def test_nothing_is_entrusted_to_a_printer_that_has_been_stopped_since_we_came(profile) -> None:
    async def scene() -> None:
        device = FakeDevice(cover_open=True)
        printer = Printer(MemoryTransport("fake"), profile)
        await printer.connect()
        with pytest.raises(NotSent, match="cover-open"):
            await printer.send(TICKET, "tok1")
        assert printer.connected
        device.cover_open = False
        device.work()  # and it says nothing of it by itself
        assert isinstance(await print_one(printer, "tok1"), Confirmed)
        assert len(device.sheets) == 1
        await printer.disconnect()
        device.close()

    run(scene())
