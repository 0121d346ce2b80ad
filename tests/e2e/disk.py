"""A disk that loses its power: what a real process wrote and synced, and every state that may be left of it.

The model is a journaling disk as SQLite's own tests know it: what was written since a file's last completed sync
may be there, may be missing, or only some of its 512-byte sectors are there, each write on its own.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
#: Data as strace prints it with -xx; a longer piece than was asked for ends with three dots.
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)$", re.DOTALL)
_RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$", re.DOTALL)
_FILE = re.compile(r"\d+<((?:\\x[0-9a-f]{2})*)>")
_DATA = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_RESULT = re.compile(r"= (-?\d+)(?: [A-Z].*)?$")

#: What strace is asked to watch.
CALLS = "pwrite64,write,fdatasync,fsync,ftruncate,unlink,unlinkat,sendto"
LONGEST = 70_000


@dataclass(frozen=True)
class Write:
    """Bytes at an offset of a file; on their way from here on."""

    file: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncate:
    """The file ends at `size`."""

    file: str
    size: int


@dataclass(frozen=True)
class Sync:
    """All that was written to the file before is on the disk."""

    file: str


@dataclass(frozen=True)
class Delete:
    """The file's name is gone; for good only with the next sync."""

    file: str


@dataclass(frozen=True)
class Sent:
    """Bytes that left the process on a socket."""

    data: bytes


Step = Write | Truncate | Sync | Delete | Sent


def read_trace(trace: Path, database: Path) -> list[Step]:
    """What happened to a SQLite file, its log and journal, and on sockets, in order.

    A write counts from its beginning and a sync from its end, so that nothing is taken for safe too early.
    """
    return list(_steps(trace, database))


def _steps(trace: Path, database: Path) -> Iterator[Step]:
    open_calls: dict[str, tuple[str, str]] = {}
    lengths: dict[str, int] = {}
    files = {f"{database}{part}": f"{database.name}{part}" for part in ("", "-wal", "-journal")}
    with trace.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            line = line.rstrip("\n")
            resumed = _RESUMED.match(line)
            if resumed:
                name, begun = open_calls.pop(resumed[1])
                if name in {"fdatasync", "fsync"}:
                    yield from _step(name, begun + resumed[3], files, lengths)
                continue
            call = _CALL.match(line)
            if call is None:
                continue
            process, name, rest = call.groups()
            if rest.endswith("<unfinished ...>"):
                rest = rest.removesuffix("<unfinished ...>").rstrip()
                open_calls[process] = (name, rest)
                if name in {"fdatasync", "fsync"}:
                    continue
            yield from _step(name, rest, files, lengths)


def _step(name: str, rest: str, files: dict[str, str], lengths: dict[str, int]) -> Iterator[Step]:
    result = _RESULT.search(rest)
    if result is not None and int(result[1]) < 0:
        return
    if name == "sendto":
        yield Sent(_bytes(rest))
        return
    if name.startswith("unlink"):
        yield from (Delete(files[n]) for n in map(_text, _names(rest)) if n in files)
        return
    path = _FILE.match(rest)
    file = files.get(_text(path[1])) if path else None
    if file is None:
        return
    if name in {"fdatasync", "fsync"}:
        yield Sync(file)
    elif name == "ftruncate":
        size = int(rest.rpartition(",")[2].partition(")")[0])
        lengths[file] = size
        yield Truncate(file, size)
    else:
        data = _bytes(rest)
        # only the room for the log is written without an offset, at the file's end
        offset = lengths.get(file, 0)
        if name == "pwrite64":
            offset = int(rest.partition(")")[0].rpartition(",")[2])
        lengths[file] = max(lengths.get(file, 0), offset + len(data))
        yield Write(file, offset, data)


def _names(rest: str) -> list[str]:
    return [found[1] for found in _DATA.finditer(rest)]


def _text(shown: str) -> str:
    return bytes.fromhex(shown.replace("\\x", "")).decode(errors="replace")


def _bytes(rest: str) -> bytes:
    found = _DATA.search(rest)
    if found is None:
        return b""
    data = bytes.fromhex(found[1].replace("\\x", ""))
    if found[2]:
        whole = int(rest.partition(")")[0].split(",")[2 if "," in rest else 0])
        if any(data):
            raise ValueError(f"a piece of {whole} bytes was cut short by the trace")
        data = bytes(whole)
    return data


@dataclass
class Disk:
    """The files as they are safe, and what is on its way to each."""

    safe: dict[str, bytearray] = field(default_factory=dict)
    pending: dict[str, list[Write | Truncate]] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)

    def take(self, step: Step) -> None:
        """One step of the process."""
        match step:
            case Write(file=file) | Truncate(file=file):
                if file in self.deleted:
                    self._forget(file)
                self.safe.setdefault(file, bytearray())
                self.pending.setdefault(file, []).append(step)
            case Sync(file=file):
                for change in self.pending.pop(file, []):
                    _apply(self.safe[file], change)
                for gone in [name for name in self.deleted if name != file]:
                    self._forget(gone)
            case Delete(file=file):
                if file in self.safe:
                    self.deleted.add(file)
            case Sent():
                pass

    def cut(self, dice: random.Random) -> dict[str, bytes]:
        """The files as they may be found after the power went now."""
        left: dict[str, bytes] = {}
        for file, safe in self.safe.items():
            if file in self.deleted and dice.random() < 0.5:
                continue
            found = bytearray(safe)
            luck = dice.choice((0.0, 0.5, 0.5, 1.0))
            for change in self.pending.get(file, []):
                if dice.random() < luck:
                    _apply(found, change)
                elif isinstance(change, Write) and luck and dice.random() < 0.5:
                    _tear(found, change, dice)
            left[file] = bytes(found)
        return left

    def _forget(self, file: str) -> None:
        self.deleted.discard(file)
        self.safe.pop(file, None)
        self.pending.pop(file, None)


def _apply(content: bytearray, change: Write | Truncate) -> None:
    if isinstance(change, Truncate):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
        return
    end = change.offset + len(change.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[change.offset : end] = change.data


def _tear(content: bytearray, change: Write, dice: random.Random) -> None:
    """Some sectors of it, as the disk has them: at multiples of 512 bytes of the file."""
    start, end = change.offset, change.offset + len(change.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        if dice.random() < 0.5:
            part = change.data[start - change.offset : stop - change.offset]
            _apply(content, Write(change.file, start, part))
        start = stop


def cuts(steps: list[Step], after: int, count: int, seed: int) -> Iterable[tuple[int, dict[str, bytes]]]:
    """`count` power cuts at random moments after step `after`: how many steps were done, and the files found."""
    dice = random.Random(seed)
    moments = sorted(dice.randrange(after, len(steps) + 1) for _ in range(count))
    disk, done = Disk(), 0
    for moment in moments:
        while done < moment:
            disk.take(steps[done])
            done += 1
        yield moment, disk.cut(dice)
