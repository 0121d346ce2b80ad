"""Printed lines that come again: what a line of bytes did in a state of the press, so that it need not be worked out.

Handles: lines of text with changes of size, weight, underline and alignment, ended by LF; nothing else is
remembered. Offers: `LineMemory`, `Known`, `line_memory`. Does not know: where the bytes come from. What a shop
prints is the same few hundred lines again and again; a line's effect depends on its bytes and on the modes before it,
which are compared by value.
"""

import threading
from functools import cache
from typing import Any, NamedTuple

from printers.profile import Profile
from printers.simulator.paper import Item, Row
from printers.simulator.parser import TEXT, Token
from printers.simulator.press import Press

#: Bytes of a line, and lines, that are remembered.
LONGEST_LINE = 160
_MOST_LINES = 4096
#: They change nothing but what `_changing` lists, and the paper.
_REMEMBERED = frozenset({TEXT, "LF", "ESC E", "ESC G", "ESC !", "ESC -", "ESC a", "GS !"})

State = tuple[Any, ...]


class Known(NamedTuple):
    """What a line does: names of its commands, its row's height and items, dots of feed, and the modes after it."""

    names: tuple[str, ...]
    height: int
    items: list[Item]
    feed: int
    after: int


class LineMemory:
    """The lines of one printer model."""

    def __init__(self) -> None:
        self._states: dict[State, int] = {}
        self._values: list[State] = []
        self._lock = threading.Lock()
        self.lines: dict[tuple[int, bytes], Known] = {}

    def state(self, press: Press, *, in_pairs: bool) -> int | None:
        """A number for the modes a line is set in; None when more than modes counts for what comes.

        `in_pairs`: the parser takes bytes from 80h up in pairs.
        """
        m = press.modes
        if press.page is not None or press.x or not press.line_is_empty:
            return None
        if m.own_characters or press.store.shapes.kanji:  # the host's characters in place of the font's
            return None
        value = (
            (m.ascii, m.kanji, m.emphasised, m.double_strike, m.align),
            (
                in_pairs,
                m.two_byte,
                m.line_spacing,
                m.page,
                m.country,
                m.spacing,
                m.kanji_spacing,
                press.left,
                press.limit,
            ),
        )
        number = self._states.get(value)
        if number is None:
            with self._lock:
                if len(self._values) >= _MOST_LINES:
                    return None
                self._values.append(value)
                number = self._states[value] = len(self._values) - 1
        return number

    def enter(self, press: Press, state: int) -> None:
        """Bring the press into the modes that lines may change, as they are in that state."""
        m = press.modes
        m.ascii, m.kanji, m.emphasised, m.double_strike, m.align = self._values[state][0]
        press.restyled()

    def learn(
        self, before: int, line: bytes, tokens: list[Token], rows: list[Row], feed: int, after: int
    ) -> None:
        """Remember what the line did, when it was of the kind that does it again."""
        if len(rows) == 1 and rows[0].items and feed >= rows[0].height and tokens[-1].name == "LF":
            names = tuple(token.name for token in tokens)
            if _REMEMBERED.issuperset(names):
                if len(self.lines) >= _MOST_LINES:
                    self.lines.clear()
                self.lines[before, line] = Known(names, rows[0].height, rows[0].items, feed, after)


@cache
def line_memory(_profile: Profile) -> LineMemory:
    """The memory that all interpreters of this model share."""
    return LineMemory()
