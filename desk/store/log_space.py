"""Room for SQLite's write-ahead log, made beforehand: a commit that makes its file longer costs two syncs' time.

A file system must write down a file's new length before fdatasync may return; over bytes that are there already
only the bytes are written. SQLite itself never makes the log shorter while it is open, and takes what follows
its last frame for the remains of an older log.
"""

import os
from pathlib import Path

#: The log is folded back at this length, so that it never grows past the room that was made.
PAGES = 3900
ROOM = 16 << 20
#: Made at a time. A slow card takes a tenth of a second for it.
PIECE = 1 << 20


class LogSpace:
    """The log of one database file."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + "-wal")

    def grow(self) -> bool:
        """Add one piece; whether more is wanted. Nobody may write to the database meanwhile.

        OSError when the disk is full or refuses; nothing depends on it.
        """
        with self._path.open("r+b", buffering=0) as log:
            length = log.seek(0, os.SEEK_END)
            if length >= ROOM:
                return False
            log.write(bytes(PIECE))
            os.fsync(log.fileno())
        return length + PIECE < ROOM
