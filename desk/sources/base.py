"""The protocol every source plugs into: it verifies and parses; whoever receives decides and stores."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from desk.domain.catalogue import Catalogue
from desk.domain.events import Changes
from desk.domain.orders import Action, Order, OrderDraft, OrderState
from desk.domain.receipts import Receipt

#: Takes a draft with the raw bytes it came as; returns when it is durable. A source acknowledges only then.
Receive = Callable[[OrderDraft, bytes], Awaitable[Receipt]]


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does. `detail` is a sentence for the owner, "" when all is well."""

    state: Literal["stopped", "running", "trouble"] = "stopped"
    detail: str = ""


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

    def listen(self, heard: Callable[[Changes], None]) -> None:
        """`heard(changes)` after each committed change, on the loop."""
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
