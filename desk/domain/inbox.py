"""What customers wrote to the shop and what was answered, as screens show it, and the port that keeps it."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

#: What a message from the feed may be; anything else is taken for a text.
KINDS = frozenset({"text", "human", "change", "cancel", "picture"})


class TalkKey(NamedTuple):
    """One customer of one account: the desk's name of the source, the relay's of the account, the openid."""

    source: str
    account: str
    customer: str


class TalkCard(NamedTuple):
    """A conversation in the list. `name` is "" for a customer who never gave one. `last` and `last_kind` are those
    of the newest message, `last_at` its time in seconds since 1970 UTC. `human`: they asked for a person.
    """

    key: TalkKey
    name: str
    last: str
    last_kind: str
    last_at: float
    unread: int
    done: bool
    human: bool


class TalkMessage(NamedTuple):
    """One message. `kind` is `text`, `human` (asked for a person), `change` or `cancel` (wanted after the kitchen
    had started), `picture` (something that is no text) or `answer` (ours). `number` is the order's, or "". An
    answer's `state` is `sending`, `sent` or `undelivered` with a `reason` (see desk.services.inbox).
    """

    id: int
    at: float
    kind: str
    number: str
    text: str
    state: str
    reason: str
    by: str


class TalkOrder(NamedTuple):
    """An order of the customer; `state` an OrderState value."""

    id: str
    number: str
    state: str
    received_at: float


class TalkDetail(NamedTuple):
    """A conversation opened: its newest messages, oldest first, and the customer's newest orders, newest first."""

    card: TalkCard
    messages: tuple[TalkMessage, ...]
    orders: tuple[TalkOrder, ...]


class IncomingMessage(NamedTuple):
    """A message as the feed brought it; `seq` and `at` together name it for ever. `at` in seconds since 1970 UTC."""

    key: TalkKey
    seq: int
    at: float
    kind: str
    name: str
    number: str
    text: str


class OutgoingAnswer(NamedTuple):
    """An answer on its way. `attempt` counts the relay's refusals, so that a repetition after one is a new
    command, and one after silence the same.
    """

    id: int
    key: TalkKey
    text: str
    state: str
    attempt: int


class Messages(Protocol):
    """What customers wrote and what was answered."""

    def take(self, message: IncomingMessage) -> bool:
        """Keep a message of the feed; False when it is there already."""
        ...

    def talks(self, *, done: bool, limit: int) -> list[TalkCard]:
        """The newest conversations that are done, or are not."""
        ...

    def unread(self) -> int:
        """How many conversations hold something that nobody has read."""
        ...

    def detail(self, key: TalkKey) -> TalkDetail | None:
        """One conversation."""
        ...

    def mark_read(self, key: TalkKey) -> bool:
        """Somebody saw it; whether there was anything unread."""
        ...

    def set_done(self, key: TalkKey, *, done: bool) -> bool:
        """Mark it done or open it again, and note what the relay is to be told; False when there is none."""
        ...

    def handovers(self, source: str) -> list[tuple[TalkKey, str]]:
        """What a relay is still to be told: `handback` or `takeover`."""
        ...

    def handed_over(self, key: TalkKey, what: str) -> None:
        """The relay knows it."""
        ...

    def add_answer(self, key: TalkKey, text: str, by: str, at: int) -> int:
        """Keep an answer that is about to be sent; its id. `at` in microseconds since 1970."""
        ...

    def answer(self, message_id: int) -> OutgoingAnswer | None:
        """One answer."""
        ...

    def settle(self, message_id: int, state: str, reason: str, attempt: int) -> None:
        """What became of an answer."""
        ...

    def interrupted(self) -> int:
        """Answers that were on their way are undelivered; how many."""
        ...

    def quick_replies(self) -> list[str]:
        """The owner's own, in order; empty while the shipped ones stand."""
        ...

    def set_quick_replies(self, texts: Sequence[str]) -> None:
        """These from now on."""
        ...
