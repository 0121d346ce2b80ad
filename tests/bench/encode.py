"""One kitchen ticket (eight lines, ten choices, Chinese, totals, a QR code) to ESC/POS bytes, beside python-escpos."""

import json
from pathlib import Path

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

OURS, PEER = 5000, 1500
#: Times python-escpos, which makes a new printer object for each ticket.
GOAL = 5.0


def measure(rounds: int = 7) -> list[Row | Skipped]:
    """The row of tickets per second."""
    commands = {
        "ours": [*programs.ours("encode"), str(OURS)],
        "peer": [*programs.peer("encode/python_escpos.py", "encode_python_escpos.py"), "--n", str(PEER), "--warm", "300"],
    }  # fmt: skip
    speeds: list[tuple[float, float]] = []
    with programs.scratch() as folder:
        for number in range(rounds):
            got = {name: _speed(commands[name], folder) for name in programs.in_turn(list(commands), number)}
            speeds.append((got["ours"], got["peer"]))
    return [compared("encode.tickets_per_s", speeds, GOAL, "more")]


def _speed(command: list[str], folder: Path) -> float:
    said = json.loads(programs.answer(command, folder).strip().splitlines()[-1])
    if not said["cjk_ok"]:
        raise RuntimeError(f"{command[-1]}: the ticket is not whole")
    return said["n"] / said["sec"]
