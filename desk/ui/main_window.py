"""The desk's window: what the desk pushes in, and one shell that shows it in the chosen look and language.

Start-up is measured: until the first picture is on screen only this module, the values, and the drawing of
cards are loaded. The shell with all its widgets comes right after.
"""

from collections.abc import Callable, Iterable, Mapping
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desk.domain.board import OrderCard, OrderDetail, PrinterCard
from desk.ui.application import finish_application, note_system, system_is_dark
from desk.ui.shown import Shown
from desk.ui.theme import Look

if TYPE_CHECKING:
    from desk.ui.backend import Backend, Totals
    from desk.ui.keys import Keys
    from desk.ui.shell import Shell
    from desk.ui.verbs import Verbs


class MainWindow(QWidget):
    """The window. All slots are to be called in Qt's thread; none of them waits.

    `zone` is the shop's IANA time zone, `scheme` `system|light|dark`, `zoom` per cent, `paper_open` shows the
    paper of simulated printers beside the queue. `now` gives seconds since 1970 UTC.

    Signals:
        painted(): once, after the first picture with whatever cards there were.
        closing(): the person closed the window; it stays open until `let_close` was called.
    """

    painted = Signal()
    closing = Signal()

    def __init__(
        self,
        backend: "Backend",
        *,
        shop: str,
        zone: str = "Asia/Shanghai",
        currency: str = "CNY",
        language: str = "zh_CN",
        scheme: str = "system",
        zoom: int = 100,
        queue: str = "columns",
        paper_open: bool = False,
        now: Callable[[], float] = time,
    ) -> None:
        super().__init__()
        self.setWindowTitle(shop)
        self.setMinimumSize(480, 320)
        self.resize(1280, 800)
        self.shown = Shown(shop, zone, currency, now)
        self.language, self.scheme, self.zoom, self.queue = language, scheme, zoom, queue
        self.shown.one_list = queue == "list"
        self._backend = backend
        self._paper_open = paper_open
        self._look = Look(dark=self._is_dark(), zoom=zoom)
        self._shell: Shell | None = None
        self._verbs: Verbs | None = None
        self._keys: Keys | None = None
        self._painted = False
        self._may_close = True

    @property
    def shell(self) -> "Shell":
        """All widgets; made when first asked for, at the latest after the first picture."""
        if self._shell is None:
            self._shell = self._build()
        return self._shell

    @property
    def verbs(self) -> "Verbs":
        """What buttons and keys do."""
        if self._verbs is None:
            from desk.ui.verbs import Verbs

            self._verbs = Verbs(self._backend, self.shown)
            self.shown.selected_changed.connect(self._request_detail)
        return self._verbs

    # --- what the desk pushes in --------------------------------------------------------------------------

    def set_board(self, cards: Iterable[OrderCard]) -> None:
        """Replace the queue."""
        self.shown.board.set_cards(cards)

    def update_cards(self, cards: Mapping[str, OrderCard | None]) -> None:
        """New values of some orders by id (None: gone); shown within one frame."""
        self.shown.board.update_cards(cards)

    def show_detail(self, detail: OrderDetail | None) -> None:
        """The answer to `Backend.request_detail`; ignored when another order is chosen meanwhile."""
        self.shown.set_detail(detail)

    def set_printers(self, printers: Iterable[PrinterCard]) -> None:
        """All printers with their present state."""
        self.shown.set_printers(list(printers))

    def set_totals(self, totals: "Totals") -> None:
        """Today's orders and sum."""
        self.shown.set_totals(totals)

    def add_sheet(self, printer: str, number: int, png: bytes, text: str) -> None:
        """A sheet of paper that a simulated printer cut."""
        self.shown.add_sheet(printer, number, png, text)

    def tell(self, message: str, kind: str = "info", undo: str | None = None) -> None:
        """A passing message; `kind` good, info, warn or bad; `undo` an order id for its 撤销 button."""
        if kind in {"warn", "bad"}:
            self.verbs.forget_steps()
        self.shell.tell(message, kind, undo or "")

    def set_banner(self, key: str, text: str, kind: str = "bad") -> None:
        """A standing line of trouble under the header; "" takes the line of that key away."""
        self.shown.set_banner(key, text, kind)

    def select(self, order_id: str) -> None:
        """Choose an order."""
        self.shown.select(order_id)

    def hold_open(self) -> None:
        """From now on closing only emits `closing`, until `let_close`."""
        self._may_close = False

    def let_close(self) -> None:
        """Close for good."""
        self._may_close = True
        self.close()

    # --- look and language --------------------------------------------------------------------------------

    def set_look(
        self,
        *,
        language: str | None = None,
        scheme: str | None = None,
        zoom: int | None = None,
        queue: str | None = None,
    ) -> None:
        """Show everything anew in another language, scheme or zoom, the queue as `columns` or `list`, and remember it."""
        if language is not None and language != self.language:
            from desk.ui.application import install_language

            install_language(language)
            self.language = language
        self.scheme = scheme or self.scheme
        self.zoom = zoom or self.zoom
        self.queue = queue or self.queue
        self.shown.one_list = self.queue == "list"
        self._backend.save_look(self.language, self.scheme, self.zoom, self.queue)
        self.rebuild()

    def rebuild(self) -> None:
        """Make the shell anew; what is shown stays."""
        self._look = Look(dark=self._is_dark(), zoom=self.zoom)
        old = self._shell
        if old is None:
            self.update()
            return
        self._shell = self._build()
        self._shell.show_page(old.page)
        old.hide()
        old.deleteLater()

    def _build(self) -> "Shell":
        from PySide6.QtWidgets import QApplication

        from desk.ui.palette import palette
        from desk.ui.shell import Shell

        QApplication.setPalette(palette(self._look))
        made = Shell(self._look, self.shown, self.verbs, self, self, paper=self._paper_open)
        made.setGeometry(self.rect())
        made.show()
        return made

    def _is_dark(self) -> bool:
        if self.scheme == "system":
            return system_is_dark()
        return self.scheme == "dark"

    def _follow_system(self) -> None:
        from PySide6.QtCore import Qt

        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        note_system(dark=dark)
        if self.scheme == "system" and dark != self._look.dark:
            self.rebuild()

    # --- events -------------------------------------------------------------------------------------------

    def _request_detail(self, order_id: str) -> None:
        if order_id:
            self._backend.request_detail(order_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The shell fills the window."""
        if self._shell is not None:
            self._shell.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first picture, until the shell covers it."""
        if self._shell is None:
            from PySide6.QtSvg import QSvgRenderer

            from desk.ui.first_picture import first_picture

            look = Look(dark=self._look.dark, zoom=self.zoom, one_weight=True)
            renderer = QSvgRenderer(first_picture(look, self.shown, self.width(), self.height()))
            painter = QPainter(self)
            renderer.render(painter)
            painter.end()
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_picture)

    def _after_first_picture(self) -> None:
        self.painted.emit()
        QTimer.singleShot(0, self._make_widgets)

    def _make_widgets(self) -> None:
        finish_application(self.language)
        self.shell.board.take_focus()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing inside wanted."""
        if self._keys is None:
            from desk.ui.keys import Keys

            self._keys = Keys(self.verbs, self, self)
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the desk shut down first."""
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()
        self.closing.emit()
