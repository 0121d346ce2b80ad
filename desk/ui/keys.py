"""The keyboard: one key, one verb. Keys that come as fast as only a scanner types are read as an order number."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from desk.ui.settings_popover import ZOOMS, Settings
from desk.ui.verbs import Verbs

#: Milliseconds a letter waits for the next one: a scanner sends one every few, a person none within this time.
SCANNER_GAP = 45
#: A burst of so many letters before Enter is a scan.
SCAN_FROM = 3

_Key = Qt.Key
_PAGES = {
    "/": "search", "、": "search", "n": "new-order", "m": "messages", "c": "customers", "g": "goods", "s": "sales", "h": "hours", "p": "printers", "w": "wechat", "e": "slips",
    "?": "shortcuts", "？": "shortcuts",
}  # fmt: skip


class Keys(QObject):
    """Turns the window's key presses into verbs."""

    def __init__(self, verbs: Verbs, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._verbs = verbs
        self._window = window
        self._settings = settings
        self._burst = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SCANNER_GAP)
        self._wait.timeout.connect(self._settle)

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key meant something."""
        key, text = event.key(), event.text()
        if event.isAutoRepeat() and key not in {_Key.Key_Up, _Key.Key_Down}:
            return True
        if key in {_Key.Key_Return, _Key.Key_Enter}:
            self._enter()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._orders(lambda: self._verbs.page_wanted.emit("paste"))
        elif key == _Key.Key_Space:
            self._orders(self._verbs.main_step)
        elif not self._move(_Key(key)) and not self._window_key(_Key(key)):
            if not text or not text.isprintable() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self._burst += text
            self._wait.start()
        return True

    def _move(self, key: Qt.Key) -> bool:
        match key:
            case _Key.Key_Up:
                self._orders(lambda: self._verbs.select_neighbour(-1))
            case _Key.Key_Down:
                self._orders(lambda: self._verbs.select_neighbour(1))
            case _Key.Key_Left:
                self._orders(lambda: self._verbs.select_column(-1))
            case _Key.Key_Right:
                self._orders(lambda: self._verbs.select_column(1))
            case _:
                return False
        return True

    def _window_key(self, key: Qt.Key) -> bool:
        match key:
            case _Key.Key_Escape:
                self._verbs.page_wanted.emit("close")
            case _Key.Key_F11:
                self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)
            case _:
                return False
        return True

    def _enter(self) -> None:
        scanned, self._burst = self._burst, ""
        self._wait.stop()
        if len(scanned) >= SCAN_FROM:
            if not self._verbs.scan(scanned):
                self._verbs.told.emit(self.tr("没有单号 {number}").format(number=scanned), "warn", "")
        else:
            self._orders(self._verbs.main_step)

    def _orders(self, verb: Callable[[], None]) -> None:
        """Do it where orders are seen: nobody means one that is behind another page."""
        if self._verbs.page == "orders":
            verb()

    def _settle(self) -> None:
        """A single letter that nothing followed is a person's."""
        letter, self._burst = self._burst, ""
        if len(letter) != 1:
            return
        match letter.lower():
            case "r":
                self._orders(self._verbs.reprint)
            case "u":
                self._orders(self._verbs.undo)
            case "d":
                self._orders(self._verbs.refuse)
            case "q":
                self._verbs.backend.quiet()
            case "x":
                self._orders(self._verbs.mark)
            case page if page in _PAGES:
                self._verbs.page_wanted.emit(_PAGES[page])
            case "+" | "=":
                self._zoom(1)
            case "-":
                self._zoom(-1)
            case digit if digit.isdecimal() and digit != "0":
                self._orders(lambda: self._verbs.select_row(int(digit)))
            case _:
                return

    def _zoom(self, by: int) -> None:
        nearest = min(range(len(ZOOMS)), key=lambda place: abs(ZOOMS[place] - self._settings.zoom))
        self._settings.set_look(zoom=ZOOMS[max(0, min(len(ZOOMS) - 1, nearest + by))])
