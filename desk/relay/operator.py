"""The operator's side: whether the relay lives, whether it can take orders now, and its numbers."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from desk.errors import EnvironmentFault
from desk.relay.metrics import Metrics
from desk.relay.store.opening import RelayStore

#: A store that does not answer for so long, in seconds, takes no order in WeChat's five.
READY_WITHIN = 3.0
#: An answer holds for so long, in seconds: whoever asks more often makes no more work.
READY_FOR = 1.0
#: A desk counts as connected for so long after it asked for news, in seconds.
CONNECTED = 60.0


class Operator:
    """`GET /health`, `/ready` and `/metrics`."""

    def __init__(self, store: RelayStore, metrics: Metrics, now: Callable[[], float] = time.time) -> None:
        self._store = store
        self._metrics = metrics
        self._now = now
        self._desks: dict[str, float] = {}
        self._probe: asyncio.Task[str] | None = None
        self._probed = 0.0
        self.stopping = False

    def asked(self, device: str) -> None:
        """A desk asks for news."""
        self._desks[device] = time.monotonic()

    async def health(self, _request: Request) -> Response:
        """200 while the process serves."""
        return PlainTextResponse("ok\n")

    async def ready(self, _request: Request) -> Response:
        """200 when something can be stored, else 503 with why not; within three seconds."""
        why = "it is stopping" if self.stopping else await self._why_not()
        if why:
            return PlainTextResponse(f"not ready: {why}\n", status_code=503)
        return PlainTextResponse("ready\n")

    async def metrics(self, _request: Request) -> Response:
        """Prometheus' text form. What only the store knows is left out while it does not answer."""
        since = time.monotonic() - CONNECTED
        self._desks = {device: at for device, at in self._desks.items() if at > since}
        gauges: dict[str, float] = {"desks_connected": len(self._desks), "store_up": 0}
        with suppress(TimeoutError, EnvironmentFault):
            async with asyncio.timeout(READY_WITHIN):
                depth, oldest = await self._store.read(lambda work: work.feed.waiting())
            gauges["store_up"] = 1
            gauges["feed_depth"] = depth
            gauges["feed_oldest_seconds"] = max(0.0, self._now() - oldest.timestamp()) if oldest else 0
        text = self._metrics.text(gauges)
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")

    async def _why_not(self) -> str:
        now = time.monotonic()
        if self._probe is None or (self._probe.done() and now - self._probed > READY_FOR):
            self._probed = now
            self._probe = asyncio.create_task(self._stores(), name="ready")
        try:
            async with asyncio.timeout(READY_WITHIN):
                return await asyncio.shield(self._probe)
        except TimeoutError:
            return f"the store does not answer within {READY_WITHIN:g} seconds"

    async def _stores(self) -> str:
        try:
            await self._store.write(lambda work: work.feed.count("ready"))
        except EnvironmentFault as fault:
            return fault.what.partition(" (")[0]  # which server or file it is stays inside
        return ""
