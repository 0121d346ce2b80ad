"""What the order queue shows of an order; small, so that the first picture needs nothing else."""

from typing import NamedTuple


class CardLine(NamedTuple):
    """One row of a card: product, quantity, and its options and note as one text."""

    name: str
    quantity: int
    detail: str


class OrderCard(NamedTuple):
    """One order on the queue. Times are seconds since 1970 UTC (float) or None; money in minor units.

    `state` is an OrderState value, `kind` a FulfilmentKind value, `source_kind` as in design section 2.
    `print_state` is the worst of its jobs: "" none yet, else a JobState value; `print_reasons` its reasons.
    `question` is the id of a job that waits for a person's answer, or 0. `phone_end`: the last four digits, to find it by.
    """

    id: str
    number: str
    state: str
    version: int
    source: str
    source_kind: str
    customer: str
    kind: str
    due_at: float | None
    start_at: float | None
    since: float
    received_at: float
    lines: tuple[CardLine, ...]
    note: str
    total: int
    balance: int
    payment_state: str
    payment_method: str
    currency: str
    adds_up: bool
    rushed: int
    print_state: str
    print_reasons: tuple[str, ...]
    question: int
    can_undo: bool
    visits: int = 0
    phone_end: str = ""


class TimelineEntry(NamedTuple):
    """One thing that happened to an order: `what` is a word (`received`, `changed`, an OrderState value,
    `rush`, `paid`, `reprint`, `note`), `detail` free text, `by` a person or "".
    """

    at: float
    what: str
    detail: str
    by: str


class JobCard(NamedTuple):
    """One ticket of an order and where it stands; `state` a JobState value, `kind` a TicketKind value."""

    id: int
    station: str
    printer: str
    kind: str
    version: int
    state: str
    attempt: int
    number: int
    reasons: tuple[str, ...]
    evidence: str
    updated_at: float
    by: str
    log: tuple[tuple[float, str, int, str, str], ...]  # at, state, attempt, reason, by


class OrderDetail(NamedTuple):
    """Everything the detail panel shows."""

    card: OrderCard
    name: str
    phone: str
    address: str
    placed_at: float | None
    discounts: tuple[tuple[str, int], ...]
    delivery_fee: int
    paid_amount: int
    reference: str
    timeline: tuple[TimelineEntry, ...]
    jobs: tuple[JobCard, ...]


class PrinterCard(NamedTuple):
    """One printer on the strip: IPP state and reasons, jobs waiting, since when the oldest waits."""

    name: str
    uri: str
    state: str
    reasons: tuple[str, ...]
    backlog: int
    oldest_at: float | None
