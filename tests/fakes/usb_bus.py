"""A USB bus that is only a description: pyusb's backend interface, with simulated printers behind the endpoints.

It keeps libusb's manners: short counts on a time-out, no transfer without a claim, an interface that the kernel's
driver has cannot be claimed, an unplugged device fails with ENODEV, a stalled endpoint with EPIPE until cleared.
"""

import array
import errno
import threading
import time
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

from printers.profile import load_profile
from printers.simulator.device import Device
from printers.simulator.paper import Sheet

PACKET = 64


@dataclass
class Setting:
    """One alternate setting of an interface."""

    number: int = 0
    alternate: int = 0
    kind: tuple[int, int, int] = (7, 1, 2)
    endpoints: tuple[int, ...] = (0x01, 0x82)
    attributes: int = 2


class UsbPrinter:
    """A printer on the bus. `settings` may hold other interfaces, so that ours has to be looked for."""

    def __init__(
        self,
        profile: str = "epson-80mm",
        *,
        ids: tuple[int, int] = (0x04B8, 0x0202),
        serial: str = "J5X0001",
        settings: tuple[Setting, ...] = (Setting(),),
        address: int = 4,
        device_id: str = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;",
        speed: float | None = None,
    ) -> None:
        self.sheets: list[Sheet] = []
        self.device = Device(load_profile(profile), speed=speed, on_sheet=self.sheets.append)
        self.lock = threading.Lock()
        self.ids, self.serial, self.settings, self.address = ids, serial, settings, address
        self.device_id = device_id
        self.plugged = True
        self.driver = True  # the kernel's driver has the interface
        self.denied = False
        self.accepts: int | None = None  # bytes taken before the printer NAKs for ever; None takes all
        self.stalls: dict[int, int] = {}  # endpoint -> how often it stalls
        self.unplug_after: int | None = None  # bytes after which it is pulled out
        self.link: Any = None
        self.claimed: set[int] = set()
        self.log: list[str] = []
        self.taken = 0
        self.inbox = bytearray()
        self.moved = threading.Condition()

    def now(self) -> float:
        return time.monotonic()

    def plug(self, address: int) -> None:
        """Back in, elsewhere."""
        self.address, self.plugged, self.driver, self.claimed = address, True, True, set()

    def unplug(self) -> None:
        self.plugged = False
        with self.lock:
            if self.link is not None:
                self.device.disconnect(self.link, self.now())
                self.link = None

    def take(self, data: bytes) -> int:
        """Bytes from the host; how many the printer had room for."""
        with self.lock:
            if self.accepts is not None:
                data = data[: max(0, self.accepts - self.taken)]
            if self.unplug_after is not None:
                data = data[: max(0, self.unplug_after - self.taken)]
            count = self.device.receive(self.link, data, self.now())
            self.taken += count
        with self.moved:
            self.moved.notify_all()
        if self.unplug_after is not None and self.taken >= self.unplug_after:
            self.unplug_after = None
            self.unplug()
        return count

    def has_taken(self, count: int) -> None:
        """Waits until the printer has so many bytes."""
        with self.moved:
            self.moved.wait_for(lambda: self.taken >= count)

    def say(self, most: int) -> bytes:
        with self.lock:
            if self.link is not None:
                self.device.advance(self.now())
                self.inbox += self.device.output(self.link)
            data = bytes(self.inbox[:most])
            del self.inbox[:most]
            return data


@dataclass
class Bus(usb.backend.IBackend):
    """All that is plugged in."""

    printers: list[UsbPrinter] = field(default_factory=list)

    def __hash__(self) -> int:
        return id(self)

    # --- what is there ---------------------------------------------------------------------------

    def enumerate_devices(self) -> Any:
        return iter([printer for printer in self.printers if printer.plugged])

    def get_device_descriptor(self, dev: UsbPrinter) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=dev.ids[0], idProduct=dev.ids[1], bcdDevice=0x100, iManufacturer=1,
            iProduct=2, iSerialNumber=3 if dev.serial else 0, bNumConfigurations=1, address=dev.address, bus=1,
            port_number=dev.address, port_numbers=(dev.address,), speed=2,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: UsbPrinter, config: int) -> Any:
        if config:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32,
            bNumInterfaces=len({s.number for s in dev.settings}), bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def _settings(self, dev: UsbPrinter, intf: int) -> list[Setting]:
        numbers = sorted({setting.number for setting in dev.settings})
        return [setting for setting in dev.settings if setting.number == numbers[intf]]

    def get_interface_descriptor(self, dev: UsbPrinter, intf: int, alt: int, config: int) -> Any:
        setting = self._settings(dev, intf)[alt]
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=setting.number, bAlternateSetting=setting.alternate,
            bNumEndpoints=len(setting.endpoints), bInterfaceClass=setting.kind[0],
            bInterfaceSubClass=setting.kind[1], bInterfaceProtocol=setting.kind[2], iInterface=0,
            extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: UsbPrinter, ep: int, intf: int, alt: int, config: int) -> Any:
        setting = self._settings(dev, intf)[alt]
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=setting.endpoints[ep],
            bmAttributes=setting.attributes, wMaxPacketSize=PACKET, bInterval=0, bRefresh=0, bSynchAddress=0,
            extra_descriptors=[],
        )  # fmt: skip

    # --- opening and claiming --------------------------------------------------------------------

    def open_device(self, dev: UsbPrinter) -> UsbPrinter:
        if dev.denied:
            raise failure("Access denied (insufficient permissions)", errno.EACCES)
        return self._there(dev)

    def close_device(self, dev_handle: UsbPrinter) -> None:
        dev_handle.log.append("close")

    def get_configuration(self, dev_handle: UsbPrinter) -> int:
        self._there(dev_handle)
        return 1

    def set_configuration(self, dev_handle: UsbPrinter, config_value: int) -> None:
        dev_handle.log.append("set_configuration")

    def set_interface_altsetting(self, dev_handle: UsbPrinter, intf: int, altsetting: int) -> None:
        self._there(dev_handle).log.append(f"altsetting {intf} {altsetting}")

    def claim_interface(self, dev_handle: UsbPrinter, intf: int) -> None:
        printer = self._there(dev_handle)
        if printer.driver:
            raise failure("Resource busy", errno.EBUSY)
        printer.claimed.add(intf)
        printer.log.append(f"claim {intf}")
        with printer.lock:
            printer.link = printer.device.connect(printer.now())

    def release_interface(self, dev_handle: UsbPrinter, intf: int) -> None:
        printer = self._there(dev_handle)
        printer.claimed.discard(intf)
        printer.log.append(f"release {intf}")
        with printer.lock:
            if printer.link is not None:
                printer.device.disconnect(printer.link, printer.now())
                printer.link = None

    def is_kernel_driver_active(self, dev_handle: UsbPrinter, intf: int) -> bool:
        return self._there(dev_handle).driver

    def detach_kernel_driver(self, dev_handle: UsbPrinter, intf: int) -> None:
        self._there(dev_handle).driver = False
        dev_handle.log.append("detach")

    def attach_kernel_driver(self, dev_handle: UsbPrinter, intf: int) -> None:
        self._there(dev_handle).driver = True
        dev_handle.log.append("attach")

    # --- transfers -------------------------------------------------------------------------------

    def bulk_write(self, dev_handle: UsbPrinter, ep: int, intf: int, data: Any, timeout: int) -> int:
        printer = self._ready(dev_handle, ep, intf)
        whole, sent, end = bytes(data), 0, time.monotonic() + timeout / 1000
        while sent < len(whole):
            self._there(printer)
            count = printer.take(whole[sent : sent + PACKET])
            sent += count
            if not count:
                if not printer.plugged:
                    raise failure("No such device", errno.ENODEV)
                if time.monotonic() >= end:
                    break
                time.sleep(0.002)
        if not sent and whole:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        return sent

    def bulk_read(self, dev_handle: UsbPrinter, ep: int, intf: int, buff: Any, timeout: int) -> int:
        printer, end = self._ready(dev_handle, ep, intf), time.monotonic() + timeout / 1000
        while True:
            self._there(printer)
            data = printer.say(len(buff))
            if data:
                buff[: len(data)] = array.array("B", data)
                return len(data)
            if time.monotonic() >= end:
                raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
            time.sleep(0.002)

    def ctrl_transfer(
        self, dev_handle: UsbPrinter, bmRequestType: int, bRequest: int, wValue: int, wIndex: int, data: Any,
        timeout: int,
    ) -> int:  # fmt: skip
        printer = self._there(dev_handle)
        if (bmRequestType, bRequest) == (0x80, 6):
            answer = self._string(printer, wValue & 0xFF)
        elif (bmRequestType, bRequest) == (0xA1, 0):
            text = printer.device_id.encode()
            answer = (len(text) + 2).to_bytes(2, "big") + text
        elif (bmRequestType, bRequest) == (0xA1, 1):
            paper_out = printer.device.sensors.paper == "out"
            answer = bytes((0x18 | (0x20 if paper_out else 0),))
        elif bRequest == 2 and bmRequestType in {0x21, 0x23}:
            printer.log.append("soft reset")
            return 0
        else:
            raise failure("Pipe error", errno.EPIPE)
        count = min(len(answer), len(data))
        data[:count] = array.array("B", answer[:count])
        return count

    def clear_halt(self, dev_handle: UsbPrinter, ep: int) -> None:
        self._there(dev_handle).log.append(f"clear_halt {ep:02x}")

    def reset_device(self, dev_handle: UsbPrinter) -> None:
        dev_handle.log.append("reset")

    def _there(self, printer: UsbPrinter) -> UsbPrinter:
        if not printer.plugged:
            raise failure("No such device (it may have been disconnected)", errno.ENODEV)
        return printer

    def _ready(self, printer: UsbPrinter, ep: int, intf: int) -> UsbPrinter:
        self._there(printer)
        if intf not in printer.claimed:
            raise failure("Invalid parameter", errno.EINVAL)
        if printer.stalls.get(ep, 0) > 0:
            printer.stalls[ep] -= 1
            raise failure("Pipe error", errno.EPIPE)
        return printer

    def _string(self, printer: UsbPrinter, index: int) -> bytes:
        if index == 0:
            return b"\x04\x03\x09\x04"
        text = {1: "EPSON", 2: "TM-T88V", 3: printer.serial}.get(index, "").encode("utf-16-le")
        return bytes((len(text) + 2, 3)) + text


def failure(text: str, number: int) -> usb.core.USBError:
    return usb.core.USBError(text, -1, number)
