"""`ours|each FOLDER`: a relay over HTTP on a file in FOLDER, as `desk relay` serves it; prints its port.

`each` commits once for each message: the same program, whose store is handed one operation at a time.
"""

import asyncio
import gc
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn

from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from desk.relay.config import load_relay
from desk.relay.protocol import ShopDescription, shop_json
from desk.relay.server import Relay
from desk.relay.store.opening import RelayStore, open_relay_store
from desk.relay.store.work import RelayWork
from desk.store.engine import owned_connection, sqlite_engine
from desk.store.runners import Call, ThreadRunner
from tests.bench.adapters.shops import WARM

AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APPID, TOKEN = "wx0cake", "tok"
_SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
SHOP = ShopDescription(
    "大C甜品",
    catalogue=Catalogue(
        (
            Product("CAKE", "草莓奶油蛋糕 6寸", 16800, "蛋糕", (_SWEET,)),
            *(Product(f"P{number}", f"可颂 {number} 号", 1200 + number, "面包") for number in range(40)),
        )
    ),
    auto_accept=True,
)


class _OneAtATime:
    """What a ThreadRunner drives, given each operation as a batch of its own."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def run_batch(self, calls: Sequence[Call], done: Callable[[Sequence[Call]], None]) -> None:
        for call in calls:
            self._engine.run_batch([call], done)

    def tidy(self) -> bool:
        return bool(self._engine.tidy())


class OneAtATime(ThreadRunner):
    """The store's thread without groups."""

    def start(self, engine: Any) -> None:
        super().start(_OneAtATime(engine))


def _store(variant: str, folder: Path) -> RelayStore:
    store = open_relay_store("relay.db", folder)
    if variant == "ours":
        return store
    store.close()
    return RelayStore(owned_connection(sqlite_engine(folder / "relay.db")), runner=OneAtATime())


async def serve(variant: str, folder: Path) -> None:
    config = folder / "relay.toml"
    config.write_text(
        f'[[accounts]]\nid = "cake"\ntype = "personal"\nappid = "{APPID}"\ntoken = "{TOKEN}"\n'
        f'aes_key = "{AES_KEY}"\n'
    )
    store = await asyncio.to_thread(_store, variant, folder)

    def describe(work: RelayWork) -> None:
        work.feed.keep_snapshot(1, json.dumps(shop_json(SHOP)), datetime.now(UTC))

    await store.write(describe)
    relay = Relay(load_relay(config), store)
    settings = uvicorn.Config(
        relay.app(), port=0, log_config=None, access_log=False, server_header=False, lifespan="off"
    )
    await asyncio.sleep(WARM)
    await Told(settings).serve()
    store.close()


class Told(uvicorn.Server):
    """Prints where it listens."""

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        gc.freeze()  # as `desk relay` does
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2])))
