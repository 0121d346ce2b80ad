"""What a person does with pointer and keys, and what the desk is then asked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desk.domain.board import PrinterCard
from desk.ui.board.columns import NEW, READY
from tests.gui.conftest import Desk
from tests.gui.samples import BASE, NOW, detail

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def press(desk: Desk, qtbot: QtBot, column: str, order_id: str, action: str) -> None:
    view = desk.window.shell.board.view_of(column)
    rect = view.button_rect(order_id, action)
    assert not rect.isEmpty()
    qtbot.mouseClick(view.viewport(), LEFT, pos=rect.center())


def type_key(desk: Desk, qtbot: QtBot, key: Qt.Key | str) -> None:
    qtbot.keyClick(desk.window, key)
    qtbot.wait(60)  # longer than a scanner's gap


def test_the_main_button_takes_the_next_step(desk: Desk, qtbot: QtBot) -> None:
    press(desk, qtbot, NEW, "w018", "accept")
    press(desk, qtbot, READY, "c004", "complete")
    assert desk.backend.asked("act") == [desk.step("W018", "accept"), desk.step("C004", "complete")]


def test_a_double_press_asks_once(desk: Desk, qtbot: QtBot) -> None:
    press(desk, qtbot, NEW, "w018", "accept")
    press(desk, qtbot, NEW, "w018", "accept")
    assert len(desk.backend.asked("act")) == 1
    desk.window.tell("没做成", "bad")
    press(desk, qtbot, NEW, "w018", "accept")
    assert len(desk.backend.asked("act")) == 2


def test_undo_stands_beside_the_main_button(desk: Desk, qtbot: QtBot) -> None:
    press(desk, qtbot, READY, "c004", "undo")
    assert desk.backend.asked("act") == [desk.step("C004", "undo")]


def test_a_press_that_leaves_the_button_does_nothing(desk: Desk, qtbot: QtBot) -> None:
    view = desk.window.shell.board.view_of(NEW)
    rect = view.button_rect("w018", "accept")
    qtbot.mousePress(view.viewport(), LEFT, pos=rect.center())
    qtbot.mouseRelease(view.viewport(), LEFT, pos=rect.center().__class__(rect.center().x(), rect.top() - 60))
    assert desk.backend.asked("act") == []


def test_choosing_a_card_asks_for_its_detail_and_shows_it(desk: Desk) -> None:
    desk.window.select("w-017")
    assert desk.backend.asked("request_detail") == [("request_detail", "w-017")]
    desk.window.show_detail(detail())
    panel = desk.window.shell.side.detail
    assert panel.isVisible() and len(panel.questions) == 1


def test_a_detail_that_comes_too_late_is_dropped(desk: Desk) -> None:
    desk.window.select("w018")
    desk.window.show_detail(detail())
    assert desk.window.shown.detail is None


@pytest.mark.parametrize(("place", "answer"), [(0, "printed"), (1, "again"), (2, "drop")])
def test_the_question_has_its_answers(desk: Desk, qtbot: QtBot, place: int, answer: str) -> None:
    desk.window.select("w-017")
    desk.window.show_detail(detail())
    question = desk.window.shell.side.detail.questions[0]
    qtbot.mouseClick(question.buttons[place], LEFT)
    assert desk.backend.asked("answer") == [("answer", 36, answer)]


def test_declining_asks_for_the_reason_inside_the_panel(desk: Desk, qtbot: QtBot) -> None:
    press(desk, qtbot, NEW, "w-017", "decline")
    desk.window.show_detail(detail())
    panel = desk.window.shell.side.detail
    assert desk.backend.asked("act") == []
    assert panel.reason is not None
    qtbot.mouseClick(panel.reason.buttons[0], LEFT)
    assert desk.backend.asked("act") == [("act", "w-017", "decline", None, "今天做满了")]


def test_the_reason_can_be_typed_or_left(desk: Desk, qtbot: QtBot) -> None:
    press(desk, qtbot, NEW, "w-017", "decline")
    desk.window.show_detail(detail())
    panel = desk.window.shell.side.detail
    assert panel.reason is not None
    field = panel.reason.findChild(QLineEdit)
    qtbot.keyClicks(field, "nur")
    assert desk.backend.asked("act") == []
    qtbot.keyClick(field, KEY.Key_Escape)
    assert panel.reason is None


def test_buttons_of_the_panel(desk: Desk, qtbot: QtBot) -> None:
    ready = BASE._replace(state="preparing", balance=100, payment_state="part-paid", can_undo=True)
    desk.window.update_cards({ready.id: ready})
    desk.window.shown.board.flush()
    desk.window.select("w-017")
    desk.window.show_detail(detail(ready))
    for action in ("ready", "reprint", "undo", "rush", "paid"):
        desk.window.select("w-017")
        desk.window.show_detail(detail(ready))
        qtbot.mouseClick(desk.window.shell.side.detail.buttons[action], LEFT)
    asked = [call[2] for call in desk.backend.asked("act")]
    assert asked == ["ready", "reprint", "undo", "rush", "paid"]


def test_keys_move_the_choice_and_take_steps(desk: Desk, qtbot: QtBot) -> None:
    type_key(desk, qtbot, KEY.Key_Right)
    assert desk.window.shown.selected
    type_key(desk, qtbot, "2")
    chosen = desk.window.shown.selected
    type_key(desk, qtbot, KEY.Key_Up)
    assert desk.window.shown.selected != chosen
    desk.window.select("w-017")
    type_key(desk, qtbot, KEY.Key_Return)
    assert desk.backend.asked("act") == [("act", "w-017", "accept", None, "")]
    assert desk.window.shown.selected == "w018"  # the next one, so that Enter goes on
    desk.window.select("c004")
    for key in ("r", "u", KEY.Key_Space):
        type_key(desk, qtbot, key)
    assert [call[1:3] for call in desk.backend.asked("act")[1:]] == [
        ("c004", "reprint"),
        ("c004", "undo"),
        ("c004", "complete"),
    ]


def test_a_scanner_chooses_and_never_accepts(desk: Desk, qtbot: QtBot) -> None:
    desk.window.select("w-017")
    for letter in "W014":
        qtbot.keyClick(desk.window, letter)
    qtbot.keyClick(desk.window, KEY.Key_Return)
    assert desk.window.shown.selected == "w014"
    assert desk.backend.asked("act") == []


def scan(desk: Desk, qtbot: QtBot, number: str) -> None:
    for letter in number:
        qtbot.keyClick(desk.window, letter)
    qtbot.keyClick(desk.window, KEY.Key_Return)


def test_a_second_scan_moves_on_but_never_accepts(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(2):
        scan(desk, qtbot, "W014")
    assert desk.backend.asked("act") == [desk.step("W014", "ready")]
    for _ in range(2):
        scan(desk, qtbot, "W018")
    assert desk.window.shown.selected == "w018"
    assert len(desk.backend.asked("act")) == 1


def test_marked_orders_go_on_together_and_back_together(desk: Desk, qtbot: QtBot) -> None:
    type_key(desk, qtbot, "x")
    assert desk.window.shown.board.marked == set(), "nothing was chosen"
    desk.window.select("w014")
    type_key(desk, qtbot, "x")
    board = desk.window.shell.board
    view = board.view_of(READY)
    row = next(n for n, each in enumerate(view.cards.cards()) if each.id == "c004")
    place = view.visualRect(view.model().index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    assert desk.window.shown.board.marked == {"w014", "c004"}
    assert board.marks is not None and board.marks.isVisible()
    qtbot.mouseClick(board.marks.step, LEFT)
    asked = [desk.step("W014", "ready"), desk.step("C004", "complete")]
    assert sorted(desk.backend.asked("act")) == sorted(asked)
    assert not board.marks.isVisible() and not desk.window.shown.board.marking
    toast = desk.window.shell.toast
    assert toast is not None
    qtbot.mouseClick(toast.button, LEFT)
    back = desk.backend.asked("act")[2:]
    assert sorted(back) == sorted([desk.step("W014", "undo"), desk.step("C004", "undo")])


def test_one_list_at_a_time_by_choice(desk: Desk) -> None:
    desk.window.set_look(queue="list")
    board = desk.window.shell.board
    assert board.visible_lists == (NEW,)
    desk.window.set_look(queue="columns")
    assert len(desk.window.shell.board.visible_lists) == 3


def test_search_finds_the_end_of_a_phone_number(desk: Desk) -> None:
    card = desk.window.shown.board.cards["w018"]
    desk.window.update_cards({card.id: card._replace(phone_end="8000")})
    desk.window.shown.board.flush()
    for wanted, found in (("8000", 1), ("13800138000", 1), ("000", 0), ("8001", 0)):
        desk.window.shown.board.set_filter(wanted)
        assert desk.window.shown.board.sizes()["new"] == found, wanted


def test_an_unknown_scan_is_told(desk: Desk, qtbot: QtBot) -> None:
    for letter in "W999":
        qtbot.keyClick(desk.window, letter)
    qtbot.keyClick(desk.window, KEY.Key_Return)
    assert desk.window.shell.toast is not None and "W999" in desk.window.shell.toast.text


def test_search_by_key(desk: Desk, qtbot: QtBot) -> None:
    type_key(desk, qtbot, "/")
    field = desk.window.findChild(QLineEdit)
    qtbot.keyClicks(field, "w018")
    assert desk.window.shown.board.sizes()["new"] == 1
    qtbot.keyClick(field, KEY.Key_Return)
    assert desk.backend.asked("act") == []
    type_key(desk, qtbot, KEY.Key_Escape)
    assert desk.window.shown.board.sizes()["new"] == 3


def test_a_step_is_confirmed_once_it_is_true_and_can_be_undone(desk: Desk, qtbot: QtBot) -> None:
    press(desk, qtbot, NEW, "w018", "accept")
    assert desk.window.shell.toast is None
    board = desk.window.shown.board
    accepted = board.cards["w018"]._replace(state="accepted", can_undo=True)
    desk.window.update_cards({"w018": accepted})
    board.flush()
    toast = desk.window.shell.toast
    assert toast is not None and toast.text == "W018 已接单"
    qtbot.mouseClick(toast.button, LEFT)
    assert desk.backend.asked("act")[-1] == desk.step("W018", "undo")


def test_steps_of_others_are_not_announced(desk: Desk) -> None:
    board = desk.window.shown.board
    desk.window.update_cards({"w018": board.cards["w018"]._replace(state="accepted")})
    board.flush()
    assert desk.window.shell.toast is None


def test_the_desk_can_speak(desk: Desk) -> None:
    desk.window.tell("打印机连不上", "bad")
    assert desk.window.shell.toast is not None
    desk.window.set_banner("relay", "微信连不上", "bad")
    assert desk.window.shell.banners is not None and desk.window.shell.banners.height() > 0
    desk.window.set_banner("relay", "")
    assert not desk.window.shell.banners.isVisible()


def test_printers_page_says_what_to_do_and_rehearses(desk: Desk, qtbot: QtBot) -> None:
    desk.window.set_printers([PrinterCard("kitchen", "socket://k", "stopped", ("media-empty",), 3, NOW - 90)])
    desk.window.verbs.page_wanted.emit("printers")
    page = desk.window.shell.printers
    assert page is not None and page.isVisible() and len(page.blocks) == 1
    qtbot.mouseClick(page.blocks[0].faults[0], LEFT)
    assert desk.backend.asked("fault") == [("fault", "kitchen", "paper out")]


def test_a_real_printer_offers_no_faults(desk: Desk) -> None:
    desk.backend.simulated = set()
    desk.window.verbs.page_wanted.emit("printers")
    page = desk.window.shell.printers
    assert page is not None and not page.blocks[0].faults


def test_esc_goes_back_step_by_step(desk: Desk, qtbot: QtBot) -> None:
    shell = desk.window.shell
    type_key(desk, qtbot, "?")
    assert shell.over is not None
    qtbot.keyClick(shell.over, KEY.Key_Escape)
    assert shell.over is None
    type_key(desk, qtbot, "p")
    assert shell.page == "printers"
    type_key(desk, qtbot, KEY.Key_Escape)
    assert shell.page == "orders"


def test_a_new_look_keeps_what_is_shown(desk: Desk) -> None:
    desk.window.select("w-017")
    desk.window.show_detail(detail())
    light = desk.window.grab().toImage().pixelColor(700, 75)
    desk.window.set_look(scheme="dark", zoom=125)
    dark = desk.window.grab().toImage().pixelColor(700, 75)
    assert light.lightness() > 200 > 60 > dark.lightness()
    assert desk.window.shown.selected == "w-017"
    assert desk.backend.asked("save_look") == [("save_look", "zh_CN", "dark", 125, "columns")]


def test_closing_waits_for_the_desk(desk: Desk, qtbot: QtBot) -> None:
    desk.window.hold_open()
    with qtbot.waitSignal(desk.window.closing):
        desk.window.close()
    assert desk.window.isVisible()
    desk.window.let_close()
    assert not desk.window.isVisible()


def test_paper_rolls_out_beside_the_queue(open_desk: Callable[..., Desk]) -> None:
    from tests.gui.samples import sheet_png

    desk = open_desk(paper_open=True)
    side = desk.window.shell.side
    assert side.paper is not None and side.paper.isVisible()
    for number in range(1, 30):
        desk.window.add_sheet("kitchen", number, sheet_png(576, 400 + number), f"sheet {number}")
    desk.window.grab()
    bar = side.paper.roll.verticalScrollBar()
    assert bar.maximum() > 0 and bar.value() == bar.maximum()
    desk.window.select("w-017")
    assert not side.paper.isVisible()


def told(desk: Desk) -> list[str]:
    """What toasts say from now on."""
    found: list[str] = []
    desk.window.verbs.told.connect(lambda text, _kind, _undo: found.append(text))
    return found


def test_a_customers_chase_lifts_the_order_and_is_said(desk: Desk) -> None:
    said, board_ = told(desk), desk.window.shown.board
    card = board_.cards["w018"]
    assert board_.columns[NEW].keys[0][1] != "w018"
    desk.window.update_cards({"w018": card._replace(rushed=1)})
    board_.flush()
    assert board_.columns[NEW].keys[0][1] == "w018"
    assert said == ["W018 顾客催单，已经排到最前"]
    desk.window.verbs.act("w018", "rush")
    desk.window.update_cards({"w018": card._replace(rushed=2)})
    board_.flush()
    assert said[1:] == ["W018 已催"]


def test_an_order_that_was_cancelled_elsewhere_does_not_vanish_silently(desk: Desk) -> None:
    said, card = told(desk), desk.window.shown.board.cards["w018"]
    desk.window.update_cards({"w018": card._replace(state="cancelled")})
    desk.window.shown.board.flush()
    assert len(said) == 1 and said[0].startswith("W018 被取消了")
