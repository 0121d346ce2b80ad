"""The left of the customers page: search, groups, and the list they give."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desk.domain.statistics import Group
from desk.ui.icons import icon
from desk.ui.palette import field_sheet
from desk.ui.people.best import BestChoice
from desk.ui.people.row_view import RowView
from desk.ui.people.shown import PeopleShown
from desk.ui.people.words import group_word
from desk.ui.theme import HEAD, SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label, Rule

#: Milliseconds after the last letter until it is looked for.
PAUSE = 150
_GROUPS = (Group.ALL, Group.DUE, Group.VIP, Group.NEW, Group.SLIPPING, Group.GONE)


class SearchField(QLineEdit):
    """Where a name or the end of a phone number is typed.

    Signals:
        moved(int): an arrow key, -1 or 1. entered(): Enter. left(): Escape in an empty field.
    """

    moved = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        hint = self.tr("姓名、电话尾号")
        self.setStyleSheet(field_sheet(look))
        self.setFont(look.font(TEXT))
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMinimumHeight(look.px(44))
        self.setMaxLength(60)
        self.setClearButtonEnabled(True)
        glass = icon("search", look.colour("muted"), look.px(18), self.devicePixelRatioF())
        self.addAction(QAction(QIcon(glass), "", self), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move through the list, Escape empties the field; letters stay here."""
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
        event.accept()


class PeopleList(QWidget):
    """Who is listed.

    Signals:
        wanted(int): a customer was pressed. asked(): another group or text is to be listed.
    """

    wanted = Signal(int)
    asked = Signal()

    def __init__(self, look: Look, people: PeopleShown, currency: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._people = people
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(px(16), px(14), px(16), px(10))
        top.setSpacing(px(10))
        self.field = SearchField(look)
        self.field.setText(people.text)
        top.addWidget(self.field)
        flow = FlowLayout(px(6))
        self.chips: dict[Group, Button] = {}
        for group in _GROUPS:
            chip = Button(look, group_word(group), kind="tab", height=36)
            chip.setCheckable(True)
            chip.clicked.connect(self._choose(group))
            flow.addWidget(chip)
            self.chips[group] = chip
        top.addLayout(flow)
        rows.addLayout(top)
        self.best = BestChoice(look, people, self)
        self.best.changed.connect(self.asked)
        top.addWidget(self.best)
        rows.addWidget(Rule(look))
        self.view = RowView(look, people, currency, self)
        self.view.wanted.connect(self.wanted)
        rows.addWidget(self.view, 1)
        self._title = Label(look, "", size=HEAD, bold=True)
        self._hint = Label(look, "", size=SMALL, colour="muted")
        self._empty = QWidget()
        block = QVBoxLayout(self._empty)
        block.setContentsMargins(px(24), px(32), px(24), px(24))
        block.setSpacing(px(8))
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            block.addWidget(label)
        block.addStretch(1)
        rows.addWidget(self._empty, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self._search)
        self.field.textChanged.connect(self._wait.start)
        people.listed.connect(self.refresh)
        people.sizes_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show which group is listed, and how many each has."""
        people = self._people
        for group, chip in self.chips.items():
            word, size = group_word(group), people.sizes.get(group)
            quiet = size is None or (group in {Group.NEW, Group.SLIPPING, Group.GONE} and not size)
            text = word if quiet else f"{word} {size:,}"
            if text != chip.text():
                chip.setText(text)
                chip.setAccessibleName(text)
                chip.updateGeometry()
            chip.setChecked(group is people.group and not people.text.strip())
        self.best.setVisible(people.group is Group.VIP and not people.text.strip())
        empty = people.known and not people.rows
        self.view.setVisible(not empty)
        self._empty.setVisible(empty)
        title, hint = self._emptiness()
        self._title.setText(title)
        self._hint.setText(hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("panel"))
        painter.end()

    def _emptiness(self) -> tuple[str, str]:
        people = self._people
        if people.text.strip():
            return self.tr("没有找到“{text}”").format(text=people.text.strip()), self.tr(
                "试试名字里的一个字，或者电话的最后四位。"
            )
        match people.group:
            case Group.DUE:
                return self.tr("没有人该来了"), self.tr(
                    "来过三次以上的顾客，到了平常该来的日子，就会出现在这里。"
                )
            case Group.NEW:
                return self.tr("最近没有新客"), self.tr("第一次下单不到 30 天的顾客在这里。")
            case Group.SLIPPING:
                return self.tr("没有人快流失"), self.tr("比平常晚了很久还没来的老顾客在这里，值得打个电话。")
            case Group.GONE:
                return self.tr("没有流失的顾客"), self.tr("很久没有再来的顾客在这里。")
            case _:
                return self.tr("还没有顾客"), self.tr("第一张带电话或微信的单子进来，这里就有第一位顾客。")

    def _choose(self, group: Group) -> Callable[[], None]:
        def choose() -> None:
            self.field.blockSignals(True)
            self.field.clear()
            self.field.blockSignals(False)
            self._wait.stop()
            self._people.ask(group, "")
            self.refresh()
            self.asked.emit()

        return choose

    def _search(self) -> None:
        if self.field.text() != self._people.text:
            self._people.ask(self._people.group, self.field.text())
            self.asked.emit()
