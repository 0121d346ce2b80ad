"""Taking money beside an order, and giving it back: every step inside the window, by a named clerk."""

from typing import Any, cast

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desk.app.live_till import code_rows, refundable
from desk.domain.board import OrderCard, OrderDetail
from desk.domain.orders import PaymentMethod
from desk.domain.payments import Entry
from desk.ui.detail.panel import DetailPanel
from desk.ui.till.block import CodePicture, TillBlock
from desk.ui.till.shown import Code
from desk.ui.widgets.label import Label
from tests.gui.conftest import Desk
from tests.gui.samples import NOW, card


def opened(desk: Desk, shown: OrderCard) -> DetailPanel:
    """The panel with that order."""
    desk.window.set_board([shown])
    desk.window.shown.select(shown.id)
    detail = OrderDetail(shown, "王小明", "13800138000", "望京街9号", NOW, (), 0, 0, "", (), ())
    desk.window.show_detail(detail)
    return desk.window.shell.side.detail


OWED = card("W101", state="accepted", balance=17100, total=17100, payment_state="unpaid")
PAID = card("W102", state="cancelled", balance=0, total=17100, payment_state="paid", payment_method="wechat")


def till(panel: DetailPanel) -> TillBlock:
    assert panel.till is not None
    return panel.till


def asked(desk: Desk, what: str) -> list[tuple[object, ...]]:
    return [cast("Any", call)[1:] for call in desk.backend.asked(what)]


def words(panel: DetailPanel) -> str:
    return " ".join(label.text() for label in till(panel).findChildren(Label))


@pytest.mark.parametrize("method", ["cash", "counter-qr", "card", "transfer"])
def test_a_clerk_says_how_it_was_paid(desk: Desk, method: str) -> None:
    panel = opened(desk, OWED)
    panel.buttons["till-choose"].click()
    assert "￥171" in words(panel)
    assert "截图不算" in words(panel), "a picture of a payment is none"
    assert "259 号" in words(panel)
    till(panel).buttons[method].click()
    assert asked(desk, "take") == [(OWED.id, method)]


def test_a_code_is_shown_until_it_is_paid_or_given_up(desk: Desk, qtbot: QtBot) -> None:
    panel = opened(desk, OWED)
    panel.buttons["till-choose"].click()
    till(panel).buttons["wechat"].click()
    assert asked(desk, "collect") == [(OWED.id,)]
    shown = desk.window.shown.till
    shown.answer(OWED.id, "code", code=Code(code_rows("weixin://wxpay/bizpayurl?pr=abc"), 17100, NOW + 900))
    assert "等待付款" in words(panel)
    picture = till(panel).findChild(CodePicture)
    assert picture is not None
    image = picture.grab().toImage()
    assert image.pixelColor(2, 2) == QColor("#FFFFFF"), "a quiet zone"
    till(panel).buttons["uncollect"].click()
    assert asked(desk, "uncollect") == [(OWED.id,)]
    shown.close()
    assert panel.till is None
    assert "till-choose" in panel.buttons


def test_what_went_wrong_stands_there(desk: Desk) -> None:
    panel = opened(desk, OWED)
    panel.buttons["till-choose"].click()
    desk.window.shown.till.answer(OWED.id, "trouble", problem="现在连不上微信支付。")
    assert "现在连不上微信支付。" in words(panel)
    till(panel).buttons["back"].click()
    assert panel.till is None


def test_giving_back_takes_a_second_press(desk: Desk) -> None:
    panel = opened(desk, PAID)
    panel.buttons["till-refund"].click()
    assert asked(desk, "refund") == []
    block = till(panel)
    assert block.reason is not None
    block.reason.setText("做坏了")
    block.buttons["refund"].click()
    assert asked(desk, "refund") == [(PAID.id, "做坏了")]


def test_an_answer_for_another_order_changes_nothing(desk: Desk) -> None:
    panel = opened(desk, OWED)
    panel.buttons["till-choose"].click()
    desk.window.shown.till.answer("another", "trouble", problem="x")
    assert "cash" in till(panel).buttons


def entry(event: Any, payment: str, amount: int, refund: str = "", source: str = "wechat") -> Entry:
    return Entry(
        event, payment, amount, cast("Any", None), source, refund=refund, method=PaymentMethod.WECHAT
    )


def test_no_more_goes_back_than_came_and_each_try_has_its_own_number() -> None:
    first = entry("paid", "OD1", 5000)
    assert [(e.payment, left) for e, left, _ in refundable([first])] == [("OD1", 5000)]
    failed = entry("refund-failed", "OD1", 5000, "RFOD1-1")
    numbers = {number for kept in ([first], [first, failed]) for _, _, number in refundable(kept)}
    assert len(numbers) == 2
    part = entry("refunded", "OD1", 2000, "RFOD1-2")
    assert [left for _, left, _ in refundable([first, failed, part])] == [3000]
    assert refundable([first, entry("refunded", "OD1", 5000, "R")]) == []
    assert refundable([entry("paid", "desk-1", 5000, source="")]) == [], (
        "what was taken here is given back here"
    )
