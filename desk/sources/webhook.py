"""Orders pushed by another system under the Standard Webhooks rules: verified on raw bytes, then parsed."""

import asyncio
from collections.abc import Mapping

from desk.domain.orders import OrderDraft
from desk.domain.ports import Clock
from desk.domain.senders import TOLERANCE, sign, signing_key, verify
from desk.errors import ConfigFault
from desk.sources.base import Receive, SourceHealth
from desk.sources.order_document import parse_order

__all__ = ["TOLERANCE", "WebhookSource", "sign", "signing_key", "verify"]


class WebhookSource:
    """One sender with its own secret. The listener hands it each delivery; `run` only waits."""

    kind = "webhook"

    def __init__(self, name: str, secret: str, clock: Clock, currency: str = "CNY") -> None:
        """`currency` is that of orders which name none. Raises ConfigFault for a secret that is none."""
        self.name = name
        self.health = SourceHealth()
        try:
            self._key = signing_key(secret)
        except ConfigFault as fault:
            raise ConfigFault(f'[[sources]] "{name}" in desk.toml: {fault.what}', fault.remedy) from None
        self._clock = clock
        self._currency = currency
        self._stopped = asyncio.Event()

    def open(self, headers: Mapping[str, str], body: bytes) -> OrderDraft:
        """Verify, then parse. Raises NotVerified or MalformedOrder."""
        verify(self._key, headers, body, self._clock.now().timestamp())
        return parse_order(body, self.name, self._currency)

    async def run(self, receive: Receive) -> None:
        """Wait until stopped: deliveries come in through the listener, which acknowledges them itself."""
        del receive
        self._stopped.clear()
        self.health = SourceHealth("running")
        try:
            await self._stopped.wait()
        finally:
            self.health = SourceHealth()

    async def stop(self) -> None:
        """Let `run` return."""
        self._stopped.set()
