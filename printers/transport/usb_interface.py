"""Which part of a USB device is the printer: interface, endpoints, and the printer class's own requests.

Offers: `PrinterInterface`, `printer_interface`, `read_device_id`, `read_port_status`, `soft_reset`. Does not know:
opening, threads. Sources: USB Device Class Definition for Printing Devices 1.1 (interface 07h/01h, protocols,
requests); Linux usblp.c and CUPS' usb quirks for what devices make of it.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from printers.transport.device_id import DeviceId, parse_device_id

#: bInterfaceClass and bInterfaceSubClass of printers.
PRINTER_CLASS, PRINTER_SUBCLASS = 7, 1
#: bInterfaceProtocol in our order: bidirectional, unidirectional, IEEE 1284.4 (which at least takes bytes).
_PROTOCOLS = (2, 1, 3)
#: Vendors whose ticket printers come with a vendor-specific interface that behaves like a printer's: Epson.
_VENDOR_CLASS = {0x04B8}
#: bmRequestType, bRequest of GET_DEVICE_ID and GET_PORT_STATUS (A1h), SOFT_RESET (21h).
_GET_DEVICE_ID, _GET_PORT_STATUS, _SOFT_RESET = (0xA1, 0), (0xA1, 1), (0x21, 2)
_CONTROL_MS = 500
#: USB 2.0 section 5.8.3: the smallest size of a bulk packet.
_SMALLEST_PACKET = 8


@dataclass(frozen=True, slots=True)
class PrinterInterface:
    """Where a device takes bytes, in packets of `packet` bytes. `reply` answers; None for a one-way printer."""

    configuration: int
    number: int
    alternate: int
    alternates: int
    protocol: int
    out: int
    reply: int | None
    packet: int


def printer_interface(device: Any) -> PrinterInterface | None:
    """The best printer interface of a pyusb device; None when it has none. May raise usb.core.USBError."""
    found: list[tuple[int, PrinterInterface]] = []
    for configuration in cast("Iterable[Any]", device):
        interfaces = list(cast("Iterable[Any]", configuration))
        for interface in interfaces:
            rank = _rank(device, interface)
            out, reply, packet = _endpoints(interface)
            if rank is None or out is None:
                continue
            number = int(interface.bInterfaceNumber)
            alternates = sum(int(other.bInterfaceNumber) == number for other in interfaces)
            protocol = int(interface.bInterfaceProtocol)
            two_way = reply if protocol != 1 or rank >= len(_PROTOCOLS) else None
            found.append((
                rank,
                PrinterInterface(
                    int(configuration.bConfigurationValue), number, int(interface.bAlternateSetting),
                    alternates, protocol, out, two_way, packet,
                ),
            ))  # fmt: skip
        if found:
            break  # another configuration would have to be set, which takes the device from whoever uses it
    return min(found, key=lambda choice: choice[0])[1] if found else None


def read_device_id(device: Any, interface: PrinterInterface) -> DeviceId:
    """What the printer says of itself; empty when it refuses. Needs an open device, no claim."""
    import usb.core

    request, code = _GET_DEVICE_ID
    index = interface.number << 8 | interface.alternate
    try:
        return parse_device_id(_ask(device, request, code, index, 1024))
    except usb.core.USBError:
        return DeviceId()


def read_port_status(device: Any, interface: PrinterInterface) -> int | None:
    """Bit 5 paper empty, bit 4 selected, bit 3 no error; None when the printer does not say."""
    import usb.core

    request, code = _GET_PORT_STATUS
    try:
        answer = _ask(device, request, code, interface.number, 1)
    except usb.core.USBError:
        return None
    return answer[0] if answer else None


def soft_reset(device: Any, interface: PrinterInterface) -> bool:
    """Empty the printer's buffers and its pipes; whether it agreed."""
    import usb.core

    request, code = _SOFT_RESET
    for recipient in (request, 0x23):  # class version 1.0 said 23h
        try:
            _ask(device, recipient, code, interface.number, 0)
        except usb.core.USBError:
            continue
        return True
    return False


def _ask(device: Any, request: int, code: int, index: int, size: int) -> bytes:
    """A control transfer past pyusb's own, which would claim the interface first: the system always lets a
    printer be asked for its ID, also while a driver has it, and pyusb takes the ID's index for another interface.
    """
    context = device._ctx
    context.managed_open()
    answer = array("B", bytes(size))
    count = context.backend.ctrl_transfer(context.handle, request, code, 0, index, answer, _CONTROL_MS)
    return answer.tobytes()[: int(count)] if size else b""


def _rank(device: Any, interface: Any) -> int | None:
    kind = int(interface.bInterfaceClass)
    if kind == PRINTER_CLASS and int(interface.bInterfaceSubClass) == PRINTER_SUBCLASS:
        protocol = int(interface.bInterfaceProtocol)
        return _PROTOCOLS.index(protocol) if protocol in _PROTOCOLS else None
    if kind == 0xFF and int(device.idVendor) in _VENDOR_CLASS:
        return len(_PROTOCOLS)
    return None


def _endpoints(interface: Any) -> tuple[int | None, int | None, int]:
    """The first bulk endpoint out and in, and the bytes in a packet of the first."""
    out: int | None = None
    reply: int | None = None
    packet = _SMALLEST_PACKET
    for endpoint in cast("Iterable[Any]", interface):
        address = int(endpoint.bEndpointAddress)
        if int(endpoint.bmAttributes) & 3 != 2:
            continue
        if address & 0x80:
            reply = address if reply is None else reply
        elif out is None:
            out, packet = address, int(endpoint.wMaxPacketSize) & 0x7FF or _SMALLEST_PACKET
    return out, reply, packet
