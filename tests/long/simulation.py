"""Many seeds of the simulation, on every core; prints each seed that broke a promise, to be played again alone."""

import argparse
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

#: Seeds a process plays before it tells.
_PIECE = 50


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py long simulation")
    parser.add_argument("--seeds", type=int, default=20_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--faults", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args(words)
    began, done, failed = time.monotonic(), 0, 0
    end = chosen.start + chosen.seeds
    pieces = [range(start, min(end, start + _PIECE)) for start in range(chosen.start, end, _PIECE)]
    with ProcessPoolExecutor(chosen.jobs) as processes:
        for piece, broken in zip(
            pieces, processes.map(play, pieces, [chosen.faults] * len(pieces)), strict=True
        ):
            done += len(piece)
            for seed, sentences in broken:
                failed += 1
                print(f"seed {seed}:", *(f"\n  {sentence}" for sentence in sentences[:5]), flush=True)
            if done % 1000 < _PIECE:
                rate = done / (time.monotonic() - began)
                print(f"{done} seeds, {failed} broke a promise, {rate:.0f} a second", flush=True)
    print(f"{done} seeds from {chosen.start}, {failed} broke a promise")
    print("again: python -m tests.simulation.run --start SEED --seeds 1" if failed else "")
    return 1 if failed else 0


def play(seeds: range, faults: int) -> list[tuple[int, list[str]]]:
    """Each failing seed with what it broke."""
    return list(_failing(seeds, faults))


def _failing(seeds: range, faults: int) -> Iterator[tuple[int, list[str]]]:
    from tests.simulation.story import write
    from tests.simulation.world import World

    for seed in seeds:
        if broken := World(write(seed, faults)).run():
            yield seed, broken
