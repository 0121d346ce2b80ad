"""Page mode on the simulated paper: areas, directions, positions, and what leaves it."""

import pytest
from PIL import Image

from printers.profile import load_profile
from printers.simulator.interpreter import interpret
from printers.simulator.paper import Sheet

LATIN = load_profile("latin-80mm")
CUT = b"\x1dV\x00"
#: An 8 x 8 picture whose only black dots are the upper row and the left column: it shows each turn.
CORNER = b"\x1dv0\x00\x01\x00\x08\x00" + b"\xff\x80\x80\x80\x80\x80\x80\x80"


def sheet(data: bytes) -> Sheet:
    sheets = interpret(data, LATIN).sheets
    assert len(sheets) == 1
    return sheets[0]


def ink(picture: Image.Image) -> set[tuple[int, int]]:
    """Where the black dots are."""
    return {
        (x, y) for x in range(picture.width) for y in range(picture.height) if not picture.getpixel((x, y))
    }


def corner(x: int, y: int, turn: int) -> set[tuple[int, int]]:
    """Where CORNER's dots are when its upper left dot before the turn comes to stand at (x, y)."""
    across, along = {0: ((1, 0), (0, 1)), 1: ((0, -1), (1, 0)), 2: ((-1, 0), (0, -1)), 3: ((0, 1), (-1, 0))}[
        turn
    ]
    upper = {(x + i * across[0], y + i * across[1]) for i in range(8)}
    left = {(x + i * along[0], y + i * along[1]) for i in range(8)}
    return upper | left


# ESC W: x 100, y 40, 200 wide, 120 tall.
AREA = b"\x1bW\x64\x00\x28\x00\xc8\x00\x78\x00"


@pytest.mark.parametrize(
    ("turn", "start"), [(0, (100, 40)), (1, (100, 159)), (2, (299, 159)), (3, (299, 40))]
)
def test_each_direction_starts_in_its_corner_and_turns_what_is_set(turn: int, start: tuple[int, int]) -> None:
    direction = b"\x1bT" + bytes([turn])
    here = sheet(b"\x1bL" + AREA + direction + CORNER + b"\x0c" + CUT)
    assert here.height == 160
    assert ink(here.image) == corner(*start, turn)
    as_digit = sheet(b"\x1bL" + AREA + b"\x1bT" + bytes([48 + turn]) + CORNER + b"\x0c" + CUT)
    assert as_digit.image.tobytes() == here.image.tobytes()


@pytest.mark.parametrize(
    ("turn", "place"),
    [(0, (110, 60)), (1, (120, 149)), (2, (289, 139)), (3, (279, 50))],
)
def test_positions_are_counted_from_the_start_of_the_direction(turn: int, place: tuple[int, int]) -> None:
    # ESC $ 10 along the line, GS $ 20 from line to line.
    at = b"\x1bT" + bytes([turn]) + b"\x1b$\x0a\x00\x1d$\x14\x00"
    assert ink(sheet(b"\x1bL" + AREA + at + CORNER + b"\x0c" + CUT).image) == corner(*place, turn)


def test_relative_positions_go_both_ways() -> None:
    there = b"\x1b$\x32\x00\x1b\\\xf6\xff\x1d$\x1e\x00\x1d\\\xfb\xff"
    assert ink(sheet(b"\x1bL" + AREA + there + CORNER + b"\x0c" + CUT).image) == corner(140, 65, 0)


def test_positions_outside_the_area_are_ignored() -> None:
    outside = b"\x1d$\x79\x00\x1d\\\x88\xff\x1b$\xc9\x00"
    assert ink(sheet(b"\x1bL" + AREA + outside + CORNER + b"\x0c" + CUT).image) == corner(100, 40, 0)


def test_what_hangs_over_the_area_is_cut_off() -> None:
    here = sheet(b"\x1bL" + AREA + b"\x1b$\xc4\x00\x1d$\x74\x00" + CORNER + b"\x0c" + CUT)
    assert ink(here.image) == {(x, y) for x, y in corner(296, 156, 0) if x < 300 and y < 160}


def test_text_in_each_direction_can_be_read() -> None:
    stream = b"\x1bL" + AREA + b"\x1bT\x01up\nmore\x1bT\x02over\x1bT\x03down\x1bT\x00level\x0c" + CUT
    assert sorted(sheet(stream).lines) == ["down", "level", "more", "over", "up"]


def test_a_line_wraps_at_the_end_of_its_area() -> None:
    assert sheet(b"\x1bL" + AREA + b"\x1bT\x01" + b"x" * 12 + b"\x0c").lines == ["x" * 10, "xx"]
    assert sheet(b"\x1bL" + AREA + b"x" * 20 + b"\x0c").lines == ["x" * 16, "xxxx"]


def test_areas_side_by_side_are_read_as_columns() -> None:
    left = b"\x1bW\x00\x00\x00\x00\x20\x01\x64\x00" + b"Tea\nCake"
    right = b"\x1bW\x20\x01\x00\x00\x20\x01\x64\x00" + b"3.00\n4.50"
    assert sheet(b"\x1bL" + left + right + b"\x0c").lines == [
        "Tea" + " " * 21 + "3.00",
        "Cake" + " " * 20 + "4.50",
    ]


def test_the_page_is_as_long_as_its_areas_or_else_as_what_stands_on_it() -> None:
    assert sheet(b"\x1bL" + AREA + b"x\x0c" + CUT).height == 160
    assert sheet(b"\x1bLx\ny\x0c" + CUT).height == 54
    # Areas end at the printer's page memory and at the paper's edge, however large they are asked for.
    huge = b"\x1bW\x00\x00\x00\x00\xff\xff\xff\xff"
    assert sheet(b"\x1bL" + huge + b"x\x0c" + CUT).height == 1662
    assert sheet(b"\x1bL\x1bW\x00\x03\x00\x00\x10\x00\x10\x00x\x0c" + CUT).height == 24, "not on the paper"


def test_esc_ff_prints_and_keeps_the_page() -> None:
    assert sheet(b"\x1bLone\x1b\x0c\x1b\x0c\x1bS" + CUT).lines == ["one", "one"]
    assert sheet(b"\x1bLone\x1b\x0c").lines == ["one"], "what was printed is not printed again at the end"
    assert sheet(b"\x1bLone\x1b\x0c\n two").lines == ["one", "one", " two"]


def test_can_clears_the_present_area_alone() -> None:
    other = b"\x1bW\x00\x00\x64\x00\xc8\x00\x64\x00"
    stream = b"\x1bL" + AREA + b"gone" + other + b"stays" + AREA + b"\x18" + b"new\x0c"
    assert sheet(stream).lines == ["new", "stays"]


def test_esc_s_and_esc_at_leave_without_printing() -> None:
    assert sheet(b"\x1bLgone\x1bSkept\n").lines == ["kept"]
    assert sheet(b"\x1bLgone\x1b@kept\n").lines == ["kept"]


def test_page_mode_begins_at_the_start_of_a_line_only() -> None:
    assert sheet(b"text\x1bL more\x1b$\x00\x00\n").lines == ["text more"]


def test_no_way_back_and_no_turning_on_a_page() -> None:
    assert sheet(b"\x1bL" + AREA + b"a\n\x1bK\x1e\x1be\x01b\x0c" + CUT).lines == ["a", "b"]
    # ESC a, ESC {, ESC V, GS L, GS W are for standard mode.
    plain = sheet(b"\x1bL" + AREA + CORNER + b"\x0c" + CUT)
    modes = sheet(b"\x1bL" + AREA + b"\x1ba\x02\x1b{\x01\x1bV\x01" + CORNER + b"\x0c" + CUT)
    assert plain.image.tobytes() == modes.image.tobytes()


def test_motion_units_change_places_with_the_direction() -> None:
    # GS P: 101 units an inch across, so a unit is about two dots; along the paper as ever.
    units = b"\x1dP\x65\x00"
    area = b"\x1bW\x00\x00\x00\x00\x64\x00\x78\x00"
    flat = b"\x1bL" + units + area + b"\x1b$\x0a\x00\x1d$\x14\x00" + CORNER + b"\x0c" + CUT
    assert ink(sheet(flat).image) == corner(20, 20, 0)
    upright = b"\x1bL" + units + area + b"\x1bT\x03\x1b$\x0a\x00\x1d$\x14\x00" + CORNER + b"\x0c" + CUT
    assert ink(sheet(upright).image) == corner(199 - 40, 10, 3)
