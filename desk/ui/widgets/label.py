"""Text and simple blocks for panels."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.pictures.card_layout import CHIP_STYLES
from desk.ui.pictures.painted import PainterCanvas
from desk.ui.theme import FINE, R_CARD, R_CHIP, TEXT, Look
from desk.ui.words import Chip


class Label(QLabel):
    """Plain text of a type token that wraps and may be selected by mouse. `colour` is a token."""

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        size: float = TEXT,
        bold: bool = False,
        colour: str = "ink",
        wrap: bool = True,
        selectable: bool = False,
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)  # customers' text is never markup
        self.setFont(look.font(size, bold))
        self.setWordWrap(wrap)
        self._look = look
        self.set_colour(colour)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.setCursor(Qt.CursorShape.IBeamCursor)

    def set_colour(self, token: str) -> None:
        """Another colour token."""
        shades = self.palette()
        shades.setColor(QPalette.ColorRole.WindowText, self._look.colour(token))
        self.setPalette(shades)


class ChipLabel(QWidget):
    """A chip as on the cards."""

    def __init__(self, look: Look, chip: Chip) -> None:
        super().__init__()
        self._look = look
        self._chip = chip
        self.setAccessibleName(chip.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its text."""
        px, bold = self._look.px, self._chip.style != "quiet"
        return QSize(self._look.ruler(FINE, bold).width(self._chip.text) + px(16), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box and text."""
        fill, ink, border = CHIP_STYLES[self._chip.style]
        painter = QPainter(self)
        canvas = PainterCanvas(self._look, painter)
        canvas.box(0, 0, self.width(), self.height(), self._look.px(R_CHIP), fill, border)
        bold = self._chip.style != "quiet"
        canvas.centred(0, 0, self.width(), self.height(), self._chip.text, FINE, bold, ink)
        painter.end()


class Sheet(QFrame):
    """A rounded block with a ground and a border, both colour tokens, and a vertical layout `rows`."""

    def __init__(
        self, look: Look, *, fill: str = "panel", border: str = "line", pad: int = 12, thick: float = 1
    ) -> None:
        super().__init__()
        self._look = look
        self._fill = fill
        self._border = border
        self._thick = thick
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(look.px(pad), look.px(pad - 2), look.px(pad), look.px(pad))
        self.rows.setSpacing(look.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The block."""
        painter = QPainter(self)
        canvas = PainterCanvas(self._look, painter)
        radius = self._look.px(R_CARD)
        canvas.box(0, 0, self.width(), self.height(), radius, self._fill, self._border, self._thick)
        painter.end()


class Rule(QWidget):
    """A thin line across."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("line"))
        painter.end()


def row(look: Look, *widgets: QWidget, gap: int = 8, stretch: bool = False) -> QHBoxLayout:
    """Widgets side by side; with `stretch` the room that is left stays empty."""
    made = QHBoxLayout()
    made.setSpacing(look.px(gap))
    made.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        made.addWidget(widget)
    if stretch:
        made.addStretch(1)
    return made
