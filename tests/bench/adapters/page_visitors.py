"""`URL COUNT`: so many visitors who each look at the menu once a second, until the input ends; prints JSON: pages, and
the time to the first byte in ms (p50, p95).
"""

import asyncio
import json
import random
import statistics
import sys
import time

import httpx

#: Seconds between two looks of one visitor.
LOOK = 1.0


async def visit(url: str, took: list[float], over: asyncio.Event) -> None:
    async with httpx.AsyncClient(trust_env=False, headers={"accept-encoding": "gzip"}) as client:
        await asyncio.sleep(random.uniform(0, LOOK))
        while not over.is_set():
            began = time.perf_counter()
            async with client.stream("GET", url) as answer:
                took.append((time.perf_counter() - began) * 1e3)
                async for _ in answer.aiter_raw():
                    pass
            try:
                await asyncio.wait_for(over.wait(), max(0.0, LOOK - (time.perf_counter() - began)))
            except TimeoutError:
                continue


async def main(url: str, count: int) -> None:
    took: list[float] = []
    over = asyncio.Event()
    visitors = [asyncio.create_task(visit(url, took, over)) for _ in range(count)]
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    over.set()
    await asyncio.gather(*visitors)
    took.sort()
    print(
        json.dumps({"pages": len(took), "p50": statistics.median(took), "p95": took[int(len(took) * 0.95)]})
    )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
