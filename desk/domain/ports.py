"""The ports of the core: everything that waits, reads a clock, makes an id or touches the disk comes through here.

`Work` is one open transaction; its repositories are synchronous and may only be used inside the
function given to `Database.write` or `Database.read`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from desk.domain.board import OrderCard, OrderDetail
from desk.domain.catalogue import Catalogue, Product
from desk.domain.closing import Closing
from desk.domain.inbox import Messages
from desk.domain.numbers import Numbers
from desk.domain.orders import CustomerRef, Fulfilment, Order, OrderDraft, OrderState, Payment
from desk.domain.payments import Payments
from desk.domain.people import People
from desk.domain.print_jobs import JobState, PrintJob
from desk.domain.sales import Sales
from desk.domain.statistics import Statistics
from desk.domain.tickets import Ticket

T = TypeVar("T")


class Clock(Protocol):
    """Time. Only `monotonic` may decide anything; `now` is for people and rows."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class Ids(Protocol):
    """Where new order ids come from."""

    def order_id(self) -> str:
        """A new id of 1..40 characters [0-9A-Za-z-], never given before."""
        ...


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be written. With `state` SENDING the first attempt shares the order's transaction:
    then `token` is filled in by the repository from id and attempt 1, and `number` and `body` are set.
    """

    order_id: str | None
    order_number: str
    version: int
    printer: str
    ticket: Ticket
    created_at: datetime
    state: JobState = JobState.QUEUED
    reasons: tuple[str, ...] = ()
    not_before: datetime | None = None
    number: int | None = None
    body: bytes | None = None


class Customers(Protocol):
    """People behind orders."""

    def link(self, source: str, who: CustomerRef, to: Fulfilment, at: datetime) -> int | None:
        """The customer of these identities (openid or id per source, phone), made when new; None when the
        order names nobody. Also counts the order as theirs.
        """
        ...


class Orders(Protocol):
    """Orders, their versions and their time line."""

    def by_source_ref(self, source: str, external_id: str) -> Order | None:
        """The order of that key, with its content."""
        ...

    def get(self, order_id: str) -> Order | None:
        """The order with its newest content."""
        ...

    def insert(self, order: Order) -> None:
        """A new order with its lines."""
        ...

    def put_version(self, order_id: str, content: OrderDraft, at: datetime) -> None:
        """A newer version: header replaced, lines added under the new version."""
        ...

    def set_revision(self, order_id: str, revision: int) -> None:
        """Its sender touched it without changing what is kept here."""
        ...

    def set_state(self, order_id: str, state: OrderState, before: OrderState | None, at: datetime) -> None:
        """Move it; `before` is what undo returns to."""
        ...

    def set_payment(self, order_id: str, payment: Payment) -> None:
        """Paid otherwise than before."""
        ...

    def set_promise(self, order_id: str, at: datetime) -> None:
        """When the desk promised it."""
        ...

    def add_rush(self, order_id: str) -> int:
        """Count a chase; the new count."""
        ...

    def note(self, order_id: str, at: datetime, what: str, detail: str = "", by: str = "") -> None:
        """An entry on the time line (see desk.domain.board.TimelineEntry)."""
        ...

    def last_note(self, order_id: str, what: str) -> datetime | None:
        """When its time line last had such an entry."""
        ...

    def started_kitchen(self, station: str, before: datetime) -> Sequence[str]:
        """Ids of accepted orders whose kitchen ticket at that station came out before that time."""
        ...


class RawEvents(Protocol):
    """What sources delivered, as it came."""

    def add(self, source: str, external_id: str, version: int, at: datetime, payload: bytes) -> None:
        """Keep the raw bytes of a delivery that was taken."""
        ...


class Jobs(Protocol):
    """The durable queue."""

    def add(self, job: NewJob) -> PrintJob:
        """A new job at the end of its printer's queue."""
        ...

    def get(self, job_id: int) -> PrintJob | None:
        """One job."""
        ...

    def of_order(self, order_id: str) -> list[PrintJob]:
        """All jobs of an order, oldest first."""
        ...

    def next_waiting(self, printer: str, now: datetime) -> PrintJob | None:
        """The first queued or blocked job that may start now."""
        ...

    def any_waiting(self, printer: str, now: datetime) -> bool:
        """Whether there is one that may start now."""
        ...

    def next_release(self, printer: str, now: datetime) -> datetime | None:
        """When the earliest held job may start."""
        ...

    def settled_by_person(self, printer: str, since: datetime) -> bool:
        """Whether a person put an end to an unproved attempt on that printer since then."""
        ...

    def in_states(self, printer: str, states: Sequence[JobState]) -> list[PrintJob]:
        """Jobs of a printer in these states, oldest first."""
        ...

    def ticket(self, job_id: int) -> Ticket:
        """Its snapshot."""
        ...

    def body(self, job_id: int) -> bytes | None:
        """The rendered ticket of its first attempt, without stamps; None before."""
        ...

    def begin(self, job: PrintJob, at: datetime, number: int | None, body: bytes | None) -> PrintJob:
        """Attempt + 1 in state sending, with its token. `number` and `body` are stored when given."""
        ...

    def retract(self, job: PrintJob, at: datetime, reason: str) -> PrintJob:
        """Back to queued with the attempt uncounted: not one byte of it was handed over."""
        ...

    def move(
        self,
        job: PrintJob,
        to: JobState,
        at: datetime,
        *,
        reasons: tuple[str, ...] = (),
        evidence: str = "",
        by: str = "",
    ) -> PrintJob:
        """Another state, written to the job's log. Raises ValueError on a transition the table does not know."""
        ...

    def hand_over(self, job: PrintJob, printer: str, backup_from: str, at: datetime) -> PrintJob:
        """Let a backup printer take a job of which nothing was sent."""
        ...

    def block(self, printer: str, reasons: tuple[str, ...], at: datetime) -> list[PrintJob]:
        """All queued jobs of the printer become blocked (or blocked for other reasons); those changed."""
        ...

    def unblock(self, printer: str, at: datetime) -> list[PrintJob]:
        """All blocked jobs of the printer become queued; those changed."""
        ...


class Products(Protocol):
    """What the shop sells."""

    def load(self) -> Catalogue:
        """All products in the shop's order."""
        ...

    def replace(self, catalogue: Catalogue, at: datetime) -> None:
        """These products from now on, and no others; their stock is what is left at that time."""
        ...

    def put(self, product: Product, at: datetime, place: int | None = None) -> None:
        """This product in place of the one of its sku; a new one comes at the end, or at a place, from 0."""
        ...

    def remove(self, sku: str) -> None:
        """Sell it no more."""
        ...

    def arrange(self, skus: Sequence[str]) -> None:
        """The order of all products from now on."""
        ...


class Views(Protocol):
    """Reading for screens and the listener. Pages are by key, newest first where nothing else is said."""

    def cards(self, order_ids: Sequence[str]) -> dict[str, OrderCard]:
        """The named orders as cards; an unknown id is left out. `start_at` is the earliest `not_before` of its jobs."""
        ...

    def board(self, finished_since: datetime) -> list[OrderCard]:
        """Every open order, and those finished since then, oldest first."""
        ...

    def detail(self, order_id: str) -> OrderDetail | None:
        """One order with time line, jobs and their logs."""
        ...

    def orders(
        self, states: Sequence[str], since: datetime | None, after: str | None, limit: int
    ) -> tuple[list[Order], str | None]:
        """A page of orders received since then in those states (empty: all), oldest first, and the key of the next page."""
        ...

    def jobs(
        self, order_id: str | None, states: Sequence[str], after: int | None, limit: int
    ) -> list[PrintJob]:
        """Jobs by id, oldest first."""
        ...

    def backlog(self) -> dict[str, tuple[int, datetime]]:
        """For each printer with jobs not at an end: how many, and when the oldest was made."""
        ...

    def day_totals(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Orders received in that span that were not declined or cancelled, and their sum in minor units."""
        ...


class Past(Protocol):
    """Orders that ended before the desk was there."""

    def add(self, orders: Sequence[Order]) -> None:
        """Many at a time, with lines and time line; no sums are kept of them until the next recount."""
        ...

    def count_customers(self) -> None:
        """Give each customer the number of their orders, the first and the last of them."""
        ...


class Work(Protocol):
    """One open transaction."""

    @property
    def past(self) -> Past:
        """Orders that ended before the desk was there."""
        ...

    @property
    def orders(self) -> Orders:
        """Orders."""
        ...

    @property
    def jobs(self) -> Jobs:
        """Print jobs."""
        ...

    @property
    def customers(self) -> Customers:
        """Customers."""
        ...

    @property
    def numbers(self) -> Numbers:
        """Counters."""
        ...

    @property
    def raw_events(self) -> RawEvents:
        """Deliveries as they came."""
        ...

    @property
    def catalogue(self) -> Products:
        """What the shop sells."""
        ...

    @property
    def sales(self) -> Sales:
        """What was ordered."""
        ...

    @property
    def statistics(self) -> Statistics:
        """Customers and sales summed up."""
        ...

    @property
    def payments(self) -> Payments:
        """Money that came and went back."""
        ...

    @property
    def closing(self) -> Closing:
        """What the slips of a day tell."""
        ...

    @property
    def people(self) -> People:
        """Customers one by one."""
        ...

    @property
    def messages(self) -> Messages:
        """What customers wrote."""
        ...

    @property
    def views(self) -> Views:
        """What screens and the listener read."""
        ...


class Database(Protocol):
    """The store, on its own thread. Operations run one after the other, in order of the calls."""

    async def write(self, op: Callable[[Work], T]) -> T:
        """Run `op` in a transaction; returns after the commit is durable. May share that commit with
        other calls; when `op` raises, only its own changes are undone and the error is raised here.
        """
        ...

    async def read(self, op: Callable[[Work], T]) -> T:
        """Run `op` for reading only."""
        ...
