"""One connection's talk with a printer, without the connection: bytes in, bytes to say, what is known.

Handles: status rounds (DLE EOT), automatic status, learning what the device really answers, proving
attempts. Offers: `Conversation` and `Attempt`. Does not know: sockets, tasks, time; `printers.printer`
has those.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from printers.devices import Capabilities, Identity
from printers.escpos.completion import (
    ASB_ON,
    ASK_STATUS,
    CLEAR,
    INITIALISE,
    LEARN,
    Account,
    Run,
    barrier,
    completion_request,
    learnt_model,
    process_id_request,
    query_bytes,
)
from printers.escpos.counter import COUNT_CUTS, count_of
from printers.escpos.realtime import (
    Asb,
    Block,
    Byte,
    Classifier,
    Cleared,
    EotReply,
    Event,
    Flow,
    Noise,
    PowerNotice,
    ProcessId,
)
from printers.escpos.status_model import StatusModel
from printers.profile import Confirmation, Fence, Profile

#: The id asked for at the handshake; no ticket's token has such characters.
PROBE = "-?=-"


@dataclass(slots=True, eq=False)
class Attempt:
    """A ticket that was sent, and how far it is proved. `size` is in bytes, the request included."""

    token: str
    confirmation: Confirmation
    size: int
    run: Run | None = None
    status_seen: bool = False  # an ASB group came after the ticket had been sent
    ended: str = ""  # why its proof can never come: restart, cleared
    proved: bool = False

    @property
    def spoiled(self) -> str:
        """Why this attempt cannot be proved any more; "" as long as it can."""
        return self.run.spoiled if self.run is not None and not self.proved else ""


class Conversation:
    """What was asked, what was answered, and what follows from it."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.model = StatusModel(profile)
        self.account = Account()
        self.confirmation: Confirmation = "none"
        self.fence: Fence = "none"
        self.heard = 0  # events that only a printer says
        self.pictures = 0  # whole pictures of the status
        self.starts = 0  # how often it said that it was switched on
        self.cuts: int | None = None  # the cutter's count when it was last told
        self.attempts: dict[str, Attempt] = {}
        self.on_process_id: Callable[[str], None] = lambda _token: None
        self.questions: tuple[int, ...] = (1, 2, 3, 4)  # the DLE EOT that this device answers
        self.identity = Identity()
        self.texts: list[str] = []  # answers to GS I 65..69 since they were last asked for
        self._texts_due = 0
        self._classifier = Classifier()
        self._round: deque[int] = deque()  # questions without an answer
        self._replies: dict[int, int] = {}
        self._round_is_old = False  # ASB came after the question
        self._late = 0  # replies to abandoned questions that may still come
        self._learning: Run | None = None
        self._probed = False
        self._asb_seen = False
        self._clears = 0  # clear requests without a response
        self._counts = 0  # questions for the cutter's count without an answer

    # what to say

    def ask_status(self, questions: tuple[int, ...] = ()) -> bytes:
        """The next status question: DLE EOT, or GS a for a device that only has that. Abandons an unfinished round."""
        self.abandon_round()
        if self.profile.eot:
            asked = questions or self.questions
            self._round.extend(asked)
            return b"".join(ASK_STATUS[n - 1] for n in asked)
        return ASB_ON if self.profile.asb else b""

    def abandon_round(self) -> None:
        """Stop waiting for a round's answers; late ones are tolerated."""
        self._late += len(self._round)
        self._round.clear()
        self._replies.clear()
        self._round_is_old = False

    @property
    def round_open(self) -> bool:
        """A status question is outstanding."""
        return bool(self._round)

    @property
    def half_answered(self) -> bool:
        """Some answers to the last status question came, the rest did not."""
        return bool(self._replies)

    def initialise(self) -> bytes:
        """ESC @, automatic status on again, and the questions whose answers show what the device can do."""
        profile = self.profile
        say = INITIALISE + (ASB_ON if profile.asb else b"")
        self._learning, self._probed = None, False
        if profile.gs_i and profile.gs_r:
            self._learning = self.account.ask(LEARN)
            say += query_bytes(LEARN)
        if profile.process_id:
            say += process_id_request(PROBE)
        return say

    @property
    def learnt(self) -> bool:
        """Everything that the profile promises has been answered."""
        return (
            (self._asb_seen or not self.profile.asb)
            and (self._learning is None or len(self._learning.answers) == len(LEARN))
            and (self._probed or not self.profile.process_id)
        )

    def conclude(self) -> None:
        """Settle what this device has proved so far. May be called again when more answers came."""
        run = self._learning
        self.account.model = learnt_model(run) if run is not None else None
        has_barrier = self._asb_seen and self.account.model is not None
        if self.profile.process_id and self._probed:
            self.confirmation = "process-id"
        else:
            self.confirmation = "barrier" if has_barrier else "none"
        if self.profile.clear and self.heard:
            self.fence = "clear"
        else:
            self.fence = "barrier" if has_barrier else "none"

    @property
    def capabilities(self) -> Capabilities:
        """What the device showed it can do; of use once `conclude` was called."""
        profile = self.profile
        return Capabilities(
            self.confirmation,
            self.fence,
            self.questions if profile.eot else None,
            asb=self._asb_seen if profile.asb else None,
            barrier=self.account.model is not None if profile.gs_r and profile.gs_i else None,
            process_id=self._probed if profile.process_id else None,
            identity=self.identity,
        )

    def ask_text(self, n: int) -> bytes:
        """GS I n, 65..69: one of the texts by which a device says what it is."""
        self._texts_due += 1
        return b"\x1dI" + bytes((n,))

    def begin(self, token: str, size: int) -> tuple[Attempt, bytes]:
        """A new attempt of `size` bytes and the request to append to it. Raises ValueError for a bad token."""
        attempt = Attempt(token, self.confirmation, size)
        request = completion_request(self.confirmation, token, asb=self.profile.asb)
        attempt.size += len(request)
        if self.confirmation == "barrier":
            attempt.run = self.account.ask(barrier(token))
        self.attempts[token] = attempt
        return attempt, request

    def withdraw(self, attempt: Attempt) -> None:
        """Undo `begin`: no byte of it left us."""
        self.attempts.pop(attempt.token, None)
        if attempt.run is not None:
            self.account.withdraw(attempt.run)

    def ask_clear(self) -> bytes:
        """DLE DC4 fn 8."""
        self._clears += 1
        return CLEAR

    @property
    def clearing(self) -> bool:
        """A clear request has not been answered."""
        return self._clears > 0

    def ask_count(self) -> bytes:
        """GS g 2 for the cutter's count."""
        self._counts += 1
        return COUNT_CUTS

    @property
    def counting(self) -> bool:
        """A question for the cutter's count has not been answered."""
        return self._counts > 0

    def after_clear(self) -> None:
        """The device holds nothing any more: no earlier question will be answered, no earlier attempt proved."""
        self.account.forget()
        self._counts, self.cuts = 0, None
        for attempt in self.attempts.values():
            attempt.ended = "cleared"
        self.attempts.clear()

    def ask_barrier(self, name: str) -> tuple[Run, bytes]:
        """A barrier that belongs to no ticket."""
        queries = barrier(name)
        return self.account.ask(queries), query_bytes(queries)

    # what is said to us

    def receive(self, data: bytes) -> None:
        """Take bytes from the device. Never raises."""
        for event in self._classifier.feed(data):
            if not isinstance(event, Noise):
                self.heard += 1
            self._take(event)
            for attempt in self.attempts.values():
                self._judge(attempt)

    def _take(self, event: Event) -> None:
        match event:
            case Asb(group):
                self._asb(group)
            case EotReply(value):
                self._eot(value)
            case Byte(value):
                if not self.account.answer(value):
                    self._unexplained("an answer nobody asked for")
            case ProcessId(code):
                self._process_id(code)
            case Cleared():
                if self._clears:
                    self._clears -= 1
                else:
                    self._unexplained("a clear response nobody asked for")
            case PowerNotice(body):
                self._power(on=body == b"1")
            case Block(start=0x5F, body=body) if self._told(body):
                pass
            case Flow():
                pass
            case _:
                self._unexplained("bytes that nobody asked for")

    def _power(self, *, on: bool) -> None:
        self.account.spoil("restart")
        for attempt in self.attempts.values():
            attempt.ended = "restart"
        if not on:
            return
        # its buffers are empty now, and automatic status is off until `initialise`
        self.starts += 1
        self.account.forget()
        self._round.clear()
        self._replies.clear()
        self._late = self._clears = self._counts = self._texts_due = 0
        self._asb_seen = self._round_is_old = False

    def _told(self, body: bytes) -> bool:
        """A text or a count that was asked for. Both look alike, and are never asked for at once."""
        if self._texts_due:
            self._texts_due -= 1
            self.texts.append(body.decode("ascii", errors="replace"))
            return True
        count = count_of(body) if self._counts else None
        if count is None:
            return False
        self._counts -= 1
        self.cuts = count
        return True

    def _asb(self, group: bytes) -> None:
        self._asb_seen = True
        self._round_is_old = True
        self.model.asb(group)
        self.pictures += 1
        for attempt in self.attempts.values():
            attempt.status_seen = True

    def _eot(self, value: int) -> None:
        if not self._round:
            if self._late:
                self._late -= 1
            else:
                self._unexplained("a status nobody asked for")
            return
        self._replies[self._round.popleft()] = value
        if not self._round:
            # ASB that came meanwhile is newer and complete
            if not self._round_is_old:
                self.model.eot(self._replies)
                self.pictures += 1
            self._replies.clear()
            self._round_is_old = False

    def _process_id(self, code: bytes) -> None:
        token = code.decode("ascii")
        attempt = self.attempts.get(token)
        if token == PROBE:
            self._probed = True
        elif attempt is not None and attempt.confirmation == "process-id":
            attempt.proved = True
        elif not self.profile.process_id:
            self._unexplained("an unknown process id")
        self.on_process_id(token)

    def _unexplained(self, why: str) -> None:
        self.account.spoil(why)

    def _judge(self, attempt: Attempt) -> None:
        """A barrier's end also wants a clean status that is newer than the ticket."""
        run = attempt.run
        if run is not None and run.complete and attempt.status_seen and self.model.status.can_print:
            attempt.proved = True
