"""What the window asks, handed on to the desk once it runs; before that the window says that it is starting.

Free of the desk's machinery: the window needs it for its first picture.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from desk.ui.backend import Backend, CounterOrder
    from desk.ui.goods.shown import GoodsBackend
    from desk.ui.hours.shown import HoursBackend
    from desk.ui.inbox.shown import InboxBackend
    from desk.ui.main_window import MainWindow
    from desk.ui.people.shown import PeopleBackend
    from desk.ui.printing.shown import PrintersBackend
    from desk.ui.sales.shown import SalesBackend
    from desk.ui.till.shown import TillBackend
    from desk.ui.wechat.shown import WeChatBackend


class Bridge:  # noqa: PLR0904 - one for each of Backend
    """The window's Backend for its whole life. Lives in Qt's thread."""

    def __init__(self, save_look: Callable[[str, str, int, str], None]) -> None:
        self._save_look = save_look
        self._window: MainWindow | None = None
        self._desk: Backend | None = None
        self._wanted = ""
        self._failed = False

    def attach(self, window: "MainWindow") -> None:
        """The window, once it is made."""
        self._window = window

    def connect(self, desk: "Backend | None") -> None:
        """From now on that desk is asked; None: it is closing."""
        self._desk = desk
        if desk is not None and self._wanted:
            desk.request_detail(self._wanted)
            self._wanted = ""

    def failed(self) -> None:
        """The desk will not run this time."""
        self._failed = True

    def act(self, order_id: str, action: str, *, minutes: int | None = None, reason: str = "") -> None:
        """See Backend."""
        if desk := self._running():
            desk.act(order_id, action, minutes=minutes, reason=reason)

    def answer(self, job_id: int, answer: str) -> None:
        """See Backend."""
        if desk := self._running():
            desk.answer(job_id, answer)

    def reprint(self, job_id: int) -> None:
        """See Backend."""
        if desk := self._running():
            desk.reprint(job_id)

    def request_detail(self, order_id: str) -> None:
        """See Backend. One asked for too early is answered when the desk runs."""
        if self._desk is None:
            self._wanted = order_id
        else:
            self._desk.request_detail(order_id)

    def place(self, order: "CounterOrder") -> None:
        """See Backend."""
        if desk := self._running():
            desk.place(order)
        elif self._window is not None:
            self._window.shown.entry_answered.emit(False, [])

    def read_chat(self, text: str) -> None:
        """See Backend."""
        if desk := self._running():
            desk.read_chat(text)

    def has_paper(self, printer: str) -> bool:
        """See Backend."""
        return self._desk is not None and self._desk.has_paper(printer)

    def fault(self, printer: str, command: str) -> None:
        """See Backend."""
        if desk := self._running():
            desk.fault(printer, command)

    def test_page(self, printer: str) -> None:
        """See Backend."""
        if desk := self._running():
            desk.test_page(printer)

    def slip(self, kind: str, *, on_paper: bool) -> None:
        """See Backend."""
        if desk := self._running():
            desk.slip(kind, on_paper=on_paper)

    def quiet(self) -> None:
        """See Backend."""
        if desk := self._running():
            desk.quiet()

    def import_csv(self, path: str) -> None:
        """See Backend."""
        if desk := self._running():
            desk.import_csv(path)

    @property
    def inbox(self) -> "InboxBackend | None":
        """See Backend."""
        desk = self._running()
        return None if desk is None else desk.inbox

    @property
    def people(self) -> "PeopleBackend | None":
        """See Backend."""
        desk = self._running()
        return None if desk is None else desk.people

    @property
    def goods(self) -> "GoodsBackend | None":
        """See Backend."""
        desk = self._running()
        return None if desk is None else desk.goods

    @property
    def hours(self) -> "HoursBackend | None":
        """See Backend."""
        desk = self._running()
        return None if desk is None else desk.hours

    @property
    def printing(self) -> "PrintersBackend | None":
        """See Backend."""
        desk = self._running()
        return None if desk is None else desk.printing

    @property
    def sales(self) -> "SalesBackend | None":
        """See Backend."""
        desk = self._running()
        return None if desk is None else desk.sales

    @property
    def till(self) -> "TillBackend | None":
        """See Backend."""
        desk = self._running()
        return None if desk is None else desk.till

    @property
    def wechat(self) -> "WeChatBackend | None":
        """See Backend."""
        desk = self._running()
        return None if desk is None else desk.wechat

    def save_look(self, language: str, scheme: str, zoom: int, queue: str) -> None:
        """See Backend."""
        self._save_look(language, scheme, zoom, queue)

    def _running(self) -> "Backend | None":
        if self._desk is None and self._window is not None:
            if self._failed:
                words = QCoreApplication.translate("Desk", "小票台没有开起来，先照上面说的做。")
            else:
                words = QCoreApplication.translate("Desk", "小票台还没准备好，稍等一下再试。")
            self._window.tell(words, "warn")
        return self._desk
