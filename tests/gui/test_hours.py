"""What a person does on the page of opening hours, and what the desk is then asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.domain.trading import Area, Hours, SlotRules, Span, Trading
from desk.ui.hours.page import HoursPage
from desk.ui.hours.shown import HoursEntry
from desk.ui.hours.words import read_spans, spans_text, state_words
from tests.gui.conftest import Desk
from tests.gui.goods_samples import DAY, TRADING
from tests.gui.samples import NOW
from tests.gui.test_fits import shortened

LEFT = Qt.MouseButton.LeftButton
ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime.fromtimestamp(NOW, UTC)


def opened(desk: Desk, trading: Trading = TRADING) -> HoursPage:
    desk.window.verbs.page_wanted.emit("hours")
    page = desk.window.shell.hours
    assert page is not None
    desk.window.shown.hours.set_trading(trading, ["蛋糕", "饮料"], ZONE)
    QApplication.processEvents()
    return page


def texts(page: HoursPage) -> list[str]:
    QApplication.processEvents()  # the layout shows what was made
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def asked(desk: Desk) -> HoursEntry:
    ((_verb, entry),) = desk.backend.asked("save_hours")
    assert isinstance(entry, HoursEntry)
    return entry


def test_the_key_opens_the_page_which_reads_anew(desk: Desk, qtbot: QtBot) -> None:
    assert desk.window.shell.hours is None  # nothing is built before it is opened
    qtbot.keyClick(desk.window, "h")
    qtbot.waitUntil(lambda: desk.window.shell.page == "hours")
    assert desk.backend.asked("hours") == [("hours",)]


def test_a_pause_says_why_and_how_long(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    qtbot.mouseClick(page.now.pause_for.buttons[0], LEFT)
    qtbot.mouseClick(page.now.pause, LEFT)
    qtbot.keyClicks(page.now.text, "Oven broken")
    qtbot.mouseClick(page.now.pause_for.buttons[None], LEFT)
    qtbot.mouseClick(page.now.pause, LEFT)
    assert desk.backend.asked("pause") == [
        ("pause", "今天太忙，暂时不接单了", 0),
        ("pause", "Oven broken", None),
    ]
    stopped = replace(TRADING, paused="烤箱坏了", paused_until=AT + timedelta(minutes=30))
    desk.window.shown.hours.set_trading(stopped, [], ZONE)
    assert "顾客看到：烤箱坏了" in texts(page) and not page.now.pause.isVisible()
    qtbot.mouseClick(page.now.resume, LEFT)
    assert desk.backend.asked("resume") == [("resume",)]


def test_busy_for_two_hours_and_not_any_more(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    qtbot.mouseClick(page.now.extra.buttons[15], LEFT)
    qtbot.mouseClick(page.now.busy_for.buttons[120], LEFT)
    qtbot.mouseClick(page.now.hurry, LEFT)
    assert desk.backend.asked("busy") == [("busy", 15, 120)]
    desk.window.shown.hours.set_trading(replace(TRADING, busy_minutes=15), [], ZONE)
    assert "▲ 现在多等 15 分钟" in texts(page)
    qtbot.mouseClick(page.now.calm, LEFT)
    assert desk.backend.asked("calm") == [("calm",)]


def test_the_rules_come_back_as_they_are(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    assert page.week is not None and not page.save.isVisible()
    qtbot.keyClick(page.week.lead, Qt.Key.Key_Backspace)
    qtbot.keyClicks(page.week.lead, "5")
    qtbot.mouseClick(page.save, LEFT)
    entry = asked(desk)
    assert entry == HoursEntry(replace(TRADING.hours, lead_minutes=65), TRADING.slots, TRADING.areas)


def test_other_hours_a_holiday_slots_and_an_area(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, Trading())
    week, slots, areas = page.week, page.slots, page.areas
    assert week is not None and slots is not None and areas is not None
    qtbot.mouseClick(week.always.buttons[False], LEFT)
    week.days[0].clear()
    qtbot.keyClicks(week.days[0], "9-12 13.30-20")
    qtbot.mouseClick(week.alike, LEFT)
    week.days[6].clear()
    qtbot.mouseClick(week.add, LEFT)
    qtbot.keyClicks(week.dates[0].day, "2027-02-06")
    qtbot.mouseClick(slots.use.buttons[True], LEFT)
    qtbot.keyClicks(slots.orders, "6")
    qtbot.keyClicks(slots.categories["蛋糕"], "4")
    qtbot.mouseClick(areas.add, LEFT)
    qtbot.keyClicks(areas.areas[0].name, "Downtown")
    qtbot.keyClicks(areas.areas[0].match, "Main St,Dock")
    qtbot.keyClicks(areas.areas[0].fee, "8.5")
    qtbot.mouseClick(page.save, LEFT)
    entry = asked(desk)
    assert entry.hours == Hours({**dict.fromkeys(range(6), DAY), 6: ()}, {date(2027, 2, 6): ()})
    assert entry.slots == SlotRules(60, 7, 6, None, {"蛋糕": 4})
    assert entry.areas == (Area("Downtown", ("Main", "St", "Dock"), 850),)
    desk.window.shown.hours.set_trading(replace(Trading(), hours=entry.hours), [], ZONE)
    desk.window.shown.hours.saved.emit()
    assert page.save.isHidden() or not page.save.isVisible()


def test_what_is_wrong_is_said_where_it_stands(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    week, slots, areas = page.week, page.slots, page.areas
    assert week is not None and slots is not None and areas is not None
    week.days[2].setText("9-12, 11-13")
    qtbot.mouseClick(week.add, LEFT)
    qtbot.keyClicks(week.dates[-1].day, "soon")
    slots.minutes.setText("1")
    qtbot.mouseClick(areas.add, LEFT)
    qtbot.keyClicks(areas.areas[-1].fee, "x")
    qtbot.mouseClick(page.save, LEFT)
    assert desk.backend.asked("save_hours") == []
    shown = texts(page)
    for problem in (
        "时间写成 9:00-12:00, 13:30-20:00；不填就是休息。", "日子写成 10-01 或 2026-10-01。",
        "写 5 到 1440 的整数。", "写上区域的名字。",
    ):  # fmt: skip
        assert problem in shown, problem
    qtbot.mouseClick(page.undo, LEFT)
    assert page.week is not None and page.week.days[2].text() == "09:00-12:00, 13:30-20:00"


def test_what_is_typed_outlives_a_pause(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    week = page.week
    assert week is not None
    qtbot.keyClicks(week.lead, "5")
    desk.window.shown.hours.set_trading(replace(TRADING, paused="忙"), [], ZONE)
    assert page.week is week and week.lead.text() == "605"
    desk.window.resize(640, 700)
    QApplication.processEvents()
    assert page.week is week and week.lead.text() == "605"


@pytest.mark.usefixtures("qapp")
def test_times_as_people_write_them() -> None:
    assert read_spans("9-12, 13:30-20:00") == DAY
    assert read_spans("18:00至24:00") == (Span(time(18), time(0)),)
    assert read_spans("") == read_spans("休息") == ()
    assert spans_text(DAY) == "09:00-12:00, 13:30-20:00"
    for wrong in ("9", "25-26", "9-12, 11-13", "morning"):
        with pytest.raises(ValueError, match=r".*"):
            read_spans(wrong)


@pytest.mark.usefixtures("qapp")
def test_the_state_says_what_comes_next() -> None:
    noon = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
    assert state_words(TRADING, noon, ZONE) == ("营业中", "green", "到 12:00")
    assert state_words(TRADING, noon.replace(hour=21), ZONE)[2].startswith("明天 09:00 开门")
    assert state_words(Trading(), noon, ZONE) == ("营业中", "green", "")
    shut = Trading(Hours({0: ()}))
    assert state_words(shut, noon, ZONE)[:2] == ("休息", "muted")


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
@pytest.mark.parametrize(("size", "zoom"), [((1280, 800), 100), ((1280, 800), 200), ((640, 400), 100)])
def test_nothing_is_cut_off(
    open_desk: Callable[..., Desk], size: tuple[int, int], zoom: int, language: str
) -> None:
    desk = open_desk(size, language=language, zoom=zoom)
    page = opened(desk)
    assert shortened(page) == []
    stopped = replace(TRADING, paused="X", busy_minutes=30, busy_until=AT + timedelta(hours=3))
    desk.window.shown.hours.set_trading(stopped, [], ZONE)
    QApplication.processEvents()
    assert shortened(page) == []
