"""Orders typed in at the desk: in person, by telephone, from a chat."""

import asyncio
from dataclasses import replace

from desk.domain.order_document import to_bytes
from desk.domain.orders import OrderDraft
from desk.domain.ports import Clock, Ids
from desk.domain.receipts import Receipt
from desk.errors import EnvironmentFault
from desk.sources.base import Receive, SourceHealth
from desk.sources.order_document import parse_order


class CounterSource:
    """The desk's own source. `place` takes what the clerk typed and returns once it is durable."""

    kind = "counter"

    def __init__(self, ids: Ids, clock: Clock, name: str = "counter") -> None:
        self.name = name
        self.health = SourceHealth()
        self._ids = ids
        self._clock = clock
        self._receive: Receive | None = None
        self._stopped = asyncio.Event()

    def draft(self, entry: OrderDraft) -> tuple[OrderDraft, bytes]:
        """What the clerk typed as a draft of this source with its raw document. `source`, `external_id` and
        `placed_at` of the entry are set here; an entry that carries this source's id already is a change
        and becomes the next version.

        The draft is read back from its own document, so that a typed order obeys the same bounds as one
        from outside. Raises MalformedOrder naming the field.
        """
        if entry.source == self.name and entry.external_id:
            entry = replace(entry, version=entry.version + 1)
        else:
            entry = replace(
                entry,
                source=self.name,
                external_id=self._ids.order_id(),
                version=1,
                placed_at=self._clock.now(),
            )
        raw = to_bytes(entry)
        parsed = parse_order(raw, self.name, entry.currency)
        return replace(parsed, total=entry.total), raw

    async def place(self, entry: OrderDraft) -> Receipt:
        """Hand the entry over. Raises MalformedOrder, and EnvironmentFault while the desk is not running."""
        if self._receive is None:
            raise EnvironmentFault("The desk is not ready to take orders.", "Wait a moment and try again.")
        return await self._receive(*self.draft(entry))

    async def run(self, receive: Receive) -> None:
        """Pass on what is placed, until stopped."""
        self._stopped.clear()
        self._receive = receive
        self.health = SourceHealth("running")
        try:
            await self._stopped.wait()
        finally:
            self._receive = None
            self.health = SourceHealth()

    async def stop(self) -> None:
        """Let `run` return."""
        self._stopped.set()
