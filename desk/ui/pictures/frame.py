"""What surrounds the cards, on a canvas: rail buttons, header, printer pills, footer, column heads."""

from desk.domain.board import PrinterCard
from desk.ui.board.columns import BOARD, COLOURS
from desk.ui.board.model import Column
from desk.ui.pictures.canvas import Canvas
from desk.ui.pictures.text_fit import one_line
from desk.ui.printer_words import printer_name, printer_word, stopped, troubled, waiting
from desk.ui.theme import FINE, HEAD, SMALL, TEXT, Look
from desk.ui.words import column_name, column_summary, today_words

#: How much a printer's pill says: name, state and backlog; state and backlog; only its sign.
FULL, SHORT, SIGN = 0, 1, 2
#: Words of a pill: text, colour, bold.
PillWords = list[tuple[str, str, bool]]
PILL = 36


def draw_rail_button(
    canvas: Canvas, x: float, y: float, w: float, h: float, text: str, picture: str, count: int, *,
    on: bool = False, lit: bool = False, focus: bool = False,
) -> None:  # fmt: skip
    """An icon over a word, when there is room for it, and a red count."""
    px = canvas.look.px
    if on or lit or focus:
        fill = "rail_on" if on or lit else ""
        canvas.box(x, y, w, h, px(10), fill, "rail_ink" if focus else "", px(2) if focus else 1)
    ink, side = "rail_lit" if on else "rail_ink", px(22)
    words = h >= px(52) and canvas.width(text, FINE) <= w
    top = y + (px(9) if words else (h - side) // 2)
    left = x + (w - side) // 2
    canvas.icon(picture, left, top, side, ink)
    if words:
        canvas.centred(x, top + side, w, h - px(9) - side - px(4), text, FINE, False, ink)
    if count:
        number = str(count) if count < 100 else "99+"
        width = max(px(18), canvas.width(number, FINE, True) + px(9))
        badge = min(left + side - px(4), x + w - width - 1)
        canvas.box(badge, y + px(2), width, px(18), px(9), "badge")
        canvas.centred(badge, y + px(2), width, px(18), number, FINE, True, "rail_lit")


def pill_words(card: PrinterCard, level: int) -> PillWords:
    """What a pill says at a level. A printer that stopped always says why."""
    tone = "red" if stopped(card) else "amber" if troubled(card) else "muted"
    found: PillWords = []
    if level == FULL:
        found.append((printer_name(card.name), "ink", False))
    if level <= SHORT or stopped(card):
        found.append((printer_word(card), tone, tone != "muted"))
    if card.backlog and level <= SHORT:
        found.append((waiting(card.backlog), "red" if stopped(card) else "muted", False))
    return found


def pill_width(look: Look, words: PillWords) -> int:
    """How wide a pill with these words is."""
    inner = sum(look.ruler(SMALL, bold).width(text) + look.px(7) for text, _tone, bold in words)
    return max(inner + look.px(35), look.px(PILL))


def place_pills(
    look: Look, printers: list[PrinterCard], shop: str, width: int
) -> tuple[list[tuple[int, int, PillWords]], int]:
    """x, width and words of each pill in a header of that width, and where the room for the shop ends."""
    px = look.px
    end = width - px(16)
    room = end - px(34) - min(look.ruler(HEAD, True).width(shop), px(130))
    words: list[PillWords] = []
    for level in (FULL, SHORT, SIGN):
        words = [pill_words(card, level) for card in printers]
        if sum(pill_width(look, each) + px(10) for each in words) <= room:
            break
    placed: list[tuple[int, int, PillWords]] = []
    for each in reversed(words):
        wide = pill_width(look, each)
        placed.insert(0, (end - wide, wide, each))
        end -= wide + px(10)
    return placed, end


def draw_pill(
    canvas: Canvas, card: PrinterCard, x: float, y: float, w: float, words: PillWords, *,
    lit: bool = False, focus: bool = False,
) -> None:  # fmt: skip
    """One printer's."""
    draw_sign_pill(canvas, x, y, w, words, bad=stopped(card), warn=troubled(card), lit=lit, focus=focus)


def draw_sign_pill(
    canvas: Canvas, x: float, y: float, w: float, words: PillWords, *,
    bad: bool = False, warn: bool = False, lit: bool = False, focus: bool = False,
) -> None:  # fmt: skip
    """Border in the colour of trouble, sign ● or ▲, words."""
    px, h = canvas.look.px, canvas.look.px(PILL)
    edge = "blue" if focus else "red" if bad else "amber" if warn else "line"
    canvas.box(x, y, w, h, h / 2, "red_soft" if bad else "hover" if lit else "panel", edge, 2 if focus else 1)
    side = px(11)
    left = x + (px(12) if words else (w - side) // 2)
    colour = "red" if bad else "amber" if warn else "green"
    canvas.sign("late" if warn or bad else "new", left, y + (h - side) / 2, side, colour)
    left += side + px(7)
    for text, tone, bold in words:
        canvas.words(left, y, h, text, SMALL, bold, tone)
        left += canvas.width(text, SMALL, bold) + px(7)


def draw_header(
    canvas: Canvas, x: float, w: float, h: float, shop: str, today: tuple[int, int, str] | None, room: int
) -> None:
    """Ground, shop name, and today's orders and sum where there is room before `room`."""
    px = canvas.look.px
    canvas.box(x, 0, w, h, 0, "panel")
    canvas.box(x, h - 1, w, 1, 0, "line")
    left = px(18)
    name = one_line(shop, canvas.look.ruler(HEAD, True), max(0, room - left))
    canvas.words(x + left, 0, h, name, HEAD, True)
    left += canvas.width(name, HEAD, True) + px(18)
    if today is None:
        return
    parts = today_words(*today)
    width = sum(canvas.width(text, TEXT, bold) + px(6) for text, bold in parts)
    if left + width > room:
        parts = parts[-1:]
        width = canvas.width(parts[0][0], TEXT, True)
    if left + width <= room:
        for text, bold in parts:
            canvas.words(x + left, 0, h, text, TEXT, bold, "ink" if bold else "muted")
            left += canvas.width(text, TEXT, bold) + px(6)


def draw_footer(canvas: Canvas, x: float, y: float, w: float, h: float, keys: list[tuple[str, str]]) -> None:
    """Key caps and what they do; what has no room is left out whole, from the right."""
    px = canvas.look.px
    canvas.box(x, y, w, h, 0, "panel")
    canvas.box(x, y, w, 1, 0, "line")
    left, cap_height = x + px(18), px(20)
    for key, words in keys:
        cap = max(cap_height, canvas.width(key, FINE) + px(10))
        needed = cap + px(5) + canvas.width(words, FINE)
        if left + needed > x + w - px(12):
            break
        top = y + (h - cap_height) // 2
        canvas.box(left, top, cap, cap_height, px(4), "ground", "line")
        canvas.centred(left, top, cap, cap_height, key, FINE)
        canvas.words(left + cap + px(5), y, h, words, FINE, False, "muted")
        left += needed + px(18)


def draw_column_head(
    canvas: Canvas, column: Column, name: str, x: float, y: float, w: float, h: float, now: float
) -> None:
    """Sign, word and count in the column's colour; at the right how long things take."""
    px, colour = canvas.look.px, COLOURS[name]
    side = px(13)
    canvas.sign(name, x, y + (h - side) / 2, side, colour)
    title = f"{column_name(name)} {len(column.keys)}"
    canvas.words(x + side + px(8), y, h, title, TEXT, True, colour)
    if column.keys and name in BOARD:
        summary = column_summary(name, column.cards(), now)
        width = canvas.width(summary, FINE)
        if width <= w - canvas.width(title, TEXT, True) - side - px(24):
            canvas.words(x + w - width, y, h, summary, FINE, False, "muted")
