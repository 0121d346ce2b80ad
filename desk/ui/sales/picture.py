"""The whole report as one picture, for a PNG and, page by page, for a PDF. Drawn in light colours, as paper is.

Runs in a thread of its own: it makes its own look and touches no widget.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QMarginsF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from desk.domain.sales_report import GROUPED, SalesReport, SalesSpan
from desk.domain.statistics import Dimension
from desk.ui.pictures.canvas import Canvas
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.sales.bars import columns_of, scale_of, strip_of
from desk.ui.sales.blocks import figure_parts
from desk.ui.sales.drawing import change_room, draw_columns, draw_strip
from desk.ui.sales.words import before_word, change_word, group_word, legend_words
from desk.ui.theme import FINE, HEAD, NUMBER, R_CARD, SMALL, TEXT, Look

#: Size of a page, its margin and the gap between blocks; the height of a row.
WIDE, TALL, EDGE, GAP, ROW = 800, 1131, 40, 16, 40
#: Products that are drawn.
MOST = 12
#: Dots of a PNG for each of the picture's.
SCALE = 2


class Told(NamedTuple):
    """What a picture is made of."""

    report: SalesReport
    kinds: Mapping[str, str]
    currency: str
    shop: str
    at: str


class _Block(NamedTuple):
    by: Dimension
    left: int
    top: int
    wide: int
    page: int


def save_png(told: Told, path: Path) -> bool:
    """Write the picture; whether it could be written."""
    pages = _pages(told)
    image = QImage(WIDE * SCALE, TALL * SCALE * pages, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for page in range(pages):
        painter.save()
        painter.translate(0, page * TALL)
        _draw_page(PainterCanvas(Look(), painter), told, page)
        painter.restore()
    painter.end()
    last = max(block.top + _tall(told, block.by) for block in _blocks(told) if block.page == pages - 1)
    used = (pages - 1) * TALL + last + EDGE
    part = image.copy(0, 0, WIDE * SCALE, used * SCALE)
    return bool(part.save(str(path)))


def save_pdf(told: Told, path: Path) -> bool:
    """Write it as A4 pages; whether it could be written."""
    writer = QPdfWriter(str(path))
    writer.setTitle(told.shop)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    writer.setPageLayout(layout)
    writer.setResolution(96)
    painter = QPainter()
    if not painter.begin(writer):
        return False
    for page in range(_pages(told)):
        if page:
            writer.newPage()
        painter.save()
        scale = writer.width() / WIDE
        painter.scale(scale, scale)
        _draw_page(PainterCanvas(Look(), painter), told, page)
        painter.restore()
    return painter.end()


def _pages(told: Told) -> int:
    return max((block.page for block in _blocks(told)), default=0) + 1


def _rows(told: Told, by: Dimension) -> int:
    return min(MOST, len(told.report.by[by])) if by is not Dimension.HOUR else len(told.report.by[by])


def _tall(told: Told, by: Dimension) -> int:
    return 44 + ROW * max(1, _rows(told, by))


def _blocks(told: Told) -> Iterator[_Block]:
    """Where the lists stand: two columns, each below the shorter one; what does not fit on the next page."""
    wide = (WIDE - 2 * EDGE - GAP) // 2
    page, tops = 0, [480, 480]
    for by in GROUPED:
        if by is Dimension.HOUR and told.report.span is SalesSpan.DAY:
            continue
        column = tops.index(min(tops))
        if tops[column] + _tall(told, by) > TALL - EDGE:
            other = 1 - column
            if tops[other] + _tall(told, by) <= TALL - EDGE:
                column = other
            else:
                page, tops, column = page + 1, [EDGE, EDGE], 0
        yield _Block(by, EDGE + column * (wide + GAP), tops[column], wide, page)
        tops[column] += _tall(told, by) + GAP


def _draw_page(canvas: Canvas, told: Told, page: int) -> None:
    if page == 0:
        _draw_head(canvas, told)
    for block in _blocks(told):
        if block.page == page:
            _draw_group(canvas, told, block)


def _draw_head(canvas: Canvas, told: Told) -> None:
    report, currency, room = told.report, told.currency, WIDE - 2 * EDGE
    title = QCoreApplication.translate("Sales", "{shop} 销售").format(shop=told.shop)
    canvas.words(EDGE, EDGE, 32, title, NUMBER, True)
    now, before = legend_words(report)
    canvas.words(EDGE, EDGE + 34, 24, now, HEAD, True)
    at = QCoreApplication.translate("Sales", "{at} 导出").format(at=told.at)
    canvas.words(WIDE - EDGE - canvas.width(at, FINE), EDGE, 32, at, FINE, False, "muted")
    words = QCoreApplication.translate("Sales", "营业额|单数|平均每单|卖出").split("|")
    each = (room - 3 * 10) / 4
    for number, (word, figure, part) in enumerate(figure_parts(report, currency, words)):
        left, top = EDGE + number * (each + 10), EDGE + 70
        canvas.box(left, top, each, 84, R_CARD, "", "line")
        canvas.words(left + 12, top + 8, 20, word, SMALL, False, "muted")
        canvas.words(left + 12, top + 28, 30, figure, NUMBER, True)
        changed, colour = change_word(part)
        canvas.words(left + 12, top + 58, 20, changed, FINE, True, colour)
        beside = left + 18 + canvas.width(changed, FINE, True)
        canvas.words(beside, top + 58, 20, before_word(report), FINE, False, "muted")
    top = EDGE + 170
    canvas.box(EDGE, top + 4, 12, 12, 2, "blue")
    canvas.words(EDGE + 18, top, 20, now, SMALL)
    left = EDGE + 36 + canvas.width(now, SMALL)
    canvas.box(left, top + 4, 12, 12, 2, "hover", "muted")
    canvas.words(left + 18, top, 20, before, SMALL)
    most, scale = scale_of(report, currency)
    draw_columns(canvas, (EDGE, top + 26, room, 230), columns_of(report), scale, most)


def _draw_group(canvas: Canvas, told: Told, block: _Block) -> None:
    canvas.words(block.left, block.top, 36, group_word(block.by), TEXT, True, "muted")
    parts = told.report.by[block.by][: _rows(told, block.by)]
    strips = [strip_of(block.by, part, told.kinds, told.currency) for part in parts]
    most = max((max(strip.now, strip.before) for strip in strips), default=1) or 1
    room = change_room(canvas, strips)
    for row, strip in enumerate(strips):
        draw_strip(
            canvas, (block.left - 8, block.top + 36 + row * ROW, block.wide + 16, ROW), strip, most, room
        )
