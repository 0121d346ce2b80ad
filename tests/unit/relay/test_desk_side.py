"""What a paired desk asks of its relay: the accounts to show, answers to customers, who answers them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.domain.catalogue import Catalogue, Product
from desk.relay.config import load_relay
from desk.relay.devices import new_code
from desk.relay.protocol import DEVICE, SIGNATURE, TIME, ShopDescription, encoded, shop_json, to_sign
from desk.relay.server import Relay
from desk.relay.store.opening import RelayStore, open_relay_store
from tests.fakes.wechat_user import Account, WeChat

NOW = 1_795_000_000.0
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
CONFIG = f"""
[relay]
public_url = "https://shop.example.com/"
[[accounts]]
id = "cake"
type = "personal"
appid = "wx0cake"
token = "tok-of-cake"
aes_key = "{KEY}"
[[accounts]]
id = "big"
type = "service"
appid = "wx0big"
token = "tok-of-big"
aes_key = "{KEY}"
"""


class PairedDesk:
    """Signs as the desk does; `wechat` speaks for the customers of the account `cake`."""

    def __init__(self, client: httpx.AsyncClient, store: RelayStore) -> None:
        self.client = client
        self.store = store
        self.wechat = WeChat(Account("wx0cake", "tok-of-cake", KEY, "/wechat/cake"), client, lambda: NOW)
        self.key = Ed25519PrivateKey.generate()
        self.device = ""
        self.clock = NOW

    async def code(self) -> str:
        return await self.store.write(lambda work: new_code(work, datetime.fromtimestamp(NOW, UTC)))

    async def pair(self, code: str) -> httpx.Response:
        public = encoded(self.key.public_key().public_bytes_raw())
        answer = await self.client.post("/v1/pair", json={"code": code, "name": "desk", "key": public})
        if answer.status_code == 200:
            self.device = answer.json()["device"]
        return answer

    async def ask(self, method: str, target: str, value: object = None, key: str = "") -> httpx.Response:
        body = b"" if value is None else json.dumps(value).encode()
        stamp = str(int(self.clock))
        signed = encoded(self.key.sign(to_sign(method, target, stamp, body)))
        headers = {DEVICE: self.device, TIME: stamp, SIGNATURE: signed, "idempotency-key": key}
        return await self.client.request(method, target, content=body, headers=headers)

    async def command(self, key: str, kind: str, **fields: object) -> Any:
        answer = await self.ask("POST", "/v1/commands", {"kind": kind, **fields}, key)
        return answer.json() if answer.status_code == 200 else answer.status_code

    async def news(self) -> list[dict[str, Any]]:
        return [entry["body"] for entry in (await self.ask("GET", "/v1/events")).json()["events"]]

    async def orders(self, openid: str) -> str:
        """A customer's whole order of the first product; the last reply."""
        reply = ""
        for text in ("1", "0", "2", "小明 13800138000", "1", "0", "1", "1"):
            reply = await self.wechat.types(openid, text)
        return reply


Scene = Callable[[PairedDesk], Awaitable[None]]


def run(
    tmp_path: Path,
    scene: Scene,
    *,
    paired: bool = True,
    now: Callable[[], float] = lambda: NOW,
    more: str = "",
) -> None:
    """A relay in this process behind its real HTTP application, with a real store."""
    config = tmp_path / "relay.toml"
    tmp_path.mkdir(exist_ok=True)
    config.write_text(CONFIG.replace("[relay]\n", f"[relay]\n{more}\n", 1), encoding="utf-8")
    settings = load_relay(config)

    async def whole() -> None:
        store = open_relay_store(settings.store, tmp_path)
        try:
            at = datetime.fromtimestamp(NOW, UTC)
            shop = json.dumps(shop_json(ShopDescription("大C甜品")))
            await store.write(lambda work: work.feed.keep_snapshot(1, shop, at))
            transport = httpx.ASGITransport(Relay(settings, store, now).app())
            async with httpx.AsyncClient(transport=transport, base_url="http://relay") as client:
                desk = PairedDesk(client, store)
                if paired:
                    await desk.pair(await desk.code())
                await scene(desk)
        finally:
            store.close()

    asyncio.run(whole())


def test_a_paired_desk_sees_what_its_owner_copies_into_wechats_console(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        answer = await desk.ask("GET", "/v1/accounts")
        cake, big = answer.json()
        assert cake["callback"] == "https://shop.example.com/wechat/cake"
        assert (cake["id"], cake["type"], cake["token"], cake["aes_key"]) == (
            "cake", "personal", "tok-of-cake", KEY,
        )  # fmt: skip
        assert cake["capabilities"]["service-message"] == "no"
        assert big["capabilities"]["service-message"] == "yes"
        assert answer.headers["cache-control"] == "no-store"

    run(tmp_path, scene)


def test_nobody_else_sees_the_keys(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        desk.device = "desk-unknown"
        answers = [await desk.ask("GET", "/v1/accounts"), await desk.pair(await desk.code())]
        desk.clock = NOW - 400
        answers.append(await desk.ask("GET", "/v1/accounts"))
        assert [answer.status_code for answer in answers] == [401, 200, 401]
        assert [answer.json().get("reason") for answer in answers] == ["unknown-desk", None, "clock"]
        for answer in answers:
            assert KEY not in answer.text
            assert "tok-of" not in answer.text

    run(tmp_path, scene, paired=False)


def test_a_wrong_code_and_a_void_one_are_told_apart(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        assert (await desk.pair("000000")).json()["reason"] == "void-code"
        code = await desk.code()
        wrong = f"{(int(code) + 1) % 1_000_000:06d}"
        reasons = [(await desk.pair(wrong)).json()["reason"] for _ in range(6)]
        assert reasons == ["wrong-code"] * 5 + ["void-code"]
        assert (await desk.pair(code)).json()["reason"] == "void-code"

    run(tmp_path, scene, paired=False)


def test_an_answer_says_when_the_account_cannot_send_it(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        reply = {"account": "cake", "customer": "oAmy", "text": "马上好"}
        assert await desk.command("1", "reply", **reply) == {"done": False, "reason": "unsupported"}
        nowhere = {**reply, "account": "nowhere"}
        assert await desk.command("2", "reply", **nowhere) == {"done": False, "reason": "unknown-account"}

    run(tmp_path, scene)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "reply", "account": "cake", "customer": "oAmy"},
        {"kind": "reply", "account": "cake", "customer": "oAmy", "text": ""},
        {"kind": "reply", "account": "cake", "customer": "oAmy", "text": "长" * 681},
        {"kind": "reply", "account": "cake", "customer": 3, "text": "x"},
        {"kind": "handback", "account": "cake"},
        {"kind": "state", "order": "x", "state": "eaten"},
        {"kind": "format"},
    ],
)
def test_half_a_command_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    async def scene(desk: PairedDesk) -> None:
        kind = str(wrong.pop("kind"))
        assert await desk.command("1", kind, **wrong) == 400

    run(tmp_path, scene)


def test_a_person_answers_until_the_conversation_is_handed_back(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        amy = {"account": "cake", "customer": "oAmy"}
        assert (await desk.wechat.types("oAmy", "人工")).startswith("已转给店主")
        assert await desk.wechat.types("oAmy", "蛋糕能写字吗") == ""
        told = [(body["what"], body["text"]) for body in await desk.news()]
        assert told == [("human", ""), ("text", "蛋糕能写字吗")]
        assert await desk.command("1", "handback", **amy) == {"done": True}
        assert await desk.wechat.types("oAmy", "你好") != ""
        assert await desk.command("2", "takeover", **amy) == {"done": True}
        assert await desk.wechat.types("oAmy", "还在吗") == ""
        assert await desk.command("1", "handback", **amy) == {"done": True}  # repeated: not done again
        assert await desk.wechat.types("oAmy", "还在吗") == ""
        nobody = {**amy, "customer": "oNobody"}
        assert await desk.command("3", "handback", **nobody) == {"done": False, "reason": "unknown-customer"}

    run(tmp_path, scene)


def test_an_unpaired_desk_is_not_heard_any_more(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        assert await desk.command("1", "unpair") == {"done": True}
        answer = await desk.ask("GET", "/v1/accounts")
        assert (answer.status_code, answer.json()["reason"]) == (401, "unknown-desk")

    run(tmp_path, scene)


def test_a_customer_is_told_that_the_shop_has_yet_to_see_an_order_while_its_desk_is_off(
    tmp_path: Path,
) -> None:
    clock = [NOW]
    menu = Catalogue((Product("CR", "可颂", 1200),))

    async def scene(desk: PairedDesk) -> None:
        shop = shop_json(ShopDescription("店", catalogue=menu))
        await desk.ask("PUT", "/v1/snapshot", {"version": 2, "shop": shop})
        assert await desk.orders("oA") == "下单成功，订单号 W001"
        clock[0] = desk.clock = NOW + 61
        desk.wechat.now = lambda: clock[0]
        assert await desk.orders("oB") == "下单成功，订单号 W002\n已收到，等店主确认。"
        await desk.news()
        clock[0] = desk.clock = NOW + 119
        assert await desk.orders("oC") == "下单成功，订单号 W003"

    run(tmp_path, scene, now=lambda: clock[0])


def test_the_menu_has_a_link_of_the_customers_own_once_its_page_is_switched_on(tmp_path: Path) -> None:
    async def scene(desk: PairedDesk) -> None:
        shop = shop_json(ShopDescription("店", catalogue=Catalogue((Product("CR", "可颂", 1200),))))
        await desk.ask("PUT", "/v1/snapshot", {"version": 2, "shop": shop})
        links = [(await desk.wechat.types(who, "菜单")).split("/m/cake/")[1:] for who in ("oA", "oB")]
        assert [link[0].split(".")[0] for link in links if link] == owners

    owners: list[str] = []
    run(tmp_path, scene)
    owners = ["oA", "oB"]
    run(tmp_path / "on", scene, more="menu_page = true")
