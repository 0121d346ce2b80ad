"""The first picture: the queue before any widget, drawn as the widgets will draw it, loading next to nothing."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desk.ui.first_picture import first_picture
from desk.ui.shown import Shown
from desk.ui.theme import Look
from tests.gui.first_paint import measure
from tests.gui.samples import NOW, board, card, printers

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "asyncio", "qasync", "dataclasses", "sqlmodel", "sqlalchemy", "sqlite3", "PIL", "json", "httpx", "email",
    "desk.ui.shell", "desk.ui.detail", "desk.ui.printing", "desk.store", "desk.spool", "desk.services",
    "printers.printer", "printers.ticket", "printers.escpos", "printers.transport", "printers.simulator", "printers.profile",
)  # fmt: skip


def shown() -> Shown:
    made = Shown("大C甜品", "Asia/Shanghai", "CNY", lambda: NOW)
    made.board.set_cards(board())
    made.set_printers(printers())
    return made


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("width", "height", "zoom"), [(1280, 800, 100), (640, 400, 100), (1280, 800, 200)])
def test_it_holds_the_queue(width: int, height: int, zoom: int) -> None:
    svg = first_picture(Look(zoom=zoom, one_weight=True), shown(), width, height)
    texts = {element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("text")}
    assert {"W017", "大C甜品", "接单", "今天 18:00 送"} <= texts


@pytest.mark.usefixtures("qapp")
def test_text_of_customers_stays_text() -> None:
    made = shown()
    made.board.set_cards([card("W1", customer='<b>&"x"\x07\ud800', note="</svg>")])
    svg = first_picture(Look(one_weight=True), made, 1280, 800)
    texts = [element.text or "" for element in ElementTree.fromstring(svg).iter()]
    assert any("<b>&" in text for text in texts) and "</svg>" in texts


def test_nothing_heavy_is_loaded_for_it() -> None:
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tests.gui.samples import NOW, Recorder, board
from desk.ui.application import make_application
from desk.ui.main_window import MainWindow
app = make_application()
window = MainWindow(Recorder(), shop="x", now=lambda: NOW)
window.set_board(board())
window.painted.connect(app.quit)
window.show()
app.exec()
loaded = [name for name in sys.modules if name.startswith({HEAVY!r})]
import os
os.write(1, repr(loaded).encode())
os._exit(0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60,
                          env={**__import__("os").environ, "QT_QPA_PLATFORM": "offscreen"})  # fmt: skip
    names = [name for name in HEAVY if f"'{name}'" in done.stdout.decode()]
    assert names == []


@pytest.mark.slow
def test_it_is_on_screen_soon() -> None:
    """Wide bounds, so that a busy machine does not fail; the goal itself is for the benchmark."""
    found = measure(3, 40)
    assert found["wall_ratio"] < 2.5
    assert found["memory_ratio"] < 1.3
