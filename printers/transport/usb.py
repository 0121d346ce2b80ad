"""A USB printer without a driver, through libusb: `usb://04b8:0202`.

Handles: finding the device again after a replug, taking it from the kernel's driver and giving it back, short
writes, a printer that does not take data, stalls. Offers: `UsbTransport`, `attached`. Does not know: what the
bytes mean. On Windows the spooler (`winspool://`) needs no driver to be replaced, on macOS `cups://` no rights.
"""

import errno
import re
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from printers.errors import AccessDenied, PrinterError, Unreachable
from printers.transport.device_id import DeviceId
from printers.transport.threaded import SLICE, DeviceGone, ThreadedTransport
from printers.transport.usb_interface import (
    PrinterInterface,
    printer_interface,
    read_device_id,
    read_port_status,
    soft_reset,
)

#: A device as it stands in a URI: vendor and product in hexadecimal, serial number after the slash.
_ADDRESS = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})")
#: Stalls in a row, without a byte in between, that mean that nothing will come of it.
_STALLS = 3
_READ_SIZE = 4096
#: Seconds before a printer that answers with nothing, as cheap ones do all the time, is read again.
_EMPTY = 0.02
_GONE = {errno.ENODEV, errno.EIO, errno.ENOENT, errno.ENXIO, errno.ESHUTDOWN, errno.EPROTO}


@dataclass(frozen=True, slots=True)
class UsbAddress:
    """Which device: by ids, and by `serial` or `port` (`1-4.2`: bus, then hub ports) where there are several."""

    vendor_id: int
    product_id: int
    serial: str = ""
    port: str = ""

    @classmethod
    def of(cls, ids: str, serial: str = "", port: str = "") -> "UsbAddress":
        """From the parts of a URI. Raises ValueError with a sentence."""
        found = _ADDRESS.fullmatch(ids)
        if found is None:
            raise ValueError("write usb://VVVV:PPPP[/serial], vendor and product in hexadecimal")
        return cls(int(found[1], 16), int(found[2], 16), serial, port)

    @property
    def uri(self) -> str:
        """As a URI."""
        from urllib.parse import quote

        serial = f"/{quote(self.serial, safe='')}" if self.serial else ""
        port = f"?port={self.port}" if self.port else ""
        return f"usb://{self.vendor_id:04x}:{self.product_id:04x}{serial}{port}"


@dataclass(frozen=True, slots=True)
class Attached:
    """A printer that is plugged in. `device_id` is empty when the system does not let us ask."""

    uri: str
    address: UsbAddress
    maker: str
    model: str
    device_id: DeviceId
    two_way: bool


class UsbTransport(ThreadedTransport):
    """`usb://VVVV:PPPP[/serial]`. Two-way when the printer has an endpoint that answers."""

    def __init__(self, address: UsbAddress, uri: str = "", backend: Any = None) -> None:
        """`backend` is a pyusb backend; None: libusb."""
        super().__init__(uri or address.uri, self._take_device)
        self._address = address
        self._backend = backend

    def port_status(self) -> int | None:
        """GET_PORT_STATUS: bit 5 paper empty, bit 4 selected, bit 3 no error; None when it is not known. Blocks."""
        device = self.device
        return device.port_status() if isinstance(device, _UsbDevice) else None

    def soft_reset(self) -> bool:
        """SOFT_RESET: empty the printer's buffers; whether it agreed. Blocks."""
        device = self.device
        return device.soft_reset() if isinstance(device, _UsbDevice) else False

    def _take_device(self) -> "_UsbDevice":
        device = _open(self._address, self._backend or _libusb())
        self.two_way = device.two_way
        return device


def attached(backend: Any = None) -> list[Attached]:
    """The printers that are plugged in; takes none of them from its driver. Empty when libusb cannot look."""
    import usb.core

    found: list[Attached] = []
    try:
        backend = backend or _libusb()
        devices = list(cast("Iterable[Any]", cast("Any", usb.core).find(find_all=True, backend=backend)))
    except (usb.core.USBError, PrinterError):
        return []
    for device in devices:
        try:
            interface = printer_interface(device)
        except usb.core.USBError:
            interface = None
        if interface is not None:
            found.append(_described(device, interface, devices))
        _dispose(device)
    return found


class _UsbDevice:
    """A `BlockingDevice` over a claimed interface."""

    def __init__(self, device: Any, interface: PrinterInterface, name: str, *, give_back: bool) -> None:
        self._device = device
        self._interface = interface
        self._name = name
        self._give_back = give_back
        self._stalls = {False: 0, True: 0}  # in a row, writing and reading
        self._flows = False  # the endpoint took the last that we sent
        self._interrupted = threading.Event()

    @property
    def two_way(self) -> bool:
        """Whether the printer can answer."""
        return self._interface.reply is not None

    def write(self, data: bytes) -> int:
        """What the printer took before the time was over; pyusb gives a short count then.

        But pyusb forgets the count of a transfer that fails. So the first transfer, and the first after a stall, is a
        single packet, which a printer takes or refuses whole; of a longer one that fails nobody knows how much went.
        """
        packet = self._interface.packet
        piece = data if self._flows else data[:packet]
        count = self._transfer(
            lambda: int(self._device.write(self._interface.out, piece, int(SLICE * 1000))),
            known=len(piece) <= packet,
        )
        self._flows = self._flows or count > 0
        return count

    def read(self) -> bytes:
        """What the printer said before the time was over."""
        reply = self._interface.reply
        got: list[bytes] = []

        def transfer() -> int:
            got.append(bytes(self._device.read(reply, _READ_SIZE, int(SLICE * 1000))))
            return len(got[0])

        if self._transfer(transfer, reading=True):
            return got[0]
        if got:
            self._interrupted.wait(_EMPTY)
        return b""

    def drained(self) -> bool:
        """A transfer that is over has reached the printer."""
        return True

    def port_status(self) -> int | None:
        """See read_port_status."""
        return read_port_status(self._device, self._interface)

    def soft_reset(self) -> bool:
        """See soft_reset."""
        return soft_reset(self._device, self._interface)

    def interrupt(self) -> None:
        """Nothing waits longer than a SLICE."""
        self._interrupted.set()

    def close(self) -> None:
        """Release the interface and let the kernel's driver have it again."""
        _let_go(self._device, self._interface.number, give_back=self._give_back)

    def _transfer(self, transfer: Callable[[], int], *, reading: bool = False, known: bool = True) -> int:
        """`known`: when it fails for now, nothing of it went."""
        import usb.core

        try:
            count = transfer()
        except usb.core.USBTimeoutError:
            return 0
        except usb.core.USBError as error:
            if error.errno in {errno.EPIPE, errno.EAGAIN, errno.EINTR} and not known:
                raise DeviceGone(
                    f"{self._name} stopped in the middle of its data ({error.strerror})"
                ) from error
            if error.errno == errno.EPIPE:
                return self._stalled(reading=reading)
            if error.errno in {errno.EAGAIN, errno.EINTR}:
                return 0
            why = (
                "was unplugged or switched off" if error.errno in _GONE else f"cannot go on: {error.strerror}"
            )
            raise DeviceGone(f"{self._name} {why}") from error
        if count:
            self._stalls[reading] = 0
        return count

    def _stalled(self, *, reading: bool) -> int:
        """A stalled endpoint takes nothing until it is cleared; what was being sent is sent again."""
        import usb.core

        self._stalls[reading] += 1
        endpoint = self._interface.reply if reading else self._interface.out
        try:
            self._device.clear_halt(endpoint)
        except usb.core.USBError as error:
            raise DeviceGone(f"{self._name} was unplugged or switched off", untouched=True) from error
        if self._stalls[reading] >= _STALLS:
            raise DeviceGone(
                f"{self._name} refuses data again and again; switch it off and on", untouched=True
            )
        return 0


def _libusb() -> Any:
    import libusb_package

    backend = cast("Any", libusb_package).get_libusb1_backend()
    if backend is None:
        raise Unreachable("libusb cannot be loaded on this computer; use the system's own printer driver")
    return backend


def _open(address: UsbAddress, backend: Any) -> _UsbDevice:
    import usb.core

    try:
        device = _find(address, backend)
        interface = printer_interface(device)
        if interface is None:
            _dispose(device)
            raise Unreachable(f"{address.uri} is no printer: it has no printer interface")
        return _claim(device, interface, address.uri)
    except usb.core.USBError as error:
        raise _refusal(error, address.uri) from error
    except (
        NotImplementedError,
        ValueError,
    ) as error:  # pyusb's words for "not on this system", "no such setting"
        raise Unreachable(f"{address.uri} cannot be set up: {error}") from error


def _find(address: UsbAddress, backend: Any) -> Any:
    import usb.core

    found = cast("Any", usb.core).find(
        find_all=True, backend=backend, idVendor=address.vendor_id, idProduct=address.product_id
    )
    there = list(cast("Iterable[Any]", found))
    devices = there
    if address.port:
        devices = [device for device in devices if _port(device) == address.port]
    if address.serial:
        devices = [device for device in devices if _string(device, device.iSerialNumber) == address.serial]
    for device in there:
        if len(devices) != 1 or device is not devices[0]:
            _dispose(device)  # it was opened to be asked for its number; whoever wants it shall find it free
    if not devices:
        raise Unreachable(f"{address.uri} is not plugged in, or switched off")
    if len(devices) > 1:
        ports = ", ".join(f"?port={_port(device)}" for device in devices)
        raise Unreachable(
            f"{len(devices)} printers are {address.uri}; say which by its serial number or by its port: {ports}"
        )
    return devices[0]


def _claim(device: Any, interface: PrinterInterface, name: str) -> _UsbDevice:
    import usb.core
    import usb.util

    number = interface.number
    taken = _detach(device, number)
    try:
        if _configured(device) != interface.configuration:
            device.set_configuration(interface.configuration)
        cast("Any", usb.util).claim_interface(device, number)
        if interface.alternates > 1:
            device.set_interface_altsetting(number, interface.alternate)
    except (usb.core.USBError, NotImplementedError, ValueError):
        _let_go(device, number, give_back=taken)
        raise
    return _UsbDevice(device, interface, name, give_back=taken)


def _configured(device: Any) -> int | None:
    import usb.core

    try:
        return int(device.get_active_configuration().bConfigurationValue)
    except usb.core.USBError:
        return None


def _detach(device: Any, number: int) -> bool:
    """Take the interface from the kernel's driver (usblp); whether it had it."""
    try:
        if not device.is_kernel_driver_active(number):
            return False
        device.detach_kernel_driver(number)
    except NotImplementedError:
        return False  # no such thing on this system
    return True


def _let_go(device: Any, number: int, *, give_back: bool) -> None:
    import usb.core
    import usb.util

    steps: list[Callable[[], Any]] = [lambda: cast("Any", usb.util).release_interface(device, number)]
    if give_back:
        steps.append(lambda: device.attach_kernel_driver(number))
    steps.append(lambda: cast("Any", usb.util).dispose_resources(device))
    for step in steps:
        try:
            step()
        except (usb.core.USBError, NotImplementedError):  # it is gone; the other steps count all the same
            continue


def _refusal(error: Any, name: str) -> PrinterError:
    if error.errno == errno.EACCES:
        remedy = {
            "win32": "use winspool:// with the printer's own driver",
            "darwin": "use cups:// with a queue for it",
        }.get(sys.platform, "add a udev rule for it, or this user to the group lp, and plug it in again")
        return AccessDenied(f"the system does not let us open {name}; {remedy}")
    if error.errno == errno.EBUSY:
        return AccessDenied(f"{name} is used by another program; close that one")
    return Unreachable(f"{name} cannot be opened: {error.strerror or error}")


def _described(device: Any, interface: PrinterInterface, devices: list[Any]) -> Attached:
    serial = _string(device, device.iSerialNumber)
    twins = sum(d.idVendor == device.idVendor and d.idProduct == device.idProduct for d in devices) > 1
    port = _port(device) if twins and not serial else ""
    address = UsbAddress(int(device.idVendor), int(device.idProduct), serial, port)
    device_id = _asked_id(device, interface)
    maker = device_id.maker or _string(device, device.iManufacturer)
    model = device_id.model or _string(device, device.iProduct)
    return Attached(address.uri, address, maker, model, device_id, interface.reply is not None)


def _asked_id(device: Any, interface: PrinterInterface) -> DeviceId:
    import usb.core

    try:
        return read_device_id(device, interface)
    except (usb.core.USBError, NotImplementedError):
        return DeviceId()


def _dispose(device: Any) -> None:
    import usb.util

    cast("Any", usb.util).dispose_resources(device)


def _string(device: Any, index: int) -> str:
    """A string descriptor; "" when there is none or the system does not let us read it."""
    import usb.core
    import usb.util

    if not index:
        return ""
    try:
        text = cast("str | None", cast("Any", usb.util).get_string(device, index))
    except (usb.core.USBError, ValueError, UnicodeDecodeError):
        return ""
    return "".join(c for c in (text or "") if c.isprintable()).strip()[:120]


def _port(device: Any) -> str:
    """Where it is plugged in, as Linux writes it: `1-4.2`."""
    numbers = cast("tuple[int, ...] | None", device.port_numbers) or ()
    return f"{device.bus}-{'.'.join(map(str, numbers))}" if numbers else f"{device.bus}"
