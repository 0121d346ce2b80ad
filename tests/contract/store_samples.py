"""Orders and tickets to store, and a way to run one operation."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from desk.domain.orders import (
    CustomerRef,
    Discount,
    Fulfilment,
    FulfilmentKind,
    Line,
    Option,
    Order,
    OrderDraft,
    OrderState,
    Payment,
    PaymentMethod,
    PaymentState,
)
from desk.domain.ports import NewJob, Work
from desk.domain.print_jobs import JobState, PrintJob
from desk.domain.tickets import Ticket, TicketKind
from desk.store.opening import Store, open_store

T = TypeVar("T")

NOON = datetime(2026, 11, 22, 4, 0, 0, 123457, tzinfo=UTC)
CAKE = Line(
    "草莓奶油蛋糕 6寸",
    1,
    16800,
    "CAKE-06",
    "cake",
    (Option("甜度", "少糖"), Option("蜡烛", "要", 200)),
    "写：生日快乐 Amy",
)
TEA = Line("柠檬茶", 2, 1200, category="drinks")


@dataclass
class Shop:
    """One database and the desks that open it."""

    url: str
    folder: Path
    opened: list[Store] = field(default_factory=list[Store])

    def open(self, name: str = "desk") -> Store:
        """A desk with a data folder of that name."""
        store = open_store(self.url, self.folder / name)
        self.opened.append(store)
        return store

    def close(self) -> None:
        """Close all of them."""
        for store in self.opened:
            store.close()


def later(seconds: float) -> datetime:
    """That many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def draft(external_id: str = "web-1", **changes: object) -> OrderDraft:
    """An order document with everything in it."""
    full = OrderDraft(
        source="website",
        external_id=external_id,
        lines=(CAKE, TEA),
        placed_at=later(-30),
        fulfilment=Fulfilment(
            FulfilmentKind.DELIVERY, later(6 * 3600), "王小明🎂", "138 0013 8000", "望京街9号3单元1202"
        ),
        discounts=(Discount("红包", 500),),
        delivery_fee=800,
        total=19700,
        payment=Payment(PaymentMethod.WECHAT, PaymentState.PART_PAID, 5000, later(-20), "4200-1"),
        customer=CustomerRef("oABC", "小明🎂", "13800138000"),
        note="到了请打电话，不要按门铃",
    )
    return replace(full, **changes)


def order(
    order_id: str = "o1", *, at: datetime = NOON, content: OrderDraft | None = None, **changes: object
) -> Order:
    """An accepted order received at `at`."""
    made = Order(
        order_id,
        f"S-{order_id}",
        OrderState.ACCEPTED,
        content or draft(f"web-{order_id}"),
        at,
        at,
        "webhook",
    )
    return replace(made, **changes)


def ticket(
    of: Order | None = None, station: str = "kitchen", kind: TicketKind = TicketKind.KITCHEN
) -> Ticket:
    """The ticket of an order for a station."""
    if of is None:
        return Ticket(TicketKind.TEST, "kitchen", station, "大C甜品", "Asia/Shanghai", "zh_CN")
    return Ticket(
        kind,
        "kitchen",
        station,
        "大C甜品",
        "Asia/Shanghai",
        "zh_CN",
        of.number,
        of.content,
        of.content.lines,
        of.content.source,
        of.received_at,
        of.due_at,
    )


def new_job(
    of: Order | None = None, printer: str = "kitchen", state: JobState = JobState.QUEUED, **changes: object
) -> NewJob:
    """A job for that order's kitchen ticket."""
    at = of.received_at if of is not None else NOON
    made = NewJob(
        of.id if of is not None else None,
        of.number if of is not None else "",
        of.version if of is not None else 1,
        printer,
        ticket(of),
        at,
        state,
    )
    return replace(made, **changes)


#: How a new job comes to each state, by the steps a printer's worker takes.
WAYS: dict[JobState, tuple[JobState, ...]] = {
    JobState.QUEUED: (),
    JobState.BLOCKED: (JobState.BLOCKED,),
    JobState.SENDING: (JobState.SENDING,),
    JobState.SENT: (JobState.SENDING, JobState.SENT),
    JobState.HOLDING: (JobState.SENDING, JobState.SENT, JobState.HOLDING),
    JobState.CONFIRMED: (JobState.SENDING, JobState.SENT, JobState.CONFIRMED),
    JobState.UNCONFIRMED: (JobState.SENDING, JobState.SENT, JobState.UNCONFIRMED),
    JobState.UNCERTAIN: (JobState.SENDING, JobState.UNCERTAIN),
    JobState.ASK: (JobState.ASK,),
    JobState.PERSON_CONFIRMED: (JobState.ASK, JobState.PERSON_CONFIRMED),
    JobState.CANCELLED: (JobState.CANCELLED,),
}


def bring(work: Work, job: PrintJob, state: JobState, at: datetime = NOON) -> PrintJob:
    """Lead a queued job to a state."""
    for step in WAYS[state]:
        job = (
            work.jobs.begin(job, at, None, None)
            if step is JobState.SENDING
            else work.jobs.move(job, step, at)
        )
    return job


def write(store: Store, op: Callable[[Work], T]) -> T:
    """Run one writing operation."""
    return asyncio.run(store.database.write(op))


def read(store: Store, op: Callable[[Work], T]) -> T:
    """Run one reading operation."""
    return asyncio.run(store.database.read(op))
