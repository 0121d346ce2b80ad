"""The hand-written floor's stream of the ticket through the simulated printer: to text, and to a picture.

Text stands beside escpos-tools' esc2html (PHP), pictures beside the least that draws the same ticket with Qt. Ours
gets another number, time and QR code with each ticket; the others read one ticket again and again. Random bytes
stand beside the time in which a printer would print what they print.
"""

import json
from pathlib import Path

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

#: Tickets a round.
TEXTS, PICTURES, QT, PHP = 1500, 150, 100, 200
#: Times esc2html, and times the floor's rate.
GOAL_TEXT, GOAL_IMAGE = 5.0, 0.7


def measure(rounds: int = 5) -> list[Row | Skipped]:
    """Rows of tickets per second, and of random bytes per second."""
    with programs.scratch() as folder:
        stream = folder / "ticket.bin"
        dump = [*programs.peer("encode/floor_py.py", "encode_floor.py"), "--n", "1", "--dump", str(stream)]
        programs.answer(dump, folder)
        return [*_tickets(rounds, stream, folder), _random(rounds, folder)]


def _tickets(rounds: int, stream: Path, folder: Path) -> list[Row | Skipped]:
    commands: dict[str, list[str]] = {
        "text": [*programs.ours("render"), "text", str(stream), str(TEXTS)],
        "image": [*programs.ours("render"), "image", str(stream), str(PICTURES)],
    }
    skipped: list[Row | Skipped] = []
    qt = [*programs.own_peer("render_qt.py"), str(stream), str(QT)]
    php = programs.php_peer("render/esctools.php", "receipt-print-hq+escpos-tools")
    peers: dict[str, list[str] | str] = {"qt floor": qt}
    for mode in ("html", "text"):
        peers[f"escpos-tools {mode}"] = php if isinstance(php, str) else [*php, str(stream), str(PHP), mode]
    for name, command in peers.items():
        why = command if isinstance(command, str) else programs.refusal(command, folder)
        if why or isinstance(command, str):
            skipped.append(Skipped(f"render vs {name}", str(why)))
        else:
            commands[name] = command
    got: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds):
        for name in programs.in_turn(list(commands), number):
            got[name].append(_speed(commands[name], folder))
    rows: list[Row | Skipped] = []
    for name, speeds in got.items():
        if name not in peers:
            continue
        kind, goal = ("image", GOAL_IMAGE) if name == "qt floor" else ("text", GOAL_TEXT)
        pairs = list(zip(got[kind], speeds, strict=True))
        rows.append(compared(f"render.{kind}_per_s vs {name}", pairs, goal, "more"))
    return rows + skipped


def _random(rounds: int, folder: Path) -> Row:
    """Random bytes per second, to text and picture, beside how many a printer prints in a second."""
    pairs: list[tuple[float, float]] = []
    for number in range(rounds):
        said = json.loads(
            programs.answer([*programs.ours("render"), "random", str(number), "262144"], folder)
        )
        pairs.append((said["bytes"] / said["sec"], said["bytes"] / said["printing"]))
    return compared("render.random_bytes_per_s", pairs, 1.0, "more")


def _speed(command: list[str], folder: Path) -> float:
    said = json.loads(programs.answer(command, folder).strip().splitlines()[-1])
    return said["n"] / said["sec"]
