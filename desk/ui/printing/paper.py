"""The paper that simulated printers roll out, as pictures, newest at the bottom."""

from PySide6.QtCore import QEasingCurve, QRect, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desk.ui.pictures.painted import PainterCanvas
from desk.ui.printer_words import printer_name
from desk.ui.shown import PaperSheet, Shown
from desk.ui.theme import SMALL, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.scroll import ThinScrollBar

#: Milliseconds a sheet takes to roll out.
ROLL = 450
_KEPT = 24  # decoded sheets


class PaperRoll(QAbstractScrollArea):
    """The sheets of one printer. Only those on screen are decoded; a new one slides in while one looks."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._sheets: list[PaperSheet] = []
        self._heights: dict[int, int] = {}
        self._pictures: dict[int, QPixmap] = {}
        self._hidden = 0  # pixels of the newest sheet still inside the printer
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBar(ThinScrollBar(look))
        self._roll = QVariantAnimation(self)
        self._roll.setDuration(ROLL)
        self._roll.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._roll.valueChanged.connect(self._rolled)

    def show_sheets(self, sheets: list[PaperSheet]) -> None:
        """Show the roll of a printer from its end."""
        self._roll.stop()
        self._sheets = sheets
        self._hidden = 0
        self._heights.clear()
        self._pictures.clear()
        self._measure()
        self._to_end()

    def add(self, sheet: PaperSheet) -> None:
        """A sheet was put at the end of the list that is shown."""
        bar = self.verticalScrollBar()
        following = bar.value() >= bar.maximum() - self._look.px(40)
        rolling = self._roll.state() == QVariantAnimation.State.Running
        self._roll.stop()
        self._hidden = 0
        self._measure()
        if following:
            self._to_end()
            if self.isVisible() and not rolling:
                self._hidden = self._height(sheet)
                self._roll.setStartValue(self._hidden)
                self._roll.setEndValue(0)
                self._roll.start()
        self._speak(sheet)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width scales the paper anew."""
        self._heights.clear()
        self._pictures.clear()
        self._measure()
        self._to_end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheets in view, from the newest up."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._look.colour("ground"))
        gap, left, width = self._gap(), self._left(), self._width()
        y = -self.verticalScrollBar().value() + gap
        for place, sheet in enumerate(self._sheets):
            height = self._height(sheet)
            shift = self._hidden if place == len(self._sheets) - 1 else 0
            if y + height >= 0 and y <= self.viewport().height():
                area = QRect(left, y + shift, width, height)
                self._draw(painter, area, sheet)
            y += height + gap
        painter.end()

    def _draw(self, painter: QPainter, area: QRect, sheet: PaperSheet) -> None:
        """White paper with the margins a printer cannot reach, torn off along a toothed edge."""
        margin, tooth = self._margin(), self._look.px(5)
        painter.fillRect(area.adjusted(2, 2, 2, 0), self._look.colour("line"))
        painter.fillRect(area, Qt.GlobalColor.white)
        inner = area.adjusted(margin, margin, -margin, -margin)
        painter.drawPixmap(inner, self._picture(sheet))
        canvas, x, bottom = PainterCanvas(self._look, painter), area.left(), area.bottom() + 1
        while x < area.right() + tooth:
            canvas.shape(
                ((x, bottom + 1), (x + tooth, bottom - tooth), (x + 2 * tooth, bottom + 1)), "ground"
            )
            x += 2 * tooth

    def _rolled(self, value: object) -> None:
        self._hidden = value if isinstance(value, int) else 0
        self.viewport().update()

    def _speak(self, sheet: PaperSheet) -> None:
        self.setAccessibleName(sheet.text)

    def _gap(self) -> int:
        return self._look.px(12)

    def _left(self) -> int:
        return (self.viewport().width() - self._width()) // 2

    def _width(self) -> int:
        return max(40, min(self._look.px(420), self.viewport().width() - self._look.px(20)))

    def _margin(self) -> int:
        return round(self._width() * 0.05)  # 576 printable dots on paper 640 dots wide

    def _height(self, sheet: PaperSheet) -> int:
        height = self._heights.get(sheet.number)
        if height is None:
            width, tall = png_size(sheet.png)
            inner = self._width() - 2 * self._margin()
            height = max(1, round(tall * inner / max(1, width))) + 2 * self._margin()
            self._heights[sheet.number] = height
        return height

    def _picture(self, sheet: PaperSheet) -> QPixmap:
        found = self._pictures.get(sheet.number)
        if found is None:
            if len(self._pictures) >= _KEPT:
                self._pictures.clear()
            whole = QPixmap()
            whole.loadFromData(sheet.png)
            ratio = self.devicePixelRatioF()
            found = whole.scaledToWidth(
                round((self._width() - 2 * self._margin()) * ratio),
                Qt.TransformationMode.SmoothTransformation,
            )
            self._pictures[sheet.number] = found
        return found

    def _measure(self) -> None:
        whole = sum(self._height(sheet) + self._gap() for sheet in self._sheets) + self._gap()
        page = self.viewport().height()
        self.verticalScrollBar().setPageStep(page)
        self.verticalScrollBar().setSingleStep(self._look.px(40))
        self.verticalScrollBar().setRange(0, max(0, whole - page))

    def _to_end(self) -> None:
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self.viewport().update()


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height from a PNG's header (PNG 11.2.2), without decoding it."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


class PaperDock(QWidget):
    """The paper beside the queue: one tab for each simulated printer, and its roll."""

    def __init__(self, look: Look, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._printer = ""
        self._tabs: dict[str, Button] = {}
        self.roll = PaperRoll(look, self)
        shown.sheet_added.connect(self._added)
        for printer in shown.sheets:
            self._add_tab(printer)
        if shown.sheets:
            self.show_printer(next(iter(shown.sheets)))

    def show_printer(self, printer: str) -> None:
        """Show the roll of a printer."""
        self._printer = printer
        for name, tab in self._tabs.items():
            tab.setChecked(name == printer)
        self.roll.show_sheets(self._shown.sheets.get(printer, []))
        self._name_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tabs above, paper below."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What this is, as long as there is no paper."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("panel"))
        if not self._tabs:
            text = self.tr("打出来的小票会出现在这里")
            PainterCanvas(self._look, painter).centred(
                0, 0, self.width(), self.height() / 2, text, SMALL, False, "muted"
            )
        painter.end()

    def _added(self, printer: str, sheet: PaperSheet) -> None:
        if printer not in self._tabs:
            self._add_tab(printer)
            if not self._printer:
                self.show_printer(printer)
                self._arrange()
                return
        if printer == self._printer:
            self.roll.add(sheet)
        self._name_tabs()

    def _add_tab(self, printer: str) -> None:
        tab = Button(self._look, "", kind="tab", height=36, parent=self)
        tab.setCheckable(True)
        tab.clicked.connect(lambda: self.show_printer(printer))
        tab.show()
        self._tabs[printer] = tab
        self._name_tabs()

    def _name_tabs(self) -> None:
        for printer, tab in self._tabs.items():
            newest = self._shown.sheets[printer][-1].number
            tab.setText(f"{printer_name(printer)} {newest}")
            tab.setAccessibleName(tab.text())
        self._arrange()

    def _arrange(self) -> None:
        px, x = self._look.px, self._look.px(18)
        top = px(10)
        for tab in self._tabs.values():
            wide = tab.sizeHint().width()
            if x + wide > self.width() and x > px(18):
                x, top = px(18), top + px(40)
            tab.setGeometry(x, top, wide, px(36))
            x += wide + px(8)
        top += px(46) if self._tabs else 0
        self.roll.setVisible(bool(self._tabs))
        self.roll.setGeometry(1, top, self.width() - 1, self.height() - top)
