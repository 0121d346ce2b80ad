"""The bytes of a ticket: read back by a small tokenizer that shares nothing with the encoder."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.escpos.encoder import closing, encode, opening
from printers.profile import load_profile
from printers.ticket.model import (
    Barcode,
    Buzzer,
    Columns,
    Cut,
    Document,
    Drawer,
    Line,
    Picture,
    QrCode,
    Rule,
    Space,
    Style,
)  # fmt: skip

EPSON = load_profile("epson-80mm")
NARROW = load_profile("generic-58mm-gbk")
LATIN = load_profile("latin-80mm")
ONE_WAY = load_profile("oneway-58mm")
GB18030 = replace(EPSON, codec="gb18030")
TAIWAN = replace(NARROW, codec="big5", cutter=False)
PAGES = replace(
    LATIN, code_pages=((0, "cp437"), (17, "cp866"), (19, "cp858"), (16, "cp1252"), (15, "iso8859_7"))
)
DRAWN = replace(EPSON, raster="always", qr=False, barcodes=(), buzzer_command="ESC ( A")
PROFILES = [EPSON, NARROW, LATIN, GB18030, TAIWAN, PAGES, DRAWN, replace(NARROW, qr=False)]

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40) | st.text(
    st.sampled_from([*"a王🎂👨\u200d👩\u00a5\x10\x04\x01\x05\x00\x14\x1b@\n\x1d\x7f\ud83cñم，×"]), max_size=40
)
FLAG = st.booleans()
STYLES = st.builds(Style, st.integers(1, 3), st.integers(1, 3), FLAG, FLAG, FLAG, FLAG)
# dots that would be read as commands to obey at once, at every place of a row
DOTS = st.binary(max_size=300) | st.lists(st.sampled_from([0x10, 4, 5, 0x14, 1]), max_size=5000).map(bytes)
KINDS = st.sampled_from(["CODE128", "CODE39", "CODE93", "EAN13", "EAN8", "ITF", "NW7", "UPC-A"])
DIGITS = st.text(st.sampled_from("0123456789"), max_size=14)
ALIGNS = st.sampled_from(["left", "center", "right"])
NODES = st.one_of(
    st.builds(Line, ANY_TEXT, STYLES, ALIGNS, st.integers(-5, 99)),
    st.builds(Columns, ANY_TEXT, ANY_TEXT, STYLES, STYLES | st.none(), st.integers(-5, 99)),
    st.builds(Rule, ANY_TEXT),
    st.builds(Space, st.integers(0, 600)),
    st.builds(Barcode, ANY_TEXT | DIGITS, st.integers(0, 300), KINDS, st.integers(0, 9)),
    st.builds(QrCode, ANY_TEXT, st.integers(0, 20), st.sampled_from("LMQH")),
    st.builds(Picture, DOTS, st.integers(-1, 700) | st.just(0x10 * 8), ALIGNS),
    st.builds(Cut, FLAG, st.integers(-1, 300) | st.none()),
    st.builds(
        Drawer, st.sampled_from([2, 5]), *[st.integers(-9, 600) | st.sampled_from([8, 10, 32, 40])] * 2
    ),
    st.builds(Buzzer, st.integers(-1, 20), st.integers(-1, 2000)),
)
DOCUMENTS = st.builds(Document, st.lists(NODES, max_size=6).map(tuple))

#: command -> bytes after its opening that are not counted by itself
FIXED = {b"\x1b!": 1, b"\x1bR": 1, b"\x1bE": 1, b"\x1ba": 1, b"\x1bJ": 1, b"\x1b2": 0, b"\x1dB": 1, b"\x1d!": 1,
         b"\x1dh": 1, b"\x1dw": 1, b"\x1dH": 1, b"\x1c&": 0, b"\x1c!": 1, b"\x1b-": 1, b"\x1c-": 1, b"\x1bt": 1, b"\x1dV": 1, b"\x1bd": 1,
         b"\x1bp": 3, b"\x1bB": 2}  # fmt: skip


#: The last bytes of one command and the first of the next count too.
PAIRS = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


def step(data: bytes, at: int, codec: str) -> int:
    """Bytes of the character that a printer with such a font reads at `at`."""
    if data[at] < 0x80 or not codec:
        return 1
    return 4 if codec == "gb18030" and 0x30 <= data[at + 1] <= 0x39 else 2


def tokens(data: bytes, columns: int, codec: str = "gbk") -> list[tuple[bytes, bytes]]:
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
                end += step(data, end, codec)
            found.append((b"text", data[at:end]))
            if codec:
                data[at:end].decode(codec)
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
        elif name == b"\x1dk":
            assert 65 <= data[at + 2] <= 73
            length = 4 + data[at + 3]
        elif data[at : at + 5] == b"\x1b(A\x05\x00":
            length = 10
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
@given(DOCUMENTS, st.sampled_from(PROFILES))
def test_whatever_customers_write_only_our_commands_come_out(document, profile):
    data = encode(document, profile)
    tokens(data, profile.columns, profile.codec)
    assert not any(pair in data for pair in PAIRS)


@settings(deadline=None)
@given(DOCUMENTS)
def test_the_same_ticket_gives_the_same_bytes(document):
    assert encode(document, EPSON) == encode(document, EPSON)


@settings(deadline=None)
@given(DOCUMENTS)
def test_a_ticket_ends_at_a_line_start_in_plain_style(document):
    state = {b"\x1d!": 0, b"\x1bE": 0, b"\x1dB": 0, b"\x1ba": 0, b"\x1b-": 0, b"\x1c-": 0}
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


def line_of(text: str, profile, **style) -> list[tuple[bytes, bytes]]:
    """The tokens of one line, without the opening and the settling."""
    found = tokens(encode(one(Line(text, Style(**style))), profile), profile.columns, profile.codec)
    start = max((i for i, (name, _) in enumerate(found) if name == b"\x1ba"), default=-1) + 1
    return [f for f in found[start:] if f[0] not in {b"\x1c&", b"\x1c!"}]


def test_a_rare_ideograph_is_text_only_where_the_profile_has_the_font():
    assert line_of("㗎a", GB18030)[0] == (b"text", "㗎a".encode("gb18030"))
    assert [name for name, _ in line_of("㗎a", EPSON)] == [b"\x1b*", b"text", b"LF"]
    assert [name for name, _ in line_of("𠮷😀", GB18030)] == [b"\x1b*", b"\x1b*", b"LF"]


@pytest.mark.parametrize(
    ("profile", "expected"),
    [(EPSON, b"\xa3\xa4"), (GB18030, b"\xa3\xa4"), (TAIWAN, b"\xa2\x44"), (PAGES, b"\x9d")],
)
@pytest.mark.parametrize("sign", ["¥", "￥"])
def test_a_yen_sign_is_a_yen_sign(profile, expected, sign):
    (*_, (_, text), _) = line_of(f"{sign}38.00", profile)
    assert text == expected + b"38.00"


def test_taiwan_reads_big5_and_gets_simplified_letters_as_pictures():
    (text, picture, _) = line_of("繁體中文简", TAIWAN)
    assert text == (b"text", bytes.fromhex("c163c5e9a4a4a4e5"))  # typed from the Big5 table
    assert picture[0] == b"\x1b*"


def test_the_code_page_changes_only_where_it_must():
    found = line_of("Größe: Москва, 5 €, ñ, λ", PAGES)
    assert [t for n, t in found if n == b"\x1bt"] == [b"\x1bt\x00", b"\x1bt\x11", b"\x1bt\x13", b"\x1bt\x0f"]
    assert b"".join(t for n, t in found if n == b"text") == (
        "Größe: ".encode("cp437")
        + "Москва, 5 ".encode("cp866")
        + "€, ñ, ".encode("cp858")
        + "λ".encode("iso8859_7")
    )
    again = encode(one(Line("Größe"), Line("über"), Line("ASCII"), Line("ñ")), PAGES)
    assert again.count(b"\x1bt") == 1


def test_one_page_for_all_is_better_than_the_first_that_fits():
    pages = replace(PAGES, code_pages=((0, "cp437"), (18, "cp852"), (45, "cp1250")))
    found = line_of("á č ž ö", pages)
    assert [t for n, t in found if n == b"\x1bt"] == [b"\x1bt\x12"]


def test_what_no_page_has_is_drawn_in_the_line_at_its_height():
    found = line_of("Café 王🎂", PAGES)
    assert [name for name, _ in found] == [b"\x1bt", b"text", b"\x1b*", b"\x1b*", b"LF"]
    assert [name for name, _ in line_of("Café 王", PAGES, height=2)] == [b"\x1dv"]


def test_letters_the_font_lacks_make_a_tall_line_one_picture_of_that_height():
    ((name, picture),) = [t for t in line_of("김민준 2", EPSON, width=2, height=2) if t[0] != b"\x1d!"]
    assert name == b"\x1dv"
    assert int.from_bytes(picture[6:8], "little") == 48 + 6
    names = [n for n, _ in line_of("王小明🎂", EPSON, width=2, height=2)]
    assert names == [b"\x1d!", b"text", b"\x1b*", b"LF", b"\x1d!"]


def test_underline_covers_ascii_and_chinese():
    found = [t for n, t in line_of("王 a", EPSON, underline=True)]
    assert found[:3] == [b"\x1b-\x01", b"\x1c-\x01", "王 a".encode("gbk")]
    assert found[-2:] == [b"\x1b-\x00", b"\x1c-\x00"]


@pytest.mark.parametrize(
    ("style", "expected"), [({"width": 3, "height": 3}, 0x22), ({"width": 0, "height": 9}, 0x07)]
)
def test_sizes_up_to_eight_and_no_others(style, expected):
    assert (b"\x1d!", bytes((0x1D, 0x21, expected))) in line_of("a", EPSON, **style)


def test_where_all_is_drawn_no_text_is_sent():
    document = one(
        Line("王 W017"), Columns("草莓", "12.00", Style(1, 2)), Rule(), Barcode("W017"), QrCode("x")
    )
    names = {name for name, _ in tokens(encode(document, DRAWN), 48)}
    assert names <= {b"\x1dv", *(n for n, _ in tokens(encode(one(), DRAWN), 48))}


@pytest.mark.parametrize(
    ("kind", "data", "sent"),
    [
        ("EAN13", "590123412345", b"C\x0d5901234123457"),
        ("EAN8", "12345670", b"D\x0812345670"),
        ("UPC-A", "01234567890", b"A\x0c012345678905"),
        ("CODE39", "AB-12", b"E\x05AB-12"),
        ("ITF", "1234", b"F\x041234"),
        ("NW7", "A123B", b"G\x05A123B"),
        ("CODE93", "AB", b"H\x02AB"),
        ("EAN13", "5901234123450", b""),
        ("ITF", "123", b""),
        ("NW7", "123", b""),
        ("CODE39", "ab", b""),
    ],
)
def test_barcode_kinds(kind, data, sent):
    """Numbers and check digits as in the standards, typed here."""
    encoded = encode(one(Barcode(data, 80, kind, 3)), EPSON)
    assert (b"\x1dh\x50\x1dw\x03\x1dH\x00\x1dk" + sent in encoded) == bool(sent)
    assert (b"\x1dk" in encoded) == bool(sent)


def test_drawer_buzzer_and_cut_are_bytes_of_the_reference():
    blank = len(encode(one(), EPSON))
    sent = [
        encode(one(node), profile)[blank:]
        for node, profile in (
            (Drawer(), EPSON),
            (Drawer(5, 1, 9999), EPSON),
            (Buzzer(3, 200), EPSON),
            (Buzzer(3, 200), replace(EPSON, buzzer_command="ESC ( A")),
            (Buzzer(), replace(EPSON, buzzer=False)),
            (Cut(), EPSON),
            (Cut(partial=False, feed=0), EPSON),
            (Cut(), replace(EPSON, cutter=False)),
        )
    ]
    assert sent == [
        b"\x1bp\x00\x32\x64",
        b"\x1bp\x01\x01\xff",
        b"\x1bB\x03\x02",
        b"\x1b(A\x05\x00\x61\x64\x03\x02\x02",
        b"",
        b"\x1bd\x04\x1dV\x01",
        b"\x1dV\x00",
        b"\x1bd\x04",
    ]
