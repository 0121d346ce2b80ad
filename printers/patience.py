"""How long to wait for a ticket's proof, and what the end of the wait means.

Handles: time-outs that stop while the device is stopped, silence, settling of devices that cannot prove
anything. Offers: `Timings`, the `Outcome`s and `Patience`. Does not know: connections, tasks; it is
told the time and what is known.
"""

from dataclasses import dataclass
from typing import Literal

from printers.escpos.conversation import Attempt
from printers.profile import Profile
from printers.status import PrinterStatus, Reason


@dataclass(frozen=True, slots=True)
class Timings:
    """How long things may take. Seconds, unless the comment says otherwise."""

    connect: float = 3.0
    answer: float = 1.5  # to a question that needs no paper to move
    poll: float = 1.0  # between status questions while waiting for a proof
    silent: float = 6.0  # without a word while waiting: nothing is known any more
    settle: float = 1.0  # of clean status after a ticket that cannot be confirmed
    fence: float = 10.0  # for the rest of an earlier ticket to come out
    stall: float = 30.0  # without the device taking what we send, whatever it is
    slow_link: float = 900.0  # bytes per second of the slowest link (9600 baud)
    slow_device: float = 4000.0  # bytes per second that the slowest device works through
    resync_rounds: int = 3  # NUL runs that end a command torn by an earlier connection
    resync_bytes: int = 2048  # NULs in a run: less than any buffer, so that status still gets through

    def handing_over(self, size: int) -> float:
        """Seconds that a write of `size` bytes may take while the device does not say that it is stopped."""
        return self.stall + size / self.slow_link


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The device returned the proof of this very attempt. `evidence` "barrier" is the weak kind."""

    evidence: Literal["process-id", "barrier"]


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Everything was handed over and no error was seen, but this device cannot prove a ticket."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may be on paper, whole or in part. `reason`: timeout, connection-lost, restart, not-responding,
    unexplained-answer, unrecoverable-error, cleared or not-sent.
    """

    reason: str


Outcome = Confirmed | Unconfirmed | Uncertain

#: What no person cures while the printer keeps our bytes.
HOPELESS: frozenset[Reason] = frozenset({Reason.UNREACHABLE, Reason.NOT_RESPONDING, Reason.UNRECOVERABLE})


def held(status: PrinterStatus) -> bool:
    """The device says that it is stopped by something a person can cure (paper, cover, ...)."""
    return not status.can_print and not status.reasons & HOPELESS


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known at one moment. Times as of the clock; `lost`: the connection is gone."""

    status: PrinterStatus
    heard_at: float  # the last word from the device
    picture_at: float  # its last whole status
    lost: bool


class Patience:
    """The wait for one attempt. Ask `verdict` each time something changed or `next_look` has come."""

    def __init__(
        self,
        attempt: Attempt,
        profile: Profile,
        timings: Timings,
        *,
        timeout: float,
        now: float,
        talks: bool,
        listens: bool,
    ) -> None:
        """`talks`: the device answers status questions. `listens`: at least a loss would be noticed."""
        self._attempt = attempt
        self._timings = timings
        self._left = timeout
        self._looked_at = now
        self._started_at = now
        self._held = False
        self._clear_since = now
        self._asked_at = now
        self._unanswered = 0
        self._talks = talks
        self._settle = timings.settle if listens else 0.0
        self._silent_limit = timings.silent + attempt.size / timings.slow_device
        # a stopped device with a full buffer cannot even receive our questions, and one without DLE EOT
        # finds them in its buffer when it goes on
        self._mute_when_held = attempt.size > profile.rx_buffer or not profile.eot

    def verdict(self, now: float, seen: Seen) -> Outcome | None:
        """The outcome, or None to go on waiting."""
        self._pass_time(now, seen)
        attempt = self._attempt
        if attempt.proved and attempt.confirmation != "none":
            return Confirmed(attempt.confirmation)
        trouble = self._trouble(now, seen)
        if trouble:
            return Uncertain(trouble)
        if attempt.confirmation == "none" and self._settled(now, seen):
            return Unconfirmed()
        return Uncertain("timeout") if self._left <= 0 else None

    def should_ask(self, now: float, seen: Seen) -> bool:
        """Whether a status question is due; taken as asked when it is."""
        if not self._talks:
            return False
        if seen.picture_at >= self._asked_at:
            self._unanswered = 0
        # more rarely the longer it is silent: the questions may be piling up behind a full buffer
        if now < self._asked_at + self._timings.poll * (1 + min(self._unanswered, 9)):
            return False
        self._asked_at = now
        self._unanswered += 1
        return True

    def next_look(self, now: float) -> float:
        """Seconds after which to look again although nothing happened."""
        looks = [self._timings.poll]
        if not self._held:
            looks.append(self._left)
        if self._attempt.confirmation == "none" and self._clear_since + self._settle > now:
            looks.append(self._clear_since + self._settle - now)
        # a timer may fire a hair early; never turn in place
        return max(min(looks), 0.001)

    def _pass_time(self, now: float, seen: Seen) -> None:
        if not self._held:
            self._left -= now - self._looked_at
        self._looked_at = now
        was_held, self._held = self._held, held(seen.status)
        if was_held and not self._held:
            self._clear_since = now

    def _trouble(self, now: float, seen: Seen) -> str:
        attempt = self._attempt
        if attempt.ended:
            return attempt.ended
        if seen.lost:
            return "connection-lost"
        if attempt.spoiled:
            return "unexplained-answer"
        if Reason.UNRECOVERABLE in seen.status.reasons:
            return "unrecoverable-error"
        # who once said that it is stopped must go on saying how it is; other words would hold us for ever
        heard_at = seen.picture_at if self._held else seen.heard_at
        silence = now - max(heard_at, self._started_at)
        if self._talks and silence >= self._silent_limit and not (self._held and self._mute_when_held):
            return "not-responding"
        return ""

    def _settled(self, now: float, seen: Seen) -> bool:
        if self._held or now < self._clear_since + self._settle:
            return False
        return not self._talks or (
            seen.status.can_print and seen.picture_at >= self._clear_since + self._settle
        )
