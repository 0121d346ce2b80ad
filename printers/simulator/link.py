"""A host's connection as the device sees it, and the answers that wait to be sent on it."""

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple


class Answer(NamedTuple):
    """Bytes for the host: not before `due`, and not before sheet number `after_sheet` is out (0: at once)."""

    due: float
    data: bytes
    after_sheet: int


@dataclass(eq=False, slots=True)
class Link:
    """One connection. The device answers only the one it serves; the others wait.

    `reset`: the device wants it ended with a TCP reset. `closed`: it is over.
    """

    answers: deque[Answer] = field(default_factory=deque[Answer])
    reset: bool = False
    closed: bool = False

    def next_due(self, now: float) -> float | None:
        """When the next answer is due that is not due yet."""
        return min((answer.due for answer in self.answers if answer.due > now), default=None)

    def take(self, now: float, sheets_out: int) -> bytes:
        """The answers that may go now, and forget them. Answers keep their order among their kind."""
        ready = [a for a in self.answers if a.due <= now and a.after_sheet <= sheets_out]
        if not ready:
            return b""
        if len(ready) == len(self.answers):
            self.answers.clear()
        else:
            kept = [a for a in self.answers if a.due > now or a.after_sheet > sheets_out]
            self.answers = deque(kept)
        return b"".join(answer.data for answer in ready)
