"""A WooCommerce order becomes a draft, or a sentence about what is wrong; deliveries are believed with their signature only."""

import asyncio
import random
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.orders import FulfilmentKind, Option, PaymentMethod, PaymentState
from desk.domain.receipts import MalformedOrder, NotVerified
from desk.errors import ConfigFault
from desk.sources.base import CheckMemory, DeskSide
from desk.sources.woocommerce import WooCommerceSource
from desk.sources.woocommerce_order import order_of
from tests.fakes.woocommerce import HOOK_SECRET, WooCommerce
from tests.sources.stepping import BEGIN, SteppingClock
from tests.unit.desk.sources.foreign_json import ANY, spoilt


def fake_order(**changes: Any) -> dict[str, Any]:
    shop = WooCommerce(lambda: BEGIN, random.Random(1))
    order_id = shop.place(note="到了打电话")
    return {**shop.orders[order_id], **changes}


def line(**changes: Any) -> dict[str, Any]:
    return {**fake_order()["line_items"][0], **changes}


def test_an_order() -> None:
    draft = order_of(
        fake_order(line_items=[line(name="可颂", quantity=2, subtotal="24.68")], total="32.68"), "woo", "CNY"
    )
    assert draft is not None
    assert (draft.external_id, draft.version, draft.revision) == ("101", 1, int(BEGIN) * 1000)
    assert draft.placed_at == datetime.fromtimestamp(BEGIN, UTC)
    assert (draft.total, draft.delivery_fee, draft.adds_up, draft.over) == (3268, 800, True, "")
    made = draft.lines[0]
    assert (made.name, made.quantity, made.unit_price) == ("可颂", 2, 1234)
    assert made.options == (Option("甜度", "少糖"),)
    to = draft.fulfilment
    assert (to.kind, to.name, to.phone, to.address) == (
        FulfilmentKind.DELIVERY, "王小明", "13800138000", "朝阳区望京街101号",
    )  # fmt: skip
    assert (draft.payment.method, draft.payment.state, draft.payment.paid_amount, draft.payment.reference) == (
        PaymentMethod.WECHAT, PaymentState.PAID, 3268, "4200101",
    )  # fmt: skip
    assert (draft.note, draft.customer.external_id) == ("到了打电话", "3")


def test_sums_are_what_customers_pay() -> None:
    """With tax, with a coupon, with a fee and a rebate, and a line that three pieces do not share evenly."""
    draft = order_of(
        fake_order(
            line_items=[line(quantity=3, subtotal="10.00", subtotal_tax="1.00")], shipping_total="5.00", shipping_tax="0.50",
            discount_total="2.00", discount_tax="0.20", coupon_lines=[{"code": "happy"}], total="15.80",
            fee_lines=[{"name": "礼盒", "total": "3.00", "total_tax": "0.00"}, {"name": "会员", "total": "-1.50"}],
        ), "woo", "CNY",
    )  # fmt: skip
    assert draft is not None and draft.adds_up
    assert [each.unit_price for each in draft.lines] == [367, 300]
    assert {each.name: each.amount for each in draft.discounts} == {"happy": 220, "会员": 150, "零头": 1}


@pytest.mark.parametrize(
    ("changes", "over"),
    [
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "refunded"}, "cancelled"),
        ({"status": "trash"}, "cancelled"),
        ({"status": "on-hold", "date_paid_gmt": None}, ""),
        ({"status": "failed", "date_paid_gmt": None}, ""),
        (
            {"status": "completed", "date_completed_gmt": "2026-11-22T02:00:30"},
            "",
        ),  # by its payment, made by nobody
        ({"status": "completed", "date_completed_gmt": "2026-11-22T09:00:00"}, "completed"),
    ],
)
def test_how_it_stands_there(changes: dict[str, Any], over: str) -> None:
    draft = order_of(fake_order(**changes), "woo", "CNY")
    assert draft is not None
    assert draft.over == over


@pytest.mark.parametrize("status", ["checkout-draft", "auto-draft"])
def test_what_is_not_ordered_yet(status: str) -> None:
    assert order_of(fake_order(status=status), "woo", "CNY") is None


def test_pickup_and_cash_and_english() -> None:
    billing = {
        "first_name": "Amy",
        "last_name": "Pond",
        "address_1": "1 High St",
        "city": "Leadworth",
        "phone": "1",
    }
    draft = order_of(
        fake_order(shipping={}, billing=billing, payment_method="cod", date_paid_gmt=None,
                   shipping_lines=[{"method_id": "local_pickup"}]), "woo", "CNY",
    )  # fmt: skip
    assert draft is not None
    assert (draft.fulfilment.kind, draft.fulfilment.address, draft.fulfilment.name) == (
        "pickup",
        "",
        "Amy Pond",
    )
    assert (draft.payment.method, draft.payment.state) == ("cash-on-delivery", "unpaid")
    sent = order_of(fake_order(shipping={}, billing=billing), "woo", "CNY")
    assert sent is not None and sent.fulfilment.address == "1 High St, Leadworth"


@given(ANY | spoilt(fake_order()))
def test_any_json_is_an_order_or_a_sentence(value: Any) -> None:
    found = value if isinstance(value, dict) else {"id": 1, "line_items": value}
    try:
        draft = order_of(found, "woo", "CNY")
    except MalformedOrder:
        return
    assert draft is None or (draft.lines and draft.external_id)


def source(**options: Any) -> WooCommerceSource:
    return WooCommerceSource(
        "woo",
        cast("DeskSide", None),
        cast("CheckMemory", None),
        SteppingClock(),
        lambda _name: None,
        **options,
    )


def test_deliveries() -> None:
    shop = WooCommerce(lambda: BEGIN)
    shop.place()
    push = shop.waiting[0]
    door = source(webhook_secret=HOOK_SECRET)
    draft = door.open(push.headers, push.body)
    assert draft is not None and draft.external_id == "101"
    with pytest.raises(NotVerified):
        door.open(push.headers, push.body + b" ")
    with pytest.raises(NotVerified):
        source(url="https://shop.example.com").open(push.headers, push.body)
    assert door.open({"content-type": "application/x-www-form-urlencoded"}, b"webhook_id=7") is None
    for topic, body in (("order.deleted", b'{"id":101}'), ("product.updated", push.body)):
        assert door.open(shop.signed(body, topic), body) is None
    with pytest.raises(MalformedOrder):
        door.open(shop.signed(b"[1]"), b"[1]")


def test_settings_that_are_none() -> None:
    for options in (
        {},
        {"url": "shop"},
        {"url": "http://shop.example.com"},
        {"url": "https://a:b@shop.example.com"},
    ):
        with pytest.raises(ConfigFault, match=r'"woo" in desk\.toml'):
            source(**options)
    source(url="http://127.0.0.1:8080/shop/")


def test_without_an_address_it_only_listens() -> None:
    async def live() -> None:
        quiet = source(webhook_secret="x")
        running = asyncio.create_task(quiet.run(cast("Any", None)))
        await asyncio.sleep(0)
        assert (quiet.health.state, quiet.health.every) == ("running", 0.0)
        await quiet.stop()
        await running

    asyncio.run(live())


@given(st.integers(1, 30), st.integers(0, 10**7))
def test_a_line_shared_unevenly_still_adds_up(quantity: int, fen: int) -> None:
    amount = f"{fen // 100}.{fen % 100:02d}"
    total = f"{(fen + 800) // 100}.{(fen + 800) % 100:02d}"
    draft = order_of(
        fake_order(line_items=[line(quantity=quantity, subtotal=amount)], total=total), "woo", "CNY"
    )
    assert draft is not None and draft.adds_up
