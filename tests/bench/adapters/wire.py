"""`PORT N GAP`: hand N drafts to intake, GAP seconds after one another (0: all at once), print each one's start.

The whole chain runs as it does in the shop: the engine with its store on the disk, spool, worker, printer and
socket. The printer is one that never answers, because the sink does not; its ticket is the one with the prices.
"""

import asyncio
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from desk.app.engine import Engine
from desk.domain.print_jobs import JobState
from desk.settings import load
from printers import Printer, load_profile, transport_for
from tests.bench.adapters.drafts import drafts, raw

CONFIG = """
[shop]
name = "好味小厨"
[api]
listen = "127.0.0.1:0"
[[printers]]
name = "kitchen"
uri = "socket://127.0.0.1:{port}"
profile = "oneway-58mm"
[[stations]]
name = "kitchen"
printers = ["kitchen"]
ticket = "counter"
[[sources]]
kind = "webhook"
name = "website"
secret = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ="
auto_accept = true
"""


async def run(folder: Path, port: int, count: int, gap: float) -> list[int]:
    """The starts, in order."""
    (folder / "desk.toml").write_text(CONFIG.format(port=port), encoding="utf-8")
    uri = f"socket://127.0.0.1:{port}"
    profile = replace(load_profile("oneway-58mm"), width_dots=576)
    printer = Printer(transport_for(uri), profile)
    starts: list[int] = []
    document = raw()
    async with Engine(load(folder), printers={"kitchen": printer}) as engine:
        while not engine.spool.workers["kitchen"].is_idle:
            await asyncio.sleep(0.01)
        orders = drafts(count, datetime.now(UTC))
        if gap:
            for order in orders:
                await asyncio.sleep(gap)
                starts.append(time.monotonic_ns())
                await engine.receive(order, document)
        else:
            starts = [time.monotonic_ns()] * count
            await asyncio.gather(*(engine.receive(order, document) for order in orders))
        open_states = (JobState.QUEUED, JobState.BLOCKED, JobState.SENDING)
        while await engine.jobs(None, open_states, None, 1):
            await asyncio.sleep(0.01)
    return starts


def main() -> None:
    port, count, gap = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    with TemporaryDirectory(dir=".") as folder:
        for start in asyncio.run(run(Path(folder), port, count, gap)):
            print(start)


if __name__ == "__main__":
    main()
