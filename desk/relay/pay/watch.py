"""Asks WeChat about what it has not told: payments, refunds, and orders whose time to pay is over.

A lost notification is found here. What is due is claimed by one relay, so that two on one database do not ask twice;
a claim that ran out, because its relay ended or WeChat could not be had, is anybody's again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from desk.errors import EnvironmentFault
from desk.relay.orders import CHANGEABLE, charge_of, settle, wanted_of
from desk.relay.pay.api import WHOLE, PayTrouble
from desk.relay.pay.cashier import Cashier
from desk.relay.pay.refunding import Refunder
from desk.relay.store.opening import RelayStore
from desk.relay.store.placed import PlacedOrder
from desk.relay.store.work import RelayWork

#: Things asked at once, and seconds between two looks for what became due.
SLOTS, LOOK = 16, 1.0
#: How long a claim holds: longer than the calls of one thing can take.
LEASE = timedelta(seconds=60)
#: After a call without an answer the next one comes so much later.
AGAIN = timedelta(seconds=15)

_log = logging.getLogger("desk.relay")
_Job = tuple[str, str]
#: What follows from an order's new state, in the same transaction.
Progress = Callable[[RelayWork, PlacedOrder, str, datetime], None]


class Watch:
    """One relay's. `now` gives seconds since 1970; `news` is called when the feed has something new; `progress` writes
    what customers are told of an order.
    """

    def __init__(
        self,
        store: RelayStore,
        cashier: Cashier,
        refunder: Refunder,
        now: Callable[[], float],
        news: Callable[[], None],
        progress: Progress,
    ) -> None:
        self._store = store
        self._progress = progress
        self._cashier = cashier
        self._refunder = refunder
        self._now = now
        self._news = news
        self._flying: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._alone = False

    async def run(self, *, alone: bool = False) -> None:
        """Until it is cancelled; then what is on its way may end.

        `alone` says that no other relay uses the store: what is claimed there was the last one's.
        """
        self._alone = alone
        try:
            while True:
                self._room.clear()
                try:
                    await self._start_due()
                except EnvironmentFault as fault:
                    _log.warning("%s", fault)
                except Exception:  # noqa: BLE001 - logged whole
                    _log.exception("the watch over payments stumbled")  # others still have to be looked at
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK):
                        await self._room.wait()
        finally:
            await self.close()

    async def round(self) -> int:
        """Do all that is due now and wait for it; how many things that were."""
        count = 0
        while True:
            count += await self._start_due()
            if not self._flying:
                return count
            await asyncio.wait(self._flying)

    async def close(self) -> None:
        """Wait for what is on its way."""
        if self._flying:
            _, late = await asyncio.wait(self._flying, timeout=WHOLE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _start_due(self) -> int:
        room = SLOTS - len(self._flying)
        now = self._moment()
        ran_out = now if self._alone and not self._flying else now - LEASE
        if room <= 0 or not await self._store.read(lambda work: _due(work, now, ran_out, 1)):
            return 0
        jobs = await self._store.write(
            lambda work: [job for job in _due(work, now, ran_out, room) if _claimed(work, job, now, ran_out)]
        )
        for job in jobs:
            task = asyncio.create_task(self._do(*job), name="payment")
            self._flying.add(task)
            task.add_done_callback(self._landed)
        return len(jobs)

    async def _do(self, kind: str, which: str) -> None:
        jobs: dict[str, Callable[[str], Coroutine[Any, Any, None]]] = {
            "payment": self._payment,
            "refund": self._refunder.look,
            "bill": self._bill,
        }
        await jobs[kind](which)

    async def _payment(self, number: str) -> None:
        """Where it stands; and closed when its time is over or when nobody waits for that money any more."""
        now = self._moment()
        payment, wanted = await self._store.read(lambda work: _wanted(work, number))
        if payment is None or payment.state == "paid":
            return
        try:
            over = payment.live and (not wanted or payment.until <= now)
            if over or (await self._cashier.look(payment) == "closed" and payment.live):
                await self._cashier.shut(number)
        except PayTrouble as trouble:
            self._cashier.trouble(trouble)
            await self._store.write(lambda work: work.payments.put_off(number, now + AGAIN))

    async def _bill(self, order_id: str) -> None:
        """The order's time to pay is over: what may still be paid is closed, and then the order is called off."""
        live = await self._store.read(lambda work: [each for each in work.payments.of(order_id) if each.live])
        try:
            for payment in live:
                await self._cashier.shut(payment.number)
        except PayTrouble as trouble:  # while WeChat cannot say, the order stays; the claim runs out
            self._cashier.trouble(trouble)
            return
        now = self._moment()
        if await self._store.write(lambda work: _give_up(work, order_id, now, self._progress)):
            self._cashier.outcomes["called off"] += 1
            self._news()

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._room.set()
        if not task.cancelled() and task.exception() is not None:
            _log.error("a payment could not be looked at", exc_info=task.exception())

    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self._now(), UTC)


def _due(work: RelayWork, now: datetime, ran_out: datetime, count: int) -> list[_Job]:
    found = [("payment", number) for number in work.payments.due(now, ran_out, count)]
    found += [("refund", number) for number in work.refunds.due(now, ran_out, count)]
    found += [("bill", order) for order in work.bills.overdue(now, ran_out, count)]
    return found[:count]


def _claimed(work: RelayWork, job: _Job, now: datetime, ran_out: datetime) -> bool:
    kind, which = job
    claim = {"payment": work.payments.claim, "refund": work.refunds.claim, "bill": work.bills.claim}[kind]
    return claim(which, now, ran_out)


def _wanted(work: RelayWork, number: str) -> tuple[Any, bool]:
    """The payment, and whether its money is still what its order waits for."""
    payment = work.payments.payment(number)
    if payment is None or not payment.order_id:
        return payment, True
    order = work.placed.order(payment.order_id)
    if order is None or order.state in {"cancelled", "declined"}:
        return payment, False
    return payment, charge_of(wanted_of(order.wanted), work.payments.paid(order.id)) == payment.amount


def _give_up(work: RelayWork, order_id: str, now: datetime, progress: Progress) -> bool:
    """Call the order off when nothing came and nothing can; whether it was."""
    if any(each.live for each in work.payments.of(order_id)):
        return False  # asked for meanwhile; the claim runs out
    work.bills.drop(order_id)
    order = work.placed.order(order_id)
    # what is being made is the shop's to decide; a deposit that came keeps its order
    if order is None or order.state not in CHANGEABLE or work.payments.paid(order_id):
        return False
    if not charge_of(wanted_of(order.wanted), 0):
        return False
    settle(work, order, "cancelled")
    progress(work, order, "cancelled", now)
    body = {"id": order.id, "number": order.number, "reason": "unpaid"}
    work.feed.append(order.account, "cancel", body, now)
    return True
