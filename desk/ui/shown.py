"""What the window shows, apart from how it looks: it outlives a change of theme, zoom or language."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from desk.domain.board import OrderCard, OrderDetail, PrinterCard
from desk.domain.checks import SourceCard
from desk.ui.board.model import Board
from desk.ui.times import ShopTime

if TYPE_CHECKING:
    from desk.ui.backend import Totals
    from desk.ui.goods.shown import GoodsShown
    from desk.ui.hours.shown import HoursShown
    from desk.ui.inbox.shown import InboxShown
    from desk.ui.people.shown import PeopleShown
    from desk.ui.printing.shown import PrintersShown
    from desk.ui.sales.shown import SalesShown
    from desk.ui.till.shown import TillShown
    from desk.ui.wechat.shown import WeChatShown

#: Sheets of paper kept on screen for each printer.
MOST_SHEETS = 200


class PaperSheet(NamedTuple):
    """One sheet that a simulated printer cut: its number, PNG file and text."""

    number: int
    png: bytes
    text: str


class Shown(QObject):
    """Values of the shop on screen.

    Signals:
        selected_changed(str): the chosen order id, "" for none.
        detail_changed(), printers_changed(), totals_changed(), banners_changed(): a new value.
        sources_changed(): a new value, or time went on.
        sheet_added(str, object): printer and PaperSheet.
        entry_answered(bool, object): what came of an order typed in: whether it was taken, and a list of sentences
            that stand against it (empty as well when it failed, which is told elsewhere).
        slip_made(object): the SlipShown that was asked for.
        chat_read(object): the ReadChat that was found in a copied chat.
        entry_wanted(object): a ReadChat with which the form of a new order is to begin.
    """

    selected_changed = Signal(str)
    detail_changed = Signal()
    printers_changed = Signal()
    sources_changed = Signal()
    totals_changed = Signal()
    banners_changed = Signal()
    sheet_added = Signal(str, object)
    entry_answered = Signal(bool, object)
    chat_read = Signal(object)
    entry_wanted = Signal(object)
    slip_made = Signal(object)

    def __init__(self, shop: str, zone: str, currency: str, now: Callable[[], float]) -> None:
        super().__init__()
        self.shop = shop
        self.currency = currency
        self.now = now
        self.times = ShopTime(zone)
        self.board = Board(now, self)
        self.selected = ""
        #: One list of the queue at a time instead of columns.
        self.one_list = False
        self.detail: OrderDetail | None = None
        self.printers: list[PrinterCard] = []
        self.printers_known = False
        self.sources: list[SourceCard] = []
        self.totals: Totals | None = None
        self.sheets: dict[str, list[PaperSheet]] = {}
        self.banners: dict[str, tuple[str, str]] = {}
        self._inbox: InboxShown | None = None
        self._wechat: WeChatShown | None = None
        self._sales: SalesShown | None = None
        self._till: TillShown | None = None
        self._people: PeopleShown | None = None
        self._goods: GoodsShown | None = None
        self._hours: HoursShown | None = None
        self._printing: PrintersShown | None = None

    @property
    def inbox(self) -> "InboxShown":
        """What customers wrote; made when first asked for, which the first picture does not."""
        if self._inbox is None:
            from desk.ui.inbox.shown import InboxShown

            self._inbox = InboxShown(self)
        return self._inbox

    @property
    def people(self) -> "PeopleShown":
        """Customers; made when first asked for."""
        if self._people is None:
            from desk.ui.people.shown import PeopleShown

            self._people = PeopleShown(self)
        return self._people

    @property
    def has_goods(self) -> bool:
        """Whether anybody asked for them yet."""
        return self._goods is not None

    @property
    def goods(self) -> "GoodsShown":
        """Products; made when first asked for."""
        if self._goods is None:
            from desk.ui.goods.shown import GoodsShown

            self._goods = GoodsShown(self)
        return self._goods

    @property
    def has_hours(self) -> bool:
        """Whether anybody asked for them yet."""
        return self._hours is not None

    @property
    def hours(self) -> "HoursShown":
        """Opening hours; made when first asked for."""
        if self._hours is None:
            from desk.ui.hours.shown import HoursShown

            self._hours = HoursShown(self)
        return self._hours

    @property
    def has_sales(self) -> bool:
        """Whether the page of sales was ever opened."""
        return self._sales is not None

    @property
    def sales(self) -> "SalesShown":
        """What was sold; made when first asked for."""
        if self._sales is None:
            from desk.ui.sales.shown import SalesShown

            self._sales = SalesShown(self)
        return self._sales

    @property
    def printing(self) -> "PrintersShown":
        """What a search for printers found; made when first asked for."""
        if self._printing is None:
            from desk.ui.printing.shown import PrintersShown

            self._printing = PrintersShown(self)
        return self._printing

    @property
    def till(self) -> "TillShown":
        """Money that is being taken or given back; made when first asked for."""
        if self._till is None:
            from desk.ui.till.shown import TillShown

            self._till = TillShown(self)
        return self._till

    @property
    def wechat(self) -> "WeChatShown":
        """Relays and accounts; made when first asked for."""
        if self._wechat is None:
            from desk.ui.wechat.shown import WeChatShown

            self._wechat = WeChatShown(self)
        return self._wechat

    def speak(self, card: OrderCard) -> str:
        """The card for a screen reader."""
        from desk.ui.words import spoken

        return spoken(card, self.times, self.now())

    def select(self, order_id: str) -> None:
        """Choose an order; "" chooses none."""
        if order_id == self.selected:
            return
        self.selected = order_id
        if self.detail is not None and self.detail.card.id != order_id:
            self.detail = None
        self.selected_changed.emit(order_id)

    def set_detail(self, detail: OrderDetail | None) -> None:
        """The answer to a request; one for an order no longer chosen is dropped."""
        if detail is None or detail.card.id == self.selected:
            self.detail = detail
            self.detail_changed.emit()

    def set_printers(self, printers: list[PrinterCard]) -> None:
        """All printers of the shop."""
        self.printers_known = True
        if printers != self.printers:
            self.printers = printers
        self.printers_changed.emit()

    def set_sources(self, sources: list[SourceCard]) -> None:
        """The sources that check; told again every minute, since what is said of them speaks of how long ago."""
        if sources or self.sources:
            self.sources = sources
            self.sources_changed.emit()

    def set_totals(self, totals: "Totals") -> None:
        """Today's orders and sum."""
        if totals != self.totals:
            self.totals = totals
            self.totals_changed.emit()

    def add_sheet(self, printer: str, number: int, png: bytes, text: str) -> None:
        """Another sheet came out of a simulated printer."""
        sheet = PaperSheet(number, png, text)
        kept = self.sheets.setdefault(printer, [])
        kept.append(sheet)
        del kept[:-MOST_SHEETS]
        self.sheet_added.emit(printer, sheet)

    def set_banner(self, key: str, text: str, kind: str) -> None:
        """Show a line of trouble until it is set to "" again; `kind` is warn or bad."""
        if text:
            self.banners[key] = text, kind
        else:
            self.banners.pop(key, None)
        self.banners_changed.emit()
