"""Money for orders: what a relay tells of it, what a clerk takes, and what follows on paper.

The ledger (desk.domain.payments) decides what of an order is paid. Entries may come twice, late, and before their
order; whatever their order, the order ends the same and each slip is printed once.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from desk.domain.events import Changes
from desk.domain.orders import Order, OrderDraft, OrderState, PaymentMethod, PaymentState
from desk.domain.payments import Entry, payment_of, received
from desk.domain.ports import Clock, Database, Work
from desk.domain.print_jobs import PrintJob
from desk.domain.shop import Shop, is_open
from desk.services.ticketing import Ticketing
from desk.spool import Spool

_OFF = frozenset({OrderState.CANCELLED, OrderState.DECLINED})
#: What the time line calls an entry.
_WORDS = {
    "paid": "paid",
    "refunded": "refunded",
    "refund-failed": "refund-failed",
    "closed": "payment-closed",
    "refused": "payment-refused",
}


class Payments:
    """Takes entries from outside."""

    def __init__(
        self, shop: Shop, database: Database, clock: Clock, spool: Spool, changed: Callable[[Changes], None]
    ) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock
        self._spool = spool
        self._changed = changed

    async def receive(self, entry: Entry) -> None:
        """Keep an entry, durably and once, with all that follows from it. Raises EnvironmentFault when the store
        cannot write.
        """
        order_id, jobs = await self._database.write(lambda work: self._take(work, entry))
        for printer in sorted({job.printer for job in jobs}):
            self._spool.poke(printer)
        if order_id:
            self._changed(Changes(frozenset({order_id}), frozenset(job.id for job in jobs)))

    def _take(self, work: Work, entry: Entry) -> tuple[str, list[PrintJob]]:
        now = self._clock.now()
        if entry.order_id:
            order = work.orders.get(entry.order_id)
        else:
            order = work.orders.by_source_ref(entry.source, entry.external_id)
        # whose order is not known yet is kept for it
        kept = replace(entry, order_id=order.id if order else "")
        if not work.payments.add(kept, now) or order is None:
            return "", []
        ticketing = Ticketing(self._shop, work, now)
        note_entry(work, order, kept)
        book(self._shop, work, order, ticketing)
        return order.id, ticketing.jobs


def note_entry(work: Work, order: Order, entry: Entry) -> None:
    """An entry on the order's time line."""
    by = entry.by or entry.evidence
    work.orders.note(order.id, entry.at, _WORDS[entry.event], str(entry.amount), by)


def taken_by_clerk(
    work: Work, order: Order, at: datetime, by: str, method: PaymentMethod | None, amount: int | None
) -> Entry:
    """The entry of money that a clerk takes now: all that is due, or so much of it. What the order's own document
    says of money becomes an entry first, so that both are counted.
    """
    content, known = order.content, work.payments.of_order(order.id)
    said = content.payment
    if not known and said.paid_amount > 0 and said.state is PaymentState.PART_PAID:
        first = Entry(
            "paid", f"document-{order.id}", said.paid_amount, said.paid_at or order.received_at, order_id=order.id,
            reference=said.reference, currency=content.currency, method=said.method,
        )  # fmt: skip
        work.payments.add(first, at)
        known = [first]
    due = max(0, content.amount_due - received(known))
    return Entry(
        "paid", f"desk-{order.id}-{len(known) + 1}", due if amount is None else min(amount, due), at,
        order_id=order.id, currency=content.currency, method=method or said.method, evidence="person", by=by,
    )  # fmt: skip


def refund_needed(work: Work, order: Order, at: datetime) -> None:
    """Say on the time line of an order that is called off that its money has to go back, if any came."""
    back = received(work.payments.of_order(order.id))
    if back > 0:
        work.orders.note(order.id, at, "refund-needed", str(back))


def book(shop: Shop, work: Work, order: Order, ticketing: Ticketing, *, accepts: bool = True) -> Order:
    """Let the ledger decide what of the order is paid, and do what follows: accept it, print 已付款, say that money
    has to go back. `accepts`: an order that waited for its money goes on by itself.
    """
    entries = work.payments.of_order(order.id)
    content = order.content
    payment = payment_of(content, entries)
    if payment == content.payment:
        return order
    after = replace(order, content=replace(content, payment=payment))
    work.orders.set_payment(order.id, payment)
    work.statistics.replace(order, after, shop.zone)
    if order.state in _OFF:
        refund_needed(work, order, ticketing.now)
        return after
    rule = shop.source(content.source)
    if order.state is OrderState.PLACED:
        if accepts and rule.accepts(after.content) and not rule.accepts(content):
            after = replace(after, state=OrderState.ACCEPTED, before=order.state, since=ticketing.now)
            work.orders.set_state(order.id, after.state, after.before, ticketing.now)
            work.orders.note(order.id, ticketing.now, after.state.value)
            ticketing.first(after)
    elif is_open(order):
        ticketing.changed(order, after)
    return after


def with_ledger(work: Work, known: Order, draft: OrderDraft) -> OrderDraft:
    """A newer version of an order with the money that came for it, of which its sender knows nothing."""
    if draft.payment.state not in {PaymentState.UNPAID, PaymentState.PART_PAID}:
        return draft
    entries = work.payments.of_order(known.id)
    if not entries:
        return draft
    payment = payment_of(draft, entries)
    if payment.state is PaymentState.UNPAID:
        return draft
    return replace(draft, payment=payment)
