"""The WeChat page: pairing without a terminal, what to copy into WeChat's console, what the account can do."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desk.relay.wechat.capabilities import Capability
from desk.ui.wechat.page import WeChatPage
from desk.ui.wechat.words import abilities, ability, pairing_trouble
from tests.gui.conftest import Desk
from tests.gui.samples import relay

LEFT = Qt.MouseButton.LeftButton


def page_of(desk: Desk) -> WeChatPage:
    desk.window.verbs.page_wanted.emit("wechat")
    page = desk.window.shell.wechat
    assert page is not None
    return page


def said(page: WeChatPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_pairing_asks_for_an_address_and_six_digits(desk: Desk, qtbot: QtBot) -> None:
    desk.window.shown.wechat.set_relays([])
    form = page_of(desk).form
    assert form is not None
    qtbot.mouseClick(form.pair, LEFT)
    assert form.told.isVisible() and "https://" in form.told.text()
    qtbot.keyClicks(form.address, "https://shop.example.com")
    assert not form.told.isVisible()
    qtbot.keyClick(form.address, Qt.Key.Key_Return)
    qtbot.keyClicks(form.code, "12345")
    qtbot.keyClick(form.code, Qt.Key.Key_Return)
    assert desk.backend.asked("pair") == []
    qtbot.keyClicks(form.code, "6")
    qtbot.keyClick(form.code, Qt.Key.Key_Return)
    qtbot.keyClick(form.code, Qt.Key.Key_Return)  # pressed twice
    assert desk.backend.asked("pair") == [("pair", "https://shop.example.com", "123456")]
    assert not form.pair.isEnabled()


@pytest.mark.parametrize(
    "reason",
    ["address", "insecure", "digits", "unreachable", "no-relay", "clock", "wrong-code", "void-code"],
)
def test_what_went_wrong_stands_below_the_button_and_another_try_is_open(desk: Desk, reason: str) -> None:
    desk.window.shown.wechat.set_relays([])
    form = page_of(desk).form
    assert form is not None
    desk.window.shown.wechat.set_pairing("busy")
    desk.window.shown.wechat.set_pairing(reason)
    assert form.told.text() == f"▲ {pairing_trouble(reason)}"
    assert reason not in form.told.text()
    assert form.pair.isEnabled()


def test_what_was_typed_outlives_a_change_of_looks(desk: Desk, qtbot: QtBot) -> None:
    desk.window.shown.wechat.set_relays([])
    form = page_of(desk).form
    assert form is not None
    qtbot.keyClicks(form.address, "https://a.example")
    desk.window.set_look(scheme="dark")
    again = page_of(desk).form
    assert again is not None and again is not form
    assert again.address.text() == "https://a.example"


def test_before_the_desk_knows_nobody_is_asked_to_pair(desk: Desk) -> None:
    page = page_of(desk)
    assert page.form is None and "正在启动" in said(page)
    desk.window.shown.wechat.set_relays([])
    assert page.form is not None


def test_opening_the_page_looks_for_new_accounts(desk: Desk) -> None:
    desk.window.shown.wechat.set_relays([relay()])
    page_of(desk)
    desk.window.verbs.page_wanted.emit("orders")
    page_of(desk)
    assert len(desk.backend.asked("refresh")) == 2


def test_paired_it_says_so_and_hides_the_keys_until_asked(desk: Desk, qtbot: QtBot) -> None:
    desk.window.shown.wechat.set_relays([relay()])
    page = page_of(desk)
    cake = page.accounts[0]
    address, token, key = cake.copies
    assert [row.hidden_value for row in cake.copies] == [False, True, True]
    assert token.show_button is not None
    qtbot.mouseClick(token.show_button, LEFT)
    assert token.field.echoMode() is QLineEdit.EchoMode.Normal and token.field.text() == "tok-cake"
    qtbot.mouseClick(token.show_button, LEFT)
    assert token.hidden_value
    for row, value in ((address, "https://shop.example.com/wechat/cake"), (token, "tok-cake")):
        qtbot.mouseClick(row.copy, LEFT)
        assert QApplication.clipboard().text() == value
    assert key.hidden_value  # copied or not, it stays dots
    words = said(page)
    assert "08:21 起一直连着" in words
    assert "菜单和自动回复都会停用" in words and "安全模式" in words


def test_what_an_account_can_and_cannot_do_is_told(desk: Desk) -> None:
    personal, service = relay().accounts or ()
    able, unable = abilities(personal)
    assert any("自动回复" in each for each in able)
    assert any("手动" in each for each in able)
    assert any("直接回复" in each for each in unable)
    assert not any("直接回复" in each for each in abilities(service)[1])
    known = {each.value for each in Capability}
    assert {name for name in known if not ability(name)} == {"receive", "access-token"}


@pytest.mark.parametrize(
    "reason", ["unreachable", "unknown-desk", "clock", "insecure", "no-relay", "refused"]
)
def test_a_line_that_is_down_says_since_when_and_why(desk: Desk, reason: str) -> None:
    desk.window.shown.wechat.set_relays([relay("trouble", reason, accounts=False)])
    words = said(page_of(desk))
    assert "08:21 起没连上" in words and "在中继那里等" in words
    assert reason not in words


def test_accounts_that_are_not_told_say_why(desk: Desk) -> None:
    desk.window.shown.wechat.set_relays([relay(accounts=False)])
    page = page_of(desk)
    assert "正在取公众号的资料" in said(page)
    desk.window.shown.wechat.set_relays([relay("running", "insecure", accounts=False)])
    assert "https://" in said(page) and "正在取" not in said(page)


def test_unpairing_asks_first_in_the_page(desk: Desk, qtbot: QtBot) -> None:
    desk.window.shown.wechat.set_relays([relay()])
    block = page_of(desk).relays[0]
    qtbot.mouseClick(block.part, LEFT)
    keep, go = block.buttons
    qtbot.mouseClick(keep, LEFT)
    assert desk.backend.asked("unpair") == [] and block.question is None
    qtbot.mouseClick(block.part, LEFT)
    qtbot.mouseClick(block.buttons[1], LEFT)
    assert desk.backend.asked("unpair") == [("unpair", "wechat")]
    del go


def test_pairing_again_needs_only_a_new_code(desk: Desk, qtbot: QtBot) -> None:
    desk.window.shown.wechat.set_relays([relay("trouble", "unknown-desk")])
    page = page_of(desk)
    qtbot.mouseClick(page.relays[0].again, LEFT)
    assert page.form is not None
    qtbot.keyClicks(page.form.code, "654321")
    qtbot.mouseClick(page.form.pair, LEFT)
    assert desk.backend.asked("pair") == [("pair", "https://shop.example.com", "654321")]
    desk.window.shown.wechat.set_pairing("done")
    assert page.form is None and desk.window.shown.wechat.code == ""


def test_everything_can_be_hit_with_a_finger(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.window.shown.wechat.set_relays([relay()])
    page = page_of(desk)
    page.relays[0].again.click()
    page.relays[0].part.click()
    for button in page.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.height() >= 44 and button.width() >= 44, button.text()
