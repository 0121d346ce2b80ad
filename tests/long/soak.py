"""The desk under orders for minutes: everything printed once, and its memory does not keep growing."""

import argparse
import os
import tempfile
import time
from pathlib import Path

from tests.e2e.rig import Desk, order, shop, until

#: Memory may grow by so much a minute, in MB, once the caches are full.
SLOPE = 0.5
#: The part of the run in which caches fill.
_WARM = 0.25
_SAMPLE = 5.0


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py long soak")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--per-second", type=float, default=5.0)
    chosen = parser.parse_args(words)
    if not Path("/proc/self/statm").exists():
        print("soak reads the desk's memory from /proc, which this system has not")
        return 2
    with (
        tempfile.TemporaryDirectory(prefix="soak-") as folder,
        shop(Path(folder)) as (desk, kitchen, counter),
    ):
        samples, posted = _feed(desk, chosen.minutes * 60, chosen.per_second)
        until(lambda: not _open(desk), 300, "all tickets printed")
        printed = len(kitchen.sheets()), len(counter.sheets())
    slope = _slope([s for s in samples if s[0] >= samples[-1][0] * _WARM])
    print(f"{posted} orders, {printed[0]} and {printed[1]} tickets")
    print(
        f"memory {samples[0][1]:.1f} MB at first, {samples[-1][1]:.1f} MB at last, {slope * 60:+.3f} MB a minute"
    )
    good = printed == (posted, posted) and slope * 60 <= SLOPE
    print("good" if good else f"NOT good: one ticket an order, at most {SLOPE} MB a minute")
    return 0 if good else 1


def _feed(desk: Desk, seconds: float, per_second: float) -> tuple[list[tuple[float, float]], int]:
    """Orders at their times; (seconds, MB) samples and how many were taken."""
    samples: list[tuple[float, float]] = []
    began, number = time.monotonic(), 0
    while (at := time.monotonic() - began) < seconds:
        number += 1
        status, answer = desk.post(order(number))
        if status != 202:
            raise RuntimeError(f"order {number}: {status} {answer}")
        if not samples or at >= samples[-1][0] + _SAMPLE:
            samples.append((at, _memory(desk)))
            print(f"{at:6.0f} s {number:6} orders {samples[-1][1]:8.1f} MB", flush=True)
        time.sleep(max(0.0, began + number / per_second - time.monotonic()))
    samples.append((time.monotonic() - began, _memory(desk)))
    return samples, number


def _open(desk: Desk) -> bool:
    return any(desk.jobs(state=state) for state in ("queued", "sending", "sent", "holding", "uncertain"))


def _memory(desk: Desk) -> float:
    assert desk.process is not None
    pages = int(Path(f"/proc/{desk.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def _slope(samples: list[tuple[float, float]]) -> float:
    """MB a second, by least squares."""
    n = len(samples)
    at, mb = sum(s for s, _ in samples) / n, sum(m for _, m in samples) / n
    spread = sum((s - at) ** 2 for s, _ in samples)
    return sum((s - at) * (m - mb) for s, m in samples) / spread if spread else 0.0
