"""How the window is divided: rail, header, page, side panel, footer, and what may lie over them."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desk.domain.board import OrderCard
from desk.ui.arrangement import PAPER, PAPER_FROM, SIDE, Places
from desk.ui.board.page import BoardPage
from desk.ui.footer import Footer
from desk.ui.header import Header
from desk.ui.rail import Rail
from desk.ui.shown import Shown
from desk.ui.side import Side
from desk.ui.theme import Look
from desk.ui.verbs import Verbs

if TYPE_CHECKING:
    from desk.ui.backend import ReadChat
    from desk.ui.banner import Banners
    from desk.ui.goods.page import GoodsPage
    from desk.ui.hours.page import HoursPage
    from desk.ui.inbox.page import MessagesPage
    from desk.ui.people.page import PeoplePage
    from desk.ui.printing.page import PrintersPage
    from desk.ui.sales.page import SalesPage
    from desk.ui.settings_popover import Settings
    from desk.ui.toast import Toast
    from desk.ui.wechat.page import WeChatPage
    from desk.ui.widgets.overlay import Overlay


class Shell(QWidget):
    """Everything inside the window, in one look and language."""

    def __init__(
        self, look: Look, shown: Shown, verbs: Verbs, settings: "Settings", parent: QWidget, *, paper: bool
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._verbs = verbs
        self._settings = settings
        self._page = "orders"
        self._side_open = False
        self._docked = False
        self.rail = Rail(look, shown, verbs, self)
        self.header = Header(look, shown, verbs, self)
        self.board = BoardPage(look, shown, verbs, self)
        self.footer = Footer(look, shown, self)
        self.side = Side(look, shown, verbs, self, paper=paper)
        self.side.closed.connect(self.close_side)
        self.messages: MessagesPage | None = None
        self.people: PeoplePage | None = None
        self.sales: SalesPage | None = None
        self.goods: GoodsPage | None = None
        self.hours: HoursPage | None = None
        self.printers: PrintersPage | None = None
        self.wechat: WeChatPage | None = None
        self.banners: Banners | None = None
        self.toast: Toast | None = None
        self.over: Overlay | None = None
        verbs.opened.connect(self._open_side)
        verbs.reason_wanted.connect(self._ask_reason)
        verbs.page_wanted.connect(self.show_page)
        shown.entry_wanted.connect(self._begin_order)
        verbs.told.connect(self.tell)
        shown.banners_changed.connect(self._show_banners)
        shown.board.arrived.connect(self._announce)
        self._show_banners()

    @property
    def page(self) -> str:
        """Name of the page that is open."""
        return self._page

    # --- pages --------------------------------------------------------------------------------------------

    def show_page(self, page: str) -> None:
        """Go to a page, or open what lies over pages."""
        match page:
            case "orders" | "customers" | "messages" | "sales" | "goods" | "hours" | "printers" | "wechat":
                self._go(page)
            case "search" if self._page == "customers" and self.people is not None:
                self.people.search()
            case "search" if self._page == "goods" and self.goods is not None:
                self.goods.search()
            case "search":
                self._go("orders")
                self.board.tabs.search()
            case "new-order":
                self.side.show_new_order()
            case "paste":
                self.side.show_new_order(paste=True)
                self._open_side("")
            case "settings":
                from desk.ui.settings_popover import SettingsPopover

                self._lay_over(SettingsPopover(self._look, self._settings, self._verbs.backend, self))
            case "slips":
                from desk.ui.printing.slips import SlipsOverlay

                self._lay_over(SlipsOverlay(self._look, self._shown, self._verbs, self))
            case "find-printer":
                from desk.ui.printing.finder import FinderOverlay

                self._lay_over(FinderOverlay(self._look, self._shown, self._verbs, self))
            case "shortcuts":
                from desk.ui.shortcuts import ShortcutsOverlay

                self._lay_over(ShortcutsOverlay(self._look, self))
            case "close":
                self._close_topmost()
            case _:
                return

    def _go(self, page: str) -> None:
        self._make(page)
        self._page = self._verbs.page = page
        self._side_open = False
        self.rail.show_page(page)
        self._arrange()
        self._take_focus()

    def _take_focus(self) -> None:
        """Keys go to the page."""
        if self._page == "orders":
            self.board.take_focus()
        elif (opened := self._others().get(self._page)) is not None:
            opened.setFocus()

    def _make(self, page: str) -> None:
        """Build a page when it is opened first."""
        parts = (self._look, self._shown, self._verbs, self)
        match page:
            case "messages" if self.messages is None:
                from desk.ui.inbox.page import MessagesPage

                self.messages = MessagesPage(*parts)
            case "customers" if self.people is None:
                from desk.ui.people.page import PeoplePage

                self.people = PeoplePage(*parts)
                self.people.overlay_wanted.connect(self._lay_over)
            case "sales" if self.sales is None:
                from desk.ui.sales.page import SalesPage

                self.sales = SalesPage(*parts)
                self.sales.overlay_wanted.connect(self._lay_over)
                self.sales.customer_wanted.connect(self._show_customer)
            case "goods" if self.goods is None:
                from desk.ui.goods.page import GoodsPage

                self.goods = GoodsPage(*parts)
            case "hours" if self.hours is None:
                from desk.ui.hours.page import HoursPage

                self.hours = HoursPage(*parts)
            case "printers" if self.printers is None:
                from desk.ui.printing.page import PrintersPage

                self.printers = PrintersPage(*parts)
            case "wechat" if self.wechat is None:
                from desk.ui.wechat.page import WeChatPage

                self.wechat = WeChatPage(*parts)
            case _:
                return

    def _show_customer(self, customer: int) -> None:
        """The card of a customer who was pressed on another page."""
        self._close_over()
        self._go("customers")
        if self.people is not None:
            self.people.open(customer)

    def _others(self) -> dict[str, QWidget | None]:
        """The pages beside the queue, as far as they were opened."""
        return {
            "customers": self.people,
            "messages": self.messages,
            "sales": self.sales,
            "goods": self.goods,
            "hours": self.hours,
            "printers": self.printers,
            "wechat": self.wechat,
        }

    def _lay_over(self, widget: "Overlay") -> None:
        same = self.over is not None and type(self.over) is type(widget)
        self._close_over()
        if same:
            widget.deleteLater()
            return
        self.over = widget
        widget.closed.connect(self._close_over)
        self._arrange()
        widget.show()
        widget.setFocus()

    def _close_over(self) -> None:
        if self.over is not None:
            self.over.deleteLater()
            self.over = None
            self._take_focus()

    def _close_topmost(self) -> None:
        if self.over is not None:
            self._close_over()
        elif self._side_open and not self._docked:
            self.close_side()
        elif (
            self.side.go_back()
            or (self._page == "messages" and self.messages is not None and self.messages.go_back())
            or (self._page == "customers" and self.people is not None and self.people.go_back())
            or (self._page == "goods" and self.goods is not None and self.goods.go_back())
        ):
            pass
        elif self._page != "orders":
            self._go("orders")
        elif self._shown.board.filter_text:
            self.board.tabs.end_search()
        else:
            self._shown.select("")

    # --- side panel ---------------------------------------------------------------------------------------

    def _open_side(self, order_id: str) -> None:
        if order_id:
            self.side.show_detail()
        if self._page != "orders":
            self._go("orders")
        self._side_open = True
        self._arrange()

    def _begin_order(self, entry: "ReadChat") -> None:
        """A new order that begins with what is known already."""
        self._open_side("")
        self.side.show_new_order(entry=entry)

    def close_side(self) -> None:
        """Put the side panel away where it covers the page."""
        self._side_open = False
        self._arrange()
        self.board.take_focus()

    def _ask_reason(self, order_id: str, action: str) -> None:
        self._open_side(order_id)
        self.side.ask_reason(action)

    # --- messages -----------------------------------------------------------------------------------------

    def tell(self, text: str, kind: str, undo: str) -> None:
        """Show a toast at the bottom."""
        from desk.ui.toast import Toast

        if self.toast is not None:
            self.toast.deleteLater()
        self.toast = Toast(self._look, text, kind, undo, self._verbs, self)
        self.toast.gone.connect(self._toast_gone)
        self._place_toast()
        self.toast.show()
        self.toast.raise_()

    def _announce(self, card: OrderCard) -> None:
        """Let a screen reader say that an order came in."""
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, self._shown.speak(card))
            QAccessible.updateAccessibility(event)

    def _toast_gone(self) -> None:
        if self.toast is not None:
            self.toast.deleteLater()
            self.toast = None

    def _show_banners(self) -> None:
        if self.banners is None and self._shown.banners:
            from desk.ui.banner import Banners

            self.banners = Banners(self._look, self._shown, self)
            self.banners.pressed.connect(self._banner_pressed)
        if self.banners is not None:
            self.banners.refresh()
            self._arrange()

    def _banner_pressed(self, key: str) -> None:
        if key == "alarm":
            self._verbs.backend.quiet()

    # --- arrangement --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("ground"))
        painter.end()

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        places = Places(self._look, width, height)
        rail, top = places.rail, places.top
        foot = places.foot if self._page == "orders" else 0  # its keys move orders
        self.rail.setGeometry(0, 0, rail, height)
        self.header.setGeometry(rail, 0, width - rail, top)
        self.footer.setGeometry(rail, height - foot, width - rail, foot)
        self.footer.setVisible(foot > 0)
        if self.banners is not None:
            tall = self.banners.height_for(width - rail)
            self.banners.setGeometry(rail, top, width - rail, tall)
            self.banners.setVisible(tall > 0)
            top += tall
        body = height - top - foot
        self._docked = places.side > 0 and self._page == "orders"
        end = self._arrange_side(rail, top, body)
        self.board.setGeometry(rail, top, end - rail, body)
        self.board.setVisible(self._page == "orders")
        for name, other in self._others().items():
            if other is not None:
                other.setGeometry(rail, top, width - rail, body)
                other.setVisible(self._page == name)
        if self.over is not None:
            self.over.setGeometry(self.rect())
            self.over.raise_()
        self._place_toast()

    def _arrange_side(self, left: int, top: int, body: int) -> int:
        """Place the side panel and the paper beside it; where the page ends."""
        px, end = self._look.px, self.width()
        apart = self._docked and self.side.paper is not None and self.width() >= px(PAPER_FROM)
        self.side.set_form(docked=self._docked, apart=apart)
        if apart and self.side.paper is not None:
            self.side.paper.setGeometry(end - px(PAPER), top, px(PAPER), body)
            end -= px(PAPER)
        if self._docked:
            self.side.setGeometry(end - px(SIDE), top, px(SIDE), body)
            end -= px(SIDE)
        else:
            room = self.width() - left
            cover = min(px(420), room) if room > px(640) else room
            self.side.setGeometry(self.width() - cover, top, cover, body)
        self.side.setVisible(self._page == "orders" and (self._docked or self._side_open))
        self.side.raise_()
        return end

    def _place_toast(self) -> None:
        if self.toast is not None:
            size = self.toast.size_for(self.width() - self._look.px(32))
            left = (self.width() - size.width()) // 2
            lowest = self.height() - size.height() - self._look.px(16)
            if self.footer.isVisible():
                lowest -= self.footer.height()
            self.toast.setGeometry(left, lowest, size.width(), size.height())
            self.toast.raise_()
