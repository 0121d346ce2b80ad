"""Pictures dot for dot, in every way a host can send, store and call them."""

import pytest
from PIL import Image

from printers.profile import load_profile
from printers.simulator.device import Device
from printers.simulator.interpreter import interpret

EPSON = load_profile("epson-80mm")
CUT = b"\x1dV\x00"
#: 16 x 8 dots with nothing symmetrical about them.
ART = (
    "#...............",
    "##..............",
    "#.#.........####",
    "#..#............",
    "#...#.......#...",
    "#....#..........",
    "#.....#.........",
    "########.......#",
)
RASTER = bytes.fromhex("8000 c000 a00f 9000 8808 8400 8200 ff01")
COLUMNS = bytes.fromhex("ff 41 21 11 09 05 03 01 00 00 00 00 28 20 20 21")


def dots(data: bytes, columns: int, rows: int, left: int = 0, top: int = 0) -> tuple[str, ...]:
    """The upper left of the first sheet."""
    image = interpret(data + CUT, EPSON).sheets[0].image
    return tuple(
        "".join("." if image.getpixel((left + x, top + y)) else "#" for x in range(columns))
        for y in range(rows)
    )


def scaled(art: tuple[str, ...], across: int, down: int) -> tuple[str, ...]:
    return tuple("".join(c * across for c in row) for row in art for _ in range(down))


@pytest.mark.parametrize(
    ("m", "across", "down"),
    [(0, 1, 1), (1, 2, 1), (2, 1, 2), (3, 2, 2), (48, 1, 1), (49, 2, 1), (50, 1, 2), (51, 2, 2)],
)
def test_rasters_at_every_scale(m: int, across: int, down: int) -> None:
    picture = b"\x1dv0" + bytes([m]) + b"\x02\x00\x08\x00" + RASTER
    assert dots(picture, 16 * across, 8 * down) == scaled(ART, across, down)


@pytest.mark.parametrize(("m", "across", "down"), [(0, 2, 3), (1, 1, 3)])
def test_bit_images_of_8_dots(m: int, across: int, down: int) -> None:
    picture = b"\x1b*" + bytes([m]) + b"\x10\x00" + COLUMNS + b"\n"
    assert dots(picture, 16 * across, 24) == scaled(ART, across, down)


@pytest.mark.parametrize(("m", "across"), [(32, 2), (33, 1)])
def test_bit_images_of_24_dots(m: int, across: int) -> None:
    three = b"".join(bytes([c, 0, c]) for c in COLUMNS)
    picture = b"\x1b*" + bytes([m]) + b"\x10\x00" + three + b"\n"
    assert dots(picture, 16 * across, 24) == scaled((*ART, *("." * 16,) * 8, *ART), across, 1)


def test_bit_images_stand_in_the_line_where_the_text_does() -> None:
    three = b"".join(bytes([0, 0, c]) for c in COLUMNS)
    line = b"ab" + b"\x1b*\x21\x10\x00" + three + b"\x1b$\x64\x00" + b"\x1b*\x21\x10\x00" + three + b"\n"
    assert dots(line, 16, 8, 24, 16) == ART
    assert dots(line, 16, 8, 100, 16) == ART
    assert dots(b"\x1ba\x02\x1b*\x21\x10\x00" + three + b"\n", 16, 8, 560, 16) == ART


@pytest.mark.parametrize("store", [b"\x1d(L\x1a\x00", b"\x1d8L\x1a\x00\x00\x00"])
@pytest.mark.parametrize(("bx", "by"), [(1, 1), (2, 1), (1, 2), (2, 2)])
@pytest.mark.parametrize(("function", "data"), [(112, RASTER), (113, COLUMNS)])
def test_graphics_are_stored_and_printed_once(
    store: bytes, bx: int, by: int, function: int, data: bytes
) -> None:
    stored = store + bytes([48, function, 48, bx, by, 49, 16, 0, 8, 0]) + data
    for print_it in (b"\x1d(L\x02\x00\x30\x32", b"\x1d(L\x02\x00\x30\x02"):
        assert dots(stored + print_it, 16 * bx, 8 * by) == scaled(ART, bx, by)
    assert interpret(stored, EPSON).sheets == []
    twice = interpret(stored + b"\x1d(L\x02\x00\x30\x32" * 2 + CUT, EPSON).sheets[0]
    assert twice.height == 8 * by


def test_downloaded_image_by_columns() -> None:
    define = b"\x1d*\x02\x01" + COLUMNS
    for m, (across, down) in enumerate([(1, 1), (2, 1), (1, 2), (2, 2)]):
        assert dots(define + b"\x1d/" + bytes([m]), 16 * across, 8 * down) == scaled(ART, across, down)
    assert dots(define + b"\x1d/0\x1d/0", 16, 16) == ART * 2, "it stays"
    assert interpret(define + b"\x1b@\x1d/\x00", EPSON).sheets == [], "until ESC @"


def test_numbered_nv_images_outlive_initialising_and_the_power() -> None:
    second = b"\x01\x00\x02\x00" + bytes([0xF0, 0x0F] * 8)
    define = b"\x1cq\x02" + b"\x02\x00\x01\x00" + COLUMNS + second
    for m, (across, down) in enumerate([(1, 1), (2, 1), (1, 2), (2, 2)]):
        assert dots(define + b"\x1b@\x1cp\x01" + bytes([m]), 16 * across, 8 * down) == scaled(
            ART, across, down
        )
    striped = ("#" * 8,) * 4 + ("." * 8,) * 8 + ("#" * 8,) * 4
    assert dots(define + b"\x1cp\x020", 8, 16) == striped
    assert interpret(define + b"\x1cp\x03\x00", EPSON).sheets == [], "there is no third"
    assert interpret(define + b"\x1cq\x00\x1cp\x01\x00", EPSON).sheets == [], "defined anew, all are gone"
    sheets = []
    device = Device(EPSON, on_sheet=sheets.append)
    device.receive(device.connect(0.0), define, 0.0)
    device.power_cycle(1.0)
    device.receive(device.connect(1.0), b"\x1cp\x01\x00" + CUT, 1.0)
    assert sheets[0].image.crop((0, 0, 16, 8)).tobytes() == bytes(b ^ 255 for b in RASTER)


@pytest.mark.parametrize(("first", "outlives"), [(64, True), (80, False)])
def test_graphics_kept_by_key(first: int, outlives: bool) -> None:
    def function(n: int, rest: bytes) -> bytes:
        body = bytes([48, first + n]) + rest
        return b"\x1d(L" + len(body).to_bytes(2, "little") + body

    by_rows = function(3, b"\x30AB\x01\x10\x00\x08\x00\x31" + RASTER)
    by_columns = function(4, b"\x30CD\x01\x10\x00\x08\x00\x31" + COLUMNS)
    big = (
        b"\x1d8L" + b"\x1b\x00\x00\x00" + bytes([48, first + 3]) + b"\x30EF\x01\x10\x00\x08\x00\x31" + RASTER
    )
    for define, key in ((by_rows, b"AB"), (by_columns, b"CD"), (big, b"EF")):
        assert dots(define + function(5, key + b"\x01\x01"), 16, 8) == ART
        assert dots(define + function(5, key + b"\x02\x01"), 32, 8) == scaled(ART, 2, 1)
        after = interpret(define + b"\x1b@" + function(5, key + b"\x01\x02") + CUT, EPSON).sheets[0]
        assert (after.height == 16) is outlives
    delete = by_rows + by_columns + function(2, b"AB")
    assert interpret(delete + function(5, b"AB\x01\x01"), EPSON).sheets == []
    assert dots(delete + function(5, b"CD\x01\x01"), 16, 8) == ART
    assert interpret(by_rows + function(1, b"CLR") + function(5, b"AB\x01\x01"), EPSON).sheets == []


def test_the_printer_tells_what_graphics_it_keeps() -> None:
    device = Device(EPSON)
    link = device.connect(0.0)

    def ask(data: bytes) -> bytes:
        device.receive(link, data, 0.0)
        return device.output(link)

    assert ask(b"\x1d(L\x02\x00\x30\x30") == b"\x37\x30393216\x00"
    assert ask(b"\x1d(L\x04\x00\x30\x40KC") == b"\x37\x72\x40\x00"
    keep = b"\x30\x43\x30AB\x01\x10\x00\x08\x00\x31" + RASTER
    assert ask(b"\x1d(L\x1b\x00" + keep + b"\x1d(L\x04\x00\x30\x40KC") == b"\x37\x72\x40AB\x00"
    assert ask(b"\x1d(L\x02\x00\x30\x33\x1d(L\x02\x00\x30\x34") == b"\x37\x31393200\x00\x37\x32393216\x00"


def test_memory_for_graphics_ends() -> None:
    # 2040 x 1024 dots are 261,120 bytes: one fits into 384 KB, the second does not.
    def keep(key: bytes) -> bytes:
        body = b"\x30\x43\x30" + key + b"\x01\xf8\x07\x00\x04\x31" + b"\xff" * 261_120
        return b"\x1d8L" + len(body).to_bytes(4, "little") + body

    def call(key: bytes) -> bytes:
        return b"\x1d(L\x06\x00\x30\x45" + key + b"\x01\x01"

    both = keep(b"AA") + keep(b"BB")
    assert interpret(both + call(b"AA") + CUT, EPSON).sheets[0].height == 1024
    assert interpret(both + call(b"BB"), EPSON).sheets == []


def test_variable_height_bit_images() -> None:
    picture = b"\x1dQ0\x00\x10\x00\x01\x00" + COLUMNS
    assert dots(picture, 16, 8) == ART


def test_pictures_wider_than_the_paper_lose_their_right_side() -> None:
    wide = b"\x1dv0\x00\x50\x00\x02\x00" + (b"\x00" * 71 + b"\x01" + b"\xff" * 8) * 2
    image = interpret(wide + CUT, EPSON).sheets[0].image
    assert image.size == (576, 8)
    black = {(x, y) for x in range(576) for y in range(8) if not image.getpixel((x, y))}
    assert black == {(575, 0), (575, 1)}


def test_pictures_follow_margin_and_alignment() -> None:
    picture = b"\x1dv0\x00\x02\x00\x08\x00" + RASTER
    assert dots(b"\x1dL\x20\x00" + picture, 16, 8, 32) == ART
    assert dots(b"\x1ba\x01" + picture, 16, 8, 280) == ART
    assert dots(b"\x1ba\x02" + picture, 16, 8, 560) == ART
    # 100 dots wide from 32 on: the middle is at 82.
    assert dots(b"\x1dL\x20\x00\x1dW\x64\x00\x1ba\x01" + picture, 16, 8, 32 + 42) == ART


def test_a_sheet_of_art_is_what_it_says() -> None:
    assert (
        tuple(
            "".join(
                "#" if byte >> (7 - i) & 1 else "." for byte in RASTER[y * 2 : y * 2 + 2] for i in range(8)
            )
            for y in range(8)
        )
        == ART
    )
    turned = Image.frombytes("1", (8, 16), COLUMNS).transpose(Image.Transpose.TRANSPOSE)
    assert turned.tobytes() == RASTER
