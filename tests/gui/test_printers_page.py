"""What a person does on the printers page, and what the desk is then asked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.ui.printing.page import PrintersPage
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
