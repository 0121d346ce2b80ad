"""A Shopify order becomes a draft, or a sentence about what is wrong; deliveries are believed with their signature only."""

import random
from typing import Any, cast

import pytest
from hypothesis import given

from desk.domain.orders import FulfilmentKind, Option, PaymentMethod, PaymentState
from desk.domain.receipts import MalformedOrder, NotVerified
from desk.errors import ConfigFault
from desk.sources.base import CheckMemory, DeskSide
from desk.sources.shopify import ShopifySource
from desk.sources.shopify_order import order_of
from tests.fakes.shopify import SECRET, Shopify
from tests.sources.stepping import BEGIN, SteppingClock
from tests.unit.desk.sources.foreign_json import ANY, spoilt


def fake_order(**changes: Any) -> dict[str, Any]:
    shop = Shopify(lambda: BEGIN, random.Random(4))
    order_id = shop.place(note="ring twice")
    return {**shop.orders[order_id], **changes}


def line(**changes: Any) -> dict[str, Any]:
    return {**fake_order()["line_items"][0], **changes}


def test_an_order() -> None:
    order = fake_order(
        line_items=[line(title="Tart", quantity=2, current_quantity=2, price="12.34")], current_total_price="32.68",
        note_attributes=[{"name": "Delivery date", "value": "2026-11-23"}, {"name": "_internal", "value": "x"}],
    )  # fmt: skip
    draft = order_of(order, "shop", "CNY")
    assert draft.external_id == str(order["id"]) and order["id"] > 2**52
    assert (draft.revision, draft.total, draft.delivery_fee, draft.adds_up) == (
        int(BEGIN) * 1000,
        3268,
        800,
        True,
    )
    assert draft.lines[0].options == (Option("", "6 inch"), Option("甜度", "少糖"))
    assert (draft.lines[0].name, draft.lines[0].quantity, draft.lines[0].unit_price) == ("Tart", 2, 1234)
    assert (draft.fulfilment.kind, draft.fulfilment.name) == (FulfilmentKind.DELIVERY, "Amy Pond")
    assert draft.fulfilment.address == "1001 High St, Leadworth"
    assert draft.note == "ring twice\nDelivery date：2026-11-23"
    assert (draft.payment.method, draft.payment.state, draft.payment.paid_amount) == (
        PaymentMethod.CARD, PaymentState.PAID, 3268,
    )  # fmt: skip


def test_what_an_edit_left_and_taxes_on_top() -> None:
    order = fake_order(
        line_items=[line(quantity=3, current_quantity=1, price="10.00"), line(quantity=1, current_quantity=0)],
        taxes_included=False, total_tax="9.00", current_total_tax="1.00", total_discounts="2.00",
        current_total_discounts="1.50", discount_codes=[{"code": "TEN"}], current_total_price="17.50",
    )  # fmt: skip
    draft = order_of(order, "shop", "CNY")
    assert draft.adds_up
    assert [(each.name, each.quantity) for each in draft.lines[1:]] == [("税", 1)]
    assert draft.discounts[0].name == "TEN"


@pytest.mark.parametrize(
    ("changes", "over", "state"),
    [
        ({"cancelled_at": "2026-11-22T10:00:00Z"}, "cancelled", "paid"),
        ({"financial_status": "refunded"}, "cancelled", "refunded"),
        ({"financial_status": "voided"}, "cancelled", "unpaid"),
        ({"financial_status": "pending"}, "", "unpaid"),
        ({"financial_status": "authorized"}, "", "unpaid"),
        ({"financial_status": "partially_refunded"}, "", "paid"),
        ({"fulfillment_status": "fulfilled"}, "completed", "paid"),
        ({"fulfillment_status": "partial"}, "", "paid"),
    ],
)
def test_how_it_stands_there(changes: dict[str, Any], over: str, state: str) -> None:
    draft = order_of(fake_order(**changes), "shop", "CNY")
    assert (draft.over, draft.payment.state) == (over, state)


@given(ANY | spoilt(fake_order()))
def test_any_json_is_an_order_or_a_sentence(value: Any) -> None:
    found = value if isinstance(value, dict) else {"id": 1, "line_items": value}
    try:
        draft = order_of(found, "shop", "CNY")
    except MalformedOrder:
        return
    assert draft.lines and draft.external_id


def source(**options: Any) -> ShopifySource:
    return ShopifySource(
        "shop",
        cast("DeskSide", None),
        cast("CheckMemory", None),
        SteppingClock(),
        lambda _name: None,
        **options,
    )


def test_deliveries() -> None:
    shop = Shopify(lambda: BEGIN)
    order_id = shop.place()
    push = shop.waiting[0]
    door = source(secret=SECRET)
    draft = door.open(push.headers, push.body)
    assert draft is not None and draft.external_id == order_id
    with pytest.raises(NotVerified):
        door.open(push.headers, push.body + b" ")
    for topic, body in (
        ("orders/delete", b'{"id":1}'),
        ("app/uninstalled", push.body),
        ("orders/edited", b"{}"),
    ):
        assert door.open(shop.signed(body, topic), body) is None


def test_settings_that_are_none() -> None:
    for options in ({"secret": " "}, {"secret": "x", "url": "cake", "token": "t"}):
        with pytest.raises(ConfigFault, match=r'"shop" in desk\.toml'):
            source(**options)
    assert source(secret="x", url="https://cake.myshopify.com").health.every == 0.0
