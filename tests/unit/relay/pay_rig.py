"""A relay with a till, its desk, and WeChat Pay, on one clock that the test sets."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.domain.catalogue import Catalogue, Product
from desk.relay.config import load_relay
from desk.relay.devices import new_code
from desk.relay.dialogue.shop import Offer, Wanted, WantedLine
from desk.relay.orders import CustomerBook, settle
from desk.relay.pay.till import Till
from desk.relay.protocol import DEVICE, SIGNATURE, TIME, ShopDescription, encoded, shop_json, to_sign
from desk.relay.server import Relay
from desk.relay.store.opening import RelayStore, open_relay_store
from desk.relay.store.payments import Payment
from desk.relay.store.placed import PlacedOrder
from tests.fakes.wechat_pay import WeChatPay
from tests.fakes.wechat_user import Account, WeChat

NOON = datetime(2026, 11, 27, 4, tzinfo=UTC).timestamp()
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
CAKE = Product("CAKE-06", "草莓奶油蛋糕 6寸", 16800, "蛋糕")
TEA = Product("TEA", "百香果茶", 1500, "饮品", stock=3)
SHOP = ShopDescription("大C甜品", catalogue=Catalogue((CAKE, TEA)), payments=("cash-on-delivery", "wechat"))
RELAY = """[relay]
public_url = "https://shop.example.com"
menu_page = true
store = "{store}"
"""
ACCOUNTS = "".join(
    f'[[accounts]]\nid = "{name}"\ntype = "{kind}"\nappid = "wx0{name}"\ntoken = "tok"\naes_key = "{KEY}"\nsecret = "s"\n'
    for name, kind in (("stall", "personal"), ("cake", "service"))
)
MINUTE = 60.0


class PayRig:
    """One relay, `more` for others on the same data."""

    def __init__(self, folder: Path, store: str, certificate: bool) -> None:
        self.now = NOON
        self.folder = folder
        self.store_url = store
        self.pay = WeChatPay(self.clock)
        self.certificate = certificate
        self.key = Ed25519PrivateKey.generate()
        self.device = ""
        self.stores: list[RelayStore] = []
        self.clients: list[httpx.AsyncClient] = []
        self.tills: list[Till] = []
        self.relay: Relay
        self._commands = iter(range(10_000))
        self._seen = 0

    def clock(self) -> float:
        return self.now

    def open(self) -> Relay:
        """A relay on the same data."""
        config = self.folder / "relay.toml"
        pay = self.pay.toml(self.folder, certificate=self.certificate)
        config.write_text(RELAY.format(store=self.store_url) + ACCOUNTS + pay, encoding="utf-8")
        loaded = load_relay(config)
        store = open_relay_store(loaded.store, self.folder)
        relay = Relay(loaded, store, self.clock)
        assert relay.till is not None
        relay.till.api.line._whole = 2.0
        self.stores.append(store)
        self.tills.append(relay.till)
        self.clients.append(
            httpx.AsyncClient(transport=httpx.ASGITransport(relay.app()), base_url="http://relay")
        )
        return relay

    @property
    def till(self) -> Till:
        return self.tills[0]

    @property
    def store(self) -> RelayStore:
        return self.stores[0]

    @property
    def client(self) -> httpx.AsyncClient:
        return self.clients[0]

    def at(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)

    async def begin(self) -> None:
        text, at = json.dumps(shop_json(SHOP)), self.at()
        await self.store.write(lambda work: work.feed.keep_snapshot(1, text, at))
        code = await self.store.write(lambda work: new_code(work, at))
        public = encoded(self.key.public_key().public_bytes_raw())
        answer = await self.client.post("/v1/pair", json={"code": code, "name": "desk", "key": public})
        self.device = answer.json()["device"]

    # --- the customer ------------------------------------------------------------------------------

    def book(self, work: Any, openid: str = "oAmy", account: str = "cake") -> CustomerBook:
        offer = Offer("大C甜品", (CAKE, TEA), ZoneInfo("Asia/Shanghai"))
        return CustomerBook(work, offer, account, openid, self.at())

    async def order(
        self,
        openid: str = "oAmy",
        *,
        payment: str = "wechat",
        deposit: int = 0,
        tea: int = 0,
        account: str = "cake",
    ) -> str:
        """A customer's order of one cake and some tea; its id."""
        wanted = wanted_(payment, deposit, tea)

        def place(work: Any) -> str:
            self.book(work, openid, account).place(wanted)
            order = work.placed.latest(account, openid)
            assert order is not None
            return order.id

        return await self.store.write(place)

    async def change(self, order: str, *, tea: int, deposit: int = 0, payment: str = "wechat") -> None:
        """The customer changes the order."""
        found = await self.placed(order)

        def change(work: Any) -> bool:
            return self.book(work, found.openid).change(found.number, wanted_(payment, deposit, tea))

        assert await self.store.write(change)

    async def cancel(self, order: str) -> None:
        """The order is called off."""
        await self.store.write(lambda work: settle(work, work.placed.order(order) or _never(), "cancelled"))

    async def placed(self, order: str) -> PlacedOrder:
        return await self.store.read(lambda work: work.placed.order(order) or _never())

    async def jsapi(self, order: str, openid: str = "oAmy", relay: int = 0) -> str:
        """The customer opens the payment page and presses the button; what they hold is paid by `pay.pay`."""
        return (await self.tills[relay].cashier.jsapi(order, openid))["package"]

    # --- time and WeChat ---------------------------------------------------------------------------

    async def tell(self, relay: int = 0) -> list[int]:
        """WeChat delivers what is due."""
        return await self.pay.tell(self.clients[relay])

    async def later(self, seconds: float, step: float = 5.0) -> None:
        """Time passes; WeChat delivers and the relay looks."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + step)
            for relay in range(len(self.tills)):
                await self.tell(relay)
            await asyncio.gather(*(till.watch.round() for till in self.tills))

    # --- what became of it -------------------------------------------------------------------------

    async def payments(self, order: str = "", desk: str = "") -> list[Payment]:
        return await self.store.read(lambda work: work.payments.of(order, desk))

    async def states(self, order: str = "", desk: str = "") -> list[str]:
        return [each.state for each in await self.payments(order, desk)]

    async def feed(self, *kinds: str) -> list[dict[str, Any]]:
        """Bodies of the feed, by default of payments."""
        entries = await self.store.read(lambda work: work.feed.after(0, 10_000))
        return [entry.body for entry in entries if entry.kind in (kinds or ("payment",))]

    async def events(self) -> list[str]:
        """What the desk is told of money, in words."""
        return [each["event"] for each in await self.feed()]

    # --- the desk ----------------------------------------------------------------------------------

    async def ask(
        self, method: str, target: str, value: object = None, key: str = "", relay: int = 0
    ) -> httpx.Response:
        body = b"" if value is None else json.dumps(value).encode()
        stamp = str(int(self.now))
        signed = encoded(self.key.sign(to_sign(method, target, stamp, body)))
        headers = {DEVICE: self.device, TIME: stamp, SIGNATURE: signed, "idempotency-key": key}
        return await self.clients[relay].request(method, target, content=body, headers=headers)

    async def command(self, kind: str, key: str = "", relay: int = 0, **fields: object) -> Any:
        """A command of the desk; its answer, or the status when it is none."""
        key = key or f"key {next(self._commands)}"
        answer = await self.ask("POST", "/v1/commands", {"kind": kind, **fields}, key, relay)
        return answer.json() if answer.status_code == 200 else answer.status_code

    async def collect(self, desk: str = "desk-1", amount: int = 5000, key: str = "", relay: int = 0) -> Any:
        return await self.command(
            "collect", key, relay, desk_order=desk, title="大C甜品 C001", amount=amount, currency="CNY"
        )

    async def refund(
        self, payment: str, refund: str, amount: int, key: str = "", reason: str = "卖完了"
    ) -> Any:
        return await self.command("refund", key, payment=payment, refund=refund, amount=amount, reason=reason)

    async def says(self, text: str, openid: str = "oAmy", account: str = "cake") -> str:
        """A customer writes in the chat; the reply."""
        wechat = WeChat(Account(f"wx0{account}", "tok", KEY, f"/wechat/{account}"), self.client, self.clock)
        return await wechat.types(openid, text)


def wanted_(payment: str = "wechat", deposit: int = 0, tea: int = 0) -> Wanted:
    lines = (WantedLine(CAKE, 1), *((WantedLine(TEA, tea),) if tea else ()))
    due = datetime.fromtimestamp(NOON, UTC) + timedelta(days=1)
    return Wanted(lines, "pickup", "王小明", "13800138000", due=due, payment=payment, deposit=deposit)


def _never() -> Any:
    raise AssertionError("there is no such order")


Scene = Callable[[PayRig], Awaitable[None]]


def play(
    folder: Path, scene: Scene, *, relays: int = 1, store: str = "relay.db", certificate: bool = False
) -> None:
    """Everything in this process but WeChat Pay, which is a server of its own."""

    async def whole(rig: PayRig) -> None:
        try:
            for _ in range(relays):
                rig.relay = rig.open()
            await rig.begin()
            await scene(rig)
        finally:
            rig.pay.released.set()
            for till in rig.tills:
                await till.aclose()
            for client in rig.clients:
                await client.aclose()
            for opened in rig.stores:
                opened.close()

    Path(folder).mkdir(exist_ok=True, parents=True)
    rig = PayRig(folder, store, certificate)
    with rig.pay:
        asyncio.run(whole(rig))
