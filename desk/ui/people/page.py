"""The customers page: the list at the left, one of them at the right; in a narrow window one of the two."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desk.ui.icons import icon
from desk.ui.people.card import PersonCard
from desk.ui.people.list import PeopleList
from desk.ui.shown import Shown
from desk.ui.theme import HEAD, SMALL, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.label import Label

#: Width at 100 % from which the list stands beside the card, and the list's own, from which on it may be wider.
BESIDE_FROM, LIST, WIDE_FROM, WIDE_LIST = 760, 340, 1040, 391


class PeoplePage(QWidget):
    """Built when it is opened first.

    Signals:
        overlay_wanted(object): an Overlay that is to lie over the window.
    """

    overlay_wanted = Signal(object)

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._people = shown.people
        self._verbs = verbs
        self._over = parent
        self.list = PeopleList(look, shown.people, shown.currency, self)
        self.list.wanted.connect(self.open)
        self.list.asked.connect(self._find)
        self.list.view.more_wanted.connect(self._more)
        self.list.field.moved.connect(self._move)
        self.list.field.entered.connect(self._enter)
        self.list.field.left.connect(self.setFocus)
        self.card = PersonCard(look, shown, verbs, self)
        self.card.left.connect(self.go_back)
        self.card.merge_wanted.connect(self._ask_whom)
        self.list.best.exported.connect(self._export)
        self.list.best.printed.connect(self._print)
        self._hint = self._make_hint()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shown.people.chosen_changed.connect(self._arrange)
        shown.people.card_changed.connect(self._arrange)
        shown.people.listed.connect(self._open_first)

    def open(self, customer: int) -> None:
        """Open a customer."""
        desk = self._verbs.backend.people
        if desk is not None and customer:
            self._people.choose(customer)
            desk.open(customer)
            self.list.view.reveal(customer)

    def go_back(self) -> bool:
        """Leave the card for the list in a narrow window; whether there was one."""
        if self._beside() or not self._people.chosen:
            return False
        self._people.choose(0)
        self.setFocus()
        return True

    def search(self) -> None:
        """Go to the field."""
        self.list.field.setFocus()
        self.list.field.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """Read it anew: orders came in meanwhile."""
        self._people.watched += 1
        desk = self._verbs.backend.people
        if desk is not None:
            desk.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._people.watched -= 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move through the list, Enter orders for the shown customer."""
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.card.order is not None:
                self.card.order.click()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()
        self._open_first()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line between list and card."""
        if self._beside():
            painter = QPainter(self)
            painter.fillRect(self._list_width(), 0, 1, self.height(), self._look.colour("line"))
            painter.end()

    def _move(self, by: int) -> None:
        self.open(self.list.view.neighbour(by))

    def _enter(self) -> None:
        if not self._people.chosen:
            self._move(1)
        self.setFocus()

    def _find(self) -> None:
        desk = self._verbs.backend.people
        if desk is not None:
            desk.find(self._people.group, self._people.text)

    def _more(self) -> None:
        desk = self._verbs.backend.people
        if desk is not None:
            desk.more()

    def _ask_whom(self) -> None:
        """Which other customer is the same person."""
        from desk.ui.people.merge_overlay import MergeOverlay

        desk, card = self._verbs.backend.people, self._people.card
        if desk is None or card is None:
            return
        kept = card.row.id
        self._people.set_candidates(())
        overlay = MergeOverlay(self._look, self._people, card.row, self._over)
        overlay.looked.connect(self._look_for)
        overlay.chosen.connect(lambda gone: desk.merge(kept, gone))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType] - a Signal(int)
        self.overlay_wanted.emit(overlay)
        overlay.begin()

    def _export(self) -> None:
        # open(), never exec(): orders go on arriving while somebody looks for a place
        desk = self._verbs.backend.people
        if desk is None:
            return
        name = self.tr("VIP 名单 {day}.csv").format(day=self._people.today.isoformat())
        dialog = QFileDialog(self.window(), self.tr("导出 VIP 名单"), "", self.tr("表格 (*.csv)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self._exported)
        dialog.open()

    def _exported(self, path: str) -> None:
        desk = self._verbs.backend.people
        if desk is not None:
            desk.export(path)

    def _print(self) -> None:
        desk = self._verbs.backend.people
        if desk is not None:
            desk.print_best()

    def _look_for(self, text: str) -> None:
        desk = self._verbs.backend.people
        if desk is not None:
            desk.look_for(text)

    def _open_first(self) -> None:
        """Beside the list somebody is always shown."""
        if self._beside() and not self._people.chosen and self._people.rows and self.isVisible():
            self.open(self._people.rows[0].id)

    def _beside(self) -> bool:
        return self.width() >= self._look.px(BESIDE_FROM)

    def _list_width(self) -> int:
        return self._look.px(WIDE_LIST if self.width() >= self._look.px(WIDE_FROM) else LIST)

    def _arrange(self) -> None:
        beside, opened = self._beside(), bool(self._people.chosen)
        left = self._list_width() + 1 if beside else 0
        self.list.setGeometry(0, 0, left - 1 if beside else self.width(), self.height())
        self.list.setVisible(beside or not opened)
        room = (left, 0, self.width() - left, self.height())
        self.card.setGeometry(*room)
        self.card.setVisible(opened)
        self.card.show_back(not beside)
        self._hint.setGeometry(*room)
        self._hint.setVisible(beside and not opened)
        self.update()

    def _make_hint(self) -> QWidget:
        look, made = self._look, QWidget(self)
        rows = QVBoxLayout(made)
        rows.setContentsMargins(look.px(24), 0, look.px(24), 0)
        rows.setSpacing(look.px(10))
        rows.addStretch(1)
        picture = Label(look, "")
        shade = look.colour("muted")
        picture.setPixmap(icon("users", shade, look.px(40), self.devicePixelRatioF()))
        title = Label(look, self.tr("每位顾客都记在这里"), size=HEAD, bold=True)
        text = Label(
            look,
            self.tr("买过什么、隔多久来一次、什么时候该来了。\n点左边的一位，再点“再来一单”，单子就填好了。"),
            size=SMALL,
            colour="muted",
        )
        for label in (picture, title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            rows.addWidget(label)
        rows.addStretch(2)
        return made
