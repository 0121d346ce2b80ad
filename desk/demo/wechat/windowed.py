"""The chat demonstration with a screen: the desk's own window, while the customers' conversations stand in the terminal."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from desk.app.first_look import FirstLook
from desk.app.window import open_window
from desk.demo.options import Options
from desk.demo.progress import prepare_output
from desk.demo.shop import SHOP_NAME, TIME_ZONE

if TYPE_CHECKING:
    from desk.app.desktop import Opening
    from desk.app.engine import Engine
    from desk.app.paper import Paper
    from desk.demo.wechat.relay_process import RelayProcess
    from desk.settings import Settings

#: Seconds a customer thinks before each message, and between two customers.
_PAUSE, _BETWEEN = 1.5, 6.0


def run_windowed(options: Options) -> int:
    """Until the window is closed; its exit code."""
    prepare_output()

    def opening() -> "Opening":
        from desk.app.desktop import Opening
        from desk.demo.wechat.opening import open_chat_shop

        relays: list[RelayProcess] = []

        @asynccontextmanager
        async def settings(paper: "Paper") -> "AsyncGenerator[Settings]":
            async with open_chat_shop(options.size, paper, options.paper) as shop:
                relays.append(shop.relay)
                yield shop.settings

        async def customers(engine: "Engine") -> None:
            await _come(engine, relays[0], options)

        return Opening(settings, None, customers)

    return open_window(FirstLook(SHOP_NAME, TIME_ZONE), opening, paper_open=True)


async def _come(engine: "Engine", relay: "RelayProcess", options: Options) -> None:
    """The customers: as many as were asked for, else one after the other until the window closes."""
    from desk.demo.trouble import printers_ready
    from desk.demo.wechat.headless import Transcript
    from desk.demo.wechat.story import Story, on_wechat

    await printers_ready(engine)
    async with on_wechat(relay, time.time) as wechat:
        story = Story(wechat, engine, options.seed, _PAUSE / options.speed, Transcript().spoke)
        number = 0
        while options.orders is None or number < options.orders:
            await story.play(1, first=number)
            number += 1
            await asyncio.sleep(_BETWEEN / options.speed)
