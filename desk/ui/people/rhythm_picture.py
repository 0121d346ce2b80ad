"""When somebody came, as dots on a line: as large as what they spent, the expected day dashed, and today."""

from collections.abc import Callable
from datetime import date, timedelta
from math import sqrt

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.domain.people import CustomerCard, Visit
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.theme import FINE, Look

#: Where a day stands, in pixels from the left.
Place = Callable[[date], float]
#: So many of the last visits are drawn, and the height at 100 %.
DOTS, HEIGHT = 14, 96


class RhythmPicture(QWidget):
    """The last visits of one customer."""

    def __init__(self, look: Look, card: CustomerCard, today: date) -> None:
        super().__init__()
        self._look = look
        self._visits = card.visits[-DOTS:]
        self._next = card.row.next_day
        self._today = today
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(visit.day.isoformat() for visit in self._visits))

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self._look.px(240), self._look.px(HEIGHT))

    def days(self) -> tuple[date, date]:
        """The first and the last day of the picture."""
        last = max(self._today, self._next or self._today)
        # somebody who was gone for years would else be a heap of dots at the left
        first = self._visits[0].day if self._visits else self._today
        return first, max(last, first + timedelta(days=1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, dots, the expected day, today."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        canvas = PainterCanvas(look, painter)
        first, last = self.days()
        pad, middle = px(16), px(48)
        room = self.width() - 2 * pad
        whole = (last - first).days

        def at(day: date) -> float:
            return pad + room * (day - first).days / whole

        canvas.box(pad, middle, room, 1, 0, "line")
        self._months(canvas, first, last, at)
        most = max((visit.amount for visit in self._visits), default=1) or 1
        for visit in self._visits:
            side = _side(visit, most) * px(1)
            canvas.box(at(visit.day) - side / 2, middle - side / 2, side, side, side / 2, "blue")
        now = at(self._today)
        late = self._next is not None and self._next < self._today
        canvas.box(now - 1, middle - px(14), 2, px(28), 0, "red" if late else "ink")
        today = QCoreApplication.translate("People", "今天")
        wide = canvas.width(today, FINE)
        left = min(self.width() - wide - 2, now - wide / 2)
        canvas.words(left, middle + px(18), px(18), today, FINE, False, "red" if late else "ink")
        if self._next is not None:
            self._expected(painter, canvas, at(self._next), middle)
        painter.end()

    def _expected(self, painter: QPainter, canvas: PainterCanvas, x: float, middle: int) -> None:
        look, px, day = self._look, self._look.px, self._next
        if day is None:
            return
        side = px(20)
        pen = QPen(look.colour("amber"), px(2))
        pen.setStyle(Qt.PenStyle.DashLine)
        pen.setDashPattern([2, 1.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(
            QRectF(QPointF(x - side / 2, middle - side / 2), QPointF(x + side / 2, middle + side / 2)),
            px(5),
            px(5),
        )
        text = QCoreApplication.translate("People", "该来 {month}/{day}").format(month=day.month, day=day.day)
        wide = canvas.width(text, FINE, True)
        left = max(0, min(self.width() - wide - 2, x - wide / 2))
        canvas.words(left, middle - side / 2 - px(24), px(20), text, FINE, True, "amber")

    def _months(self, canvas: PainterCanvas, first: date, last: date, at: Place) -> None:
        """The beginnings of months, as many as have room."""
        px = self._look.px
        words = QCoreApplication.translate(
            "People", "1 月|2 月|3 月|4 月|5 月|6 月|7 月|8 月|9 月|10 月|11 月|12 月"
        )
        months = words.split("|")
        end, today = 0.0, at(self._today)
        day = date(first.year, first.month, 1)
        while day <= last:
            x = at(day) if day > first else at(first)
            text = months[day.month - 1]
            if day.month == 1 and day > first:
                text = str(day.year)
            wide = canvas.width(text, FINE)
            left = max(0.0, x - wide / 2)
            if left >= end + px(28) * bool(end) and abs(left + wide / 2 - today) > px(44):
                canvas.box(x, self._look.px(45), 1, px(7), 0, "handle")
                canvas.words(left, self._look.px(66), px(18), text, FINE, False, "muted")
                end = left + wide
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _side(visit: Visit, most: int) -> float:
    """The diameter: its area is as the amount."""
    return 8 + 10 * sqrt(max(0, visit.amount) / most)
