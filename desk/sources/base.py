"""The protocol every source plugs into: it verifies and parses; whoever receives decides and stores."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from desk.domain.orders import OrderDraft
from desk.domain.receipts import Receipt

#: Takes a draft with the raw bytes it came as; returns when it is durable. A source acknowledges only then.
Receive = Callable[[OrderDraft, bytes], Awaitable[Receipt]]


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does. `detail` is a sentence for the owner, "" when all is well."""

    state: Literal["stopped", "running", "trouble"] = "stopped"
    detail: str = ""


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
