"""The order document (design section 6) as it goes out: a draft or an order as JSON. Pure.

Reading one is the business of the sources, which must distrust it.
"""

import json
from datetime import UTC, datetime
from typing import Any

from desk.domain.orders import Order, OrderDraft


def document_of(draft: OrderDraft) -> dict[str, Any]:
    """The draft as an order document; `total` is what it gave, else the sum. Times in UTC."""
    payment, to = draft.payment, draft.fulfilment
    return {
        "type": "order",
        "id": draft.external_id,
        "version": draft.version,
        "placed_at": timestamp(draft.placed_at),
        "fulfilment": {
            "kind": to.kind.value,
            "due_at": timestamp(to.due_at),
            "name": to.name,
            "phone": to.phone,
            "address": to.address,
        },
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "category": line.category,
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "options": [{"name": o.name, "value": o.value, "price": o.price} for o in line.options],
                "note": line.note,
            }
            for line in draft.lines
        ],
        "discounts": [{"name": d.name, "amount": d.amount} for d in draft.discounts],
        "delivery_fee": draft.delivery_fee,
        "total": draft.amount_due,
        "currency": draft.currency,
        "payment": {
            "method": payment.method.value,
            "state": payment.state.value,
            "paid_amount": payment.paid_amount,
            "paid_at": timestamp(payment.paid_at),
            "reference": payment.reference,
        },
        "customer": {
            "external_id": draft.customer.external_id,
            "nickname": draft.customer.nickname,
            "phone": draft.customer.phone,
        },
        "note": draft.note,
    }


def to_document(order: Order) -> dict[str, Any]:
    """What `GET /v1/orders` gives of an order: where it stands at this desk, then the order document."""
    return {
        "order_id": order.id,
        "number": order.number,
        "state": order.state.value,
        "source": order.content.source,
        "received_at": timestamp(order.received_at),
        "updated_at": timestamp(order.since),
        "promised_at": timestamp(order.promised_at),
        "rushed": order.rushed,
        "balance": order.content.balance,
        "adds_up": order.content.adds_up,
        **document_of(order.content),
    }


def to_bytes(draft: OrderDraft) -> bytes:
    """The raw delivery of an order that was made at the desk itself: its document as UTF-8 JSON.

    Half of a surrogate pair, which an input method may leave behind, becomes a question mark.
    """
    return json.dumps(document_of(draft), ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def timestamp(at: datetime | None) -> str | None:
    """ISO 8601 in UTC with offset."""
    return None if at is None else at.astimezone(UTC).isoformat()
