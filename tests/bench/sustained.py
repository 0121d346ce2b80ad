"""The desk under load and at rest: fifty orders a second with the window up, and what idling costs."""

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from tests.bench import programs
from tests.bench.adapters.shops import configure
from tests.bench.rows import Row, Skipped, compared

PER_SECOND, SECONDS = 50, 10
#: No frame may take longer, in milliseconds; idling may take this part of a core, in per cent.
FRAME, IDLE = 100.0, 1.0
IDLE_SECONDS = 20


def measure(rounds: int = 1) -> list[Row | Skipped]:
    """The longest frame, the orders taken, and idling, each against its limit."""
    with programs.scratch() as folder:
        frames = [_sustained(folder / f"window{number}") for number in range(rounds)]
        rows: list[Row | Skipped] = [
            compared("sustained.longest_frame_ms", [(f["longest_ms"], FRAME) for f in frames], 1.0),
            compared("sustained.orders_per_s", [(f["orders_s"], PER_SECOND) for f in frames], 0.95, "more"),
        ]
        if Path("/proc/self/schedstat").exists():
            idle = [_idle(folder / f"idle{number}") for number in range(rounds)]
            rows.append(compared("sustained.idle_percent", [(percent, IDLE) for percent in idle], 1.0))
        else:
            rows.append(Skipped("sustained.idle_percent", "only where /proc tells a process's time"))
    return rows


def _sustained(folder: Path) -> dict[str, float]:
    configure(
        folder,
        [("kitchen", "sim://kitchen", "epson-80mm", "kitchen"), ("counter", "sim://counter", "epson-80mm", "counter")],
    )  # fmt: skip
    command = [*programs.ours("sustained"), str(folder), str(PER_SECOND * SECONDS), str(PER_SECOND)]
    done = subprocess.run(
        command, env={**programs.environment(), "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.strip().splitlines()[-1])


def _idle(folder: Path) -> float:
    """Per cent of a core that `desk serve` takes with two simulated printers connected and nothing to do."""
    with ExitStack() as stack:
        printers: list[tuple[str, str, str, str]] = []
        for name in ("kitchen", "counter"):
            port = programs.free_port()
            _background(stack, ["-m", "printers", "simulate", "--port", str(port)])
            printers.append((name, f"socket://127.0.0.1:{port}", "epson-80mm", name))
        configure(folder, printers)
        desk = _background(stack, ["-m", "desk", "serve", "--data", str(folder)])
        time.sleep(8)  # starting up and making room for the log are no idling
        before = _processor_seconds(desk.pid)
        time.sleep(IDLE_SECONDS)
        return (_processor_seconds(desk.pid) - before) / IDLE_SECONDS * 100


def _background(stack: ExitStack, arguments: list[str]) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, *arguments], env=programs.environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    stack.callback(process.stdout.close)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    process.stdout.readline()
    return process


def _processor_seconds(pid: int) -> float:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
