"""Sources that are told of orders and also ask for them: what the shop system lists is compared with what the desk holds.

A push may be lost, doubled or late; the list is what counts. Both go the same way into the desk, where an order's id
and revision keep them apart. What the source says of itself, "checked then, so many missing", is of its last complete
check: `missing` are the orders listed then that the desk does not hold at this moment.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol

from desk.domain.events import Changes
from desk.domain.orders import Order, OrderDraft, OrderState
from desk.domain.ports import Clock
from desk.domain.receipts import MalformedOrder
from desk.errors import DeskError, EnvironmentFault
from desk.sources.base import CheckMemory, DeskSide, Receive, SourceHealth
from desk.sources.shop_line import ShopFault

#: How far before the last check the next one begins: clocks differ, and what was changed then may show late.
MARGIN = timedelta(minutes=10)
#: How long a new start remembers an order that cannot be taken.
LOOK_BACK = timedelta(days=7)
#: Seconds before trying again after trouble; doubled each time up to the second.
RETRY_FROM, RETRY_UP_TO = 5.0, 600.0
#: Revisions within one second belong to those who settle what the sender changed twice in it.
WITHIN = 1000
#: How often what is missing is looked at anew because orders came meanwhile.
_LOOKS = 50
#: Ids of missing orders that are told.
_MOST_IDS = 5
_log = logging.getLogger("desk.sources")


@dataclass(frozen=True, slots=True)
class Listed:
    """An order as the shop system lists it. `draft` is None for what cannot be read, and then `fault` says why."""

    external_id: str
    draft: OrderDraft | None
    raw: bytes
    fault: str = ""


class ShopSystem(Protocol):
    """The other side of one source."""

    async def changed(self, since: datetime) -> tuple[Sequence[Listed], datetime | None]:
        """Every order changed at or after `since`, and what the system's clock showed when the list began, where it
        tells. Raises ShopFault when the list did not come whole.
        """
        ...

    async def one(self, external_id: str) -> Listed | None:
        """One order as it stands now; None when there is none. Raises ShopFault."""
        ...

    async def complaint(self) -> tuple[str, str]:
        """A word and a sentence when the system does not push although it should; "" and "" when all is well."""
        ...


class Reconciler:
    """Checks one source again and again, and keeps what is to be said of it."""

    def __init__(
        self, name: str, desk: DeskSide, memory: CheckMemory, clock: Clock, every: float, changed: Callable[[str], None],
        dice: random.Random | None = None,
    ) -> None:  # fmt: skip
        """`every`: seconds from one check to the next; `changed` hears the name when `health` is another."""
        self.name = name
        self.health = SourceHealth(every=every)
        self._desk = desk
        self._memory = memory
        self._clock = clock
        self._every = every
        self._told = changed
        self._dice = dice or random.Random()
        #: What the last complete check listed and the desk did not hold: its id and revision.
        self._owed: dict[str, int] = {}
        #: What was listed of those and of others before them.
        self._wanted: dict[str, OrderDraft | None] = {}
        #: Up to when all that was listed was looked at, and what of that a new start will know.
        self._last: datetime | None = None
        self._kept: datetime | None = None
        self._wake = asyncio.Event()
        self._came = 0  # how often orders came or changed

    def tell(
        self, state: Literal["stopped", "starting", "running", "trouble"], detail: str = "", reason: str = ""
    ) -> None:
        """What is to be said from now on, beside the check."""
        before = self.health
        since = before.since if before.state == state else self._clock.now()
        self._show(replace(before, state=state, detail=detail, reason=reason, since=since))

    async def listen_only(self, stopped: asyncio.Event) -> None:
        """Wait until stopped: this source has nothing to ask."""
        self.tell("running")
        try:
            await stopped.wait()
        finally:
            self.tell("stopped")

    async def serve(self, shop: ShopSystem, receive: Receive, stopped: asyncio.Event) -> None:
        """Check until stopped."""
        self.tell("starting")
        checking = asyncio.create_task(self.run(shop, receive), name=f"{self.name}: checks")
        stopping = asyncio.create_task(stopped.wait(), name=f"{self.name}: stop")
        try:
            await asyncio.wait({checking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (checking, stopping):
                task.cancel()
            ended = await asyncio.gather(checking, stopping, return_exceptions=True)
            self.tell("stopped")
        if isinstance(ended[0], Exception):
            raise ended[0]

    async def run(self, shop: ShopSystem, receive: Receive) -> None:
        """Check until cancelled."""
        stop_listening = self._desk.listen(self._heard)
        watching = asyncio.create_task(self._watch(), name=f"{self.name}: missing")
        try:
            pause = RETRY_FROM
            while True:
                try:
                    await self.check(shop, receive)
                except DeskError as fault:
                    wait = max(pause, fault.wait if isinstance(fault, ShopFault) else 0.0)
                    pause = min(pause * 2, RETRY_UP_TO)
                    reason = fault.reason if isinstance(fault, ShopFault) else "store"
                    if self.health.reason != reason:
                        _log.warning("source %s: %s", self.name, fault)
                    self.tell("trouble", str(fault), reason)
                    await self._clock.sleep(wait * self._dice.uniform(0.8, 1.2))
                except Exception as error:  # noqa: BLE001 - one answer that nobody foresaw must not end the checks
                    _log.error(
                        "source %s: the check failed: %s at %s",
                        self.name,
                        type(error).__name__,
                        _place(error),
                    )
                    self.tell("trouble", "The check met an error of its own; the log says where.", "broken")
                    await self._clock.sleep(RETRY_UP_TO)
                else:
                    pause = RETRY_FROM
                    await self._clock.sleep(self._every)
        finally:
            stop_listening()
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    async def check(self, shop: ShopSystem, receive: Receive) -> None:
        """One complete check. Raises ShopFault, or EnvironmentFault when our own store cannot be asked."""
        began = self._clock.now()
        last = await self._since(began)
        found, theirs = await shop.changed(last - MARGIN)
        # a system too old to know what was asked lists all it ever had
        oldest = int((last - MARGIN).timestamp()) * WITHIN
        listed = {e.external_id: e for e in found if e.draft is None or e.draft.revision >= oldest}
        for external_id in self._owed.keys() - listed.keys():
            again = await shop.one(external_id)
            if again is not None:
                listed[external_id] = again
        owed: dict[str, int] = {}
        for each in listed.values():
            wanted = await self.take(each, receive)
            if wanted is not None:
                owed[each.external_id] = wanted
                self._wanted[each.external_id] = each.draft
        reason, sentence = await shop.complaint()
        upto = min(began, theirs) if theirs else began
        # a desk that starts anew must look for what is owed again, if not for ever
        kept = upto if not owed else max(self._kept or last, upto - LOOK_BACK)
        if kept != self._kept:
            await self._memory.keep(self.name, kept)
        self._last, self._kept = upto, kept
        # from here to `_show` nothing waits: what is said is what was found
        self._owed = await self._still(owed)
        self._wanted = {external_id: self._wanted.get(external_id) for external_id in self._owed}
        self._show(
            replace(
                self.health, state="running", detail=sentence, reason=reason, checked_at=began,
                since=self.health.since if self.health.state == "running" else began, missing=len(self._owed),
                lacks=_some(self._owed),
            )
        )  # fmt: skip

    async def _since(self, began: datetime) -> datetime:
        """From when on to look; the first time from now on: what was ordered before is somebody else's."""
        if self._last is None:
            self._last = self._kept = await self._memory.last(self.name)
        if self._last is None:
            await self._memory.keep(self.name, began)
            self._last = self._kept = began
        return self._last

    async def take(self, each: Listed, receive: Receive) -> int | None:
        """Take an order as it stands there now, if the desk does not hold it so. None when the desk holds it then, else
        the revision it would have to hold; 0 for one that cannot be read.
        """
        draft = each.draft
        if draft is None:
            if each.fault:
                _log.error("source %s: a listed order cannot be read: %s", self.name, each.fault)
            return 0 if each.fault else None
        known = await self._desk.known(self.name, each.external_id)
        if known is not None:
            held = known.content.revision
            if held // WITHIN > draft.revision // WITHIN:
                return None  # a push was faster than the list
            if held // WITHIN == draft.revision // WITHIN:
                if not _differs(known, draft):
                    return None
                draft = replace(
                    draft, revision=held + 1
                )  # the list is as it stands now, the push as it stood
        try:
            await receive(draft, each.raw)
        except EnvironmentFault as fault:
            _log.error("source %s: %s", self.name, fault)
            return draft.revision
        return None

    async def _still(self, owed: dict[str, int]) -> dict[str, int]:
        """What of that the desk does not hold now: looked at anew while orders come in between."""
        missing = owed
        for _ in range(_LOOKS):
            seen, found = self._came, dict[str, int]()
            for external_id, revision in missing.items():
                known = await self._desk.known(self.name, external_id)
                if known is None or not revision or known.content.revision < revision:
                    found[external_id] = revision
                elif _is_other(known, self._wanted.get(external_id)):
                    # an earlier push of the same second came late: it is not what was listed
                    found[external_id] = revision
            missing = found
            if seen == self._came:
                break
        return missing

    def _heard(self, changes: Changes) -> None:
        if changes.orders:
            self._came += 1
            self._wake.set()

    async def _watch(self) -> None:
        """What was missing may come by a push."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            asked = self._owed
            if not asked:
                continue
            try:
                still = await self._still(asked)
            except EnvironmentFault:
                continue
            if self._owed is not asked:
                self._wake.set()  # a check came to its end meanwhile
            elif len(still) < len(asked):
                self._owed = still
                self._show(replace(self.health, missing=len(still), lacks=_some(still)))

    def _show(self, health: SourceHealth) -> None:
        if health != self.health:
            self.health = health
            self._told(self.name)


def readable(external_id: str, read: Callable[[], OrderDraft | None], raw: bytes) -> Listed:
    """A listed order, read."""
    try:
        return Listed(external_id, read(), raw)
    except MalformedOrder as fault:
        return Listed(external_id, None, raw, str(fault))


def _place(error: Exception) -> str:
    """Where it was raised; its message may quote an order."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}" if at else "?"


def _some(owed: dict[str, int]) -> tuple[str, ...]:
    """A few of the ids, as a person would look for them."""
    return tuple(each[:30] for each in list(owed)[:_MOST_IDS] if each.isprintable())


def _is_other(known: Order, listed: OrderDraft | None) -> bool:
    """Whether the desk holds, of the second in which an order was listed, something else than was listed."""
    if listed is None or known.content.revision // WITHIN != listed.revision // WITHIN:
        return False
    return _differs(known, listed)


def _differs(known: Order, draft: OrderDraft) -> bool:
    """Whether the sender, within the second the desk knows of, made something else of the order. What was paid here is
    no difference.
    """
    held = known.content
    if draft.over == "cancelled" and known.state not in {OrderState.CANCELLED, OrderState.DECLINED}:
        return known.state is not OrderState.COMPLETED
    if not draft.over and known.state is OrderState.CANCELLED:
        return True
    same = replace(
        draft, version=held.version, revision=held.revision, number=held.number, over="", payment=held.payment
    )
    paid = draft.payment.state.value in {"paid", "refunded"} and draft.payment.state != held.payment.state
    return same != held or paid
