"""A clock that a test moves, with sleepers that wake when it passes their time."""

import asyncio
from datetime import UTC, datetime

BEGIN = datetime(2026, 11, 22, 2, 0, tzinfo=UTC).timestamp()


class SteppingClock:
    """desk.domain.ports.Clock. `asleep` are the names of the tasks that wait on it."""

    def __init__(self) -> None:
        self.at = BEGIN
        self.slept = asyncio.Event()
        self._sleepers: dict[asyncio.Future[None], tuple[float, str]] = {}

    def __call__(self) -> float:
        return self.at

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)

    def monotonic(self) -> float:
        return self.at - BEGIN

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        task = asyncio.current_task()
        self._sleepers[woken] = self.at + seconds, task.get_name() if task else ""
        self.slept.set()
        try:
            await woken
        finally:
            self._sleepers.pop(woken, None)

    def advance(self, seconds: float) -> None:
        """Time goes on; whoever slept until then or shorter wakes."""
        self.at += seconds
        for woken, (until, _name) in list(self._sleepers.items()):
            if until <= self.at and not woken.done():
                woken.set_result(None)

    async def asleep(self, name: str) -> None:
        """Until the task of that name waits for time to pass."""
        while not self.sleeps(name):
            self.slept.clear()
            await self.slept.wait()

    def sleeps(self, name: str) -> bool:
        """Whether the task of that name waits for time to pass."""
        return any(task == name and not woken.done() for woken, (_until, task) in self._sleepers.items())
