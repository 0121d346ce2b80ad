"""What a person does on the customers page, and what the desk is then asked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desk.app.best_csv import best_csv, harmless
from desk.domain.people import Merge, Remarks, Span
from desk.domain.statistics import Group
from desk.ui.backend import CounterLine, ReadChat
from desk.ui.people.merge_overlay import MergeOverlay
from desk.ui.people.page import PeoplePage
from desk.ui.people.words import chips
from tests.gui.conftest import Desk
from tests.gui.people_samples import SIZES, TODAY, WANG, card, history, many, rows
from tests.gui.samples import NOW

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
AGAIN = ReadChat(
    (CounterLine("蛋挞", 12, 600, "少糖"),),
    "delivery",
    "王小明",
    "13800138000",
    "望京街9号",
    None,
    "不要蜡烛",
    (),
)


def opened(desk: Desk) -> PeoplePage:
    """The page with its list and the first customer."""
    desk.window.verbs.page_wanted.emit("customers")
    page, people = desk.window.shell.people, desk.window.shown.people
    assert page is not None
    people.set_sizes(SIZES, TODAY)
    people.set_rows(rows(), more=False)
    page.open(WANG.id)
    people.set_card(card(), history(), more=True)
    QApplication.processEvents()  # the layout shows what was made
    return page


def press_row(page: PeoplePage, row: int, qtbot: QtBot) -> None:
    view = page.list.view
    qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(40, view.rowViewportPosition(row) + 10))


def texts(page: PeoplePage) -> list[str]:
    return [label.text() for label in page.card.findChildren(QLabel) if label.isVisible()]


def test_the_key_opens_the_page_which_reads_anew(desk: Desk, qtbot: QtBot) -> None:
    assert desk.window.shell.people is None  # nothing is built before it is opened
    qtbot.keyClick(desk.window, "c")
    qtbot.waitUntil(lambda: desk.window.shell.page == "customers")
    assert desk.backend.asked("people") == [("people",)]
    assert desk.window.shell.rail._buttons["customers"].isChecked()


def test_the_first_of_the_list_is_shown_beside_it(desk: Desk) -> None:
    desk.window.verbs.page_wanted.emit("customers")
    desk.window.shown.people.set_rows(rows(), more=False)
    assert desk.backend.asked("customer") == [("customer", WANG.id)]


def test_a_press_on_a_row_opens_that_customer(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    press_row(page, 3, qtbot)
    assert desk.backend.asked("customer")[-1] == ("customer", rows()[3].id)
    assert page.card.orders is None  # the one before is not shown under another name
    desk.window.shown.people.set_card(card(), history(), more=False)  # the answer to an earlier press
    assert desk.window.shown.people.card is None


def test_arrows_move_through_the_list_also_out_of_the_field(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    qtbot.keyClick(page, KEY.Key_Down)
    assert desk.backend.asked("customer")[-1] == ("customer", rows()[1].id)
    qtbot.keyClick(page.list.field, KEY.Key_Down)
    assert desk.backend.asked("customer")[-1] == ("customer", rows()[2].id)
    qtbot.keyClick(page, KEY.Key_Up)
    assert desk.backend.asked("customer")[-1] == ("customer", rows()[1].id)


def test_what_is_typed_is_looked_for_after_a_moment(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    qtbot.keyClick(desk.window, "/")
    qtbot.waitUntil(page.list.field.hasFocus)
    qtbot.keyClicks(page.list.field, "8000")
    qtbot.waitUntil(lambda: desk.backend.asked("find") == [("find", Group.DUE, "8000")])
    desk.window.shown.people.set_rows([], more=False)
    assert not page.list.view.isVisible()
    assert any("8000" in label.text() for label in page.list.findChildren(QLabel) if label.isVisible())
    qtbot.keyClick(page.list.field, KEY.Key_Escape)
    qtbot.waitUntil(lambda: desk.backend.asked("find")[-1] == ("find", Group.DUE, ""))


def test_a_group_is_listed_at_a_press(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    assert page.list.chips[Group.DUE].text() == "该来了 23"
    assert page.list.chips[Group.DUE].isChecked()
    qtbot.mouseClick(page.list.chips[Group.SLIPPING], LEFT)
    assert desk.backend.asked("find") == [("find", Group.SLIPPING, "")]
    assert page.list.chips[Group.SLIPPING].isChecked() and not page.list.chips[Group.DUE].isChecked()


def test_a_long_list_comes_a_page_at_a_time(desk: Desk, qtbot: QtBot) -> None:
    page, people = opened(desk), desk.window.shown.people
    people.set_rows(many(50), more=True)
    bar = page.list.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: desk.backend.asked("more") != [])
    people.add_rows(many(100)[50:], more=False)
    assert page.list.view.rows.rowCount() == 100
    assert page.list.view.rowViewportPosition(99) > 0


def test_the_card_says_who_somebody_is(desk: Desk) -> None:
    page = opened(desk)
    shown = texts(page)
    for text in ("王小明🎂", "12 单", "￥1,992", "￥166", "21 天前", "通常每 14 天（13–15）", "蛋挞", "9 次"):
        assert text in shown
    assert "电话 138****8000" in shown
    assert not any("13800138000" in text for text in shown)
    names = [widget.accessibleName() for widget in page.card.findChildren(QAbstractButton)]
    assert names.count("照 W017 再来一单") == 1


@pytest.mark.usefixtures("qapp")
def test_who_came_once_is_no_vip_however_few_others_there_are() -> None:
    found = [chip.text for chip in chips(card(), TODAY)]
    assert found == ["VIP 第 7 名", "▲ 该来了", "▲ 忌花生"]
    once = card()._replace(row=WANG._replace(orders=1))
    assert not [chip for chip in chips(once, TODAY) if "VIP" in chip.text]


def test_an_order_is_wanted_again_in_two_clicks(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    assert page.card.orders is not None
    qtbot.mouseClick(page.card.orders.buttons["o-W017"], LEFT)
    assert desk.backend.asked("again") == [("again", "o-W017")]
    desk.window.shown.entry_wanted.emit(AGAIN)
    form = desk.window.shell.side.new_order
    assert form is not None and form.isVisible()
    assert desk.window.shell.page == "orders"
    qtbot.mouseClick(form.place, LEFT)
    ((_verb, order),) = desk.backend.asked("place")
    assert order.lines == AGAIN.lines  # type: ignore[attr-defined]
    assert (order.name, order.phone, order.address) == ("王小明", "13800138000", "望京街9号")  # type: ignore[attr-defined]


def test_the_form_for_somebody_begins_empty_but_for_them(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    desk.window.shown.entry_wanted.emit(AGAIN)
    form = desk.window.shell.side.new_order
    assert form is not None
    desk.window.verbs.page_wanted.emit("customers")
    assert page.card.order is not None
    qtbot.mouseClick(page.card.order, LEFT)
    assert desk.backend.asked("order_for") == [("order_for", WANG.id)]
    desk.window.shown.entry_wanted.emit(ReadChat((), "pickup", "Amy", "139", "", None, "", ()))
    assert (form.name.text(), form.phone.text(), form.note.text()) == ("Amy", "139", "")
    assert [row.name.text() for row in form.items] == [""]
    qtbot.waitUntil(form.items[0].name.hasFocus)


def test_older_orders_come_below(desk: Desk, qtbot: QtBot) -> None:
    page, people = opened(desk), desk.window.shown.people
    assert page.card.orders is not None
    qtbot.mouseClick(page.card.orders.more, LEFT)
    assert desk.backend.asked("older") == [("older",)]
    people.add_history([history()[0]._replace(id="old", number="W001")], more=False)
    assert len(page.card.orders.buttons) == 6
    assert not page.card.orders.more.isVisible()


def test_remarks_are_written_where_they_stand(desk: Desk, qtbot: QtBot) -> None:
    page, people = opened(desk), desk.window.shown.people
    block = page.card.remarks
    assert block is not None
    qtbot.mouseClick(block.edit, LEFT)
    block.allergies.clear()
    qtbot.keyClicks(block.allergies, "nuts, milk,nuts")
    people.set_card(card()._replace(rank=8), history(), more=True)  # an order came in meanwhile
    assert page.card.remarks is block and block.allergies.text() == "nuts, milk,nuts"
    qtbot.mouseClick(block.save, LEFT)
    written = Remarks(("望京", "公司团购"), ("nuts", "milk", "nuts"), card().remarks.note)
    assert desk.backend.asked("write_of") == [("write_of", WANG.id, written)]
    people.set_card(card()._replace(remarks=written), history(), more=True)
    assert page.card.remarks is not block and not page.card.remarks.editing


def test_escape_gives_up_what_was_written(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    block = page.card.remarks
    assert block is not None
    qtbot.mouseClick(block.edit, LEFT)
    qtbot.keyClicks(block.tags, "x")
    qtbot.keyClick(block.tags, KEY.Key_Escape)
    assert not block.editing and desk.backend.asked("write_of") == []
    assert desk.window.shell.page == "customers"


def test_two_customers_are_made_one_and_two_again(desk: Desk, qtbot: QtBot) -> None:
    page, people = opened(desk), desk.window.shown.people
    assert page.card.merge is not None and page.card.undo is None
    qtbot.mouseClick(page.card.merge, LEFT)
    overlay = desk.window.shell.over
    assert isinstance(overlay, MergeOverlay)
    assert desk.backend.asked("look_for") == [("look_for", WANG.name)]
    people.set_candidates(rows()[:3])
    assert list(overlay.buttons) == [row.id for row in rows()[1:3]]  # not oneself
    qtbot.mouseClick(overlay.buttons[11], LEFT)
    assert desk.backend.asked("merge") == [("merge", WANG.id, 11)]
    assert desk.window.shell.over is None
    people.set_card(card()._replace(merge=Merge(5, "小王", 2, NOW)), history(), more=True)
    assert page.card.undo is not None
    qtbot.mouseClick(page.card.undo, LEFT)
    assert desk.backend.asked("undo_merge") == [("undo_merge", 5)]


def test_the_best_are_counted_as_one_likes_and_kept_as_a_file(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page, people = opened(desk), desk.window.shown.people
    assert not page.list.best.isVisible()
    qtbot.mouseClick(page.list.chips[Group.VIP], LEFT)
    assert page.list.best.isVisible()
    qtbot.mouseClick(page.list.best.spans[Span.YEAR], LEFT)
    qtbot.mouseClick(page.list.best.by[True], LEFT)
    assert (people.span, people.by_orders) == (Span.YEAR, True)
    assert len(desk.backend.asked("find")) == 3
    qtbot.mouseClick(page.list.best.export, LEFT)
    (dialog,) = desk.window.findChildren(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit(str(tmp_path / "vip.csv"))
    dialog.close()
    assert desk.backend.asked("export") == [("export", str(tmp_path / "vip.csv"))]
    qtbot.waitUntil(lambda: not desk.window.findChildren(QFileDialog))


@pytest.mark.usefixtures("qapp")
def test_no_cell_of_the_file_is_taken_for_a_formula() -> None:
    evil = WANG._replace(name='=HYPERLINK("http://x","y")', phone="+8613800138000", favourite="@SUM(A1)")
    data = best_csv([evil, WANG._replace(name="-1+1")], "CNY")
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == 3
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("""1,"'=HYPERLINK(""http://x"",""y"")",'+8613800138000,12,1992.00,""")
    assert lines[1].endswith(",'@SUM(A1)") and lines[2].startswith("2,'-1+1,")
    assert harmless("王小明") == "王小明" and harmless("  =1") == "'  =1"


def test_a_narrow_window_shows_list_or_card(open_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = open_desk((640, 800))
    desk.window.verbs.page_wanted.emit("customers")
    page, people = desk.window.shell.people, desk.window.shown.people
    assert page is not None
    people.set_sizes(SIZES, TODAY)
    people.set_rows(rows(), more=False)
    assert page.list.isVisible() and not page.card.isVisible() and people.chosen == 0
    press_row(page, 0, qtbot)
    people.set_card(card(), history(), more=False)
    assert page.card.isVisible() and not page.list.isVisible()
    qtbot.keyClick(page, KEY.Key_Escape)
    assert page.list.isVisible() and not page.card.isVisible()


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
@pytest.mark.parametrize(
    ("size", "zoom"),
    [((1280, 800), 100), ((1280, 800), 200), ((640, 400), 100), ((900, 650), 100), ((480, 400), 125)],
)
def test_every_button_and_figure_stands_whole(
    open_desk: Callable[..., Desk], language: str, size: tuple[int, int], zoom: int
) -> None:
    desk = open_desk(size, language=language, zoom=zoom)
    page = opened(desk)
    QApplication.processEvents()
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.sizeHint().width(), button.text()
    for label in page.card.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width() - 1, label.text()
