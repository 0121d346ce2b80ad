"""What a person does on the message page, and what the desk is then asked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desk.ui.inbox.page import MessagesPage
from desk.ui.inbox.words import shipped_replies, way_out
from tests.gui.conftest import Desk
from tests.gui.samples import AMY, BOB, CARL, talk, talks

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def opened(desk: Desk, state: str = "sent", reason: str = "") -> MessagesPage:
    """The page with the first conversation open."""
    desk.window.shown.inbox.set_talks(talks(), [], 2)
    desk.window.verbs.page_wanted.emit("messages")
    page = desk.window.shell.messages
    assert page is not None
    page.open(AMY)
    desk.window.shown.inbox.set_talk(talk(state, reason))
    return page


def test_the_rail_says_how_many_wait(desk: Desk) -> None:
    desk.window.shown.inbox.set_talks(talks(), [], 2)
    assert desk.window.shell.rail._buttons["messages"].accessibleDescription() == "2"
    assert desk.window.shell.messages is None  # nothing is built before it is opened


def test_pressing_a_conversation_opens_it(desk: Desk, qtbot: QtBot) -> None:
    desk.window.shown.inbox.set_talks(talks(), [], 2)
    qtbot.keyClick(desk.window, "m")
    qtbot.waitUntil(lambda: desk.window.shell.page == "messages")
    page = desk.window.shell.messages
    assert page is not None and [row.key for row in page.list.rows] == [AMY, BOB, CARL]
    qtbot.mouseClick(page.list.rows[1], LEFT)
    assert desk.backend.asked("open") == [("open", BOB)]
    page.list.rows[2].setFocus()
    qtbot.keyClick(page.list.rows[2], KEY.Key_Return)
    assert desk.backend.asked("open")[1:] == [("open", CARL)]
    page.open(BOB)
    assert desk.window.shown.inbox.chosen == BOB
    desk.window.shown.inbox.set_talk(talk())  # the answer to an earlier press
    assert desk.window.shown.inbox.talk is None


def test_an_answer_is_typed_and_sent_by_enter(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    qtbot.keyClick(page, KEY.Key_Return)
    field = page.thread_view.composer.field
    qtbot.keyClicks(field, "mashang hao")
    assert desk.backend.asked("reply") == []
    qtbot.keyClick(field, KEY.Key_Return)
    assert desk.backend.asked("reply") == [("reply", AMY, "mashang hao")]
    assert field.toPlainText() == ""
    qtbot.keyClick(field, KEY.Key_Return)
    assert len(desk.backend.asked("reply")) == 1  # nothing is no answer
    assert desk.backend.asked("act") == []


def test_a_ready_reply_fills_the_field_and_can_be_changed_first(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    composer = page.thread_view.composer
    qtbot.mouseClick(composer.quick[0], LEFT)
    qtbot.keyClicks(composer.field, "!")
    qtbot.mouseClick(composer.send, LEFT)
    assert desk.backend.asked("reply") == [("reply", AMY, shipped_replies()[0] + "!")]


def test_too_long_an_answer_is_said_before_it_is_sent(desk: Desk, qtbot: QtBot) -> None:
    composer = opened(desk).thread_view.composer
    composer.field.setPlainText("长" * 681)
    assert composer.problem.isVisible() and not composer.send.isEnabled()
    qtbot.keyClick(composer.field, KEY.Key_Return)
    assert desk.backend.asked("reply") == []


def test_ready_replies_are_edited_one_on_each_line(desk: Desk, qtbot: QtBot) -> None:
    composer = opened(desk).thread_view.composer
    composer.edit_replies()
    assert composer.editor is not None
    assert composer.editor.toPlainText().splitlines() == shipped_replies()
    composer.editor.setPlainText("  好的\n\n马上好 ")
    save = next(b for b in composer.findChildren(QAbstractButton) if b.text() == "保存")
    qtbot.mouseClick(save, LEFT)
    assert desk.backend.asked("quick") == [("quick", ["好的", "马上好"])]
    desk.window.shown.inbox.set_quick(["好的", "马上好"])
    assert [button.text() for button in composer.quick] == ["好的", "马上好"]


def test_what_is_typed_stays_with_its_conversation(desk: Desk) -> None:
    page = opened(desk)
    page.thread_view.composer.field.setPlainText("半句")
    page.open(BOB)
    desk.window.shown.inbox.set_talk(talk()._replace(card=talks()[1]))
    assert page.thread_view.composer.field.toPlainText() == ""
    page.open(AMY)
    desk.window.shown.inbox.set_talk(talk())
    assert page.thread_view.composer.field.toPlainText() == "半句"
    desk.window.set_look(scheme="dark")
    again = desk.window.shell.messages
    assert again is not None and again is not page
    assert again.thread_view.composer.field.toPlainText() == "半句"


def test_a_message_that_comes_in_disturbs_nobody_who_types(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    field = page.thread_view.composer.field
    qtbot.keyClicks(field, "half a")
    desk.window.shown.inbox.set_talk(talk("sending"))
    qtbot.keyClicks(field, " sentence")
    assert field.toPlainText() == "half a sentence"


def test_an_answer_that_the_account_cannot_send_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    bubbles = opened(desk, "undelivered", "unsupported").thread_view.bubbles
    assert bubbles is not None and list(bubbles.buttons) == ["copy", "hand", "again"]
    qtbot.mouseClick(bubbles.buttons["copy"], LEFT)
    assert QApplication.clipboard().text() == "可以的，两行加 5 元。"
    assert bubbles.buttons["copy"].text() == "已复制 ✓"
    qtbot.mouseClick(bubbles.buttons["hand"], LEFT)
    qtbot.mouseClick(bubbles.buttons["again"], LEFT)
    assert desk.backend.asked("by_hand") == [("by_hand", 7)]
    assert desk.backend.asked("again") == [("again", 7)]
    assert "公众号助手" in way_out("unsupported", "王小明") and "王小明" in way_out("unsupported", "王小明")


def test_done_and_open_again(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    assert page.thread_view.finish is not None
    qtbot.mouseClick(page.thread_view.finish, LEFT)
    assert desk.backend.asked("set_done") == [("set_done", AMY, True)]
    done = talks()[0]._replace(done=True)
    desk.window.shown.inbox.set_talks(talks()[1:], [done], 1)
    desk.window.shown.inbox.set_talk(talk()._replace(card=done))
    qtbot.mouseClick(page.thread_view.finish, LEFT)
    assert desk.backend.asked("set_done")[1:] == [("set_done", AMY, False)]
    qtbot.mouseClick(page.list.tabs[1], LEFT)
    assert [row.key for row in page.list.rows] == [AMY]


def test_their_order_is_one_press_away(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    qtbot.mouseClick(page.thread_view.orders[0], LEFT)
    assert desk.window.shell.page == "orders"
    assert desk.window.shown.selected == "w-017"


def test_up_and_down_go_through_the_list_and_orders_stay_as_they_are(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    desk.window.select("w-017")
    qtbot.keyClick(page, KEY.Key_Down)
    qtbot.keyClick(page, KEY.Key_Up)
    qtbot.keyClick(page, KEY.Key_Up)
    assert [call[1] for call in desk.backend.asked("open")[1:]] == [BOB, AMY]
    for key in (KEY.Key_Space, KEY.Key_R, KEY.Key_U, KEY.Key_1):
        qtbot.keyClick(page, key)
        qtbot.wait(60)
    assert desk.backend.asked("act") == []
    qtbot.keyClick(page, KEY.Key_Escape)
    assert desk.window.shown.inbox.chosen is None and desk.window.shell.page == "messages"
    qtbot.keyClick(page, KEY.Key_Escape)
    assert desk.window.shell.page == "orders"


def test_a_narrow_window_shows_list_or_conversation(open_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = open_desk((640, 600))
    page = opened(desk)
    assert page.thread_view.isVisible() and not page.list.isVisible()
    back = next(b for b in page.thread_view.findChildren(QAbstractButton) if b.accessibleName() == "返回")
    qtbot.mouseClick(back, LEFT)
    assert page.list.isVisible() and not page.thread_view.isVisible()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_can_be_hit_with_a_finger(open_desk: Callable[..., Desk], language: str) -> None:
    page = opened(open_desk(language=language), "undelivered", "unsupported")
    for button in page.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.height() >= 44 and button.width() >= 44, button.text()


def test_a_desk_that_is_not_running_yet_opens_nothing(desk: Desk) -> None:
    desk.window.shown.inbox.set_talks([], [], 0)
    desk.window.verbs.page_wanted.emit("messages")
    page = desk.window.shell.messages
    assert page is not None and page.list.rows == []


def test_long_lists_and_conversations_show_their_newest_part_first(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    many = [talks()[0]._replace(key=AMY._replace(customer=f"o{n:020d}")) for n in range(120)]
    desk.window.shown.inbox.set_talks(many, [], 1)
    assert len(page.list.rows) == 50
    qtbot.mouseClick(page.list.more, LEFT)
    assert len(page.list.rows) == 100
    said = tuple(talk().messages[1]._replace(id=n, text=f"第 {n} 句") for n in range(1, 101))
    page.go_back()
    page.open(AMY)
    desk.window.shown.inbox.set_talk(talk()._replace(messages=said))
    bubbles = page.thread_view.bubbles
    assert bubbles is not None and bubbles.earlier.text() == "更早的 70 条"
    qtbot.mouseClick(bubbles.earlier, LEFT)
    assert bubbles.earlier.text() == "更早的 10 条"


def test_a_new_message_leaves_the_others_where_they_are(desk: Desk) -> None:
    page = opened(desk, "sending")
    bubbles = page.thread_view.bubbles
    assert bubbles is not None
    before = [row for _message, row in bubbles._rows]
    desk.window.shown.inbox.set_talk(talk("undelivered", "unreachable"))
    assert page.thread_view.bubbles is bubbles
    after = [row for _message, row in bubbles._rows]
    assert after[:-1] == before[:-1] and after[-1] is not before[-1]
    assert list(bubbles.buttons) == ["again", "copy", "hand"]


def test_only_an_unknown_end_warns_of_a_second_message() -> None:
    """Trying again is safe after anything that surely was not sent."""
    words = (
        "window-closed", "quota", "daily-quota", "busy", "unfollowed", "misconfigured", "stopped", "unavailable",
        "too-long",
        "wechat-unreachable", "unknown",
    )  # fmt: skip
    said = {word: way_out(word, "王小明") for word in words}
    assert len(set(said.values())) == len(words)
    assert not any(word in text for word, text in said.items())  # none falls through to the general sentence
    assert [word for word, text in said.items() if "发成两条" in text] == ["unknown"]
