"""The protocol every source plugs into: it verifies and parses; whoever receives decides and stores."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, runtime_checkable

from desk.domain.catalogue import Catalogue
from desk.domain.events import Changes
from desk.domain.inbox import TalkKey
from desk.domain.orders import Action, Order, OrderDraft, OrderState
from desk.domain.payments import Entry
from desk.domain.receipts import Receipt

#: Takes a draft with the raw bytes it came as; returns when it is durable. A source acknowledges only then.
Receive = Callable[[OrderDraft, bytes], Awaitable[Receipt]]


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does. `detail` is a sentence for the owner and `reason` a word for programs, "" when all is
    well; `since` is when it came to that, where the source knows.

    A source that asks its other side what orders there are tells when its last complete check began, and how many
    of the orders listed then the desk still does not hold; `lacks` are the ids of some of them; `every` is the seconds between checks, 0 without any.
    """

    state: Literal["stopped", "starting", "running", "trouble"] = "stopped"
    detail: str = ""
    reason: str = ""
    since: datetime | None = None
    checked_at: datetime | None = None
    missing: int = 0
    every: float = 0.0
    lacks: tuple[str, ...] = ()


class MessageBox(Protocol):
    """Where a source brings what customers wrote to the shop, and asks what their relay is to be told."""

    async def take(self, source: str, entry: Mapping[str, Any]) -> None:
        """Keep a message of the feed, durably and once. KeyError, TypeError or ValueError for one that is none."""
        ...

    async def handovers(self, source: str) -> Sequence[tuple[TalkKey, str]]:
        """Conversations that the machine (`handback`) or a person (`takeover`) goes on with."""
        ...

    async def handed_over(self, key: TalkKey, what: str) -> None:
        """The relay knows it."""
        ...


class CheckMemory(Protocol):
    """What a source that checks must know after a new start."""

    async def last(self, source: str) -> datetime | None:
        """Up to when all that the source listed as changed was looked at; None before the first time."""
        ...

    async def keep(self, source: str, at: datetime) -> None:
        """Remember that. Raises EnvironmentFault when the store cannot write."""
        ...


class DeskSide(Protocol):
    """What a source that talks both ways asks of the desk."""

    async def catalogue(self) -> Catalogue:
        """What the shop sells now."""
        ...

    async def known(self, source: str, external_id: str) -> Order | None:
        """The order a source knows under that id."""
        ...

    async def order(self, order_id: str) -> Order:
        """One order. Raises NotFound."""
        ...

    async def open_orders(self, states: Sequence[OrderState]) -> Sequence[Order]:
        """All orders in these states."""
        ...

    async def act(
        self, order_id: str, action: Action, by: str, reason: str = "", minutes: int | None = None
    ) -> Order:
        """Do what a button does. Raises Refused."""
        ...

    async def pay(self, entry: Entry) -> None:
        """Keep what the other side tells of money, durably and once, with all that follows."""
        ...

    def listen(self, heard: Callable[[Changes], None]) -> Callable[[], None]:
        """`heard(changes)` after each committed change, on the loop, until what this returns is called."""
        ...


@runtime_checkable
class Commanded(Protocol):
    """A source whose other side does things for the desk."""

    async def command(self, value: Mapping[str, object], key: str) -> Mapping[str, Any]:
        """Let it do something, once for each `key`; what it answered. Raises DeskError when it did not."""
        ...


class OrderSource(Protocol):
    """One configured place that orders come from."""

    @property
    def name(self) -> str:
        """The name in desk.toml; part of every order's key."""
        ...

    @property
    def kind(self) -> str:
        """`relay`, `webhook`, `csv`, `counter`, `demo`, … (design section 2)."""
        ...

    @property
    def health(self) -> SourceHealth:
        """How it does now; never waits."""
        ...

    async def run(self, receive: Receive) -> None:
        """Deliver orders until `stop`, or until there are no more. Trouble with the other side is waited out
        inside and told by `health`; only what a person must change is raised.
        """
        ...

    async def stop(self) -> None:
        """Let `run` return after the delivery it is at."""
        ...


class PushSource(OrderSource, Protocol):
    """A source that is called by its sender, through the listener."""

    def open(self, headers: Mapping[str, str], body: bytes) -> OrderDraft | None:
        """Verify the raw bytes, then parse. `headers` have lower-case names, values as latin-1.

        None: genuine, but nothing to store (a ping). Raises NotVerified or MalformedOrder.
        """
        ...
