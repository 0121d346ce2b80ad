"""From a draft handed to intake to the last byte at a TCP sink, durable; beside libraries that store nothing.

An adapter is run as `CMD PORT N GAP` and prints the start of each ticket (CLOCK_MONOTONIC ns); the sink
prints when each ticket's last byte came. GAP 0 is the burst: 50 tickets at once.
"""

import statistics
import subprocess
from pathlib import Path

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

TICKETS = 300
BURST = 50
GAP = 0.004
#: Figure -> the most that ours may be of python-escpos's.
GOALS = {"p50": 0.9, "p99": 0.7, "burst": 0.7}
OURS, PEER = "ours", "python-escpos"


def measure(rounds: int = 5) -> list[Row | Skipped]:
    """Rows of p50, p99 and burst in milliseconds."""
    commands = {
        OURS: [*programs.ours("wire"), "{port}", "{n}", "{gap}"],
        PEER: [
            *programs.peer("wire/send_pyescpos.py", "wire_python_escpos.py"),
            "{port}",
            "{n}",
            "{gap}",
            "-",
        ],
    }
    skipped: list[Row | Skipped] = []
    for name, found in {
        "node-thermal-printer": programs.node_peer("wire/send_ntp.js", "node-thermal-printer"),
        "escpos-php": programs.php_peer("wire/send_php.php", "mike42+escpos-php"),
    }.items():
        if isinstance(found, str):
            skipped.append(Skipped(f"wire.{name}", found))
        else:
            commands[name] = [*found, "{port}", "{n}", "{gap}"]
    got: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
    with programs.scratch() as folder:
        for number in range(rounds):
            for name in programs.in_turn(list(commands), number):
                got[name].append(_one(commands[name], name == OURS, folder))
    return _rows(got) + skipped


def _rows(got: dict[str, list[dict[str, float]]]) -> list[Row | Skipped]:
    rows: list[Row | Skipped] = []
    for name, figures in got.items():
        if name == OURS:
            continue
        for figure, goal in GOALS.items():
            pairs = [(mine[figure], theirs[figure]) for mine, theirs in zip(got[OURS], figures, strict=True)]
            label = f"wire.{figure}_ms" if name == PEER else f"wire.{figure}_ms vs {name}"
            rows.append(compared(label, pairs, goal))
    return rows


def _one(command: list[str], persistent: bool, folder: Path) -> dict[str, float]:
    """One round of one program: {"p50", "p99", "burst"} in ms."""
    found = timed_one(command, persistent, folder, TICKETS, GAP)
    starts, ends = _timed(command, persistent, folder, BURST, 0)
    return {**found, "burst": (ends[-1] - min(starts)) / 1e6}


def timed_one(
    command: list[str], persistent: bool, folder: Path, tickets: int, gap: float
) -> dict[str, float]:
    """{"p50", "p99"} in ms of so many tickets, without the first tenth of them."""
    starts, ends = _timed(command, persistent, folder, tickets, gap)
    warm = tickets // 10
    took = sorted((end - start) / 1e6 for start, end in zip(starts[warm:], ends[warm:], strict=True))
    return {"p50": statistics.median(took), "p99": took[min(len(took) - 1, int(len(took) * 0.99))]}


def _timed(
    command: list[str], persistent: bool, folder: Path, n: int, gap: float
) -> tuple[list[int], list[int]]:
    port = programs.free_port()
    sink = subprocess.Popen(
        [*programs.peer("wire/sink.py", "sink.py"), str(port), *(["cut"] if persistent else [])],
        stdout=subprocess.PIPE, text=True, env=programs.environment(),
    )  # fmt: skip
    assert sink.stdout is not None
    try:
        sink.stdout.readline()
        words = [word.format(port=port, n=n, gap=gap) for word in command]
        starts = [int(word) for word in programs.answer(words, folder).split()]
        ends = [int(sink.stdout.readline().split()[0]) for _ in range(n)]
    finally:
        sink.kill()
        sink.wait()
        sink.stdout.close()
    return starts, ends
