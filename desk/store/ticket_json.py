"""A ticket's snapshot as JSON text: lossless, and readable by older and newer versions of the desk.

Keys whose value is the default are left out, keys that are not known are passed over. A line of the ticket
that is one of the order's lines is written as its index. Times are microseconds since 1970 UTC.
"""

import json
from collections.abc import Mapping
from typing import Any

from desk.domain.orders import (
    CustomerRef,
    Discount,
    Fulfilment,
    FulfilmentKind,
    Line,
    Option,
    OrderDraft,
    Payment,
    PaymentMethod,
    PaymentState,
)
from desk.domain.tickets import Change, Ticket, TicketKind
from desk.store.times import maybe_micros, maybe_moment

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

Document = dict[str, Any]


def ticket_to_json(ticket: Ticket) -> str:
    """The snapshot as one line of JSON."""
    document: Document = {
        "kind": ticket.kind.value,
        "layout": ticket.layout,
        "station": ticket.station,
        "shop": ticket.shop,
        "timezone": ticket.timezone,
        "language": ticket.language,
    }
    places: dict[int, int] = {}
    if ticket.order is not None:
        document["order"] = _draft(ticket.order)
        places = {id(line): index for index, line in enumerate(ticket.order.lines)}
    if ticket.lines:
        document["lines"] = [places[id(line)] if id(line) in places else _line(line) for line in ticket.lines]
    if ticket.changes:
        document["changes"] = [[c.what, _side(c.old), _side(c.new)] for c in ticket.changes]
    if ticket.text:
        document["text"] = ticket.text
    if ticket.old_version is not None:
        document["old_version"] = ticket.old_version
    if ticket.copy != 1:
        document["copy"] = ticket.copy
    if ticket.copies != 1:
        document["copies"] = ticket.copies
    for key, value in (
        ("number", ticket.number),
        ("source", ticket.source),
        ("reason", ticket.reason),
        ("rushed", ticket.rushed),
    ):
        if value:
            document[key] = value
    for key, at in (
        ("received_at", ticket.received_at),
        ("due_at", ticket.due_at),
        ("start_at", ticket.start_at),
        ("old_at", ticket.old_at),
    ):
        if at is not None:
            document[key] = maybe_micros(at)
    return _encode(document)


def ticket_from_json(text: str) -> Ticket:
    """The snapshot that was written. ValueError when it is no ticket."""
    document: Document = json.loads(text)
    get = document.get
    order = _draft_of(document["order"]) if "order" in document else None
    inside = order.lines if order is not None else ()
    return Ticket(
        kind=TicketKind(document["kind"]),
        layout=document["layout"],
        station=document["station"],
        shop=document["shop"],
        timezone=document["timezone"],
        language=document["language"],
        number=get("number", ""),
        order=order,
        lines=tuple(inside[x] if isinstance(x, int) else _line_of(x) for x in get("lines", ())),
        source=get("source", ""),
        received_at=maybe_moment(get("received_at")),
        due_at=maybe_moment(get("due_at")),
        start_at=maybe_moment(get("start_at")),
        changes=tuple(Change(c[0], _side_of(c[1]), _side_of(c[2])) for c in get("changes", ())),
        old_version=get("old_version"),
        old_at=maybe_moment(get("old_at")),
        reason=get("reason", ""),
        rushed=get("rushed", 0),
        copy=get("copy", 1),
        copies=get("copies", 1),
        text=tuple((row[0], row[1]) for row in get("text", ())),
    )


def options_to_json(options: tuple[Option, ...]) -> str:
    """Options of a line: a list of [name, value, price in minor units]."""
    return _encode(_options(options)) if options else "[]"


def options_from_json(text: str) -> tuple[Option, ...]:
    """The options that were written."""
    return () if text == "[]" else _options_of(json.loads(text))


def discounts_to_json(discounts: tuple[Discount, ...]) -> str:
    """Discounts of an order: a list of [name, amount in minor units]."""
    return _encode([[d.name, d.amount] for d in discounts]) if discounts else "[]"


def discounts_from_json(text: str) -> tuple[Discount, ...]:
    """The discounts that were written."""
    return () if text == "[]" else tuple(Discount(d[0], d[1]) for d in json.loads(text))


def _options(options: tuple[Option, ...]) -> list[list[str | int]]:
    return [[o.name, o.value, o.price] for o in options]


def _options_of(rows: list[Any]) -> tuple[Option, ...]:
    return tuple(Option(o[0], o[1], o[2]) for o in rows)


def _line(line: Line) -> Document:
    document: Document = {"name": line.name, "quantity": line.quantity}
    if line.unit_price:
        document["unit_price"] = line.unit_price
    if line.sku:
        document["sku"] = line.sku
    if line.category:
        document["category"] = line.category
    if line.options:
        document["options"] = _options(line.options)
    if line.note:
        document["note"] = line.note
    return document


def _line_of(document: Mapping[str, Any]) -> Line:
    get = document.get
    return Line(
        document["name"],
        document["quantity"],
        get("unit_price", 0),
        get("sku", ""),
        get("category", ""),
        _options_of(get("options", [])),
        get("note", ""),
    )


def _side(side: Line | str | None) -> Document | str | None:
    return _line(side) if isinstance(side, Line) else side


def _side_of(side: Any) -> Line | str | None:
    return side if side is None or isinstance(side, str) else _line_of(side)


def _filled(document: Document) -> Document:
    """Without what is empty: "", 0, None and ()."""
    return {key: value for key, value in document.items() if value}


def _draft(draft: OrderDraft) -> Document:
    to, payment, who = draft.fulfilment, draft.payment, draft.customer
    document: Document = {
        "source": draft.source,
        "id": draft.external_id,
        "version": draft.version,
        "lines": [_line(line) for line in draft.lines],
        "fulfilment": _filled({"name": to.name, "phone": to.phone, "address": to.address}),
        "payment": _filled({"paid_amount": payment.paid_amount, "reference": payment.reference}),
        "currency": draft.currency,
    }
    document["fulfilment"]["kind"] = to.kind.value
    document["payment"]["method"] = payment.method.value
    document["payment"]["state"] = payment.state.value
    if to.due_at is not None:
        document["fulfilment"]["due_at"] = maybe_micros(to.due_at)
    if payment.paid_at is not None:
        document["payment"]["paid_at"] = maybe_micros(payment.paid_at)
    if draft.placed_at is not None:
        document["placed_at"] = maybe_micros(draft.placed_at)
    if who.external_id or who.nickname or who.phone:
        document["customer"] = [who.external_id, who.nickname, who.phone]
    if draft.discounts:
        document["discounts"] = [[d.name, d.amount] for d in draft.discounts]
    if draft.delivery_fee:
        document["delivery_fee"] = draft.delivery_fee
    if draft.total is not None:
        document["total"] = draft.total
    if draft.note:
        document["note"] = draft.note
    if draft.number is not None:
        document["number"] = draft.number
    return document


def _draft_of(document: Mapping[str, Any]) -> OrderDraft:
    get = document.get
    to: Mapping[str, Any] = document["fulfilment"]
    payment: Mapping[str, Any] = document["payment"]
    who: list[str] = get("customer", ["", "", ""])
    return OrderDraft(
        source=document["source"],
        external_id=document["id"],
        lines=tuple(_line_of(x) for x in document["lines"]),
        version=document["version"],
        placed_at=maybe_moment(get("placed_at")),
        fulfilment=Fulfilment(
            FulfilmentKind(to["kind"]),
            maybe_moment(to.get("due_at")),
            to.get("name", ""),
            to.get("phone", ""),
            to.get("address", ""),
        ),
        discounts=tuple(Discount(d[0], d[1]) for d in get("discounts", ())),
        delivery_fee=get("delivery_fee", 0),
        total=get("total"),
        currency=document["currency"],
        payment=Payment(
            PaymentMethod(payment["method"]),
            PaymentState(payment["state"]),
            payment.get("paid_amount", 0),
            maybe_moment(payment.get("paid_at")),
            payment.get("reference", ""),
        ),
        customer=CustomerRef(who[0], who[1], who[2]),
        note=get("note", ""),
        number=get("number"),
    )
