"""Durable order inserts: the store's own write path beside raw sqlite3 (WAL, FULL) writing the same rows."""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

ORDERS = 600
#: At least this part of raw sqlite3's speed, and no more than one sync for each order.
GOAL = 0.6
SYNCS = 1.0


def measure(rounds: int = 5) -> list[Row | Skipped]:
    """Rows of orders per second and of syncs per order."""
    speeds: list[tuple[float, float]] = []
    with programs.scratch() as folder:
        for number in range(rounds):
            got = {name: _speed(name, folder) for name in programs.in_turn(["ours", "raw"], number)}
            speeds.append((got["ours"], got["raw"]))
        rows: list[Row | Skipped] = [compared("insert.orders_per_s", speeds, GOAL, "more")]
        strace = shutil.which("strace")
        if strace is None:
            rows.append(Skipped("insert.syncs_per_order", "strace is not installed"))
        else:
            syncs = _syncs("ours", strace, folder), _syncs("raw", strace, folder)
            rows.append(compared("insert.syncs_per_order", [syncs], SYNCS))
    return rows


def _speed(variant: str, folder: Path) -> float:
    with TemporaryDirectory(dir=folder) as own:
        command = [*programs.ours("insert"), variant, str(ORDERS), own]
        return json.loads(programs.answer(command, folder))["orders_s"]


def _syncs(variant: str, strace: str, folder: Path) -> float:
    """Syncs of 150 orders less those of 50, for each of the hundred between: start and end do not count."""
    few, many = (_counted(variant, strace, folder, orders) for orders in (50, 150))
    each = 2 if variant == "raw" else 1  # `raw` writes a template of its rows first, through the store
    return (many - few) / 100 - (each - 1) * SYNCS


def _counted(variant: str, strace: str, folder: Path, orders: int) -> int:
    with TemporaryDirectory(dir=folder) as own:
        trace = Path(own) / "trace"
        watch = [strace, "-f", "-e", "trace=fdatasync,fsync", "-o", str(trace)]
        programs.answer([*watch, *programs.ours("insert"), variant, str(orders), own], folder)
        return sum("sync(" in line for line in trace.read_text().splitlines())
