"""Scripts that join, stack and run from right to left, as their readers expect them."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.escpos.shaping import drawn_word, shape
from printers.resources import assets
from printers.ticket.bidi import visual_runs
from printers.ticket.clean import graphemes
from printers.ticket.layout import column_rows, paragraph_rows
from printers.ticket.model import PLAIN, Columns, Line
from printers.ticket.text import runs

FONT = str(assets() / "fonts" / "NotoSans-scripts.ttf")
MISSING = 0


def glyphs(text: str) -> list[int]:
    return [glyph.number for glyph in shape(FONT, 24, text)[0]]


def on_paper(text: str, charset: str = "gbk") -> str:
    """The stretches from the left of the paper, each in logical order, between bars."""
    return "|".join(run.text for run in runs(text, charset))


def test_arabic_letters_join_and_lam_alef_is_one_glyph():
    salam = glyphs("سلام")
    assert len(salam) == 3
    assert glyphs("س")[0] not in salam
    assert salam[0] == glyphs("م")[0], "the last letter stands left and alone"


def test_joined_letters_touch():
    word = drawn_word(FONT, 48, "بين")
    assert word is not None
    dots = word.ink.point(lambda grey: 255 * (grey > 100))
    columns = [dots.crop((x, 0, x + 1, dots.height)).getbbox() for x in range(dots.width)]
    assert all(columns), "no white column inside a joined word"


def test_thai_marks_stand_above_one_another():
    base, vowel, both = (drawn_word(FONT, 48, text) for text in ("ท", "ที", "ที่"))
    assert base
    assert vowel
    assert both
    assert base.top > vowel.top > both.top
    assert both.advance == vowel.advance == base.advance


def test_devanagari_forms_conjuncts_and_reorders_its_vowel():
    assert len(glyphs("क्ष")) == 1
    assert glyphs("कि")[1:] == glyphs("क"), "the vowel is written after and stands before"


@pytest.mark.parametrize("text", ["سلام", "שלום", "สวัสดี", "नमस्ते", "မင်္ဂလာပါ", "தமிழ்", "ខ្មែរ", "ລາວ"])
def test_the_font_has_what_names_are_written_with(text):
    assert MISSING not in glyphs(text)


def test_two_scripts_in_one_stretch_are_shaped_each_by_its_own_rules():
    assert glyphs("ไทยक्ष")[-1:] == glyphs("क्ष")


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("顾客: سلام 138", "顾客:|138|سلام"),
        ("ABC سلام DEF", "ABC |سلام| DEF"),
        ("שלום ABC 123", "ABC 123| שלום"),
        ("שלום 123", "123| שלום"),
        ("שלום😀כן", "כן|😀|שלום"),
        ("宫保鸡丁", "宫保鸡丁"),
    ],
)
def test_mixed_directions_stand_in_the_order_they_are_read(text, paper):
    assert sorted(on_paper(text).replace("|", "")) == sorted(text)
    squeezed = [part.strip() for part in on_paper(text).split("|")]
    assert [part for part in squeezed if part] == [part.strip() for part in paper.split("|")]


def test_brackets_turn_with_the_letters():
    opening, closing = glyphs("א(")[0], glyphs("א)")[0]
    assert opening == glyphs(")")[0]
    assert closing == glyphs("(")[0]


def test_letters_from_right_to_left_do_not_pull_the_price_over():
    (row,) = column_rows(Columns("سلام", "12.00"), 48, "gbk")
    assert row.pieces[-1] == ("12.00", PLAIN)
    assert [text.strip(" ") for text, _ in row.pieces] == ["سلام", "", "12.00"]
    (row,) = paragraph_rows(Line("שלום", indent=4), 48, "gbk")
    assert row.pieces[0] == ("    ", PLAIN)


@settings(deadline=None)
@given(st.text(st.sampled_from([*"aB1 (王，سלךٱ٣😀é̂ﷺ\ufdd0\U0001e900"]), max_size=20))
def test_ordering_loses_and_adds_nothing(text):
    parts = graphemes(text)
    stretches = visual_runs(parts)
    assert sorted(p for stretch, _ in stretches for p in stretch) == sorted(parts)


def test_the_picture_of_a_word_is_the_same_everywhere():
    """These dots, whatever the system: neither its libraries nor its fonts take part."""
    word = drawn_word(FONT, 24, "سلام ที่")
    assert word is not None
    dots = word.ink.point(lambda grey: 255 * (grey > 127)).tobytes()
    assert hashlib.sha256(dots).hexdigest()[:16] == "44f6512fdb1bae03"
