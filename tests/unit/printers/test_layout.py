"""Rows that fit the paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.ticket.layout import column_rows, paragraph_rows, rule
from printers.ticket.model import Columns, Line, Style
from printers.ticket.text import cells

WORDS = st.text(st.sampled_from([*"ab 9王，（×🎂ñ한"]), max_size=40)
STYLES = st.builds(Style, st.integers(1, 4), st.integers(1, 4), st.booleans(), st.booleans(), st.booleans())


def width(row, codec):
    return sum(
        cells(text, codec, style.width if codec and not row.drawn else 1) * style.width
        for text, style in row.pieces
    )


def text(row):
    return "".join(piece for piece, _ in row.pieces)


@given(WORDS, STYLES, st.integers(0, 4), st.sampled_from([32, 48]), st.sampled_from(["gbk", ""]))
def test_paragraphs_fit(words, style, indent, columns, codec):
    for row in paragraph_rows(Line(words, style, indent=indent), columns, codec):
        assert width(row, codec) <= columns
        if style.inverse:
            assert width(row, codec) == columns


@given(WORDS, WORDS, STYLES, STYLES | st.none(), st.sampled_from([32, 48]), st.sampled_from(["gbk", ""]))
def test_columns_fit(left, right, style, right_style, columns, codec):
    for row in column_rows(Columns(left, right, style, right_style), columns, codec):
        assert width(row, codec) <= columns


def test_right_text_ends_at_the_edge_and_stays_whole():
    (row,) = column_rows(Columns("蛋挞", "× 12"), 48, "gbk")
    assert text(row) == "蛋挞" + " " * 39 + "× 12"
    assert width(row, "gbk") == 48


def test_left_wraps_beside_the_right_text():
    rows = column_rows(Columns("特别长的名字蛋糕加一份巧克力酱", "× 2", Style(2, 2)), 32, "gbk")
    assert text(rows[0]).endswith("× 2")
    assert [text(row) for row in rows] == ["特别长的名  × 2", "字蛋糕加一", "份巧克力酱"]


def test_a_right_text_that_leaves_no_room_gets_its_own_row():
    rows = column_rows(Columns("合计", "x" * 30), 32, "gbk")
    assert [(text(row), row.align) for row in rows] == [("合计", "left"), ("x" * 30, "right")]


def test_a_narrow_left_is_kept_beside_when_it_fits():
    (row,) = column_rows(Columns("合", "x" * 28), 32, "gbk")
    assert text(row) == "合  " + "x" * 28


def test_continuation_lines_keep_the_indent():
    rows = paragraph_rows(Line("写：生日快乐 Amy 和大家", indent=2), 16, "gbk")
    assert all(text(row).startswith("  ") for row in rows)
    assert len(rows) == 2


def test_struck_text_stays_readable_in_the_printers_font():
    (row,) = paragraph_rows(Line("芒果千层", Style(strike=True)), 32, "gbk")
    assert text(row) == "[-芒果千层-]"


@pytest.mark.parametrize(
    ("char", "expected"), [("-", "-" * 32), ("─", "─" * 16), ("ab", "-" * 32), ("", "-" * 32)]
)
def test_rule_fills_the_paper(char, expected):
    assert rule(char, 32, "gbk") == expected
