"""The demonstration with a screen: the desk's own window on the throw-away shop, paper rolling out beside it."""

import asyncio
from contextlib import AbstractAsyncContextManager
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

        def settings(paper: "Paper") -> "AbstractAsyncContextManager[Settings]":
            return open_shop(options.size, paper, options.paper, accept='"paid"')

        async def customers(engine: "Engine") -> None:
            await _come(engine, options)

        return Opening(settings, clock, customers)

    look = FirstLook(SHOP_NAME, TIME_ZONE)
    return open_window(look, opening, paper_open=True, now=lambda: clock.now().timestamp())


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
