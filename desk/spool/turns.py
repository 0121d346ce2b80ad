"""Whose turn it is at one printer. A turn is taken before a transaction is asked for, and filled with what it began.

Transactions run in the order they are asked for, so turns stand in the order of the jobs, however those who
wait for them are resumed; the worker sends in the order of the turns.
"""

import asyncio
from collections import deque

from desk.spool.attempts import Attempt


class Turn:
    """A place in the order; what its transaction began is not known yet."""

    __slots__ = ("attempts",)

    def __init__(self) -> None:
        self.attempts: deque[Attempt] | None = None


class Turns:
    """The turns of one printer. Lives on the loop; only its worker takes attempts out."""

    def __init__(self) -> None:
        self._turns: deque[Turn] = deque()
        self._filled = asyncio.Event()

    def __len__(self) -> int:
        """How many turns are taken and not over."""
        return len(self._turns)

    def take(self) -> Turn:
        """The next turn. Whoever takes it must fill it, with nothing if need be."""
        turn = Turn()
        self._turns.append(turn)
        return turn

    def fill(self, turn: Turn, *attempts: Attempt) -> None:
        """These attempts are committed; none: the turn was not used."""
        turn.attempts = deque(attempts)
        self._filled.set()

    def ready(self) -> Attempt | None:
        """The next attempt, when it is known already. Takes it out."""
        turns = self._turns
        while turns:
            attempts = turns[0].attempts
            if attempts is None:
                return None
            if attempts:
                attempt = attempts.popleft()
                if not attempts:
                    turns.popleft()
                return attempt
            turns.popleft()
        return None

    async def next(self) -> Attempt | None:
        """The next attempt; waits as long as a turn before it is open. None when no turn is left."""
        while True:
            self._filled.clear()
            attempt = self.ready()
            if attempt is not None or not self._turns:
                return attempt
            await self._filled.wait()

    async def drain(self) -> list[Attempt]:
        """Every attempt that is left, those of open turns included."""
        left: list[Attempt] = []
        while (attempt := await self.next()) is not None:
            left.append(attempt)
        return left
