"""A ticket's snapshot as JSON text: lossless, and readable by older and newer versions of the desk.

Most keys whose value is the default are left out, keys that are not known are passed over. A line of the ticket
that is one of the order's lines is written as its index. Times are microseconds since 1970 UTC.

The text is put together by hand: it is written for every ticket before the customer is answered.
"""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring as quote
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
from desk.store.times import maybe_moment, micros


class TicketWriter:
    """Writes snapshots; the tickets of one order share the order, which is written once."""

    def __init__(self) -> None:
        self._last: tuple[OrderDraft, str] | None = None

    def write(self, ticket: Ticket) -> str:
        """The snapshot as one line of JSON."""
        parts = [
            f'{{"kind":"{ticket.kind.value}","layout":{quote(ticket.layout)}'
            f',"station":{quote(ticket.station)},"shop":{quote(ticket.shop)}'
            f',"timezone":{quote(ticket.timezone)},"language":{quote(ticket.language)}'
        ]
        order = ticket.order
        if order is not None:
            parts.append(f'"order":{self._order(order)}')
        if ticket.lines:
            inside = order.lines if order is not None else ()
            parts.append(f'"lines":[{_ticket_lines(ticket.lines, inside)}]')
        if ticket.number:
            parts.append(f'"number":{quote(ticket.number)}')
        if ticket.source:
            parts.append(f'"source":{quote(ticket.source)}')
        if ticket.received_at is not None:
            parts.append(f'"received_at":{micros(ticket.received_at)}')
        if ticket.due_at is not None:
            parts.append(f'"due_at":{micros(ticket.due_at)}')
        if ticket.start_at is not None:
            parts.append(f'"start_at":{micros(ticket.start_at)}')
        _add_rare(parts, ticket)
        return ",".join(parts) + "}"

    def _order(self, order: OrderDraft) -> str:
        if self._last is None or self._last[0] is not order:
            self._last = (order, _draft(order))
        return self._last[1]


def _add_rare(parts: list[str], ticket: Ticket) -> None:
    """What most tickets do not have."""
    if ticket.changes:
        sides = [f'["{c.what}",{_side(c.old)},{_side(c.new)}]' for c in ticket.changes]
        parts.append(f'"changes":[{",".join(sides)}]')
    if ticket.text:
        rows = [f"[{quote(left)},{quote(right)}]" for left, right in ticket.text]
        parts.append(f'"text":[{",".join(rows)}]')
    if (ticket.copy, ticket.copies) != (1, 1):
        parts.append(f'"copy":{ticket.copy},"copies":{ticket.copies}')
    if ticket.old_version is not None:
        parts.append(f'"old_version":{ticket.old_version}')
    if ticket.old_at is not None:
        parts.append(f'"old_at":{micros(ticket.old_at)}')
    if ticket.reason:
        parts.append(f'"reason":{quote(ticket.reason)}')
    if ticket.rushed:
        parts.append(f'"rushed":{ticket.rushed}')


def ticket_from_json(text: str) -> Ticket:
    """The snapshot that was written. ValueError when it is no ticket."""
    document: dict[str, Any] = json.loads(text)
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
    return f"[{','.join([f'[{quote(o.name)},{quote(o.value)},{o.price}]' for o in options])}]"


def options_from_json(text: str) -> tuple[Option, ...]:
    """The options that were written."""
    return () if text == "[]" else _options_of(json.loads(text))


def discounts_to_json(discounts: tuple[Discount, ...]) -> str:
    """Discounts of an order: a list of [name, amount in minor units]."""
    return f"[{','.join([f'[{quote(d.name)},{d.amount}]' for d in discounts])}]"


def discounts_from_json(text: str) -> tuple[Discount, ...]:
    """The discounts that were written."""
    return () if text == "[]" else tuple(Discount(d[0], d[1]) for d in json.loads(text))


def _options_of(rows: list[Any]) -> tuple[Option, ...]:
    return tuple(Option(o[0], o[1], o[2]) for o in rows)


def _line(line: Line) -> str:
    parts = [f'{{"name":{quote(line.name)},"quantity":{line.quantity}']
    if line.unit_price:
        parts.append(f'"unit_price":{line.unit_price}')
    if line.options:
        parts.append(f'"options":{options_to_json(line.options)}')
    if line.sku:
        parts.append(f'"sku":{quote(line.sku)}')
    if line.category:
        parts.append(f'"category":{quote(line.category)}')
    if line.note:
        parts.append(f'"note":{quote(line.note)}')
    return ",".join(parts) + "}"


def _ticket_lines(lines: tuple[Line, ...], inside: tuple[Line, ...]) -> str:
    if lines is inside:
        return ",".join(map(str, range(len(lines))))
    places = {id(line): index for index, line in enumerate(inside)}
    return ",".join([str(places[id(x)]) if id(x) in places else _line(x) for x in lines])


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


def _side(side: Line | str | None) -> str:
    if side is None:
        return "null"
    return _line(side) if isinstance(side, Line) else quote(side)


def _side_of(side: Any) -> Line | str | None:
    return side if side is None or isinstance(side, str) else _line_of(side)


def _draft(draft: OrderDraft) -> str:
    who = draft.customer
    parts = [
        f'{{"source":{quote(draft.source)},"id":{quote(draft.external_id)},"version":{draft.version}',
        f'"lines":[{",".join([_line(line) for line in draft.lines])}]',
        _fulfilment(draft.fulfilment),
        _payment(draft.payment),
        f'"currency":{quote(draft.currency)}',
    ]
    if who.external_id or who.nickname or who.phone:
        parts.append(f'"customer":[{quote(who.external_id)},{quote(who.nickname)},{quote(who.phone)}]')
    if draft.discounts:
        parts.append(f'"discounts":{discounts_to_json(draft.discounts)}')
    if draft.delivery_fee:
        parts.append(f'"delivery_fee":{draft.delivery_fee}')
    if draft.total is not None:
        parts.append(f'"total":{draft.total}')
    if draft.number is not None:
        parts.append(f'"number":{quote(draft.number)}')
    if draft.note:
        parts.append(f'"note":{quote(draft.note)}')
    if draft.placed_at is not None:
        parts.append(f'"placed_at":{micros(draft.placed_at)}')
    return ",".join(parts) + "}"


def _fulfilment(to: Fulfilment) -> str:
    due_at = "null" if to.due_at is None else micros(to.due_at)
    return (
        f'"fulfilment":{{"kind":"{to.kind.value}","due_at":{due_at},"name":{quote(to.name)}'
        f',"phone":{quote(to.phone)},"address":{quote(to.address)}}}'
    )


def _payment(payment: Payment) -> str:
    paid_at = "null" if payment.paid_at is None else micros(payment.paid_at)
    return (
        f'"payment":{{"method":"{payment.method.value}","state":"{payment.state.value}"'
        f',"paid_amount":{payment.paid_amount},"paid_at":{paid_at}'
        f',"reference":{quote(payment.reference)}}}'
    )


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
