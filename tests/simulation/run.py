"""Play seeds by hand: `python -m tests.simulation.run [--seeds N] [--start S] [--faults F] [--coverage] [--mutant NAME]`.

Prints every failing seed (play it again with `--start S --seeds 1`), the states and transitions that were
reached, what the kills landed on, and with `--coverage` the branch coverage of services, spool and store.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable

import pytest

from desk.domain.print_jobs import TRANSITIONS, JobState
from tests.simulation.mutants import MUTANTS
from tests.simulation.story import write
from tests.simulation.world import World

#: What the simulation runs itself. The rest of the store is opening files and servers, and the window's
#: first picture, which need a disk and have tests of their own.
MEASURED = ("desk.services", "desk.spool", "desk.store")
_ELSEWHERE = (
    "*/migrations/*", "*/engine.py", "*/faults.py", "*/lock.py", "*/memory.py", "*/opening.py", "*/postgres.py",
    "*/runners.py", "*/schema.py", "*/snapshot.py", "*/board.py",
)  # fmt: skip


class Reached:
    """What a set of runs went through."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.transitions: Counter[tuple[str, str]] = Counter()
        self.killed: Counter[str] = Counter()
        self.sheets = 0
        self.asked = 0
        self.failed: dict[int, list[str]] = {}

    def add(self, seed: int, world: World, broken: list[str]) -> None:
        if broken:
            self.failed[seed] = broken
        before: dict[int, str] = {}
        for job, state in world.rows.execute("select job_id, state from job_log order by job_id, entry"):
            self.states[state] += 1
            if job in before and before[job] != state:
                self.transitions[before[job], state] += 1
            before[job] = state
        self.killed.update(world.killed)
        self.sheets += sum(map(len, world.paper.values()))
        self.asked += world.asked

    def report(self) -> Iterable[str]:
        yield f"states reached: {dict(self.states)}"
        yield "transitions reached:"
        for (old, new), count in sorted(self.transitions.items()):
            yield f"  {old:>16} -> {new:<16} {count}"
        known = {(old.value, new.value) for old, following in TRANSITIONS.items() for new in following}
        yield f"transitions never reached: {sorted(known - set(self.transitions)) or 'none'}"
        yield f"states never reached: {sorted({s.value for s in JobState} - set(self.states)) or 'none'}"
        yield f"jobs by state when the desk was killed: {dict(self.killed)}"
        yield f"{self.sheets} sheets, {self.asked} answers by a person"


def play(seeds: Iterable[int], faults: int) -> Reached:
    """Run the seeds; what they reached and which of them broke a promise."""
    reached = Reached()
    for seed in seeds:
        world = World(write(seed, faults))
        reached.add(seed, world, world.run())
    return reached


def main(words: list[str] | None = None) -> int:
    """Exit code 1 when a seed failed."""
    parser = argparse.ArgumentParser(prog="simulation")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--faults", type=int, default=4)
    parser.add_argument("--coverage", action="store_true")
    parser.add_argument("--mutant", choices=sorted(MUTANTS))
    chosen = parser.parse_args(words)
    seeds = range(chosen.start, chosen.start + chosen.seeds)
    with pytest.MonkeyPatch.context() as patch:
        if chosen.mutant:
            MUTANTS[chosen.mutant](patch)
        reached = play(seeds, chosen.faults)
    for line in reached.report():
        print(line)
    for seed, broken in reached.failed.items():
        print(f"seed {seed}:")
        for sentence in broken[:10]:
            print(f"  {sentence}")
    print(f"{chosen.seeds} seeds, {len(reached.failed)} broke a promise")
    return 1 if reached.failed else 0


def covered(words: list[str]) -> int:
    """`main` under branch coverage. In a fresh interpreter, so that imports count too."""
    import coverage

    measure = coverage.Coverage(
        branch=True, source_pkgs=list(MEASURED), omit=list(_ELSEWHERE), data_file=None
    )
    measure.start()
    for name in [n for n in sys.modules if n.split(".")[0] == "desk" or n.startswith("tests.simulation.")]:
        del sys.modules[name]
    from importlib import import_module

    code = import_module("tests.simulation.run").main(words)
    measure.stop()
    percent = measure.report(show_missing=True, skip_covered=True)
    print(f"branch coverage of {', '.join(MEASURED)}: {percent:.1f} %")
    return code


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--coverage"]
    raise SystemExit(covered(arguments) if "--coverage" in sys.argv else main(arguments))
