"""The day's slips over the window: looked at, then printed."""

from typing import Any, cast

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.ui.backend import SlipShown
from desk.ui.printing.slips import SlipsOverlay
from desk.ui.widgets.label import Label
from tests.gui.conftest import Desk

SLIP = SlipShown(
    "day-end",
    "日结 11-27",
    (
        (" 打印 2026-11-27 21:00", ""),
        ("#销售额", "￥612.00"),
        (" 订单", "3 单"),
        ("-", ""),
        ("*草莓蛋糕", "× 3"),
    ),
)


def opened(desk: Desk, qtbot: QtBot) -> SlipsOverlay:
    qtbot.keyClick(desk.window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: desk.window.shell.over is not None)
    return cast("SlipsOverlay", desk.window.shell.over)


def kinds(desk: Desk, what: str) -> list[str]:
    return [cast("Any", call)[1] for call in desk.backend.asked(what)]


def test_it_shows_what_would_be_printed_and_folds_it_again(desk: Desk, qtbot: QtBot) -> None:
    over = opened(desk, qtbot)
    before = over.tall
    over.looks["day-end"].click()
    assert kinds(desk, "show_slip") == ["day-end"]
    desk.window.shown.slip_made.emit(SLIP)
    told = {label.text() for label in over.findChildren(Label)}
    assert {"日结 11-27", "销售额", "￥612.00", "草莓蛋糕", "× 3"} <= told
    assert over.tall > before, "it grows with what it shows"
    over.looks["day-end"].click()
    assert over.tall == before
    assert "销售额" not in {label.text() for label in over.findChildren(Label) if label.isVisibleTo(over)}
    assert kinds(desk, "show_slip") == ["day-end"], "folding asks for nothing"


def test_a_slip_that_comes_too_late_is_not_shown(desk: Desk, qtbot: QtBot) -> None:
    over = opened(desk, qtbot)
    over.looks["day-end"].click()
    over.looks["run"].click()
    desk.window.shown.slip_made.emit(SLIP)
    assert "销售额" not in {label.text() for label in over.findChildren(Label)}


def test_printing_prints_that_one_and_closes(desk: Desk, qtbot: QtBot) -> None:
    over = opened(desk, qtbot)
    over.prints["to-make"].click()
    assert kinds(desk, "print_slip") == ["to-make"]
    assert desk.window.shell.over is None


def test_it_opens_from_the_printers_page(desk: Desk, qtbot: QtBot) -> None:
    desk.window.verbs.page_wanted.emit("printers")
    desk.window.verbs.page_wanted.emit("slips")
    assert isinstance(desk.window.shell.over, SlipsOverlay)
    qtbot.keyClick(desk.window.shell.over, Qt.Key.Key_Escape)
    assert desk.window.shell.over is None
