"""The page of opening hours: what holds now at the left, the rules beside it, and 保存 below."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.trading import Trading
from desk.ui.hours.areas_block import AreasBlock
from desk.ui.hours.now_block import NowBlock
from desk.ui.hours.shown import HoursEntry
from desk.ui.hours.slots_block import SlotsBlock
from desk.ui.hours.week_block import WeekBlock
from desk.ui.shown import Shown
from desk.ui.theme import Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Rule
from desk.ui.widgets.scroll import ScrollColumn

#: Widths at 100 % from which there are two columns, and three.
TWO_FROM, THREE_FROM = 820, 1240


class HoursPage(QWidget):
    """Built when it is opened first."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._hours = shown.hours
        self._verbs = verbs
        self._dirty = False
        self._built: tuple[Trading, int] | None = None
        self.week: WeekBlock | None = None
        self.slots: SlotsBlock | None = None
        self.areas: AreasBlock | None = None
        self._scroll: ScrollColumn | None = None
        self.now = NowBlock(look, shown)
        self.now.paused.connect(self._pause)
        self.now.resumed.connect(self._resume)
        self.now.hurried.connect(self._hurry)
        self.now.calmed.connect(self._calm)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._middle = QVBoxLayout()
        rows.addLayout(self._middle, 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(Rule(look))
        pair = QHBoxLayout()
        pair.setContentsMargins(px(16), px(10), px(16), px(10))
        pair.setSpacing(px(8))
        self.undo = Button(look, self.tr("不改了"), height=48)
        self.undo.clicked.connect(self._give_up)
        self.save = Button(look, self.tr("保存"), kind="main", colour="blue", height=48)
        self.save.clicked.connect(self._save)
        pair.addStretch(1)
        pair.addWidget(self.undo, 1)
        pair.addWidget(self.save, 2)
        foot.addLayout(pair)
        rows.addWidget(self._foot)
        self._foot.hide()
        self._hours.changed.connect(self.refresh)
        self._hours.saved.connect(self._saved)
        self.refresh()

    def refresh(self) -> None:
        """Show the rules; what somebody types is not taken away."""
        trading = self._hours.trading
        if trading is None or (self._dirty and self._built is not None and self._built[1] == self._columns()):
            return
        wanted = (_lasting(trading), self._columns())
        if self._built is None or (self._built != wanted and not self._dirty):
            self._build(trading)
            self._built = wanted
        elif self._built[1] != wanted[1]:
            self._set_out()
            self._built = (self._built[0], wanted[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number of columns."""
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Read it anew: the file may have been edited."""
        self._hours.watched += 1
        desk = self._verbs.backend.hours
        if desk is not None:
            desk.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._hours.watched -= 1

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("ground"))
        painter.end()

    # --- what the buttons do ------------------------------------------------------------------------------

    def _pause(self, text: str, minutes: object) -> None:
        desk = self._verbs.backend.hours
        if desk is not None:
            desk.pause(text, minutes if isinstance(minutes, int) else None)

    def _resume(self) -> None:
        desk = self._verbs.backend.hours
        if desk is not None:
            desk.resume()

    def _hurry(self, extra: int, minutes: object) -> None:
        desk = self._verbs.backend.hours
        if desk is not None:
            desk.busy(extra, minutes if isinstance(minutes, int) else None)

    def _calm(self) -> None:
        desk = self._verbs.backend.hours
        if desk is not None:
            desk.calm()

    def _save(self) -> None:
        """Hand it over when everything is right; else what is wrong stands where it is."""
        desk = self._verbs.backend.hours
        if desk is None or self.week is None or self.slots is None or self.areas is None:
            return
        parts: list[object] = []
        wrong: list[QWidget] = []
        for block in (self.week, self.slots, self.areas):
            try:
                parts.append(block.read())
            except ValueError:
                wrong.append(block)
        if wrong:
            self._scroll_to(wrong[0])
        else:
            desk.save(HoursEntry(*parts))  # pyright: ignore[reportArgumentType] - in the order of the blocks

    def _scroll_to(self, block: QWidget) -> None:
        if self._scroll is not None:
            self._scroll.ensureWidgetVisible(block)

    def _saved(self) -> None:
        self._touch(dirty=False)
        self._built = None
        self.refresh()

    def _give_up(self) -> None:
        self._saved()

    def _touch(self, *, dirty: bool = True) -> None:
        self._dirty = dirty
        self._foot.setVisible(dirty)

    # --- arrangement --------------------------------------------------------------------------------------

    def _columns(self) -> int:
        px, width = self._look.px, self.width()
        return 3 if width >= px(THREE_FROM) else 2 if width >= px(TWO_FROM) else 1

    def _build(self, trading: Trading) -> None:
        today = datetime.fromtimestamp(self._shown.now(), UTC).astimezone(self._hours.zone).date()
        for block in (self.week, self.slots, self.areas):
            if block is not None:
                block.hide()
                block.deleteLater()
        self.week = WeekBlock(self._look, trading.hours, today)
        self.slots = SlotsBlock(self._look, trading.slots, self._hours.categories)
        self.areas = AreasBlock(self._look, trading.areas, self._shown.currency)
        for block in (self.week, self.slots, self.areas):
            block.edited.connect(self._touch)
        self._set_out()

    def _set_out(self) -> None:
        """The blocks in as many columns as there is room for."""
        if self.week is None or self.slots is None or self.areas is None:
            return
        look, px, old = self._look, self._look.px, self._scroll
        count = self._columns()
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(content)
        line.setContentsMargins(px(16), px(16), px(8), px(16))
        line.setSpacing(px(14))
        shares = {
            1: [[self.now, self.week, self.slots, self.areas]],
            2: [[self.now, self.areas], [self.week, self.slots]],
            3: [[self.now], [self.week], [self.slots, self.areas]],
        }[count]
        for blocks in shares:
            column = QVBoxLayout()
            column.setSpacing(px(14))
            for block in blocks:
                column.addWidget(block)
            column.addStretch(1)
            line.addLayout(column, 1)
        place = old.verticalScrollBar().value() if old is not None else 0
        self._scroll = ScrollColumn(look, content)
        self._middle.addWidget(self._scroll)
        self._scroll.verticalScrollBar().setValue(place)
        if old is not None:
            old.hide()
            old.deleteLater()


def _lasting(trading: Trading) -> Trading:
    """What the fields show of the rules: not how the shop stands now."""
    return Trading(trading.hours, trading.areas, trading.slots)
