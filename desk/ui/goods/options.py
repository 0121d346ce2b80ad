"""What is asked about a product: a question and its answers in each row, as they are typed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.catalogue import OptionGroup
from desk.domain.goods import choices_text, read_choices
from desk.ui.goods.fields import LineField
from desk.ui.theme import SMALL, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label

#: So many questions one product may have.
MOST = 12


class OptionRow(QWidget):
    """`甜度`: `正常、少糖、加料+2`.

    Signals:
        edited(): something changed. gone(): not wanted any more.
    """

    edited = Signal()
    gone = Signal()

    def __init__(self, look: Look, currency: str, group: OptionGroup | None) -> None:
        super().__init__()
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(4))
        line = QHBoxLayout()
        line.setSpacing(px(6))
        rows.addLayout(line)
        self.name = LineField(look, self.tr("问什么"), self.tr("甜度"), most=20)
        self.choices = LineField(look, self.tr("可以怎么选"), self.tr("正常、少糖、加奶油+5"), most=600)
        if group is not None:
            self.name.setText(group.name)
            self.choices.setText(choices_text(group, currency))
            self.choices.setCursorPosition(0)
        away = Button(look, "", kind="quiet", height=44, picture="x")
        away.setAccessibleName(self.tr("去掉这个选项"))
        away.clicked.connect(self.gone)
        line.addWidget(self.name, 1)
        line.addWidget(self.choices, 3)
        line.addWidget(away)
        self.problem = Label(look, "", size=SMALL, colour="red")
        self.problem.hide()
        rows.addWidget(self.problem)
        self.name.textEdited.connect(self.edited)
        self.choices.textEdited.connect(self.edited)

    def read(self, currency: str, taken: list[str]) -> OptionGroup | None:
        """What was filled in; None for an empty row. Raises ValueError after saying what is wrong."""
        name, text, problem = self.name.text().strip(), self.choices.text().strip(), ""
        if not name and not text:
            return None
        found: OptionGroup | None = None
        try:
            choices = read_choices(text, currency)
            if not name or not choices:
                problem = self.tr("左边写问什么，右边写可以怎么选，用顿号分开。")
            elif name in taken:
                problem = self.tr("“{name}”写了两次。").format(name=name)
            else:
                found = OptionGroup(name, choices)
        except ValueError:
            problem = self.tr("每个选择只写一次；加钱写成 加奶油+5。")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            raise ValueError(problem)
        return found


class OptionsBlock(QWidget):
    """All questions.

    Signals:
        edited(): something changed.
    """

    edited = Signal()

    def __init__(self, look: Look, currency: str, groups: tuple[OptionGroup, ...]) -> None:
        super().__init__()
        self._look = look
        self._currency = currency
        self.rows: list[OptionRow] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(6))
        whole.addWidget(Label(look, self.tr("选项"), size=SMALL, colour="muted"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look.px(6))
        whole.addLayout(self._lines)
        self.add = Button(look, self.tr("加一个选项"), kind="quiet", colour="blue", height=44, picture="plus")
        self.add.clicked.connect(self._begin)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        whole.addLayout(line)
        for group in groups:
            self._add(group)

    def read(self) -> tuple[OptionGroup, ...]:
        """All of them. Raises ValueError after saying what is wrong."""
        found: list[OptionGroup] = []
        wrong = False
        for row in self.rows:
            try:
                group = row.read(self._currency, [each.name for each in found])
            except ValueError:
                wrong = True
                continue
            if group is not None:
                found.append(group)
        if wrong:
            raise ValueError
        return tuple(found)

    def _begin(self) -> None:
        if len(self.rows) < MOST:
            self._add(None)
            self.rows[-1].name.setFocus()
            self.edited.emit()

    def _add(self, group: OptionGroup | None) -> None:
        row = OptionRow(self._look, self._currency, group)
        row.edited.connect(self.edited)
        row.gone.connect(self._drop(row))
        self.rows.append(row)
        self._lines.addWidget(row)

    def _drop(self, row: OptionRow) -> Callable[[], None]:
        def drop() -> None:
            self.rows.remove(row)
            row.hide()
            row.deleteLater()
            self.edited.emit()

        return drop
