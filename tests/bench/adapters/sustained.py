"""`FOLDER ORDERS PER_SECOND`: the window over a shop that takes orders all the time; prints how long frames took."""

import asyncio
import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from desk.app.desktop import shop_of_folder
from desk.app.engine import Engine
from desk.app.first_look import FirstLook
from desk.app.window import open_window
from desk.ui.frame_probe import FrameProbe
from tests.bench.adapters.drafts import drafts, raw


async def feed(engine: Engine, count: int, per_second: float) -> None:
    """Orders at their times, whatever the ones before are doing; then what the loop went through, and the end."""
    document = raw()
    orders = drafts(count, datetime.now(UTC))
    await asyncio.sleep(2)  # the window is up, the printers are polled
    probe = FrameProbe()
    probe.start()
    loop = asyncio.get_running_loop()
    began = loop.time()
    receipts: list[asyncio.Future[object]] = []
    for number, order in enumerate(orders):
        await asyncio.sleep(max(0.0, began + number / per_second - loop.time()))
        receipts.append(asyncio.ensure_future(engine.receive(order, document)))
    await asyncio.gather(*receipts)
    took = loop.time() - began
    frames = probe.stop()
    print(
        json.dumps({"longest_ms": frames.longest, "p99_ms": frames.p99, "orders_s": count / took}), flush=True
    )
    os._exit(0)  # the tickets of ten minutes are still being printed


def main() -> None:
    folder, count, per_second = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    look = FirstLook(shop="好味小厨")
    opening = shop_of_folder(folder, look)._replace(beside=lambda engine: feed(engine, count, per_second))
    sys.exit(open_window(look, lambda: opening, database=folder / "desk.db", now=time.time))


if __name__ == "__main__":
    main()
