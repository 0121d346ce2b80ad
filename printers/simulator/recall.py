"""Printed lines that come again: what a line of bytes did in a state of the press, so that it need not be worked out.

Handles: lines of text with changes of size, weight, underline and alignment, ended by LF; nothing else is
remembered. Offers: `LineMemory`, `Known`, `line_memory`. Does not know: where the bytes come from. What a shop
prints is the same few hundred lines again and again; a line's effect depends on its bytes and on the modes before it,
which are compared by value.
"""

import threading
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from printers.profile import Profile
from printers.simulator.paper import Item, Lines, Row
from printers.simulator.parser import TEXT, Token
from printers.simulator.press import Press

#: Bytes of a line, and lines, that are remembered.
LONGEST_LINE = 160
_MOST_LINES = 4096
#: They put everything back: remembered where everything is as they leave it.
_RESETTING = frozenset({"ESC @", "FS &"})
#: They change nothing but what `_changing` lists, and the paper.
_REMEMBERED = frozenset({TEXT, "LF", "ESC E", "ESC G", "ESC !", "ESC -", "ESC a", "GS !", *_RESETTING})

State = tuple[Any, ...]


class Known:
    """What a line does: names of its commands, its row's height, items and text, dots of feed, and the modes after it.

    `next_of` gives the line that is known to do something in those modes: Known or None for its bytes without LF.
    """

    __slots__ = ("after", "feed", "height", "items", "names", "next_of", "said")

    def __init__(self, names: tuple[str, ...], row: Row, feed: int, after: int, next_of: "Lookup") -> None:
        self.names = names
        self.height = row.height
        self.items: list[Item] = row.items
        self.said = row.text
        self.feed = feed
        self.after = after
        self.next_of = next_of


Lookup = Callable[[bytes], Known | None]


class LineMemory:
    """The lines of one printer model."""

    def __init__(self) -> None:
        self._states: dict[State, int] = {}
        self._values: list[State] = []
        self._lock = threading.Lock()
        self._lines: list[dict[bytes, Known]] = []  # one for each state
        self._count = 0

    def known_in(self, state: int) -> Lookup:
        """Finds a line, without its LF, among those known in that state."""
        return self._lines[state].get

    def state(self, press: Press, *, in_pairs: bool) -> int | None:
        """A number for the modes a line is set in; None when more than modes counts for what comes.

        `in_pairs`: the parser takes bytes from 80h up in pairs.
        """
        m = press.modes
        if press.page is not None or press.x or not press.line_is_empty:
            return None
        if press.own is not None:  # the host's characters in place of the font's
            return None
        value = (
            (m.ascii, m.kanji, m.emphasised, m.double_strike, m.align),
            (
                in_pairs,
                press.untouched,
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
                self._lines.append({})
                number = self._states[value] = len(self._values) - 1
        return number

    def enter(self, press: Press, state: int) -> None:
        """Bring the press into the modes that lines may change, as they are in that state."""
        m = press.modes
        m.ascii, m.kanji, m.emphasised, m.double_strike, m.align = self._values[state][0]
        press.restyled()

    def learn(
        self,
        before: int,
        line: bytes,
        tokens: list[Token],
        rows: Sequence[Row | Lines],
        feed: int,
        after: int,
    ) -> None:
        """Remember what the line did, when it was of the kind that does it again."""
        row = rows[0] if len(rows) == 1 else None
        if not isinstance(row, Row):
            return
        if row.items and feed >= row.height and tokens[-1].name == "LF":
            names = tuple(token.name for token in tokens)
            if _REMEMBERED.issuperset(names) and self._values[before][1] == self._values[after][1]:
                if self._count >= _MOST_LINES:
                    for lines in self._lines:
                        lines.clear()
                    self._count = 0
                self._count += 1
                self._lines[before][line[:-1]] = Known(names, row, feed, after, self.known_in(after))


@cache
def line_memory(_profile: Profile) -> LineMemory:
    """The memory that all interpreters of this model share."""
    return LineMemory()
