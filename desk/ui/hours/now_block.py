"""Whether the shop takes orders now, and how long they take: changed with one press, for a while or until further notice."""

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.ui.goods.fields import LineField
from desk.ui.hours.choice import Choice
from desk.ui.hours.shown import HoursShown
from desk.ui.hours.words import SPANS, busy_words, span_word, state_words
from desk.ui.shown import Shown
from desk.ui.theme import NUMBER, SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, Rule, Sheet

#: Minutes more that are offered.
EXTRA = (15, 30, 60)


class NowBlock(Sheet):
    """The state, 暂停 and 忙.

    Signals:
        paused(str, object): stop for so long. resumed(). hurried(int, object): so many minutes more, for so long.
        calmed().
    """

    paused = Signal(str, object)
    resumed = Signal()
    hurried = Signal(int, object)
    calmed = Signal()

    def __init__(self, look: Look, shown: Shown) -> None:
        super().__init__(look, pad=16)
        self._shown = shown
        self._hours: HoursShown = shown.hours
        self.rows.setSpacing(look.px(10))
        self.state = Label(look, "", size=NUMBER, bold=True)
        self._after = Label(look, "", size=TEXT)
        self._said = Label(look, "", size=TEXT, colour="muted")
        for label in (self.state, self._after, self._said):
            self.rows.addWidget(label)
        self.resume = Button(look, self.tr("恢复接单"), kind="main", colour="green", height=48)
        self.resume.clicked.connect(self.resumed)
        self.rows.addWidget(self.resume)
        self._stopping = QWidget()
        rows = _column(self._stopping, look)
        rows.addWidget(Label(look, self.tr("暂停接单，顾客看到这句话"), size=SMALL, colour="muted"))
        self.text = LineField(look, self.tr("给顾客看的话"), self.tr("今天太忙，暂时不接单了"), most=100)
        rows.addWidget(self.text)
        self.pause_for = Choice(look, [(each, span_word(each)) for each in SPANS])
        self.pause_for.set(60)
        rows.addWidget(self.pause_for)
        self.pause = Button(look, self.tr("暂停接单"), colour="red", height=48, picture="ban")
        self.pause.clicked.connect(self._pause)
        rows.addWidget(self.pause)
        self.rows.addWidget(self._stopping)
        self.rows.addWidget(Rule(look))
        self._busy_now = Label(look, "", size=TEXT, bold=True, colour="amber")
        self.calm = Button(look, self.tr("不忙了"), kind="main", colour="green", height=48)
        self.calm.clicked.connect(self.calmed)
        self.rows.addWidget(self._busy_now)
        self.rows.addWidget(self.calm)
        self._hurrying = QWidget()
        rows = _column(self._hurrying, look)
        rows.addWidget(Label(look, self.tr("忙不过来，每单多等"), size=SMALL, colour="muted"))
        self.extra = Choice(look, [(each, self.tr("{n} 分钟").format(n=each)) for each in EXTRA])
        self.extra.set(30)
        rows.addWidget(self.extra)
        rows.addWidget(Label(look, self.tr("多久"), size=SMALL, colour="muted"))
        self.busy_for = Choice(look, [(each, span_word(each)) for each in SPANS if each != 30])
        self.busy_for.set(60)
        rows.addWidget(self.busy_for)
        self.hurry = Button(look, self.tr("多等一会儿"), height=48, picture="clock")
        self.hurry.clicked.connect(self._hurry)
        rows.addWidget(self.hurry)
        self.rows.addWidget(self._hurrying)
        self._hours.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how it stands."""
        trading = self._hours.trading
        if trading is None:
            return
        now, zone = datetime.fromtimestamp(self._shown.now(), UTC), self._hours.zone
        word, tone, after = state_words(trading, now, zone)
        self.state.setText(f"● {word}" if tone == "green" else f"■ {word}")
        self.state.set_colour(tone)
        self._after.setText(after)
        self._after.setVisible(bool(after))
        stopped = bool(trading.paused)
        self._said.setText(self.tr("顾客看到：{text}").format(text=trading.paused))
        self._said.setVisible(stopped)
        self.resume.setVisible(stopped)
        self._stopping.setVisible(not stopped)
        busy = busy_words(trading, now, zone)
        self._busy_now.setText(f"▲ {busy}")
        self._busy_now.setVisible(bool(busy))
        self.calm.setVisible(bool(busy))
        self._hurrying.setVisible(not busy)

    def _pause(self) -> None:
        text = self.text.text().strip() or self.text.placeholderText()
        self.paused.emit(text, self.pause_for.value)

    def _hurry(self) -> None:
        extra = self.extra.value
        if isinstance(extra, int):
            self.hurried.emit(extra, self.busy_for.value)


def _column(widget: QWidget, look: Look) -> QVBoxLayout:
    rows = QVBoxLayout(widget)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(look.px(8))
    return rows
