"""Ten thousand power cuts over one recording of the real process."""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from tests.e2e.power_loss import broken_by, record

_PIECE = 1000


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py long power")
    parser.add_argument("--cuts", type=int, default=10_000)
    parser.add_argument("--orders", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(words)
    if shutil.which("strace") is None:
        print("strace is not installed; it watches what the desk writes")
        return 2
    folder = Path(tempfile.mkdtemp(prefix="power-"))
    try:
        recording = record(folder, chosen.orders)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(recording.acks)} orders acknowledged, {len(recording.tokens)} tickets sent, "
          f"{len(recording.steps)} steps recorded", flush=True)  # fmt: skip
    began, done, broken = time.monotonic(), 0, 0
    for number, first in enumerate(range(0, chosen.cuts, _PIECE)):
        piece = min(_PIECE, chosen.cuts - first)
        sentences = broken_by(recording, piece, chosen.seed + number)
        done, broken = done + piece, broken + len(sentences)
        print(*sentences[:5], sep="\n", end="\n" if sentences else "")
        print(f"{done} cuts, {broken} broken promises, {time.monotonic() - began:.0f} s", flush=True)
    return 1 if broken else 0
