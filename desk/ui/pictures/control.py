"""Buttons and tabs on a canvas."""

from desk.ui.pictures.canvas import Canvas
from desk.ui.theme import ITEM, R_BUTTON, SMALL, TEXT, Look

#: Type size and weight of a kind of button.
_WORDS = {"main": (ITEM, True), "outline": (TEXT, True), "quiet": (SMALL, False), "tab": (SMALL, False)}
ICON = 20


def control_width(look: Look, kind: str, text: str, picture: str, height: int) -> int:
    """How wide a button must be for its whole text."""
    px = look.px
    width = look.ruler(_WORDS[kind][0], True).width(text) if text else 0
    if picture:
        width += px(ICON) + (px(8) if text else 0)
    return max(width + 2 * px(12 if kind in {"quiet", "tab"} else 14), px(height))


def draw_control(
    canvas: Canvas,
    x: float,
    y: float,
    w: float,
    h: float,
    text: str,
    *,
    kind: str = "outline",
    colour: str = "ink",
    picture: str = "",
    state: str = "",
) -> None:
    """A button. `kind` as in `desk.ui.widgets.button`; `state` is "", over, down, on, off or focus."""
    px = canvas.look.px
    size, bold = _WORDS[kind]
    radius = h / 2 if kind == "tab" else px(R_BUTTON)
    ink = colour
    if state == "off":
        canvas.box(x, y, w, h, radius, "", "line")
        ink = "muted"
    elif kind == "main":
        canvas.box(x, y, w, h, radius, colour)
        if state in {"over", "down"}:
            canvas.box(x, y, w, h, radius, "deep" if state == "down" else "shade")
        ink = "on_strong"
    elif kind == "tab" and state == "on":
        canvas.box(x, y, w, h, radius, "ink")
        ink, bold = "panel", True
    elif kind != "quiet" or state in {"over", "down"}:
        fill = "line" if state == "down" else "hover" if state == "over" else "panel"
        edge = "" if kind == "quiet" else "muted" if state == "over" and kind == "outline" else "line"
        canvas.box(x, y, w, h, radius, fill, edge)
    if state == "focus":
        canvas.box(x + 1, y + 1, w - 2, h - 2, radius - 1, "", "ink" if kind == "main" else "blue", px(2))
    if not picture:
        canvas.centred(x, y, w, h, text, size, bold, ink)
        return
    side = px(ICON)
    whole = side + (px(8) + canvas.width(text, size, bold) if text else 0)
    left = x + (w - whole) / 2
    canvas.icon(picture, round(left), round(y + (h - side) / 2), side, ink)
    if text:
        canvas.words(left + side + px(8), y, h, text, size, bold, ink)
