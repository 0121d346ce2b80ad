"""The clock port: everything in this package that waits or reads time is handed one."""

import asyncio
from typing import Protocol


class Clock(Protocol):
    """Seconds that only go forward, and a way to wait for them."""

    def monotonic(self) -> float:
        """Seconds since an arbitrary start; never goes back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds."""
        ...


class LoopClock:
    """The running event loop's own clock."""

    def monotonic(self) -> float:
        """The loop's time in seconds."""
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        """asyncio.sleep."""
        await asyncio.sleep(seconds)
