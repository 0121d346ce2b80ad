"""An order typed in at the window as the draft that sources hand over."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from desk.domain.catalogue import Catalogue, Product
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
from desk.ui.backend import CounterLine, CounterOrder


def draft_of_entry(
    entry: CounterOrder, currency: str, now: datetime, catalogue: Catalogue | None = None
) -> OrderDraft:
    """What the clerk typed; source and id are set by the counter source. `now` is when it was paid, if it was.

    A product typed by its name or sku in the catalogue is that product: it counts against its stock and goes to the
    stations of its category.
    """
    due_at = datetime.fromtimestamp(entry.due_at, UTC) if entry.due_at is not None else None
    known = _by_name(catalogue) if catalogue else {}
    draft = OrderDraft(
        source="",
        external_id="",
        lines=tuple(_line(line, known) for line in entry.lines),
        fulfilment=Fulfilment(FulfilmentKind(entry.kind), due_at, entry.name, entry.phone, entry.address),
        currency=currency,
        customer=CustomerRef(nickname=entry.name, phone=entry.phone),
        note=entry.note,
    )
    total = draft.computed_total
    return replace(draft, total=total, payment=_payment(entry, total, now))


def _by_name(catalogue: Catalogue) -> dict[str, Product]:
    """Products by name and sku as compared; a name that two of them have names neither."""
    found: dict[str, Product] = {}
    twice: set[str] = set()
    for product in catalogue.products:
        for name in {_compared(product.name), _compared(product.sku)}:
            if name in found:
                twice.add(name)
            found[name] = product
    return {name: product for name, product in found.items() if name not in twice}


def _compared(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _line(line: CounterLine, known: Mapping[str, Product]) -> Line:
    product = known.get(_compared(line.name))
    sku, category = (product.sku, product.category) if product else ("", "")
    return Line(line.name, line.quantity, line.unit_price, sku, category, note=line.note)


def _payment(entry: CounterOrder, total: int, now: datetime) -> Payment:
    method = PaymentMethod(entry.method)
    return Payment(method, PaymentState.PAID, total, now) if entry.paid else Payment(method)
