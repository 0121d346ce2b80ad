"""An order typed in at the window as the draft that sources hand over."""

from dataclasses import replace
from datetime import UTC, datetime

from desk.domain.orders import (
    CustomerRef,
    Fulfilment,
    FulfilmentKind,
    Line,
    OrderDraft,
    Payment,
    PaymentMethod,
    PaymentState,
)
from desk.ui.backend import CounterOrder


def draft_of_entry(entry: CounterOrder, currency: str, now: datetime) -> OrderDraft:
    """What the clerk typed; source and id are set by the counter source. `now` is when it was paid, if it was."""
    due_at = datetime.fromtimestamp(entry.due_at, UTC) if entry.due_at is not None else None
    draft = OrderDraft(
        source="",
        external_id="",
        lines=tuple(Line(line.name, line.quantity, line.unit_price, note=line.note) for line in entry.lines),
        fulfilment=Fulfilment(FulfilmentKind(entry.kind), due_at, entry.name, entry.phone, entry.address),
        currency=currency,
        customer=CustomerRef(nickname=entry.name, phone=entry.phone),
        note=entry.note,
    )
    total = draft.computed_total
    return replace(draft, total=total, payment=_payment(entry, total, now))


def _payment(entry: CounterOrder, total: int, now: datetime) -> Payment:
    method = PaymentMethod(entry.method)
    return Payment(method, PaymentState.PAID, total, now) if entry.paid else Payment(method)
