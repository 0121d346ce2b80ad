"""The printers page: open questions, every printer with its state in plain words, what to do, and rehearsal of faults."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.board import OrderCard, PrinterCard
from desk.ui.icons import icon
from desk.ui.printer_words import printer_name, printer_word, reason_sentence, stopped, troubled, waiting
from desk.ui.printing.paper import PaperDock
from desk.ui.printing.questions import Questions, open_questions
from desk.ui.shown import Shown
from desk.ui.theme import FINE, HEAD, ITEM, SMALL, Look
from desk.ui.times import minutes
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import ChipLabel, Label, Sheet
from desk.ui.widgets.scroll import ScrollColumn
from desk.ui.words import Chip


def faults() -> list[tuple[str, str]]:
    """Buttons to rehearse with and the control command each one sends (design section 6)."""
    return [
        (QCoreApplication.translate("Faults", "缺纸"), "paper out"),
        (QCoreApplication.translate("Faults", "纸快用完"), "paper near-end"),
        (QCoreApplication.translate("Faults", "开盖"), "cover open"),
        (QCoreApplication.translate("Faults", "断电再开"), "power cycle"),
        (QCoreApplication.translate("Faults", "离线"), "offline"),
        (QCoreApplication.translate("Faults", "切刀故障"), "error cutter"),
        (QCoreApplication.translate("Faults", "不回答"), "awol"),
        (QCoreApplication.translate("Faults", "全部恢复"), "clear"),
    ]


class PrinterBlock(Sheet):
    """One printer."""

    def __init__(self, look: Look, card: PrinterCard, verbs: Verbs, now: float, *, simulated: bool) -> None:
        tone = "red" if stopped(card) else "amber" if troubled(card) else "line"
        super().__init__(look, border=tone, thick=1.5 if tone != "line" else 1, pad=14)
        head = QHBoxLayout()
        head.addWidget(Label(look, printer_name(card.name), size=HEAD, bold=True, wrap=False))
        head.addStretch(1)
        style = "bad" if stopped(card) else "warn" if troubled(card) else "good"
        sign = "▲ " if troubled(card) else "● "
        head.addWidget(ChipLabel(look, Chip(sign + printer_word(card), style)))
        self.rows.addLayout(head)
        where = self.tr("模拟打印机 · {uri}") if simulated else "{uri}"
        self.rows.addWidget(
            Label(look, where.format(uri=card.uri), size=FINE, colour="muted", selectable=True)
        )
        for reason in card.reasons:
            self.rows.addWidget(Label(look, reason_sentence(reason), size=ITEM))
        if card.backlog:
            text = waiting(card.backlog)
            if card.oldest_at is not None:
                text += self.tr("，最久的等了 {time}").format(time=minutes(now - card.oldest_at))
            self.rows.addWidget(Label(look, text, size=SMALL, bold=True))
        elif not card.reasons:
            self.rows.addWidget(Label(look, self.tr("没有小票在等。"), size=SMALL, colour="muted"))
        test = Button(look, self.tr("打印测试页"), height=44, picture="receipt-text")
        test.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        test.clicked.connect(lambda: verbs.backend.test_page(card.name))
        self.test = test
        self.remove = Button(look, self.tr("移除"), kind="quiet", colour="muted", height=44)
        self.remove.setAccessibleName(f"{self.remove.text()} {printer_name(card.name)}")
        self.remove.clicked.connect(lambda: self._remove(verbs, card.name))
        pair = FlowLayout(look.px(8))
        pair.addWidget(test)
        pair.addWidget(self.remove)
        self.rows.addLayout(pair)
        self.faults: list[Button] = []
        if simulated:
            self.rows.addSpacing(look.px(4))
            self.rows.addWidget(
                Label(look, self.tr("演练故障：按一下，看看会怎样"), size=SMALL, colour="muted")
            )
            flow = FlowLayout(look.px(6))
            for text, command in faults():
                kind = "outline" if command == "clear" else "tab"
                button = Button(look, text, kind=kind, height=40)
                button.clicked.connect(lambda _on=False, sent=command: verbs.backend.fault(card.name, sent))
                flow.addWidget(button)
                self.faults.append(button)
            self.rows.addLayout(flow)

    def _remove(self, verbs: Verbs, name: str) -> None:
        backend = verbs.backend.printing
        if backend is not None:
            backend.remove(name)


class PrintersPage(QWidget):
    """Printers at the left; the paper of simulated ones at the right, where there is room."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._verbs = verbs
        self._built: list[tuple[PrinterCard, bool]] | None = None
        self._asked: list[OrderCard] = []
        self.questions: Questions | None = None
        self.blocks: list[PrinterBlock] = []
        self._scroll: ScrollColumn | None = None
        self.paper = PaperDock(look, shown, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shown.printers_changed.connect(self._refresh)
        shown.board.changed.connect(self._board_changed)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked."""
        self._refresh()

    def _board_changed(self) -> None:
        if self.isVisible():
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()

    def _refresh(self) -> None:
        has_paper = self._verbs.backend.has_paper
        wanted = [(card, has_paper(card.name)) for card in self._shown.printers]
        asked = open_questions(self._shown)
        if wanted == self._built and asked == self._asked:
            return
        self._built, self._asked = wanted, asked
        at = self._scroll.verticalScrollBar().value() if self._scroll else 0
        if self._scroll is not None:
            self._scroll.hide()
            self._scroll.deleteLater()
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        rows = QVBoxLayout(content)
        px = self._look.px
        rows.setContentsMargins(px(18), px(16), px(12), px(16))
        rows.setSpacing(px(12))
        self.questions = Questions(self._look, asked, self._shown, self._verbs) if asked else None
        if self.questions is not None:
            rows.addWidget(self.questions)
        self.blocks = []
        for card, simulated in wanted:
            block = PrinterBlock(self._look, card, self._verbs, self._shown.now(), simulated=simulated)
            rows.addWidget(block)
            self.blocks.append(block)
        self.seek = Button(
            self._look,
            self.tr("添加打印机"),
            kind="outline" if wanted else "main",
            height=48,
            picture="printer",
        )
        self.seek.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.seek.clicked.connect(lambda: self._verbs.page_wanted.emit("find-printer"))
        if self._built:
            rows.addWidget(self.seek)
            slips = Button(
                self._look,
                self.tr("打单据：日结、待做合计、送货单、对账"),
                height=44,
                picture="clipboard-list",
            )
            slips.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            slips.clicked.connect(lambda: self._verbs.page_wanted.emit("slips"))
            rows.addWidget(slips)
        else:
            self._emptiness(rows)
        rows.addStretch(1)
        self._scroll = ScrollColumn(self._look, content)
        self._scroll.setParent(self)
        self._scroll.show()
        self._arrange()
        self._scroll.verticalScrollBar().setValue(at)

    def _emptiness(self, rows: QVBoxLayout) -> None:
        look = self._look
        rows.addStretch(1)
        picture = Label(look, "")
        picture.setPixmap(icon("printer", look.colour("muted"), look.px(44), self.devicePixelRatioF()))
        title = Label(look, self.tr("还没有打印机"), size=HEAD, bold=True)
        text = Label(
            look,
            self.tr("按一下就去找网络里、USB 上的小票打印机。\n没有打印机也可以先用模拟的，纸出在屏幕上。"),
            size=SMALL,
            colour="muted",
        )
        for label in (picture, title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            rows.addWidget(label)
        rows.addSpacing(look.px(8))
        rows.addWidget(self.seek, 0, Qt.AlignmentFlag.AlignHCenter)

    def _arrange(self) -> None:
        px, width = self._look.px, self.width()
        beside = bool(self._shown.sheets) and width >= px(760)
        paper = min(px(460), width // 2) if beside else 0
        if self._scroll is not None:
            self._scroll.setGeometry(
                0, 0, min(width - paper, px(720)) if not beside else width - paper, self.height()
            )
        self.paper.setGeometry(width - paper, 0, paper, self.height())
        self.paper.setVisible(beside)
