"""Barcodes and two-dimensional codes of the simulated paper, read back from their dots."""

import pytest

from printers.profile import load_profile
from printers.simulator.interpreter import interpret
from printers.simulator.paper import Sheet
from printers.simulator.symbols import qr_modules, qr_side
from tests.unit.printers.barcode_reader import must_have_zbar, read

LATIN = load_profile("latin-80mm")
CUT = b"\x1dV\x00"


def sheet(data: bytes) -> Sheet:
    return interpret(data + CUT, LATIN).sheets[0]


#: GS k's bytes, ZBar's name for the kind, what is to be read.
BARCODES = [
    (b"\x1dk\x0004210000526\x00", "UPC-A", b"042100005264"),
    (b"\x1dkA\x0b04210000526", "UPC-A", b"042100005264"),
    (b"\x1dkA\x0c042100005264", "UPC-A", b"042100005264"),
    (b"\x1dk\x02400638133393\x00", "EAN-13", b"4006381333931"),
    (b"\x1dkC\x0d4006381333931", "EAN-13", b"4006381333931"),
    (b"\x1dk\x039638507\x00", "EAN-8", b"96385074"),
    (b"\x1dkD\x0896385074", "EAN-8", b"96385074"),
    (b"\x1dk\x01425261\x00", "UPC-E", b"04252614"),
    (b"\x1dkB\x0704252614"[:-1], "UPC-E", b"04252614"),
    (b"\x1dkB\x0804252614", "UPC-E", b"04252614"),
    (b"\x1dkB\x0b04210000526", "UPC-E", b"04252614"),
    (b"\x1dkB\x0c012345000058", "UPC-E", b"01234558"),
    (b"\x1dkB\x0b01200000345", "UPC-E", b"01234505"),
    (b"\x1dkB\x0b01230000045", "UPC-E", b"01234531"),
    (b"\x1dkB\x0b01234000005", "UPC-E", b"01234543"),
    (b"\x1dk\x04ABC-123. $/+%\x00", "CODE-39", b"ABC-123. $/+%"),
    (b"\x1dkE\x08*ABC123*", "CODE-39", b"ABC123"),
    (b"\x1dk\x051234567890\x00", "I2/5", b"1234567890"),
    (b"\x1dkF\x080012345678"[:-2], "I2/5", b"00123456"),
    (b"\x1dk\x06A12-34$5:6/7.8+9B\x00", "Codabar", b"A12-34$5:6/7.8+9B"),
    (b"\x1dkG\x07c12345d", "Codabar", b"C12345D"),
    (b"\x1dkH\x09CODE93 ab", "CODE-93", b"CODE93 ab"),
    (b"\x1dkH\x06A\x01b~!@", "CODE-93", b"A\x01b~!@"),
    (b"\x1dkI\x09{BW036-11", "CODE-128", b"W036-11"),
    (b"\x1dkI\x06{C\x0c\x22\x38\x4e", "CODE-128", b"12345678"),
    (b"\x1dkI\x08{AAB\x09CD\x1b", "CODE-128", b"AB\x09CD\x1b"),
    (b"\x1dkI\x0c{BAb{S\x01c{C\x0c\x22", "CODE-128", b"Ab\x01c1234"),
    (b"\x1dkI\x06{Ba{{b", "CODE-128", b"a{b"),
    (b"\x1dkO\x0eAbc123456789\x01z", "CODE-128", b"Abc123456789\x01z"),
    (b"\x1dkO\x051234x", "CODE-128", b"1234x"),
    (b"\x1dkJ\x1a(01)0952012345678*(10)AB12", "CODE-128", b"010952012345678810AB12"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "kind", "data"), BARCODES)
def test_a_reader_reads_what_was_asked_for(stream: bytes, kind: str, data: bytes) -> None:
    must_have_zbar()
    assert read(sheet(b"\x1dw\x02\x1dh\x50" + stream).image) == [(kind, data)]


@pytest.mark.parametrize("module", [1, 2, 3, 4, 5, 6])
def test_every_width_of_bars_can_be_read(module: int) -> None:
    must_have_zbar()
    wide = b"\x1dw" + bytes([module])
    assert read(sheet(wide + b"\x1dk\x0396385074\x00").image) == [("EAN-8", b"96385074")]
    if module > 1:
        assert read(sheet(wide + b"\x1dk\x05123456\x00").image) == [("I2/5", b"123456")]


def bars(data: bytes) -> str:
    """The first row of dots between the first black one and the last."""
    image = sheet(data).image
    return "".join("." if image.getpixel((x, 0)) else "#" for x in range(image.width)).strip(".")


def test_two_widths_are_a_narrow_bar_and_two_and_a_half() -> None:
    # Start of ITF: four narrow; stop: wide, narrow, narrow. Narrow 2 dots, wide 5.
    itf = bars(b"\x1dw\x02\x1dk\x0500\x00")
    assert itf.startswith("##..##..") and itf.endswith("#####..##")
    assert len(itf) == 4 * 2 + 2 * (3 * 2 + 2 * 5) + 5 + 2 + 2
    assert bars(b"\x1dw\x04\x1dk\x0500\x00").endswith("#" * 10 + "." * 4 + "#" * 4)


def test_ean_guards_and_digits_stand_where_the_standard_has_them() -> None:
    ean8 = bars(b"\x1dw\x01\x1dk\x0396385074\x00")
    nine, four = "...#.##", "#.###.."
    assert ean8[:10] == "#.#" + nine
    assert ean8[31:36] == ".#.#."
    assert ean8[-10:] == four + "#.#"
    assert len(ean8) == 67


@pytest.mark.parametrize(
    "wrong",
    [
        b"\x1dk\x02notdigits\x00",
        b"\x1dk\x0212345\x00",
        b"\x1dkF\x03123",
        b"\x1dkE\x03a_b",
        b"\x1dkG\x03123",
        b"\x1dkB\x07" + b"1234567",
        b"\x1dkB\x0b" + b"01234567890",
        b"\x1dkI\x02{B",
        b"\x1dkI\x03{C\x64",
        b"\x1dkI\x03{B\x01",
        b"\x1dkO\x01\xff",
        b"\x1dkC\x00",
    ],
)
def test_a_printer_prints_no_wrong_barcode(wrong: bytes) -> None:
    assert interpret(wrong, LATIN).sheets == []


def test_a_barcode_wider_than_the_line_is_not_printed() -> None:
    code = b"\x1dw\x06\x1dk\x04ABCDEFGH\x00"
    assert interpret(code, LATIN).sheets == []


def test_height_and_readable_line() -> None:
    code = b"\x1dh\x50\x1dw\x02\x1dk\x0396385074\x00"
    assert (sheet(code).height, sheet(code).lines) == (80, [])
    for n, height, lines in [(1, 104, 1), (2, 104, 1), (3, 128, 2), (48, 80, 0), (51, 128, 2)]:
        shown = sheet(b"\x1dH" + bytes([n]) + code)
        assert (shown.height, len(shown.lines)) == (height, lines)
        assert set(shown.lines) <= {"96385074"}
    assert sheet(b"\x1dH\x02\x1df\x01" + code).height == 80 + 17, "font B"
    # In the middle of its bars, 67 x 2 dots wide, wherever those stand.
    for align, left in [(0, 0), (1, 221), (2, 442)]:
        image = sheet(b"\x1dH\x02\x1ba" + bytes([align]) + code).image
        below = image.crop((0, 80, 576, 104)).convert("L").point([255 - v for v in range(256)]).getbbox()
        assert below is not None
        assert abs((below[0] + below[2]) / 2 - (left + 67)) <= 4


QR = b"\x1d(k\x04\x001A2\x00"


@pytest.mark.parametrize("level", b"0123")
@pytest.mark.parametrize("size", [3, 6])
def test_qr_codes_can_be_read(level: int, size: int) -> None:
    must_have_zbar()
    text = b"https://shop.example.com/o/W001?token=abcDEF-123"
    store = b"\x1d(k" + (len(text) + 3).to_bytes(2, "little") + b"1P0" + text
    settings = QR + b"\x1d(k\x03\x001C" + bytes([size]) + b"\x1d(k\x03\x001E" + bytes([level])
    here = sheet(settings + store + b"\x1d(k\x03\x001Q0")
    assert read(here.image) == [("QR-Code", text)]
    again = sheet(settings + store + b"\x1d(k\x03\x001Q0" * 2)
    assert again.height == 2 * here.height, "what is stored can be printed again"


# -- PDF417 ----------------------------------------------------------------------------------------


def pdf417(function: int, *rest: int) -> bytes:
    return b"\x1d(k" + (len(rest) + 2).to_bytes(2, "little") + bytes([48, function, *rest])


def printed_417(text: bytes, *settings: bytes) -> Sheet:
    return sheet(b"".join(settings) + pdf417(80, 48, *text) + pdf417(81, 48))


def grid(here: Sheet, module: int, height: int) -> list[str]:
    """The symbol's rows as modules."""
    box = here.image.convert("L").point([255 - v for v in range(256)]).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert (right - left) % module == (bottom - top) % (module * height) == 0
    return [
        "".join("0" if here.image.getpixel((x, y)) else "1" for x in range(left, right, module))
        for y in range(top, bottom, module * height)
    ]


def code_words(rows: list[str], *, truncated: bool = False) -> tuple[list[int], list[int]]:
    """The data columns' words row by row, and the left indicators."""
    from pdf417gen.codes import CODES

    number = [{f"{pattern:017b}": word for word, pattern in enumerate(table)} for table in CODES]
    words: list[int] = []
    left: list[int] = []
    for i, row in enumerate(rows):
        assert row.startswith("11111111010101000")
        assert row.endswith("1" if truncated else "111111101000101001")
        inner = row[17 : -1 if truncated else -18]
        assert len(inner) % 17 == 0
        row_words = [number[i % 3][inner[k : k + 17]] for k in range(0, len(inner), 17)]
        left.append(row_words[0])
        words += row_words[1 : None if truncated else -1]
    return words, left


def syndromes(words: list[int], correction: int) -> list[int]:
    """All zero when the words are free of errors: the polynomial at the powers of 3, modulo 929."""
    result: list[int] = []
    for power in range(1, correction + 1):
        value = 0
        for word in words:
            value = (value * pow(3, power, 929) + word) % 929
        result.append(value)
    return result


@pytest.mark.parametrize(
    ("settings", "columns", "rows", "correction"),
    [
        ((pdf417(65, 3), pdf417(69, 48, 48)), 3, 3, 2),
        ((pdf417(65, 2), pdf417(66, 10), pdf417(69, 48, 50)), 2, 10, 8),
        ((pdf417(65, 4), pdf417(69, 48, 52)), 4, None, 32),
        ((pdf417(65, 4), pdf417(69, 49, 40)), 4, None, 16),
        ((pdf417(65, 5),), 5, None, 4),
    ],
)
def test_pdf417_words_rows_and_error_correction(
    settings: tuple[bytes, ...], columns: int, rows: int | None, correction: int
) -> None:
    here = grid(printed_417(b"PDF417", pdf417(67, 2), pdf417(68, 3), *settings), 2, 3)
    words, left = code_words(here)
    assert len(words) == len(here) * columns
    assert rows is None or len(here) == rows
    assert words[0] == len(words) - correction, "the first word counts the data"
    # Text compaction, two characters a word (upper case 0-25; 28 latches to mixed, digits there 0-9; 29 pads).
    assert words[1:5] == [15 * 30 + 3, 5 * 30 + 28, 4 * 30 + 1, 7 * 30 + 29]
    assert set(words[5 : words[0]]) <= {900}
    assert syndromes(words, correction) == [0] * correction
    level = correction.bit_length() - 2
    last = len(here) - 1
    assert left[:3] == [last // 3, level * 3 + last % 3, columns - 1]


def test_pdf417_sizes_and_the_truncated_form() -> None:
    plain = printed_417(b"PDF417", pdf417(65, 3), pdf417(67, 3), pdf417(68, 4))
    assert plain.height == len(grid(plain, 3, 4)) * 12
    short = printed_417(b"PDF417", pdf417(65, 3), pdf417(67, 3), pdf417(68, 4), pdf417(70, 1))
    assert code_words(grid(short, 3, 4), truncated=True)[0] == code_words(grid(plain, 3, 4))[0]


def test_pdf417_without_a_say_fits_the_paper() -> None:
    text = bytes(range(256)) * 2
    here = grid(printed_417(text), 3, 3)
    words, _ = code_words(here)
    assert 3 <= len(here) <= 90
    # Byte compaction: six bytes make five words.
    assert words[1] == 924 or words[1] == 901
    assert pdf417(81, 48) and interpret(pdf417(81, 48), LATIN).sheets == [], "nothing stored, nothing printed"
    assert interpret(pdf417(80, 48, *b"x" * 4000) + pdf417(81, 48), LATIN).sheets == [], "too much for any"


# -- what is not drawn ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "size"), [(50, (225, 215)), (51, (200, 104)), (54, (160, 160))])
def test_a_symbol_that_is_not_drawn_shows_as_a_box(kind: int, size: tuple[int, int]) -> None:
    stored = b"\x1d(k\x07\x00" + bytes([kind]) + b"P0data"
    here = interpret(stored + b"\x1d(k\x03\x00" + bytes([kind]) + b"Q0after\n" + CUT, LATIN)
    assert here.unknown == []
    box = here.sheets[0].image.crop((0, 0, 576, size[1])).convert("L").point([255 - v for v in range(256)])
    assert box.getbbox() == (0, 0, *size)
    assert here.sheets[0].lines == ["after"]


def test_gs1_databar_shows_as_a_box_as_high_as_a_barcode() -> None:
    here = sheet(b"\x1dh\x50\x1dw\x02\x1dH\x02\x1dkK\x0d0950110153000after\n")
    assert here.lines == ["0950110153000", "after"]
    assert here.image.crop((0, 0, 576, 80)).convert("L").point([255 - v for v in range(256)]).getbbox() == (
        0,
        0,
        192,
        80,
    )


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
@pytest.mark.parametrize("alphabet", ["0123456789", "AZ09 $%*+-./:", "abc/?=\xe9"])
def test_a_qr_code_takes_the_room_it_is_drawn_in(level: str, alphabet: str) -> None:
    """Lengths around the ends of versions 1, 2 and 9 or 10, where the count of characters grows."""
    for length in (1, 2, 3, 16, 17, 25, 26, 41, 42, 230, 231, 312):
        data = (alphabet * length)[:length].encode("latin-1")
        modules = qr_modules(data, level)
        assert qr_side(data, level) == len(modules) == len(modules[0])


def test_a_qr_code_that_no_version_holds_takes_no_room() -> None:
    assert qr_side(b"x" * 2953, "L") == 177
    assert qr_side(b"x" * 2954, "L") == 0
    assert qr_side(b"1" * 7089, "L") == 177
    assert qr_side(b"1" * 7090, "L") == 0
