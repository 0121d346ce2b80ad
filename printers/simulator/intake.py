"""The receive buffer: takes bytes, keeps whole commands in order until the mechanism gets to them.

Its size is the profile's. A small reserve above it lets real-time commands in when it is full. A
command longer than the buffer (a picture) is let through as it comes, as printers do who print it
while they read it.
"""

from collections import deque

from printers.simulator.parser import Parser, Token
from printers.simulator.realtime import RealTimeScanner

#: Bytes taken above the buffer's size, so that status questions still arrive.
RESERVE = 256


class Intake:
    """Tokens in order of arrival, and how full the buffer is."""

    def __init__(self, size: int, *, kanji_font: bool) -> None:
        self._size = size
        self._limit = size + RESERVE
        self._parser = Parser(kanji_font=kanji_font)
        self._tokens: deque[Token] = deque()
        self._held = 0
        self._passed = 0
        self.real_time = RealTimeScanner()

    @property
    def empty(self) -> bool:
        """True when no whole command waits."""
        return not self._tokens

    def room(self) -> int:
        """How many bytes may come now."""
        return max(0, self._limit - self._held)

    def welcome(self) -> None:
        """Another host is served: however full the buffer is, its first questions are heard."""
        self._limit = max(self._size, self._held) + RESERVE

    def put(self, data: bytes, real_time: frozenset[str]) -> None:
        """Take bytes in. Commands named in `real_time` were acted on already and take no room."""
        self._held += len(data)
        may_hold_real_time = b"\x10" in data or self._parser.pending
        tokens = self._parser.feed(data)
        if may_hold_real_time:
            for token in tokens:
                if token.name in real_time:
                    self._held -= len(token.data)
            tokens = [token for token in tokens if token.name not in real_time]
        self._tokens.extend(tokens)

    def next(self) -> Token:
        """The oldest command; its room is free again."""
        token = self._tokens.popleft()
        self._held -= max(0, len(token.data) - self._passed)
        self._passed = 0
        return token

    def take_all(self) -> deque[Token]:
        """Every whole command that waits; the buffer is free again."""
        tokens, self._tokens = self._tokens, deque()
        self._passed = 0
        self._held = self._parser.pending
        return tokens

    def let_through(self) -> None:
        """The mechanism is free and waits for the rest of a long command: what came of it takes no room."""
        if not self._tokens:
            self._held = 0
            self._passed = self._parser.pending

    def clear(self, *, kanji: bool | None = None) -> None:
        """Empty the buffer; `kanji` is the two-byte mode that goes on (default: as after power on)."""
        self._tokens.clear()
        self._parser.reset(kanji=kanji)
        self._held = self._passed = 0
