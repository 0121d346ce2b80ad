"""An order of WeChat Store becomes a draft, or a sentence about what is wrong; its id keeps every digit."""

import random
from typing import Any

import pytest
from hypothesis import given

from desk.domain.orders import FulfilmentKind, Option, PaymentMethod, PaymentState
from desk.domain.receipts import MalformedOrder
from desk.sources.weixin_store_order import order_of
from tests.fakes.weixin_store import WeixinStore
from tests.sources.stepping import BEGIN
from tests.unit.desk.sources.foreign_json import ANY, spoilt


def fake_order(**changes: Any) -> dict[str, Any]:
    shop = WeixinStore(lambda: BEGIN, random.Random(4))
    order_id = shop.place(note="到了打电话")
    return {**shop.orders[order_id], **changes}


def test_an_order() -> None:
    order = fake_order()
    draft = order_of(order, "store")
    assert draft.external_id == order["order_id"] and int(draft.external_id) > 2**53
    assert (draft.revision, draft.adds_up, draft.currency, draft.delivery_fee) == (
        int(BEGIN) * 1000,
        True,
        "CNY",
        800,
    )
    assert draft.lines[0].options == (Option("甜度", "少糖"),)
    assert (draft.fulfilment.kind, draft.fulfilment.name) == (FulfilmentKind.DELIVERY, "王小明")
    assert draft.fulfilment.address.startswith("北京市北京市朝阳区望京街")
    assert (draft.payment.method, draft.payment.state) == (PaymentMethod.WECHAT, PaymentState.PAID)
    assert draft.payment.reference == f"4200{order['order_id']}"
    assert draft.note == "到了打电话"


def test_an_id_that_came_as_a_number_keeps_every_digit() -> None:
    assert order_of(fake_order(order_id=3705115058471208929), "store").external_id == "3705115058471208929"


@pytest.mark.parametrize(
    ("status", "over", "state"),
    [
        (10, "", "unpaid"), (20, "", "paid"), (21, "", "paid"), (30, "", "paid"), (100, "completed", "paid"),
        (200, "cancelled", "refunded"), (250, "cancelled", "unpaid"),
    ],
)  # fmt: skip
def test_how_it_stands_there(status: int, over: str, state: str) -> None:
    draft = order_of(fake_order(status=status), "store")
    assert (draft.over, draft.payment.state) == (over, state)


@given(ANY | spoilt(fake_order()))
def test_any_json_is_an_order_or_a_sentence(value: Any) -> None:
    found = value if isinstance(value, dict) else {"order_id": 1, "status": 20, "order_detail": value}
    try:
        draft = order_of(found, "store")
    except MalformedOrder:
        return
    assert draft.lines and draft.external_id
