"""Two thousand seeded runs of the real services, spool and store; every invariant of design section 7 holds in each."""

import pytest

from tests.simulation.run import play
from tests.simulation.story import write
from tests.simulation.world import World

SEEDS = 2000
_CHUNK = 50


@pytest.mark.timeout(300)
@pytest.mark.parametrize("start", range(0, SEEDS, _CHUNK))
def test_no_seed_breaks_a_promise(start: int) -> None:
    reached = play(range(start, start + _CHUNK), faults=3 + start // _CHUNK % 5)
    assert not reached.failed, "\n".join(
        f"seed {seed} (python -m tests.simulation.run --start {seed} --seeds 1 --faults"
        f" {3 + start // _CHUNK % 5}): {'; '.join(broken[:3])}"
        for seed, broken in reached.failed.items()
    )
    assert reached.sheets


def test_the_same_seed_is_the_same_run() -> None:
    def trace(seed: int) -> tuple[int, int, dict[str, list[list[str]]]]:
        world = World(write(seed, 6))
        world.run()
        return world.loop.steps, world.commits, {k: [f.lines for f in v] for k, v in world.paper.items()}

    assert trace(11) == trace(11)
