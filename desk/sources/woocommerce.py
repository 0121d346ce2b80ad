"""Orders from WooCommerce: its webhooks, and its list of orders, since a webhook that failed never comes again.

WooCommerce counts 200 to 302 as success, sends each delivery once, and disables a webhook after more than five
failures in a row; so the list is asked every few minutes, and the webhook's state with it.
Sources: class-wc-webhook.php; the REST API's pages on orders and webhooks, as of 2026-11.
"""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import httpx

from desk.domain.orders import OrderDraft
from desk.domain.ports import Clock
from desk.domain.receipts import NotVerified
from desk.domain.senders import verify_woocommerce, woocommerce_key, woocommerce_ping
from desk.errors import ConfigFault
from desk.sources.base import CheckMemory, DeskSide, Receive, SourceHealth
from desk.sources.deliveries import read_delivery
from desk.sources.foreign import Found, as_bytes, table, tables, text
from desk.sources.reconciling import Listed, Reconciler, readable
from desk.sources.shop_line import ShopFault, ShopLine, checked_url, new_client
from desk.sources.woocommerce_order import order_of

#: Orders asked for at once (WooCommerce gives a hundred at most), and the most pages of one list.
PAGE, MAX_PAGES = 50, 400
#: How often a list that changes while it is read is begun anew.
_TRIES = 5
_STATUSES = ("any", "trash")  # "any" leaves out what lies in the bin


class WooCommerceSource:
    """One shop. Without `url` it only takes pushes, without `webhook_secret` it only asks."""

    kind = "woocommerce"

    def __init__(
        self,
        name: str,
        desk: DeskSide,
        memory: CheckMemory,
        clock: Clock,
        changed: Callable[[str], None],
        *,
        url: str = "",
        key: str = "",
        secret: str = "",
        webhook_secret: str = "",
        every: float = 120.0,
        currency: str = "CNY",
        transport: httpx.AsyncBaseTransport | None = None,
        dice: random.Random | None = None,
    ) -> None:
        """`key` and `secret` are those of the REST API. Raises ConfigFault for an address that is none."""
        self.name = name
        self._url = checked_url(name, url, "https://shop.example.com") if url else ""
        self._auth = (key, secret)
        self._hook = woocommerce_key(webhook_secret) if webhook_secret else b""
        self._currency = currency
        self._transport = transport
        self._checks = Reconciler(name, desk, memory, clock, every if url else 0.0, changed, dice)
        self._stopped = asyncio.Event()
        if not url and not webhook_secret:
            raise ConfigFault(
                f'[[sources]] "{name}" in desk.toml has neither url nor webhook_secret.',
                "Give it url, key and secret, or webhook_secret, or all of them.",
            )

    @property
    def health(self) -> SourceHealth:
        """How it does now."""
        return self._checks.health

    def open(self, headers: Mapping[str, str], body: bytes) -> OrderDraft | None:
        """Verify, then parse; the ping a webhook is made with is None. Raises NotVerified or MalformedOrder."""
        if woocommerce_ping(headers, body):
            return None
        if not self._hook:
            raise NotVerified("This source has no webhook_secret.")
        verify_woocommerce(self._hook, headers, body)
        return read_delivery(self.kind, self.name, self._currency, headers, body)

    async def run(self, receive: Receive) -> None:
        """Check until stopped; pushes come in through the listener, which acknowledges them itself."""
        self._stopped.clear()
        if not self._url:
            await self._checks.listen_only(self._stopped)
            return
        async with new_client(self._transport) as client:
            line = ShopLine(client, f"{self._url}/wp-json/wc/v3", self._auth, {"accept": "application/json"})
            shop = _Shop(line, self.name, self._currency, pushed=bool(self._hook))
            await self._checks.serve(shop, receive, self._stopped)

    async def stop(self) -> None:
        """Let `run` return."""
        self._stopped.set()


class _Shop:
    """WooCommerce's REST API as the reconciler asks it."""

    def __init__(self, line: ShopLine, name: str, currency: str, *, pushed: bool) -> None:
        self._line = line
        self._name = name
        self._currency = currency
        self._pushed = pushed

    async def changed(self, since: datetime) -> tuple[Sequence[Listed], datetime | None]:
        """See ShopSystem. Pages are by id, so that an order changed meanwhile stays where it is. One that leaves the
        list moves the rest up; so each page begins with the last order of the one before, and where it is gone, the
        list is read anew.
        """
        found: dict[str, Listed] = {}
        began: datetime | None = None
        for status in _STATUSES:
            for _ in range(_TRIES):
                part, at = await self._list(since, status)
                began = min(filter(None, (began, at)), default=None)
                if part is not None:
                    found |= part
                    break
            else:
                raise ShopFault("busy", "The shop's list changes faster than it can be read.")
        return tuple(found.values()), began

    async def _list(self, since: datetime, status: str) -> tuple[dict[str, Listed] | None, datetime | None]:
        found: dict[str, Listed] = {}
        began: datetime | None = None
        for page in range(MAX_PAGES):
            answer = await self._line.get(
                "/orders",
                {
                    "status": status, "modified_after": f"{since:%Y-%m-%dT%H:%M:%S}", "dates_are_gmt": "true",
                    "orderby": "id", "order": "asc", "per_page": str(PAGE), "offset": str(page * (PAGE - 1)),
                },
            )  # fmt: skip
            began = began or answer.at
            orders = tables(answer.value)
            if not isinstance(answer.value, list):
                raise ShopFault("no-shop", "What answers at the shop's address does not speak its API.")
            if page and not (orders and text(orders[0].get("id")) in found):
                return None, began
            for order in orders:
                found[text(order.get("id"))] = self._listed(order)
            if len(orders) < PAGE:
                return found, began
        raise ShopFault("busy", "The shop lists more orders than can be looked through.")

    async def one(self, external_id: str) -> Listed | None:
        """See ShopSystem."""
        if not (external_id.isascii() and external_id.isdigit()):
            return None
        try:
            answer = await self._line.get(f"/orders/{external_id}", {})
        except ShopFault as fault:
            if fault.reason == "not-found":
                return None
            raise
        return self._listed(table(answer.value))

    async def complaint(self) -> tuple[str, str]:
        """See ShopSystem."""
        if not self._pushed:
            return "", ""
        try:
            answer = await self._line.get("/webhooks", {"per_page": "100"})
        except ShopFault:  # a key may be good for orders and not for these
            return "", ""
        ours = [
            hook
            for hook in tables(answer.value)
            if text(hook.get("topic")).startswith("order.")
            and text(hook.get("delivery_url")).split("?")[0].rstrip("/").endswith("/" + self._name)
        ]
        off = [hook for hook in ours if text(hook.get("status")) != "active"]
        if off:
            return "webhook-off", "The shop switched its webhook off; orders still come by asking."
        return "", ""

    def _listed(self, order: Found) -> Listed:
        external_id = text(order.get("id"))
        raw = as_bytes(order)
        return readable(external_id, lambda: order_of(order, self._name, self._currency), raw)
