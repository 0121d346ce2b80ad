"""The tickets of a session: those under way, and the tokens of those that are over.

Handles: refusing a token that could prove two tickets, counting a proof that comes late. Offers: `Attempts` and
`Flight`. Does not know: connections, time-outs, status.
"""

from collections.abc import Callable
from typing import NamedTuple

from printers.escpos.conversation import PROBE, Attempt, Conversation

#: Tokens that are remembered of each kind: those whose proof may still come late, and those that are over.
REMEMBERED = 64


class Flight(NamedTuple):
    """An attempt that was handed over and is waited for; `at` is when, in the clock's seconds."""

    talk: Conversation
    attempt: Attempt
    at: float


class Attempts:
    """What became of each token. True while a ticket is under way."""

    def __init__(self) -> None:
        self.on_late: list[Callable[[str], None]] = []  # called with a token whose proof came after its end
        self._flights: dict[str, Flight] = {}
        self._unproved: dict[str, None] = {}  # ended without their proof, oldest first
        self._over: dict[str, None] = {}  # the others that ended, oldest first

    def __bool__(self) -> bool:
        return bool(self._flights)

    def must_be_new(self, token: str) -> None:
        """Raises ValueError for a token that no printer could return, or whose answer could mean another ticket."""
        if len(token) != 4 or not (token.isascii() and token.isprintable()) or " " in token:
            raise ValueError("a completion token is 4 printable ASCII characters")
        if token == PROBE:
            raise ValueError(f"the token {token} is the handshake's own")
        if token in self._flights or token in self._unproved or token in self._over:
            raise ValueError(f"the token {token} was used before; each attempt needs a new one")

    def hand_over(self, talk: Conversation, attempt: Attempt, at: float) -> None:
        """All bytes of it are on their way."""
        self._flights[attempt.token] = Flight(talk, attempt, at)

    def under_way(self, token: str) -> Flight | None:
        """The attempt with that token, while it is waited for."""
        return self._flights.get(token)

    def end(self, talk: Conversation, attempt: Attempt) -> None:
        """It is waited for no more. Without its proof it may still be proved late."""
        self._flights.pop(attempt.token, None)
        talk.attempts.pop(attempt.token, None)
        late = attempt.confirmation == "process-id" and not attempt.proved
        kept = self._unproved if late else self._over
        kept[attempt.token] = None
        if len(kept) > REMEMBERED:
            del kept[next(iter(kept))]

    def prove(self, token: str) -> None:
        """The device returned a token, on whichever connection."""
        flight = self._flights.get(token)
        if flight is not None and flight.attempt.confirmation == "process-id":
            flight.attempt.proved = True
        elif token in self._unproved:
            del self._unproved[token]
            self._over[token] = None
            for callback in self.on_late:
                callback(token)
