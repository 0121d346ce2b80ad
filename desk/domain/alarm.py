"""When the desk makes itself heard: a new order sounds until somebody acts, trouble sounds otherwise; pure decisions.

Times are seconds of a clock that only goes forward.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

#: Seconds for which a person may silence everything.
MUTE = 60.0


class AlarmRules(NamedTuple):
    """`[alarm]` of desk.toml, in seconds: from when a new order that nobody took sounds louder and more often, and from
    when it is printed that nobody took it.
    """

    enabled: bool = True
    escalate_after: float = 60.0
    ticket_after: float = 300.0


class Sound(StrEnum):
    """What is heard; "" for nothing."""

    NONE = ""
    CAME = "came"
    ORDER = "order"
    URGENT = "urgent"
    TROUBLE = "trouble"


#: Seconds from one beginning of a sound that repeats to the next.
EVERY = {Sound.ORDER: 4.0, Sound.URGENT: 2.0, Sound.TROUBLE: 10.0}


class Alarm:
    """What waits for a person, and since when."""

    def __init__(self, rules: AlarmRules) -> None:
        self.rules = rules
        self._waiting: dict[str, float] = {}
        self._seen: set[str] = set()
        self._told: set[str] = set()
        self._troubles: frozenset[str] = frozenset()
        self._known: frozenset[str] = frozenset()
        self.muted_until = float("-inf")

    def wait_for(self, orders: Iterable[str], now: float) -> None:
        """The orders that nobody has taken yet, all of them."""
        before = self._waiting
        self._waiting = {order: before.get(order, now) for order in orders}
        self._seen &= self._waiting.keys()
        self._told &= self._waiting.keys()

    def in_trouble(self, troubles: Iterable[str]) -> None:
        """What does not work, all of it; what is new among it sounds."""
        self._troubles = frozenset(troubles)
        self._known &= self._troubles

    def see(self, order: str) -> None:
        """A person looked at this order."""
        if order in self._waiting:
            self._seen.add(order)

    def acknowledge(self, now: float) -> None:
        """A person heard it: what waits now is silent, and everything is for a minute."""
        self._seen |= self._waiting.keys()
        self._known = self._troubles
        self.muted_until = now + MUTE

    def unmute(self) -> None:
        """Sound again at once."""
        self.muted_until = float("-inf")

    def muted(self, now: float) -> bool:
        """Whether a person wants no sound now."""
        return now < self.muted_until

    def unseen(self) -> int:
        """How many orders nobody acted on."""
        return len(self._waiting.keys() - self._seen)

    def sound(self, now: float) -> Sound:
        """What is to be heard now, again and again."""
        if not self.rules.enabled or self.muted(now):
            return Sound.NONE
        waits = [now - since for order, since in self._waiting.items() if order not in self._seen]
        if waits:
            return Sound.URGENT if max(waits) >= self.rules.escalate_after else Sound.ORDER
        return Sound.TROUBLE if self._troubles - self._known else Sound.NONE

    def untaken(self, now: float) -> list[str]:
        """Orders of which it is to be printed that nobody took them, each once; a mute does not keep it from paper."""
        if not self.rules.enabled:
            return []
        found = [
            order
            for order, since in self._waiting.items()
            if order not in self._seen and order not in self._told and now - since >= self.rules.ticket_after
        ]
        self._told.update(found)
        return found
