"""Prices beside the usual one: those of single channels, and those of days to come."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.catalogue import CHANNELS, PriceFrom
from desk.domain.goods import read_amount
from desk.ui.goods.fields import LineField, Named
from desk.ui.goods.words import amount_text, channel_word, read_day
from desk.ui.theme import SMALL, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label


class ComingRow(QWidget):
    """From a day on: day, price, channel.

    Signals:
        edited(): something changed. gone(): not wanted any more.
    """

    edited = Signal()
    gone = Signal()

    def __init__(self, look: Look, currency: str, price: PriceFrom | None = None) -> None:
        super().__init__()
        self._look = look
        self._channel = price.channel if price else ""
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(4))
        line = QHBoxLayout()
        line.setSpacing(px(6))
        rows.addLayout(line)
        self.day = LineField(look, self.tr("从哪天起"), self.tr("12-01"), most=20)
        self.price = LineField(look, self.tr("新价格"), self.tr("新价格"), most=12)
        if price is not None and price.day is not None:
            self.day.setText(price.day.isoformat())
            self.price.setText(amount_text(price.price, currency))
        self.where = Button(look, channel_word(self._channel), height=44)
        self.where.setToolTip(self.tr("点一下换渠道"))
        self.where.clicked.connect(self._next_channel)
        away = Button(look, "", kind="quiet", height=44, picture="x")
        away.setAccessibleName(self.tr("去掉这个价格"))
        away.clicked.connect(self.gone)
        line.addWidget(self.day, 3)
        line.addWidget(self.price, 2)
        line.addWidget(self.where)
        line.addWidget(away)
        self.problem = Label(look, "", size=SMALL, colour="red")
        self.problem.hide()
        rows.addWidget(self.problem)
        self.day.textEdited.connect(self.edited)
        self.price.textEdited.connect(self.edited)

    def read(self, currency: str, today: date) -> PriceFrom | None:
        """What was filled in; None for an empty row. Raises ValueError after saying what is wrong."""
        problem, found = "", None
        if not self.day.text().strip() and not self.price.text().strip():
            return None
        try:
            day = read_day(self.day.text(), today)
            if day <= today:
                problem = self.tr("要写今天以后的日子；今天就改，改上面的价格。")
        except ValueError:
            day, problem = today, self.tr("日子写成 12-01 或 2026-12-01。")
        try:
            found = PriceFrom(read_amount(self.price.text(), currency), self._channel, day)
        except ValueError:
            problem = problem or self.tr("价格写成 168 或 168.50。")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            raise ValueError(problem)
        return found

    def _next_channel(self) -> None:
        ring = ("", *CHANNELS)
        self._channel = ring[(ring.index(self._channel) + 1) % len(ring)]
        self.where.setText(channel_word(self._channel))
        self.where.setAccessibleName(channel_word(self._channel))
        self.where.updateGeometry()
        self.edited.emit()


class PricesBlock(QWidget):
    """Channels' own prices in a row of fields, and below the prices to come.

    Signals:
        edited(): something changed.
    """

    edited = Signal()

    def __init__(self, look: Look, currency: str, prices: tuple[PriceFrom, ...], today: date) -> None:
        super().__init__()
        self._look = look
        self._currency = currency
        self._today = today
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        self.own: dict[str, LineField] = {}
        self._named: dict[str, Named] = {}
        line = QHBoxLayout()
        line.setSpacing(px(8))
        standing = {p.channel: p.price for p in prices if p.channel and (p.day is None or p.day <= today)}
        for channel in CHANNELS:
            word = self.tr("{channel}价").format(channel=channel_word(channel))
            field = LineField(look, word, self.tr("一样"), most=12)
            if channel in standing:
                field.setText(amount_text(standing[channel], currency))
            field.textEdited.connect(self.edited)
            self.own[channel] = field
            self._named[channel] = Named(look, word, field)
            line.addWidget(self._named[channel], 1)
        rows.addLayout(line)
        self._coming = QVBoxLayout()
        self._coming.setSpacing(px(6))
        rows.addLayout(self._coming)
        self.coming: list[ComingRow] = []
        for price in prices:
            if price.day is not None and price.day > today:
                self._add(price)
        self.add = Button(
            look, self.tr("以后改价"), kind="quiet", colour="blue", height=44, picture="calendar-clock"
        )
        self.add.setToolTip(self.tr("写一个日子和新价格，到那天自动换"))
        self.add.clicked.connect(self._begin)
        rows.addLayout(_left(self.add))

    def read(self) -> tuple[PriceFrom, ...]:
        """All of them. Raises ValueError after saying what is wrong."""
        found: list[PriceFrom] = []
        wrong = False
        for channel, field in self.own.items():
            problem = ""
            try:
                if field.text().strip():
                    found.append(PriceFrom(read_amount(field.text(), self._currency), channel))
            except ValueError:
                wrong, problem = True, self.tr("价格写成 168 或 168.50。")
            self._named[channel].complain(problem)
        for row in self.coming:
            try:
                price = row.read(self._currency, self._today)
            except ValueError:
                wrong = True
                continue
            if price is not None:
                found.append(price)
        if wrong:
            raise ValueError
        # two for one day and channel: the one further down is meant
        last = {(price.day or date.min, price.channel): price for price in found}
        return tuple(last[key] for key in sorted(last))

    def _begin(self) -> None:
        self._add(None)
        self.coming[-1].day.setFocus()
        self.edited.emit()

    def _add(self, price: PriceFrom | None) -> None:
        row = ComingRow(self._look, self._currency, price)
        row.edited.connect(self.edited)
        row.gone.connect(self._drop(row))
        self.coming.append(row)
        self._coming.addWidget(row)

    def _drop(self, row: ComingRow) -> Callable[[], None]:
        def drop() -> None:
            self.coming.remove(row)
            row.hide()
            row.deleteLater()
            self.edited.emit()

        return drop


def _left(widget: QWidget) -> QHBoxLayout:
    """A widget that is no wider than it must be."""
    made = QHBoxLayout()
    made.addWidget(widget)
    made.addStretch(1)
    return made
