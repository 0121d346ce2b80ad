"""Dots: whatever the printer's font lacks is drawn, and drawn data never acts on a printer."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from printers.escpos import barcodes, commands
from printers.escpos.pictures import picture
from printers.escpos.raster import grapheme_bitmap, inline_columns, line_image
from printers.escpos.symbols import barcode_picture, qr_picture
from printers.ticket.model import PLAIN, Style


def ink(image: Image.Image) -> int:
    return sum(map(int.bit_count, image.tobytes()))


@pytest.mark.parametrize(
    "text",
    [
        "🎂",
        "👨\u200d👩\u200d👧\u200d👦",
        "🇨🇳",
        "1\ufe0f\u20e3",
        "👍🏽",
        "龘",
        "𠮷",
        "䶮",
        "한",
        "\ufffd",
        "\ue000",
    ],
)
def test_everything_leaves_ink(text):
    image = grapheme_bitmap(text, 2, PLAIN)
    assert image.size == (24, 24)
    assert ink(image) > 20


def test_sequences_have_their_own_picture_and_skin_tones_do_not():
    family, man = (grapheme_bitmap(text, 2, PLAIN) for text in ("👨\u200d👩\u200d👧", "👨"))
    assert family.tobytes() != man.tobytes()
    assert grapheme_bitmap("👍🏽", 2, PLAIN).tobytes() == grapheme_bitmap("👍", 2, PLAIN).tobytes()


@pytest.mark.parametrize("script", ["é", "ñ", "Ж", "ש", "ส", "မ", "ვ"])
def test_letters_of_other_scripts_are_not_the_missing_box(script):
    assert grapheme_bitmap(script, 1, PLAIN).tobytes() != grapheme_bitmap("\ue000", 1, PLAIN).tobytes()


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8),
    st.integers(1, 3),
    st.integers(1, 3),
)
def test_any_text_can_be_drawn_in_its_box(text, width, height):
    rows, row_bytes = line_image(((text, Style(width, height)),), 384)
    assert len(rows) == row_bytes * (24 * height + 6)
    assert row_bytes <= 48
    assert len(inline_columns(text, 2, Style(width, height))) == 24 * width * 3


def test_bold_and_size_show():
    plain, bold = grapheme_bitmap("草", 2, PLAIN), grapheme_bitmap("草", 2, Style(bold=True))
    assert ink(bold) > ink(plain)
    assert grapheme_bitmap("草", 2, Style(2, 3)).size == (48, 72)


def test_inverse_blackens_the_whole_bar():
    rows, row_bytes = line_image(((" " * 48, Style(inverse=True)),), 576)
    assert row_bytes == 72
    assert set(rows) == {0xFF}


def paper_rows(style: Style) -> list[int]:
    """The rows of an empty stretch that are left white."""
    rows, row_bytes = line_image(((" " * 32, style),), 384)
    return [y for y in range(len(rows) // row_bytes) if not rows[y * row_bytes]]


def test_lines_in_an_inverse_bar_are_the_colour_of_the_paper():
    assert paper_rows(Style(inverse=True, underline=True)) == [23]
    assert paper_rows(Style(inverse=True, strike=True)) == [11, 12]
    assert paper_rows(Style(2, 2, inverse=True, strike=True)) == [23, 24, 25]
    columns = inline_columns("  ", 2, Style(inverse=True, underline=True))
    assert columns == b"\xff\xff\xfe" * 24


@given(st.binary(max_size=200) | st.lists(st.sampled_from([4, 5, 16, 20, 1]), max_size=200).map(bytes))
def test_harmless_pictures_hold_no_real_time_command(picture):
    safe = commands.harmless(picture)
    assert len(safe) == len(picture)
    assert not any(pair in safe for pair in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    assert sum((a ^ b).bit_count() for a, b in zip(picture, safe, strict=True)) <= len(picture) // 2


def test_tall_pictures_go_out_in_bands_a_small_buffer_can_take():
    rows = bytes(72 * 300)
    data = commands.raster_picture(rows, 72)
    heights = []
    at = 0
    while at < len(data):
        assert data[at : at + 6] == b"\x1dv0\x00\x48\x00"
        heights.append(int.from_bytes(data[at + 6 : at + 8], "little"))
        at += 8 + 72 * heights[-1]
    assert sum(heights) == 300
    assert max(heights) * 72 <= commands.MAX_PICTURE


def test_code128_of_a_known_number():
    rows, row_bytes = barcode_picture("A1", 2)
    bits = bin(int.from_bytes(rows[:row_bytes], "big"))[2:][: 11 * 4 + 13]
    # start B, A, 1, check (104 + 33 + 17 * 2) % 103 = 68, stop
    assert bits == "11010010000" + "10100011000" + "10011100110" + "10000100110" + "1100011101011"
    assert rows[row_bytes:] == rows[:row_bytes]


def test_a_drawn_qr_code_fits_the_paper():
    rows, row_bytes = qr_picture(b"x" * 400, 16, 384)
    assert row_bytes * 8 <= 384 + 7
    assert len(rows) % row_bytes == 0


@pytest.mark.parametrize("data", [b"", b"a\x10", b"x" * 1001])
def test_qr_data_is_checked(data):
    with pytest.raises(ValueError, match="QR code"):
        commands.qr_code(data, 6)


@pytest.mark.parametrize("data", ["", "A" * 31, "王", "a b"])
def test_barcode_data_is_checked(data):
    with pytest.raises(ValueError, match="barcode"):
        barcodes.barcode(data, 60)


def png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def test_a_logo_is_scaled_to_its_width_and_cut_at_half_brightness():
    source = Image.new("L", (200, 100), 255)
    source.paste(100, (0, 0, 100, 100))
    made = picture(png(source), 96)
    assert (made.width, len(made.rows)) == (96, 12 * 48)
    assert made.rows[:12] == b"\xff" * 6 + b"\x00" * 6
    grey = picture(png(Image.new("L", (80, 80), 128)), 80, tone="dither")
    assert 0.4 < ink(Image.frombytes("1", (80, 80), grey.rows)) / 6400 < 0.6


def test_what_is_transparent_stays_paper():
    assert set(picture(png(Image.new("RGBA", (16, 16), (0, 0, 0, 0))), 16).rows) == {0}


@pytest.mark.parametrize(
    ("data", "width", "says"),
    [(b"", 96, "no image"), (b"\x89PNG\r\n", 96, "no image"), (png(Image.new("1", (1, 40))), 96, "high")],
)
def test_a_logo_that_cannot_be_is_refused_in_a_sentence(data, width, says):
    with pytest.raises(ValueError, match=says):
        picture(data, width)


def test_the_same_logo_is_made_once():
    data = png(Image.new("L", (64, 64), 0))
    assert picture(data, 64).rows is picture(bytearray(data), 64).rows


@pytest.mark.parametrize(("kind", "content", "count"), [("EAN13", "5901234123457", 95), ("EAN8", "12345670", 67),
    ("UPC-A", "012345678905", 95), ("CODE39", "AB", 63), ("ITF", "1234", 81), ("NW7", "A1B", None)])  # fmt: skip
def test_barcodes_are_drawn_where_the_printer_has_none(kind, content, count):
    rows, row_bytes = barcode_picture(content, 2, kind, 1)
    assert len(rows) == 2 * row_bytes
    assert count is None or row_bytes == (count + 7) // 8
