"""An order and its rows: the columns in a fixed order, values out of the order, the order out of values."""

from collections.abc import Sequence
from datetime import datetime

from desk.domain.orders import (
    CustomerRef,
    Fulfilment,
    FulfilmentKind,
    Line,
    Order,
    OrderDraft,
    OrderState,
    Payment,
    PaymentMethod,
    PaymentState,
)
from desk.store.connection import SqlRow
from desk.store.ticket_json import (
    discounts_from_json,
    discounts_to_json,
    options_from_json,
    options_to_json,
)
from desk.store.times import maybe_micros, maybe_moment, micros, moment

#: What a payment writes.
PAYMENT = ("payment_method", "payment_state", "paid_amount", "paid_at", "payment_reference")

#: What a version of an order writes.
CONTENT = (
    "version",
    "placed_at",
    "kind",
    "due_at",
    "name",
    "phone",
    "address",
    "discounts",
    "delivery_fee",
    "total",
    "currency",
    *PAYMENT,
    "customer_external_id",
    "customer_nickname",
    "customer_phone",
    "note",
    "source_number",
    "revision",
)

#: What `to_order` reads, in its order.
HEADER = (
    "id",
    "number",
    "state",
    "received_at",
    "since",
    "source_kind",
    "customer_id",
    "previous_state",
    "rushed",
    "promised_at",
    "source",
    "external_id",
    *CONTENT,
)

#: What `to_order` reads of each line, in its order.
LINE = ("name", "quantity", "unit_price", "sku", "category", "options", "note")

#: Columns a version writes that are worked out of it.
DERIVED = ("version_at", "amount_due", "adds_up")


def payment_values(payment: Payment) -> dict[str, object]:
    """The columns of a payment."""
    return {
        "payment_method": payment.method.value,
        "payment_state": payment.state.value,
        "paid_amount": payment.paid_amount,
        "paid_at": maybe_micros(payment.paid_at),
        "payment_reference": payment.reference,
    }


def content_values(content: OrderDraft, at: datetime) -> dict[str, object]:
    """The columns of one version that arrived at `at`, all of CONTENT and DERIVED."""
    to, who = content.fulfilment, content.customer
    computed = content.computed_total
    total = content.total
    return {
        "version": content.version,
        "version_at": micros(at),
        "placed_at": maybe_micros(content.placed_at),
        "kind": to.kind.value,
        "due_at": maybe_micros(to.due_at),
        "name": to.name,
        "phone": to.phone,
        "address": to.address,
        "discounts": discounts_to_json(content.discounts),
        "delivery_fee": content.delivery_fee,
        "total": total,
        "amount_due": computed if total is None else total,
        "adds_up": int(total is None or total == computed),
        "currency": content.currency,
        **payment_values(content.payment),
        "customer_external_id": who.external_id,
        "customer_nickname": who.nickname,
        "customer_phone": who.phone,
        "note": content.note,
        "source_number": content.number,
        "revision": content.revision,
    }


def order_values(order: Order) -> dict[str, object]:
    """All columns of a new order."""
    values = content_values(order.content, order.received_at)
    values["id"] = order.id
    values["number"] = order.number
    values["state"] = order.state.value
    values["previous_state"] = None if order.before is None else order.before.value
    values["since"] = micros(order.since)
    values["received_at"] = micros(order.received_at)
    values["source"] = order.content.source
    values["external_id"] = order.content.external_id
    values["source_kind"] = order.source_kind
    values["customer_id"] = order.customer_id
    values["rushed"] = order.rushed
    values["promised_at"] = maybe_micros(order.promised_at)
    return values


def line_values(order_id: str, content: OrderDraft) -> list[dict[str, object]]:
    """All columns of the lines of one version, in order."""
    version = content.version
    return [
        {
            "order_id": order_id,
            "version": version,
            "position": position,
            "name": line.name,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "sku": line.sku,
            "category": line.category,
            "options": options_to_json(line.options),
            "note": line.note,
            "detail": line_detail(line),
        }
        for position, line in enumerate(content.lines)
    ]


def line_detail(line: Line) -> str:
    """What a card shows under a product: option values and the note, joined by ` · `."""
    parts = [o.value for o in line.options if o.value]
    if line.note:
        parts.append(line.note)
    return " · ".join(parts)


def to_line(row: SqlRow) -> Line:
    """A line out of its LINE columns."""
    name, quantity, unit_price, sku, category, options, note = row
    return Line(name, quantity, unit_price, sku, category, options_from_json(options), note)


def to_order(row: SqlRow, lines: Sequence[SqlRow]) -> Order:
    """The order out of its HEADER columns and the LINE columns of its newest version."""
    (id_, number, state, received_at, since, source_kind, customer_id, before, rushed, promised_at) = row[:10]
    (source, external_id, version, placed_at, kind, due_at, name, phone, address) = row[10:19]
    (discounts, delivery_fee, total, currency, method, paid_state, paid_amount, paid_at, reference) = row[
        19:28
    ]
    (customer, nickname, customer_phone, note, source_number, revision) = row[28:]
    content = OrderDraft(
        source,
        external_id,
        tuple(to_line(line) for line in lines),
        version,
        maybe_moment(placed_at),
        Fulfilment(FulfilmentKind(kind), maybe_moment(due_at), name, phone, address),
        discounts_from_json(discounts),
        delivery_fee,
        total,
        currency,
        Payment(
            PaymentMethod(method), PaymentState(paid_state), paid_amount, maybe_moment(paid_at), reference
        ),
        CustomerRef(customer, nickname, customer_phone),
        note,
        source_number,
        revision,
    )
    return Order(
        id_,
        number,
        OrderState(state),
        content,
        moment(received_at),
        moment(since),
        source_kind,
        customer_id,
        None if before is None else OrderState(before),
        rushed,
        maybe_moment(promised_at),
    )
