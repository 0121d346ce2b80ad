"""`PORT N GAP`: encode and send N tickets on one connection, GAP seconds after one another; prints each one's start.

The printer is one that never answers, because the sink does not; so there is no proof to wait for.
"""

import asyncio
import gc
import json
import sys
import time
from dataclasses import replace

from printers import Printer, load_profile, transport_for
from tests.bench.adapters.drafts import TICKET
from tests.bench.adapters.encode import another, build


async def run(port: int, count: int, gap: float) -> list[int]:
    """The starts, in order."""
    profile = replace(load_profile("oneway-58mm"), width_dots=576)
    printer = Printer(transport_for(f"socket://127.0.0.1:{port}"), profile)
    ticket = json.loads(TICKET.read_text(encoding="utf-8"))
    tickets = [another(ticket, number, "menu") for number in range(count)]
    starts: list[int] = []
    await printer.connect()
    gc.collect()
    gc.freeze()  # as `desk serve` does
    for number, ticket in enumerate(tickets):
        await asyncio.sleep(gap)
        starts.append(time.monotonic_ns())
        await printer.send(build(ticket, profile), f"{number:04d}")
    await printer.disconnect()
    return starts


def main() -> None:
    port, count, gap = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    for start in asyncio.run(run(port, count, gap)):
        print(start)


if __name__ == "__main__":
    main()
