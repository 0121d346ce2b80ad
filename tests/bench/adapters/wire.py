"""`PORT N GAP`: hand N drafts to intake, GAP seconds after one another (0: all at once), print each one's start.

The whole chain runs as it does in the shop: the engine with its store on the disk, spool, worker, printer and
socket. The printer is one that never answers, because the sink does not; its ticket is the one with the prices.
"""

import asyncio
import gc
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
from tests.bench.adapters.shops import WARM, configure


async def run(folder: Path, port: int, count: int, gap: float) -> list[int]:
    """The starts, in order."""
    uri = f"socket://127.0.0.1:{port}"
    configure(folder, [("kitchen", uri, "oneway-58mm", "counter")])
    profile = replace(load_profile("oneway-58mm"), width_dots=576)
    printer = Printer(transport_for(uri), profile)
    starts: list[int] = []
    document = raw()
    async with Engine(load(folder), printers={"kitchen": printer}) as engine:
        gc.freeze()  # as `desk serve` does
        await asyncio.sleep(WARM)
        orders = drafts(count, datetime.now(UTC))
        if gap:
            for order in orders:
                await asyncio.sleep(gap)
                starts.append(time.monotonic_ns())
                await engine.receive(order, document)
        else:
            starts = [time.monotonic_ns()] * count
            await asyncio.gather(*(engine.receive(order, document) for order in orders))
        await _all_sent(engine)
    return starts


async def _all_sent(engine: Engine) -> None:
    waiting = (JobState.QUEUED, JobState.BLOCKED, JobState.SENDING)
    changed = asyncio.Event()
    engine.listen(lambda _changes: changed.set())
    while await engine.jobs(None, waiting, None, 1):
        changed.clear()
        await changed.wait()


def main() -> None:
    port, count, gap = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    with TemporaryDirectory(dir=".") as folder:
        for start in asyncio.run(run(Path(folder), port, count, gap)):
            print(start)


if __name__ == "__main__":
    main()
