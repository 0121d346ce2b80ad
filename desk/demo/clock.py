"""The demonstration's time of day: it is always ten in the morning when the shop opens.

Otherwise a demonstration at night would hold every kitchen ticket for tomorrow.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from desk.app.clock import SystemClock

OPENING_HOUR = 10


class MorningClock(SystemClock):
    """The machine's time, moved so that it is opening time in the shop's zone when this is made."""

    def __init__(self, zone: ZoneInfo) -> None:
        local = datetime.now(UTC).astimezone(zone)
        opening = local.replace(hour=OPENING_HOUR, minute=0, second=0, microsecond=0)
        self._shift = opening.astimezone(UTC) - local.astimezone(UTC)

    def now(self) -> datetime:
        """Aware UTC."""
        return super().now() + self._shift
