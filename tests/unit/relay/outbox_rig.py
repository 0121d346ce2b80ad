"""A relay with accounts of every type, a desk, customers and WeChat's API, on one clock that the test sets."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.domain.catalogue import Catalogue, Product
from desk.relay.config import load_relay
from desk.relay.devices import new_code
from desk.relay.protocol import DEVICE, SIGNATURE, TIME, ShopDescription, encoded, shop_json, to_sign
from desk.relay.server import Relay
from desk.relay.store.opening import RelayStore, open_relay_store
from tests.fakes.wechat_api import WeChatApi
from tests.fakes.wechat_user import Account, WeChat

#: 2026-11-20 20:00 in Shanghai.
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp()
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SHOP = ShopDescription("大C甜品", catalogue=Catalogue((Product("CR", "可颂", 1200, "面包"),)))
TYPES = ("personal", "verified", "service", "test")
HOUR = 3600.0


class Rig:
    """Accounts are called by their types; `settings` adds lines to some."""

    def __init__(self, folder: Path, api: WeChatApi, settings: dict[str, str]) -> None:
        self.now = NOON
        self.api = api
        self.folder = folder
        self.settings = settings
        self.key = Ed25519PrivateKey.generate()
        self.device = ""
        self.stores: list[RelayStore] = []
        self.relay: Relay
        self.client: httpx.AsyncClient
        self._commands = iter(range(10_000))

    def clock(self) -> float:
        return self.now

    def open(self) -> tuple[Relay, httpx.AsyncClient]:
        """A relay on the same data."""
        config = self.folder / "relay.toml"
        accounts = "".join(
            f'[[accounts]]\nid = "{kind}"\ntype = "{kind}"\nappid = "wx0{kind}"\ntoken = "tok"\naes_key = "{KEY}"\n'
            f'secret = "secret of {kind}"\napi_base = "{self.api.url}"\n{self.settings.get(kind, "")}\n'
            for kind in TYPES
        )
        config.write_text(accounts, encoding="utf-8")
        loaded = load_relay(config)
        store = open_relay_store(loaded.store, self.folder)
        self.stores.append(store)
        relay = Relay(loaded, store, self.clock)
        client = httpx.AsyncClient(transport=httpx.ASGITransport(relay.app()), base_url="http://relay")
        return relay, client

    async def describe(self, shop: ShopDescription, version: int = 1) -> None:
        at = datetime.fromtimestamp(self.now, UTC)
        text = json.dumps(shop_json(shop))
        await self.stores[0].write(lambda work: work.feed.keep_snapshot(version, text, at))

    async def pair(self) -> None:
        at = datetime.fromtimestamp(self.now, UTC)
        code = await self.stores[0].write(lambda work: new_code(work, at))
        public = encoded(self.key.public_key().public_bytes_raw())
        answer = await self.client.post("/v1/pair", json={"code": code, "name": "desk", "key": public})
        self.device = answer.json()["device"]

    async def ask(self, method: str, target: str, value: object = None, key: str = "") -> httpx.Response:
        body = b"" if value is None else json.dumps(value).encode()
        stamp = str(int(self.now))
        signed = encoded(self.key.sign(to_sign(method, target, stamp, body)))
        headers = {DEVICE: self.device, TIME: stamp, SIGNATURE: signed, "idempotency-key": key}
        return await self.client.request(method, target, content=body, headers=headers)

    async def command(self, kind: str, key: str = "", **fields: object) -> Any:
        """A command of the desk; its answer, or the status when it is none."""
        key = key or f"key {next(self._commands)}"
        answer = await self.ask("POST", "/v1/commands", {"kind": kind, **fields}, key)
        return answer.json() if answer.status_code == 200 else answer.status_code

    async def reply(
        self, account: str, openid: str, text: str = "好的", key: str = "", *, alone: bool = False
    ) -> Any:
        """A person's reply while the relay sends."""
        sending = asyncio.create_task(self.relay.post.run(alone=alone))
        try:
            return await self.command("reply", key, account=account, customer=openid, text=text)
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def writes(self, account: str, openid: str, text: str = "菜单") -> str:
        """A customer writes: WeChat's API side knows it as well."""
        self.api.happens(f"wx0{account}", openid)
        url = f"/wechat/{account}"
        wechat = WeChat(Account(f"wx0{account}", "tok", KEY, url), self.client, self.clock)
        return await wechat.types(openid, text)

    async def acts(self, account: str, openid: str, event: str, what: str) -> None:
        """A customer follows, taps, scans or leaves."""
        self.api.happens(f"wx0{account}", openid, what)
        wechat = WeChat(Account(f"wx0{account}", "tok", KEY, f"/wechat/{account}"), self.client, self.clock)
        await wechat.deliver(wechat.event(openid, event, "菜单" if event == "CLICK" else ""))

    async def orders(self, account: str, openid: str, *, way: str = "2") -> str:
        """A whole order, by default one to be fetched; its id."""
        contact = "王小明 13800138000" + (" 望京街9号" if way == "1" else "")
        for text in ("1", "0", way, contact, "1", "0", "1", "1"):
            said = await self.writes(account, openid, text)
        assert said.startswith("下单成功"), said
        order = await self.stores[0].read(lambda work: work.placed.latest(account, openid))
        assert order is not None
        return order.id

    async def state(self, order: str, state: str) -> None:
        assert (await self.command("state", order=order, state=state)) == {"done": True}

    async def rows(self) -> list[tuple[str, str, str]]:
        """Kind, state and reason of every message."""
        return await self.stores[0].read(
            lambda work: work.outbox._db.text_rows(
                "SELECT kind, state, reason FROM relay_outbox ORDER BY seq"
            )
        )


Scene = Callable[[Rig], Awaitable[None]]


def play(folder: Path, scene: Scene, **settings: str) -> None:
    """Everything in this process but WeChat's API, which is a server of its own."""

    async def whole(rig: Rig) -> None:
        rig.relay, rig.client = rig.open()
        rig.relay.post._whole = 2.0
        try:
            await rig.describe(SHOP)
            await rig.pair()
            await scene(rig)
        finally:
            rig.api.released.set()
            await rig.relay.post.close()
            await rig.client.aclose()
            for store in rig.stores:
                store.close()

    Path(folder).mkdir(exist_ok=True, parents=True)
    holder: list[Rig] = []
    with WeChatApi(lambda: holder[0].now) as api:
        for kind in TYPES:
            api.add(f"wx0{kind}", f"secret of {kind}", kind)
        holder.append(Rig(folder, api, settings))
        asyncio.run(whole(holder[0]))
