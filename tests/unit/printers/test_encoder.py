"""The bytes of a ticket: read back by a small tokenizer that shares nothing with the encoder."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.escpos.encoder import closing, encode, opening
from printers.profile import load_profile
from printers.ticket.model import Barcode, Columns, Document, Line, QrCode, Rule, Space, Style

EPSON = load_profile("epson-80mm")
NARROW = load_profile("generic-58mm-gbk")
LATIN = load_profile("latin-80mm")
ONE_WAY = load_profile("oneway-58mm")

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40) | st.text(
    st.sampled_from([*"a王🎂👨\u200d👩\u00a5\x10\x04\x01\x05\x00\x14\x1b@\n\x1d\x7f\ud83cñم，×"]), max_size=40
)
STYLES = st.builds(Style, st.integers(1, 3), st.integers(1, 3), st.booleans(), st.booleans(), st.booleans())
NODES = st.one_of(
    st.builds(Line, ANY_TEXT, STYLES, st.sampled_from(["left", "center", "right"]), st.integers(-5, 99)),
    st.builds(Columns, ANY_TEXT, ANY_TEXT, STYLES, STYLES | st.none(), st.integers(-5, 99)),
    st.builds(Rule, ANY_TEXT),
    st.builds(Space, st.integers(0, 600)),
    st.builds(Barcode, ANY_TEXT, st.integers(0, 300)),
    st.builds(QrCode, ANY_TEXT, st.integers(0, 20)),
)
DOCUMENTS = st.builds(Document, st.lists(NODES, max_size=6).map(tuple))

#: command -> bytes after its opening that are not counted by itself
FIXED = {b"\x1b!": 1, b"\x1bR": 1, b"\x1bE": 1, b"\x1ba": 1, b"\x1bJ": 1, b"\x1b2": 0, b"\x1dB": 1, b"\x1d!": 1,
         b"\x1dh": 1, b"\x1dw": 1, b"\x1dH": 1, b"\x1c&": 0, b"\x1c!": 1}  # fmt: skip
REAL_TIME = re.compile(rb"\x10(?:\x04[\x01-\x04\x07\x08]|\x05[\x00-\x02]|\x14[\x01-\x03\x07\x08])")


def tokens(data: bytes, columns: int) -> list[tuple[bytes, bytes]]:
    """(command, whole bytes); b"text" for text and b"LF". Fails on anything the encoder should never send."""
    found: list[tuple[bytes, bytes]] = []
    at = 0
    while at < len(data):
        first = data[at]
        if first == 0x0A:
            found.append((b"LF", data[at : at + 1]))
            at += 1
            continue
        if first >= 0x20:
            end = at
            while end < len(data) and data[end] >= 0x20:
                assert data[end] != 0x7F
                end += 1 if data[end] < 0x80 else 2
            found.append((b"text", data[at:end]))
            data[at:end].decode("gbk")
            at = end
            continue
        name = data[at : at + 2]
        if name in FIXED:
            length = 2 + FIXED[name]
        elif name == b"\x1b*":
            assert data[at + 2] == 33
            length = 5 + 3 * int.from_bytes(data[at + 3 : at + 5], "little")
        elif data[at : at + 4] == b"\x1dv0\x00":
            width, rows = (
                int.from_bytes(data[at + 4 : at + 6], "little"),
                int.from_bytes(data[at + 6 : at + 8], "little"),
            )
            assert 0 < rows <= 128
            assert 0 < width <= columns * 12 // 8
            length = 8 + width * rows
        elif data[at : at + 3] == b"\x1dkI":
            length = 4 + data[at + 3]
        elif data[at : at + 3] == b"\x1d(k":
            length = 5 + int.from_bytes(data[at + 3 : at + 5], "little")
        else:
            raise AssertionError(f"not one of our commands at {at}: {data[at : at + 8].hex(' ')}")
        found.append((name, data[at : at + length]))
        at += length
    assert at == len(data), "the last command is unfinished"
    return found


def printed(document: Document, profile=EPSON) -> list[str]:
    """The lines of text a printer would set, pictures left out."""
    text = b"".join(
        t if n in {b"text", b"LF"} else b"" for n, t in tokens(encode(document, profile), profile.columns)
    )
    return text.decode("gbk").splitlines()


def one(*nodes) -> Document:
    return Document(nodes)


@settings(deadline=None)
@given(DOCUMENTS, st.sampled_from([EPSON, NARROW, LATIN, replace(NARROW, qr=False)]))
def test_whatever_customers_write_only_our_commands_come_out(document, profile):
    data = encode(document, profile)
    tokens(data, profile.columns)
    assert not REAL_TIME.search(data)


@settings(deadline=None)
@given(DOCUMENTS)
def test_the_same_ticket_gives_the_same_bytes(document):
    assert encode(document, EPSON) == encode(document, EPSON)


@settings(deadline=None)
@given(DOCUMENTS)
def test_a_ticket_ends_at_a_line_start_in_plain_style(document):
    state = {b"\x1d!": 0, b"\x1bE": 0, b"\x1dB": 0, b"\x1ba": 0}
    open_line = False
    for name, token in tokens(encode(document, EPSON), EPSON.columns):
        if name in state:
            state[name] = token[2]
        elif name in {b"text", b"\x1b*"}:
            open_line = True
        elif name == b"LF":
            open_line = False
        if name in {b"\x1ba", b"\x1dv"}:
            assert not open_line, "only obeyed at a line start"
    assert not open_line
    assert set(state.values()) == {0}


@settings(deadline=None)
@given(DOCUMENTS)
def test_no_line_is_wider_than_the_paper(document):
    dots, size = 0, 1
    for name, token in tokens(encode(document, NARROW), NARROW.columns):
        if name == b"\x1d!":
            size = (token[2] >> 4) + 1
        elif name == b"text":
            dots += len(token) * 12 * size
        elif name == b"\x1b*":
            dots += (len(token) - 5) // 3
        elif name == b"LF":
            assert dots <= NARROW.width_dots
            dots = 0


def test_chinese_is_gbk_with_two_byte_mode_on():
    data = encode(one(Line("宫保鸡丁 × 2")), EPSON)
    assert b"\x1c&" in data
    assert "宫保鸡丁 × 2\n".encode("gbk") in data


def test_words_on_paper_are_contiguous_text():
    lines = printed(
        one(
            Line("改单 旧票作废", Style(2, 2, bold=True, inverse=True), "center"),
            Columns("草莓奶油蛋糕 6寸", "× 2", Style(2, 2, bold=True)),
            Line("待收 ¥171.00", Style(2, 2, inverse=True), "center"),
            Columns("第 36 张 上一张 #35 10:02", "第1版"),
        )
    )
    assert lines[0].strip() == "改单 旧票作废"
    assert lines[1].startswith("草莓奶油蛋糕 6寸")
    assert lines[1].endswith("× 2")
    assert lines[2].strip() == "待收 ￥171.00"
    assert lines[3].startswith("第 36 张 上一张 #35 10:02")


def test_an_emoji_in_a_name_is_a_picture_and_the_name_stays_text():
    names = [name for name, _ in tokens(encode(one(Line("王小明🎂 138")), EPSON), 48)]
    assert names[-4:] == [b"text", b"\x1b*", b"text", b"LF"]
    assert printed(one(Line("王小明🎂 138"))) == ["王小明 138"]


def test_the_picture_takes_the_cells_that_were_reserved_for_it():
    (picture,) = [t for n, t in tokens(encode(one(Line("🎂")), EPSON), 48) if n == b"\x1b*"]
    assert int.from_bytes(picture[3:5], "little") == 24
    assert any(picture[5:])


def test_a_bar_covers_the_paper():
    found = tokens(encode(one(Line("改单", Style(2, 2, inverse=True), "center")), EPSON), 48)
    (text,) = [t for n, t in found if n == b"text"]
    assert len(text) == 24


def test_without_a_chinese_font_ascii_is_text_and_the_rest_is_drawn():
    found = tokens(encode(one(Line("W017"), Line("草莓")), LATIN), 48)
    assert [n for n, _ in found if n in {b"text", b"\x1dv"}] == [b"text", b"\x1dv"]
    assert b"\x1c" not in {n[:1] for n, _ in found}


def test_style_is_switched_only_where_it_changes():
    bold = Style(bold=True)
    found = tokens(encode(one(Line("a", bold), Line("b", Style(bold=True)), Line("c")), EPSON), 48)
    assert [t[2] for n, t in found if n == b"\x1bE"] == [0, 1, 0]


def test_barcodes_that_do_not_fit_are_drawn_and_others_are_left_to_the_printer():
    assert b"\x1dkI\x06{BW017" in encode(one(Barcode("W017")), NARROW)
    drawn = encode(one(Barcode("A" * 30)), NARROW)
    assert b"\x1dk" not in drawn
    assert b"\x1dv0" in drawn
    assert tokens(encode(one(Barcode("王\x10\x04\x01")), NARROW), 32) == tokens(encode(one(), NARROW), 32)


@pytest.mark.parametrize(("qr", "command"), [(True, b"\x1d(k"), (False, b"\x1dv0")])
def test_qr_codes(qr, command):
    assert command in encode(one(QrCode("https://desk.example/o/1", 6)), replace(EPSON, qr=qr))


def test_a_long_space_is_fed_in_steps():
    assert encode(one(Space(300)), EPSON).endswith(b"\x1bJ\xff\x1bJ\x2d")


def test_opening_resets_and_switches_status_reports_on_again():
    assert opening(EPSON, torn=False) == b"\x1b@\x1da\xff"
    assert opening(ONE_WAY, torn=False) == b"\x1b@"


def test_opening_after_a_torn_ticket_feeds_and_cuts_it_off():
    data = opening(EPSON, torn=True).lstrip(b"\x00")
    assert data == b"\x1b@\x1bd\x04\x1dV\x01\x1b@\x1da\xff"


def test_opening_after_a_torn_ticket_survives_an_unfinished_picture():
    half = encode(one(*(Line("草莓" * 10, Style(2, 2)) for _ in range(3))), LATIN)
    longest = max(len(token) for _, token in tokens(half, 48))
    padding = len(opening(LATIN, torn=True)) - len(opening(LATIN, torn=True).lstrip(b"\x00"))
    assert padding >= longest - 8


def test_closing_feeds_and_cuts():
    assert closing(EPSON) == b"\x1bd\x04\x1dV\x01"
    assert closing(replace(EPSON, cutter=False)) == b"\x1bd\x04"
