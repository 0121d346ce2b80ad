"""An order typed in that the shop's rules do not allow: the clerk reads why, and may take it all the same."""

from typing import Any, cast

from pytestqt.qtbot import QtBot

from desk.ui.backend import CounterOrder
from desk.ui.new_order import NewOrder
from tests.gui.conftest import Desk

AGAINST = ["可颂 只剩 1 份。", "这个时间已经约满。"]


def form(desk: Desk, product: str = "可颂") -> NewOrder:
    desk.window.shell.side.show_new_order()
    found = desk.window.shell.side.new_order
    assert found is not None
    found.items[0].name.setText(product)
    return found


def asked(desk: Desk) -> list[CounterOrder]:
    return [cast("CounterOrder", cast("Any", call)[1]) for call in desk.backend.asked("place")]


def test_an_order_that_is_taken_empties_the_form(desk: Desk, qtbot: QtBot) -> None:
    entry = form(desk)
    entry.place.click()
    assert not entry.place.isEnabled(), "a second press would be a second order"
    with qtbot.waitSignal(entry.done):
        desk.window.shown.entry_answered.emit(True, [])
    assert entry.place.isEnabled()
    assert entry.items[0].name.text() == ""
    assert [order.anyway for order in asked(desk)] == [False]


def test_what_stands_against_it_is_read_before_it_is_taken_anyway(desk: Desk) -> None:
    entry = form(desk)
    entry.place.click()
    desk.window.shown.entry_answered.emit(False, AGAINST)
    assert entry.problem.text() == "\n".join(AGAINST)
    assert entry.place.text() == "照样下单"
    assert entry.items[0].name.text() == "可颂"
    entry.place.click()
    first, second = asked(desk)
    assert (first.anyway, second.anyway) == (False, True)
    assert second.lines == first.lines
    desk.window.shown.entry_answered.emit(True, [])
    assert (entry.place.text(), entry.problem.text()) == ("下单", "")


def test_an_order_that_was_changed_meanwhile_is_looked_at_anew(desk: Desk) -> None:
    entry = form(desk)
    entry.place.click()
    desk.window.shown.entry_answered.emit(False, AGAINST)
    entry.items[0].set_quantity(9)
    entry.place.click()
    assert [order.anyway for order in asked(desk)] == [False, False]


def test_an_order_that_failed_can_be_sent_again(desk: Desk) -> None:
    entry = form(desk)
    entry.place.click()
    desk.window.shown.entry_answered.emit(False, [])
    assert entry.place.isEnabled()
    assert entry.items[0].name.text() == "可颂"
    assert entry.place.text() == "下单"
