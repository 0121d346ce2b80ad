"""The orders on the queue, dealt out to five sorted columns; changes are gathered to one repaint per frame."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from math import inf
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desk.domain.board import OrderCard
from desk.ui.board.columns import BOARD, LATER, OPEN, QUIET, Key, column_of, deal, matches, sort_key

#: Milliseconds over which changes are gathered: one frame.
FRAME = 16
#: From so many changes in one frame on, filling anew is cheaper than moving rows.
REFILL_FROM = 400


class Watcher(Protocol):
    """Is told before and after rows of a column come, go or change."""

    def refilling(self) -> None:
        """Everything is about to be replaced."""
        ...

    def refilled(self) -> None:
        """Everything was replaced."""
        ...

    def inserting(self, row: int) -> None:
        """A row is about to be put in."""
        ...

    def inserted(self) -> None:
        """It was put in."""
        ...

    def removing(self, row: int) -> None:
        """A row is about to be taken out."""
        ...

    def removed(self) -> None:
        """It was taken out."""
        ...

    def touched(self, row: int) -> None:
        """A row has another card of the same order."""
        ...


class Column:
    """One column: sorted keys over the cards of the board. Row -> card is a list access."""

    def __init__(self, cards: dict[str, OrderCard]) -> None:
        self._cards = cards
        self.keys: list[Key] = []
        self.watcher: Watcher | None = None

    def card(self, row: int) -> OrderCard:
        """The card of a row."""
        return self._cards[self.keys[row][1]]

    def cards(self, most: int | None = None) -> list[OrderCard]:
        """All cards, or the first few, in order."""
        return [self._cards[key[1]] for key in self.keys[:most]]

    def row_of(self, key: Key) -> int:
        """The row of a key that is in this column."""
        return bisect_left(self.keys, key)

    def fill(self, keys: list[Key]) -> None:
        """Replace everything."""
        if self.watcher:
            self.watcher.refilling()
        self.keys = keys
        if self.watcher:
            self.watcher.refilled()

    def insert(self, key: Key) -> None:
        """Add one row at its place."""
        row = bisect_left(self.keys, key)
        if self.watcher:
            self.watcher.inserting(row)
        self.keys.insert(row, key)
        if self.watcher:
            self.watcher.inserted()

    def remove(self, key: Key) -> None:
        """Take one row out."""
        row = bisect_left(self.keys, key)
        if self.watcher:
            self.watcher.removing(row)
        del self.keys[row]
        if self.watcher:
            self.watcher.removed()

    def touch(self, key: Key) -> None:
        """One row looks different."""
        if self.watcher:
            self.watcher.touched(bisect_left(self.keys, key))


class Board(QObject):
    """Every card by id, dealt out to its column.

    Signals:
        changed(object): frozenset of order ids that were updated, came or went.
        counts_changed(): a column's length, the filter or the whole board changed.
        arrived(object): the OrderCard of an order never seen before that waits to be accepted.
        came(object): the OrderCard of an open order never seen before that needs nobody to accept it.
        stepped(object, object): an OrderCard before and after its state changed.
        chased(object): the OrderCard of an order that somebody asked about again.
        marks_changed(): which cards are marked for one step together, or whether any may be.
    """

    changed = Signal(object)
    counts_changed = Signal()
    arrived = Signal(object)
    came = Signal(object)
    stepped = Signal(object, object)
    chased = Signal(object)
    marks_changed = Signal()

    def __init__(self, now: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = now
        self.cards: dict[str, OrderCard] = {}
        self.columns = {name: Column(self.cards) for name in BOARD + QUIET}
        self.flashes: dict[str, float] = {}
        self.loaded = False
        self.marked: set[str] = set()
        self.marking = False
        # where a card stands follows from the card, but for this: which ones waited for their time when they were dealt
        self._waiting: set[str] = set()
        self._filter = ""
        self._pending: dict[str, OrderCard | None] = {}
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME)
        self._frame.timeout.connect(self.flush)

    @property
    def filter_text(self) -> str:
        """What the queue is filtered by; empty for everything."""
        return self._filter

    def sizes(self) -> dict[str, int]:
        """How many cards each list shows."""
        return {name: len(model.keys) for name, model in self.columns.items()}

    def set_cards(self, cards: Iterable[OrderCard]) -> None:
        """Replace the whole board."""
        self._pending.clear()
        self.cards.clear()
        self.cards.update((card.id, card) for card in cards)
        self.loaded = True
        self._refill()
        self.changed.emit(frozenset(self.cards))

    def update_cards(self, cards: Mapping[str, OrderCard | None]) -> None:
        """Note new values by order id (None: gone); shown within one frame."""
        self._pending.update(cards)
        if not self._frame.isActive():
            self._frame.start()

    def set_filter(self, text: str) -> None:
        """Show only cards that contain the text."""
        wanted = text.strip().lower()
        if wanted != self._filter:
            self._filter = wanted
            self._refill()

    def mark(self, order_id: str) -> None:
        """Mark a card, or take its mark away; marking begins with the first one."""
        self.marking = True
        self.marked ^= {order_id}
        self.marks_changed.emit()

    def mark_all(self, names: Iterable[str]) -> None:
        """Mark every card of these columns."""
        self.marking = True
        self.marked.update(key[1] for name in names for key in self.columns[name].keys)
        self.marks_changed.emit()

    def start_marking(self) -> None:
        """From now on a press marks."""
        self.marking = True
        self.marks_changed.emit()

    def stop_marking(self) -> None:
        """Forget the marks; a press chooses again."""
        self.marking = False
        self.marked.clear()
        self.marks_changed.emit()

    def marked_cards(self) -> list[OrderCard]:
        """The marked ones that are still on the queue, oldest first."""
        cards = [self.cards[order_id] for order_id in self.marked if order_id in self.cards]
        return sorted(cards, key=lambda card: (card.received_at, card.id))

    def place_of(self, order_id: str) -> tuple[str, int] | None:
        """Column and row of an order that is shown."""
        where = self._where(order_id)
        return None if where is None else (where[0], self.columns[where[0]].row_of(where[1]))

    def _where(self, order_id: str) -> tuple[str, Key] | None:
        """Column and key under which an order stands now."""
        card = self.cards.get(order_id)
        if card is None or (self._filter and not matches(card, self._filter)):
            return None
        column = LATER if order_id in self._waiting else column_of(card, inf)
        return column, sort_key(card, column)

    def release_due(self) -> None:
        """Move pre-orders whose work starts now to the kitchen's column."""
        now = self.now()
        due = [card for card in self.columns[LATER].cards() if column_of(card, now) != LATER]
        if due:
            self.update_cards({card.id: card for card in due})

    def flush(self) -> None:
        """Show what was noted."""
        self._frame.stop()
        pending, self._pending = self._pending, {}
        if not pending:
            return
        self.loaded = True
        news: list[OrderCard] = []
        steps: list[tuple[OrderCard, OrderCard]] = []
        chased: list[OrderCard] = []
        now = self.now()
        for order_id, card in pending.items():
            old = self.cards.get(order_id)
            if card is None:
                continue
            if old is None:
                self.flashes[order_id] = now
                if card.state in OPEN:
                    news.append(card)
            elif old.version != card.version:
                self.flashes[order_id] = now
            if old is not None and old.state != card.state:
                steps.append((old, card))
            if old is not None and card.rushed > old.rushed:
                self.flashes[order_id] = now
                chased.append(card)
        self._apply(pending, now)
        self.changed.emit(frozenset(pending))
        for card in news:
            (self.arrived if card.state == "placed" else self.came).emit(card)
        for old, new in steps:
            self.stepped.emit(old, new)
        for card in chased:
            self.chased.emit(card)

    def _apply(self, pending: dict[str, OrderCard | None], now: float) -> None:
        if len(pending) >= REFILL_FROM:
            for order_id, card in pending.items():
                if card is None:
                    self.cards.pop(order_id, None)
                else:
                    self.cards[order_id] = card
            self._refill()
            return
        moved = False
        for order_id, card in pending.items():
            moved = self._put(order_id, card, now) or moved
        if moved:
            self.counts_changed.emit()

    def _put(self, order_id: str, card: OrderCard | None, now: float) -> bool:
        """Give one order its new value; whether a row came, went or moved."""
        old = self._where(order_id)
        new: tuple[str, Key] | None = None
        if card is not None and (not self._filter or matches(card, self._filter)):
            column = column_of(card, now)
            new = column, sort_key(card, column)
        if old is not None and old == new and card is not None:
            self.cards[order_id] = card
            self.columns[old[0]].touch(old[1])
            return False
        if old is not None:
            self.columns[old[0]].remove(old[1])
            self._waiting.discard(order_id)
        if card is None:
            self.cards.pop(order_id, None)
            self.flashes.pop(order_id, None)
        else:
            self.cards[order_id] = card
        if new is not None:
            if new[0] == LATER:
                self._waiting.add(order_id)
            self.columns[new[0]].insert(new[1])
        return True

    def _refill(self) -> None:
        cards: Iterable[OrderCard] = self.cards.values()
        if self._filter:
            cards = [card for card in cards if matches(card, self._filter)]
        dealt = deal(cards, self.now())
        self._waiting = {key[1] for key in dealt[LATER]}
        for name, keys in dealt.items():
            if keys or self.columns[name].keys:
                self.columns[name].fill(keys)
        self.counts_changed.emit()
