"""One kitchen ticket (eight lines, ten choices, Chinese, totals, a QR code) to ESC/POS bytes, beside python-escpos."""

import json
from pathlib import Path

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

OURS, PEER = 5000, 1500
#: Times python-escpos, which makes a new printer object for each ticket.
GOAL = 5.0


def measure(rounds: int = 7) -> list[Row | Skipped]:
    """Rows of tickets per second: of a menu, and of nothing but new text."""
    commands = {
        "menu": [*programs.ours("encode"), "menu", str(OURS)],
        "new": [*programs.ours("encode"), "new", str(OURS)],
        "peer": [*programs.peer("encode/python_escpos.py", "encode_python_escpos.py"), "--n", str(PEER), "--warm", "300"],
    }  # fmt: skip
    speeds: dict[str, list[tuple[float, float]]] = {"menu": [], "new": []}
    with programs.scratch() as folder:
        for number in range(rounds):
            got = {name: _speed(commands[name], folder) for name in programs.in_turn(list(commands), number)}
            for kind, pairs in speeds.items():
                pairs.append((got[kind], got["peer"]))
    return [
        compared("encode.tickets_per_s", speeds["menu"], GOAL, "more"),
        compared("encode.tickets_per_s all new text", speeds["new"], GOAL, "more"),
    ]


def _speed(command: list[str], folder: Path) -> float:
    said = json.loads(programs.answer(command, folder).strip().splitlines()[-1])
    if not said["cjk_ok"]:
        raise RuntimeError(f"{command[-1]}: the ticket is not whole")
    return said["n"] / said["sec"]
