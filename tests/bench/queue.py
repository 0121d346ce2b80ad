"""The queue with 100,000 rows beside the same with 10,000, and beside a QTableWidget."""

import json
from pathlib import Path

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

FEW, MANY = 10_000, 100_000
#: A change may cost so much more with ten times the rows; of a QTableWidget filling takes this part of the time and the
#: memory; a scroll step must be painted within a frame of 60 a second.
SAME, FILL, MEMORY, FRAME = 1.2, 0.025, 0.05, 16.7


def measure(rounds: int = 5) -> list[Row | Skipped]:
    """Rows of change, insertion, filling, memory and scrolling."""
    if not Path("/proc/self/statm").exists():
        return [Skipped("queue", "only where /proc tells a process's memory")]
    with programs.scratch() as folder:

        def run(command: list[str], count: int) -> dict[str, float]:
            return json.loads(programs.answer([*command, str(count)], folder).strip().splitlines()[-1])

        ours = programs.ours("queue_view")
        peer = [*programs.peer("qt/qtlist.py", "queue_table_widget.py"), "tablewidget"]
        few, many, table = list[dict[str, float]](), list[dict[str, float]](), list[dict[str, float]]()
        for number in range(rounds):
            for name in programs.in_turn(["few", "many", "table"], number):
                match name:
                    case "few":
                        few.append(run(ours, FEW))
                    case "many":
                        many.append(run(ours, MANY))
                    case _:
                        table.append(run(peer, MANY))

    def pairs(key: str, other: list[dict[str, float]]) -> list[tuple[float, float]]:
        return [(a[key], b[key]) for a, b in zip(many, other, strict=True)]

    return [
        compared("queue.change_at_100k_to_10k", pairs("upd_p50", few), SAME),
        compared("queue.insert_at_100k_to_10k", pairs("ins_p50", few), SAME),
        compared("queue.fill_to_tablewidget", pairs("fill_ms", table), FILL),
        compared("queue.memory_to_tablewidget", pairs("mem_mb", table), MEMORY),
        compared("queue.scroll_p99_ms", [(each["scroll_p99"], FRAME) for each in many], 1.0),
    ]
