"""A relay with its menu page, on a clock that the test sets, and customers who chat with it and open its links."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from desk.domain.trading import Area, Hours, SlotRules, Span, Trading
from desk.relay.chat import answer
from desk.relay.config import load_relay
from desk.relay.menu_link import MenuLinks
from desk.relay.protocol import ShopDescription, shop_json
from desk.relay.server import Relay
from desk.relay.store.opening import open_relay_store
from desk.relay.wechat.messages import Incoming
from tests.unit.relay.page.browser import PHONE, Browser, Page

NOON = datetime(2026, 11, 27, 4, tzinfo=UTC).timestamp()
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
CANDLE = OptionGroup("蜡烛", (Choice("不要"), Choice("要", 200)))
CAKE = Product("CAKE-06", "草莓奶油蛋糕 6寸", 16800, "蛋糕", (SWEET, CANDLE), description="动物奶油")
TART = Product("TART", "蛋挞", 600, "小点")
BOX = Product("BOX", "曲奇礼盒", 8900, "礼盒", stock=2)
SHOP = ShopDescription("大C甜品", catalogue=Catalogue((CAKE, TART, BOX)))
SLOTS = Trading(
    Hours({day: (Span(time(9), time(19)),) for day in range(7)}),
    (Area("望京", ("望京",), 800, 3000),),
    SlotRules(60, 3, orders=2),
)  # fmt: skip
PLAN = {
    "to": "delivery",
    "name": "王小明🎂",
    "phone": "13800138000",
    "address": "望京街9号3单元1202",
    "pay": "cash-on-delivery",
}


class PageRig:
    """One relay and what happens at it."""

    def __init__(self, folder: Path, shop: ShopDescription, account: str = "type = 'personal'") -> None:
        self.now = NOON
        self._version = 0
        config = folder / "relay.toml"
        config.write_text(
            f"[relay]\npublic_url = 'http://shop.example.com'\nmenu_page = true\n[[accounts]]\nid = 'cake'\n"
            f"{account}\nappid = 'wx0cake'\ntoken = 'tok'\naes_key = '{KEY}'\n",
            encoding="utf-8",
        )
        self.settings = load_relay(config)
        self.store = open_relay_store(self.settings.store, folder)
        self.relay = Relay(self.settings, self.store, lambda: self.now)
        self.app = self.relay.app()
        self.shop = shop
        self._messages = 0

    async def sells(self, **changed: Any) -> None:
        """The desk describes its shop anew."""
        self.shop = replace(self.shop, **changed)
        self._version += 1
        text, at, version = json.dumps(shop_json(self.shop)), self.at(), self._version
        await self.store.write(lambda work: work.feed.keep_snapshot(version, text, at))

    def at(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)

    def browser(self, agent: str = PHONE) -> Browser:
        """Another browser."""
        return Browser(self.app, agent)

    def link(self, openid: str) -> str:
        """What the chat would send them."""
        links = MenuLinks(self.settings.public_url, self.settings.accounts)
        return links.link("cake", openid, self.now).removeprefix("http://shop.example.com")

    async def says(self, openid: str, text: str) -> str:
        """They write in the chat; the reply."""
        self._messages += 1
        message = Incoming("text", openid, "gh_shop", f"m:{self._messages}", text=text)
        front, at = self.relay._front, self.at()
        return (await self.store.write(lambda work: answer(work, front, "cake", message, at))).text

    async def orders(self) -> list[dict[str, Any]]:
        """The order documents that the desk would be fed, oldest first."""
        entries = await self.store.read(lambda work: work.feed.after(0, 200))
        return [entry.body for entry in entries if entry.kind == "order"]


def story(
    folder: Path,
    play: Callable[[PageRig], Awaitable[None]],
    shop: ShopDescription = SHOP,
    account: str = "type = 'personal'",
) -> None:
    """Run an async test with a relay of its own."""

    async def run() -> None:
        rig = PageRig(folder, shop, account)
        try:
            await rig.sells()
            await play(rig)
        finally:
            rig.store.close()

    asyncio.run(run())


async def confirm(browser: Browser, **typed: str) -> Page:
    """From the cart to the last look."""
    page = await browser.get("/m/cake/checkout")
    return await browser.send(page.form("/checkout"), **{**PLAN, **typed})


async def ordered(browser: Browser, **typed: str) -> Page:
    """From the cart to the order."""
    page = await confirm(browser, **typed)
    return await browser.send(page.form("/place"))
