"""How a ticket's end is proved: requests that are answered in order, and the account of what is due.

Handles: the process id (GS ( H fn 48), the barrier (a token-coded run of GS r 1 and GS I 1), the
fence's clear request. Offers: request bytes and `Account`, which checks each one-byte answer against
the question it must belong to. Does not know: time, connections, status bits.

The barrier is weak evidence: it proves that the printer has worked through everything before it, not
that the mechanism did. A garbling or misattributing printer cannot pass it by luck: the order of 16
questions is the token's, and one unexplained byte spoils the attempt.
"""

import hashlib
from collections import deque
from dataclasses import dataclass
from typing import Literal

from printers.profile import Confirmation

Query = Literal["paper", "model"]

#: DLE EOT 1 to 4: printer, offline cause, error cause, paper. (Sources of these: Epson's ESC/POS reference.)
ASK_STATUS = (b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x03", b"\x10\x04\x04")
#: ESC @; it also switches automatic status off.
INITIALISE = b"\x1b@"
#: GS a 255: automatic status of every kind.
ASB_ON = b"\x1da\xff"
#: DLE DC4 fn 8: empty the receive and print buffers, answered by 37h 25h 00h.
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
#: GS r 1 (paper) and GS I 1 (model): one byte each, answered in order with what was sent before.
_QUERY: dict[Query, bytes] = {"paper": b"\x1dr\x01", "model": b"\x1dI\x01"}
#: What GS r 1 may answer: enough, near end (bits 0, 1), end (bits 2, 3), both.
PAPER_ANSWERS = frozenset((0x00, 0x03, 0x0C, 0x0F))
#: Questions of a barrier: 14 bits of the token's hash decide their order, and the answers are 16 bytes.
BARRIER_LENGTH = 16
#: What shows that a device answers GS I and GS r, and with which model.
LEARN: tuple[Query, ...] = ("model", "model", "paper")


def process_id_request(token: str) -> bytes:
    """GS ( H fn 48 for a token of 4 printable ASCII characters. Raises ValueError for any other."""
    code = token.encode("ascii", errors="replace")
    if len(token) != 4 or not all(0x21 <= c <= 0x7E for c in code) or not token.isascii():
        raise ValueError("a completion token is 4 printable ASCII characters")
    return b"\x1d(H\x06\x00\x30\x30" + code


def barrier(token: str) -> tuple[Query, ...]:
    """The token's own order of 16 questions. Both kinds always occur."""
    bits = int.from_bytes(hashlib.sha256(token.encode()).digest()[:2], "big")
    # the first two differ, so a printer that repeats one answer forever never passes
    queries: list[Query] = ["paper", "model"] if bits & 1 else ["model", "paper"]
    queries.extend("paper" if bits >> i & 1 else "model" for i in range(2, BARRIER_LENGTH))
    return tuple(queries)


def query_bytes(queries: tuple[Query, ...]) -> bytes:
    """The questions as bytes."""
    return b"".join(_QUERY[query] for query in queries)


def completion_request(confirmation: Confirmation, token: str, *, asb: bool) -> bytes:
    """What follows a ticket's bytes. ASB is switched on again because the ticket began with ESC @;
    the group it answers with is also the in-order status after the ticket.
    """
    if confirmation == "process-id":
        return (ASB_ON if asb else b"") + process_id_request(token)
    if confirmation == "barrier":
        return ASB_ON + query_bytes(barrier(token))
    return ASB_ON if asb else b""


@dataclass(slots=True, eq=False)
class Run:
    """Some questions asked in one go. `spoiled` says why their answers prove nothing any more."""

    queries: tuple[Query, ...]
    answers: bytes = b""
    spoiled: str = ""

    @property
    def complete(self) -> bool:
        """Every answer came, and nothing else did."""
        return not self.spoiled and len(self.answers) == len(self.queries)


class Account:
    """The one-byte answers a connection still owes us, first asked first answered."""

    def __init__(self) -> None:
        self.model: int | None = None  # what GS I 1 answers on this device
        self._due: deque[Run] = deque()

    @property
    def due(self) -> bool:
        """Whether any answer is outstanding."""
        return bool(self._due)

    def ask(self, queries: tuple[Query, ...]) -> Run:
        """Note that these questions have been (or are being) sent."""
        run = Run(queries)
        self._due.append(run)
        return run

    def withdraw(self, run: Run) -> None:
        """Forget questions that never left us."""
        if run in self._due:
            self._due.remove(run)

    def answer(self, value: int) -> bool:
        """Book a one-byte answer. False when nobody asked; a wrong answer spoils all that is due."""
        if not self._due:
            return False
        run = self._due[0]
        expected = run.queries[len(run.answers)]
        run.answers += bytes((value,))
        if len(run.answers) == len(run.queries):
            self._due.popleft()
        if not self._plausible(expected, value):
            run.spoiled = run.spoiled or "wrong answer"
            self.spoil("wrong answer")
        return True

    def spoil(self, why: str) -> None:
        """Something unexplained came: nothing that is due can prove anything any more."""
        for run in self._due:
            run.spoiled = run.spoiled or why

    def forget(self) -> None:
        """The device no longer owes these answers (buffers cleared, connection new)."""
        self.spoil("forgotten")
        self._due.clear()

    def _plausible(self, query: Query, value: int) -> bool:
        if query == "paper":
            return value in PAPER_ANSWERS
        return value == self.model if self.model is not None else value not in PAPER_ANSWERS


def learnt_model(run: Run) -> int | None:
    """The device's GS I 1 answer from a complete `LEARN` run, None when it is no use for a barrier."""
    if not run.complete or run.answers[0] != run.answers[1]:
        return None
    return run.answers[0]
