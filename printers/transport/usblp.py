"""A USB printer through Linux's own driver, usblp: `/dev/usb/lp0`.

Handles: waiting for a printer that takes nothing, reading although the driver answers "nothing" at once, the
driver's word on paper and device ID. Offers: `UsblpTransport` (`usblp:///dev/usb/lp0`), `nodes`. Does not know:
what the bytes mean. Sources: Linux drivers/usb/class/usblp.c and include/uapi/linux/lp.h.
"""

import errno
import os
import select
import sys
from dataclasses import dataclass
from pathlib import Path

from printers.errors import AccessDenied, Unreachable
from printers.transport.device_id import DeviceId, parse_device_id
from printers.transport.threaded import SLICE, DeviceGone, ThreadedTransport

#: lp.h LPGETSTATUS: the port status byte as an int.
LPGETSTATUS = 0x060B
#: The longest device ID that is asked for, in bytes, its two bytes of length included.
_ID_SIZE = 1024
#: usblp.c LPIOC_GET_DEVICE_ID(len): _IOC(_IOC_READ, 'P', 1, len).
LPIOC_GET_DEVICE_ID = 2 << 30 | _ID_SIZE << 16 | ord("P") << 8 | 1


@dataclass(frozen=True, slots=True)
class Node:
    """A printer that usblp has: its URI and what it says of itself."""

    uri: str
    device_id: DeviceId


class UsblpTransport(ThreadedTransport):
    """`usblp:///dev/usb/lp0`. Two-way as far as the printer is."""

    def __init__(self, path: Path, uri: str) -> None:
        super().__init__(uri, lambda: _open(path))


def nodes(folder: Path = Path("/dev/usb")) -> list[Node]:
    """The printers that usblp has now and that this user may open; empty on other systems."""
    found: list[Node] = []
    for path in sorted(folder.glob("lp*")):
        try:
            handle = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        except OSError:
            continue
        try:
            found.append(Node(f"usblp://{path}", _device_id(handle)))
        finally:
            os.close(handle)
    return found


class _UsblpDevice:
    """A `BlockingDevice` over an open node."""

    def __init__(self, handle: int, path: Path) -> None:
        self._handle = handle
        self._path = path

    def write(self, data: bytes) -> int:
        """What the driver takes; it takes nothing while its last transfer waits for the printer."""
        if not self._ready(select.POLLOUT):
            return 0
        try:
            return os.write(self._handle, data)
        except OSError as error:
            return self._nothing(error)

    def read(self) -> bytes:
        """What came; the driver says "ready" also for a printer that answered with nothing."""
        if not self._ready(select.POLLIN):
            return b""
        try:
            data = os.read(self._handle, 4096)
        except OSError as error:
            self._nothing(error)
            data = b""
        if not data:
            if self._hung_up():
                raise DeviceGone(f"{self._path}: the printer was unplugged or switched off")
            select.select((), (), (), 0.02)  # a one-way printer is "ready" for ever; do not turn in place
        return data

    def drained(self) -> bool:
        """The driver keeps its last transfer and throws it away when the node is closed; ready means that it is over."""
        return self._ready(select.POLLOUT)

    def port_status(self) -> int | None:
        """The port status byte (bit 5 paper empty, bit 4 selected, bit 3 no error); None when it cannot be had."""
        return _port_status(self._handle)

    def interrupt(self) -> None:
        """Nothing waits longer than a SLICE."""

    def close(self) -> None:
        """Close the node."""
        try:
            os.close(self._handle)
        except OSError:
            return

    def _ready(self, event: int) -> bool:
        poll = select.poll()
        poll.register(self._handle, event)
        found = poll.poll(SLICE * 1000)
        if not found:
            return False
        if found[0][1] & (select.POLLERR | select.POLLHUP | select.POLLNVAL) and not found[0][1] & event:
            raise DeviceGone(f"{self._path}: the printer was unplugged or switched off", untouched=True)
        return True

    def _hung_up(self) -> bool:
        poll = select.poll()
        poll.register(self._handle, 0)  # hanging up is told without being asked for
        return any(events & (select.POLLHUP | select.POLLERR) for _, events in poll.poll(0))

    def _nothing(self, error: OSError) -> int:
        if error.errno in {errno.EAGAIN, errno.EINTR, errno.ENOSPC}:  # usblp says ENOSPC for "no paper"
            select.select((), (), (), 0.02)
            return 0
        raise DeviceGone(f"{self._path}: {error.strerror}") from error


def _open(path: Path) -> _UsblpDevice:
    if sys.platform != "linux":
        raise Unreachable("usblp:// is for Linux; use winspool:// on Windows and cups:// on macOS")
    try:
        handle = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except PermissionError as error:
        raise AccessDenied(
            f"{path} may not be opened; add this user to the group lp and log in again"
        ) from error
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise AccessDenied(f"{path} is used by another program, perhaps CUPS; stop that one") from error
        raise Unreachable(
            f"{path} cannot be opened; is the printer plugged in and on? ({error.strerror})"
        ) from error
    return _UsblpDevice(handle, path)


def _port_status(handle: int) -> int | None:
    import fcntl

    status = bytearray(4)
    try:
        fcntl.ioctl(handle, LPGETSTATUS, status)
    except OSError:
        return None
    return int.from_bytes(status, sys.byteorder)


def _device_id(handle: int) -> DeviceId:
    import fcntl

    answer = bytearray(_ID_SIZE)
    try:
        fcntl.ioctl(handle, LPIOC_GET_DEVICE_ID, answer)
    except OSError:
        return DeviceId()
    return parse_device_id(bytes(answer))
