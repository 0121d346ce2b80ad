"""The shop of the chat demonstration: printers and desk.toml as always, its menu, and a relay it is paired with."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from desk.app.pairing import pair_with_relay
from desk.app.paper import Paper
from desk.demo.menu import catalogue
from desk.demo.shop import Size, open_shop
from desk.demo.wechat.relay_process import RelayProcess
from desk.settings import Settings, load


class ChatShop(NamedTuple):
    """Ready for the desk to open: paired, its menu in the store."""

    settings: Settings
    relay: RelayProcess


@asynccontextmanager
async def open_chat_shop(
    size: Size, paper: Paper, folder: Path | None, *, hurry: float = 1.0
) -> AsyncGenerator[ChatShop]:
    """As `open_shop`, with the relay running until the end."""
    async with (
        open_shop(size, paper, folder, hurry=hurry, accept=None) as made,
        RelayProcess(made.data_dir) as relay,
    ):
        code = await relay.code()
        await asyncio.to_thread(pair_with_relay, made, relay.url, code)
        settings = load(made.data_dir)
        await _fill_menu(settings)
        yield ChatShop(settings, relay)


async def _fill_menu(settings: Settings) -> None:
    from desk.store.opening import open_store

    store = await asyncio.to_thread(open_store, settings.store.url, settings.data_dir)
    try:
        await store.database.write(lambda work: work.catalogue.replace(catalogue(), datetime.now(UTC)))
    finally:
        await asyncio.to_thread(store.close)
