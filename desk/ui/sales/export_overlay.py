"""As which kind of file the sales are wanted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.ui.theme import HEAD, SMALL, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.label import Label, Sheet
from desk.ui.widgets.overlay import Overlay


class ExportOverlay(Overlay):
    """A button for each kind.

    Signals:
        chosen(str): csv, xlsx, png or pdf.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        block = Sheet(look, pad=20)
        super().__init__(look, block, 440, parent)
        block.rows.setSpacing(look.px(8))
        block.rows.addWidget(Label(look, self.tr("导出看到的这段时间"), size=HEAD, bold=True))
        self.buttons: dict[str, Button] = {}
        for kind, title, purpose in (
            ("xlsx", self.tr("Excel 表格"), self.tr("每种统计一张表，数字可以接着算")),
            ("csv", self.tr("CSV 表格"), self.tr("一张表，记账软件都能读")),
            ("pdf", self.tr("PDF"), self.tr("打印或发给会计，A4 纸")),
            ("png", self.tr("图片"), self.tr("发到群里看")),
        ):
            button = Button(look, title, height=48, picture="download")
            button.clicked.connect(lambda _on=False, kind=kind: self._choose(kind))
            block.rows.addWidget(button)
            block.rows.addWidget(Label(look, purpose, size=SMALL, colour="muted"))
            self.buttons[kind] = button
        block.rows.addStretch(1)

    def _choose(self, kind: str) -> None:
        self.closed.emit()
        self.chosen.emit(kind)
