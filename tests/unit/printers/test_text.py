"""Customer text: nothing in it can act on a printer, and its width is known in cells."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.ticket.clean import clean, graphemes
from printers.ticket.text import cells, native, runs, wrap

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
TRICKY = st.text(
    st.sampled_from(
        [*"aZ9 王，（￥×é", "\x1b", "\x10", "\x04", "\x00", "\x7f", "\n", "\r", "\t", "\u00a5", "\u200b", "\u200d", "\ufe0f", "\u202e",
         "🎂", "👨", "👩", "🏽", "🇨", "🇳", "\u20e3", "\u0301", "\ud83c", "\udf82", "ñ", "م", "ส", "ั", "䶮", "𠮷", "\U000e0067", "\u3000"]
    ),
    max_size=40,
)  # fmt: skip
CODECS = st.sampled_from(["gbk", ""])


@given(ANY_TEXT | TRICKY, CODECS)
def test_no_text_yields_a_control_byte(text, codec):
    for run in runs(text, codec):
        for byte in run.data or b"":
            assert byte >= 0x20
            assert byte != 0x7F


@given(ANY_TEXT | TRICKY, CODECS)
def test_native_text_is_ascii_and_whole_two_byte_characters(text, codec):
    for run in runs(text, codec):
        data = run.data or b""
        at = 0
        while at < len(data):
            if data[at] < 0x80:
                at += 1
            else:
                assert codec == "gbk"
                assert 0x81 <= data[at] <= 0xFE
                assert 0x40 <= data[at + 1] <= 0xFE
                at += 2


@given(ANY_TEXT | TRICKY, CODECS)
def test_cleaned_text_holds_no_control_or_format_character_outside_emoji(text, codec):
    cleaned = clean(text, codec)
    for grapheme in graphemes(cleaned):
        if len(grapheme) == 1:
            assert unicodedata.category(grapheme) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert clean(cleaned, codec) == cleaned


@given(ANY_TEXT | TRICKY, CODECS, st.integers(1, 4))
def test_width_is_the_sum_of_the_runs(text, codec, scale):
    found = runs(text, codec, scale)
    assert cells(text, codec, scale) == sum(run.cells for run in found)
    assert all(run.data is None or len(run.data) == run.cells for run in found)
    assert sorted("".join(run.text for run in found)) == sorted(clean(text, codec))


@given(ANY_TEXT | TRICKY, st.integers(2, 48), CODECS, st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text, columns, codec, scale):
    lines = wrap(text, columns, codec, scale)
    assert lines
    for line in lines:
        assert cells(line, codec, scale) <= columns or len(graphemes(line)) == 1
    assert "".join(lines).replace(" ", "") == clean(text, codec).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¥38.00", "￥38.00"),
        ("a\tb\r\nc", "a b  c"),
        ("\x1b@\x10\x14\x01\x00\x01hi\x7f", "@hi"),
        ("付款\u202e.01\u202c", "付款.01"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301", "é"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("a\u200db\ufe0f", "ab"),
        ("❤\ufe0f ♀\ufe0f", "❤\ufe0f ♀"),
        ("x\ud83cy", "x\ufffdy"),
        ("no\u00a0break", "no break"),
        ("𝓐𝓶𝔂 ⽤⼾", "Amy 用戶"),
        ("合计\u2028合计 0.01", "合计 合计 0.01"),
    ],
)
def test_clean(text, expected):
    assert clean(text) == expected


def test_yen_sign_stays_where_there_is_no_chinese_font():
    assert clean("¥5", "") == "¥5"


def test_marks_piled_on_one_letter_are_capped():
    assert len(clean("Z" + "\u0335\u0336\u0337\u0338\u0339\u033a" * 20)) <= 6


@pytest.mark.parametrize(
    "emoji", ["🎂", "👨\u200d👩\u200d👧\u200d👦", "🇨🇳", "1\ufe0f\u20e3", "👍🏽", "❤\ufe0f", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"]
)  # fmt: skip
def test_an_emoji_is_one_picture_of_two_cells(emoji):
    run, tail = runs(emoji + "x", "gbk")
    assert (run.text, run.cells, run.data) == (emoji, 2, None)
    assert tail.data == b"x"


def test_chinese_and_ascii_are_one_native_run():
    (run,) = runs("草莓奶油蛋糕 6寸 × 2 ￥168.00", "gbk")
    assert run.data == "草莓奶油蛋糕 6寸 × 2 ￥168.00".encode("gbk")


def test_only_the_two_byte_area_is_sent_as_text():
    assert native("😀", "gbk") is None
    assert native("䶮", "gbk") is None
    assert native("€", "gbk") is None
    assert native("é", "") is None


def test_joined_script_stays_together_across_spaces():
    texts = [run.text for run in runs("ok مرحبا بالعالم 好", "gbk")]
    assert texts == ["ok ", "مرحبا بالعالم", " 好"]


def test_wrapping_respects_words_and_punctuation():
    assert wrap("Thank you very much", 9, "gbk") == ["Thank you", "very much"]
    assert wrap("到了请打电话，谢谢", 12, "gbk") == ["到了请打电", "话，谢谢"]
    assert wrap("说明（蓝色的）", 6, "gbk") == ["说明", "（蓝色", "的）"]
    assert wrap("abcdefghij", 4, "gbk") == ["abcd", "efgh", "ij"]
    assert wrap("", 4, "gbk") == [""]


def test_pictures_keep_their_size_in_wide_text():
    assert cells("🎂", "gbk", 2) == 1
    assert cells("王🎂", "gbk", 2) == 3
