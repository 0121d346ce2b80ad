"""Orders from the relay: pulled by cursor, acknowledged after our own commit; the shop is described to it.

At least once: what was taken but not yet acknowledged comes again and is a duplicate. Trouble with the line is
waited out. What the relay says is believed as far as TLS and its address go; an entry that cannot be read is
told and passed over, since it would never become readable.
"""

import asyncio
import base64
import binascii
import json
import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlsplit

import httpx

from desk.domain.events import Changes
from desk.domain.orders import OPEN_STATES, Action, Order
from desk.domain.ports import Clock
from desk.domain.receipts import MalformedOrder
from desk.errors import ConfigFault, DeskError, Refused
from desk.relay.protocol import DEVICE, SIGNATURE, TIME, ShopDescription, encoded, shop_json, to_sign
from desk.sources.base import DeskSide, Receive, SourceHealth
from desk.sources.order_document import draft_of

#: Seconds a request for news may wait at the relay, and between two looks at our own catalogue.
WAIT = 20
LOOK = 2.0
#: Seconds before trying again after trouble; doubled each time up to the second.
RETRY_FROM, RETRY_UP_TO = 1.0, 30.0
_log = logging.getLogger("desk.sources.relay")


class Signer:
    """Signs requests as a paired desk. `secret` is `DEVICE:BASE64`, as pairing wrote it."""

    def __init__(self, secret: str, clock: Clock) -> None:
        """Raises ConfigFault for a secret that is none."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        device, _, key = secret.partition(":")
        try:
            self._key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(key, validate=True))
        except (binascii.Error, ValueError):
            raise ConfigFault(
                "The desk's key for the relay is missing.", "Pair the desk again: desk pair URL CODE."
            ) from None
        self._device = device
        self._clock = clock

    def headers(self, method: str, target: str, body: bytes) -> dict[str, str]:
        """The headers of a request."""
        stamp = str(int(self._clock.now().timestamp()))
        signed = self._key.sign(to_sign(method, target, stamp, body))
        return {DEVICE: self._device, TIME: stamp, SIGNATURE: encoded(signed)}


class RelaySource:
    """One relay this desk is paired with. `describe` gives the shop as it is now."""

    kind = "relay"

    def __init__(
        self,
        name: str,
        url: str,
        signer: Callable[[], Signer],
        desk: DeskSide,
        describe: Callable[[], ShopDescription],
        clock: Clock,
        currency: str = "CNY",
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Raises ConfigFault for a URL that is none. `signer` is asked when the source starts."""
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
        self._describe = describe
        self._clock = clock
        self._currency = currency
        self._transport = transport
        self._stopped = asyncio.Event()
        self._changed: asyncio.Queue[str] = asyncio.Queue()
        self._described = ""

    async def run(self, receive: Receive) -> None:
        """Pull until stopped."""
        self._stopped.clear()
        signer = self._signer()
        self._desk.listen(self._heard)
        timeout = httpx.Timeout(10.0, read=WAIT + 10.0)
        async with httpx.AsyncClient(timeout=timeout, transport=self._transport, trust_env=False) as client:
            line = _Line(client, self._url, signer)
            tasks = [
                asyncio.create_task(
                    self._repeat(lambda: self._pull(line, receive)), name=f"{self.name}: orders"
                ),
                asyncio.create_task(self._repeat(lambda: self._tell(line)), name=f"{self.name}: states"),
                asyncio.create_task(self._repeat(lambda: self._describe_to(line)), name=f"{self.name}: shop"),
            ]
            try:
                await self._stopped.wait()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        self.health = SourceHealth()

    async def stop(self) -> None:
        """Let `run` return."""
        self._stopped.set()

    def _heard(self, changes: Changes) -> None:
        for order_id in changes.orders:
            self._changed.put_nowait(order_id)

    async def _repeat(self, work: Callable[[], Any]) -> None:
        """Run a piece of work for ever; trouble with the line is told and waited out."""
        pause = RETRY_FROM
        while True:
            try:
                await work()
                pause = RETRY_FROM
                self.health = SourceHealth("running")
            except httpx.HTTPError as error:
                detail = (
                    f"The relay does not answer ({type(error).__name__}). Orders wait there until it does."
                )
                self._trouble(detail)
            except _Answer as answer:
                self._trouble(str(answer))
            except DeskError as fault:
                self._trouble(str(fault))
            else:
                continue
            await self._clock.sleep(pause * random.uniform(0.8, 1.2))
            pause = min(pause * 2, RETRY_UP_TO)

    def _trouble(self, detail: str) -> None:
        if self.health.detail != detail:
            _log.warning("source %s: %s", self.name, detail)
        self.health = SourceHealth("trouble", detail)

    # --- orders ----------------------------------------------------------------------------------

    async def _pull(self, line: "_Line", receive: Receive) -> None:
        after: int | None = None
        while True:
            query = f"wait={WAIT}" if after is None else f"after={after}&wait={WAIT}"
            answer = await line.ask("GET", f"/v1/events?{query}")
            for entry in cast("list[dict[str, Any]]", answer["events"]):
                await self._take(entry, receive)
                after = int(entry["seq"])
            if after is None:
                after = int(answer["next"])
            self.health = SourceHealth("running")

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
                    await self._act(str(body["id"]), Action.CANCEL, "顾客取消")
                case "rush":
                    await self._act(str(body["id"]), Action.RUSH, "")
                case kind:
                    _log.info("source %s: %s waits for the inbox", self.name, kind)
        except (MalformedOrder, KeyError, TypeError) as error:
            _log.error(
                "source %s: entry %s cannot be read: %s", self.name, entry.get("seq"), type(error).__name__
            )

    async def _act(self, external_id: str, action: Action, reason: str) -> None:
        order = await self._desk.known(self.name, external_id)
        if order is None:
            return
        try:
            await self._desk.act(order.id, action, "顾客", reason)
        except Refused as refusal:  # it was cancelled or finished meanwhile
            _log.info("source %s: %s", self.name, refusal)

    # --- what the relay is to know ---------------------------------------------------------------

    async def _tell(self, line: "_Line") -> None:
        """Where our orders stand, from all that are open on, then each change."""
        for order in await self._desk.open_orders(OPEN_STATES):
            await self._tell_state(line, order)
        while True:
            order_id = await self._changed.get()
            order = await self._desk.order(order_id)
            await self._tell_state(line, order)

    async def _tell_state(self, line: "_Line", order: Order) -> None:
        if order.content.source != self.name:
            return
        body = {"kind": "state", "order": order.content.external_id, "state": order.state.value}
        key = f"{order.id} {order.state.value} {order.since.timestamp():.6f}"
        await line.ask("POST", "/v1/commands", body, {"idempotency-key": key})

    async def _describe_to(self, line: "_Line") -> None:
        """Push the shop when it is not what was pushed last; look again every two seconds."""
        self._described = ""
        while True:
            shop = replace(self._describe(), catalogue=await self._desk.catalogue())
            text = json.dumps(shop_json(shop), sort_keys=True)
            if text != self._described:
                version = int(self._clock.now().timestamp() * 1000)
                await line.ask("PUT", "/v1/snapshot", {"version": version, "shop": shop_json(shop)})
                self._described = text
            await self._clock.sleep(LOOK)


class _Answer(Exception):
    """The relay refused; the sentence is for the owner."""


class _Line:
    """Signed requests to one relay."""

    def __init__(self, client: httpx.AsyncClient, url: str, signer: Signer) -> None:
        self._client = client
        self._url = url
        self._base = urlsplit(url).path
        self._signer = signer

    async def ask(
        self, method: str, target: str, value: object = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The answer as a table. Raises httpx.HTTPError for trouble with the line, _Answer for a refusal."""
        body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
        signed = self._signer.headers(method, self._base + target, body)
        answer = await self._client.request(
            method, self._url + target, content=body, headers={**signed, **(headers or {})}
        )
        if answer.status_code == 401:
            raise _Answer(f"The relay does not know this desk: {_detail(answer)} Pair it again.")
        if answer.status_code != 200:
            raise _Answer(f"The relay answers with {answer.status_code}. Orders wait there.")
        try:
            found: Any = answer.json()
        except ValueError:
            raise _Answer("What answers at the relay's address is no relay.") from None
        if not isinstance(found, dict):
            raise _Answer("What answers at the relay's address is no relay.")
        return cast("dict[str, Any]", found)


def _detail(answer: httpx.Response) -> str:
    try:
        found: Any = answer.json()
        return str(found["detail"])[:200]
    except (ValueError, KeyError, TypeError):
        return ""
