"""Finds real-time commands in the stream as it arrives, wherever they stand.

Epson's printers act on them on reception, inside other commands' data too; so a picture whose dots
spell one is acted on, which is why encoders must break such patterns.
"""

import re
from collections.abc import Iterator

_LONGEST = 10
_patterns = re.compile(
    rb"\x10\x04[\x01-\x04]"
    rb"|\x10\x04\x07[\x01\x02]"
    rb"|\x10\x05[\x00-\x02]"
    rb"|\x10\x14\x01[\x00\x01][\x01-\x08]"
    rb"|\x10\x14\x02\x01\x08"
    rb"|\x10\x14\x07[\x01\x02\x04\x05]"
    rb"|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08",
    re.DOTALL,
)


class RealTimeScanner:
    """Incremental: a command split over two pieces is found when its end arrives."""

    def __init__(self) -> None:
        self._tail = b""

    def reset(self) -> None:
        """Forget the beginning of a command."""
        self._tail = b""

    def scan(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Each real-time command that ends in `data`: (position after it in `data`, its bytes)."""
        if b"\x10" not in data and not self._tail:
            return
        before = len(self._tail)
        stream = self._tail + data
        rest = 0
        found: list[tuple[int, bytes]] = []
        for match in _patterns.finditer(stream):
            rest = match.end()
            found.append((rest - before, match.group()))
        # What could be the beginning of a command that the next piece completes.
        first = stream.find(b"\x10", max(rest, len(stream) - _LONGEST + 1))
        self._tail = stream[first:] if first >= 0 else b""
        yield from found
