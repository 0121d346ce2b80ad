"""Encode and send on a connection that stays open, beside the least that does so: a socket and no library.

From the ticket to its last byte at a TCP sink; nothing is stored. See `wire` for the adapters' protocol.
"""

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared
from tests.bench.wire import GAP, TICKETS, timed_one

#: The most that ours may be of the floor's.
GOAL = 1.5


def measure(rounds: int = 7) -> list[Row | Skipped]:
    """Rows of p50 and p99 in milliseconds."""
    words = ["{port}", "{n}", "{gap}"]
    commands = {
        "ours": [*programs.ours("wire_send"), *words],
        "floor": [*programs.peer("wire/send_floor.py", "wire_floor.py"), *words, "encode"],
    }
    got: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
    with programs.scratch() as folder:
        for number in range(rounds):
            for name in programs.in_turn(list(commands), number):
                got[name].append(timed_one(commands[name], True, folder, TICKETS, GAP))
    return [
        compared(
            f"wire_send.{figure}_ms",
            [(mine[figure], floor[figure]) for mine, floor in zip(got["ours"], got["floor"], strict=True)],
            GOAL,
        )
        for figure in ("p50", "p99")
    ]
