"""Paints the cards of one column into its view, and keeps their layouts."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desk.domain.board import OrderCard
from desk.ui.board.column_model import ColumnModel
from desk.ui.board.model import Board
from desk.ui.pictures.card import draw_age, draw_button, draw_card, draw_mark
from desk.ui.pictures.card_layout import CardLayout, lay_out
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.theme import Look
from desk.ui.times import ShopTime

#: Space below each card at 100 %.
GAP = 10
#: Seconds a card glows after it arrived or changed.
FLASH = 1.6
_KEPT = 200  # layouts kept, a few screens full


class Pointing(NamedTuple):
    """What the pointer is over: an order and one of its button's actions ("" for the card itself)."""

    order_id: str
    action: str
    down: bool


class CardDelegate(QStyledItemDelegate):
    """Paints cards. `selected` tells the chosen order id; `pointing`, `focused` and `only_age` are set by the view."""

    def __init__(
        self, board: Board, look: Look, times: ShopTime, selected: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._board = board
        self._look = look
        self._times = times
        self._selected = selected
        self.pointing: Pointing | None = None
        self.focused = False
        self.only_age = False
        self._layouts: dict[str, tuple[OrderCard, int, CardLayout]] = {}

    def layout_of(self, card: OrderCard, width: int) -> CardLayout:
        """The layout of a card at a width, computed when card or width are new."""
        kept = self._layouts.get(card.id)
        if kept is not None and kept[0] is card and kept[1] == width:
            return kept[2]
        if len(self._layouts) > _KEPT:
            self._layouts.clear()
        made = lay_out(card, width, self._look, self._times, self._board.now())
        self._layouts[card.id] = card, width, made
        return made

    @property
    def marking(self) -> bool:
        """Whether a press marks a card."""
        return self._board.marking

    def is_flashing(self, order_id: str) -> bool:
        """Whether the card still glows, or glowed at its last paint."""
        return order_id in self._board.flashes

    def forget(self) -> None:
        """Lay everything out anew: the day or what is overdue may have changed."""
        self._layouts.clear()

    def row_height(self, card: OrderCard, width: int) -> int:
        """Height of the row that holds the card, with the space below it."""
        return self.layout_of(card, width).height + self._look.px(GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows have the height the view gave them."""
        return QSize()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one card, or only its age."""
        model = index.model()
        if not isinstance(model, ColumnModel):
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType, reportUnknownMemberType] - missing in the stubs
        card = model.column.card(index.row())
        made = self.layout_of(card, rect.width())
        now = self._board.now()
        x, y = rect.x(), rect.y()
        canvas = PainterCanvas(self._look, painter)
        ground = self._ground(card.id, now)
        if self.only_age:
            left, top, width, height = made.age
            canvas.box(x + left, y + top, width, height, 0, ground)
        else:
            chosen = card.id == self._selected()
            frame = self._look.px(3 if self.focused else 2) if chosen else 0
            draw_card(canvas, made, x, y, ground, frame)
            pointing = self.pointing if self.pointing and self.pointing.order_id == card.id else None
            for button in made.buttons if not self._board.marking else ():
                over = pointing is not None and pointing.action == button.action
                down = over and pointing is not None and pointing.down
                draw_button(canvas, button, made.colour, x, y, over=over, down=down)
        draw_age(canvas, card, made, x, y, self._times, now)
        if self._board.marking and not self.only_age:
            draw_mark(canvas, made, x, y, on=card.id in self._board.marked)

    def _ground(self, order_id: str, now: float) -> str:
        since = self._board.flashes.get(order_id)
        if since is not None:
            if now - since < FLASH:
                return "amber_soft"
            del self._board.flashes[order_id]
        return "panel"
