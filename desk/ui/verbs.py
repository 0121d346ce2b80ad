"""What a press of a button or key sets going: calls of the backend, and the toast once the step is true."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desk.domain.board import OrderCard
from desk.ui.backend import Backend, CounterOrder
from desk.ui.board.columns import BOARD
from desk.ui.shown import Shown
from desk.ui.words import next_step, state_word

#: The `undo` of a toast whose way back is not an order's last step.
WAY_BACK = "way-back"
#: Seconds for which a second press of the same button is taken for a slip of the finger.
PATIENCE = 3


class Verbs(QObject):
    """The window's side of the backend.

    Signals:
        told(str, str, str): text, kind (good, info, warn, bad) and the order id that 撤销 would undo, or "".
        reason_wanted(str, str): order id and Action (decline, cancel) that needs a reason first.
        opened(str): show that order's detail even where it covers the queue.
        page_wanted(str): orders, customers, messages, sales, goods, hours, printers, wechat, new-order, paste, slips, settings, shortcuts, search, close.
    """

    told = Signal(str, str, str)
    reason_wanted = Signal(str, str)
    opened = Signal(str)
    page_wanted = Signal(str)

    def __init__(self, backend: Backend, shown: Shown) -> None:
        super().__init__()
        self.backend = backend
        self._shown = shown
        #: The page that is open; keys move orders only where orders are seen.
        self.page = "orders"
        self._stepping: dict[str, tuple[str, float]] = {}
        self._rushing: set[str] = set()
        self._way_back: Callable[[], None] | None = None
        shown.board.stepped.connect(self._stepped)
        shown.board.chased.connect(self._chased)
        shown.board.changed.connect(self._changed)

    def step(self, order_id: str, action: str) -> None:
        """A button of a card or panel. Declining and cancelling ask for the reason first."""
        if action in {"decline", "cancel"}:
            self._shown.select(order_id)
            self.reason_wanted.emit(order_id, action)
            return
        self.act(order_id, action)

    def act(self, order_id: str, action: str, *, minutes: int | None = None, reason: str = "") -> None:
        """Do it; not twice while the first press is still on its way."""
        if action == "rush":
            self._rushing.add(order_id)
        if action not in {"reprint", "rush", "paid", "undo"}:
            before, at = self._stepping.get(order_id, ("", 0.0))
            if before == action and self._shown.now() - at < PATIENCE:
                return
            self._stepping[order_id] = action, self._shown.now()
        self.backend.act(order_id, action, minutes=minutes, reason=reason)

    def forget_steps(self) -> None:
        """Something went wrong: what was asked for may be asked again, and is not announced any more."""
        self._stepping.clear()
        self._rushing.clear()

    def tell_undo(self, text: str, back: Callable[[], None]) -> None:
        """Say what was done; 撤销 does `back`."""
        self._way_back = back
        self.told.emit(text, "good", WAY_BACK)

    def take_back(self, undo: str) -> None:
        """撤销 of a toast: the last step of an order, or what `tell_undo` was given."""
        if undo != WAY_BACK:
            self.act(undo, "undo")
        elif self._way_back is not None:
            back, self._way_back = self._way_back, None
            back()

    def main_step(self) -> None:
        """The next step of the chosen order, by key; then the next card of its column is chosen."""
        card = self._shown.board.cards.get(self._shown.selected)
        step = next_step(card) if card else None
        if card and step:
            self.select_neighbour(1, stay=True)
            self.act(card.id, step[0])

    def reprint(self) -> None:
        """All tickets of the chosen order once more."""
        if self._shown.selected:
            self.act(self._shown.selected, "reprint")

    def undo(self) -> None:
        """Take the last step of the chosen order back."""
        card = self._shown.board.cards.get(self._shown.selected)
        if card and card.can_undo:
            self.act(card.id, "undo")

    def refuse(self) -> None:
        """Turn the chosen order down, or cancel it; asks for the reason."""
        card = self._shown.board.cards.get(self._shown.selected)
        if card and card.state == "placed":
            self.step(card.id, "decline")
        elif card and card.state in {"accepted", "preparing", "ready", "delivering"}:
            self.step(card.id, "cancel")

    def place(self, order: CounterOrder) -> None:
        """An order typed in at the counter."""
        self.backend.place(order)

    def read_chat(self, text: str) -> None:
        """Look for an order in what was copied from a chat."""
        self.backend.read_chat(text)

    def select_neighbour(self, by: int, *, stay: bool = False) -> None:
        """Choose the card `by` rows further down; with `stay` the last one hands over to the one above it."""
        board = self._shown.board
        place = board.place_of(self._shown.selected)
        if place is None:
            self.select_column(0)
            return
        keys = board.columns[place[0]].keys
        row = place[1] + by
        if stay and row >= len(keys):
            row = place[1] - 1
        if 0 <= row < len(keys):
            self._shown.select(keys[row][1])
        elif stay:
            self._shown.select("")

    def select_column(self, by: int) -> None:
        """Choose the card at the same height in the next column to the left (-1) or right (1) that has any."""
        board = self._shown.board
        place = board.place_of(self._shown.selected)
        start, row = (BOARD.index(place[0]), place[1]) if place and place[0] in BOARD else (0, 0)
        order = range(start + by, len(BOARD) if by >= 0 else -1, by or 1)
        for column in order:
            keys = board.columns[BOARD[column]].keys
            if keys:
                self._shown.select(keys[min(row, len(keys) - 1)][1])
                return

    def select_row(self, number: int) -> None:
        """Choose card `number` (from 1) of the column that the chosen card stands in, else of the first one."""
        board = self._shown.board
        place = board.place_of(self._shown.selected)
        keys = board.columns[place[0] if place else BOARD[0]].keys
        if number <= len(keys):
            self._shown.select(keys[number - 1][1])

    def scan(self, number: str) -> bool:
        """A scanned ticket: the first time its order is opened, and taken a step further when it is scanned again.
        An order that nobody has accepted is read by a person first. Whether there is such an order.
        """
        before = self._shown.selected
        found = self.select_number(number)
        card = self._shown.board.cards.get(self._shown.selected)
        if found and card is not None and card.id == before and card.state != "placed":
            step = next_step(card)
            if step is not None:
                self.act(card.id, step[0])
        return found

    def mark(self) -> None:
        """Mark the chosen card, or take its mark away; then the next one is chosen."""
        if self._shown.selected in self._shown.board.cards:
            self._shown.board.mark(self._shown.selected)
            self.select_neighbour(1)

    def step_marked(self) -> None:
        """The next step of every marked order, with one way back for all."""
        board = self._shown.board
        steps = [(card.id, step[0]) for card in board.marked_cards() if (step := next_step(card)) is not None]
        board.stop_marking()
        for order_id, action in steps:
            self.backend.act(order_id, action)
        if steps:
            text = QCoreApplication.translate("Verbs", "{n} 单走下一步").format(n=len(steps))
            self.tell_undo(text, lambda: self._undo_all([order_id for order_id, _ in steps]))

    def reprint_marked(self) -> None:
        """The tickets of every marked order once more."""
        cards = self._shown.board.marked_cards()
        self._shown.board.stop_marking()
        for card in cards:
            self.backend.act(card.id, "reprint")

    def _undo_all(self, order_ids: list[str]) -> None:
        for order_id in order_ids:
            self.backend.act(order_id, "undo")

    def select_number(self, number: str) -> bool:
        """Choose the newest order of that number, as a scanner reads it; whether there is one."""
        wanted = number.strip().upper()
        found = [card for card in self._shown.board.cards.values() if card.number.upper() == wanted]
        if found:
            newest = max(found, key=lambda card: card.received_at)
            self._shown.select(newest.id)
            self.opened.emit(newest.id)
        return bool(found)

    def _stepped(self, before: OrderCard, after: OrderCard) -> None:
        if after.id in self._stepping:
            del self._stepping[after.id]
            text = QCoreApplication.translate("Verbs", "{number} {state}").format(
                number=after.number, state=state_word(after.state)
            )
            self.told.emit(text, "good", after.id if after.can_undo else "")
        elif after.state == "cancelled":
            text = QCoreApplication.translate(
                "Verbs", "{number} 被取消了：顾客在微信里或别处取消的，别再做了"
            )
            self.told.emit(text.format(number=after.number), "warn", "")

    def _chased(self, card: OrderCard) -> None:
        if card.id in self._rushing:
            self._rushing.discard(card.id)
            text = QCoreApplication.translate("Verbs", "{number} 已催")
            self.told.emit(text.format(number=card.number), "good", "")
        else:
            text = QCoreApplication.translate("Verbs", "{number} 顾客催单，已经排到最前")
            self.told.emit(text.format(number=card.number), "warn", "")

    def _changed(self, order_ids: frozenset[str]) -> None:
        chosen = self._shown.selected
        if chosen and chosen in order_ids:
            if chosen in self._shown.board.cards:
                self.backend.request_detail(chosen)
            else:
                self._shown.select("")
