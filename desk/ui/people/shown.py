"""What the customers page shows, apart from how it looks; and what it asks of the desk."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desk.domain.people import CustomerCard, PastOrder, Remarks, Span
from desk.domain.statistics import CustomerRow, Group


class PeopleBackend(Protocol):
    """The desk behind the page. Every call returns at once; results come as new values of PeopleShown."""

    def refresh(self) -> None:
        """Read everything that is shown anew."""
        ...

    def find(self, group: Group, text: str) -> None:
        """List a group, or those a text finds."""
        ...

    def more(self) -> None:
        """The next page of the list."""
        ...

    def open(self, customer: int) -> None:
        """Show that customer."""
        ...

    def write_of(self, customer: int, remarks: Remarks) -> None:
        """Keep what is written of a customer."""
        ...

    def look_for(self, text: str) -> None:
        """Candidates for a merge."""
        ...

    def merge(self, kept: int, gone: int) -> None:
        """Make two customers one."""
        ...

    def undo_merge(self, merge: int) -> None:
        """Make them two again."""
        ...

    def export(self, path: str) -> None:
        """Write the list of the best customers, as it is chosen, to a CSV file."""
        ...

    def print_best(self) -> None:
        """Print that list."""
        ...

    def older(self) -> None:
        """More of the shown customer's orders."""
        ...

    def again(self, order_id: str) -> None:
        """Fill the form of a new order from that one."""
        ...

    def order_for(self, customer: int) -> None:
        """Fill the form of a new order with the customer's name, phone and address."""
        ...


class PeopleShown(QObject):
    """Values of the page on screen. They outlive a change of theme, zoom or language.

    Signals:
        listed(): another list. extended(int): it grew from that row on. sizes_changed(), chosen_changed(),
        card_changed(), history_changed(), candidates_changed(): a new value.
    """

    listed = Signal()
    extended = Signal(int)
    sizes_changed = Signal()
    chosen_changed = Signal()
    card_changed = Signal()
    history_changed = Signal()
    candidates_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.group = Group.DUE
        self.text = ""
        #: In what the best customers are counted.
        self.span, self.by_orders = Span.EVER, False
        self.today = date(1970, 1, 1)
        self.rows: list[CustomerRow] = []
        #: Whether the list goes on behind the rows that are here, and whether it was ever read.
        self.more = False
        self.known = False
        self.sizes: Mapping[Group, int] = {}
        self.chosen = 0
        #: How many pages show it now; what nobody looks at is not read anew.
        self.watched = 0
        self.card: CustomerCard | None = None
        self.history: Sequence[PastOrder] = ()
        self.history_more = False
        self.candidates: Sequence[CustomerRow] = ()

    def ask(self, group: Group, text: str) -> None:
        """What is to be listed from now on."""
        self.group, self.text = group, text

    def set_sizes(self, sizes: Mapping[Group, int], today: date) -> None:
        """How many customers each group has, and what day it is in the shop."""
        if (sizes, today) != (self.sizes, self.today):
            self.sizes, self.today = sizes, today
            self.sizes_changed.emit()

    def set_rows(self, rows: Sequence[CustomerRow], *, more: bool) -> None:
        """The first page of what was asked for."""
        new = list(rows)
        if self.known and (new, more) == (self.rows, self.more):
            return
        self.rows, self.more, self.known = new, more, True
        self.listed.emit()

    def add_rows(self, rows: Sequence[CustomerRow], *, more: bool) -> None:
        """The next page of it."""
        start = len(self.rows)
        self.rows.extend(rows)
        self.more = more
        self.extended.emit(start)

    def choose(self, customer: int) -> None:
        """The customer that is opened; 0 for none."""
        if customer != self.chosen:
            self.chosen = customer
            self.card, self.history, self.history_more = None, (), False
            self.chosen_changed.emit()

    def set_card(self, card: CustomerCard, history: Sequence[PastOrder], *, more: bool) -> None:
        """The opened customer; one that is not chosen any more is dropped."""
        same = (card, tuple(history)) == (self.card, tuple(self.history[: len(history)]))
        if card.row.id != self.chosen or (same and len(self.history) >= len(history)):
            return
        self.card, self.history, self.history_more = card, history, more
        self.card_changed.emit()

    def set_candidates(self, rows: Sequence[CustomerRow]) -> None:
        """Who may be the same person."""
        self.candidates = rows
        self.candidates_changed.emit()

    def add_history(self, orders: Sequence[PastOrder], *, more: bool) -> None:
        """Older orders of the opened customer."""
        self.history = (*self.history, *orders)
        self.history_more = more
        self.history_changed.emit()
