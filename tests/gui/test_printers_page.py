"""What a person does on the printers page, and what the desk is then asked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.ui.printing.finder import Finder, FinderOverlay
from desk.ui.printing.page import PrintersPage
from desk.ui.printing.shown import FoundPrinter, PrinterEntry
from tests.gui.conftest import Desk

LEFT = Qt.MouseButton.LeftButton


def opened(desk: Desk) -> PrintersPage:
    desk.window.verbs.page_wanted.emit("printers")
    page = desk.window.shell.printers
    assert page is not None
    QApplication.processEvents()
    return page


def test_questions_of_all_orders_are_answered_in_one_place(desk: Desk, qtbot: QtBot) -> None:
    board = desk.window.shown.board
    desk.window.update_cards({"w018": board.cards["w018"]._replace(question=41, print_state="ask")})
    board.flush()
    page = opened(desk)
    assert page.questions is not None
    first, second = page.questions.asked
    qtbot.mouseClick(first.answers["again"], LEFT)
    qtbot.mouseClick(second.answers["printed"], LEFT)
    qtbot.mouseClick(second.answers["drop"], LEFT)
    assert desk.backend.asked("answer") == [
        ("answer", 36, "again"),
        ("answer", 41, "printed"),
        ("answer", 41, "drop"),
    ]
    desk.window.update_cards({"w018": board.cards["w018"]._replace(question=0, print_state="confirmed")})
    board.flush()
    assert len(page.questions.asked) == 1
    qtbot.mouseClick(page.questions.asked[0].whose, LEFT)
    assert desk.window.shell.page == "orders" and desk.window.shown.selected == "w-017"


def test_without_a_question_nothing_is_asked(desk: Desk) -> None:
    page = opened(desk)
    board = desk.window.shown.board
    assert page.questions is not None
    desk.window.update_cards({"w-017": board.cards["w-017"]._replace(question=0, print_state="confirmed")})
    board.flush()
    assert page.questions is None


def finder(desk: Desk) -> Finder:
    over = desk.window.shell.over
    assert isinstance(over, FinderOverlay)
    QApplication.processEvents()
    return over.finder


def reach(desk: Desk, qtbot: QtBot, button: QWidget) -> None:
    """Until the layout put it where a person sees it."""
    window = desk.window
    qtbot.waitUntil(lambda: window.childAt(button.mapTo(window, button.rect().center())) is button)


def test_a_printer_is_found_and_added(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(opened(desk).seek, LEFT)
    found = finder(desk)
    qtbot.mouseClick(found.search, LEFT)
    assert desk.backend.asked("search") == [("search",)]
    shown = desk.window.shown.printing
    shown.set_progress(20, 254, searching=True)
    assert "20 / 254" in found.progress.text()
    shown.set_found([
        FoundPrinter("a", "EPSON TM-T88V", "socket://10.0.0.9:9100", "epson-80mm", "", ""),
        FoundPrinter("b", "Zebra ZD420", "socket://10.0.0.7:9100", "", "a label printer", ""),
        FoundPrinter("c", "XP-80", "socket://192.168.1.50:9100", "generic-80mm-gbk", "", "kitchen"),
    ])  # fmt: skip
    qtbot.mouseClick(found.search, LEFT)
    assert desk.backend.asked("end_search") == [("end_search",)]
    use = [row.use for row in finder(desk).found]
    assert use[0] is not None and use[1:] == [None, None]  # neither a label printer nor one in use
    reach(desk, qtbot, use[0])
    qtbot.mouseClick(use[0], LEFT)
    QApplication.processEvents()
    assert found.name.text() == "counter-2"  # the shop has a printer of that name
    found.name.clear()
    qtbot.keyClicks(found.name, "kitchen")
    found.add.click()
    assert not desk.backend.asked("add_printer")
    found.name.clear()
    qtbot.keyClicks(found.name, "bar")
    found.add.click()
    entry = PrinterEntry("bar", "socket://10.0.0.9:9100", "epson-80mm", "counter")
    assert desk.backend.asked("add_printer") == [("add_printer", entry)]
    shown.added.emit("bar")
    assert desk.window.shell.over is None


def test_an_address_typed_in_and_a_simulated_printer(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(opened(desk).seek, LEFT)
    found = finder(desk)
    qtbot.keyClicks(found.typed, "10.0.0.8")
    found.by_hand.click()
    found.add.click()
    found.simulated.click()
    found.station.buttons["kitchen"].click()
    found.add.click()
    assert [call[1] for call in desk.backend.asked("add_printer")] == [
        PrinterEntry("counter-2", "socket://10.0.0.8:9100", "generic-80mm-gbk", "counter"),
        PrinterEntry("kitchen-2", "sim://desk-1", "epson-80mm", "kitchen"),
    ]


def test_a_printer_is_removed(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(opened(desk).blocks[1].remove, LEFT)
    assert desk.backend.asked("remove_printer") == [("remove_printer", "counter")]
