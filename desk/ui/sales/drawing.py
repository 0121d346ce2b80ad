"""The charts as drawings on a canvas, for the page, its picture and its PDF alike.

A full bar is this stretch, a hollow one behind it (or a tick beside it) the stretch before: shapes tell them apart,
so that colours need not.
"""

from collections.abc import Sequence
from typing import NamedTuple

from desk.ui.pictures.canvas import Canvas
from desk.ui.pictures.text_fit import one_line
from desk.ui.theme import FINE, R_CHIP, SMALL, TEXT

#: Height of a row at 100 %, which is pressed, and of one that is only read.
ROW = 44


class Column(NamedTuple):
    """One bar of a chart over time. `label` stands below it."""

    label: str
    now: int
    before: int


class Strip(NamedTuple):
    """One row of a list of bars: name, what it came to, how many, how it changed and the colour of that."""

    name: str
    money: str
    many: str
    change: str
    colour: str
    now: int
    before: int


def ceiling(most: int) -> int:
    """The next round number: one of a few digits, and noughts."""
    unit = 1
    while unit * 10 <= most:
        unit *= 10
    for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10):
        if most <= step * unit:
            return max(1, round(step * unit))
    return most


def draw_columns(
    canvas: Canvas,
    place: tuple[float, float, float, float],
    columns: Sequence[Column],
    scale: Sequence[str],
    top: int,
    *,
    picked: int = -1,
    focus: bool = False,
) -> None:
    """Bars over time. `scale` are the words of the lines from the uppermost down, which is worth `top`."""
    x, y, w, h = place
    px = canvas.look.px
    margin = max((canvas.width(word, FINE) for word in scale), default=0) + px(10)
    foot, head = px(24), px(8)
    tall = h - foot - head
    for number, word in enumerate((*scale, "0")):
        line = y + head + tall * number / len(scale)
        canvas.box(x + margin, line, w - margin, 1, 0, "line")
        wide = canvas.width(word, FINE)
        canvas.words(x + margin - px(8) - wide, line - px(9), px(18), word, FINE, False, "muted")
    if not columns:
        return
    each = (w - margin) / len(columns)
    widest = max(canvas.width(column.label, FINE) for column in columns) + px(8)
    skip = max(1, -int(-widest // each))
    base = y + head + tall
    for number, column in enumerate(columns):
        left = x + margin + each * number
        if number == picked:
            canvas.box(
                left, y + head, each, tall + px(2), px(R_CHIP), "blue_soft", "blue" if focus else "", px(2)
            )
        wide = min(each * 0.72, px(56))
        was, now = tall * column.before / top, tall * column.now / top
        middle = left + each / 2
        if column.before > 0:
            canvas.box(middle - wide / 2, base - was, wide, was, px(2), "hover", "muted", 1)
        if column.now > 0:
            canvas.box(middle - wide * 0.3, base - now, wide * 0.6, now, px(2), "blue")
        if number % skip == 0 or number == picked:
            bold = number == picked
            size = canvas.width(column.label, FINE, bold)
            if number == picked or abs(number - picked) >= skip or picked < 0:
                canvas.words(
                    middle - size / 2,
                    base + px(3),
                    foot - px(4),
                    column.label,
                    FINE,
                    bold,
                    "ink" if bold else "muted",
                )
    canvas.box(x + margin, base, w - margin, 1, 0, "handle")


def change_room(canvas: Canvas, strips: Sequence[Strip]) -> int:
    """How wide the column of changes is."""
    return max((canvas.width(strip.change, FINE, True) for strip in strips), default=0)


def draw_strip(
    canvas: Canvas,
    place: tuple[float, float, float, float],
    strip: Strip,
    most: int,
    room: int,
    *,
    state: str = "",
) -> None:
    """One row: words above, the bar below; `most` is the longest bar, `room` the width of changes."""
    x, y, w, h = place
    look, px = canvas.look, canvas.look.px
    if state:
        soft = "blue_soft" if state in {"on", "on-focus"} else "hover"
        edge = "blue" if state in {"focus", "on-focus"} else ""
        canvas.box(x, y, w, h, px(R_CHIP), soft, edge, px(2))
    inner, right = x + px(8), x + w - px(8)
    words = h - px(15)
    if strip.change:
        wide = canvas.width(strip.change, FINE, True)
        canvas.words(right - wide, y, words, strip.change, FINE, True, strip.colour)
    right -= room + px(10) if room else 0
    wide = canvas.width(strip.money, TEXT, True)
    canvas.words(right - wide, y, words, strip.money, TEXT, True)
    right -= wide + px(10)
    count = canvas.width(strip.many, FINE)
    if right - count - inner > px(60):
        canvas.words(right - count, y, words, strip.many, FINE, False, "muted")
        right -= count + px(10)
    name = one_line(strip.name, look.ruler(SMALL), max(px(20), int(right - inner)))
    canvas.words(inner, y, words, name, SMALL)
    whole = w - px(16)
    bar, thick = y + h - px(13), px(6)
    canvas.box(inner, bar, whole, thick, thick / 2, "line")
    if strip.now > 0:
        canvas.box(inner, bar, max(thick, whole * strip.now / most), thick, thick / 2, "blue")
    if strip.before > 0:
        at = inner + whole * strip.before / most
        canvas.box(min(at, inner + whole) - px(1.5), bar - px(3), px(3), thick + px(6), 1, "ink", "panel", 1)
