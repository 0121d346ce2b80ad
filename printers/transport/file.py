"""A file or device node that takes bytes and says nothing.

Handles: appending, reaching the disk before a write counts as done. Offers: `FileTransport`
(`file:///path`). Does not know: what the bytes mean. Never waits on the event loop's thread.
"""

import asyncio
import errno
import os
from pathlib import Path

from printers.errors import AccessDenied, ConnectionLost, Unreachable


class FileTransport:
    """`file:///path`: appends to a file that is made when absent. One-way."""

    two_way = False

    def __init__(self, path: Path, uri: str = "") -> None:
        self.uri = uri or path.absolute().as_uri()
        self._path = path
        self._handle: int | None = None

    @property
    def alive(self) -> bool:
        """True while the file is open."""
        return self._handle is not None

    async def open(self) -> None:
        """Open for appending. Raises AccessDenied, or Unreachable when the folder is not there."""
        await self.close()
        try:
            self._handle = await asyncio.to_thread(_open, self._path)
        except PermissionError as error:
            raise AccessDenied(f"{self._path} may not be written: {error.strerror}") from error
        except OSError as error:
            raise Unreachable(f"{self._path} cannot be opened: {error.strerror}") from error

    async def write(self, data: bytes) -> None:
        """Append `data` and wait until the disk has it. See Transport.write."""
        if self._handle is None:
            raise ConnectionLost(f"{self._path} is not open")
        await asyncio.to_thread(self._append, self._handle, data)

    async def read(self) -> bytes:
        """Never returns: a file says nothing."""
        return await asyncio.get_running_loop().create_future()

    async def close(self) -> None:
        """Close the file."""
        handle, self._handle = self._handle, None
        if handle is not None:
            await asyncio.to_thread(os.close, handle)

    def _append(self, handle: int, data: bytes) -> None:
        sent = 0
        try:
            while sent < len(data):
                sent += os.write(handle, data[sent:])
            _to_disk(handle)
        except OSError as error:
            raise ConnectionLost(f"{self._path} cannot be written: {error.strerror}", sent) from error


def _open(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)


def _to_disk(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        # device nodes and pipes have nothing to sync
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}:
            raise
