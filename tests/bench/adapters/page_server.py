"""`FOLDER`: a relay with its menu page and sixty products, as `desk relay` serves it; prints its port."""

import asyncio
import gc
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from desk.relay.config import load_relay
from desk.relay.protocol import ShopDescription, shop_json
from desk.relay.server import Relay
from desk.relay.store.opening import open_relay_store

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
GROUPS = ("蛋糕", "小点", "面包", "饮品", "礼盒", "节日")
SHOP = ShopDescription(
    "大C甜品",
    catalogue=Catalogue(
        tuple(
            Product(
                f"P{number:02d}", f"草莓奶油蛋糕 {number} 号", 1200 + 100 * number, GROUPS[number // 10],
                (SWEET,) if number % 3 == 0 else (), stock=5 if number % 7 == 0 else None,
                description="动物奶油，当季草莓。需提前 3 小时",
            )
            for number in range(60)
        )
    ),
)  # fmt: skip


async def serve(folder: Path) -> None:
    config = folder / "relay.toml"
    config.write_text(
        f'[relay]\nmenu_page = true\n[[accounts]]\nid = "cake"\ntype = "personal"\nappid = "wx0cake"\ntoken = "tok"\naes_key = "{KEY}"\n',
        encoding="utf-8",
    )
    settings = load_relay(config)
    store = open_relay_store(settings.store, folder)
    text, at = json.dumps(shop_json(SHOP)), datetime.now(UTC)
    await store.write(lambda work: work.feed.keep_snapshot(1, text, at))
    config_of = uvicorn.Config(
        Relay(settings, store).app(), host="127.0.0.1", port=0, log_config=None, access_log=False, lifespan="off",
        server_header=False,
    )  # fmt: skip
    server = uvicorn.Server(config_of)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no other sign
        await asyncio.sleep(0.01)
    gc.freeze()
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)
    await serving


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
