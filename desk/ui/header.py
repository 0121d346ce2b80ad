"""The line at the top: the shop, today's orders and sum, whether orders are missing, and every printer's state."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desk.domain.board import PrinterCard
from desk.ui.check_words import all_checks, check_line, check_tone
from desk.ui.pictures.frame import (
    FULL,
    PILL,
    PillWords,
    draw_header,
    draw_pill,
    draw_sign_pill,
    pill_width,
    pill_words,
    place_pills,
)
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.shown import Shown
from desk.ui.theme import HEAD, Look
from desk.ui.verbs import Verbs


class PrinterPill(QAbstractButton):
    """One printer: sign, name, state, tickets that wait. Opens the printers page."""

    def __init__(self, look: Look, card: PrinterCard, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._card = card
        self._words: PillWords = []
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_printer(self, card: PrinterCard, words: PillWords) -> None:
        """What it says now."""
        self._card, self._words = card, words
        everything = [text for text, _tone, _bold in pill_words(card, FULL)]
        self.setAccessibleName("，".join(everything))
        self.setToolTip(" · ".join(everything))
        self.setText(" ".join(text for text, _tone, _bold in words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_pill(
            PainterCanvas(self._look, painter), self._card, 0, 0, self.width(), self._words,
            lit=self.underMouse(), focus=self.hasFocus(),
        )  # fmt: skip
        painter.end()


class ChecksPill(QAbstractButton):
    """When the desk compared its orders with the shop systems', and how many it lacks. Says each source's at a press."""

    def __init__(self, look: Look, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._words: PillWords = []
        self._tone = "green"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def refresh(self, *, short: bool) -> int:
        """Say what is so now; how wide that is. `short`: only the sign, and how many are missing."""
        cards, now = self._shown.sources, self._shown.now()
        self._tone = check_tone(cards, now)
        text = all_checks(cards, now)
        missing = sum(card.missing for card in cards)
        strong = self._tone != "green"
        if short:
            self._words = [(str(missing), self._tone, True)] if missing else []
        else:
            self._words = [(text, self._tone if strong else "muted", strong)]
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(self.lines())
        self.update()
        return pill_width(self._look, self._words)

    def lines(self) -> str:
        """Each source in a line."""
        return "\n".join(check_line(card, self._shown.now()) for card in self._shown.sources)

    @property
    def tone(self) -> str:
        """See check_tone."""
        return self._tone

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_sign_pill(
            PainterCanvas(self._look, painter), 0, 0, self.width(), self._words, bad=self._tone == "red",
            warn=self._tone == "amber", lit=self.underMouse(), focus=self.hasFocus(),
        )  # fmt: skip
        painter.end()


class Header(QWidget):
    """Shop and totals at the left, checks and printers at the right."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._verbs = verbs
        self._pills: list[PrinterPill] = []
        self.checks: ChecksPill | None = None
        self._room = 0
        shown.printers_changed.connect(self._arrange)
        shown.sources_changed.connect(self._arrange)
        shown.totals_changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shop name and totals."""
        painter = QPainter(self)
        draw_header(
            PainterCanvas(self._look, painter), 0, self.width(), self.height(),
            self._shown.shop, self._shown.totals, self._room,
        )  # fmt: skip
        painter.end()

    def _arrange(self) -> None:
        printers = self._shown.printers
        while len(self._pills) > len(printers):
            self._pills.pop().deleteLater()
        while len(self._pills) < len(printers):
            pill = PrinterPill(self._look, printers[len(self._pills)], self)
            pill.clicked.connect(lambda _on=False: self._verbs.page_wanted.emit("printers"))
            self._pills.append(pill)
        wide = self._refresh_checks(short=False)
        placed, self._room = place_pills(self._look, printers, self._shown.shop, self.width() - wide)
        name = self._look.ruler(HEAD, True).width(self._shown.shop) + self._look.px(40)
        if wide and (self._room < min(name, self._look.px(170)) or self._cut(placed)):
            wide = self._refresh_checks(short=True)
            placed, self._room = place_pills(self._look, printers, self._shown.shop, self.width() - wide)
        height = self._look.px(PILL)
        if self.checks is not None:
            self.checks.setVisible(wide > 0)
            width = wide - self._look.px(10)
            self.checks.setGeometry(
                self._room + self._look.px(10), (self.height() - height) // 2, width, height
            )
            placed = [(x + wide, across, words) for x, across, words in placed]
        for pill, card, (x, width, words) in zip(self._pills, printers, placed, strict=True):
            pill.show_printer(card, words)
            pill.setGeometry(x, (self.height() - height) // 2, width, height)
            pill.show()
        self.update()

    def _cut(self, placed: list[tuple[int, int, PillWords]]) -> bool:
        """Whether the printers say less than they would without the pill of checks."""
        alone, _room = place_pills(self._look, self._shown.printers, self._shown.shop, self.width())
        return [words for _x, _wide, words in placed] != [words for _x, _wide, words in alone]

    def _refresh_checks(self, *, short: bool) -> int:
        """The room that the pill of checks takes, 0 where no source checks."""
        if not self._shown.sources:
            return 0
        if self.checks is None:
            self.checks = ChecksPill(self._look, self._shown, self)
            self.checks.clicked.connect(self._tell_checks)
        return self.checks.refresh(short=short) + self._look.px(10)

    def _tell_checks(self) -> None:
        if self.checks is not None:
            kind = {"red": "bad", "amber": "warn"}.get(self.checks.tone, "info")
            self._verbs.told.emit(self.checks.lines().replace("\n", "; "), kind, "")
