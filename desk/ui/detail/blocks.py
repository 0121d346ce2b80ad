"""The blocks that the detail panel is built of: facts, items and money, the question, histories."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.board import JobCard, OrderDetail
from desk.domain.money import price
from desk.ui.detail.history import (
    Sentence,
    job_sentences,
    question_reason,
    ticket_name,
    ticket_place,
    ticket_title,
)
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.theme import FINE, ITEM, SMALL, TEXT, Look
from desk.ui.times import ShopTime
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import ChipLabel, Label, Rule, Sheet
from desk.ui.words import Chip, due_text, payment_word, print_chip, source_word, version_word, visits_word


def phone_text(phone: str) -> str:
    """`13800138000` -> `138 0013 8000`; anything else as it is."""
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}" if len(phone) == 11 and phone.isdigit() else phone


def facts(look: Look, detail: OrderDetail, times: ShopTime, now: float) -> QWidget:
    """Who, where, when, from where, what was asked for."""
    card = detail.card
    due = due_text(card, times, now)
    if card.start_at:
        start = times.clock(card.start_at)
        due += QCoreApplication.translate("Detail", "（{time} 开始做）").format(time=start)
    origin = source_word(card)
    placed = detail.placed_at or card.received_at
    origin = f"{origin} {times.due(placed, now)}"
    if card.version > 1:
        origin += " · " + version_word(card.version)
    visits = visits_word(card.visits)
    rows = (
        (QCoreApplication.translate("Detail", "顾客"), f"{detail.name or card.customer}  {visits}".strip()),
        (QCoreApplication.translate("Detail", "电话"), phone_text(detail.phone)),
        (QCoreApplication.translate("Detail", "地址"), detail.address),
        (QCoreApplication.translate("Detail", "时间"), due),
        (QCoreApplication.translate("Detail", "来自"), origin),
        (QCoreApplication.translate("Detail", "流水"), detail.reference),
    )
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.px(12))
    grid.setVerticalSpacing(look.px(4))
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(pair for pair in rows if pair[1]):
        label = Label(look, name, size=SMALL, colour="muted", wrap=False)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(look, value, selectable=True), row, 1)
    return made


def note_block(look: Look, note: str) -> QWidget:
    """The customer's requirements on their yellow sticker, in full."""
    made = Sheet(look, fill="note", border="note", pad=10)
    made.rows.addWidget(Label(look, note, selectable=True))
    return made


def money_block(look: Look, detail: OrderDetail) -> QWidget:
    """Items, what was added and taken off, total, paid, still to be collected."""
    card, made = detail.card, Sheet(look, pad=12)

    def line(left: str, right: str, *, size: float = TEXT, bold: bool = False, colour: str = "ink") -> None:
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(Label(look, left, size=size, bold=bold, colour=colour), 1)
        amount = Label(look, right, size=size, bold=bold, colour=colour, wrap=False)
        row.addWidget(amount, 0, Qt.AlignmentFlag.AlignTop)
        made.rows.addLayout(row)

    for item in card.lines:
        line(item.name, f"× {item.quantity}", size=ITEM, bold=True)
        if item.detail:
            made.rows.addWidget(Label(look, item.detail, size=SMALL, colour="muted"))
    made.rows.addWidget(Rule(look))
    for name, taken in detail.discounts:
        line(name, "-" + price(taken, card.currency), size=SMALL, colour="muted")
    if detail.delivery_fee:
        line(QCoreApplication.translate("Detail", "配送费"), price(detail.delivery_fee, card.currency),
             size=SMALL, colour="muted")  # fmt: skip
    line(QCoreApplication.translate("Detail", "合计"), price(card.total, card.currency), size=ITEM, bold=True)
    method = payment_word(card.payment_method)
    if detail.paid_amount:
        paid = QCoreApplication.translate("Detail", "已付 {method}").format(method=method)
        line(paid, price(detail.paid_amount, card.currency), colour="green")
    if card.balance > 0:
        owed = QCoreApplication.translate("Detail", "待收 {method}").format(method=method)
        line(owed, price(card.balance, card.currency), size=ITEM, bold=True)
    if not card.adds_up:
        text = QCoreApplication.translate("Detail", "▲ 金额不符：明细加起来和合计不一样，请和顾客核对。")
        made.rows.addWidget(Label(look, text, size=SMALL, colour="red"))
    return made


class Question(Sheet):
    """Did the ticket come out? Red-framed, two buttons, and a quieter third way."""

    def __init__(self, look: Look, job: JobCard, times: ShopTime, answer: Callable[[int, str], None]) -> None:
        super().__init__(look, fill="red_soft", border="red", thick=1.5)
        title = self.tr("{ticket}出来了吗？").format(ticket=ticket_name(job))
        self.setAccessibleName(title)
        self.rows.addWidget(Label(look, title, size=ITEM, bold=True))
        self.rows.addWidget(Label(look, question_reason(job, times), size=SMALL, colour="muted"))
        yes = Button(look, self.tr("出来了"), kind="main", colour="green", height=48)
        again = Button(look, self.tr("没有，重打"), height=48)
        drop = Button(look, self.tr("不用了"), kind="quiet", colour="muted", height=32)
        yes.clicked.connect(lambda: answer(job.id, "printed"))
        again.clicked.connect(lambda: answer(job.id, "again"))
        drop.clicked.connect(lambda: answer(job.id, "drop"))
        self.buttons = (yes, again, drop)
        self.rows.addSpacing(look.px(4))
        pair = QHBoxLayout()
        pair.setSpacing(look.px(8))
        pair.addWidget(yes, 1)
        pair.addWidget(again, 1)
        self.rows.addLayout(pair)
        self.rows.addWidget(drop, 0, Qt.AlignmentFlag.AlignHCenter)


class Dot(QWidget):
    """The dot of a time line."""

    def __init__(self, look: Look, tone: str) -> None:
        super().__init__()
        self._look = look
        self._tone = tone
        self.setFixedSize(look.px(12), look.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        px, painter = self._look.px, QPainter(self)
        side = px(8)
        PainterCanvas(self._look, painter).box(
            px(2), (self.height() - side) / 2, side, side, side / 2, self._tone
        )
        painter.end()


def history_block(look: Look, sentences: list[Sentence], times: ShopTime) -> QWidget:
    """Time, dot, sentence; one row each."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.px(8))
    grid.setVerticalSpacing(look.px(6))
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop
    for row, (at, text, tone) in enumerate(sentences):
        grid.addWidget(Label(look, times.clock(at), size=SMALL, colour="muted", wrap=False), row, 0, top)
        grid.addWidget(Dot(look, "muted" if tone == "ink" else tone), row, 1, top)
        grid.addWidget(Label(look, text, size=SMALL, colour=tone, bold=tone in {"red", "green"}), row, 2)
    return made


def ticket_block(look: Look, job: JobCard, times: ShopTime, reprint: Callable[[int], None]) -> QWidget:
    """One ticket: its name, state, history, and a button for another copy."""
    made = Sheet(look)
    head = QHBoxLayout()
    head.addWidget(Label(look, ticket_title(job), bold=True), 1)
    chip = print_chip(job.state, job.reasons) or Chip(job.state, "quiet")
    head.addWidget(ChipLabel(look, chip))
    made.rows.addLayout(head)
    made.rows.addWidget(Label(look, ticket_place(job), size=FINE, colour="muted"))
    made.rows.addWidget(history_block(look, job_sentences(job), times))
    if job.state in {"confirmed", "unconfirmed", "person-confirmed"}:
        again = Button(
            look, QCoreApplication.translate("Detail", "补打这张"), height=36, kind="quiet", colour="blue"
        )
        again.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        again.clicked.connect(lambda: reprint(job.id))
        made.rows.addWidget(again)
    return made


def stack(look: Look, gap: int = 12) -> tuple[QWidget, QVBoxLayout]:
    """An empty widget with blocks one below the other."""
    made = QWidget()
    rows = QVBoxLayout(made)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(look.px(gap))
    return made, rows
