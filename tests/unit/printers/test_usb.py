"""USB printers over pyusb's backend interface, with the simulated printer behind the endpoints."""

import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest

from printers import (
    AccessDenied,
    Confirmed,
    ConnectionLost,
    Document,
    Line,
    Printer,
    Unconfirmed,
    Unreachable,
    closing,
    encode,
    load_profile,
    opening,
)
from printers.transport.usb import UsbAddress, UsbTransport, attached
from tests.fakes.usb_bus import Bus, Setting, UsbPrinter, failure

EPSON = load_profile("epson-80mm")
TICKET = opening(EPSON, torn=False) + encode(Document((Line("草莓奶油蛋糕 × 2 🎂"),)), EPSON) + closing(EPSON)
ADDRESS = UsbAddress.of("04b8:0202")


def run(scene: Callable[[], Awaitable[None]]) -> None:
    threads = threading.active_count()

    async def checked() -> None:
        await scene()
        await asyncio.get_running_loop().shutdown_default_executor()

    asyncio.run(checked())
    assert threading.active_count() == threads, [t.name for t in threading.enumerate()]


def transport(printer: UsbPrinter, address: UsbAddress = ADDRESS) -> UsbTransport:
    return UsbTransport(address, backend=Bus([printer]))


async def taken(printer: UsbPrinter, count: int) -> None:
    """Until the printer, which lives on another thread, has so many bytes."""
    await asyncio.to_thread(printer.has_taken, count)


def test_a_ticket_is_printed_and_proved() -> None:
    printer = UsbPrinter()

    async def scene() -> None:
        driver = Printer(transport(printer), EPSON)
        await driver.connect()
        assert driver.confirmation == "process-id"
        await driver.send(TICKET, "tok1")
        assert await driver.wait("tok1", None, 10) == Confirmed("process-id")
        await driver.disconnect()

    run(scene)
    (sheet,) = printer.sheets
    assert "草莓奶油蛋糕 × 2" in sheet.text


def test_the_driver_is_taken_and_given_back_and_the_device_is_not_reset() -> None:
    printer = UsbPrinter()

    async def scene() -> None:
        usb = transport(printer)
        await usb.open()
        assert not printer.driver
        await usb.close()

    run(scene)
    assert printer.driver
    assert printer.log == ["detach", "claim 0", "release 0", "attach", "close"]


def test_the_driver_is_given_back_when_opening_fails() -> None:
    printer = UsbPrinter()
    bus = Bus([printer])

    def busy(dev_handle: UsbPrinter, intf: int) -> None:
        raise failure("Resource busy", 16)

    bus.claim_interface = busy  # type: ignore[method-assign]

    async def scene() -> None:
        with pytest.raises(AccessDenied, match="another program"):
            await UsbTransport(ADDRESS, backend=bus).open()

    run(scene)
    assert printer.driver


@pytest.mark.parametrize(
    ("settings", "out"),
    [
        ((Setting(endpoints=(0x81, 0x02)),), 0x02),
        ((Setting(endpoints=(0x84, 0x03)),), 0x03),
        # a hub's keyboard first, then a one-way setting, then ours
        (
            (
                Setting(number=0, kind=(3, 1, 1), endpoints=(0x81,), attributes=3),
                Setting(number=1, kind=(7, 1, 1), endpoints=(0x01,)),
                Setting(number=1, alternate=1, kind=(7, 1, 2), endpoints=(0x01, 0x82)),
            ),
            0x01,
        ),
        ((Setting(kind=(255, 0, 0)),), 0x01),
    ],
)
def test_endpoints_are_found_wherever_they_are(settings: tuple[Setting, ...], out: int) -> None:
    printer = UsbPrinter(settings=settings)
    written: list[int] = []

    class Watching(Bus):
        def bulk_write(self, dev_handle, ep, intf, data, timeout) -> int:
            written.append(ep)
            return super().bulk_write(dev_handle, ep, intf, data, timeout)

    async def scene() -> None:
        usb = UsbTransport(ADDRESS, backend=Watching([printer]))
        await usb.open()
        assert usb.two_way
        await usb.write(b"\x10\x04\x01")
        assert await usb.read() == b"\x12"
        await usb.close()

    run(scene)
    assert set(written) == {out}
    if len(settings) > 1:
        assert "altsetting 1 1" in printer.log


def test_a_one_way_interface_says_nothing_but_its_port_status() -> None:
    printer = UsbPrinter(settings=(Setting(kind=(7, 1, 1), endpoints=(0x01,)),))
    printer.device.sensors.paper = "out"

    async def scene() -> None:
        usb = transport(printer)
        await usb.open()
        assert not usb.two_way
        status = await asyncio.to_thread(usb.port_status)
        assert status is not None
        assert status & 0x20
        await usb.close()

    run(scene)


def test_a_one_way_printer_with_a_talking_profile_takes_tickets_and_proves_none() -> None:
    printer = UsbPrinter(settings=(Setting(kind=(7, 1, 1), endpoints=(0x01,)),))

    async def scene() -> None:
        driver = Printer(transport(printer), EPSON)
        await driver.connect()
        assert not driver.status.known
        await driver.send(TICKET, "tok1")
        assert await driver.wait("tok1", None, 10) == Unconfirmed()
        await driver.disconnect()

    run(scene)
    assert len(printer.sheets) == 1


def test_a_short_write_goes_on_where_it_stopped() -> None:
    printer = UsbPrinter()
    printer.accepts = 512
    data = bytes(i % 64 + 32 for i in range(3000))

    async def scene() -> None:
        usb = transport(printer)
        await usb.open()
        writing = asyncio.create_task(usb.write(data))
        await taken(printer, 512)
        done, _ = await asyncio.wait((writing,), timeout=0.6)  # two time-outs of the library go by
        assert not done
        printer.accepts = None
        await writing
        await usb.close()

    run(scene)
    assert printer.taken == len(data)
    assert printer.device.bytes_received == len(data)


def test_waiting_for_a_printer_that_takes_nothing_can_be_given_up() -> None:
    printer = UsbPrinter()
    printer.accepts = 100

    async def scene() -> None:
        usb = transport(printer)
        await usb.open()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await usb.write(bytes(5000))
        await usb.close()
        printer.accepts = None
        await usb.open()
        await usb.write(b"\x10\x04\x01")
        assert await usb.read() == b"\x12"
        await usb.close()

    run(scene)


def test_pulled_out_in_the_middle_of_a_ticket() -> None:
    printer = UsbPrinter()
    printer.unplug_after = 1024

    async def scene() -> None:
        usb = transport(printer)
        await usb.open()
        with pytest.raises(ConnectionLost) as lost:
            await usb.write(bytes(20_000))
        assert lost.value.bytes_sent <= 20_000
        with pytest.raises(ConnectionLost):
            await usb.read()
        assert not usb.alive
        with pytest.raises(Unreachable, match="not plugged in"):
            await usb.open()
        printer.plug(address=9)
        await usb.open()
        await usb.write(b"\x10\x04\x01")
        assert await usb.read() == b"\x12"
        await usb.close()

    run(scene)
    assert printer.driver


def test_a_stall_is_cleared_and_nothing_is_lost_or_doubled() -> None:
    printer = UsbPrinter()
    printer.stalls = {0x01: 2}

    async def scene() -> None:
        usb = transport(printer)
        await usb.open()
        await usb.write(b"x" * 1000)
        await usb.close()

    run(scene)
    assert printer.log.count("clear_halt 01") == 2
    assert printer.taken == 1000


def test_a_printer_that_stalls_for_ever_is_told() -> None:
    printer = UsbPrinter()
    printer.stalls = {0x01: 100}

    async def scene() -> None:
        usb = transport(printer)
        await usb.open()
        with pytest.raises(ConnectionLost, match="again and again") as lost:
            await usb.write(b"x" * 1000)
        assert lost.value.bytes_sent == 0
        await usb.close()

    run(scene)


def test_two_of_a_kind_must_be_told_apart() -> None:
    twins = Bus([UsbPrinter(serial="", address=4), UsbPrinter(serial="", address=7)])

    async def scene() -> None:
        with pytest.raises(Unreachable, match=r"\?port=1-4, \?port=1-7"):
            await UsbTransport(ADDRESS, backend=twins).open()
        usb = UsbTransport(UsbAddress.of("04b8:0202", port="1-7"), backend=twins)
        await usb.open()
        await usb.close()

    run(scene)
    assert [bool(printer.log) for printer in twins.printers] == [False, True]


def test_by_serial_number() -> None:
    bus = Bus([UsbPrinter(serial="A1", address=4), UsbPrinter(serial="B2", address=7)])

    async def scene() -> None:
        usb = UsbTransport(UsbAddress.of("04b8:0202", "B2"), backend=bus)
        await usb.open()
        await usb.close()
        with pytest.raises(Unreachable, match="not plugged in"):
            await UsbTransport(UsbAddress.of("04b8:0202", "C3"), backend=bus).open()

    run(scene)
    assert "claim 0" in bus.printers[1].log
    assert "claim 0" not in bus.printers[0].log
    # whoever was only asked for its number, and whoever was not found, is left closed
    assert [printer.log[-1] for printer in bus.printers] == ["close", "close"]
    assert bus.printers[0].log == ["close", "close"]


def test_what_the_system_forbids_says_what_to_do() -> None:
    printer = UsbPrinter()
    printer.denied = True

    async def scene() -> None:
        with pytest.raises(AccessDenied, match="04b8:0202"):
            await transport(printer).open()

    run(scene)


def test_what_is_no_printer_is_refused() -> None:
    keyboard = UsbPrinter(settings=(Setting(kind=(3, 1, 1), endpoints=(0x81,), attributes=3),))

    async def scene() -> None:
        with pytest.raises(Unreachable, match="no printer interface"):
            await transport(keyboard).open()

    run(scene)


def test_looking_at_what_is_plugged_in_takes_nothing_from_anybody() -> None:
    keyboard = UsbPrinter(settings=(Setting(kind=(3, 1, 1), endpoints=(0x81,), attributes=3),))
    label = UsbPrinter(ids=(0x0A5F, 1), serial="", device_id="MFG:Zebra;MDL:GK420d;CMD:EPL,ZPL;")
    epson = UsbPrinter()
    found = attached(Bus([keyboard, epson, label]))
    assert [(f.uri, f.maker, f.model, f.two_way, f.device_id.label_language) for f in found] == [
        ("usb://04b8:0202/J5X0001", "EPSON", "TM-T88V", True, ""),
        ("usb://0a5f:0001", "Zebra", "GK420d", True, "EPL"),
    ]
    assert all(printer.driver and "detach" not in printer.log for printer in (epson, label))


def test_a_ticket_whose_first_bytes_went_is_never_told_as_not_sent() -> None:
    """The library forgets how much of a transfer that failed had gone."""
    printer = UsbPrinter()
    printer.unplug_after = 1024

    async def scene() -> None:
        usb = transport(printer)
        await usb.open()
        with pytest.raises(ConnectionLost) as lost:
            await usb.write(bytes(3000))
        assert 1024 <= lost.value.bytes_sent <= 3000
        await usb.close()

    run(scene)


def test_a_stall_in_the_middle_of_a_transfer_doubles_nothing() -> None:
    printer = UsbPrinter()

    class Stalling(Bus):
        def bulk_write(self, dev_handle, ep, intf, data, timeout) -> int:
            if printer.taken >= 64 and printer.log[-1] != "stalled":
                super().bulk_write(dev_handle, ep, intf, bytes(data)[:640], timeout)
                printer.log.append("stalled")
                raise failure("Pipe error", 32)
            return super().bulk_write(dev_handle, ep, intf, data, timeout)

    async def scene() -> None:
        usb = UsbTransport(ADDRESS, backend=Stalling([printer]))
        await usb.open()
        with pytest.raises(ConnectionLost, match="in the middle") as lost:
            await usb.write(b"x" * 2000)
        assert lost.value.bytes_sent == 2000
        await usb.close()

    run(scene)
    assert printer.taken == 64 + 640


def test_a_failure_nobody_thought_of_ends_reading_and_writing() -> None:
    """pyusb has errors that are none of its own, such as NotImplementedError."""
    printer = UsbPrinter()

    class Odd(Bus):
        def bulk_write(self, dev_handle, ep, intf, data, timeout) -> int:
            raise NotImplementedError("Operation not supported")

    async def scene() -> None:
        usb = UsbTransport(ADDRESS, backend=Odd([printer]))
        await usb.open()
        async with asyncio.timeout(10):
            with pytest.raises(ConnectionLost, match="its driver failed"):
                await usb.write(b"ticket")
            assert not usb.alive
            with pytest.raises(ConnectionLost):
                await usb.read()
        await usb.close()

    run(scene)
    assert printer.driver


def test_the_driver_is_given_back_when_a_setting_cannot_be_chosen() -> None:
    printer = UsbPrinter(settings=(Setting(), Setting(alternate=1)))
    bus = Bus([printer])

    def unable(dev_handle: UsbPrinter, intf: int, altsetting: int) -> None:
        raise NotImplementedError("Operation not supported")

    bus.set_interface_altsetting = unable  # type: ignore[method-assign]

    async def scene() -> None:
        with pytest.raises(Unreachable, match="cannot be set up"):
            await UsbTransport(ADDRESS, backend=bus).open()

    run(scene)
    assert printer.driver


def test_a_close_that_was_cancelled_does_not_leave_the_device_busy() -> None:
    printer = UsbPrinter()

    async def scene() -> None:
        usb = transport(printer)
        await usb.open()
        closing_it = asyncio.create_task(usb.close())
        await asyncio.sleep(0)
        closing_it.cancel()
        await asyncio.wait((closing_it,))
        await usb.close()
        assert printer.log[-1] == "close"
        await usb.open()
        await usb.close()

    run(scene)
    assert printer.driver


class Slow(Bus):
    """Claiming waits for `go`."""

    def __init__(self, printer: UsbPrinter) -> None:
        super().__init__([printer])
        self.asked, self.go = threading.Event(), threading.Event()

    def claim_interface(self, dev_handle, intf) -> None:
        self.asked.set()
        self.go.wait()
        super().claim_interface(dev_handle, intf)


def test_an_opening_that_was_given_up_leaves_nothing_open_and_the_next_one_waits_for_it() -> None:
    printer = UsbPrinter()
    bus = Slow(printer)

    async def scene() -> None:
        usb = UsbTransport(ADDRESS, backend=bus)
        first = asyncio.create_task(usb.open())
        await asyncio.to_thread(bus.asked.wait)
        first.cancel()
        await asyncio.wait((first,))
        second = asyncio.create_task(usb.open())
        await asyncio.sleep(0)
        bus.go.set()
        await second
        assert printer.log == ["detach", "claim 0", "release 0", "attach", "close", "detach", "claim 0"]
        await usb.close()

    run(scene)
    assert printer.driver


def test_closing_while_it_is_being_opened_leaves_nothing_open() -> None:
    printer = UsbPrinter()
    bus = Slow(printer)

    async def scene() -> None:
        usb = UsbTransport(ADDRESS, backend=bus)
        opening_it = asyncio.create_task(usb.open())
        await asyncio.to_thread(bus.asked.wait)
        await usb.close()
        bus.go.set()
        with pytest.raises(Unreachable, match="closed while"):
            await opening_it
        assert not usb.alive

    run(scene)
    assert printer.driver
