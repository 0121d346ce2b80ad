"""None lost, none doubled, and what the header says is so at every moment."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from desk.app.engine import Engine
from tests.fakes import woocommerce
from tests.sources.reconciled import Figures, Run, settings_of
from tests.sources.stepping import SteppingClock

Started = Callable[[Path, int, int], Awaitable[Figures]]


async def run_woocommerce(folder: Path, orders: int, seed: int) -> Figures:
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


@pytest.mark.slow
@pytest.mark.parametrize("started", [run_woocommerce])
def test_a_day_with_a_shop_system(tmp_path: Path, started: Started) -> None:
    figures = asyncio.run(started(tmp_path, 100, 20261127))
    assert figures.faults == []
    assert figures.orders >= 100
    assert figures.zero > 5 and figures.not_zero
