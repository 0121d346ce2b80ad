"""`FOLDER N`: a shop with two simulated printers and a queue of N orders from last time."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from desk.app.engine import Engine
from desk.settings import load
from tests.bench.adapters.drafts import drafts, raw
from tests.bench.adapters.shops import configure

PRINTERS = [
    ("kitchen", "sim://kitchen", "epson-80mm", "kitchen"),
    ("counter", "sim://counter", "epson-80mm", "counter"),
]


async def fill(folder: Path, count: int) -> None:
    """Take the orders; their tickets may still be waiting when this ends."""
    configure(folder, PRINTERS)
    async with Engine(load(folder)) as engine:
        for draft in drafts(count, datetime.now(UTC)):
            await engine.receive(draft, raw())


if __name__ == "__main__":
    asyncio.run(fill(Path(sys.argv[1]), int(sys.argv[2])))
