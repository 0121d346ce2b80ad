"""The picture commands: ESC * columns, GS v 0 rasters, the GS ( L buffer, downloaded images."""

from collections.abc import Mapping
from functools import lru_cache

from printers.simulator.handlers import Handler
from printers.simulator.paper import Picture
from printers.simulator.press import Press

#: ESC * m -> bytes a column, and how many dots one bit is wide and tall on a 203 dpi head.
_COLUMN_MODES = {0: (1, 2, 3), 1: (1, 1, 3), 32: (3, 2, 1), 33: (3, 1, 1)}


def _u16(command: bytes, at: int) -> int:
    return command[at] | command[at + 1] << 8


@lru_cache(maxsize=64)
def _rows_of_columns(data: bytes, columns: int, bytes_a_column: int) -> bytes:
    """Turns columns of bits, top bit first, into rows of bits, left bit first."""
    stride = (columns + 7) // 8
    rows = bytearray(stride * bytes_a_column * 8)
    for column in range(columns):
        mask, at = 0x80 >> (column & 7), column >> 3
        for part in range(bytes_a_column):
            byte = data[column * bytes_a_column + part]
            row = part * 8
            while byte:
                if byte & 0x80:
                    rows[row * stride + at] |= mask
                byte = (byte << 1) & 0xFF
                row += 1
    return bytes(rows)


def _columns(press: Press, command: bytes) -> None:
    mode = _COLUMN_MODES.get(command[2])
    count = _u16(command, 3)
    if mode is None or not count:
        return
    deep, scale_x, scale_y = mode
    room = max(0, press.limit - press.x) // scale_x
    shown = min(count, room)
    if shown:
        bits = _rows_of_columns(command[5 : 5 + shown * deep], shown, deep)
        press.set_inline(Picture(0, shown, deep * 8, bits, scale_x, scale_y))


def _scales(m: int) -> tuple[int, int]:
    m = m - 48 if m >= 48 else m
    return (2 if m & 1 else 1), (2 if m & 2 else 1)


def _clipped(press: Press, columns: int, rows: int, bits: bytes, scale_x: int, scale_y: int) -> Picture:
    """A raster that is wider than the paper loses its right side, as on the head."""
    stride = (columns + 7) // 8
    widest = press.profile.width_dots // scale_x
    if columns > widest:
        keep = (widest + 7) // 8
        bits = b"".join(bits[row * stride : row * stride + keep] for row in range(rows))
        columns = widest
    return Picture(0, columns, rows, bits, scale_x, scale_y)


def _raster(press: Press, command: bytes) -> None:
    stride, rows = _u16(command, 4), _u16(command, 6)
    if stride and rows:
        press.print_block(_clipped(press, stride * 8, rows, command[8:], *_scales(command[3])))


def _graphics(press: Press, payload: bytes) -> None:
    """The functions of GS ( L and GS 8 L; `payload` begins with m fn."""
    if len(payload) < 2 or payload[0] != 48:
        return
    function = payload[1]
    if function in {2, 50}:
        picture, press.store.graphics = press.store.graphics, None
        if picture is not None:
            press.print_block(picture)
    elif function in {112, 113} and len(payload) >= 10:
        scale_x, scale_y = (2 if payload[3] == 2 else 1), (2 if payload[4] == 2 else 1)
        columns, rows = _u16(payload, 6), _u16(payload, 8)
        data = payload[10:]
        stride, deep = (columns + 7) // 8, (rows + 7) // 8
        if not columns or not rows:
            return
        if function == 113:
            if len(data) < columns * deep:
                return
            data = _rows_of_columns(data[: columns * deep], columns, deep)[: stride * rows]
        if len(data) >= stride * rows:
            picture = _clipped(press, columns, rows, data[: stride * rows], scale_x, scale_y)
            press.store.graphics = picture


def _download(press: Press, command: bytes) -> None:
    across, down = command[2], command[3]
    if across and down:
        bits = _rows_of_columns(command[4:], across * 8, down)
        press.store.downloaded = _clipped(press, across * 8, down * 8, bits, 1, 1)


def _print_downloaded(press: Press, command: bytes) -> None:
    picture = press.store.downloaded
    if picture is not None:
        scale_x, scale_y = _scales(command[2])
        shown = _clipped(press, picture.columns, picture.rows, picture.bits, scale_x, scale_y)
        press.print_block(shown)


GRAPHICS_HANDLERS: Mapping[str, Handler] = {
    "ESC *": _columns,
    "GS v 0": _raster,
    "GS ( L": lambda press, command: _graphics(press, command[5:]),
    "GS 8 L": lambda press, command: _graphics(press, command[7:]),
    "GS *": _download,
    "GS /": _print_downloaded,
}
