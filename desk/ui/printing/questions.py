"""Tickets of which nobody knows whether they came out, of all orders in one place: a row and three answers each."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.domain.board import OrderCard
from desk.ui.shown import Shown
from desk.ui.theme import HEAD, ITEM, SMALL, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label, Sheet

#: So many are asked at a time; the next ones move up as these are answered.
MOST = 20


def open_questions(shown: Shown) -> list[OrderCard]:
    """The orders with a ticket in question, the oldest first."""
    asked = [card for card in shown.board.cards.values() if card.question]
    return sorted(asked, key=lambda card: (card.received_at, card.id))


def doubt(card: OrderCard) -> str:
    """Why a person is asked."""
    match card.print_reasons[0] if card.print_reasons else "":
        case "connection-lost":
            return QCoreApplication.translate("Questions", "打到一半断了连接，可能只打了一部分。")
        case "restart":
            return QCoreApplication.translate("Questions", "打印时程序重启过，可能已经打出来。")
        case "timeout" | "not-responding":
            return QCoreApplication.translate("Questions", "打印机没有回答，可能已经打出来。")
        case "stale":
            return QCoreApplication.translate("Questions", "等得太久了，还要打吗？")
        case _:
            return QCoreApplication.translate("Questions", "不能确定，请去打印机那里看一眼。")


class QuestionRow(QWidget):
    """One ticket and what a person may have seen. A press on the order opens it."""

    def __init__(self, look: Look, card: OrderCard, shown: Shown, verbs: Verbs) -> None:
        super().__init__()
        flow = FlowLayout(look.px(8))
        self.setLayout(flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.answers: dict[str, Button] = {}
        answers = (
            ("printed", self.tr("出来了"), "main", "green"),
            ("again", self.tr("没有，重打"), "outline", "ink"),
            ("drop", self.tr("不用了"), "quiet", "muted"),
        )
        for answer, word, kind, colour in answers:
            button = Button(look, word, kind=kind, colour=colour, height=44)
            button.setAccessibleName(f"{card.number} {word}")
            button.clicked.connect(partial(self._answer, verbs, card.question, answer))
            flow.addWidget(button)
            self.answers[answer] = button
        self.whose = Button(look, self.tr("看这一单"), kind="quiet", height=44)
        self.whose.setAccessibleName(f"{card.number} {self.whose.text()}")
        self.whose.clicked.connect(partial(self._open, shown, verbs, card.id))
        flow.addWidget(self.whose)

    def _answer(self, verbs: Verbs, job: int, answer: str, _on: bool = False) -> None:
        verbs.backend.answer(job, answer)

    def _open(self, shown: Shown, verbs: Verbs, order_id: str, _on: bool = False) -> None:
        shown.select(order_id)
        verbs.opened.emit(order_id)


class Questions(Sheet):
    """All open questions."""

    def __init__(self, look: Look, asked: list[OrderCard], shown: Shown, verbs: Verbs) -> None:
        super().__init__(look, fill="red_soft", border="red", thick=1.5, pad=14)
        title = self.tr("▲ 小票出来了吗？{n} 单等你看一眼").format(n=len(asked))
        self.setAccessibleName(title)
        self.rows.addWidget(Label(look, title, size=HEAD, bold=True))
        text = self.tr("去打印机那里看看有没有这张纸，再回答。")
        self.rows.addWidget(Label(look, text, size=SMALL, colour="muted"))
        self.asked: list[QuestionRow] = []
        for card in asked[:MOST]:
            self.rows.addSpacing(look.px(6))
            who = f"{card.number} {card.customer}".strip()
            self.rows.addWidget(Label(look, who, size=ITEM, bold=True))
            self.rows.addWidget(Label(look, doubt(card), size=SMALL))
            row = QuestionRow(look, card, shown, verbs)
            self.rows.addWidget(row)
            self.asked.append(row)
        if len(asked) > MOST:
            more = self.tr("还有 {n} 单，答完上面的就轮到它们。").format(n=len(asked) - MOST)
            self.rows.addWidget(Label(look, more, size=ITEM, bold=True))
