"""Orders from the relay: pulled by cursor, acknowledged after our own commit; the shop is described to it.

At least once: what was taken but not yet acknowledged comes again and is a duplicate. Trouble with the line is
waited out. What the relay says is believed as far as TLS and its address go; an entry that cannot be read is
told and passed over, since it would never become readable.
"""

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Literal, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx

from desk.domain.catalogue_json import for_relay
from desk.domain.events import Changes
from desk.domain.orders import CUSTOMER, OPEN_STATES, Action, Order, OrderState, PaymentMethod
from desk.domain.ports import Clock
from desk.domain.receipts import MalformedOrder
from desk.domain.sales import Elsewhere
from desk.domain.wechat import WeChatAccount
from desk.errors import ConfigFault, DeskError, Refused
from desk.relay.protocol import ShopDescription, shop_json
from desk.sources.base import DeskSide, MessageBox, Receive, SourceHealth
from desk.sources.deliveries import read_delivery
from desk.sources.order_document import draft_of
from desk.sources.relay_line import Line, LineFault, Signer, travels_openly
from desk.sources.relay_payment import entry_of
from desk.sources.relay_pictures import Pictures, hand_over

#: Seconds a request for news may wait at the relay, and between two looks at our own catalogue.
WAIT = 20
LOOK = 2.0
#: The channel that the relay sells on.
_CHANNEL = "wechat"
#: Seconds before trying again after trouble; doubled each time up to the second.
RETRY_FROM, RETRY_UP_TO = 1.0, 30.0
_log = logging.getLogger("desk.sources.relay")


class RelaySource:
    """One relay this desk is paired with. `describe` gives the shop as it is now,
    `elsewhere` what was ordered that this relay does not know of."""

    kind = "relay"

    def __init__(
        self,
        name: str,
        url: str,
        signer: Callable[[], Signer],
        desk: DeskSide,
        box: MessageBox,
        changed: Callable[[str], None],
        describe: Callable[[], ShopDescription],
        elsewhere: Callable[[], Awaitable[Elsewhere]],
        clock: Clock,
        currency: str = "CNY",
        transport: httpx.AsyncBaseTransport | None = None,
        pushed: Callable[[str, bytes], None] = lambda _source, _event: None,
        pictures: Pictures | None = None,
    ) -> None:
        """Raises ConfigFault for a URL that is none. `signer` is asked when the source starts; `pushed` hears the name
        of a store's source with the event that WeChat sent for it.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ConfigFault(
                f'[[sources]] "{name}" in desk.toml: url is no web address.', "Pair the desk again."
            )
        self.name = name
        self.health = SourceHealth()
        self._url = url.rstrip("/")
        self._signer = signer
        self._desk = desk
        self._box = box
        self._health_changed = changed
        self._describe = describe
        self._elsewhere = elsewhere
        self._clock = clock
        self._currency = currency
        self._transport = transport
        self._pushed = pushed
        self._pictures = pictures
        self._taken: int | None = None
        self._stopped = asyncio.Event()
        self._changed: asyncio.Queue[str] = asyncio.Queue()
        self._handovers = asyncio.Event()
        self._line: Line | None = None
        self._described = ""
        self._sold = True  # orders changed since what was ordered elsewhere was summed up
        self._look_again = asyncio.Event()

    async def run(self, receive: Receive) -> None:
        """Pull until stopped."""
        self._stopped.clear()
        self._taken = None  # the relay knows what was acknowledged
        signer = self._signer()
        stop_listening = self._desk.listen(self._heard)
        timeout = httpx.Timeout(10.0, read=WAIT + 10.0)
        async with httpx.AsyncClient(timeout=timeout, transport=self._transport, trust_env=False) as client:
            self._line = line = Line(client, self._url, signer, self._well)
            self._set_health("starting")
            tasks = [
                asyncio.create_task(
                    self._repeat(lambda: self._pull(line, receive)), name=f"{self.name}: orders"
                ),
                asyncio.create_task(self._repeat(lambda: self._tell(line)), name=f"{self.name}: states"),
                asyncio.create_task(self._repeat(lambda: self._describe_to(line)), name=f"{self.name}: shop"),
                asyncio.create_task(self._repeat(lambda: self._hand_over(line)), name=f"{self.name}: talks"),
            ]
            try:
                await self._stopped.wait()
            finally:
                for task in tasks:
                    task.cancel()
                self._line = None
                stop_listening()
                await asyncio.gather(*tasks, return_exceptions=True)
                self._set_health("stopped")

    async def stop(self) -> None:
        """Let `run` return."""
        self._stopped.set()

    def _heard(self, changes: Changes) -> None:
        self._sold = self._sold or bool(changes.orders)
        if changes.shop:
            self._look_again.set()
        for order_id in changes.orders:
            self._changed.put_nowait(order_id)
        if any(key.source == self.name for key in changes.talks):
            self._handovers.set()

    async def _repeat(self, work: Callable[[], Any]) -> None:
        """Run a piece of work for ever; trouble with the line is told and waited out."""
        pause = RETRY_FROM
        while True:
            try:
                await work()
                pause = RETRY_FROM
            except DeskError as fault:
                self._trouble(fault)
            else:
                continue
            await self._clock.sleep(pause * random.uniform(0.8, 1.2))
            pause = min(pause * 2, RETRY_UP_TO)

    def _well(self) -> None:
        if self.health.state != "running":
            self._set_health("running")

    def _trouble(self, fault: DeskError) -> None:
        reason, detail = fault.reason if isinstance(fault, LineFault) else "refused", str(fault)
        if (self.health.state, self.health.reason) != ("trouble", reason):
            _log.warning("source %s: %s", self.name, detail)
            self._set_health("trouble", detail, reason)

    def _set_health(
        self, state: Literal["starting", "stopped", "running", "trouble"], detail: str = "", reason: str = ""
    ) -> None:
        self.health = SourceHealth(state, detail, reason, self._clock.now())
        self._health_changed(self.name)

    # --- for the window ---------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The relay's address."""
        return self._url

    async def command(self, value: Mapping[str, object], key: str) -> Mapping[str, Any]:
        """Let the relay do something, once for each `key`; what it answered. Raises LineFault."""
        return await self._connected().table("POST", "/v1/commands", value, {"idempotency-key": key})

    async def accounts(self) -> tuple[WeChatAccount, ...]:
        """The relay's WeChat accounts with what the owner copies into WeChat's console. Raises LineFault."""
        if travels_openly(self._url):
            raise LineFault("insecure", "Keys do not travel over http://.", "Give the relay a certificate.")
        found = await self._connected().ask("GET", "/v1/accounts")
        try:
            return tuple(_account(each) for each in found)
        except (KeyError, TypeError, AttributeError):
            raise LineFault(
                "no-relay", "The relay does not tell its accounts.", "Update the relay."
            ) from None

    def _connected(self) -> Line:
        if self._line is None:
            raise LineFault("unreachable", "The line to the relay is not open.", "Try again in a moment.")
        return self._line

    # --- orders ----------------------------------------------------------------------------------

    async def _pull(self, line: Line, receive: Receive) -> None:
        while True:
            query = f"wait={WAIT}" if self._taken is None else f"after={self._taken}&wait={WAIT}"
            answer = await line.table("GET", f"/v1/events?{query}")
            for entry in cast("list[dict[str, Any]]", answer["events"]):
                await self._take(entry, receive)
                self._taken = int(entry["seq"])  # whatever comes between, this much need not come again
            if self._taken is None:
                self._taken = int(answer["next"])

    async def _take(self, entry: Mapping[str, Any], receive: Receive) -> None:
        body: Any = entry.get("body")
        try:
            match entry.get("kind"):
                case "order":
                    draft = draft_of(body, self.name, self._currency)
                    number = body.get("number")
                    raw = json.dumps(body, ensure_ascii=False).encode()
                    await receive(replace(draft, number=number if isinstance(number, str) else None), raw)
                case "cancel":
                    unpaid = body.get("reason") == "unpaid"
                    if unpaid and await self._has_money(str(body["id"])):
                        return  # a clerk took it meanwhile
                    why = "未付款" if unpaid else "顾客取消"
                    if not await self._act(str(body["id"]), Action.CANCEL, why):
                        await self._cancelled_too_late(entry)
                case "rush":
                    await self._act(str(body["id"]), Action.RUSH, "")
                case "hook":
                    await self._hooked(body, receive)
                case "payment":
                    await self._desk.pay(entry_of(body, self.name))
                case "message":
                    await self._box.take(self.name, entry)
                case kind:
                    _log.warning("source %s: this version knows no %s", self.name, kind)
        except (MalformedOrder, KeyError, TypeError, ValueError) as error:
            _log.error(
                "source %s: entry %s cannot be read: %s", self.name, entry.get("seq"), type(error).__name__
            )

    async def _hooked(self, body: Mapping[str, Any], receive: Receive) -> None:
        """What another system pushed, for the source of its name; that it is genuine the relay has found out."""
        name, raw = str(body["source"]), str(body["body"]).encode()
        if body["kind"] == "weixin-store":
            self._pushed(name, raw)
            return
        headers = {str(key): str(value) for key, value in body["headers"].items()}
        draft = read_delivery(str(body["kind"]), name, self._currency, headers, raw)
        if draft is not None:
            await receive(draft, raw)

    async def _cancelled_too_late(self, entry: Mapping[str, Any]) -> None:
        """The customer was told that it is off, and it is not: a person has to speak with them."""
        order = await self._desk.known(self.name, str(entry["body"]["id"]))
        if order is None or order.state in {OrderState.CANCELLED, OrderState.DECLINED}:
            return
        told = {
            "customer": order.content.customer.external_id,
            "name": order.content.fulfilment.name,
            "what": "cancel",
            "number": order.number,
        }
        await self._box.take(self.name, {**entry, "body": told})

    async def _has_money(self, external_id: str) -> bool:
        """Whether anything was paid for an order, here or there."""
        order = await self._desk.known(self.name, external_id)
        return order is not None and order.content.payment.paid_amount > 0

    async def _act(self, external_id: str, action: Action, reason: str) -> bool:
        """Do what the customer did; whether the order still allowed it."""
        order = await self._desk.known(self.name, external_id)
        if order is None:
            return False
        try:
            await self._desk.act(order.id, action, CUSTOMER, reason)
        except Refused as refusal:  # it was cancelled or finished meanwhile
            _log.info("source %s: %s", self.name, refusal)
            return False
        return True

    # --- what the relay is to know ---------------------------------------------------------------

    async def _tell(self, line: Line) -> None:
        """Where our orders stand, from all that are open on, then each change."""
        for order in await self._desk.open_orders(OPEN_STATES):
            await self._tell_state(line, order)
        while True:
            order_id = await self._changed.get()
            order = await self._desk.order(order_id)
            await self._tell_state(line, order)

    async def _tell_state(self, line: Line, order: Order) -> None:
        if order.content.source != self.name:
            return
        body = {"kind": "state", "order": order.content.external_id, "state": order.state.value}
        key = f"{order.id} {order.state.value} {order.since.timestamp():.6f}"
        await line.ask("POST", "/v1/commands", body, {"idempotency-key": key})
        payment = order.content.payment
        if payment.paid_amount > 0 and payment.method is not PaymentMethod.WECHAT:
            # or the relay goes on waiting for WeChat Pay, and calls the order off
            paid = {"kind": "paid", "order": order.content.external_id, "method": payment.method.value}
            await line.ask("POST", "/v1/commands", paid, {"idempotency-key": f"{order.id} paid"})

    async def _hand_over(self, line: Line) -> None:
        """Who answers which customer, machine or person, as soon as that changed."""
        while True:
            self._handovers.clear()
            for key, what in await self._box.handovers(self.name):
                body = {"kind": what, "account": key.account, "customer": key.customer}
                stamp = f"{what} {self._clock.now().timestamp():.6f}"
                await line.ask("POST", "/v1/commands", body, {"idempotency-key": stamp})
                await self._box.handed_over(key, what)
            await self._handovers.wait()

    async def _describe_to(self, line: Line) -> None:
        """Push the shop when it is not what was pushed last; look again at each change, and every two seconds.

        What was ordered elsewhere is summed up again only when orders changed; what no limit is held against is not told.
        """
        self._described = ""
        self._sold = True
        elsewhere = Elsewhere()
        handed: set[str] = set()
        while True:
            self._look_again.clear()
            shop = self._describe()
            today = self._clock.now().astimezone(ZoneInfo(shop.timezone)).date()
            shop = replace(shop, catalogue=for_relay(await self._desk.catalogue(), today, _CHANNEL))
            if self._sold:
                self._sold = False
                elsewhere = await self._elsewhere()
            shown = await hand_over(line, self._pictures, shop.catalogue, handed)
            shop = replace(shop, elsewhere=_limited(elsewhere, shop), pictures=shown)
            described = shop_json(shop)
            text = json.dumps(described, sort_keys=True)
            if text != self._described:
                version = int(self._clock.now().timestamp() * 1000)
                await line.ask("PUT", "/v1/snapshot", {"version": version, "shop": described})
                self._described = text
            await self._until_next_look()

    async def _until_next_look(self) -> None:
        """A while, or until a person changed what the shop sells."""
        waits = [
            asyncio.ensure_future(self._clock.sleep(LOOK)),
            asyncio.ensure_future(self._look_again.wait()),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()


def _limited(elsewhere: Elsewhere, shop: ShopDescription) -> Elsewhere:
    """Of what was ordered elsewhere that which some limit is held against."""
    products = shop.catalogue.products
    stocked = {product.sku for product in products if product.stock is not None}
    daily = {product.sku for product in products if product.daily_limit is not None}
    return replace(
        elsewhere,
        sold={sku: count for sku, count in elsewhere.sold.items() if sku in stocked},
        today={sku: count for sku, count in elsewhere.today.items() if sku in daily},
        taken=elsewhere.taken if shop.trading.slots.minutes else {},
    )


def _account(value: Mapping[str, Any]) -> WeChatAccount:
    words = {name: str(value[name])[:500] for name in ("id", "type", "appid", "callback", "token", "aes_key")}
    abilities = tuple((str(name)[:40], str(how)[:20]) for name, how in value["capabilities"].items())
    return WeChatAccount(
        words["id"], words["type"], words["appid"], words["callback"], words["token"], words["aes_key"],
        abilities[:100],
    )  # fmt: skip
