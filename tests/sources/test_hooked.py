"""Pushes by way of the relay: they wait there while the desk is off, and come once."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from desk.app.engine import Engine
from desk.domain.orders import Order
from tests.fakes import shopify, weixin_store, woocommerce
from tests.sources.days import pulled
from tests.sources.hook_relay import HookRelay, hook_relay
from tests.sources.reconciled import settings_of
from tests.sources.stepping import SteppingClock

Scene = Callable[[HookRelay, Callable[[], Engine], httpx.AsyncClient], Awaitable[None]]


def play(folder: Path, hooks: str, sources: str, clock: SteppingClock, scene: Scene) -> None:
    async def run() -> None:
        async with (
            hook_relay(folder / "relay", hooks, clock) as relay,
            httpx.AsyncClient(trust_env=False) as client,
        ):
            line = f'[[sources]]\nkind = "relay"\nname = "wechat"\nurl = "{relay.url}"\nsecret = "{relay.secret}"\n'
            settings = settings_of(folder, line + sources)
            await scene(relay, lambda: Engine(settings(), clock=clock), client)

    asyncio.run(run())


async def orders_of(engine: Engine) -> dict[str, Order]:
    found, _ = await engine.orders([], None, None, 500)
    return {order.content.external_id: order for order in found}


def test_what_came_while_the_desk_was_off_is_there_once(tmp_path: Path) -> None:
    clock = SteppingClock()
    woo, shop = woocommerce.WooCommerce(clock, random.Random(1)), shopify.Shopify(clock, random.Random(1))
    first, broken, third = woo.place(note="一"), woo.place(), shop.place()
    woo.garble(broken)
    hooks = (
        f'[[hooks]]\nsource = "woo"\nkind = "woocommerce"\nsecret = "{woocommerce.HOOK_SECRET}"\n'
        f'[[hooks]]\nsource = "shop"\nkind = "shopify"\nsecret = "{shopify.SECRET}"\n'
    )
    sources = '[[sources]]\nkind = "woocommerce"\nname = "woo"\nwebhook_secret = "x"\nauto_accept = true\n'

    async def scene(relay: HookRelay, desk: Callable[[], Engine], client: httpx.AsyncClient) -> None:
        clock.advance(60)
        for fake, name in ((woo, "woo"), (shop, "shop")):
            await fake.send(client, f"{relay.url}/hooks/{name}", lost=0, doubled=1)
        for _ in range(2):  # and nothing comes again after a new start
            async with desk() as engine:
                await pulled(relay, clock)
                found = await orders_of(engine)
                # the first push of the broken one could still be read; no source "shop" stands in desk.toml
                assert set(found) == {first, broken, third}
                assert (found[first].state, found[first].content.source, found[first].source_kind) == (
                    "accepted", "woo", "woocommerce",
                )  # fmt: skip
                assert found[third].content.source == "shop"
        woo.cancel(first)
        clock.advance(60)
        await woo.send(client, f"{relay.url}/hooks/woo", lost=0, doubled=0)
        async with desk() as engine:
            await pulled(relay, clock)
            assert (await orders_of(engine))[first].state == "cancelled"

    play(tmp_path, hooks, sources, clock, scene)


def test_a_pushed_order_of_a_store_is_asked_for_at_once(tmp_path: Path) -> None:
    clock = SteppingClock()
    with weixin_store.WeixinStore(clock, random.Random(1)) as store:
        hooks = (
            f'[[hooks]]\nsource = "store"\nkind = "weixin-store"\nappid = "{weixin_store.APPID}"\n'
            f'token = "{weixin_store.TOKEN}"\naes_key = "{weixin_store.AES_KEY}"\n'
            f'secret = "{weixin_store.SECRET}"\napi_base = "{store.url}"\n'
        )

        async def scene(relay: HookRelay, desk: Callable[[], Engine], client: httpx.AsyncClient) -> None:
            async with desk() as engine:
                came = asyncio.Event()
                engine.listen(lambda changes: came.set() if changes.orders else None)
                async with asyncio.timeout(20):
                    await clock.asleep("store: checks")
                    order_id = store.place(note="3705115058471208928")
                    store.waiting[0].due = 0
                    await store.send(client, f"{relay.url}/hooks/store", lost=0, doubled=0)
                    await came.wait()
                order = (await orders_of(engine))[order_id]
                assert (order.source_kind, order.content.note) == ("weixin-store", "3705115058471208928")

        sources = '[[sources]]\nkind = "weixin-store"\nname = "store"\n'
        play(tmp_path, hooks, sources, clock, scene)


def test_a_store_the_relay_does_not_know_is_told(tmp_path: Path) -> None:
    clock = SteppingClock()

    async def scene(_relay: HookRelay, desk: Callable[[], Engine], _client: httpx.AsyncClient) -> None:
        async with desk() as engine:
            async with asyncio.timeout(20):
                await clock.asleep("store: checks")
                clock.advance(30)
                await clock.asleep("store: checks")
            health = engine.sources.by_name["store"].health
            assert (health.state, health.reason) == ("trouble", "unknown-store")

    play(tmp_path, "", '[[sources]]\nkind = "weixin-store"\nname = "store"\n', clock, scene)
