"""Linux's usbfs in umockdev's place: the ioctls libusb makes, answered for one printer with the simulated one behind.

Run as `umockdev-wrapper python -m tests.fakes.usb_kernel TICKET.bin`: libusb and pyusb are the real ones, only the
kernel is this file. Prints one JSON object: what the driver said and what came out on paper. umockdev is driven
through its C library by ctypes, so that no Python binding of the system has to fit this Python.
"""

import asyncio
import ctypes
import errno
import json
import struct
import sys
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from printers import Printer, load_profile
from printers.simulator.device import Device
from printers.simulator.paper import Sheet
from printers.transport.usb import UsbAddress, UsbTransport, attached

_DESCRIPTORS = (
    "1201000200000040B804020200010000000109022000010100C0010904000002070102000705010240000007058202400000"
)
DESCRIPTION = f"""\
P: /devices/pci0000:00/0000:00:14.0/usb1/1-4
N: bus/usb/001/004={_DESCRIPTORS}
E: DEVNAME=/dev/bus/usb/001/004
E: DEVTYPE=usb_device
E: SUBSYSTEM=usb
E: BUSNUM=001
E: DEVNUM=004
E: PRODUCT=4b8/202/100
E: MAJOR=189
E: MINOR=3
A: busnum=1\\n
A: devnum=4\\n
A: idVendor=04b8\\n
A: idProduct=0202\\n
A: bConfigurationValue=1\\n
A: speed=12\\n
A: bNumConfigurations=1\\n
H: descriptors={_DESCRIPTORS}
"""
NODE = b"/dev/bus/usb/001/004"
DEVICE_ID = b"MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;"
# include/uapi/linux/usbdevice_fs.h: the number of each ioctl, without direction and size.
CONTROL, SETINTERFACE, SETCONFIGURATION, GETDRIVER, SUBMITURB, DISCARDURB, REAPURB, REAPURBNDELAY = (
    0, 4, 5, 8, 10, 11, 12, 13,
)  # fmt: skip
CLAIMINTERFACE, RELEASEINTERFACE, IOCTL, CLEAR_HALT, DISCONNECT, CONNECT, GET_CAPABILITIES = (
    15,
    16,
    18,
    21,
    22,
    23,
    26,
)
DISCONNECT_CLAIM = 27
#: struct usbdevfs_urb up to its packets: type, endpoint, status, flags, buffer, lengths, …, usercontext.
URB_BUFFER, URB_LENGTH, URB_STATUS, URB_ACTUAL = 16, 24, 4, 28
URB_SIZE = 56
#: umockdev.h, struct UMockdevIoctlData after its GObject: the copy of the client's memory, and where that was.
IOCTL_DATA, IOCTL_ADDRESS = 24, 40
P = ctypes.c_void_p


@dataclass
class Transfer:
    """A URB on its way. `arg` is umockdev's copy of the struct, `buffer` of its data."""

    address: int
    arg: int
    buffer: int
    endpoint: int
    data: bytes
    length: int
    done: int = 0
    status: int | None = None


class Kernel:
    """usbfs for one printer."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.device = Device(load_profile("epson-80mm"), speed=None, on_sheet=self.sheets.append)
        self.link = self.device.connect(time.monotonic())
        self.inbox = bytearray()
        self.transfers: deque[Transfer] = deque()
        self.driver = True
        self.log: list[str] = []
        self.lib = ctypes.CDLL("libumockdev.so.0")
        self.gobject = ctypes.CDLL("libgobject-2.0.so.0")
        self._declare()

    def _declare(self) -> None:
        lib = self.lib
        for name, result, arguments in (
            ("umockdev_testbed_new", P, []),
            ("umockdev_testbed_add_from_string", ctypes.c_int, [P, ctypes.c_char_p, P]),
            ("umockdev_testbed_attach_ioctl", ctypes.c_int, [P, ctypes.c_char_p, P, P]),
            ("umockdev_ioctl_base_new", P, []),
            ("umockdev_ioctl_client_get_request", ctypes.c_ulong, [P]),
            ("umockdev_ioctl_client_get_arg", P, [P]),
            ("umockdev_ioctl_client_complete", None, [P, ctypes.c_long, ctypes.c_int]),
            ("umockdev_ioctl_data_resolve", P, [P, ctypes.c_size_t, ctypes.c_size_t, P]),
            ("umockdev_ioctl_data_update", None, [P, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_int]),
            ("umockdev_ioctl_data_set_ptr", ctypes.c_int, [P, ctypes.c_size_t, P]),
            ("umockdev_ioctl_data_ref", P, [P]),
        ):
            function = getattr(lib, name)
            function.restype, function.argtypes = result, arguments
        self.gobject.g_signal_connect_data.restype = ctypes.c_ulong
        self.gobject.g_signal_connect_data.argtypes = [P, ctypes.c_char_p, P, P, P, ctypes.c_int]

    def start(self) -> None:
        """Plug it in."""
        testbed = self.lib.umockdev_testbed_new()
        assert self.lib.umockdev_testbed_add_from_string(testbed, DESCRIPTION.encode(), None)
        base = self.lib.umockdev_ioctl_base_new()
        kind = ctypes.CFUNCTYPE(ctypes.c_int, P, P, P)
        self._callback = kind(self._handle)
        self.gobject.g_signal_connect_data(
            base, b"handle-ioctl", ctypes.cast(self._callback, P), None, None, 0
        )
        assert self.lib.umockdev_testbed_attach_ioctl(testbed, NODE, base, None)

    # --- one ioctl -------------------------------------------------------------------------------

    def _handle(self, _base: int, client: int, _data: int) -> int:
        request = self.lib.umockdev_ioctl_client_get_request(client)
        try:
            result, error = self._ioctl(request & 0xFF, (request >> 16) & 0x3FFF, client)
        except (OSError, ValueError, LookupError, struct.error) as failure:  # a callback cannot raise
            self.log.append(f"{type(failure).__name__}: {failure}")
            result, error = -1, errno.EIO
        self.lib.umockdev_ioctl_client_complete(client, result, error)
        return 1

    def _ioctl(self, number: int, size: int, client: int) -> tuple[int, int]:
        arg = self.lib.umockdev_ioctl_client_get_arg(client)
        match number:
            case n if n == GET_CAPABILITIES:
                self._put(self._resolve(arg, size), 0, (0x01).to_bytes(4, "little"))
            case n if n == GETDRIVER:
                if not self.driver:
                    return -1, errno.ENODATA
                self._put(self._resolve(arg, size), 4, b"usblp\0")
            case n if n == IOCTL:
                code = struct.unpack("ii", self._bytes(self._resolve(arg, size), 8))[1] & 0xFF
                self.driver = code == CONNECT
                self.log.append("attach" if self.driver else "detach")
            case n if n == CLAIMINTERFACE:
                if self.driver:
                    return -1, errno.EBUSY
                self.log.append("claim")
            case n if n == RELEASEINTERFACE:
                self.log.append("release")
            case _:
                return self._transfer(number, size, arg)
        return 0, 0

    def _transfer(self, number: int, size: int, arg: int) -> tuple[int, int]:
        match number:
            case n if n == CONTROL:
                return self._control(self._resolve(arg, size))
            case n if n == SUBMITURB:
                self._submit(self._resolve(arg, URB_SIZE))
            case n if n == DISCARDURB:
                return self._discard(arg)
            case n if n in {REAPURB, REAPURBNDELAY}:
                return self._reap(self._resolve(arg, 8))
            case n if n in {SETINTERFACE, SETCONFIGURATION, CLEAR_HALT}:
                self.log.append(f"ioctl {n}")
            case _:
                return -1, errno.ENOTTY
        return 0, 0

    def _control(self, arg: int) -> tuple[int, int]:
        """struct usbdevfs_ctrltransfer: type, request, value, index, length, timeout, data."""
        kind, request, _, _, length = struct.unpack("BBHHH", self._bytes(arg, 8))
        answers = {
            (0xA1, 0): (len(DEVICE_ID) + 2).to_bytes(2, "big") + DEVICE_ID,
            (0xA1, 1): b"\x18",
            (0x80, 8): b"\x01",
        }
        answer = answers.get((kind, request), b"")[:length]
        if not answer:
            return -1, errno.EPIPE
        self._put(self._resolve(arg, length, 16), 0, answer)
        return len(answer), 0

    def _submit(self, arg: int) -> None:
        raw = self._bytes(arg, URB_SIZE)
        endpoint = raw[1]
        (length,) = struct.unpack_from("i", raw, URB_LENGTH)
        buffer = self._resolve(arg, length, URB_BUFFER) if length else 0
        kind = raw[0]
        data = self._bytes(buffer, length) if buffer else b""
        address = self._address(arg)
        transfer = Transfer(address, self.lib.umockdev_ioctl_data_ref(arg), buffer, endpoint, data, length)
        if kind == 2:  # control: the setup packet stands in front of its data
            self._answer_setup(transfer)
        self.transfers.append(transfer)

    def _answer_setup(self, transfer: Transfer) -> None:
        kind, request, _, _, length = struct.unpack("BBHHH", transfer.data[:8])
        answers = {
            (0xA1, 0): (len(DEVICE_ID) + 2).to_bytes(2, "big") + DEVICE_ID,
            (0xA1, 1): b"\x18",
            (0x80, 8): b"\x01",
        }
        answer = answers.get((kind, request), b"")[:length]
        transfer.status = 0 if answer else -errno.EPIPE
        transfer.done = len(answer)
        if answer:
            self._put(transfer.buffer, 8, answer)

    def _discard(self, arg: int) -> tuple[int, int]:
        address = self._pointer(arg)
        for transfer in self.transfers:
            if transfer.address == address and transfer.status is None:
                transfer.status = -errno.ENOENT
                return 0, 0
        return -1, errno.EINVAL

    def _reap(self, arg: int) -> tuple[int, int]:
        for transfer in self.transfers:
            self._advance(transfer)
        for transfer in self.transfers:
            if transfer.status is None:
                continue
            self.transfers.remove(transfer)
            self._put(transfer.arg, URB_STATUS, struct.pack("i", transfer.status))
            self._put(transfer.arg, URB_ACTUAL, struct.pack("i", transfer.done))
            self.lib.umockdev_ioctl_data_set_ptr(arg, 0, transfer.arg)
            return 0, 0
        time.sleep(0.001)  # the node polls as ready at all times; do not burn a core
        return -1, errno.EAGAIN

    def _advance(self, transfer: Transfer) -> None:
        now = time.monotonic()
        self.device.advance(now)
        self.inbox += self.device.output(self.link)
        if transfer.status is not None:
            return
        if transfer.endpoint & 0x80:
            if self.inbox:
                answer = bytes(self.inbox[: transfer.length])
                del self.inbox[: len(answer)]
                self._put(transfer.buffer, 0, answer)
                transfer.done, transfer.status = len(answer), 0
            return
        transfer.done += self.device.receive(self.link, transfer.data[transfer.done :], now)
        if transfer.done == transfer.length:
            transfer.status = 0

    # --- the client's memory ---------------------------------------------------------------------

    def _resolve(self, data: int, length: int, offset: int = 0) -> int:
        return self.lib.umockdev_ioctl_data_resolve(data, offset, length, None)

    def _bytes(self, data: int, length: int) -> bytes:
        held = ctypes.cast(data + IOCTL_DATA, ctypes.POINTER(ctypes.c_void_p))[0]
        return ctypes.string_at(held or 0, length)

    def _put(self, data: int, offset: int, content: bytes) -> None:
        self.lib.umockdev_ioctl_data_update(data, offset, content, len(content))

    def _address(self, data: int) -> int:
        """Where the struct lies in the client."""
        return ctypes.cast(data + IOCTL_ADDRESS, ctypes.POINTER(ctypes.c_ulong))[0]

    def _pointer(self, data: int) -> int:
        """An argument that is itself an address in the client."""
        return int.from_bytes(self._bytes(data, 8), "little")


async def scene(kernel: Kernel, ticket: bytes) -> dict[str, Any]:
    found = attached()
    printer = Printer(UsbTransport(UsbAddress.of("04b8:0202")), load_profile("epson-80mm"))
    await printer.connect()
    await printer.send(ticket, "tok1")
    outcome = await printer.wait("tok1", None, 20)
    await printer.disconnect()
    return {
        "found": [(f.uri, f.maker, f.model) for f in found],
        "outcome": repr(outcome),
        "sheets": [sheet.text for sheet in kernel.sheets],
        "driver": kernel.driver,
        "log": kernel.log,
    }


def main() -> None:
    kernel = Kernel()
    kernel.start()
    print(json.dumps(asyncio.run(scene(kernel, Path(sys.argv[1]).read_bytes())), ensure_ascii=False))


if __name__ == "__main__":
    main()
