"""The demonstration with a screen: the desk's own window on the throw-away shop, paper rolling out beside it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desk.app.first_look import FirstLook
from desk.app.window import open_window
from desk.demo.clock import MorningClock
from desk.demo.options import Options
from desk.demo.shop import SHOP_NAME, TIME_ZONE, open_shop
from desk.sources.demo import script

if TYPE_CHECKING:
    from desk.app.desktop import Opening
    from desk.app.engine import Engine
    from desk.app.paper import Paper
    from desk.domain.ports import Clock
    from desk.settings import Settings

#: So many customers come at the speed of the script, so that there is something to see; later ones take their
#: time, so that a person can follow.
_RUSH_HOUR = 10
_LATER_SPEED = 0.25


def run_windowed(options: Options) -> int:
    """Until the window is closed; its exit code."""
    clock = MorningClock(ZoneInfo(TIME_ZONE))

    def opening() -> "Opening":
        from desk.app.desktop import Opening

        @asynccontextmanager
        async def settings(paper: "Paper") -> "AsyncGenerator[Settings]":
            async with open_shop(options.size, paper, options.paper, accept='"paid"') as made:
                if options.past:
                    await asyncio.to_thread(_make_past, made, clock, options)
                yield made

        async def customers(engine: "Engine") -> None:
            await _come(engine, options)

        return Opening(settings, clock, customers)

    look = FirstLook(SHOP_NAME, TIME_ZONE)
    return open_window(look, opening, paper_open=True, now=lambda: clock.now().timestamp())


def _make_past(settings: "Settings", clock: "Clock", options: Options) -> None:
    from desk.demo.past import make_past

    make_past(
        settings, clock, seed=options.seed, orders=options.past, told=lambda text: print(text, flush=True)
    )


async def _come(engine: "Engine", options: Options) -> None:
    """The customers: as many as were asked for, else one after the other until the window closes."""
    from desk.demo.customers import Customers
    from desk.demo.menu import fill_menu
    from desk.demo.trouble import printers_ready

    await fill_menu(engine)
    await printers_ready(engine)
    customers = Customers(engine, lambda _event: None)
    seed, left = options.seed, options.orders
    count, speed = _RUSH_HOUR if left is None else min(left, _RUSH_HOUR), options.speed
    while count:
        await customers.play(script(seed, count, engine.shop), speed)
        left = None if left is None else left - count
        seed, speed = seed + 1, options.speed * _LATER_SPEED
        count = _RUSH_HOUR if left is None else min(left, _RUSH_HOUR)
        await asyncio.sleep(2 / speed)
