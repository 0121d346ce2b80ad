"""Orders from WeChat Store (微信小店), through the relay: only its address may ask WeChat.

A push names an order and holds nothing of it, so each makes us ask; and the list is asked every few minutes.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, cast

from desk.domain.ports import Clock
from desk.errors import DeskError, EnvironmentFault
from desk.sources.base import CheckMemory, DeskSide, Receive, SourceHealth
from desk.sources.foreign import as_bytes, identifier, read_table, table, text
from desk.sources.reconciling import Listed, Reconciler, readable
from desk.sources.shop_line import ShopFault
from desk.sources.weixin_store_order import order_of

#: The longest span of one list; WeChat allows seven days.
SPAN = timedelta(days=6)
#: A list goes on to after now, so that an order changed meanwhile does not leave it.
_AHEAD = timedelta(minutes=5)
#: The most pages of one list.
MAX_PAGES = 400
_SENTENCES = {
    "unreachable": "WeChat does not answer the relay.",
    "busy": "WeChat asks for fewer questions.",
    "refused": "WeChat refuses the relay's question.",
    "unknown-store": "The relay knows no such store.",
}
_log = logging.getLogger("desk.sources")

#: Lets the relay ask the store: what is asked, and a key of its own.
Ask = Callable[[Mapping[str, object], str], Awaitable[Mapping[str, Any]]]


class WeixinStoreSource:
    """One store, behind one relay."""

    kind = "weixin-store"

    def __init__(
        self,
        name: str,
        ask: Ask,
        desk: DeskSide,
        memory: CheckMemory,
        clock: Clock,
        changed: Callable[[str], None],
        *,
        every: float = 120.0,
        dice: random.Random | None = None,
    ) -> None:
        self.name = name
        self._store = _Store(name, ask, clock)
        self._checks = Reconciler(name, desk, memory, clock, every, changed, dice)
        self._stopped = asyncio.Event()
        self._pushed: asyncio.Queue[str] = asyncio.Queue()

    @property
    def health(self) -> SourceHealth:
        """How it does now."""
        return self._checks.health

    def pushed(self, event: bytes) -> None:
        """The store told of an order. What is not asked for before the desk stops is in the next list.

        Raises MalformedOrder for what is no such event.
        """
        about = table(read_table(event).get("order_info"))
        self._pushed.put_nowait(identifier(about.get("order_id"), "order_id"))

    async def run(self, receive: Receive) -> None:
        """Check until stopped, and ask for what was pushed."""
        self._stopped.clear()
        fetching = asyncio.create_task(self._fetch(receive), name=f"{self.name}: pushes")
        try:
            await self._checks.serve(self._store, receive, self._stopped)
        finally:
            fetching.cancel()
            with suppress(asyncio.CancelledError):
                await fetching

    async def stop(self) -> None:
        """Let `run` return."""
        self._stopped.set()

    async def _fetch(self, receive: Receive) -> None:
        while True:
            order_id = await self._pushed.get()
            try:
                found = await self._store.one(order_id)
                if found is not None:
                    await self._checks.take(found, receive)
            except DeskError as fault:  # the next check finds it
                _log.warning("source %s: a pushed order was not had: %s", self.name, fault)


class _Store:
    """The store as the reconciler asks it."""

    def __init__(self, name: str, ask: Ask, clock: Clock) -> None:
        self._name = name
        self._ask = ask
        self._clock = clock
        self._asked = 0

    async def changed(self, since: datetime) -> tuple[Sequence[Listed], datetime | None]:
        """See ShopSystem."""
        ids: dict[str, None] = {}
        until = self._clock.now() + _AHEAD
        while since < until:
            end = min(since + SPAN, until)
            ids |= dict.fromkeys(await self._list(since, end))
            since = end
        listed = [await self.one(order_id) for order_id in ids]
        return [each for each in listed if each is not None], None

    async def _list(self, since: datetime, until: datetime) -> list[str]:
        found: list[str] = []
        following = ""
        for _ in range(MAX_PAGES):
            answer = await self._question(
                {
                    "call": "list",
                    "since": int(since.timestamp()),
                    "until": int(until.timestamp()) + 1,
                    "next": following,
                }
            )
            ids: object = answer.get("ids")
            if not isinstance(ids, list):
                raise ShopFault("no-shop", "The relay does not tell the store's orders.", "Update the relay.")
            found += map(text, cast("list[object]", ids))
            following = text(answer.get("next"))
            if not following:
                return found
        raise ShopFault("busy", "The store lists more orders than can be looked through.")

    async def one(self, external_id: str) -> Listed | None:
        """See ShopSystem."""
        answer = await self._question({"call": "order", "order": external_id})
        order = table(answer.get("order"))
        raw = as_bytes(order)
        found = readable(external_id, lambda: order_of(order, self._name), raw)
        if found.draft is not None and found.draft.external_id != external_id:
            return Listed(external_id, None, raw, "the store answered with another order")
        return found

    async def complaint(self) -> tuple[str, str]:
        """See ShopSystem. Whether WeChat pushes is not told to anybody."""
        return "", ""

    async def _question(self, value: Mapping[str, object]) -> Mapping[str, Any]:
        self._asked += 1
        key = f"store {self._name} {self._clock.now().timestamp():.6f} {self._asked}"
        try:
            answer = await self._ask({"kind": "store", "source": self._name, **value}, key)
        except EnvironmentFault as fault:
            raise ShopFault("relay", fault.what, fault.remedy) from fault
        if answer.get("done") is True:
            return answer
        reason = text(answer.get("reason")) or "no-shop"
        raise ShopFault(
            reason,
            _SENTENCES.get(reason, "The relay does not tell the store's orders."),
            "The relay's log says more.",
        )
