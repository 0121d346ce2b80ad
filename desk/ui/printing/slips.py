"""Slips that are no order's, over the window: what each is for, what it would say now, and the button that prints it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.backend import SlipShown
from desk.ui.shown import Shown
from desk.ui.theme import FINE, HEAD, ITEM, SMALL, TEXT, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, Sheet
from desk.ui.widgets.overlay import Overlay


class SlipsOverlay(Overlay):
    """One block for each slip; 看看 unfolds what it says now."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        block = Sheet(look, pad=20)
        super().__init__(look, block, 560, parent)
        self._look = look
        self._sheet = block
        self._verbs = verbs
        self._parts: dict[str, QVBoxLayout] = {}
        self.looks: dict[str, Button] = {}
        self.prints: dict[str, Button] = {}
        self._opened = ""
        self._preview: QWidget | None = None
        block.rows.setSpacing(look.px(12))
        block.rows.addWidget(Label(look, self.tr("打单据"), size=HEAD, bold=True))
        for kind, title, purpose in self._kinds():
            self._add(kind, title, purpose)
        block.rows.addWidget(
            Label(look, self.tr("从前台的打印机出来。按 Esc 关闭。"), size=SMALL, colour="muted")
        )
        block.rows.addStretch(1)
        shown.slip_made.connect(self._show_slip)

    def _kinds(self) -> list[tuple[str, str, str]]:
        return [
            ("day-end", self.tr("日结"), self.tr("今天卖了多少、怎么付的、卖了什么，还有多少没收")),
            ("to-make", self.tr("待做合计"), self.tr("所有单子加起来还要做多少，按时间分")),
            ("to-make-changes", self.tr("待做变化"), self.tr("上次打出待做合计以后，多了什么、少了什么")),
            ("run", self.tr("送货单"), self.tr("今天要送的地方，按时间排，到门口收多少")),
            ("reconcile", self.tr("对账"), self.tr("每个出票点从第几张到第几张，数一数纸够不够")),
        ]

    def _add(self, kind: str, title: str, purpose: str) -> None:
        look = self._look
        part = QVBoxLayout()
        part.setSpacing(look.px(4))
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addWidget(Label(look, title, size=ITEM, bold=True))
        words.addWidget(Label(look, purpose, size=SMALL, colour="muted"))
        row.addLayout(words, 1)
        see = Button(look, self.tr("看看"), kind="quiet", colour="blue", height=44)
        see.setAccessibleName(self.tr("看看{slip}").format(slip=title))
        see.clicked.connect(lambda: self._look_at(kind))
        go = Button(look, self.tr("打印"), height=44, picture="printer")
        go.setAccessibleName(self.tr("打印{slip}").format(slip=title))
        go.clicked.connect(lambda: self._print(kind))
        for button in (see, go):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        part.addLayout(row)
        self._sheet.rows.addLayout(part)
        self._parts[kind], self.looks[kind], self.prints[kind] = part, see, go

    def _print(self, kind: str) -> None:
        self._verbs.backend.slip(kind, on_paper=True)
        self.closed.emit()

    def _look_at(self, kind: str) -> None:
        """Unfold it, or fold it again."""
        same = kind == self._opened and self._preview is not None
        self._fold()
        if not same:
            self._opened = kind
            self._verbs.backend.slip(kind, on_paper=False)

    def _fold(self) -> None:
        if self._preview is not None:
            self._preview.hide()
            self._preview.deleteLater()
            self._preview = None
        self._opened = ""
        self._settle()

    def _show_slip(self, slip: SlipShown) -> None:
        """What the desk composed; one that was folded meanwhile is dropped."""
        if slip.kind != self._opened:
            return
        opened = self._opened
        self._fold()
        self._opened = opened
        self._preview = _preview(self._look, slip)
        self._parts[slip.kind].addWidget(self._preview)
        self._preview.show()
        self._settle()

    def _settle(self) -> None:
        for part in self._parts.values():
            part.invalidate()
        self._sheet.rows.invalidate()
        self._sheet.rows.activate()
        self.place()


def _preview(look: Look, slip: SlipShown) -> QWidget:
    """The rows on a strip of paper."""
    paper = Sheet(look, pad=14)
    paper.rows.setSpacing(look.px(2))
    title = Label(look, slip.title, size=ITEM, bold=True)
    title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    paper.rows.addWidget(title)
    for left, right in slip.rows:
        style, words = left[:1], left[1:]
        if style == "-":
            paper.rows.addSpacing(look.px(8))
            continue
        size, bold = {"#": (TEXT, True), "*": (ITEM, True)}.get(style, (FINE, False))
        row = QHBoxLayout()
        row.addWidget(Label(look, words, size=size, bold=bold), 1)
        if right:
            amount = Label(look, right, size=size, bold=bold, wrap=False)
            row.addWidget(amount, 0, Qt.AlignmentFlag.AlignTop)
        paper.rows.addLayout(row)
    return paper
