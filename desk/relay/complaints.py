"""A log line for what anybody outside can cause, at most one a minute for each reason: a flood fills no disk."""

import logging
import time
import traceback
from collections import Counter
from collections.abc import Callable

#: Between two lines of one reason, in seconds.
APART = 60.0


class Complaints:
    """Reasons are words of the program's own, so there are few of them."""

    def __init__(self, log: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._said: dict[str, float] = {}
        self._unsaid: Counter[str] = Counter()

    def say(self, level: int, reason: str, where: str) -> None:
        """`where` names what was asked for; of the first in a minute, with how many there were since the last line."""
        now = self._clock()
        if now - self._said.get(reason, -APART) < APART:
            self._unsaid[reason] += 1
            return
        self._said[reason] = now
        more = self._unsaid.pop(reason, 0)
        self._log.log(level, "%s: %s%s", where, reason, f" ({more} more since)" if more else "")


class OncePerFault(logging.Filter):
    """Lets a fault of the program with its whole stack through once a minute for each place it comes from."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written; those without a stack always are."""
        if not record.exc_info or record.exc_info[2] is None:
            return True
        last = traceback.extract_tb(record.exc_info[2])[-1]
        place, now = f"{last.filename}:{last.lineno}", self._clock()
        if now - self._said.get(place, -APART) < APART:
            return False
        self._said[place] = now
        return True
