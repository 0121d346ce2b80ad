"""An order of WeChat Store (微信小店) as `channels/ec/order/get` gives it, as a draft. Pure.

Ids lie beyond 2^53 and are texts; amounts are in 分, times in seconds since 1970.
Source: WeChat's page on 获取订单详情, as of 2026-11.
"""

from typing import Any

from desk.domain.orders import OrderDraft
from desk.domain.receipts import MalformedOrder
from desk.sources.foreign import (
    Found,
    drafted,
    identifier,
    revision_of,
    rounded_off,
    seconds,
    table,
    tables,
    text,
    whole,
)

#: 全部商品售后之后，订单取消; 未付款用户主动取消或超时未付款订单自动取消.
_OFF = frozenset({200, 250})
_COMPLETED = 100
#: 待付款.
_UNPAID = 10


def order_of(found: Found, source: str) -> OrderDraft:
    """The draft. Raises MalformedOrder for what is no order."""
    external_id = identifier(found.get("order_id"), "order_id")
    status = whole(found.get("status"), "status")
    detail = table(found.get("order_detail"))
    prices, pay = table(detail.get("price_info")), table(detail.get("pay_info"))
    to = table(table(detail.get("delivery_info")).get("address_info"))
    changed, placed = seconds(found.get("update_time")), seconds(found.get("create_time"))
    total = _fen(prices.get("order_price"), "order_price")
    paid_at = seconds(pay.get("pay_time"))
    paid = paid_at is not None and status not in _OFF and status != _UNPAID
    parts = [
        text(to.get(key))
        for key in ("province_name", "city_name", "county_name", "detail_info", "house_number")
    ]
    address = "".join(parts)
    document: dict[str, Any] = {
        "id": external_id,
        "placed_at": placed.isoformat() if placed else None,
        "fulfilment": {
            "kind": "delivery" if address else "pickup",
            "name": text(to.get("user_name")),
            "phone": text(to.get("tel_number")) or text(to.get("virtual_order_tel_number")),
            "address": address,
        },
        "lines": [_line(item, at) for at, item in enumerate(tables(detail.get("product_infos")))],
        "discounts": _discounts(prices),
        "delivery_fee": _fen(prices.get("freight"), "freight"),
        "total": total,
        "currency": "CNY",
        "payment": {
            "method": "wechat",
            "state": "paid" if paid else "refunded" if status == 200 else "unpaid",
            "paid_amount": total if paid else 0,
            "paid_at": paid_at.isoformat() if paid and paid_at else None,
            "reference": text(pay.get("transaction_id"))[:200],
        },
        "customer": {"external_id": text(found.get("openid"))[:200]},
        "note": text(table(detail.get("ext_info")).get("customer_notes")),
    }
    over = "cancelled" if status in _OFF else "completed" if status == _COMPLETED else ""
    return rounded_off(drafted(document, source, "CNY", revision_of(changed or placed, "update_time"), over))


def _line(item: Found, at: int) -> dict[str, Any]:
    options = [
        {"name": text(each.get("attr_key")), "value": text(each.get("attr_value"))}
        for each in tables(item.get("sku_attrs"))
    ]
    return {
        "sku": text(item.get("sku_code")) or text(item.get("sku_id")),
        "name": text(item.get("title")),
        "quantity": whole(item.get("sku_cnt"), f"product_infos[{at}].sku_cnt"),
        "unit_price": _fen(item.get("sale_price"), f"product_infos[{at}].sale_price"),
        "options": options,
    }


def _discounts(prices: Found) -> list[dict[str, Any]]:
    found = [("优惠", _fen(prices.get("discounted_price"), "discounted_price"))]
    if prices.get("change_down_price"):
        found.append(("改价", _fen(prices.get("change_down_price"), "change_down_price")))
    return [{"name": name, "amount": amount} for name, amount in found if amount]


def _fen(value: object, field: str) -> int:
    if value is None:
        return 0
    amount = whole(value, field)
    if abs(amount) > 10**12:
        raise MalformedOrder(f"{field} is beyond any amount.")
    return amount
