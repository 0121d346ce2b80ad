"""One kitchen ticket (eight lines, ten choices, Chinese, totals, a QR code) to ESC/POS bytes.

Beside python-escpos, and beside a hand-written floor: the same bytes from one pass without a library.
"""

import json
from pathlib import Path
from typing import Any

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

OURS, PEER, FLOOR = 5000, 1500, 10_000
#: Times python-escpos, which makes a new printer object for each ticket.
GOAL = 5.0
#: Times the floor's rate, and times its bytes.
FLOOR_GOAL, BYTES_GOAL = 0.5, 1.05


def measure(rounds: int = 7) -> list[Row | Skipped]:
    """Rows of tickets per second (of a menu, and of nothing but new text), of bytes, and of columns that end right."""
    commands = {
        "menu": [*programs.ours("encode"), "menu", str(OURS)],
        "new": [*programs.ours("encode"), "new", str(OURS)],
        "peer": [*programs.peer("encode/python_escpos.py", "encode_python_escpos.py"), "--n", str(PEER), "--warm", "300"],
        "floor": [*programs.peer("encode/floor_py.py", "encode_floor.py"), "--n", str(FLOOR), "--warm", "2000"],
    }  # fmt: skip
    against_peer: dict[str, list[tuple[float, float]]] = {"menu": [], "new": []}
    against_floor: dict[str, list[tuple[float, float]]] = {"menu": [], "new": []}
    sizes: list[tuple[float, float]] = []
    columns: list[tuple[float, float]] = []
    with programs.scratch() as folder:
        for number in range(rounds):
            said = {name: _said(commands[name], folder) for name in programs.in_turn(list(commands), number)}
            got = {name: one["n"] / one["sec"] for name, one in said.items()}
            for kind in ("menu", "new"):
                against_peer[kind].append((got[kind], got["peer"]))
                against_floor[kind].append((got[kind], got["floor"]))
            sizes.append((said["menu"]["bytes"], said["floor"]["bytes"]))
            columns.append((said["menu"]["columns_right"], said["menu"]["columns"]))
    return [
        compared("encode.tickets_per_s", against_peer["menu"], GOAL, "more"),
        compared("encode.tickets_per_s all new text", against_peer["new"], GOAL, "more"),
        compared("encode.tickets_per_s vs floor", against_floor["menu"], FLOOR_GOAL, "more"),
        compared("encode.tickets_per_s vs floor, new", against_floor["new"], FLOOR_GOAL, "more"),
        compared("encode.bytes vs floor", sizes, BYTES_GOAL),
        compared("encode.chinese_columns", columns, 1.0, "more"),
    ]


def _said(command: list[str], folder: Path) -> dict[str, Any]:
    said = json.loads(programs.answer(command, folder).strip().splitlines()[-1])
    if not said["cjk_ok"]:
        raise RuntimeError(f"{' '.join(command)}: the ticket is not whole")
    return said
