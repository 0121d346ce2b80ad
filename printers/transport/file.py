"""A file, pipe or device node that takes bytes and says nothing.

Handles: appending, a pipe that nobody reads, reaching the disk before a write counts as done. Offers:
`FileTransport` (`file:///path`). Does not know: what the bytes mean. Never waits on the event loop's thread.
"""

import errno
import os
import select
import sys
from pathlib import Path

from printers.errors import AccessDenied, Unreachable
from printers.transport.threaded import SLICE, DeviceGone, ThreadedTransport


class FileTransport(ThreadedTransport):
    """`file:///path`: appends to a file that is made when absent. One-way."""

    def __init__(self, path: Path, uri: str = "") -> None:
        super().__init__(uri or path.absolute().as_uri(), lambda: _open(self._path), two_way=False)
        self._path = path


class _File:
    """A `BlockingDevice` over an open file."""

    def __init__(self, handle: int, path: Path) -> None:
        self._handle = handle
        self._path = path

    def write(self, data: bytes) -> int:
        """Append; 0 when a full pipe takes nothing."""
        if not _takes(self._handle):
            return 0
        try:
            return os.write(self._handle, data)
        except (BlockingIOError, InterruptedError):
            return 0
        except OSError as error:
            # a device that fails may have had all of it; a disk that is full or a pipe without a reader has nothing
            raise self._gone(error, untouched=error.errno != errno.EIO) from error

    def read(self) -> bytes:
        """Never called: a file says nothing."""
        return b""

    def drained(self) -> bool:
        """Wait until the disk has it."""
        try:
            os.fsync(self._handle)
        except OSError as error:
            # device nodes and pipes have nothing to sync
            if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}:
                raise self._gone(error) from error
        return True

    def interrupt(self) -> None:
        """Nothing waits longer than a SLICE."""

    def close(self) -> None:
        """Close the file."""
        try:
            os.close(self._handle)
        except OSError:  # what could not be written has been told by `drained`
            return

    def _gone(self, error: OSError, *, untouched: bool = False) -> DeviceGone:
        return DeviceGone(f"{self._path} cannot be written: {error.strerror}", untouched=untouched)


def _open(path: Path) -> _File:
    # nonblocking, because a pipe that nobody reads would not open before somebody does
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        return _File(os.open(path, flags, 0o644), path)
    except PermissionError as error:
        raise AccessDenied(f"{path} may not be written: {error.strerror}") from error
    except OSError as error:
        why = "nobody reads from it" if error.errno == errno.ENXIO else error.strerror
        raise Unreachable(f"{path} cannot be opened: {why}") from error


def _takes(handle: int) -> bool:
    """Whether a write would not have to wait, within a SLICE. A file always takes."""
    if sys.platform == "win32":
        return True
    poll = select.poll()
    poll.register(handle, select.POLLOUT)
    return bool(poll.poll(SLICE * 1000))
