"""The picture commands: ESC * columns, GS v 0 rasters, the GS ( L buffer, downloaded images."""

from collections.abc import Mapping

from printers.simulator.bits import rows_of_columns
from printers.simulator.handlers import Handler
from printers.simulator.paper import Picture
from printers.simulator.press import Press
from printers.simulator.stored import clipped, keep_graphics, print_scaled, scales, u16

#: ESC * m -> bytes a column, and how many dots one bit is wide and tall on a 203 dpi head.
_COLUMN_MODES = {0: (1, 2, 3), 1: (1, 1, 3), 32: (3, 2, 1), 33: (3, 1, 1)}


def _columns(press: Press, command: bytes) -> None:
    mode = _COLUMN_MODES.get(command[2])
    count = u16(command, 3)
    if mode is None or not count:
        return
    deep, scale_x, scale_y = mode
    room = max(0, press.limit - press.x) // scale_x
    shown = min(count, room)
    if shown:
        bits = rows_of_columns(command[5 : 5 + shown * deep], shown, deep)
        press.set_inline(Picture(0, shown, deep * 8, bits, scale_x, scale_y))


def _raster(press: Press, command: bytes) -> None:
    stride, rows = u16(command, 4), u16(command, 6)
    if stride and rows:
        press.print_block(clipped(press, stride * 8, rows, command[8:], *scales(command[3])))


def _graphics(press: Press, payload: bytes) -> None:
    """The functions of GS ( L and GS 8 L; `payload` begins with m fn."""
    if len(payload) < 2 or payload[0] != 48:
        return
    function = payload[1]
    if function in {2, 50}:
        picture, press.store.graphics = press.store.graphics, None
        if picture is not None:
            press.print_block(picture)
    elif 65 <= function <= 69 or 81 <= function <= 85:
        keep_graphics(press, payload)
    elif function in {112, 113} and len(payload) >= 10:
        scale_x, scale_y = (2 if payload[3] == 2 else 1), (2 if payload[4] == 2 else 1)
        columns, rows = u16(payload, 6), u16(payload, 8)
        data = payload[10:]
        stride, deep = (columns + 7) // 8, (rows + 7) // 8
        if not columns or not rows:
            return
        if function == 113:
            if len(data) < columns * deep:
                return
            data = rows_of_columns(data[: columns * deep], columns, deep)[: stride * rows]
        if len(data) >= stride * rows:
            picture = clipped(press, columns, rows, data[: stride * rows], scale_x, scale_y)
            press.store.graphics = picture


def _download(press: Press, command: bytes) -> None:
    across, down = command[2], command[3]
    if across and down:
        bits = rows_of_columns(command[4:], across * 8, down)
        press.store.downloaded = clipped(press, across * 8, down * 8, bits, 1, 1)


def _print_downloaded(press: Press, command: bytes) -> None:
    picture = press.store.downloaded
    if picture is not None:
        print_scaled(press, picture, *scales(command[2]))


def _tall_columns(press: Press, command: bytes) -> None:
    """GS Q 0: columns of any number of bytes, printed at once."""
    columns, deep = u16(command, 4), u16(command, 6)
    if columns and deep:
        bits = rows_of_columns(command[8:], columns, deep)
        press.print_block(clipped(press, columns, deep * 8, bits, *scales(command[3])))


GRAPHICS_HANDLERS: Mapping[str, Handler] = {
    "ESC *": _columns,
    "GS v 0": _raster,
    "GS ( L": lambda press, command: _graphics(press, command[5:]),
    "GS 8 L": lambda press, command: _graphics(press, command[7:]),
    "GS Q 0": _tall_columns,
    "GS *": _download,
    "GS /": _print_downloaded,
}
