"""Ten thousand orders of three shop systems, pushed and listed, with everything going wrong on the way: none lost, none
doubled, and what the desk's header says of it true at every moment it says something else.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path

from tests.sources.days import DAYS


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py long sources")
    parser.add_argument("--orders", type=int, default=10_000, help="over all systems")
    parser.add_argument(
        "--days", type=int, default=6, help="desks and stores for each system, one after the other"
    )
    parser.add_argument("--seed", type=int, default=20261127)
    chosen = parser.parse_args(words)
    logging.disable(logging.CRITICAL)  # the faults are meant
    faults: list[str] = []
    each = -(-chosen.orders // (len(DAYS) * chosen.days))
    sums = [0, 0, 0, 0]
    for number in range(chosen.days):
        for system, day in DAYS.items():
            began, seed = time.monotonic(), chosen.seed + number
            with tempfile.TemporaryDirectory(prefix="sources-") as folder:
                figures = asyncio.run(day(Path(folder), each, seed))
            faults += figures.faults
            for fault in figures.faults[:3]:
                print(f"{system}, seed {seed}: {fault}", file=sys.stderr)
            for at, count in enumerate(
                (figures.orders, figures.changes, figures.statements, figures.not_zero)
            ):
                sums[at] += count
            print(
                f"{system}, seed {seed}: {figures.orders} orders, {figures.changes} changes, {figures.statements} statements "
                f"({figures.not_zero} not of zero), the desk {figures.away} times away, {len(figures.faults)} faults, "
                f"{time.monotonic() - began:.0f} s", flush=True,
            )  # fmt: skip
    print("{} orders, {} changes, {} statements, {} of them not of zero".format(*sums))
    print("good" if not faults else f"NOT good: {len(faults)} faults")
    return 1 if faults else 0
