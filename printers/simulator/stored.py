"""Pictures the printer keeps by name: NV graphics, downloaded graphics, and FS q's numbered NV images.

Handles: defining, printing, deleting and listing them, within the memory a printer has. Offers:
`keep_graphics`, `graphics_answer`, `STORED_HANDLERS`. Does not know: who asks. NV ones outlive ESC @ and
the power. Source: Epson's command reference, FS q, FS p, GS ( L functions 48, 51, 52, 64 to 69, 80 to 85.
"""

from collections.abc import Callable, Mapping

from printers.simulator.bits import rows_of_columns
from printers.simulator.paper import Picture
from printers.simulator.press import Press

#: Bytes of NV memory for graphics, and of memory for downloaded ones.
CAPACITY = 384 * 1024
#: A list of key codes is sent in groups of this many; nothing here needs the second group.
_KEYS_IN_A_GROUP = 40

Pictures = dict[bytes, Picture]


def u16(command: bytes, at: int) -> int:
    """Two bytes, low first."""
    return command[at] | command[at + 1] << 8


def scales(m: int) -> tuple[int, int]:
    """How many dots wide and tall a bit is: bit 0 doubles the width, bit 1 the height; "0" counts as 0."""
    m = m - 48 if m >= 48 else m
    return (2 if m & 1 else 1), (2 if m & 2 else 1)


def clipped(press: Press, columns: int, rows: int, bits: bytes, scale_x: int, scale_y: int) -> Picture:
    """A picture that is wider than the paper loses its right side, as on the head."""
    stride = (columns + 7) // 8
    widest = max(1, press.profile.width_dots // scale_x)
    if columns > widest:
        keep = (widest + 7) // 8
        bits = b"".join(bits[row * stride : row * stride + keep] for row in range(rows))
        columns = widest
    return Picture(0, columns, rows, bits, scale_x, scale_y)


def print_scaled(press: Press, picture: Picture, scale_x: int, scale_y: int) -> None:
    """Print a kept picture; it stays kept."""
    press.print_block(clipped(press, picture.columns, picture.rows, picture.bits, scale_x, scale_y))


def _used(pictures: Pictures) -> int:
    return sum(len(picture.bits) for picture in pictures.values())


def keep_graphics(press: Press, payload: bytes) -> None:
    """Functions 65 to 69 (NV) and 81 to 85 (downloaded) of GS ( L; `payload` begins with m fn."""
    function, rest = payload[1], payload[2:]
    nv = function < 80
    pictures = press.nv_graphics if nv else press.store.downloads
    match function - (64 if nv else 80):
        case 1 if rest == b"CLR":
            pictures.clear()
        case 2 if len(rest) == 2:
            pictures.pop(rest, None)
        case 3 | 4:
            _define(pictures, rest, by_columns=function in {68, 84})
        case 5 if len(rest) == 4 and rest[:2] in pictures and {rest[2], rest[3]} <= {1, 2}:
            print_scaled(press, pictures[rest[:2]], rest[2], rest[3])
        case _:
            pass


def _define(pictures: Pictures, rest: bytes, *, by_columns: bool) -> None:
    """a kc1 kc2 b xL xH yL yH, then for each of b colours c and the dots; the first colour is printed."""
    if len(rest) < 9 or rest[0] != 48:
        return
    key, columns, rows, dots = rest[1:3], u16(rest, 4), u16(rest, 6), rest[9:]
    if not all(32 <= byte <= 126 for byte in key) or not columns or not rows:
        return
    stride, deep = (columns + 7) // 8, (rows + 7) // 8
    size = columns * deep if by_columns else stride * rows
    others = _used(pictures) - (len(pictures[key].bits) if key in pictures else 0)
    if len(dots) < size or others + size > CAPACITY:
        return
    bits = rows_of_columns(dots[:size], columns, deep)[: stride * rows] if by_columns else dots[:size]
    pictures[key] = Picture(0, columns, rows, bits)


def graphics_answer(press: Press, payload: bytes) -> bytes:
    """What the printer sends back for a GS ( L that asks something; nothing for the others."""
    if len(payload) < 2 or payload[0] != 48:
        return b""
    nv, downloads = press.nv_graphics, press.store.downloads
    function = payload[1]
    if function in {0, 48}:
        return b"\x37\x30%d\x00" % CAPACITY
    if function in {3, 51}:
        return b"\x37\x31%d\x00" % (CAPACITY - _used(nv))
    if function in {4, 52}:
        return b"\x37\x32%d\x00" % (CAPACITY - _used(downloads))
    if function in {64, 80} and payload[2:] == b"KC":
        keys = sorted(nv if function == 64 else downloads)[:_KEYS_IN_A_GROUP]
        head = b"\x37\x72" if function == 64 else b"\x37\x73"
        return head + b"\x40" + b"".join(keys) + b"\x00"
    return b""


def _define_numbered(press: Press, command: bytes) -> None:
    """FS q n [xL xH yL yH d...]: all numbered images anew, then the printer starts as after power on."""
    images: dict[int, Picture] = {}
    at = 3
    for number in range(1, command[2] + 1):
        across, down = u16(command, at), u16(command, at + 2)
        size = across * down * 8
        data = command[at + 4 : at + 4 + size]
        at += 4 + size
        if not size or sum(len(image.bits) for image in images.values()) + size > CAPACITY:
            break
        images[number] = Picture(0, across * 8, down * 8, rows_of_columns(data, across * 8, down))
    press.nv_images = images
    press.initialise()


def _print_numbered(press: Press, command: bytes) -> None:
    picture = press.nv_images.get(command[2])
    if picture is not None and command[3] & ~48 <= 3:
        print_scaled(press, picture, *scales(command[3]))


STORED_HANDLERS: Mapping[str, Callable[[Press, bytes], None]] = {
    "FS p": _print_numbered,
    "FS q": _define_numbered,
}
