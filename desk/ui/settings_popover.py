"""Language, light or dark, and zoom, in a small block over the window's corner."""

from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from desk.ui.application import LANGUAGES
from desk.ui.backend import Backend
from desk.ui.theme import HEAD, SMALL, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label, Sheet
from desk.ui.widgets.overlay import Overlay

#: Zoom levels offered, per cent.
ZOOMS = (100, 125, 150, 175, 200)


class Settings(Protocol):
    """What the window lets one choose."""

    language: str
    scheme: str
    zoom: int
    queue: str

    def set_look(
        self,
        *,
        language: str | None = None,
        scheme: str | None = None,
        zoom: int | None = None,
        queue: str | None = None,
    ) -> None:
        """Show everything anew."""
        ...


class SettingsPopover(Overlay):
    """Each choice applies at once."""

    def __init__(self, look: Look, settings: Settings, backend: Backend, parent: QWidget) -> None:
        block = Sheet(look, pad=18)
        super().__init__(look, block, 380, parent, corner=True)
        self._settings = settings
        self.buttons: dict[str, Button] = {}
        block.rows.addWidget(Label(look, self.tr("设置"), size=HEAD, bold=True))
        self._choice(look, block, self.tr("语言"), "language", list(LANGUAGES.items()), settings.language)
        schemes = [("system", self.tr("跟随系统")), ("light", self.tr("浅色")), ("dark", self.tr("深色"))]
        self._choice(look, block, self.tr("外观"), "scheme", schemes, settings.scheme)
        zooms = [(str(zoom), f"{zoom}%") for zoom in ZOOMS]
        self._choice(look, block, self.tr("大小"), "zoom", zooms, str(settings.zoom))
        queues = [("columns", self.tr("分列")), ("list", self.tr("一次一列"))]
        self._choice(look, block, self.tr("订单"), "queue", queues, settings.queue)
        block.rows.addSpacing(look.px(6))
        take = Button(look, self.tr("导入订单（CSV 文件）"), height=44)
        take.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        take.clicked.connect(lambda: self._choose_file(backend))
        block.rows.addWidget(take)
        block.rows.addStretch(1)

    def _choose_file(self, backend: Backend) -> None:
        # open(), never exec(): orders go on arriving while somebody looks for a file
        dialog = QFileDialog(self.window(), self.tr("导入订单"), "", self.tr("订单表 (*.csv)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(backend.import_csv)
        dialog.open()
        self.closed.emit()

    def _choice(
        self, look: Look, block: Sheet, title: str, what: str, choices: list[tuple[str, str]], present: str
    ) -> None:
        block.rows.addWidget(Label(look, title, size=SMALL, colour="muted"))
        flow = FlowLayout(look.px(6))
        for value, text in choices:
            button = Button(look, text, kind="tab", height=40)
            button.setCheckable(True)
            button.setChecked(value == present)
            button.clicked.connect(lambda _on=False, chosen=value: self._choose(what, chosen))
            flow.addWidget(button)
            self.buttons[value] = button
        block.rows.addLayout(flow)

    def _choose(self, what: str, value: str) -> None:
        def apply() -> None:
            match what:
                case "language":
                    self._settings.set_look(language=value)
                case "scheme":
                    self._settings.set_look(scheme=value)
                case "queue":
                    self._settings.set_look(queue=value)
                case _:
                    self._settings.set_look(zoom=int(value))

        QTimer.singleShot(0, apply)  # later: this very button is about to be made anew
