"""PDF417: GS ( k with cn = 48, its settings (fn 65 to 70), data (fn 80) and printing (fn 81).

Handles: columns, rows, sizes, error correction, the truncated form. Offers: `pdf417_function`. Does not
know: code words; those come from the pdf417gen package. Sources: ISO/IEC 15438; Epson's reference.
"""

from functools import lru_cache
from math import ceil
from typing import Any, NamedTuple, cast

from printers.simulator.modes import Pdf417
from printers.simulator.paper import Picture
from printers.simulator.press import Press

_START, _STOP = "11111111010101000", "111111101000101001"
_WORD = 17
_PADDING = 900
_MOST_WORDS = 928
_MOST_ROWS, _MOST_COLUMNS = 90, 30
#: More bytes than the densest compaction gets into a symbol.
_MOST_BYTES = 2800
#: Words of error correction asked for in tenths of the data: up to so many words -> level.
_LEVELS = ((3, 1), (10, 2), (20, 3), (45, 4), (100, 5), (200, 6), (400, 7))
#: Without a say, the symbol is about so many times as wide as tall.
_SHAPE = 3.0


class _Symbol(NamedTuple):
    width: int
    rows: int
    bits: bytes


def pdf417_function(press: Press, payload: bytes) -> None:
    """Carry out one function; `payload` begins with cn fn and has at least three bytes."""
    store = press.store.pdf417
    function, n = payload[1], payload[2]
    if function == 80 and n == 48:
        store.data = payload[3:]
    elif function == 81 and n == 48:
        _print(press, store)
    elif function == 69 and len(payload) == 4:
        _set_level(store, n, payload[3])
    else:
        _set(store, function, n)


def _set(store: Pdf417, function: int, n: int) -> None:
    if function == 65 and n <= _MOST_COLUMNS:
        store.columns = n
    elif function == 66 and (n == 0 or 3 <= n <= _MOST_ROWS):
        store.rows = n
    elif function == 67 and 1 <= n <= 8:
        store.module = n
    elif function == 68 and 2 <= n <= 8:
        store.height = n
    elif function == 70 and n <= 1:
        store.truncated = bool(n)


def _set_level(store: Pdf417, kind: int, n: int) -> None:
    if kind == 48 and 48 <= n <= 56:
        store.level, store.ratio = n - 48, 0
    elif kind == 49 and 1 <= n <= 40:
        store.ratio = n


def _print(press: Press, store: Pdf417) -> None:
    if not store.data or len(store.data) > _MOST_BYTES:
        return
    room = press.limit // store.module
    level = store.level if not store.ratio else -store.ratio
    symbol = _symbol(store.data, store.columns, store.rows, level, store.truncated, room, store.height)
    if symbol is not None:
        scale_y = store.height * store.module
        press.print_block(Picture(0, symbol.width, symbol.rows, symbol.bits, store.module, scale_y))


@lru_cache(maxsize=64)
def _symbol(
    data: bytes, columns: int, rows: int, level: int, truncated: bool, room: int, height: int
) -> _Symbol | None:
    """The modules; None when the data does not go into that form. A negative `level` is tenths of the data."""
    from pdf417gen import compaction, encoding, error_correction

    words = list(cast("Any", compaction).compact(data))
    if level < 0:
        wanted = len(words) * -level / 10
        level = next((level for most, level in _LEVELS if ceil(wanted) <= most), 8)
    correction = 2 ** (level + 1)
    form = _form(len(words) + 1 + correction, columns, rows, (room, height), truncated=truncated)
    if form is None:
        return None
    columns, rows = form
    padding = columns * rows - correction - len(words) - 1
    described = [len(words) + 1 + padding, *words, *[_PADDING] * padding]
    all_words = described + list(
        cast("Any", error_correction).compute_error_correction_code_words(described, level)
    )
    lines = [all_words[i : i + columns] for i in range(0, len(all_words), columns)]
    pictures = [
        _row(row, truncated=truncated) for row in cast("Any", encoding).encode_rows(lines, columns, level)
    ]
    width = len(pictures[0])
    stride = (width + 7) // 8
    bits = b"".join(int(row.ljust(stride * 8, "0"), 2).to_bytes(stride, "big") for row in pictures)
    return _Symbol(width, rows, bits)


def _row(words: list[int], *, truncated: bool) -> str:
    """Start, left indicator, data, right indicator, stop; truncated, a single bar stands for the last two."""
    inner = "".join(f"{word:0{_WORD}b}" for word in words[1 : -2 if truncated else -1])
    return _START + inner + ("1" if truncated else _STOP)


def _width(columns: int, *, truncated: bool) -> int:
    return _WORD * (columns + 2) + 1 if truncated else _WORD * (columns + 4) + 1


def _form(
    words: int, columns: int, rows: int, space: tuple[int, int], *, truncated: bool
) -> tuple[int, int] | None:
    """Columns and rows for so many words; 0 leaves the choice. `space`: modules across, modules a row is tall."""
    room, height = space
    best: tuple[float, int, int] | None = None
    for across in [columns] if columns else range(1, _MOST_COLUMNS + 1):
        down = rows or max(3, ceil(words / across))
        width = _width(across, truncated=truncated)
        if across * down < words or across * down > _MOST_WORDS or down > _MOST_ROWS or width > room:
            continue
        if rows and not columns and across * (down - 1) >= words and across > 1:
            # Rows are given: no more columns than they need.
            continue
        misshapen = abs(width / (down * height) - _SHAPE) if not rows else float(across)
        if best is None or misshapen < best[0]:
            best = (misshapen, across, down)
    return None if best is None else best[1:]
