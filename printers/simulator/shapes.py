"""Characters whose dots the host defines: ESC &, ESC %, ESC ?, and FS 2, FS ? for two-byte ones.

Handles: keeping them for each font, finding one. Offers: `ShapeMemory`, `SHAPE_HANDLERS`. Does not
know: where they are printed. Source: Epson's command reference. A font A character is at most 12 x 24
dots, a font B one 9 x 17; two-byte ones are 24 x 24. Data are columns from left to right, top bit first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from printers.simulator.bits import rows_of_columns

if TYPE_CHECKING:
    from printers.simulator.press import Press

#: Two-byte characters a printer keeps; Epson's keep between 5 and 188.
_MOST_KANJI = 256
_KANJI_DOTS = 24


class Shape(NamedTuple):
    """`columns` x `rows` dots, rows of whole bytes, most significant bit left, 1 is black."""

    columns: int
    rows: int
    bits: bytes


@dataclass(slots=True)
class ShapeMemory:
    """What is defined: single-byte characters by (code, font B), two-byte ones by code."""

    single: dict[tuple[int, bool], Shape] = field(default_factory=dict[tuple[int, bool], Shape])
    kanji: dict[int, Shape] = field(default_factory=dict[int, Shape])

    def find(self, code: int, *, wide: bool, small: bool, switched_on: bool) -> Shape | None:
        """The shape of that character, or None when the font's own is to be printed."""
        if wide:
            return self.kanji.get(code)
        return self.single.get((code, small)) if switched_on else None


def _define(press: Press, command: bytes) -> None:
    """ESC & y c1 c2 [x d1...d(x*y)]...: y bytes a column, x columns."""
    deep, first, last = command[2], command[3], command[4]
    small = press.modes.ascii.small
    widest, tallest = (9, 17) if small else (12, 24)
    at = 5
    for code in range(first, last + 1):
        columns = command[at]
        data = command[at + 1 : at + 1 + deep * columns]
        at += 1 + len(data)
        if columns:
            shown = min(columns, widest)
            bits = rows_of_columns(data[: shown * deep], shown, deep)
            rows = min(deep * 8, tallest)
            shape = Shape(shown, rows, bits[: rows * ((shown + 7) // 8)])
            press.store.shapes.single[code, small] = shape
    press.restyled()


def _switch(press: Press, command: bytes) -> None:
    press.modes.own_characters = bool(command[2] & 1)
    press.restyled()


def _cancel(press: Press, command: bytes) -> None:
    press.store.shapes.single.pop((command[2], press.modes.ascii.small), None)


def _define_kanji(press: Press, command: bytes) -> None:
    kanji = press.store.shapes.kanji
    code = command[2] << 8 | command[3]
    if press.profile.codec and (code in kanji or len(kanji) < _MOST_KANJI):
        kanji[code] = Shape(_KANJI_DOTS, _KANJI_DOTS, rows_of_columns(command[4:], _KANJI_DOTS, 3))
        press.restyled()


def _cancel_kanji(press: Press, command: bytes) -> None:
    press.store.shapes.kanji.pop(command[2] << 8 | command[3], None)
    press.restyled()


SHAPE_HANDLERS: Mapping[str, Callable[[Press, bytes], None]] = {
    "ESC &": _define,
    "ESC %": _switch,
    "ESC ?": _cancel,
    "FS 2": _define_kanji,
    "FS ?": _cancel_kanji,
}
