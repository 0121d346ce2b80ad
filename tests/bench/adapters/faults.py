"""`PORT PROFILE`: print one order on the printer at that port; what is said of it when it is over, or after 12 s."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from desk.app.engine import Engine
from desk.domain.print_jobs import FINAL, JobState
from desk.settings import load
from tests.bench.adapters.drafts import drafts, raw
from tests.bench.adapters.shops import configure

PATIENCE = 12.0


async def verdict(folder: Path, port: int, profile: str) -> str:
    """The job's state, as a word."""
    configure(folder, [("kitchen", f"socket://127.0.0.1:{port}", profile, "counter")])
    async with Engine(load(folder)) as engine:
        changed = asyncio.Event()
        engine.listen(lambda _changes: changed.set())
        (order,) = drafts(1, datetime.now(UTC))
        receipt = await engine.receive(order, raw())
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    changed.clear()
                    (job,) = await engine.jobs(receipt.order_id, (), None, 2)
                    if job.state in FINAL | {JobState.ASK}:
                        return job.state.value
                    await changed.wait()
        except TimeoutError:
            (job,) = await engine.jobs(receipt.order_id, (), None, 2)
            return job.state.value


def main() -> None:
    with TemporaryDirectory(dir=".") as folder:
        print(asyncio.run(verdict(Path(folder), int(sys.argv[1]), sys.argv[2])))


if __name__ == "__main__":
    main()
