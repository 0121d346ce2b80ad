"""Cuts a stream of ESC/POS bytes into commands and runs of text, however the stream arrives in pieces.

The parser knows lengths and nothing of paper. It must know whether two-byte characters are on (FS &,
FS .), because their second byte may look like anything: a lead byte swallows what follows it, the
start of a command too, which is what real printers do to a dangling half character.
"""

import re
from typing import Final, NamedTuple

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

_single_text = re.compile(rb"[\x20-\xff]+").match
_kanji_text = re.compile(rb"(?:[\x20-\x80\xff]|[\x81-\xfe][\x00-\xff])+", re.DOTALL).match
_SINGLES = {byte: (name, bytes([byte])) for byte, name in SINGLES.items()}


class Token(NamedTuple):
    """One command or run of text: its name, all its bytes, and where in the stream it began."""

    name: str
    data: bytes
    offset: int


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
        add = tokens.append
        base, pos, end = self._offset, 0, len(data)
        text = _kanji_text if self._kanji else _single_text
        singles = _SINGLES
        while pos < end:
            byte = data[pos]
            if byte >= 0x20:
                run = text(data, pos)
                if run is not None:
                    stop = run.end()
                    add(Token(TEXT, data[pos:stop], base + pos))
                    pos = stop
                    continue
            elif byte in singles:
                name, whole = singles[byte]
                add(Token(name, whole, base + pos))
                pos += 1
                continue
            name, length = self._command(byte, data, pos, end)
            if pos + length > end:
                self._need = length
                break
            command = data[pos : pos + length]
            if name.endswith("(") or name in {"GS v", "GS Q"}:
                name = full_name(name, command)
            elif name in {"FS &", "FS .", "ESC @"}:
                self._kanji = self._kanji_font and name != "FS ."
                text = _kanji_text if self._kanji else _single_text
            add(Token(name, command, base + pos))
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
