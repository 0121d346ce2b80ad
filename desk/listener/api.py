"""What the listener needs of the desk; the application implements it with the services."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from desk.domain.board import PrinterCard
from desk.domain.orders import Action, Order, OrderDraft, OrderState
from desk.domain.print_jobs import Answer, JobState, PrintJob
from desk.domain.receipts import Receipt


class DeskApi(Protocol):
    """The desk as seen through HTTP.

    Every method may raise desk.errors: NotFound becomes 404, Refused 409, EnvironmentFault 503.
    """

    async def receive(self, draft: OrderDraft, raw: bytes) -> Receipt:
        """Take an order in; returns when it is durable."""
        ...

    async def act(
        self, order_id: str, action: Action, by: str, reason: str = "", minutes: int | None = None
    ) -> Order:
        """Do what a button does; the order afterwards. `reason` for decline and cancel, `minutes` for accept."""
        ...

    async def answer(self, job_id: int, answer: Answer, by: str) -> PrintJob:
        """Answer "did it come out?"; the job afterwards."""
        ...

    async def orders(
        self, states: Sequence[OrderState], since: datetime | None, after: str | None, limit: int
    ) -> tuple[Sequence[Order], str | None]:
        """A page of orders received since then in those states (empty: all), oldest first, and the key of
        the next page.
        """
        ...

    async def order(self, order_id: str) -> Order:
        """One order."""
        ...

    async def jobs(
        self, order_id: str | None, states: Sequence[JobState], after: int | None, limit: int
    ) -> Sequence[PrintJob]:
        """Print jobs, oldest first."""
        ...

    async def printers(self) -> Sequence[PrinterCard]:
        """Every configured printer."""
        ...


@runtime_checkable
class Door(Protocol):
    """Where a sender's deliveries are verified and parsed: a push source."""

    def open(self, headers: Mapping[str, str], body: bytes) -> OrderDraft | None:
        """The draft in a delivery; None when it is genuine but holds nothing to store. `headers` have
        lower-case names. Raises NotVerified or MalformedOrder (desk.domain.receipts).
        """
        ...
