"""A card on a canvas: frame with its column's stripe, what was laid out, buttons, age."""

from desk.domain.board import OrderCard
from desk.ui.board.columns import urgency
from desk.ui.pictures.canvas import Canvas
from desk.ui.pictures.card_layout import CardButton, CardLayout
from desk.ui.theme import ITEM, R_BUTTON, R_CARD, SMALL
from desk.ui.times import ShopTime
from desk.ui.words import age_text


def draw_card(canvas: Canvas, made: CardLayout, x: float, y: float, ground: str, frame: float) -> None:
    """Everything but buttons and age. `frame` is the thickness of the frame of the chosen card, 0 for none."""
    px = canvas.look.px
    width, height, radius, stripe = made.width, made.height, px(R_CARD), px(5)
    canvas.box(x, y, 2 * radius + stripe, height, radius, made.colour)
    canvas.box(x + stripe, y, width - stripe, height, radius, ground, "line")
    if frame:
        canvas.box(x, y, width, height, radius, "", "blue", frame)
    for left, top, w, h, corner, fill, edge in made.boxes:
        canvas.box(x + left, y + top, w, h, corner, fill, edge)
    for left, baseline, text, size, bold, colour in made.texts:
        canvas.text(x + left, y + baseline, text, size, bold, colour)


def draw_button(
    canvas: Canvas,
    button: CardButton,
    colour: str,
    x: float,
    y: float,
    *,
    over: bool = False,
    down: bool = False,
) -> None:
    """One button; `over` under the pointer, `down` pressed."""
    px = canvas.look.px
    left, top, w, h = button.rect
    left, top, radius = left + x, top + y, px(R_BUTTON)
    if button.kind == "main":
        canvas.box(left, top, w, h, radius, "ink" if colour == "muted" else colour)
        if over:
            canvas.box(left, top, w, h, radius, "deep" if down else "shade")
        canvas.centred(left, top, w, h, button.label, ITEM, True, "on_strong")
        return
    canvas.box(
        left, top, w, h, radius, "line" if down else "hover" if over else "panel", "muted" if over else "line"
    )
    if button.kind == "icon":
        size = px(20)
        canvas.icon("undo-2", left + (w - size) // 2, top + (h - size) // 2, size, "ink")
    else:
        canvas.centred(left, top, w, h, button.label, ITEM, True)


def draw_mark(canvas: Canvas, made: CardLayout, x: float, y: float, *, on: bool) -> None:
    """A box at the card's lower right corner, ticked when the card is marked, and then a frame around the card."""
    px = canvas.look.px
    side, gap = px(26), px(10)
    left, top = x + made.width - side - gap, y + made.height - side - gap
    if on:
        canvas.box(x, y, made.width, made.height, px(R_CARD), "", "blue", px(3))
    canvas.box(left, top, side, side, px(6), "blue" if on else "panel", "blue", px(2))
    if on:
        canvas.icon("check", left + px(4), top + px(4), side - px(8), "on_strong")


def draw_age(
    canvas: Canvas, card: OrderCard, made: CardLayout, x: float, y: float, times: ShopTime, now: float
) -> None:
    """How long it has been, right-aligned, with ● amber or ▲ red when that is too long."""
    px = canvas.look.px
    left, top, w, h = made.age
    text, press = age_text(card, times, now), urgency(card, now)
    right = x + left + w
    width = canvas.width(text, SMALL, True)
    canvas.words(right - width, y + top, h, text, SMALL, True, press or "ink")
    if press:
        size = px(11)
        kind = "late" if press == "red" else "new"
        canvas.sign(kind, right - width - px(6) - size, y + top + (h - size) / 2, size, press)
