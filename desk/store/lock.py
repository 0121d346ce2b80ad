"""One desk per data folder: a lock on DIR/desk.lock, held while the desk runs and gone with its process."""

import os
import sys
from pathlib import Path

from desk.errors import EnvironmentFault
from desk.store.faults import environment_fault

NAME = "desk.lock"

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """The lock of one folder. The file stays; only the system's lock on it counts."""

    def __init__(self, folder: Path, name: str = NAME, who: str = "desk") -> None:
        """Take it. EnvironmentFault when another desk has it or the folder cannot be written."""
        path = folder / name
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise (environment_fault(error, str(path)) or error) from error
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise EnvironmentFault(
                f"Another {who} is running on {folder}.", "Use that one, or close it first."
            ) from error
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let another desk have the folder."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
