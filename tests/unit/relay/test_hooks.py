"""POST /hooks/{source}: believed by its sender's own proof only, on disk before it is answered, once in the feed."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from desk.domain.senders import sign, signing_key
from desk.errors import ConfigFault
from desk.relay.config import load_relay
from desk.relay.server import Relay
from desk.relay.store.opening import open_relay_store
from tests.fakes.shopify import SECRET as SHOPIFY_SECRET
from tests.fakes.shopify import Shopify
from tests.fakes.weixin_store import AES_KEY, APPID, TOKEN, WeixinStore
from tests.fakes.weixin_store import SECRET as STORE_SECRET
from tests.fakes.woocommerce import HOOK_SECRET, WooCommerce
from tests.sources.stepping import BEGIN

NOW = BEGIN
WHSEC = "whsec_" + "a2V5" * 8
ORDER = json.dumps({"id": "web-1", "lines": [{"name": "可颂", "quantity": 1}]}).encode()


def config(api_base: str = "https://api.weixin.qq.com") -> str:
    return (
        f'[[hooks]]\nsource = "site"\nkind = "webhook"\nsecret = "{WHSEC}"\n'
        f'[[hooks]]\nsource = "woo"\nkind = "woocommerce"\nsecret = "{HOOK_SECRET}"\n'
        f'[[hooks]]\nsource = "shop"\nkind = "shopify"\nsecret = "{SHOPIFY_SECRET}"\n'
        f'[[hooks]]\nsource = "store"\nkind = "weixin-store"\nappid = "{APPID}"\ntoken = "{TOKEN}"\n'
        f'aes_key = "{AES_KEY}"\nsecret = "{STORE_SECRET}"\napi_base = "{api_base}"\n'
    )


class Side:
    """A relay, and what it holds."""

    def __init__(self, relay: Relay, client: httpx.AsyncClient) -> None:
        self.relay = relay
        self.client = client

    async def push(
        self, source: str, body: bytes, headers: dict[str, str] | None = None, **query: str
    ) -> httpx.Response:
        return await self.client.post(f"/hooks/{source}", content=body, headers=headers or {}, params=query)

    async def feed(self) -> list[Any]:
        entries = await self.relay._store.read(lambda work: work.feed.after(0, 100))
        return [(entry.kind, entry.body) for entry in entries]


def play(folder: Path, scene: Callable[[Side], Awaitable[None]], text: str = "") -> None:
    file = folder / "relay.toml"
    file.write_text(text or config(), encoding="utf-8")
    settings = load_relay(file, {})

    async def run() -> None:
        store = open_relay_store(settings.store, folder)
        relay = Relay(settings, store, lambda: NOW)
        transport = httpx.ASGITransport(relay.app())
        try:
            async with httpx.AsyncClient(transport=transport, base_url="http://relay") as client:
                await scene(Side(relay, client))
        finally:
            await relay.hooks.close()
            store.close()

    asyncio.run(run())


def standard(body: bytes = ORDER, at: int = int(NOW), key: str = WHSEC) -> dict[str, str]:
    return {
        "webhook-id": "msg_1", "webhook-timestamp": str(at), "webhook-signature": sign(signing_key(key), "msg_1", at, body),
    }  # fmt: skip


def woo(note: str = "") -> tuple[bytes, dict[str, str]]:
    shop = WooCommerce(lambda: NOW, random.Random(1))
    shop.place(note=note)
    return shop.waiting[0].body, shop.waiting[0].headers


def shopify() -> tuple[bytes, dict[str, str]]:
    shop = Shopify(lambda: NOW, random.Random(1))
    shop.place()
    return shop.waiting[0].body, shop.waiting[0].headers


def test_each_sender_proves_itself_in_its_own_way(tmp_path: Path) -> None:
    pushes = {"site": (ORDER, standard()), "woo": woo(), "shop": shopify()}

    async def scene(side: Side) -> None:
        for source, (body, headers) in pushes.items():
            answer = await side.push(source, body, headers)
            assert (answer.status_code, answer.json()) == (202, {"duplicate": False})
            answer = await side.push(source, body, headers)
            assert (answer.status_code, answer.json()) == (200, {"duplicate": True})
        feed = await side.feed()
        assert [(kind, body["source"], body["kind"]) for kind, body in feed] == [
            ("hook", "site", "webhook"), ("hook", "woo", "woocommerce"), ("hook", "shop", "shopify"),
        ]  # fmt: skip
        for (_kind, body), (raw, _headers) in zip(feed, pushes.values(), strict=True):
            assert body["body"].encode() == raw
            assert "signature" not in json.dumps(body["headers"])

    play(tmp_path, scene)


def test_what_is_not_proved_is_nowhere(tmp_path: Path) -> None:
    body, headers = woo()
    other, others = shopify()

    async def scene(side: Side) -> None:
        for source, raw, sent, status in (
            ("site", ORDER, {}, 401),
            ("site", ORDER + b" ", standard(), 401),
            ("site", ORDER, standard(at=int(NOW) - 301), 401),
            ("site", ORDER, standard(key="whsec_" + "b3RoZXI="), 401),
            ("woo", body + b" ", headers, 401),
            ("woo", body, {}, 401),
            ("woo", body, standard(body), 401),
            ("shop", other, {k: v for k, v in others.items() if k != "x-shopify-topic"}, 401),
            ("shop", other, headers, 401),
            ("nobody", body, headers, 404),
            ("site", b"[", standard(b"["), 400),
            ("woo", b"x" * (256 * 1024 + 1), headers, 413),
        ):
            assert (await side.push(source, raw, sent)).status_code == status, (source, status)
        assert await side.feed() == []
        assert sum(side.relay.metrics.refused.values()) == 12

    play(tmp_path, scene)


def test_the_ping_of_a_new_webhook_is_answered_and_does_nothing(tmp_path: Path) -> None:
    async def scene(side: Side) -> None:
        form = {"content-type": "application/x-www-form-urlencoded"}
        assert (await side.push("woo", b"webhook_id=7", form)).status_code == 200
        assert (await side.push("shop", b"webhook_id=7", form)).status_code == 401
        assert await side.feed() == []

    play(tmp_path, scene)


def test_a_store_pushes_in_safe_mode(tmp_path: Path) -> None:
    store = WeixinStore(lambda: NOW, random.Random(1))
    event = store.event("3705115058471208928", "channels_ec_order_new")

    async def scene(side: Side) -> None:
        for _ in range(2):  # each try is sealed anew, and is the same push
            body, query = store.sealed(event)
            answer = await side.push("store", body, **query)
            assert (answer.status_code, answer.text) == (200, "success")
        assert await side.feed() == [
            ("hook", {"source": "store", "kind": "weixin-store", "headers": {}, "body": event.decode()})
        ]
        body, query = store.sealed(store.event("1", "channels_ec_product_audit"))
        assert (await side.push("store", body, **query)).text == "success"
        sealed, stale = store.sealed(event)
        stale["timestamp"] = str(int(NOW) - 601)
        elsewhere, theirs = store.sealed(event, "wxother")
        for raw, asked in (
            (sealed, {**query, "msg_signature": "0" * 40}),
            (sealed, {}),
            (sealed, stale),
            (elsewhere, theirs),
            (event, query),
            (b'{"Encrypt":5}', query),
        ):
            assert (await side.push("store", raw, **asked)).status_code == 403
        assert len(await side.feed()) == 1

    play(tmp_path, scene)


def test_a_store_asks_whether_the_address_is_ours(tmp_path: Path) -> None:
    from desk.relay.wechat.envelope import signature

    async def scene(side: Side) -> None:
        signed = signature(TOKEN, str(int(NOW)), "n")
        query = {"timestamp": str(int(NOW)), "nonce": "n", "signature": signed, "echostr": "e"}
        assert (await side.client.get("/hooks/store", params=query)).text == "e"
        query["signature"] = "0" * 40
        assert (await side.client.get("/hooks/store", params=query)).status_code == 403
        assert (await side.client.get("/hooks/woo", params=query)).status_code == 404

    play(tmp_path, scene)


def test_a_desk_asks_the_store_through_the_relay(tmp_path: Path) -> None:
    with WeixinStore(lambda: NOW, random.Random(1)) as store:
        ids = [store.place() for _ in range(130)]

        async def scene(side: Side) -> None:
            async def ask(**value: object) -> dict[str, Any]:
                return await side.relay.hooks.ask({"kind": "store", "source": "store", **value})

            span = {"since": int(NOW) - 60, "until": int(NOW) + 60}
            first = await ask(call="list", **span, next="")
            assert (first["done"], len(first["ids"])) == (True, 100)
            second = await ask(call="list", **span, next=first["next"])
            assert second == {"done": True, "ids": ids[100:], "next": ""}
            order = await ask(call="order", order=ids[0])
            assert order["order"]["order_id"] == ids[0] and int(ids[0]) > 2**53
            assert await ask(call="order", order="1") == {
                "done": False,
                "reason": "refused",
                "code": 10020052,
            }
            for wrong in ({"call": "list"}, {"call": "order", "order": 5}, {"call": "drop", "order": "5"},
                          {"call": "list", "since": 1, "until": 10**7}):  # fmt: skip
                assert (await ask(**wrong))["done"] is False
            assert (await side.relay.hooks.ask({"source": "woo", "call": "order", "order": "1"}))[
                "reason"
            ] == "unknown-store"
            store.fails = 1.0
            assert (await ask(call="order", order=ids[0]))["reason"] in {"unreachable"}
            store.fails, store.whitelisted = 0.0, False
            side.relay.hooks._apis.clear()
            store._tokens.clear()
            assert (await ask(call="order", order=ids[0]))["reason"] == "refused"

        play(tmp_path, scene, config(store.url))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[hooks]]\nkind = "webhook"\nsecret = "x"\n', "source is missing"),
        ('[[hooks]]\nsource = "a/b"\nkind = "webhook"\nsecret = "x"\n', "no name for an address"),
        ('[[hooks]]\nsource = "a"\nkind = "square"\nsecret = "x"\n', "Write one of"),
        ('[[hooks]]\nsource = "a"\nkind = "webhook"\nsecret = "whsec_?"\n', r'"a": The webhook secret is not base64'),
        ('[[hooks]]\nsource = "a"\nkind = "shopify"\n', "secret is missing"),
        ('[[hooks]]\nsource = "a"\nkind = "shopify"\nsecret = "env:GONE"\n', "GONE"),
        ('[[hooks]]\nsource = "a"\nkind = "weixin-store"\ntoken = "t"\naes_key = "short"\nsecret = "s"\nappid = "wx"\n',
         r'"a": The account\'s aes_key'),
        (2 * '[[hooks]]\nsource = "a"\nkind = "shopify"\nsecret = "x"\n', "twice"),
    ],
)  # fmt: skip
def test_hooks_that_are_none_are_told(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "relay.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigFault, match=says):
        load_relay(tmp_path / "relay.toml", {})
