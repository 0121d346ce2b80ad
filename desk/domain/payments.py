"""Money that came for an order and went back: entries of a ledger, and what they make of the order's payment. Pure.

Nothing is paid without an entry, and an entry is evidence: a notification whose signature was verified, an answer to
our own question, or a named person who took the money.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol

from desk.domain.orders import OrderDraft, Payment, PaymentMethod, PaymentState

#: refused: a genuine notification of other money than was asked for (another amount, account or currency), which
#: counts for nothing and which a person has to look at.
Event = Literal["paid", "refunded", "refund-failed", "closed", "refused"]
Evidence = Literal["notification", "query", "person"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `source` and `external_id` name the order of a source, or `order_id` one of this desk. `payment` is
    the number the money was asked for with, `refund` that of a refund, `reference` the provider's own. `off`: the
    order was called off at its source before the money came. `by` names the person of `person`; `reason` is a word
    on what was refused or failed, told but not kept.
    """

    event: Event
    payment: str
    amount: int
    at: datetime
    source: str = ""
    external_id: str = ""
    order_id: str = ""
    refund: str = ""
    reference: str = ""
    currency: str = "CNY"
    method: PaymentMethod = PaymentMethod.WECHAT
    evidence: Evidence = "notification"
    by: str = ""
    off: bool = False
    reason: str = ""


def received(entries: Iterable[Entry]) -> int:
    """What came and was not given back, in minor units."""
    total = 0
    for entry in entries:
        if entry.event == "paid":
            total += entry.amount
        elif entry.event == "refunded":
            total -= entry.amount
    return total


def payment_of(content: OrderDraft, entries: Sequence[Entry]) -> Payment:
    """An order's payment as its ledger says; as the order itself says while the ledger says nothing of money."""
    moved = [entry for entry in entries if entry.event in {"paid", "refunded"}]
    if not moved:
        return content.payment
    paid = received(moved)
    came = [entry for entry in moved if entry.event == "paid"]
    last = max(came, key=lambda entry: entry.at) if came else None
    if paid <= 0 and len(moved) > len(came):
        state = PaymentState.REFUNDED
    elif paid >= content.amount_due:
        state = PaymentState.PAID
    else:
        state = PaymentState.PART_PAID if paid > 0 else PaymentState.UNPAID
    known = content.payment
    if last is None:
        return replace(known, state=state, paid_amount=max(0, paid))
    return Payment(last.method, state, max(0, paid), last.at, last.reference or known.reference)


class Payments(Protocol):
    """The ledger."""

    def add(self, entry: Entry, received_at: datetime) -> bool:
        """Write an entry; False when it is there already (by source, event, payment and refund)."""
        ...

    def of_order(self, order_id: str) -> list[Entry]:
        """All entries of an order, in the order they were written."""
        ...

    def adopt(self, source: str, external_id: str, order_id: str) -> int:
        """The order of entries that came before it; how many there were."""
        ...
