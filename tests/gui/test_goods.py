"""What a person does on the page of products, and what the desk is then asked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desk.domain.catalogue import Choice, OptionGroup, PriceFrom
from desk.ui.goods.page import GoodsPage
from desk.ui.goods.shown import GoodsEntry
from desk.ui.goods.words import read_day
from tests.gui.conftest import Desk
from tests.gui.goods_samples import TODAY, rows
from tests.gui.test_fits import shortened

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def opened(desk: Desk, sku: str = "") -> GoodsPage:
    desk.window.verbs.page_wanted.emit("goods")
    page = desk.window.shell.goods
    assert page is not None
    desk.window.shown.goods.set_rows(rows(), TODAY)
    page.open(sku)
    QApplication.processEvents()
    return page


def asked(desk: Desk) -> GoodsEntry:
    ((_verb, entry),) = desk.backend.asked("save")
    assert isinstance(entry, GoodsEntry)
    return entry


def texts(page: GoodsPage) -> list[str]:
    return [label.text() for label in page.card.findChildren(QLabel) if label.isVisible() and label.text()]


def test_the_key_opens_the_page_which_reads_anew(desk: Desk, qtbot: QtBot) -> None:
    assert desk.window.shell.goods is None  # nothing is built before it is opened
    qtbot.keyClick(desk.window, "g")
    qtbot.waitUntil(lambda: desk.window.shell.page == "goods")
    assert desk.backend.asked("goods") == [("goods",)]


def test_one_tap_and_it_is_sold_out_one_more_and_it_is_back(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    view = page.list.view
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.button_place("MANGO"))
    view.scrollToBottom()
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.button_place("MOUSSE"))
    assert desk.backend.asked("sold_out") == [("sold_out", "MANGO", True), ("sold_out", "MOUSSE", False)]
    assert desk.window.shown.goods.chosen == ""  # the tap is only that


def test_what_was_done_is_taken_back_by_the_toast(desk: Desk, qtbot: QtBot) -> None:
    back: list[str] = []
    desk.window.verbs.tell_undo("芒果千层 售罄了", lambda: back.append("MANGO"))
    toast = desk.window.shell.toast
    assert toast is not None and toast.button.text() == "撤销"
    qtbot.mouseClick(toast.button, LEFT)
    assert back == ["MANGO"] and desk.backend.asked("act") == []


def test_the_list_is_searched_and_shows_what_is_gone(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    shown = desk.window.shown.goods
    qtbot.keyClick(desk.window, "/")
    qtbot.waitUntil(page.list.field.hasFocus)
    page.list.field.setText("千层")
    assert [row.product.sku for _, found in shown.found() for row in found] == ["MANGO"]
    page.list.field.setText("no such")
    assert not page.list.view.isVisible()
    page.list.field.clear()
    qtbot.mouseClick(page.list.gone, LEFT)
    assert [row.product.sku for _, found in shown.found() for row in found] == ["TART-12", "MOUSSE", "LATTE"]


def test_a_price_is_changed_with_two_fields_of_the_form(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, "CAKE-06")
    form = page.card.form
    assert form is not None and not page.card.save.isEnabled()
    form.price.selectAll()
    qtbot.keyClicks(form.price, "178.5")
    form.stock.selectAll()
    qtbot.keyClicks(form.stock, "4")
    qtbot.mouseClick(page.card.save, LEFT)
    entry = asked(desk)
    assert (entry.product.price, entry.left, entry.was) == (17850, 4, "CAKE-06")
    before = rows()[0].product
    assert (entry.product.options, entry.product.daily_limit) == (before.options, 8)
    assert entry.product.channels == frozenset()


def test_what_is_typed_is_not_taken_away_by_an_order(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, "CAKE-06")
    form = page.card.form
    assert form is not None
    qtbot.keyClicks(form.name, "New")
    changed = [rows()[0]._replace(left=5), *rows()[1:]]
    desk.window.shown.goods.set_rows(changed, TODAY)
    assert page.card.form is form
    qtbot.mouseClick(page.card.undo, LEFT)
    assert page.card.form is not None and page.card.form.stock.text() == "5"


def test_another_product_does_not_take_away_what_is_typed(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, "CAKE-06")
    form = page.card.form
    assert form is not None
    qtbot.keyClicks(form.name, "New")
    page.open("TEA")
    qtbot.mouseClick(page.list.add, LEFT)
    assert page.card.form is form and desk.window.shown.goods.chosen == "CAKE-06"
    toast = desk.window.shell.toast
    assert toast is not None and "改了还没存" in toast.text
    qtbot.mouseClick(page.card.undo, LEFT)
    page.open("TEA")
    assert desk.window.shown.goods.chosen == "TEA"


def test_the_form_says_what_is_wrong_where_it_stands(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, "TEA")
    form = page.card.form
    assert form is not None
    for field, text in ((form.name, ""), (form.sku, "LATTE"), (form.price, "12.345"), (form.stock, "-1")):
        field.clear()
        qtbot.keyClicks(field, text)
    for chip in form.channels.values():
        qtbot.mouseClick(chip, LEFT)
    qtbot.mouseClick(form.options.add, LEFT)
    qtbot.keyClicks(form.options.rows[-1].name, "ice")
    qtbot.mouseClick(form.prices.add, LEFT)
    qtbot.keyClicks(form.prices.coming[0].day, "11-22")
    qtbot.keyClicks(form.prices.coming[0].price, "20")
    qtbot.mouseClick(page.card.save, LEFT)
    assert desk.backend.asked("save") == []
    QApplication.processEvents()  # the layout shows what was made
    shown = texts(page)
    for problem in (
        "写上品名。", "编号 LATTE 已经有了。", "价格写成 168 或 168.50。", "写一个整数，不填就是不限。",
        "至少选一个渠道；不想卖了，就点“售罄”。", "左边写问什么，右边写可以怎么选，用顿号分开。",
        "要写今天以后的日子；今天就改，改上面的价格。",
    ):  # fmt: skip
        assert problem in shown, problem


def test_prices_of_channels_and_of_days_and_an_exclusive_item(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, "CAKE-08")
    form = page.card.form
    assert form is not None
    assert form.prices.coming[0].day.text() == "2026-12-01"
    qtbot.keyClicks(form.prices.own["wechat"], "218")
    qtbot.mouseClick(form.prices.add, LEFT)
    qtbot.keyClicks(form.prices.coming[1].day, "12-24")
    qtbot.keyClicks(form.prices.coming[1].price, "288")
    qtbot.mouseClick(form.prices.coming[1].where, LEFT)
    for channel in ("counter", "web"):
        qtbot.mouseClick(form.channels[channel], LEFT)
    qtbot.mouseClick(page.card.save, LEFT)
    entry = asked(desk)
    assert entry.product.channels == {"wechat"}
    assert set(entry.product.prices) == {
        PriceFrom(21800, "wechat"),
        PriceFrom(25800, "", date(2026, 12, 1)),
        PriceFrom(28800, "wechat", date(2026, 12, 24)),
    }


def test_a_product_is_added_and_opened_when_it_is_kept(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    qtbot.mouseClick(page.list.add, LEFT)
    form = page.card.form
    assert form is not None and not page.card.stop.isVisible()
    qtbot.waitUntil(form.name.hasFocus)
    qtbot.keyClicks(form.name, "Scone")
    qtbot.keyClicks(form.price, "15")
    qtbot.mouseClick(form.known["小点心"], LEFT)
    assert "厨房 出单" in texts(page)
    qtbot.mouseClick(form.options.add, LEFT)
    qtbot.keyClicks(form.options.rows[0].name, "jam")
    qtbot.keyClicks(form.options.rows[0].choices, "no,yes+3")
    qtbot.mouseClick(page.card.save, LEFT)
    entry = asked(desk)
    assert (entry.was, entry.left, entry.product.category) == ("", None, "小点心")
    assert entry.product.options == (OptionGroup("jam", (Choice("no"), Choice("yes", 300))),)
    sku = entry.product.sku
    desk.window.shown.goods.set_rows([*rows(), rows()[0]._replace(product=entry.product)], TODAY)
    desk.window.shown.goods.saved.emit(sku)
    assert desk.window.shown.goods.chosen == sku and page.card.stop.isVisible()
    assert not page.card.save.isEnabled()


def test_a_product_moves_among_its_own_kind_and_goes(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, "CROISSANT")
    qtbot.mouseClick(page.card.up, LEFT)
    qtbot.keyClick(page, KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert desk.backend.asked("exchange") == [
        ("exchange", "CROISSANT", "TART-12"),
        ("exchange", "CROISSANT", "COOKIE"),
    ]
    page.open("CAKE-06")
    assert not page.card.up.isEnabled() and page.card.down.isEnabled()
    qtbot.mouseClick(page.card.remove, LEFT)
    assert desk.backend.asked("remove") == [("remove", "CAKE-06")]
    desk.window.shown.goods.set_rows(rows()[1:], TODAY)
    assert not page.card.isVisible()


def test_a_whole_category_moves(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    view = page.list.view
    for category, by in (("蛋糕", -1), ("蛋糕", 1)):  # there is nothing before the first
        qtbot.mouseClick(view.viewport(), LEFT, pos=view.arrow_place(category, by))
    ((_verb, skus),) = desk.backend.asked("arrange")
    assert isinstance(skus, list)
    assert skus[:4] == ["TART-12", "CROISSANT", "COOKIE", "MOUSSE"]
    assert skus[4:] == ["CAKE-06", "CAKE-08", "MANGO", "NAME", "TEA", "LATTE"]


def test_the_page_is_used_by_keys_alone(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    page.setFocus()
    qtbot.keyClick(page, KEY.Key_Down)
    qtbot.keyClick(page, KEY.Key_Down)
    assert desk.window.shown.goods.chosen == "CAKE-08"
    qtbot.keyClick(page, KEY.Key_Space)
    assert desk.backend.asked("sold_out") == [("sold_out", "CAKE-08", True)]
    qtbot.keyClick(page, KEY.Key_Return)
    assert page.card.form is not None
    qtbot.waitUntil(page.card.form.price.hasFocus)


def test_files_come_and_go_without_a_modal_dialog(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(desk, "TEA")
    for button, verb in ((page.list.load, "import_goods"), (page.list.keep, "export_goods")):
        qtbot.mouseClick(button, LEFT)
        (dialog,) = desk.window.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / "menu.csv"))
        dialog.close()
        assert desk.backend.asked(verb) == [(verb, str(tmp_path / "menu.csv"))]
        qtbot.waitUntil(lambda: not desk.window.findChildren(QFileDialog))
    assert page.card.form is not None
    page.card.form.take_file(str(tmp_path / "tea.jpg"))
    qtbot.mouseClick(page.card.save, LEFT)
    assert asked(desk).file == str(tmp_path / "tea.jpg")


def test_one_of_the_two_in_a_narrow_window(open_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = open_desk((640, 700))
    page = opened(desk)
    assert page.list.isVisible() and not page.card.isVisible()
    page.open("TEA")
    assert not page.list.isVisible() and page.card.back.isVisible()
    qtbot.mouseClick(page.card.back, LEFT)
    assert page.list.isVisible() and not page.card.isVisible()


def test_days_as_people_write_them() -> None:
    assert read_day("12-1", TODAY) == date(2026, 12, 1)
    assert read_day("1月15日", TODAY) == date(2027, 1, 15)
    assert read_day("2027/02/03", TODAY) == date(2027, 2, 3)
    for wrong in ("", "2-30", "soon"):
        with pytest.raises(ValueError, match=r".*"):
            read_day(wrong, TODAY)


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
@pytest.mark.parametrize(("size", "zoom"), [((1280, 800), 100), ((1280, 800), 200), ((640, 400), 100)])
def test_nothing_is_cut_off(
    open_desk: Callable[..., Desk], size: tuple[int, int], zoom: int, language: str
) -> None:
    desk = open_desk(size, language=language, zoom=zoom)
    page = opened(desk)
    icons = {"button ''"}  # Qt's own in the field
    assert set(shortened(page)) <= icons
    page.open("CAKE-08")
    QApplication.processEvents()
    assert set(shortened(page)) <= icons
    if language == "en":
        words = [button.text() for button in page.card.findChildren(QAbstractButton)]
        assert not [word for word in words if word not in {"蛋糕", "小点心", "饮料"} and not word.isascii()]
