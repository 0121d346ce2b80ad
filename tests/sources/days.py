"""A day with each of the shop systems: its fake, the desk's settings, and the way its pushes take."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from desk.app.engine import Engine
from tests.fakes import shopify, weixin_store, woocommerce
from tests.fakes.shop_server import ShopServer
from tests.sources.hook_relay import HookRelay, hook_relay
from tests.sources.reconciled import Figures, Run, settings_of
from tests.sources.stepping import SteppingClock

Day = Callable[[Path, int, int], Awaitable[Figures]]


async def woocommerce_day(folder: Path, orders: int, seed: int) -> Figures:
    """Pushes to the desk's own listener."""
    dice, clock = random.Random(seed), SteppingClock()
    with woocommerce.WooCommerce(clock, dice) as shop:
        settings = settings_of(
            folder,
            f'[[sources]]\nkind = "woocommerce"\nname = "woo"\nurl = "{shop.url}"\nkey = "{woocommerce.KEY}"\n'
            f'secret = "{woocommerce.SECRET}"\nwebhook_secret = "{woocommerce.HOOK_SECRET}"\n',
        )
        shop.delivery_url = "https://desk.example.com/v1/webhooks/woo"

        async def deliver(engine: Engine, client: httpx.AsyncClient, lost: float, doubled: float) -> None:
            target = f"http://{engine.listener.address}/v1/webhooks/woo"
            await shop.send(client, target, lost=lost, doubled=doubled)

        return await Run(shop, clock, dice, settings, "woo", deliver).go(orders)


async def shopify_day(folder: Path, orders: int, seed: int) -> Figures:
    """Pushes to the relay."""
    dice, clock = random.Random(seed), SteppingClock()
    hooks = f'[[hooks]]\nsource = "shop"\nkind = "shopify"\nsecret = "{shopify.SECRET}"\n'
    with shopify.Shopify(clock, dice) as shop:
        text = (
            f'[[sources]]\nkind = "shopify"\nname = "shop"\nurl = "{shop.url}"\ntoken = "{shopify.TOKEN}"\n'
            f'secret = "{shopify.SECRET}"\n'
        )
        return await _by_relay(folder, clock, dice, shop, hooks, text, "shop", orders)


async def weixin_store_day(folder: Path, orders: int, seed: int) -> Figures:
    """Pushes to the relay, and questions through it."""
    dice, clock = random.Random(seed), SteppingClock()
    with weixin_store.WeixinStore(clock, dice) as shop:
        hooks = (
            f'[[hooks]]\nsource = "store"\nkind = "weixin-store"\nappid = "{weixin_store.APPID}"\n'
            f'token = "{weixin_store.TOKEN}"\naes_key = "{weixin_store.AES_KEY}"\n'
            f'secret = "{weixin_store.SECRET}"\napi_base = "{shop.url}"\n'
        )
        text = '[[sources]]\nkind = "weixin-store"\nname = "store"\nrelay = "wechat"\n'
        return await _by_relay(folder, clock, dice, shop, hooks, text, "store", orders)


DAYS: dict[str, Day] = {
    "woocommerce": woocommerce_day,
    "shopify": shopify_day,
    "weixin-store": weixin_store_day,
}


async def _by_relay(
    folder: Path, clock: SteppingClock, dice: random.Random, shop: ShopServer, hooks: str, text: str, source: str, orders: int
) -> Figures:  # fmt: skip
    async with hook_relay(folder / "relay", hooks, clock) as relay:
        line = (
            f'[[sources]]\nkind = "relay"\nname = "wechat"\nurl = "{relay.url}"\nsecret = "{relay.secret}"\n'
        )
        settings = settings_of(folder, text + line)

        async def deliver(engine: Engine, client: httpx.AsyncClient, lost: float, doubled: float) -> None:
            del engine
            await shop.send(client, f"{relay.url}/hooks/{source}", lost=lost, doubled=doubled)
            await pulled(relay, clock)

        return await Run(shop, clock, dice, settings, source, deliver).go(orders)


async def pulled(relay: HookRelay, clock: SteppingClock) -> None:
    """Until the desk has what the relay took; the line between them may have to be mended first."""
    async with asyncio.timeout(30):
        while await relay.waiting():
            await asyncio.sleep(0.005)
            clock.advance(0.05)
