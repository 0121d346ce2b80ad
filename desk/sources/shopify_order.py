"""A Shopify order (Admin API's order resource, also the body of its webhooks) as a draft. Pure.

Ids are numbers beyond 2^53 and kept as texts; times have an offset; amounts are decimal texts in the shop's currency.
Source: Shopify's page on the order resource, as of 2026-11.
"""

from typing import Any, cast

from desk.domain.orders import OrderDraft
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

_PAID = {"paid": "paid", "partially_paid": "part-paid", "refunded": "refunded"}
_CASH = ("cash on delivery", "cod", "货到付款")


def order_of(found: Found, source: str, currency: str) -> OrderDraft:
    """The draft. Raises MalformedOrder for what is no order."""
    external_id = identifier(found.get("id"), "id")
    revision = revision_of(moment(found.get("updated_at"), "updated_at"), "updated_at")
    placed = moment(found.get("created_at"), "created_at")
    currency = text(found.get("currency")) or currency
    total = _either(found, "current_total_price", "total_price", currency)
    taxed = found.get("taxes_included") is True
    shipping = tables(found.get("shipping_lines"))
    address = table(found.get("shipping_address"))
    document: dict[str, Any] = {
        "id": external_id,
        "placed_at": placed.isoformat() if placed else None,
        "fulfilment": _fulfilment(found, address),
        "lines": _lines(found, currency),
        "discounts": _discounts(found, currency),
        "delivery_fee": sum(money(each.get("price"), "shipping_lines.price", currency) for each in shipping),
        "total": total,
        "currency": currency,
        "payment": _payment(found, total, currency),
        "customer": _customer(found),
        "note": _note(found),
    }
    tax = 0 if taxed else _either(found, "current_total_tax", "total_tax", currency)
    tip = money(found.get("total_tip_received"), "total_tip_received", currency)
    document["lines"] += [
        {"name": name, "quantity": 1, "unit_price": amount}
        for name, amount in (("税", tax), ("小费", tip))
        if amount > 0
    ]
    over = ""
    if text(found.get("cancelled_at")) or text(found.get("financial_status")) in {"refunded", "voided"}:
        over = "cancelled"
    elif text(found.get("fulfillment_status")) == "fulfilled":
        over = "completed"
    return rounded_off(drafted(document, source, currency, revision, over))


def _lines(found: Found, currency: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    for at, item in enumerate(tables(found.get("line_items"))):
        left = item.get("current_quantity")  # what an edit of the order left of it
        quantity = whole(item.get("quantity") if left is None else left, f"line_items[{at}].quantity")
        if quantity == 0 and not text(found.get("cancelled_at")):
            continue
        options = [
            {"name": name, "value": text(each.get("value"))}
            for each in tables(item.get("properties"))
            if (name := text(each.get("name"))) and not name.startswith("_")
        ]
        variant = text(item.get("variant_title"))
        if variant and variant != "Default Title":
            options.insert(0, {"name": "", "value": variant})
        lines.append(
            {
                "sku": text(item.get("sku")),
                "name": text(item.get("title")) or text(item.get("name")),
                "quantity": quantity or whole(item.get("quantity"), f"line_items[{at}].quantity"),
                "unit_price": money(item.get("price"), f"line_items[{at}].price", currency),
                "options": options,
            }
        )
    return lines


def _discounts(found: Found, currency: str) -> list[dict[str, Any]]:
    taken = _either(found, "current_total_discounts", "total_discounts", currency)
    codes = ", ".join(filter(None, (text(each.get("code")) for each in tables(found.get("discount_codes")))))
    return [{"name": codes or "优惠", "amount": taken}] if taken else []


def _fulfilment(found: Found, to: Found) -> dict[str, Any]:
    billing, customer = table(found.get("billing_address")), table(found.get("customer"))
    parts = [text(to.get(key)) for key in ("province", "city", "address1", "address2")]
    address = place(parts) if text(to.get("address1")) else ""
    return {
        "kind": "delivery" if address else "pickup",
        "name": _name(to) or _name(billing) or _name(customer),
        "phone": text(to.get("phone")) or text(found.get("phone")) or text(customer.get("phone")),
        "address": address,
    }


def _payment(found: Found, total: int, currency: str) -> dict[str, Any]:
    gateways = found.get("payment_gateway_names")
    names = " ".join(map(text, cast("list[object]", gateways))).lower() if isinstance(gateways, list) else ""
    method = "other"
    if any(word in names for word in _CASH):
        method = "cash-on-delivery"
    elif "wechat" in names:
        method = "wechat"
    elif any(word in names for word in ("card", "stripe", "shopify_payments")):
        method = "card"
    state = _PAID.get(text(found.get("financial_status")), "unpaid")
    if text(found.get("financial_status")) == "partially_refunded":
        state = "paid"
    paid = {
        "paid": total,
        "part-paid": max(0, total - money(found.get("total_outstanding"), "total_outstanding", currency)),
    }
    return {
        "method": method,
        "state": state,
        "paid_amount": paid.get(state, 0),
        "reference": text(found.get("checkout_token"))[:200] if state in paid else "",
    }


def _customer(found: Found) -> dict[str, Any]:
    customer = table(found.get("customer"))
    number = customer.get("id")
    known = isinstance(number, int) and not isinstance(number, bool)
    return {
        "external_id": str(number) if known else "",
        "nickname": _name(customer),
        "phone": text(customer.get("phone")) or text(found.get("phone")),
    }


def _note(found: Found) -> str:
    extra = [
        f"{name}：{text(each.get('value'))}"
        for each in tables(found.get("note_attributes"))
        if (name := text(each.get("name"))) and not name.startswith("_")
    ]
    return "\n".join(filter(None, (text(found.get("note")), *extra)))


def _name(part: Found) -> str:
    return person(text(part.get("first_name")), text(part.get("last_name"))) or text(part.get("name"))


def _either(found: Found, now: str, first: str, currency: str) -> int:
    """What an order comes to after its edits; older versions of the API know only what it came to first."""
    key = now if found.get(now) is not None else first
    return money(found.get(key), key, currency)


def known_shape(found: Found) -> bool:
    """Whether a webhook's body is an order; one that tells of a deletion, an edit or a refund is not."""
    return "line_items" in found and "updated_at" in found
