"""The window's start: the last queue is on screen before the desk itself is even imported.

Start-up is measured. Until the first picture only this module, the values of the first look, SQLite and the
drawing of cards are loaded; everything else comes with `desk.app.desktop` afterwards.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer

from desk.app.bridge import Bridge
from desk.app.first_look import LANGUAGES, FirstLook, data_folder, read_first_look, write_first_look
from desk.store.snapshot import last_board
from desk.ui.application import make_application
from desk.ui.backend import Totals
from desk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from desk.app.desktop import Opening

#: As desk.app.one_window.FILE, which a first start need not load.
WINDOW_PORT = "window.port"
#: A window that is shown minimised paints nothing; the desk starts all the same after so many milliseconds.
_LONGEST_WAIT = 1500
_USAGE = """\
usage: desk [--data DIR] [--lang zh_CN|zh_TW|en]      the window
       desk demo | serve | import …                   desk --help lists them
"""


def run_window(words: Sequence[str]) -> int:
    """The desk with its window, until it is closed; the exit code, 2 when it could not start."""
    read = read_words(words)
    if read is None:
        sys.stderr.write(_USAGE)
        return 2
    data, language = read
    if (data / WINDOW_PORT).exists():
        from desk.app.one_window import show_other

        if show_other(data):
            return 0
    kept = read_first_look(data)
    look = kept._replace(chosen=language or kept.chosen)

    def save_look(language: str, scheme: str, zoom: int, queue: str) -> None:
        chosen = "" if language == look.shop_language else language
        write_first_look(data, look._replace(chosen=chosen, scheme=scheme, zoom=zoom, queue=queue))

    def opening() -> "Opening":
        from desk.app.desktop import shop_of_folder

        return shop_of_folder(data, kept)

    return open_window(look, opening, database=data / "desk.db", save_look=save_look)


def read_words(words: Sequence[str]) -> tuple[Path, str] | None:
    """Folder and language of `--data DIR` and `--lang CODE`, as two words or joined by `=`; None when there is anything else."""
    found = {"--data": "", "--lang": ""}
    rest = [part for word in words for part in (word.split("=", 1) if word.startswith("--") else [word])]
    while rest:
        name, value = rest[0], rest[1] if len(rest) > 1 else ""
        if name not in found or not value:
            return None
        found[name] = value
        del rest[:2]
    if found["--lang"] and found["--lang"] not in LANGUAGES:
        return None
    return (Path(found["--data"]) if found["--data"] else data_folder()), found["--lang"]


def open_window(
    look: FirstLook,
    opening: "Callable[[], Opening]",
    *,
    database: Path | None = None,
    save_look: Callable[[str, str, int, str], None] = lambda _language, _scheme, _zoom, _queue: None,
    paper_open: bool = False,
    now: Callable[[], float] = time,
) -> int:
    """Show the window with the last queue of `database`, then run the desk that `opening` gives behind it.

    `opening` is called after the first picture, so that what it imports delays nothing. `paper_open` shows
    the paper of simulated printers beside the queue; `now` is the shop's time in seconds since 1970 UTC.
    """
    app = make_application(look.language, zone=look.zone)
    app.setQuitOnLastWindowClosed(False)
    bridge = Bridge(save_look)
    window = MainWindow(
        bridge,
        shop=look.shop,
        zone=look.zone,
        currency=look.currency,
        language=look.language,
        scheme=look.scheme,
        zoom=look.zoom,
        queue=look.queue,
        paper_open=paper_open,
        now=now,
    )
    bridge.attach(window)
    window.hold_open()
    if database is not None:
        at = window.shown.times.at(now())
        day = window.shown.times.moment(at.year, at.month, at.day, 0, 0)
        last = last_board(database, day, day, now() + 60)
        window.set_board(last.cards)
        window.set_totals(Totals(last.orders, last.amount, look.currency))
    window.painted.connect(_first_picture)
    alarm = QTimer(window)
    alarm.timeout.connect(QCoreApplication.exit)
    alarm.start(_LONGEST_WAIT)
    window.show()
    app.exec()
    alarm.stop()
    window.painted.disconnect(_first_picture)

    from desk.app.desktop import run_desktop

    return run_desktop(app, window, bridge, opening)


def _first_picture() -> None:
    if os.environ.get("DESK_BENCH") == "first-paint":
        os._exit(0)
    QCoreApplication.exit()  # quit() would ask the window to close
