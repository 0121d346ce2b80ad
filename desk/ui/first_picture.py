"""The window's first picture: the queue as SVG, on screen before the first widget is made.

It calls the same drawing functions as the widgets do, so that nothing jumps when they take over.
"""

from desk.domain.board import OrderCard
from desk.ui.arrangement import TABS, BoardPlaces, Places, rail_places
from desk.ui.board.columns import BOARD, NEW, QUIET
from desk.ui.pictures.canvas import SvgCanvas
from desk.ui.pictures.card import draw_age, draw_button, draw_card
from desk.ui.pictures.card_layout import lay_out
from desk.ui.pictures.control import control_width, draw_control
from desk.ui.pictures.frame import (
    PILL,
    draw_column_head,
    draw_footer,
    draw_header,
    draw_pill,
    draw_rail_button,
    place_pills,
)
from desk.ui.printer_words import stopped
from desk.ui.shown import Shown
from desk.ui.theme import Look
from desk.ui.words import column_name, group_name, rail_words

#: Space below each card at 100 %.
GAP = 10


def first_picture(look: Look, shown: Shown, width: int, height: int) -> bytes:
    """The whole window as an SVG document of that size."""
    canvas, places = SvgCanvas(look, width, height), Places(look, width, height)
    canvas.box(0, 0, width, height, 0, "ground")
    _queue(canvas, shown, places.rail, places.top, width - places.rail - places.side, height - places.top)
    if places.side:
        canvas.box(width - places.side, 0, places.side, height, 0, "panel", "line")
    canvas.box(0, 0, places.rail, height, 0, "rail")
    waiting = {
        "orders": len(shown.board.columns[NEW].keys),
        "printers": sum(stopped(card) for card in shown.printers),
    }
    items = rail_words()
    for (page, text, picture), place in zip(
        items, rail_places(look, places.rail, height, len(items)), strict=True
    ):
        draw_rail_button(canvas, *place, text, picture, waiting.get(page, 0), on=page == "orders")
    across = width - places.rail
    pills, room = place_pills(look, shown.printers, shown.shop, across)
    draw_header(canvas, places.rail, across, places.top, shown.shop, shown.totals, room)
    for card, (x, wide, words) in zip(shown.printers, pills, strict=True):
        draw_pill(canvas, card, places.rail + x, (places.top - look.px(PILL)) // 2, wide, words)
    if places.foot:
        # its words can wait: each Chinese character drawn for the first time costs a tenth of a millisecond
        draw_footer(canvas, places.rail, height - places.foot, across, places.foot, [])
    return canvas.document()


def _queue(canvas: SvgCanvas, shown: Shown, x: int, y: int, width: int, height: int) -> None:
    look, board, now = canvas.look, shown.board, shown.now()
    places = BoardPlaces(look, width, height, NEW, one=shown.one_list)
    for name, (left, top, wide, _tall) in zip(places.names, places.columns, strict=True):
        cards = board.columns[name].cards(most=12)
        _column(canvas, shown, cards, x + left, y + top, wide - look.px(8), y + height)
    for name, (left, top, wide, tall) in zip(places.names, places.heads, strict=False):
        draw_column_head(canvas, board.columns[name], name, x + left, y + top, wide, tall, now)
    sizes, left = board.sizes(), x + places.tabs[0]
    for name in BOARD + QUIET if places.narrow else (BOARD[0], QUIET[0]):
        text = (
            f"{column_name(name)} {sizes[name]}" if places.narrow else group_name(sizes, quiet=name in QUIET)
        )
        wide = control_width(look, "tab", text, "", TABS)
        if left + wide > x + width - look.px(70):
            break
        state = "on" if name == NEW else ""
        draw_control(canvas, left, y + places.tabs[1], wide, look.px(TABS), text, kind="tab", state=state)
        left += wide + look.px(4 if places.narrow else 8)
    wide = control_width(look, "tab", "", "search", TABS)
    left = x + places.tabs[0] + places.tabs[2] - wide
    draw_control(canvas, left, y + places.tabs[1], wide, look.px(TABS), "", kind="tab", picture="search")


def _column(
    canvas: SvgCanvas, shown: Shown, cards: list[OrderCard], x: int, y: int, width: int, bottom: int
) -> None:
    """As many cards as are seen."""
    now = shown.now()
    for card in cards:
        if y >= bottom:
            break
        made = lay_out(card, width, canvas.look, shown.times, now)
        draw_card(canvas, made, x, y, "panel", 0)
        for button in made.buttons:
            draw_button(canvas, button, made.colour, x, y)
        draw_age(canvas, card, made, x, y, shown.times, now)
        y += made.height + canvas.look.px(GAP)
