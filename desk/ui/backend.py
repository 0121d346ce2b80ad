"""What the window asks of the desk, and the few values it hands over; free of Qt.

The composition root implements `Backend` and pushes back through the slots of
`desk.ui.main_window.MainWindow` (`set_board`, `update_cards`, `show_detail`, `set_printers`,
`set_totals`, `add_sheet`, `tell`, `set_banner`).
"""

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from desk.ui.goods.shown import GoodsBackend
    from desk.ui.hours.shown import HoursBackend
    from desk.ui.inbox.shown import InboxBackend
    from desk.ui.people.shown import PeopleBackend
    from desk.ui.printing.shown import PrintersBackend
    from desk.ui.sales.shown import SalesBackend
    from desk.ui.till.shown import TillBackend
    from desk.ui.wechat.shown import WeChatBackend


class Totals(NamedTuple):
    """Today's orders that were not declined or cancelled, and their sum in minor units."""

    orders: int
    amount: int
    currency: str = "CNY"


class CounterLine(NamedTuple):
    """One row of an order typed in at the counter; `unit_price` in minor units."""

    name: str
    quantity: int
    unit_price: int
    note: str


class CounterOrder(NamedTuple):
    """An order typed in at the counter.

    `kind` is a FulfilmentKind value, `method` a PaymentMethod value, `due_at` seconds since 1970 UTC or None
    for as soon as possible. `paid` says that the whole amount was taken, `anyway` that the clerk read what stands
    against the order and takes it all the same.
    """

    lines: tuple[CounterLine, ...]
    kind: str
    name: str
    phone: str
    address: str
    due_at: float | None
    note: str
    paid: bool
    method: str
    anyway: bool = False


class ReadChat(NamedTuple):
    """What was understood of a copied chat, for the form; "" and None where nothing was said. `due_at` as in
    CounterOrder; `rest` are the parts that were not understood, as they were written.
    """

    lines: tuple[CounterLine, ...]
    kind: str
    name: str
    phone: str
    address: str
    due_at: float | None
    note: str
    rest: tuple[str, ...]


class SlipShown(NamedTuple):
    """A slip as it would be printed now; `rows` as desk.domain.tickets.Ticket.text."""

    kind: str
    title: str
    rows: tuple[tuple[str, str], ...]


class Backend(Protocol):  # noqa: PLR0904 - one for each thing a window asks
    """The desk behind the window. Every call returns at once and raises nothing: results come as new
    cards or details, errors through `MainWindow.tell`.
    """

    def act(self, order_id: str, action: str, *, minutes: int | None = None, reason: str = "") -> None:
        """Do what an Action value says; `minutes` promised from now when accepting, `reason` when
        declining or cancelling.
        """
        ...

    def answer(self, job_id: int, answer: str) -> None:
        """An Answer value to "did it come out?"."""
        ...

    def reprint(self, job_id: int) -> None:
        """Print one ticket again, as a marked copy."""
        ...

    def request_detail(self, order_id: str) -> None:
        """Ask for `MainWindow.show_detail`; asked again whenever the order's card changes while it is shown."""
        ...

    def place(self, order: CounterOrder) -> None:
        """Take an order typed in at the counter; `Shown.entry_answered` tells what came of it."""
        ...

    def read_chat(self, text: str) -> None:
        """Look for an order in a copied chat; `Shown.chat_read` tells what was found."""
        ...

    def has_paper(self, printer: str) -> bool:
        """Whether the printer is a simulated one, whose sheets arrive through `MainWindow.add_sheet`."""
        ...

    def fault(self, printer: str, command: str) -> None:
        """Send one line of the simulated printer's control language (design section 6)."""
        ...

    def test_page(self, printer: str) -> None:
        """Print a test ticket."""
        ...

    def slip(self, kind: str, *, on_paper: bool) -> None:
        """A slip (desk.services.slips.SlipKind) as it stands now: printed, or shown by `Shown.slip_made`."""
        ...

    def quiet(self) -> None:
        """A person heard the alarm: be silent for a minute, or sound again."""
        ...

    def import_csv(self, path: str) -> None:
        """Take the orders of a CSV file."""
        ...

    @property
    def inbox(self) -> "InboxBackend | None":
        """What the message page asks; None, and the person is told, while the desk does not run."""
        ...

    @property
    def people(self) -> "PeopleBackend | None":
        """What the customers page asks; None, and the person is told, while the desk does not run."""
        ...

    @property
    def goods(self) -> "GoodsBackend | None":
        """What the page of products asks; None, and the person is told, while the desk does not run."""
        ...

    @property
    def hours(self) -> "HoursBackend | None":
        """What the page of opening hours asks; None, and the person is told, while the desk does not run."""
        ...

    @property
    def printing(self) -> "PrintersBackend | None":
        """What the printers page asks; None, and the person is told, while the desk does not run."""
        ...

    @property
    def sales(self) -> "SalesBackend | None":
        """What the page of sales asks; None, and the person is told, while the desk does not run."""
        ...

    @property
    def till(self) -> "TillBackend | None":
        """What the till asks; None, and the person is told, while the desk does not run."""
        ...

    @property
    def wechat(self) -> "WeChatBackend | None":
        """What the WeChat page asks; None, and the person is told, while the desk does not run."""
        ...

    def save_look(self, language: str, scheme: str, zoom: int, queue: str) -> None:
        """Keep what was chosen in the settings popover: language code, `system|light|dark`, per cent, `columns|list`."""
        ...
