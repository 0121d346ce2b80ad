"""Time slots, and how much each of them holds: orders, pieces, and pieces of a category."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.trading import SlotRules
from desk.ui.goods.fields import LineField, Named
from desk.ui.hours.choice import Choice
from desk.ui.theme import HEAD, SMALL, Look
from desk.ui.widgets.label import Label, Sheet

#: The longest slot in minutes, the most days ahead, the most of anything in one.
MINUTES, DAYS, MOST = 1440, 60, 1_000_000


class SlotsBlock(Sheet):
    """The rules of slots.

    Signals:
        edited(): something changed.
    """

    edited = Signal()

    def __init__(self, look: Look, slots: SlotRules, categories: Sequence[str]) -> None:
        super().__init__(look, pad=16)
        self._look = look
        px = look.px
        self.rows.setSpacing(px(10))
        self.rows.addWidget(Label(look, self.tr("时段"), size=HEAD, bold=True))
        self.use = Choice(look, [(False, self.tr("不分时段")), (True, self.tr("分时段"))])
        self.use.set(slots.minutes > 0)
        self.use.edited.connect(self._switch)
        self.rows.addWidget(self.use)
        self._inner = QWidget()
        rows = QVBoxLayout(self._inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        self._named: dict[LineField, Named] = {}
        self.minutes = self._field(self.tr("每段多少分钟"), "60", slots.minutes or None)
        self.days = self._field(self.tr("可以订几天以内"), "7", slots.days)
        self.orders = self._field(self.tr("每段最多几单"), self.tr("不限"), slots.orders)
        self.items = self._field(self.tr("每段最多几件"), self.tr("不限"), slots.items)
        for pair in ((self.minutes, self.days), (self.orders, self.items)):
            rows.addLayout(self._row(pair))
        named = list(dict.fromkeys((*slots.categories, *filter(None, categories))))
        self.categories: dict[str, LineField] = {}
        if named:
            rows.addWidget(Label(look, self.tr("每段每类最多几件"), size=SMALL, colour="muted"))
        for category in named:
            field = self._field(category, self.tr("不限"), slots.categories.get(category))
            self.categories[category] = field
        fields = list(self.categories.values())
        for at in range(0, len(fields), 2):
            rows.addLayout(self._row(fields[at : at + 2]))
        self.rows.addWidget(self._inner)
        self.rows.addStretch(1)
        self._inner.setVisible(slots.minutes > 0)

    def read(self) -> SlotRules:
        """What was filled in. Raises ValueError after saying what is wrong."""
        if not self.use.value:
            return SlotRules()
        wrong: list[str] = []

        def number(field: LineField, low: int, high: int) -> int | None:
            text = field.text().strip()
            right = not text or (text.isascii() and text.isdigit() and low <= int(text) <= high)
            said = self.tr("写 {low} 到 {high} 的整数。").format(low=low, high=high)
            self._named[field].complain("" if right else said)
            if not right:
                wrong.append(text)
            return int(text) if text and right else None

        minutes = number(self.minutes, 5, MINUTES)
        days = number(self.days, 1, DAYS)
        orders, items = number(self.orders, 1, MOST), number(self.items, 1, MOST)
        found = {category: number(field, 0, MOST) for category, field in self.categories.items()}
        if wrong:
            raise ValueError
        kinds = {category: most for category, most in found.items() if most is not None}
        return SlotRules(minutes or 60, days or SlotRules().days, orders, items, kinds)

    def _field(self, word: str, hint: str, value: int | None) -> LineField:
        field = LineField(self._look, word, hint, most=7)
        field.setText("" if value is None else str(value))
        field.textEdited.connect(self.edited)
        self._named[field] = Named(self._look, word, field)
        return field

    def _row(self, fields: Sequence[LineField]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._look.px(8))
        for field in fields:
            line.addWidget(self._named[field], 1)
        if len(fields) == 1:
            line.addStretch(1)
        return line

    def _switch(self) -> None:
        self._inner.setVisible(bool(self.use.value))
        self.edited.emit()
