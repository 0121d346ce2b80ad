"""Orders from Shopify: its webhooks and, with a token of the Admin API, its list of orders.

Shopify repeats a failed webhook for some hours and then removes it, so without a token nobody notices what is lost.
Sources: Shopify's pages on webhooks, on the REST Admin API's orders and its pages of lists, as of 2026-11.
"""

import asyncio
import random
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import httpx

from desk.domain.orders import OrderDraft
from desk.domain.ports import Clock
from desk.domain.senders import plain_key, verify_shopify
from desk.errors import ConfigFault
from desk.sources.base import CheckMemory, DeskSide, Receive, SourceHealth
from desk.sources.deliveries import read_delivery
from desk.sources.foreign import Found, as_bytes, table, tables, text
from desk.sources.reconciling import Listed, Reconciler, readable
from desk.sources.shop_line import ShopFault, ShopLine, checked_url, new_client
from desk.sources.shopify_order import order_of

#: Orders asked for at once (Shopify gives 250 at most), and the most pages of one list.
PAGE, MAX_PAGES = 50, 400
_NEXT = re.compile(r'<([^<>]{1,4000})>\s*;\s*rel="?next"?')


class ShopifySource:
    """One shop. Without a `token` it only takes pushes."""

    kind = "shopify"

    def __init__(
        self,
        name: str,
        desk: DeskSide,
        memory: CheckMemory,
        clock: Clock,
        changed: Callable[[str], None],
        *,
        secret: str,
        url: str = "",
        token: str = "",
        api_version: str = "2026-10",
        every: float = 120.0,
        currency: str = "CNY",
        transport: httpx.AsyncBaseTransport | None = None,
        dice: random.Random | None = None,
    ) -> None:
        """`secret` is the app's, `token` the Admin API's. Raises ConfigFault for a secret or address that is none."""
        self.name = name
        try:
            self._key = plain_key(secret)
        except ConfigFault as fault:
            raise ConfigFault(f'[[sources]] "{name}" in desk.toml: {fault.what}', fault.remedy) from None
        self._url = checked_url(name, url, "https://cake.myshopify.com") if url and token else ""
        self._token = token
        self._version = api_version
        self._currency = currency
        self._transport = transport
        self._checks = Reconciler(name, desk, memory, clock, every if self._url else 0.0, changed, dice)
        self._stopped = asyncio.Event()

    @property
    def health(self) -> SourceHealth:
        """How it does now."""
        return self._checks.health

    def open(self, headers: Mapping[str, str], body: bytes) -> OrderDraft | None:
        """Verify, then parse; None when it tells of no order. Raises NotVerified or MalformedOrder."""
        verify_shopify(self._key, headers, body)
        return read_delivery(self.kind, self.name, self._currency, headers, body)

    async def run(self, receive: Receive) -> None:
        """Check until stopped; pushes come in through the listener, which acknowledges them itself."""
        self._stopped.clear()
        if not self._url:
            await self._checks.listen_only(self._stopped)
            return
        async with new_client(self._transport) as client:
            base = f"{self._url}/admin/api/{self._version}"
            line = ShopLine(client, base, None, {"x-shopify-access-token": self._token})
            await self._checks.serve(_Shop(line, self.name, self._currency), receive, self._stopped)

    async def stop(self) -> None:
        """Let `run` return."""
        self._stopped.set()


class _Shop:
    """The Admin API as the reconciler asks it."""

    def __init__(self, line: ShopLine, name: str, currency: str) -> None:
        self._line = line
        self._name = name
        self._currency = currency

    async def changed(self, since: datetime) -> tuple[Sequence[Listed], datetime | None]:
        """See ShopSystem. A page tells where the next one begins, by time and id, so that nothing is passed over."""
        found: dict[str, Listed] = {}
        began: datetime | None = None
        target, params = "/orders.json", {
            "status": "any", "updated_at_min": since.isoformat(timespec="seconds"), "order": "updated_at asc",
            "limit": str(PAGE),
        }  # fmt: skip
        for _ in range(MAX_PAGES):
            answer = await self._line.get(target, params)
            began = began or answer.at
            listed = table(answer.value).get("orders")
            if not isinstance(listed, list):
                raise ShopFault("no-shop", "What answers at the shop's address does not speak its API.")
            for order in tables(table(answer.value).get("orders")):
                found[text(order.get("id"))] = self._listed(order)
            following = _NEXT.search(answer.headers.get("link", ""))
            if following is None:
                return tuple(found.values()), began
            target, params = following[1], {}
            if not self._line.owns(target):
                raise ShopFault(
                    "no-shop", "The shop's list goes on at another address.", "Look at its address."
                )
        raise ShopFault("busy", "The shop lists more orders than can be looked through.")

    async def one(self, external_id: str) -> Listed | None:
        """See ShopSystem."""
        if not (external_id.isascii() and external_id.isdigit()):
            return None
        try:
            answer = await self._line.get(f"/orders/{external_id}.json", {})
        except ShopFault as fault:
            if fault.reason == "not-found":
                return None
            raise
        return self._listed(table(table(answer.value).get("order")))

    async def complaint(self) -> tuple[str, str]:
        """See ShopSystem. Shopify removes what it gives up, and does not say since when."""
        return "", ""

    def _listed(self, order: Found) -> Listed:
        external_id, raw = text(order.get("id")), as_bytes(order)
        return readable(external_id, lambda: order_of(order, self._name, self._currency), raw)
