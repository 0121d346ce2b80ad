"""A print job: one ticket for one printer, its states and evidence (design section 5)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobState(StrEnum):
    """The ladder of evidence; each value is a durable column value."""

    QUEUED = "queued"
    BLOCKED = "blocked"
    SENDING = "sending"
    SENT = "sent"
    HOLDING = "holding"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    UNCERTAIN = "uncertain"
    ASK = "ask"
    PERSON_CONFIRMED = "person-confirmed"
    CANCELLED = "cancelled"


#: Nothing of the job has reached a printer and it may still start.
WAITING = frozenset({JobState.QUEUED, JobState.BLOCKED})
#: Bytes of an attempt are on their way; a restart turns these into uncertain.
IN_FLIGHT = frozenset({JobState.SENDING, JobState.SENT, JobState.HOLDING})
#: Ends of the road (a person may still ask for another copy).
FINAL = frozenset({JobState.CONFIRMED, JobState.UNCONFIRMED, JobState.PERSON_CONFIRMED, JobState.CANCELLED})

#: state -> states it may go to. CONFIRMED, UNCONFIRMED, PERSON_CONFIRMED -> QUEUED is a reprint.
TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.SENDING, JobState.BLOCKED, JobState.ASK, JobState.CANCELLED}),
    JobState.BLOCKED: frozenset({JobState.QUEUED, JobState.SENDING, JobState.ASK, JobState.CANCELLED}),
    JobState.SENDING: frozenset({JobState.SENT, JobState.QUEUED, JobState.UNCERTAIN}),
    JobState.SENT: frozenset(
        {JobState.CONFIRMED, JobState.UNCONFIRMED, JobState.HOLDING, JobState.UNCERTAIN}
    ),
    JobState.HOLDING: frozenset(
        {JobState.CONFIRMED, JobState.UNCONFIRMED, JobState.SENT, JobState.UNCERTAIN}
    ),
    JobState.CONFIRMED: frozenset({JobState.QUEUED}),
    JobState.UNCONFIRMED: frozenset({JobState.QUEUED}),
    JobState.UNCERTAIN: frozenset(
        {JobState.SENDING, JobState.ASK, JobState.CONFIRMED, JobState.PERSON_CONFIRMED, JobState.CANCELLED}
    ),
    JobState.ASK: frozenset(
        {JobState.QUEUED, JobState.SENDING, JobState.PERSON_CONFIRMED, JobState.CANCELLED, JobState.CONFIRMED}
    ),
    JobState.PERSON_CONFIRMED: frozenset({JobState.QUEUED}),
    JobState.CANCELLED: frozenset(),
}


class Answer(StrEnum):
    """What a person may say to "did it come out?"."""

    PRINTED = "printed"
    AGAIN = "again"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One job. `id` grows with the order of creation and is the queue's order.

    `attempt` counts attempts whose first byte may have gone out (0: none). `token` is that attempt's
    completion token. `number` is the station's running number, given when the first attempt starts.
    `reasons` are IPP words or our own (`superseded`, `restart`, `timeout`, `connection-lost`, `stale`).
    `not_before` holds a pre-order's kitchen ticket. Times are aware UTC.
    """

    id: int
    order_id: str | None
    order_number: str
    version: int
    station: str
    printer: str
    kind: str
    state: JobState
    attempt: int
    created_at: datetime
    updated_at: datetime
    token: str = ""
    number: int | None = None
    reasons: tuple[str, ...] = ()
    evidence: str = ""
    not_before: datetime | None = None
    copy: int = 1
    copies: int = 1
    backup_from: str = ""
    by: str = ""
    sent_at: datetime | None = None


#: Attempts of a job that have tokens of their own, and a step that shares no divisor with the number of tokens.
_ATTEMPTS, _STEP = 64, 5_964_929


def completion_token(job_id: int, attempt: int) -> str:
    """Four characters 0-9A-Za-z that name this very attempt to the printer (GS ( H takes four bytes).

    Derived, so that it can be checked against job and attempt; the row keeps it because four
    characters cannot be turned back.
    """
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    # a permutation of all tokens, so that none comes again within 230,000 jobs; neighbours look unlike each other
    number = (job_id * _ATTEMPTS + attempt % _ATTEMPTS) * _STEP % len(digits) ** 4
    token = ""
    for _ in range(4):
        number, rest = divmod(number, len(digits))
        token += digits[rest]
    return token
