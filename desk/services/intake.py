"""Taking orders: one transaction from a verified draft to a durable order with its print jobs.

Nothing is acknowledged that is not on disk. When a printer is idle the first attempt's `sending` shares
the order's commit, so that paper starts one sync after the order came.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from desk.domain.events import Changes
from desk.domain.orders import Order, OrderDraft, OrderState, PaymentState
from desk.domain.payments import payment_of
from desk.domain.ports import Clock, Database, Ids, Work
from desk.domain.receipts import Receipt
from desk.domain.shop import Shop, SourceRule, is_open
from desk.services.payments import note_entry, with_ledger
from desk.services.revisions import OVER, ends, is_newer, returns, says_more
from desk.services.ticketing import Ticketing
from desk.spool import Slot, Spool


@dataclass(frozen=True, slots=True)
class _Taken:
    receipt: Receipt
    ticketing: Ticketing | None


class Intake:
    """The one way an order gets into the desk."""

    def __init__(
        self,
        shop: Shop,
        database: Database,
        clock: Clock,
        ids: Ids,
        spool: Spool,
        changed: Callable[[Changes], None],
    ) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock
        self._ids = ids
        self._spool = spool
        self._changed = changed

    def use(self, shop: Shop) -> None:
        """Take orders by these rules from now on: a source was added or taken away."""
        self._shop = shop

    async def receive(self, draft: OrderDraft, raw: bytes) -> Receipt:
        """Take a verified draft with the bytes it came as; returns when it is durable.

        The same source, id and version (or an older one) again is a duplicate and changes nothing; a
        higher version changes the order. Raises EnvironmentFault when the store cannot write.
        """
        rule = self._shop.source(draft.source)
        slots = self._claim(draft, rule)
        try:
            taken = await self._database.write(lambda work: self._take(work, draft, raw, rule, slots))
        except BaseException:
            for slot in slots.values():
                self._spool.release(slot)
            raise
        ticketing = taken.ticketing
        used: set[str] = set()
        for slot, attempt in ticketing.attempts if ticketing else ():
            used.add(slot.printer)
            self._spool.hand(slot, attempt)
        for name, slot in slots.items():
            if name not in used:
                self._spool.release(slot)
        if ticketing is not None:
            for printer in sorted({job.printer for job in ticketing.jobs} - used):
                self._spool.poke(printer)
            jobs = frozenset(job.id for job in ticketing.jobs)
            # in the next turn of the loop: the printer gets its bytes before anybody looks
            changes = Changes(frozenset({taken.receipt.order_id}), jobs)
            asyncio.get_running_loop().call_soon(self._changed, changes)
        return taken.receipt

    def _claim(self, draft: OrderDraft, rule: SourceRule) -> dict[str, Slot]:
        """Idle printers that a first ticket of this order could start on at once."""
        if draft.version > 1 or draft.over or not rule.accepts(draft):
            return {}
        slots: dict[str, Slot] = {}
        for station in self._shop.stations:
            name = station.printers[0]
            if name not in slots and (slot := self._spool.reserve(name)) is not None:
                slots[name] = slot
        return slots

    def _take(
        self, work: Work, draft: OrderDraft, raw: bytes, rule: SourceRule, slots: dict[str, Slot]
    ) -> _Taken:
        now = self._clock.now()
        ticketing = Ticketing(self._shop, work, now, slots.get)
        known = work.orders.by_source_ref(draft.source, draft.external_id)
        if known is not None:
            seen = Receipt(known.id, known.number, duplicate=True)
            if not is_newer(known, draft):
                return _Taken(seen, None)
            draft = with_ledger(work, known, _still_paid(work, known, draft))
            if draft.revision:
                draft = replace(draft, version=known.version + 1)
                if not says_more(work, known, draft):
                    work.orders.set_revision(known.id, draft.revision)
                    return _Taken(seen, ticketing)
        work.raw_events.add(draft.source, draft.external_id, draft.version, now, raw)
        if known is None:
            order = self._new(work, draft, rule)
            if order.state is OrderState.ACCEPTED:
                ticketing.first(order)
        else:
            order = self._newer(work, known, draft, ticketing)
            work.statistics.replace(known, order, self._shop.zone)
        return _Taken(Receipt(order.id, order.number, duplicate=False), ticketing)

    def _new(self, work: Work, draft: OrderDraft, rule: SourceRule) -> Order:
        now = self._clock.now()
        number = draft.number
        if number is None:
            day = now.astimezone(self._shop.zone).date()
            number = f"{rule.letter}{work.numbers.next_order(rule.letter, day):03d}"
        order_id = self._ids.order_id()
        if work.payments.adopt(draft.source, draft.external_id, order_id):  # its money was quicker
            draft = replace(draft, payment=payment_of(draft, work.payments.of_order(order_id)))
        accepted = rule.accepts(draft)
        state = OVER.get(draft.over, OrderState.ACCEPTED if accepted else OrderState.PLACED)
        order = Order(
            id=order_id,
            number=number,
            state=state,
            content=draft,
            received_at=now,
            since=now,
            source_kind=rule.kind,
            customer_id=work.customers.link(draft.source, draft.customer, draft.fulfilment, now),
        )
        work.orders.insert(order)
        work.statistics.add(order, self._shop.zone)
        work.orders.note(order.id, now, "received", draft.source)
        if draft.over:
            work.orders.note(order.id, now, state.value, by=draft.source)
        for entry in work.payments.of_order(order.id):
            note_entry(work, order, entry)
        return order

    def _newer(self, work: Work, known: Order, draft: OrderDraft, ticketing: Ticketing) -> Order:
        now = self._clock.now()
        back = returns(work, known, draft)
        work.orders.put_version(known.id, draft, now)
        order = replace(known, content=draft)
        if ends(known, draft):
            work.orders.set_state(order.id, OrderState.CANCELLED, known.state, now)
            work.orders.note(order.id, now, OrderState.CANCELLED.value, by=draft.source)
            ticketing.cancelled(order, "")
            return replace(order, state=OrderState.CANCELLED, before=known.state, since=now)
        if back:
            return self._back(work, order, ticketing)
        work.orders.note(known.id, now, "changed", str(draft.version))
        if known.state is OrderState.PLACED:
            rule = self._shop.source(draft.source)
            if rule.accepts(draft) and not rule.accepts(known.content):  # the money it waited for came
                order = replace(order, state=OrderState.ACCEPTED, before=known.state, since=now)
                work.orders.set_state(order.id, order.state, order.before, now)
                work.orders.note(order.id, now, order.state.value)
                ticketing.first(order)
        elif is_open(known):
            ticketing.changed(known, order)
        return order

    def _back(self, work: Work, order: Order, ticketing: Ticketing) -> Order:
        """Its sender took back the cancellation: it goes on where it stood."""
        now = self._clock.now()
        state = order.before or OrderState.PLACED
        rule = self._shop.source(order.content.source)
        first = state is OrderState.PLACED and rule.accepts(order.content)
        order = replace(order, state=OrderState.ACCEPTED if first else state, before=None, since=now)
        work.orders.set_state(order.id, order.state, None, now)
        work.orders.note(order.id, now, "undo", OrderState.CANCELLED.value, order.content.source)
        if first:
            ticketing.first(order)
        elif state is not OrderState.PLACED:
            ticketing.restored(order)
        return order


def _still_paid(work: Work, known: Order, draft: OrderDraft) -> OrderDraft:
    """The newer version with the money that a person at the desk took, of which its sender knows nothing."""
    taken, said = known.content.payment, draft.payment
    if taken.paid_at is None or said.state not in {PaymentState.UNPAID, PaymentState.PART_PAID}:
        return draft
    detail = work.views.detail(known.id)
    at = taken.paid_at.timestamp()
    if detail is None or not any(e.what == "paid" and abs(e.at - at) < 0.001 for e in detail.timeline):
        return draft
    enough = taken.paid_amount >= draft.amount_due
    return replace(
        draft, payment=replace(taken, state=PaymentState.PAID if enough else PaymentState.PART_PAID)
    )
