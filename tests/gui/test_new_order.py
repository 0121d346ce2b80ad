"""An order typed in that the shop's rules do not allow: the clerk reads why, and may take it all the same."""

from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desk.ui.backend import CounterLine, CounterOrder, ReadChat
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


CHAT = "草莓蛋糕一个，少糖，明天下午3点送到望京街9号，王小明 13800138000"


def found_in(chat: str, desk: Desk) -> ReadChat:
    """What the desk would answer to that chat."""
    tomorrow = desk.window.shown.now() + 86_400
    assert chat == CHAT
    return ReadChat(
        (CounterLine("草莓蛋糕", 1, 16800, "少糖"), CounterLine("蛋挞", 12, 650, "")),
        "delivery", "王小明", "13800138000", "望京街9号", tomorrow - tomorrow % 60, "不要花生", ("那个绿色的",),
    )  # fmt: skip


def test_a_copied_chat_fills_the_form(desk: Desk, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(CHAT)
    qtbot.keyClick(desk.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    entry = desk.window.shell.side.new_order
    assert entry is not None
    assert [cast("Any", call)[1] for call in desk.backend.asked("read_chat")] == [CHAT]
    found = found_in(CHAT, desk)
    desk.window.shown.chat_read.emit(found)
    assert "那个绿色的" in entry.unread.text()
    assert asked(desk) == [], "a clerk looks at it first"
    entry.place.click()
    (order,) = asked(desk)
    assert order.lines == found.lines
    assert (order.kind, order.name, order.phone, order.address) == (
        "delivery", "王小明", "13800138000", "望京街9号",
    )  # fmt: skip
    assert order.due_at == found.due_at
    assert (order.note, order.paid) == ("不要花生", False)
    desk.window.shown.entry_answered.emit(True, [])
    assert entry.unread.text() == ""
    assert len(entry.items) == 1


def test_a_chat_without_an_order_changes_nothing(desk: Desk) -> None:
    entry = form(desk)
    entry.name.setText("李娜")
    desk.window.shown.chat_read.emit(ReadChat((), "", "", "", "", None, "", ("今天天气真好",)))
    assert entry.items[0].name.text() == "可颂"
    assert entry.name.text() == "李娜"
    assert entry.unread.text() == "复制的内容里没有找到订单。"


def test_an_empty_clipboard_says_what_to_do(desk: Desk) -> None:
    QGuiApplication.clipboard().clear()
    entry = form(desk)
    entry.paste()
    assert "剪贴板是空的" in entry.unread.text()
    assert desk.backend.asked("read_chat") == []
