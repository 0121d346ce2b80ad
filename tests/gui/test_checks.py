"""The header says when orders were compared with the shop systems, and how many are missing: in words, colour and shape."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk.domain.checks import SourceCard
from desk.ui.check_words import all_checks, check_line, check_statement, check_tone
from desk.ui.header import ChecksPill
from tests.fakes.woocommerce import KEY, SECRET, WooCommerce
from tests.gui.conftest import Desk
from tests.gui.samples import NOW
from tests.gui.test_app_window import play


def card(name: str = "woo", ago: float | None = 130, missing: int = 0, **changes: object) -> SourceCard:
    at = None if ago is None else NOW - ago
    return SourceCard(name, "woocommerce", "running", checked_at=at, missing=missing, every=120)._replace(
        **changes
    )


def pill(desk: Desk) -> ChecksPill:
    found = desk.window.shell.header.checks
    assert found is not None and found.isVisible()
    return found


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("ago", "missing", "words"),
    [
        (130, 0, "2 分钟前核对，缺 0 单"),
        (5, 0, "刚刚核对，缺 0 单"),
        (-30, 1, "刚刚核对，缺 1 单"),
        (3 * 3600, 12, "3 小时前核对，缺 12 单"),
    ],
)
def test_the_statement(ago: float, missing: int, words: str) -> None:
    assert check_statement(NOW - ago, missing, NOW) == words


def test_the_header_sums_up_and_the_tooltip_tells_each(desk: Desk) -> None:
    desk.window.shown.set_sources([card(), card("shop", 250, 1)])
    assert pill(desk).text() == "4 分钟前核对，缺 1 单"
    assert pill(desk).toolTip() == "woo · 2 分钟前核对，缺 0 单\nshop · 4 分钟前核对，缺 1 单"
    assert pill(desk).accessibleName() == pill(desk).text()
    printers = desk.window.shell.header._pills
    assert pill(desk).geometry().right() < printers[0].geometry().left()


def test_a_press_tells_it_where_there_is_no_tooltip(desk: Desk) -> None:
    desk.window.shown.set_sources([card(reason="webhook-off")])
    pill(desk).click()
    assert "收不进来" not in pill(desk).lines()
    assert desk.window.shell.toast is not None
    assert "店铺停用了推送" in pill(desk).lines()


@pytest.mark.parametrize(
    ("cards", "tone"),
    [
        ([card()], "green"),
        ([card(missing=1)], "red"),
        ([card(ago=500)], "amber"),
        ([card(), card(ago=None)], "amber"),
        ([card(ago=None, state="starting")], "green"),
        ([card(state="trouble", reason="unreachable")], "amber"),
        ([card(reason="webhook-off")], "amber"),
    ],
)
def test_when_somebody_has_to_look(cards: list[SourceCard], tone: str) -> None:
    assert check_tone(cards, NOW) == tone


def test_a_check_grows_old_while_nothing_happens(desk: Desk) -> None:
    desk.window.shown.set_sources([card(ago=0)])
    assert (pill(desk).text(), pill(desk).tone) == ("刚刚核对，缺 0 单", "green")
    desk.clock.time += 600
    desk.window.shown.set_sources([card(ago=0)])
    assert (pill(desk).text(), pill(desk).tone) == ("10 分钟前核对，缺 0 单", "amber")
    assert "太久没核对" in pill(desk).toolTip()


def test_it_tells_which_orders_are_missing() -> None:
    assert check_line(card(missing=2, lacks=("727", "728")), NOW).endswith("收不进来：727, 728")
    assert check_line(card(missing=9, lacks=("727",)), NOW).endswith("收不进来：727, …")


def test_one_that_was_never_checked_says_nothing_about_the_rest() -> None:
    assert all_checks([card(), card(ago=None)], NOW) == check_statement(None, 0, NOW)


def test_a_narrow_window_keeps_the_sign(open_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = open_desk(size=(560, 640))
    desk.window.shown.set_sources([card(missing=3)])
    found = pill(desk)
    qtbot.waitUntil(lambda: found.width() < 90)
    assert found.geometry().left() >= 0
    assert found.text().endswith("缺 3 单")


def test_without_such_sources_there_is_nothing(desk: Desk) -> None:
    assert desk.window.shell.header.checks is None
    desk.window.shown.set_sources([card()])
    desk.window.shown.set_sources([])
    found = desk.window.shell.header.checks
    assert found is not None and not found.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_other_languages(open_desk: Callable[..., Desk], language: str) -> None:
    desk = open_desk(language=language)
    desk.window.shown.set_sources([card()])
    said = {"en": "checked 2 min ago, 0 missing", "zh_TW": "2 分鐘前核對，缺 0 單"}[language]
    assert pill(desk).text() == said
    assert check_line(card(ago=None), NOW)


@pytest.mark.timeout(90)
def test_the_window_of_a_running_desk_says_it(tmp_path: Path) -> None:
    with WooCommerce(time.time) as shop:
        shop.place()
        shop.garble(shop.place())
        (tmp_path / "desk.toml").write_text(
            f'[api]\nlisten = "127.0.0.1:0"\n[[sources]]\nkind = "woocommerce"\nname = "woo"\nurl = "{shop.url}"\n'
            f'key = "{KEY}"\nsecret = "{SECRET}"\n',
            encoding="utf-8",
        )
        play("the_header_says_what_was_checked", tmp_path)
