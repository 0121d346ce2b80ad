"""What a person does on the page of sales, what the desk is then asked, and what the files hold."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desk.app.sales_files import write_csv, write_xlsx
from desk.domain.returning import Segment
from desk.domain.sales_report import SalesSpan
from desk.domain.statistics import Dimension, Group
from desk.ui.sales.export_overlay import ExportOverlay
from desk.ui.sales.page import SalesPage
from desk.ui.sales.people_overlay import PeopleOverlay
from desk.ui.sales.picture import Told, save_pdf, save_png
from desk.ui.sales.shown import PeopleList
from tests.gui.conftest import Desk
from tests.gui.people_samples import rows
from tests.gui.sales_samples import KINDS, nothing, returning, sales
from tests.gui.test_fits import outside, shortened

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


def opened(desk: Desk, span: SalesSpan = SalesSpan.DAY) -> SalesPage:
    """The page with a report."""
    desk.window.shown.sales.ask(span, 0)
    desk.window.verbs.page_wanted.emit("sales")
    desk.window.shown.sales.set_report(sales(span), KINDS)
    page = desk.window.shell.sales
    assert page is not None
    QApplication.processEvents()
    return page


def texts(page: SalesPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_key_opens_the_page_which_reads_anew(desk: Desk, qtbot: QtBot) -> None:
    assert desk.window.shell.sales is None  # nothing is built before it is opened
    qtbot.keyClick(desk.window, "s")
    qtbot.waitUntil(lambda: desk.window.shell.page == "sales")
    assert desk.backend.asked("sales") == [("sales",)]
    assert desk.window.shown.sales.watched == 1
    desk.window.verbs.page_wanted.emit("orders")
    assert desk.window.shown.sales.watched == 0


def test_figures_stand_beside_those_of_before(desk: Desk) -> None:
    page, report = opened(desk), sales()
    shown = texts(page)
    assert f"{report.total.now.orders} 单" in shown
    assert "比昨天这个时候" in shown
    assert set(page.groups) == {*Dimension} - {Dimension.DAY, Dimension.HOUR}


def test_another_span_is_asked_for_and_an_old_answer_is_dropped(desk: Desk, qtbot: QtBot) -> None:
    page, shown = opened(desk), desk.window.shown.sales
    qtbot.mouseClick(page.spans[SalesSpan.YEAR], LEFT)
    assert (shown.span, shown.back) == (SalesSpan.YEAR, 0)
    assert len(desk.backend.asked("sales")) == 2
    shown.set_report(sales(SalesSpan.DAY), KINDS)
    assert shown.report == sales(SalesSpan.DAY), "still the one from before"
    shown.set_report(sales(SalesSpan.YEAR), KINDS)
    QApplication.processEvents()
    assert Dimension.HOUR in page.groups and "比去年同期" in texts(page)


def test_one_steps_back_in_time_and_not_into_the_future(desk: Desk, qtbot: QtBot) -> None:
    page, shown = opened(desk), desk.window.shown.sales
    assert not page.later.isEnabled()
    qtbot.mouseClick(page.earlier, LEFT)
    qtbot.keyClick(page, KEY.Key_Left)
    assert shown.back == 2 and page.later.isEnabled()
    qtbot.keyClick(page, KEY.Key_Right)
    assert shown.back == 1
    qtbot.mouseClick(page.spans[SalesSpan.WEEK], LEFT)
    assert shown.back == 0


def test_a_press_on_a_bar_tells_its_figures(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, SalesSpan.MONTH)
    assert page.series is not None
    chart = page.series.chart
    qtbot.mouseClick(chart, LEFT, pos=QPoint(chart.width() - 5, 60))
    assert page.series.told.text().startswith("11月30日 周一")
    qtbot.keyClick(chart, KEY.Key_Left)
    assert page.series.told.text().startswith("11月29日 周日") and "之前" in page.series.told.text()
    group = page.groups[Dimension.PRODUCT]
    qtbot.mouseClick(group.chart, LEFT, pos=QPoint(40, 60))
    second = sales(SalesSpan.MONTH).by[Dimension.PRODUCT][1]
    assert group.told.text().startswith(second.key) and group.told.isVisible()
    desk.window.shown.sales.set_report(
        sales(SalesSpan.MONTH)._replace(total=second), KINDS
    )  # an order came in
    assert page.groups[Dimension.PRODUCT] is not group
    assert page.groups[Dimension.PRODUCT].told.text().startswith(second.key), "it stays picked"
    qtbot.keyClick(page.groups[Dimension.PRODUCT].chart, KEY.Key_Escape)
    assert not page.groups[Dimension.PRODUCT].told.isVisible()


def test_long_lists_unfold(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, SalesSpan.MONTH)
    group = page.groups[Dimension.PRODUCT]
    assert group.more is not None
    qtbot.mouseClick(group.more, LEFT)
    qtbot.waitUntil(lambda: page.groups[Dimension.PRODUCT].more is None)
    assert page.groups[Dimension.PRODUCT].chart.height() > group.chart.height()


def test_the_day_end_is_printed(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    qtbot.mouseClick(page.day_end, LEFT)
    assert desk.backend.asked("print_slip") == [("print_slip", "day-end")]


def test_what_is_shown_becomes_a_file(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(desk)
    qtbot.mouseClick(page.export, LEFT)
    overlay = desk.window.shell.over
    assert isinstance(overlay, ExportOverlay)
    qtbot.mouseClick(overlay.buttons["xlsx"], LEFT)
    assert desk.window.shell.over is None
    (dialog,) = desk.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "a.xlsx"))
    dialog.close()
    assert desk.backend.asked("export_sales") == [("export_sales", "xlsx", str(tmp_path / "a.xlsx"))]
    qtbot.waitUntil(lambda: not desk.window.findChildren(QFileDialog))


def test_a_shop_that_sold_nothing_is_told_so(desk: Desk) -> None:
    desk.window.verbs.page_wanted.emit("sales")
    desk.window.shown.sales.set_report(nothing(), KINDS)
    QApplication.processEvents()
    page = desk.window.shell.sales
    assert page is not None and "这段时间没有卖出" in texts(page) and page.series is None


@pytest.mark.usefixtures("qapp")
def test_tables_hold_what_is_shown(tmp_path: Path) -> None:
    report = sales(SalesSpan.MONTH)
    product = report.by[Dimension.PRODUCT][0]
    evil = product._replace(key="=1+1")
    report = report._replace(by={**report.by, Dimension.PRODUCT: (evil, *report.by[Dimension.PRODUCT][1:])})
    write_csv(tmp_path / "a.csv", report, KINDS, "CNY")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0][0] == "合计" and len([r for r in rows if not r]) == 8
    money = f"{product.now.amount / 100:.2f}"
    assert ["'=1+1", money, str(product.now.orders), str(product.now.quantity)] in [row[:4] for row in rows]
    write_xlsx(tmp_path / "a.xlsx", report, KINDS, "CNY")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        words = book.read("xl/sharedStrings.xml").decode()
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert "=1+1" in words and "微信" in words and len(sheets) == 8
        assert not any(b"<f>" in book.read(name) for name in sheets), "no cell is a formula"


@pytest.mark.usefixtures("qapp")
def test_the_picture_and_the_pages_are_drawn(tmp_path: Path) -> None:
    told = Told(sales(SalesSpan.MONTH), KINDS, "CNY", "大C甜品", "2026-11-22 15:21")
    assert save_png(told, tmp_path / "a.png") and save_pdf(told, tmp_path / "a.pdf")
    image = QImage(str(tmp_path / "a.png"))
    assert image.width() == 1600 and image.height() > 2000
    assert len({image.pixel(x, 860) for x in range(0, 1600, 7)}) > 3, "bars were drawn"
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert not save_pdf(told, tmp_path / "missing" / "a.pdf")


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
@pytest.mark.parametrize(("size", "zoom"), [((1280, 800), 100), ((1280, 800), 200), ((640, 400), 100)])
def test_no_word_is_cut(
    open_desk: Callable[..., Desk], language: str, size: tuple[int, int], zoom: int
) -> None:
    desk = open_desk(size, language=language, zoom=zoom)
    page = opened(desk, SalesSpan.YEAR)
    for _view in range(2):
        desk.window.grab()
        assert shortened(desk.window) == []
        assert outside(desk.window) == []
        page.returns.click()
        desk.window.shown.sales.set_returning(returning())


def returns(desk: Desk, qtbot: QtBot) -> SalesPage:
    """The page with who comes back."""
    page = opened(desk)
    qtbot.mouseClick(page.returns, LEFT)
    desk.window.shown.sales.set_returning(returning())
    QApplication.processEvents()
    return page


def test_who_comes_back_is_a_press_away(desk: Desk, qtbot: QtBot) -> None:
    page = returns(desk, qtbot)
    assert desk.backend.asked("returning") == [("returning",)]
    assert page.view is not None and not page.day_end.isVisible()
    qtbot.mouseClick(page.view.segments, LEFT, pos=QPoint(60, 20))
    assert desk.backend.asked("members") == [("members", Segment.CORE)]
    qtbot.mouseClick(page.view.products, LEFT, pos=QPoint(60, 60))
    assert desk.backend.asked("buyers") == [("buyers", returning().products[1].name)]
    qtbot.mouseClick(page.spans[SalesSpan.DAY], LEFT)
    QApplication.processEvents()
    assert page.day_end.isVisible() and page.series is not None


def test_customers_behind_a_bar_are_opened_printed_and_kept(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page, shown = returns(desk, qtbot), desk.window.shown.sales
    shown.set_people(PeopleList("买过蛋挞", "到货了先告诉他们", rows()))
    overlay = desk.window.shell.over
    assert isinstance(overlay, PeopleOverlay)
    overlay.exported.emit(str(tmp_path / "a.csv"))
    assert desk.backend.asked("export_people") == [("export_people", str(tmp_path / "a.csv"))]
    qtbot.mouseClick(overlay.paper, LEFT)
    assert desk.backend.asked("print_people") == [("print_people",)]
    assert desk.window.shell.over is None
    shown.set_people(PeopleList("买过蛋挞", "到货了先告诉他们", rows()))
    overlay = desk.window.shell.over
    assert isinstance(overlay, PeopleOverlay)
    qtbot.mouseClick(overlay.chart, LEFT, pos=QPoint(60, 60))
    assert desk.window.shell.page == "customers" and not page.isVisible()
    assert desk.backend.asked("customer")[0] == ("customer", rows()[1].id)


def test_the_best_are_printed(desk: Desk, qtbot: QtBot) -> None:
    desk.window.verbs.page_wanted.emit("customers")
    people = desk.window.shell.people
    assert people is not None
    qtbot.mouseClick(people.list.chips[Group.VIP], LEFT)
    qtbot.mouseClick(people.list.best.paper, LEFT)
    assert desk.backend.asked("print_best") == [("print_best",)]
