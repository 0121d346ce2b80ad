"""Where everything on a card stands: boxes and texts for one card at one width; nothing is drawn here.

Order number, state words, quantities, money and button labels are never shortened; names and notes wrap,
then end in an ellipsis. The age is left out, since it changes every second.
"""

from desk.domain.board import CardLine, OrderCard
from desk.ui.board.columns import COLOURS, LATER, column_of, overdue
from desk.ui.pictures.text_fit import lines, one_line
from desk.ui.theme import BUTTON, FINE, ITEM, NUMBER, R_CHIP, SMALL, Look
from desk.ui.times import ShopTime
from desk.ui.words import (
    age_text,
    chips,
    decline_word,
    due_text,
    more_items,
    next_step,
    source_word,
    undo_word,
    version_word,
    visits_word,
)

#: Items beyond this are counted, not listed.
MOST_ITEMS = 8

#: style of a chip -> (ground, ink, border) colour tokens, "" for none.
CHIP_STYLES = {
    "good": ("green_soft", "green", ""),
    "owed": ("ink", "panel", ""),
    "quiet": ("", "muted", "line"),
    "warn": ("amber_soft", "amber", ""),
    "bad": ("red_soft", "red", ""),
    "info": ("blue_soft", "blue", ""),
}

#: x, y, width, height
Rect = tuple[int, int, int, int]
#: x, y, width, height, radius, ground, edge: the arguments of Canvas.box
BoxOp = tuple[int, int, int, int, int, str, str]
#: x, baseline, text, size, bold, colour: the arguments of Canvas.text
TextOp = tuple[int, int, str, float, bool, str]


class CardButton:
    """A button drawn on the card: `action` an Action value, `kind` main, outline or icon."""

    __slots__ = ("action", "kind", "label", "rect")

    def __init__(self, action: str, label: str, rect: Rect, kind: str) -> None:
        self.action = action
        self.label = label
        self.rect = rect
        self.kind = kind


class CardLayout:
    """A laid-out card. Coordinates count from the card's top left corner; `question` is the chip that asks,
    `age` the rectangle kept free for the age.
    """

    __slots__ = ("age", "boxes", "buttons", "colour", "height", "question", "texts", "width")

    def __init__(self, width: int, colour: str, pen: "_Pen") -> None:
        self.width = width
        self.colour = colour
        self.height = pen.y
        self.boxes = pen.boxes
        self.texts = pen.texts
        self.buttons = pen.made_buttons
        self.age = pen.age
        self.question = pen.question


def inside(rect: Rect, x: int, y: int) -> bool:
    """Whether a point lies in a rectangle."""
    return rect[0] <= x < rect[0] + rect[2] and rect[1] <= y < rect[1] + rect[3]


def lay_out(card: OrderCard, width: int, look: Look, times: ShopTime, now: float) -> CardLayout:
    """Lay a card out for a column `width` pixels wide."""
    pen = _Pen(look, width)
    pen.heading(card, age_text(card, times, now))
    pen.customer(card, due_text(card, times, now), late=overdue(card, now))
    for line in card.lines[:MOST_ITEMS]:
        pen.item(line)
    if len(card.lines) > MOST_ITEMS:
        pen.flow([more_items(len(card.lines) - MOST_ITEMS)], pen.left, SMALL, False, "muted")
    if card.note.strip():
        pen.note(card.note)
    pen.chips(card)
    column = column_of(card, now)
    pen.buttons(card, later=column == LATER)
    pen.y += look.px(12)
    return CardLayout(width, COLOURS[column], pen)


class _Pen:
    """Puts things on a card from its top down; `y` is where the next one goes."""

    def __init__(self, look: Look, width: int) -> None:
        self.look = look
        self.left = look.px(17)
        self.right = width - look.px(13)
        self.width = self.right - self.left
        self.y = look.px(10)
        self.boxes: list[BoxOp] = []
        self.texts: list[TextOp] = []
        self.made_buttons: list[CardButton] = []
        self.age: Rect = (0, 0, 0, 0)
        self.question: Rect | None = None

    def words(self, x: int, y: int, height: int, text: str, size: float, bold: bool, colour: str) -> None:
        """A line of text in the middle of a height."""
        ruler = self.look.ruler(size, bold)
        baseline = y + (height - ruler.height()) // 2 + ruler.ascent()
        self.texts.append((x, baseline, text, size, bold, colour))

    def flow(self, rows: list[str], x: int, size: float, bold: bool, colour: str) -> None:
        """Lines of text one below the other."""
        ruler = self.look.ruler(size, bold)
        for text in rows:
            self.texts.append((x, self.y + ruler.ascent(), text, size, bold, colour))
            self.y += ruler.height()

    def heading(self, card: OrderCard, age: str) -> None:
        """Number, source and version; room for the age."""
        px, height = self.look.px, self.look.px(32)
        age_width = self.look.ruler(SMALL, True).width(age) + px(28)
        number = self.look.ruler(NUMBER, True).width(card.number)
        self.words(self.left, self.y, height, card.number, NUMBER, True, "ink")
        origin = source_word(card)
        if card.version > 1:
            origin += " · " + version_word(card.version)
        x = self.left + number + px(8)
        room = self.right - age_width - x
        if room > px(24):
            fitted = one_line(origin, self.look.ruler(FINE), room)
            self.words(x, self.y + px(5), height - px(5), fitted, FINE, False, "muted")
        self.age = (self.right - age_width, self.y, age_width, height)
        self.y += height

    def customer(self, card: OrderCard, due: str, *, late: bool) -> None:
        """Customer and number of visits at the left, the due time always at the right."""
        px, ruler = self.look.px, self.look.ruler(SMALL)
        height = px(23)
        due_width = self.look.ruler(SMALL, True).width(due)
        visits = visits_word(card.visits)
        chip = self.look.ruler(FINE).width(visits) + px(12) if visits else 0
        name = ruler.width(card.customer)
        room = self.width - due_width - px(8)
        if min(name, px(90)) + (chip + px(6) if chip else 0) > room:
            chip = 0  # how often somebody came is the first thing to go
        own_line = bool(card.customer) and min(name, px(56)) > room
        if own_line:
            room = self.width
        name = min(name, room - (chip + px(6) if chip else 0))
        if card.customer:
            text = one_line(card.customer, ruler, name)
            self.words(self.left, self.y, height, text, SMALL, False, "muted")
        if chip:
            x = self.left + name + px(6)
            self.boxes.append((x, self.y + px(3), chip, height - px(6), px(5), "blue_soft", ""))
            self.words(x + px(6), self.y, height, visits, FINE, False, "blue")
        if own_line:
            self.y += height
        self.words(
            self.right - due_width, self.y, height, due, SMALL, bold=True, colour="red" if late else "ink"
        )
        self.y += height + px(4)

    def item(self, line: CardLine) -> None:
        """Product bold, quantity at the right, options quieter below."""
        px, ruler = self.look.px, self.look.ruler(ITEM, True)
        quantity = f"× {line.quantity}"
        taken = ruler.width(quantity)
        self.texts.append((self.right - taken, self.y + ruler.ascent(), quantity, ITEM, True, "ink"))
        self.flow(lines(line.name, ruler, self.width - taken - px(10), 2), self.left, ITEM, True, "ink")
        if line.detail.strip():
            rows = lines(line.detail, self.look.ruler(SMALL), self.width - px(2), 2)
            self.flow(rows, self.left + px(2), SMALL, False, "muted")

    def note(self, note: str) -> None:
        """The yellow sticker."""
        px, ruler = self.look.px, self.look.ruler(SMALL)
        self.y += px(6)
        rows = lines(note, ruler, self.width - px(16), 3)
        height = ruler.height() * len(rows) + px(6)
        self.boxes.append((self.left, self.y, self.width, height, px(R_CHIP), "note", ""))
        self.y += px(3)
        self.flow(rows, self.left + px(8), SMALL, False, "ink")
        self.y += px(3)

    def chips(self, card: OrderCard) -> None:
        """Money and states, flowing over as many rows as they need."""
        px, x = self.look.px, self.left
        self.y += px(8)
        height = px(24)
        for chip in chips(card):
            fill, ink, border = CHIP_STYLES[chip.style]
            bold = chip.style != "quiet"
            ruler = self.look.ruler(FINE, bold)
            rows = lines(chip.text, ruler, self.width - px(16), 3)
            widths = [ruler.width(text) for text in rows]
            width = max(widths) + px(16)
            if x > self.left and x + width > self.right:
                x = self.left
                self.y += height + px(6)
            extra = (len(rows) - 1) * ruler.height()
            self.boxes.append((x, self.y, width, height + extra, px(R_CHIP), fill, border))
            top = self.y + (height - ruler.height()) // 2
            for row, text in enumerate(rows):
                self.words(x + px(8), top + row * ruler.height(), ruler.height(), text, FINE, bold, ink)
            if card.question and chip.style == "bad":
                self.question = (x, self.y, width, height + extra)
            x += width + px(6)
            self.y += extra
        self.y += height

    def buttons(self, card: OrderCard, *, later: bool) -> None:
        """The next step over the full width, quieter for an order of `later`; beside it 拒单 for new orders,
        undo for the others.
        """
        px, step = self.look.px, next_step(card)
        if step is None and not card.can_undo:
            return
        self.y += px(10)
        tall, gap, main = px(BUTTON), px(8), self.width
        if card.state == "placed":
            label = decline_word()
            side = max(px(88), self.look.ruler(ITEM, True).width(label) + px(24))
            main -= side + gap
            rect = (self.right - side, self.y, side, tall)
            self.made_buttons.append(CardButton("decline", label, rect, "outline"))
        elif card.can_undo and step:
            main -= tall + gap
            rect = (self.right - tall, self.y, tall, tall)
            self.made_buttons.append(CardButton("undo", undo_word(), rect, "icon"))
        elif card.can_undo:
            rect = (self.left, self.y, main, tall)
            self.made_buttons.append(CardButton("undo", undo_word(), rect, "outline"))
        if step:
            rect = (self.left, self.y, main, tall)
            kind = "outline" if later else "main"
            self.made_buttons.insert(0, CardButton(step[0], step[1], rect, kind))
        self.y += tall
