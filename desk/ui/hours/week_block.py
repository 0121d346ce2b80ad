"""Opening hours by weekday, and the days that are other than their weekday."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.trading import Hours, Span
from desk.ui.goods.fields import LineField, Named
from desk.ui.goods.words import read_day
from desk.ui.hours.choice import Choice
from desk.ui.hours.words import read_spans, spans_text, weekday_word
from desk.ui.theme import HEAD, SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, Sheet

#: The longest time between an order and when it can be had, in minutes.
LONGEST = 525_600


class DateRow(QWidget):
    """`10-01`: nothing, or its own hours.

    Signals:
        edited(): something changed. gone(): not wanted any more.
    """

    edited = Signal()
    gone = Signal()

    def __init__(self, look: Look, day: date | None, spans: tuple[Span, ...]) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(4))
        line = QHBoxLayout()
        line.setSpacing(look.px(6))
        rows.addLayout(line)
        self.day = LineField(look, self.tr("哪天"), self.tr("10-01"), most=20)
        self.spans = LineField(look, self.tr("那天的时间"), self.tr("休息"), most=100)
        if day is not None:
            self.day.setText(day.isoformat())
            self.spans.setText(spans_text(spans))
        away = Button(look, "", kind="quiet", height=44, picture="x")
        away.setAccessibleName(self.tr("去掉这一天"))
        away.clicked.connect(self.gone)
        line.addWidget(self.day, 2)
        line.addWidget(self.spans, 3)
        line.addWidget(away)
        self.problem = Label(look, "", size=SMALL, colour="red")
        self.problem.hide()
        rows.addWidget(self.problem)
        for field in (self.day, self.spans):
            field.textEdited.connect(self.edited)

    def read(self, today: date) -> tuple[date, tuple[Span, ...]] | None:
        """What was filled in; None for an empty row. Raises ValueError after saying what is wrong."""
        if not self.day.text().strip() and not self.spans.text().strip():
            return None
        problem, day, spans = "", today, ()
        try:
            day = read_day(self.day.text(), today)
        except ValueError:
            problem = self.tr("日子写成 10-01 或 2026-10-01。")
        try:
            spans = read_spans(self.spans.text())
        except ValueError:
            problem = problem or self.tr("时间写成 9:00-12:00, 13:30-20:00；不填就是休息。")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            raise ValueError(problem)
        return day, spans


class WeekBlock(Sheet):
    """Hours, holidays and lead time.

    Signals:
        edited(): something changed.
    """

    edited = Signal()

    def __init__(self, look: Look, hours: Hours, today: date) -> None:
        super().__init__(look, pad=16)
        self._look = look
        self._today = today
        px = look.px
        self.rows.setSpacing(px(10))
        self.rows.addWidget(Label(look, self.tr("营业时间"), size=HEAD, bold=True))
        self.always = Choice(look, [(True, self.tr("全天")), (False, self.tr("按时间"))])
        self.always.set(hours.always)
        self.always.edited.connect(self._switch)
        self.rows.addWidget(self.always)
        self._week = QWidget()
        grid = QGridLayout(self._week)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        self.days: list[LineField] = []
        self._problems: list[Label] = []
        for day in range(7):
            word = weekday_word(day)
            field = LineField(look, word, self.tr("休息"), most=100)
            field.setText(spans_text(hours.weekdays.get(day, ())))
            field.textEdited.connect(self.edited)
            problem = Label(look, "", size=SMALL, colour="red")
            problem.hide()
            grid.addWidget(Label(look, word, size=TEXT, wrap=False), 2 * day, 0)
            grid.addWidget(field, 2 * day, 1)
            grid.addWidget(problem, 2 * day + 1, 1)
            self.days.append(field)
            self._problems.append(problem)
        self.alike = Button(
            look, self.tr("每天都像周一"), kind="quiet", colour="blue", height=44, picture="copy"
        )
        self.alike.clicked.connect(self._copy)
        grid.addWidget(self.alike, 14, 1, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(self._week)
        self.rows.addWidget(Label(look, self.tr("放假和特别的日子"), size=SMALL, colour="muted"))
        self._dates = QVBoxLayout()
        self._dates.setSpacing(px(6))
        self.rows.addLayout(self._dates)
        self.dates: list[DateRow] = []
        #: Days that are over stay in the file and are not shown.
        self._past = {day: spans for day, spans in hours.dates.items() if day < today}
        for day, spans in sorted(hours.dates.items()):
            if day >= today:
                self._add(day, spans)
        self.add = Button(look, self.tr("加一天"), kind="quiet", colour="blue", height=44, picture="plus")
        self.add.clicked.connect(self._begin)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        self.rows.addLayout(line)
        self.lead = LineField(look, self.tr("下单到拿到，最少多少分钟"), "0", most=6)
        self.lead.setText(str(hours.lead_minutes) if hours.lead_minutes else "")
        self.lead.textEdited.connect(self.edited)
        self._lead = Named(look, self.tr("下单到拿到，最少多少分钟"), self.lead)
        self.rows.addWidget(self._lead)
        self.rows.addStretch(1)
        self._week.setVisible(not hours.always)

    def read(self) -> Hours:
        """What was filled in. Raises ValueError after saying what is wrong."""
        wrong = False
        weekdays: dict[int, tuple[Span, ...]] = {}
        for day, (field, problem) in enumerate(zip(self.days, self._problems, strict=True)):
            said = ""
            try:
                if not self.always.value:
                    weekdays[day] = read_spans(field.text())
            except ValueError:
                wrong, said = True, self.tr("时间写成 9:00-12:00, 13:30-20:00；不填就是休息。")
            problem.setText(said)
            problem.setVisible(bool(said))
        dates = dict(self._past)
        for row in self.dates:
            try:
                found = row.read(self._today)
            except ValueError:
                wrong = True
                continue
            if found is not None:
                dates[found[0]] = found[1]
        text = self.lead.text().strip()
        lead = int(text) if text.isascii() and text.isdigit() else 0 if not text else -1
        right = 0 <= lead <= LONGEST
        self._lead.complain("" if right else self.tr("写多少分钟，一个整数。"))
        if wrong or not right:
            raise ValueError
        return Hours(weekdays, dates, lead)

    def _switch(self) -> None:
        self._week.setVisible(not self.always.value)
        if not self.always.value and not any(field.text() for field in self.days):
            for field in self.days:
                field.setText("09:00-20:00")
        self.edited.emit()

    def _copy(self) -> None:
        for field in self.days[1:]:
            field.setText(self.days[0].text())
        self.edited.emit()

    def _begin(self) -> None:
        self._add(None, ())
        self.dates[-1].day.setFocus()
        self.edited.emit()

    def _add(self, day: date | None, spans: tuple[Span, ...]) -> None:
        row = DateRow(self._look, day, spans)
        row.edited.connect(self.edited)
        row.gone.connect(self._drop(row))
        self.dates.append(row)
        self._dates.addWidget(row)

    def _drop(self, row: DateRow) -> Callable[[], None]:
        def drop() -> None:
            self.dates.remove(row)
            row.hide()
            row.deleteLater()
            self.edited.emit()

        return drop
