"""The invariants are worth something: each of six classic bugs, planted in the real modules, breaks one."""

import pytest

from tests.simulation.mutants import MUTANTS
from tests.simulation.run import play

#: Sentences that begin otherwise tell of a crash, not of a broken promise.
_PROMISES = ("1:", "2:", "3:", "4:", "G4", "G5", "I4", "I8", "I11", "I12")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_mutant_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    MUTANTS[name](monkeypatch)
    for start in range(0, 500, 10):
        failed = play(range(start, start + 10), faults=8).failed
        caught = {
            seed: [sentence for sentence in broken if sentence.startswith(_PROMISES)]
            for seed, broken in failed.items()
        }
        if any(caught.values()):
            seed = min(seed for seed, sentences in caught.items() if sentences)
            print(f"{name}: seed {seed}: {caught[seed][0]}")
            return
    pytest.fail(f"500 seeds did not catch: {name}")
