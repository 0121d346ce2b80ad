"""The panel beside the queue: an order's detail, the paper of simulated printers, or the form of a new order."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desk.ui.detail.panel import DetailPanel
from desk.ui.printing.paper import PaperDock
from desk.ui.shown import Shown
from desk.ui.theme import Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button

if TYPE_CHECKING:
    from desk.ui.backend import ReadChat
    from desk.ui.new_order import NewOrder


class Side(QWidget):
    """Shows one of them at a time, with tabs when there is paper to see.

    Signals:
        closed(): the person wants it out of the way.
    """

    closed = Signal()

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget, *, paper: bool) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._verbs = verbs
        self._docked = True
        self._apart = False
        self.detail = DetailPanel(look, shown, verbs, self)
        self.detail.closed.connect(self.closed)
        self.paper: PaperDock | None = None
        self.new_order: NewOrder | None = None
        self._tabs: dict[str, Button] = {}
        if paper:
            self.paper = PaperDock(look, shown, parent)
            for name, text in (("paper", self.tr("小票纸")), ("detail", self.tr("订单"))):
                tab = Button(look, text, kind="tab", height=36, parent=self)
                tab.setCheckable(True)
                tab.clicked.connect(lambda _on=False, wanted=name: self._show(wanted))
                self._tabs[name] = tab
        self._mode = "paper" if paper and not shown.selected else "detail"
        shown.selected_changed.connect(self._selected)

    def set_form(self, *, docked: bool, apart: bool) -> None:
        """`docked` beside the page or else over it; `apart` the paper has a place of its own."""
        self._docked, self._apart = docked, apart
        self.detail.show_close(not docked)
        if apart and self._mode == "paper":
            self._mode = "detail"
        self._arrange()

    def show_detail(self) -> None:
        """Show the chosen order."""
        if self._mode != "new-order":
            self._show("detail")

    def show_new_order(self, *, paste: bool = False, entry: "ReadChat | None" = None) -> None:
        """Show the form of a new order: with the chat on the clipboard, or with what is known already."""
        if self.new_order is None:
            from desk.ui.new_order import NewOrder

            self.new_order = NewOrder(self._look, self._shown, self._verbs, self)
            self.new_order.done.connect(self._end_new_order)
        self._show("new-order")
        if paste:
            self.new_order.paste()
        elif entry is not None:
            self.new_order.start_from(entry)
        else:
            self.new_order.begin()

    def ask_reason(self, action: str) -> None:
        """Ask why, before declining or cancelling."""
        self._show("detail")
        self.detail.ask_reason(action)

    def go_back(self) -> bool:
        """Leave a form or question; whether there was one."""
        if self._mode == "new-order":
            self._end_new_order()
            return True
        return self.detail.go_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Panel ground with a line at the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("panel"))
        painter.fillRect(0, 0, 1, self.height(), self._look.colour("line"))
        painter.end()

    def _end_new_order(self) -> None:
        self._show("detail")
        if not self._docked:
            self.closed.emit()

    def _selected(self, order_id: str) -> None:
        if order_id:
            self.show_detail()

    def _show(self, mode: str) -> None:
        self._mode = mode
        self._arrange()

    def _arrange(self) -> None:
        px = self._look.px
        top = 0
        tabs = bool(self._tabs) and not self._apart and self._mode != "new-order"
        x = px(18)
        for name, tab in self._tabs.items():
            tab.setVisible(tabs)
            tab.setChecked(name == self._mode)
            tab.setGeometry(x, px(10), tab.sizeHint().width(), px(36))
            x += tab.width() + px(8)
        if tabs:
            top = px(48)
        body = (1, top, self.width() - 1, self.height() - top)
        self.detail.setGeometry(*body)
        self.detail.setVisible(self._mode == "detail")
        if self.new_order is not None:
            self.new_order.setGeometry(*body)
            self.new_order.setVisible(self._mode == "new-order")
        if self.paper is None:
            return
        if self._apart:
            self.paper.setParent(self.parentWidget())
            self.paper.show()
        else:
            self.paper.setParent(self)
            self.paper.setGeometry(*body)
            self.paper.setVisible(self._mode == "paper")
