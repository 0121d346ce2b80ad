"""The ticket as pictures alone, for a printer without a Chinese font, beside python-escpos's `image()`."""

import json
from pathlib import Path

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

OURS, PEER = 300, 20
#: Times python-escpos, which makes a new printer object for each ticket.
GOAL = 5.0


def measure(rounds: int = 5) -> list[Row | Skipped]:
    """Rows of tickets per second: of a menu, and of nothing but new text."""
    commands = {
        "menu": [*programs.ours("encode"), "menu", str(OURS), "raster"],
        "new": [*programs.ours("encode"), "new", str(OURS), "raster"],
        "peer": [*programs.own_peer("raster_python_escpos.py"), "--n", str(PEER), "--warm", "4"],
    }
    speeds: dict[str, list[tuple[float, float]]] = {"menu": [], "new": []}
    with programs.scratch() as folder:
        for number in range(rounds):
            got = {name: _speed(commands[name], folder) for name in programs.in_turn(list(commands), number)}
            for kind, pairs in speeds.items():
                pairs.append((got[kind], got["peer"]))
    return [
        compared("raster.tickets_per_s", speeds["menu"], GOAL, "more"),
        compared("raster.tickets_per_s all new text", speeds["new"], GOAL, "more"),
    ]


def _speed(command: list[str], folder: Path) -> float:
    said = json.loads(programs.answer(command, folder).strip().splitlines()[-1])
    if not said["cjk_ok"]:
        raise RuntimeError(f"{' '.join(command)}: the ticket is not whole")
    return said["n"] / said["sec"]
