"""Moving orders along: what the buttons and the listener's actions do, with undo."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from desk.domain.events import Changes
from desk.domain.orders import (
    CUSTOMER,
    Action,
    FulfilmentKind,
    Order,
    OrderState,
    PaymentMethod,
    PaymentState,
    step,
)
from desk.domain.ports import Clock, Database, Work
from desk.domain.print_jobs import Answer, JobState, PrintJob
from desk.domain.shop import Shop
from desk.errors import NotFound, Refused
from desk.services.payments import book, note_entry, refund_needed, taken_by_clerk
from desk.services.ticketing import Ticketing
from desk.spool import Spool

#: Between two chases of one order by its customer.
RUSH_AGAIN = timedelta(minutes=10)
_CALLED_OFF = frozenset({OrderState.DECLINED, OrderState.CANCELLED})
_OVER = frozenset({OrderState.COMPLETED, OrderState.DECLINED, OrderState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Request:
    """One press of a button. `by` names the person; `minutes` promises a time with accept; `method` and `amount` (in
    minor units, None for all that is due) are how and how much was paid.
    """

    action: Action
    by: str
    reason: str = ""
    minutes: int | None = None
    method: PaymentMethod | None = None
    amount: int | None = None


class Fulfilment:
    """The verbs of an order and the answers to print questions."""

    def __init__(
        self, shop: Shop, database: Database, clock: Clock, spool: Spool, changed: Callable[[Changes], None]
    ) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock
        self._spool = spool
        self._changed = changed

    async def act(self, order_id: str, request: Request) -> Order:
        """Do it, durably. Raises NotFound for an unknown order, Refused when its state does not allow it."""
        order, jobs = await self._database.write(lambda work: self._act(work, order_id, request))
        for job in jobs:
            if job.state is JobState.QUEUED and job.attempt > 0:
                self._spool.insist(job.printer, job.id)
        for printer in sorted({job.printer for job in jobs}):
            self._spool.poke(printer)
        self._changed(Changes(frozenset({order.id}), frozenset(job.id for job in jobs)))
        return order

    def _act(self, work: Work, order_id: str, request: Request) -> tuple[Order, list[PrintJob]]:
        order = work.orders.get(order_id)
        if order is None:
            raise NotFound(f"There is no order {order_id}.")
        now = self._clock.now()
        ticketing = Ticketing(self._shop, work, now)
        match request.action:
            case Action.UNDO:
                order = self._undo(work, order, request, ticketing)
            case Action.REPRINT:
                if not ticketing.again(order):
                    raise Refused("Nothing of this order was printed yet.", "Its tickets are still waiting.")
                work.orders.note(order.id, now, "reprint", by=request.by)
            case Action.RUSH:
                self._must_be_open(order)
                if request.by == CUSTOMER:
                    self._must_not_be_rushed_yet(work, order)
                order = replace(order, rushed=work.orders.add_rush(order.id))
                work.orders.note(order.id, now, "rush", str(order.rushed), request.by)
                if order.state is not OrderState.PLACED:
                    ticketing.rush(order)
            case Action.PAID:
                order = self._paid(work, order, request, ticketing)
            case _:
                order = self._step(work, order, request, ticketing)
        return order, ticketing.jobs

    def _step(self, work: Work, order: Order, request: Request, ticketing: Ticketing) -> Order:
        to = step(order.state, request.action)
        if to is OrderState.DELIVERING and order.content.fulfilment.kind is not FulfilmentKind.DELIVERY:
            to = None
        if to is None:
            raise Refused(
                f"An order that is {order.state.value} cannot be moved by {request.action.value}.",
                "Look at its present state.",
            )
        now = self._clock.now()
        if request.action is Action.ACCEPT and request.minutes is not None:
            promised = now + timedelta(minutes=request.minutes)
            work.orders.set_promise(order.id, promised)
            order = replace(order, promised_at=promised)
        work.orders.set_state(order.id, to, order.state, now)
        work.orders.note(order.id, now, to.value, request.reason, request.by)
        moved = replace(order, state=to, before=order.state, since=now)
        work.statistics.replace(order, moved, self._shop.zone)
        if request.action is Action.ACCEPT:
            ticketing.first(moved)
        elif request.action is Action.CANCEL:
            ticketing.cancelled(order, request.reason)
        if to in _CALLED_OFF:
            refund_needed(work, moved, now)
        return moved

    def _undo(self, work: Work, order: Order, request: Request, ticketing: Ticketing) -> Order:
        """Back to where it was; what the kitchen was told wrongly is put right on paper."""
        if order.before is None:
            raise Refused("There is no step to undo.", "Only the last step can be undone, once.")
        now = self._clock.now()
        work.orders.set_state(order.id, order.before, None, now)
        work.orders.note(order.id, now, "undo", order.state.value, request.by)
        back = replace(order, state=order.before, before=None, since=now)
        work.statistics.replace(order, back, self._shop.zone)
        if back.state is OrderState.PLACED and order.state is OrderState.ACCEPTED:
            ticketing.cancelled(order, "")
        elif order.state is OrderState.CANCELLED and back.state is not OrderState.PLACED:
            ticketing.restored(back)
        return back

    def _paid(self, work: Work, order: Order, request: Request, ticketing: Ticketing) -> Order:
        content = order.content
        if order.state in {OrderState.DECLINED, OrderState.CANCELLED}:
            raise Refused("This order is off.", "Money that came for it has to be given back.")
        if content.payment.state is PaymentState.PAID:
            raise Refused("This order is paid already.", "Nothing has to be collected.")
        entry = taken_by_clerk(work, order, self._clock.now(), request.by, request.method, request.amount)
        if entry.amount <= 0:
            raise Refused("There is nothing to be collected.", "Give an amount above nothing.")
        work.payments.add(entry, entry.at)
        note_entry(work, order, entry)
        return book(self._shop, work, order, ticketing, accepts=False)

    def _must_not_be_rushed_yet(self, work: Work, order: Order) -> None:
        """The feed brings a chase again when its acknowledgement was lost; paper must not come again."""
        before = work.orders.last_note(order.id, "rush")
        if before is not None and self._clock.now() - before < RUSH_AGAIN:
            raise Refused("This order was chased a moment ago.", "It stands at the top already.")

    def _must_be_open(self, order: Order) -> None:
        if order.state in _OVER:
            raise Refused(f"This order is {order.state.value}.", "Undo that first.")

    async def answer(self, job_id: int, answer: Answer, by: str) -> PrintJob:
        """What a person saw: printed, print again, or drop. Raises NotFound, or Refused when nobody asked."""
        job = await self._database.write(lambda work: self._answered(work, job_id, answer, by))
        if answer is Answer.AGAIN:
            self._spool.insist(job.printer, job.id)
        else:
            self._spool.forget(job.printer, job.id)
        self._spool.poke(job.printer)
        orders = frozenset({job.order_id}) if job.order_id else frozenset[str]()
        self._changed(Changes(orders, frozenset({job.id})))
        return job

    def _answered(self, work: Work, job_id: int, answer: Answer, by: str) -> PrintJob:
        job = work.jobs.get(job_id)
        if job is None:
            raise NotFound(f"There is no print job {job_id}.")
        now = self._clock.now()
        asked = job.state in {JobState.ASK, JobState.UNCERTAIN}
        if answer is Answer.AGAIN and (asked or job.state is JobState.UNCONFIRMED):
            if job.state is JobState.UNCERTAIN:
                return job  # its worker makes the marked copy after the fence
            return work.jobs.move(job, JobState.QUEUED, now, reasons=("asked-again",), by=by)
        if not asked:
            raise Refused("Nobody asked about this ticket.", f"It is {job.state.value}.")
        to = JobState.PERSON_CONFIRMED if answer is Answer.PRINTED else JobState.CANCELLED
        return work.jobs.move(job, to, now, reasons=job.reasons, by=by)

    async def reprint(self, job_id: int, by: str) -> PrintJob:
        """One ticket once more, marked as a copy."""

        def again(work: Work) -> PrintJob:
            job = work.jobs.get(job_id)
            if job is None:
                raise NotFound(f"There is no print job {job_id}.")
            moved = Ticketing(self._shop, work, self._clock.now()).reprint(job)
            if moved.state is not JobState.QUEUED:
                raise Refused("This ticket is not at an end yet.", f"It is {job.state.value}.")
            if job.order_id:
                work.orders.note(job.order_id, self._clock.now(), "reprint", job.station, by)
            return moved

        job = await self._database.write(again)
        self._spool.insist(job.printer, job.id)
        orders = frozenset({job.order_id}) if job.order_id else frozenset[str]()
        self._changed(Changes(orders, frozenset({job.id})))
        return job
