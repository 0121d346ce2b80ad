"""Six ways a printer may misbehave, and who says "printed" although nobody can know.

bad_printer.py never prints anything, so every claim of success is wrong. Ours is asked twice: with a printer
that could confirm and with one that never answers, of which the most that may be said is "sent, not confirmed".
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench import programs
from tests.bench.rows import Row, Skipped

MODES = ("refuse", "stall", "swallow", "rst_mid", "half_close_early", "rst_end")
PROFILES = {"confirming": "epson-80mm", "one-way": "oneway-58mm"}
WRONG = {"confirmed", "person-confirmed", "SUCCESS"}


def measure(rounds: int = 1) -> list[Row | Skipped]:
    """Wrong successes of six, of the worst round."""
    peer = programs.peer("faults/p_pyescpos.py", "faults_python_escpos.py")
    said: dict[str, dict[str, list[str]]] = {}
    with programs.scratch() as folder:
        for name, command in {
            **{name: [*programs.ours("faults"), "{port}", profile] for name, profile in PROFILES.items()},
            "python-escpos": [*peer, "{port}"],
        }.items():
            # every fault has its own printer and process; most of the time is waiting
            with ThreadPoolExecutor(3) as together:
                answers = together.map(lambda mode, c=command: _ask(c, mode, folder), MODES * rounds)
                said[name] = {}
                for mode, answer in zip(MODES * rounds, answers, strict=True):
                    said[name].setdefault(mode, []).append(answer)
            print(f"  {name}: {said[name]}", file=sys.stderr)
    wrong = {
        name: max(sum(modes[mode][turn].split()[0] in WRONG for mode in MODES) for turn in range(rounds))
        for name, modes in said.items()
    }
    theirs = wrong["python-escpos"]
    return [
        Row(f"faults.wrong_printed_of_6 {name}", wrong[name], theirs, wrong[name] / max(theirs, 1), 0.0)
        for name in PROFILES
    ]


def _ask(command: list[str], mode: str, folder: Path) -> str:
    port = programs.free_port()
    printer = None
    if mode != "refuse":
        printer = subprocess.Popen(
            [*programs.peer("faults/bad_printer.py", "bad_printer.py"), str(port), mode],
            stdout=subprocess.PIPE, text=True, env=programs.environment(),
        )  # fmt: skip
        assert printer.stdout is not None
        printer.stdout.readline()
    try:
        said = programs.answer([word.format(port=port) for word in command], folder, 40)
    finally:
        if printer is not None:
            assert printer.stdout is not None
            printer.kill()
            printer.wait()
            printer.stdout.close()
    return said.strip().splitlines()[-1]
