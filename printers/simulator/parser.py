"""Cuts a stream of ESC/POS bytes into commands and runs of text, however the stream arrives in pieces.

The parser knows lengths and nothing of paper. It must know whether two-byte characters are on (FS &,
FS .), because their second byte may look like anything: a lead byte swallows what follows it, the
start of a command too, which is what real printers do to a dangling half character.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from itertools import accumulate
from typing import Any, Final, NamedTuple, cast

from printers.simulator.syntax import (
    COMMANDS,
    LARGEST_COMMAND,
    SELECTED_BY_THIRD,
    SINGLES,
    UNKNOWN,
    full_name,
)

#: Name of a token that is no command.
TEXT: Final = "text"

_SINGLE_TEXT = rb"[\x20-\xff]+"
# After a byte that cannot lead, a character has ended, whatever came before it: up to the last of these a run needs
# no counting in pairs.
_KANJI_TEXT = rb"(?:[\x20-\xff]*[\x20-\x80\xff]|(?:[\x81-\xfe].)+)+"
#: Commands of a fixed length that change what the bytes after them mean, or whose name is longer.
_LOOKED_AT = frozenset({"ESC @", "FS &", "FS .", "GS (", "FS (", "ESC (", "GS v", "GS Q"})


class Token(NamedTuple):
    """One command or run of text: its name, all its bytes, and where in the stream it began."""

    name: str
    data: bytes
    offset: int


@cache
def _simple() -> tuple[bytes, dict[bytes, str]]:
    """What can be cut off without a look at its meaning: a pattern, and the names by the first two bytes.

    These are the control bytes, and the commands whose length is a number: almost all of a ticket.
    """
    names = {bytes([byte]): name for byte, name in SINGLES.items()}
    cases = [b"[" + b"".join(re.escape(bytes([byte])) for byte in SINGLES) + b"]"]
    for byte, seconds in COMMANDS.items():
        by_length: dict[int, list[bytes]] = {}
        for second, (name, length) in seconds.items():
            if isinstance(length, int) and name not in _LOOKED_AT:
                names[bytes([byte, second])] = name
                by_length.setdefault(length, []).append(re.escape(bytes([second])))
        cases += [
            re.escape(bytes([byte])) + b"[" + b"".join(letters) + b"]" + b".{%d}" % (length - 2)
            for length, letters in by_length.items()
        ]
    return b"|".join(cases), names


@cache
def _cutters(kanji: bool) -> tuple[Callable[..., re.Match[bytes] | None], Callable[..., list[bytes]]]:
    """For a two-byte mode: how far simple commands and text reach, and all of them."""
    one = (_KANJI_TEXT if kanji else _SINGLE_TEXT) + b"|" + _simple()[0]
    return re.compile(b"(?:" + one + b")+", re.DOTALL).match, re.compile(one, re.DOTALL).findall


#: A token of (name, data, offset), with as little ado as can be: a stream is made of nothing else.
_token: Callable[[tuple[str, bytes, int]], Token] = partial(cast("Any", tuple).__new__, Token)


class Parser:
    """Incremental: feed any pieces, get whole tokens; only an unfinished command stays inside."""

    def __init__(self, *, kanji_font: bool) -> None:
        self._kanji_font = kanji_font
        self._offset = 0
        self._pending = bytearray()
        self._need = 0
        self._kanji = kanji_font

    @property
    def pending(self) -> int:
        """Bytes of a command that has not arrived whole."""
        return len(self._pending)

    @property
    def in_pairs(self) -> bool:
        """Whether bytes from 80h up are taken in pairs."""
        return self._kanji

    def skip(self, count: int) -> None:
        """So many bytes, whole commands that change no lengths, were cut off by somebody else."""
        self._offset += count

    def reset(self, *, kanji: bool | None = None) -> None:
        """Forget an unfinished command; `kanji` is the two-byte mode to go on with (default: as after power on)."""
        self._offset += len(self._pending)
        self._pending.clear()
        self._need = 0
        self._kanji = self._kanji_font if kanji is None else kanji and self._kanji_font

    def rest(self) -> Token | None:
        """The unfinished command at the end of a file, or None."""
        return Token(UNKNOWN, bytes(self._pending), self._offset) if self._pending else None

    def feed(self, data: bytes) -> list[Token]:
        """All tokens that `data` completes."""
        if self._pending:
            self._pending += data
            if len(self._pending) < self._need:
                return []
            data = bytes(self._pending)
            self._pending.clear()
        tokens: list[Token] = []
        base, pos, end = self._offset, 0, len(data)
        reach, cut = _cutters(self._kanji)
        names = _simple()[1]
        while pos < end:
            simple = reach(data, pos)
            if simple is not None:
                stop = simple.end()
                found = cut(data, pos, stop)
                called = [names.get(piece[:2], TEXT) for piece in found]
                tokens += map(_token, zip(called, found, accumulate(map(len, found), initial=base + pos)))
                pos = stop
                if pos == end:
                    break
            name, length = self._command(data[pos], data, pos, end)
            if pos + length > end:
                self._need = length
                break
            command = data[pos : pos + length]
            if name.endswith("(") or name in {"GS v", "GS Q"}:
                name = full_name(name, command)
            elif name in {"FS &", "FS .", "ESC @"}:
                self._kanji = self._kanji_font and name != "FS ."
                reach, cut = _cutters(self._kanji)
            tokens.append(Token(name, command, base + pos))
            pos += length
        if pos < end:
            self._pending += data[pos:]
        self._offset = base + pos
        return tokens

    @staticmethod
    def _command(byte: int, data: bytes, pos: int, end: int) -> tuple[str, int]:
        seconds = COMMANDS.get(byte)
        if seconds is None:
            # A lone lead byte at the end of the buffer waits for its second half.
            return UNKNOWN, 2 if byte > 0x80 else 1
        if end - pos < 2:
            return UNKNOWN, 2
        second = data[pos + 1]
        entry = seconds.get(second)
        if entry is None:
            # An unknown letter goes with its opening byte; a control byte may open the next command.
            return UNKNOWN, 2 if second >= 0x20 and byte != 0x10 else 1
        name, length = entry
        size = length if isinstance(length, int) else length(data, pos, end)
        if size == 1 or (size == 3 and name in SELECTED_BY_THIRD):
            return UNKNOWN, size
        if size > LARGEST_COMMAND:
            # As printers do with parameters out of range: what follows the opening is text.
            return UNKNOWN, 2
        return name, size
