"""Start-up beside the smallest window there can be: wall time and memory of the whole process, pages in memory.

The first paint shows the last queue; ready is with the queue live, the listener up and the printers polled.
"""

import os
import sys
import time
from pathlib import Path

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

QUEUE = 40
PAINT, MEMORY, READY = 1.3, 1.2, 5.0


def measure(rounds: int = 11) -> list[Row | Skipped]:
    """Rows of first paint, its memory, and readiness."""
    if not hasattr(os, "posix_spawn"):
        return [Skipped("start", "only where a process can be waited for with its memory (not on Windows)")]
    with programs.scratch() as folder:
        data = _shop(folder)
        desk = [sys.executable, "-m", "desk", "--data", str(data)]
        commands = {
            "window": ([*programs.peer("start/win.py", "bare_window.py"), "widgets"], ""),
            "paint": (desk, "first-paint"),
            "ready": (desk, "ready"),
        }
        got: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for number in range(-1, rounds):  # the first round only warms the page cache
            for name in programs.in_turn(list(commands), number):
                took = _run(*commands[name], folder)
                if number >= 0:
                    got[name].append(took)
    window = got["window"]
    return [
        compared("start.first_paint_ms", [(a[0], b[0]) for a, b in zip(got["paint"], window, strict=True)], PAINT),
        compared("start.first_paint_mb", [(a[1], b[1]) for a, b in zip(got["paint"], window, strict=True)], MEMORY),
        compared("start.ready_ms", [(a[0], b[0]) for a, b in zip(got["ready"], window, strict=True)], READY),
    ]  # fmt: skip


def _run(command: list[str], stop_at: str, folder: Path) -> tuple[float, float]:
    """Milliseconds and peak MB of one process."""
    environ = {**programs.environment(), "QT_QPA_PLATFORM": "offscreen", "DESK_BENCH": stop_at}
    environ.pop("PYTHONDONTWRITEBYTECODE")  # an installed program has its byte code
    nowhere = os.open(os.devnull, os.O_RDWR)
    try:
        quiet = [(os.POSIX_SPAWN_DUP2, nowhere, 1), (os.POSIX_SPAWN_DUP2, nowhere, 2)]
        start = time.perf_counter()
        child = os.posix_spawn(command[0], command, environ, file_actions=quiet)
        _, status, usage = os.wait4(child, 0)
        took = (time.perf_counter() - start) * 1e3
    finally:
        os.close(nowhere)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with status {status}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return took, usage.ru_maxrss / unit


def _shop(folder: Path) -> Path:
    """A shop with a queue from last time. Made by another process: a child's peak begins with its parent's."""
    programs.answer([*programs.ours("queue"), str(folder / "shop"), str(QUEUE)], folder)
    return folder / "shop"
