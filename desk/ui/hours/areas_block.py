"""Where the shop delivers: areas by words of an address, with what bringing costs and the least order."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.goods import read_amount
from desk.domain.trading import Area
from desk.ui.goods.fields import LineField, Named
from desk.ui.goods.words import amount_text
from desk.ui.theme import HEAD, SMALL, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, Sheet

_BETWEEN = re.compile(r"[,，、;；\s]+")


class AreaRow(QWidget):
    """One area in two lines.

    Signals:
        edited(): something changed. gone(): not wanted any more.
    """

    edited = Signal()
    gone = Signal()

    def __init__(self, look: Look, currency: str, area: Area | None) -> None:
        super().__init__()
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, px(6))
        rows.setSpacing(px(4))
        self.name = LineField(look, self.tr("区域"), self.tr("望京"), most=40)
        self.match = LineField(
            look, self.tr("地址里有这些字"), self.tr("望京、来广营；不填就是哪儿都算"), most=400
        )
        self.fee = LineField(look, self.tr("运费"), "0", most=12)
        self.minimum = LineField(look, self.tr("起送"), "0", most=12)
        if area is not None:
            self.name.setText(area.name)
            self.match.setText("、".join(area.match))
            self.fee.setText(amount_text(area.fee, currency) if area.fee else "")
            self.minimum.setText(amount_text(area.minimum, currency) if area.minimum else "")
        away = Button(look, "", kind="quiet", height=44, picture="x")
        away.setAccessibleName(self.tr("去掉这个区域"))
        away.clicked.connect(self.gone)
        line = QHBoxLayout()
        line.setSpacing(px(6))
        for field, share in ((self.name, 2), (self.fee, 1), (self.minimum, 1)):
            line.addWidget(Named(look, field.accessibleName(), field), share)
        line.addWidget(away, 0, Qt.AlignmentFlag.AlignBottom)
        rows.addLayout(line)
        rows.addWidget(Named(look, self.match.accessibleName(), self.match))
        self.problem = Label(look, "", size=SMALL, colour="red")
        self.problem.hide()
        rows.addWidget(self.problem)
        for field in (self.name, self.match, self.fee, self.minimum):
            field.textEdited.connect(self.edited)

    def read(self, currency: str) -> Area | None:
        """What was filled in; None for an empty row. Raises ValueError after saying what is wrong."""
        fields = (self.name, self.match, self.fee, self.minimum)
        if not any(field.text().strip() for field in fields):
            return None
        problem, sums = "", [0, 0]
        name = self.name.text().strip()
        words = tuple(dict.fromkeys(word for word in _BETWEEN.split(self.match.text()) if word))
        if not name:
            problem = self.tr("写上区域的名字。")
        for at, field in enumerate((self.fee, self.minimum)):
            try:
                sums[at] = read_amount(field.text(), currency) if field.text().strip() else 0
            except ValueError:
                problem = problem or self.tr("运费和起送写成 8 或 8.50。")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            raise ValueError(problem)
        return Area(name, words, *sums)


class AreasBlock(Sheet):
    """All areas, the first that fits counts.

    Signals:
        edited(): something changed.
    """

    edited = Signal()

    def __init__(self, look: Look, areas: tuple[Area, ...], currency: str) -> None:
        super().__init__(look, pad=16)
        self._look = look
        self._currency = currency
        self.rows.setSpacing(look.px(10))
        self.rows.addWidget(Label(look, self.tr("送货区域"), size=HEAD, bold=True))
        words = self.tr("一行也不写：哪儿都送，不收运费。写了：地址里有那些字才送，从上往下第一个对上的算。")
        self.rows.addWidget(Label(look, words, size=SMALL, colour="muted"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look.px(6))
        self.rows.addLayout(self._lines)
        self.areas: list[AreaRow] = []
        for area in areas:
            self._add(area)
        self.add = Button(look, self.tr("加一个区域"), kind="quiet", colour="blue", height=44, picture="plus")
        self.add.clicked.connect(self._begin)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        self.rows.addLayout(line)
        self.rows.addStretch(1)

    def read(self) -> tuple[Area, ...]:
        """What was filled in. Raises ValueError after saying what is wrong."""
        found: list[Area] = []
        wrong = False
        for row in self.areas:
            try:
                area = row.read(self._currency)
            except ValueError:
                wrong = True
                continue
            if area is not None:
                found.append(area)
        if wrong:
            raise ValueError
        return tuple(found)

    def _begin(self) -> None:
        self._add(None)
        self.areas[-1].name.setFocus()
        self.edited.emit()

    def _add(self, area: Area | None) -> None:
        row = AreaRow(self._look, self._currency, area)
        row.edited.connect(self.edited)
        row.gone.connect(self._drop(row))
        self.areas.append(row)
        self._lines.addWidget(row)

    def _drop(self, row: AreaRow) -> Callable[[], None]:
        def drop() -> None:
            self.areas.remove(row)
            row.hide()
            row.deleteLater()
            self.edited.emit()

        return drop
