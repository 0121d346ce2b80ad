"""The real clock and the real source of ids."""

import asyncio
import time
import uuid
from datetime import UTC, datetime


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some start; never goes back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """asyncio.sleep."""
        await asyncio.sleep(seconds)


class UuidIds:
    """Order ids whose beginning grows with time, so that the newest lie together in the store's index.

    48 bits of milliseconds and 64 random bits, like a UUID of version 7 (RFC 9562) without its dashes.
    """

    def order_id(self) -> str:
        """28 hexadecimal digits."""
        return f"{time.time_ns() // 1_000_000:012x}{uuid.uuid4().hex[:16]}"
