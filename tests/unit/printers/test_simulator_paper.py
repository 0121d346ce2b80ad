"""What ESC/POS bytes look like on the simulated paper: text in reading order, dots where they belong."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from printers.profile import load_profile, profile_names
from printers.simulator.interpreter import Executor, interpret
from printers.simulator.paper import Sheet
from printers.simulator.parser import Parser

EPSON = load_profile("epson-80mm")
NARROW = load_profile("generic-58mm-gbk")
LATIN = load_profile("latin-80mm")
CUT = b"\x1dV\x00"


def gbk(text: str) -> bytes:
    return text.encode("gbk")


def lines(data: bytes, profile: object = EPSON) -> list[str]:
    sheets = interpret(data, profile).sheets  # pyright: ignore[reportArgumentType]
    assert len(sheets) == 1
    return sheets[0].lines


def ink_box(sheet: Sheet) -> tuple[int, int, int, int] | None:
    """The box around all black dots."""
    return sheet.image.convert("L").point([255 - v for v in range(256)]).getbbox()


# -- text ----------------------------------------------------------------------------------------------


def test_chinese_prints_by_default_where_the_font_is_there() -> None:
    assert lines(gbk("改单 旧票作废") + b"\n") == ["改单 旧票作废"]


def test_words_the_design_promises_stand_contiguous() -> None:
    text = ["补打 第2次 可能重复", "待收 ￥171.00", "第 36 张 上一张 #35 10:02", "草莓奶油蛋糕 6寸  × 2"]
    assert lines(b"".join(b"\x1d!\x01" + gbk(t) + b"\n" for t in text)) == text


def test_without_a_chinese_font_the_bytes_are_code_page_characters() -> None:
    assert lines(gbk("中文") + b"\n", LATIN) == [gbk("中文").decode("cp437")]
    assert lines(b"\x1c&" + gbk("中") + b"\n", LATIN) == [gbk("中").decode("cp437")]


def test_fs_dot_switches_chinese_off_and_esc_at_on_again() -> None:
    assert lines(b"\x1c.\x1bt\x10\xd6\xd0\n\x1c&\xd6\xd0\n\x1c.\x1b@\xd6\xd0\n") == ["ÖÐ", "中", "中"]


def test_four_byte_gb18030_is_not_in_the_font() -> None:
    assert lines("¥38.00".encode("gb18030") + b"\n") == ["?0?638.00"]
    assert lines("😀".encode("gb18030") + b"\n") == ["?9?6"]
    assert lines("€5 中".encode("gb18030") + b"\n") == ["€5 中"], "its two-byte area is"


def test_a_dangling_half_character_swallows_what_follows() -> None:
    assert lines(b"abc\xd6\nnext\n") == ["abc?next"]
    assert lines(b"abc\xd6\x1b@x\n") == ["abc?@x"]


def test_code_pages_and_countries() -> None:
    assert lines(b"\x1c.\x1bt\x13\xd5\n\x1bt\x11\x80\x81\n\x1bt\x01\xb1\n") == ["€", "АБ", "ｱ"]
    assert lines(b"\x1bR\x0f$5\n" + b"\x1bR\x02{|}\n") == ["¥5", "äöü"]


def test_a_full_line_goes_on_in_the_next() -> None:
    assert lines(b"x" * 50 + b"\n") == ["x" * 48, "xx"]
    assert lines(b"x" * 48 + b"\ny\n") == ["x" * 48, "y"], "a line that fits exactly is one line"
    assert lines(b"a" + gbk("汉" * 16) + b"\n", NARROW) == ["a" + "汉" * 15, "汉"]
    assert lines(b"\x1d!\x10" + b"x" * 25 + b"\n") == ["x" * 24, "x"]


def test_empty_lines_and_feeds() -> None:
    assert lines(b"a\n\nb\x1bd\x03c\n\n\n" + CUT) == ["a", "", "b", "", "", "c"]
    assert lines(b"a\x1bJ\x80b\n") == ["a", "b"]


def test_columns_by_position_and_tab_have_room_between_them() -> None:
    assert lines(b"Tea\x1b$\xe4\x01" + b"9.00\n") == ["Tea" + " " * 37 + "9.00"]
    assert lines(b"a\tb\n") == ["a       b"]
    assert lines(b"\x1bD\x04\x0a\x00a\tb\tc\n") == ["a   b     c"]


def test_trailing_spaces_are_not_text() -> None:
    assert interpret(b"a   \n", EPSON).sheets[0].text == "a\n"


def test_page_mode_comes_out_as_one() -> None:
    page = b"\x1bL\x1bW\x00\x00\x00\x00\x40\x02\xc8\x00" + b"\x1d$\x40\x00below\x1d$\x18\x00above\x0c"
    assert lines(page) == ["above", "below"]
    assert interpret(b"\x1bLgone\x18\x1bS", EPSON).sheets == []


def test_what_stands_on_the_paper_at_the_end_is_a_sheet() -> None:
    assert [s.lines for s in interpret(b"one\n" + CUT + b"two", EPSON).sheets] == [["one"], ["two"]]
    assert interpret(b"\x1b@\x1ba\x01", EPSON).sheets == []
    assert interpret(b"", EPSON).sheets == []


@pytest.mark.parametrize(
    "cut", [b"\x1dV\x00", b"\x1dV1", b"\x1dVA\x10", b"\x1dVB\x00", b"\x1dVh\x00", b"\x1bi", b"\x1bm"]
)
def test_every_way_to_cut(cut: bytes) -> None:
    sheets = interpret(b"a\n" + cut + b"b\n" + cut, EPSON).sheets
    assert [(s.lines, s.data) for s in sheets] == [(["a"], b"a\n" + cut), (["b"], b"b\n" + cut)]


# -- dots ----------------------------------------------------------------------------------------------


def test_pictures_are_one_bit_at_the_heads_width() -> None:
    for name in profile_names():
        profile = load_profile(name)
        sheet = interpret(b"hello\n" + CUT, profile).sheets[0]
        assert sheet.image.mode == "1"
        assert sheet.image.size == (profile.width_dots, 30) == (sheet.width, sheet.height)


def test_characters_stand_in_their_cells() -> None:
    sheet = interpret(b" " * 47 + b"H\n" + CUT, EPSON).sheets[0]
    left, top, right, bottom = ink_box(sheet) or (0, 0, 0, 0)
    assert 47 * 12 <= left < right <= 576
    assert 0 <= top < bottom <= 24
    wide = interpret(b"\x1d!\x11" + gbk(" 汉") + b"\n" + CUT, EPSON).sheets[0]
    left, top, right, bottom = ink_box(wide) or (0, 0, 0, 0)
    assert 24 <= left < 34 < 62 < right <= 72
    assert bottom - top > 36


def test_alignment_moves_dots_and_not_text() -> None:
    boxes: list[tuple[int, int, int, int] | None] = []
    for n in (0, 1, 2):
        sheet = interpret(b"\x1ba" + bytes([n]) + gbk("口口") + b"\n" + CUT, EPSON).sheets[0]
        assert sheet.lines == ["口口"]
        boxes.append(ink_box(sheet))
    left, middle, right = (box or (0, 0, 0, 0) for box in boxes)
    assert middle[0] - left[0] == (576 - 48) // 2
    assert right[0] - left[0] == 576 - 48


def test_inverse_is_white_on_a_black_bar_over_the_whole_run() -> None:
    sheet = interpret(b"\x1dB\x01" + b" " * 48 + b"\n" + CUT, EPSON).sheets[0]
    assert ink_box(sheet) == (0, 0, 576, 24)
    assert sum(sheet.image.crop((0, 0, 576, 24)).convert("L").histogram()[1:]) == 0


def test_bold_has_more_ink_and_underline_a_line() -> None:
    def black(data: bytes) -> int:
        image = interpret(data + b"HH\n" + CUT, EPSON).sheets[0].image
        return image.convert("L").histogram()[0]

    assert black(b"\x1bE\x01") > black(b"") * 1.2
    assert black(b"\x1b-\x01") == black(b"") + 24
    assert black(b"\x1b-\x02") == black(b"") + 48


def test_a_raster_is_on_paper_dot_by_dot() -> None:
    bits = hashlib.shake_256(b"dots").digest(10 * 80)
    sheet = interpret(b"\x1dv0\x00\x0a\x00\x50\x00" + bits + CUT, EPSON).sheets[0]
    assert sheet.image.crop((0, 0, 80, 80)).tobytes() == bytes(b ^ 0xFF for b in bits)
    assert sheet.height == 80
    assert sheet.lines == []
    doubled = interpret(b"\x1dv0\x03\x0a\x00\x50\x00" + bits + CUT, EPSON).sheets[0]
    assert doubled.image.crop((0, 0, 160, 160)).resize((80, 80), Image.Resampling.NEAREST).tobytes() == bytes(
        b ^ 0xFF for b in bits
    )


def test_the_three_ways_to_send_a_picture_agree() -> None:
    # A 16 x 24 ramp: row y has y % 17 black dots from the left.
    rows = [(0xFFFF << (16 - min(y, 16))) & 0xFFFF for y in range(24)]
    raster = b"".join(row.to_bytes(2, "big") for row in rows)
    columns = bytearray()
    for x in range(16):
        column = sum(1 << (23 - y) for y, row in enumerate(rows) if row >> (15 - x) & 1)
        columns += column.to_bytes(3, "big")
    body = b"\x30\x70\x30\x01\x01\x31\x10\x00\x18\x00" + raster
    streams = [
        b"\x1dv0\x00\x02\x00\x18\x00" + raster,
        b"\x1b3\x18\x1b*\x21\x10\x00" + columns + b"\n",
        b"\x1d(L" + len(body).to_bytes(2, "little") + body + b"\x1d(L\x02\x0002",
        b"\x1d8L" + len(body).to_bytes(4, "little") + body + b"\x1d(L\x02\x0002",
    ]
    pictures = {interpret(stream + CUT, EPSON).sheets[0].image.tobytes() for stream in streams}
    assert len(pictures) == 1


def test_a_qr_code_has_its_finders_and_size() -> None:
    data = b"https://shop.example.com/o/W001"
    stream = (
        b"\x1d(k\x03\x001C\x04\x1d(k\x03\x001E1\x1d(k" + (len(data) + 3).to_bytes(2, "little") + b"1P0" + data
    )
    sheet = interpret(stream + b"\x1ba\x02\x1d(k\x03\x001Q0" + CUT, EPSON).sheets[0]
    left, top, right, bottom = ink_box(sheet) or (0, 0, 0, 0)
    assert right - left == bottom - top == 4 * 29, "version 3 at level M"
    assert right == 576
    assert top == 0
    finder = sheet.image.crop((left, top, left + 28, top + 28)).resize((7, 7), Image.Resampling.NEAREST)
    black = ["".join("#" if finder.getpixel((x, y)) == 0 else "." for x in range(7)) for y in range(7)]
    assert black == ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]


def test_barcodes_print_with_their_text() -> None:
    code = b"\x1dH\x02\x1dw\x02\x1dh\x50\x1dkI\x09{BW036-11"
    sheet = interpret(code + CUT, EPSON).sheets[0]
    assert sheet.lines == ["W036-11"]
    left, _, right, bottom = ink_box(sheet) or (0, 0, 0, 0)
    assert right - left == 2 * (11 * 9 + 13)
    assert 80 < bottom <= 80 + 24
    assert lines(b"\x1dH\x02\x1dk\x024006381333931\x00" + CUT) == ["4006381333931"]
    assert interpret(b"\x1dk\x02notdigits\x00", EPSON).sheets == [], "a printer prints no wrong barcode"


# -- any bytes -------------------------------------------------------------------------------------------


def shape(data: bytes, pieces: list[int], profile: object) -> object:
    from printers.simulator.interpreter import Interpreter

    interpreter = Interpreter(profile)  # pyright: ignore[reportArgumentType]
    at = 0
    for cut in [*sorted(p % (len(data) + 1) for p in pieces), len(data)]:
        interpreter.feed(data[at:cut])
        at = cut
    interpreter.finish()
    sheets = [(s.lines, s.height, s.data) for s in interpreter.sheets]
    return sheets, interpreter.unknown, interpreter.commands


opening = st.sampled_from(
    [b"\x1b", b"\x1c", b"\x1d", b"\x10", b"\x1d(k", b"\x1d(L", b"\x1dk", b"\x1b*", b"\xd6"]
)
scrap = st.one_of(
    st.binary(max_size=12),
    st.builds(lambda head, tail: head + tail, opening, st.binary(max_size=8)),
    st.sampled_from([CUT, b"\n", b"\x1b@", gbk("汉字"), b"text ", b"\x1bL", b"\x0c", b"\x1d!\x77"]),
)
streams = st.lists(scrap, max_size=30).map(b"".join)


@settings(max_examples=300, deadline=None)
@given(
    data=streams, pieces=st.lists(st.integers(0, 10_000), max_size=4), name=st.sampled_from(profile_names())
)
def test_any_bytes_in_any_pieces_give_the_same_sheets(data: bytes, pieces: list[int], name: str) -> None:
    profile = load_profile(name)
    assert shape(data, pieces, profile) == shape(data, [], profile)


@settings(max_examples=100, deadline=None)
@given(data=streams)
def test_any_bytes_can_be_drawn(data: bytes) -> None:
    for sheet in interpret(data, EPSON).sheets:
        if sheet.height < 20_000:
            assert sheet.image.size == (sheet.width, sheet.height)


def test_unknown_bytes_are_told_with_their_place() -> None:
    result = interpret(b"abc\x1b\x7fdef\n\x1dv0\x00\x01", EPSON)
    assert [(u.offset, u.data) for u in result.unknown] == [(3, b"\x1b\x7f"), (9, b"\x1dv0\x00\x01")]
    assert result.sheets[0].lines == ["abcdef"]


def test_commands_are_counted_by_name() -> None:
    stream = (
        b"\x1b@\x1c&\x1ba\x01\x1d!\x11hi\n\x1d!\x00\x1d(k\x03\x001C\x04\x10\x04\x01\x1dv0\x00\x00\x00\x00\x00"
        + CUT
    )
    assert interpret(stream, EPSON).commands == {
        "ESC @": 1,
        "FS &": 1,
        "ESC a": 1,
        "GS !": 2,
        "LF": 1,
        "GS ( k": 1,
        "DLE EOT": 1,
        "GS v 0": 1,
        "GS V": 1,
    }


#: Lines and changes that lines inherit: what is remembered of one must not be told of another.
PIECES = [
    b"2x \xb9\xac\xb1\xa3    76.00\n",
    b"abc\n",
    b"\xb9\xac\n",
    b"\n",
    b"no end",
    b"x" * 60 + b"\n",
    b"\x1bE\x01bold\n",
    b"\x1bE\x00light\n",
    b"\x1bG\x01",
    b"\x1bG\x00",
    b"\x1d!\x11big\n",
    b"\x1d!\x00",
    b"\x1b!\x38mode\n",
    b"\x1ba\x01",
    b"\x1ba\x00",
    b"\x1b-\x01",
    b"\x1b3\x10",
    b"\x1b2",
    b"\x1b \x04",
    b"\x1b@",
    b"\x1c.",
    b"\x1c&",
    b"\x1cS\x00\x02",
    b"\x1bR\x03#\n",
    b"\x1bt\x10\xe9\n",
    b"\x1dL\x30\x00",
    b"\x1b$\x30\x00",
    b"\x1b%\x01",
    b"\x1b&\x03aa\x01\xff\xff\xff",
    b"\x1d:",
    b"\x1d^\x02\x00\x01",
    b"\x1bL",
    b"\x0c",
    b"\xb9",
    CUT,
]


@settings(max_examples=150, deadline=None)
@given(
    pieces=st.lists(st.sampled_from(PIECES), min_size=2, max_size=40),
    profile=st.sampled_from(["generic-80mm-gbk", "latin-80mm"]),
)
def test_lines_that_were_printed_before_print_as_if_they_had_not_been(
    pieces: list[bytes], profile: str
) -> None:
    data, model = b"".join(pieces) + CUT, load_profile(profile)
    afresh: list[Sheet] = []
    executor, parser = Executor(model, afresh.append), Parser(kanji_font=bool(model.codec))
    for token in parser.feed(data):
        executor.execute(token)
    for _ in range(2):  # the second time lines are known from the first
        sheets = interpret(data, model).sheets[: len(afresh)]
        assert [(s.lines, s.height, s.data) for s in sheets] == [(s.lines, s.height, s.data) for s in afresh]
        assert [s.image.tobytes() for s in sheets] == [s.image.tobytes() for s in afresh]
