"""A WooCommerce order (REST API v3, also the body of its webhooks) as a draft. Pure.

Times `*_gmt` are UTC without an offset; amounts are decimal texts; what customers pay is each sum plus its tax.
Source: the REST API's page on order properties, as of 2026-11.
"""

import re
from datetime import timedelta
from typing import Any

from desk.domain.orders import OrderDraft
from desk.domain.receipts import MalformedOrder
from desk.sources.foreign import (
    Found,
    drafted,
    identifier,
    moment,
    money,
    person,
    place,
    revision_of,
    rounded_off,
    table,
    tables,
    text,
    whole,
)

#: Not ordered yet: a basket at the till, or something an administrator is still writing.
_NOT_YET = frozenset({"checkout-draft", "auto-draft", "draft", "new"})
_OFF = frozenset({"cancelled", "refunded", "trash"})
#: An order that its payment completed at once has not been made by anybody: the shop sells it as a virtual product.
_AT_ONCE = timedelta(minutes=5)
_PICKUP = ("local_pickup", "pickup_location")
#: State codes of countries that WooCommerce numbers, such as CN2; nobody writes them on a parcel.
_STATE_CODE = re.compile(r"[A-Z]{2}-?\d{1,3}")
_METHODS = {"cod": "cash-on-delivery", "bacs": "transfer", "cheque": "other"}


def order_of(found: Found, source: str, currency: str) -> OrderDraft | None:
    """The draft; None for what is not ordered yet. Raises MalformedOrder for what is no order."""
    status = text(found.get("status")).removeprefix("wc-")
    if status in _NOT_YET:
        return None
    external_id = identifier(found.get("id"), "id")
    changed = moment(found.get("date_modified_gmt"), "date_modified_gmt", utc=True)
    placed = moment(found.get("date_created_gmt"), "date_created_gmt", utc=True)
    revision = revision_of(changed or placed, "date_modified_gmt")
    currency = text(found.get("currency")) or currency
    pickup = any(
        text(each.get("method_id")).startswith(_PICKUP) for each in tables(found.get("shipping_lines"))
    )
    document: dict[str, Any] = {
        "id": external_id,
        "placed_at": placed.isoformat() if placed else None,
        "fulfilment": _fulfilment(found, pickup=pickup),
        "lines": [*_lines(found, currency), *_fees(found, currency)],
        "discounts": _discounts(found, currency),
        "delivery_fee": _gross(found, "shipping_total", "shipping_tax", currency),
        "total": money(found.get("total"), "total", currency),
        "currency": currency,
        "payment": _payment(found, status, currency),
        "customer": _customer(found),
        "note": text(found.get("customer_note")),
    }
    return rounded_off(drafted(document, source, currency, revision, _over(found, status)))


def _over(found: Found, status: str) -> str:
    if status in _OFF:
        return "cancelled"
    if status != "completed":
        return ""
    done = moment(found.get("date_completed_gmt"), "date_completed_gmt", utc=True)
    began = moment(found.get("date_paid_gmt"), "date_paid_gmt", utc=True) or moment(
        found.get("date_created_gmt"), "date_created_gmt", utc=True
    )
    return "" if done and began and done - began < _AT_ONCE else "completed"


def _lines(found: Found, currency: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    for at, item in enumerate(tables(found.get("line_items"))):
        quantity = whole(item.get("quantity"), f"line_items[{at}].quantity")
        if quantity == 0:
            continue
        amount = _gross(item, "subtotal", "subtotal_tax", currency)
        options = [
            {"name": name, "value": value}
            for meta in tables(item.get("meta_data"))
            if (name := text(meta.get("display_key")) or text(meta.get("key"))) and not name.startswith("_")
            if (value := text(meta.get("display_value")) or text(meta.get("value")))
        ]
        lines.append(
            {
                "sku": text(item.get("sku")),
                "name": text(item.get("parent_name")) or text(item.get("name")),
                "quantity": quantity,
                "unit_price": -(-amount // quantity),
                "options": options,
            }
        )
    return lines


def _fees(found: Found, currency: str) -> list[dict[str, Any]]:
    fees = [
        {
            "name": text(fee.get("name")) or "附加费",
            "quantity": 1,
            "unit_price": _gross(fee, "total", "total_tax", currency),
        }
        for fee in tables(found.get("fee_lines"))
    ]
    return [fee for fee in fees if int(fee["unit_price"]) >= 0]


def _discounts(found: Found, currency: str) -> list[dict[str, Any]]:
    discounts: list[dict[str, Any]] = []
    taken = _gross(found, "discount_total", "discount_tax", currency)
    if taken:
        codes = ", ".join(
            filter(None, (text(each.get("code")) for each in tables(found.get("coupon_lines"))))
        )
        discounts.append({"name": codes or "优惠", "amount": taken})
    for fee in tables(found.get("fee_lines")):
        amount = _gross(fee, "total", "total_tax", currency)
        if amount < 0:
            discounts.append({"name": text(fee.get("name")) or "优惠", "amount": -amount})
    return discounts


def _fulfilment(found: Found, *, pickup: bool) -> dict[str, Any]:
    billing, shipping = table(found.get("billing")), table(found.get("shipping"))
    to: Found = shipping if text(shipping.get("address_1")) else {} if pickup else billing
    state = text(to.get("state"))
    parts = ["" if _STATE_CODE.fullmatch(state) else state]
    parts += [text(to.get(key)) for key in ("city", "address_1", "address_2")]
    address = "" if pickup else place(parts)
    return {
        "kind": "pickup" if pickup or not address else "delivery",
        "name": _name(shipping) or _name(billing),
        "phone": text(shipping.get("phone")) or text(billing.get("phone")),
        "address": address,
    }


def _payment(found: Found, status: str, currency: str) -> dict[str, Any]:
    method = text(found.get("payment_method")).lower()
    paid = moment(found.get("date_paid_gmt"), "date_paid_gmt", utc=True)
    known = _METHODS.get(method) or next(
        (ours for word, ours in (("wechat", "wechat"), ("weixin", "wechat"), ("stripe", "card"), ("card", "card"))
         if word in method), "other",
    )  # fmt: skip
    payment: dict[str, Any] = {"method": known, "reference": text(found.get("transaction_id"))[:200]}
    if status == "refunded":
        return {**payment, "state": "refunded"}
    if paid is None:
        return {**payment, "state": "unpaid"}
    total = money(found.get("total"), "total", currency)
    return {**payment, "state": "paid", "paid_amount": total, "paid_at": paid.isoformat()}


def _customer(found: Found) -> dict[str, Any]:
    billing = table(found.get("billing"))
    number = found.get("customer_id")
    known = isinstance(number, int) and not isinstance(number, bool) and number > 0
    return {
        "external_id": str(number) if known else "",
        "nickname": _name(billing),
        "phone": text(billing.get("phone")),
    }


def _name(part: Found) -> str:
    return person(text(part.get("first_name")), text(part.get("last_name")))


def _gross(found: Found, net: str, tax: str, currency: str) -> int:
    """A sum with its tax."""
    return money(found.get(net), net, currency) + money(found.get(tax), tax, currency)


def known_shape(found: Found) -> bool:
    """Whether a webhook's body is an order at all; one that tells of a deletion has an id alone."""
    try:
        identifier(found.get("id"), "id")
    except MalformedOrder:
        return False
    return "line_items" in found or "status" in found
