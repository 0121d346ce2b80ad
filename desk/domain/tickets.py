"""The snapshot a ticket is rendered from: a value, so that the same snapshot always gives the same paper."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from desk.domain.orders import Line, Option, OrderDraft


class TicketKind(StrEnum):
    """Design section 2."""

    KITCHEN = "kitchen"
    COUNTER = "counter"
    CHANGE = "change"
    CANCEL = "cancel"
    RUSH = "rush"
    NOW_PAID = "now-paid"
    SUMMARY = "summary"
    RECONCILE = "reconcile"
    TEST = "test"


class RowStyle(StrEnum):
    """How a row of a summary looks, or that the printer is to be heard: the first character of its left side."""

    PLAIN = " "
    HEADING = "#"
    ITEM = "*"
    RULE = "-"
    BUZZER = "!"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions of an order.

    `what` is `line`, `due`, `note`, `name`, `phone`, `address`, `kind`, `total` or `payment`. For a line,
    `old` is None when it was added and `new` None when it was taken off. For the rest both are text; of a
    payment it is `paid`, `refunded`, or how much is to be collected in minor units.
    """

    what: Literal["line", "due", "note", "name", "phone", "address", "kind", "total", "payment"]
    old: Line | str | None
    new: Line | str | None


@dataclass(frozen=True, slots=True)
class Ticket:
    """Everything a layout needs; `lines` are those of the station, `order` the whole order.

    `number` is the order number, `source` the name of the source, `received_at` aware UTC.
    `start_at` when the work must start, `changes` and `old_version`, `old_at` for a change ticket,
    `reason` for a cancellation, `copy` of `copies`. `text` are the rows of a summary, reconcile or
    test ticket, as (left, right) pairs; those of a summary or reconcile ticket, whose title is `number`, begin with
    one of the characters of `RowStyle`.
    """

    kind: TicketKind
    layout: str
    station: str
    shop: str
    timezone: str
    language: str
    number: str = ""
    order: OrderDraft | None = None
    lines: tuple[Line, ...] = ()
    source: str = ""
    received_at: datetime | None = None
    due_at: datetime | None = None
    start_at: datetime | None = None
    changes: tuple[Change, ...] = ()
    old_version: int | None = None
    old_at: datetime | None = None
    reason: str = ""
    rushed: int = 0
    copy: int = 1
    copies: int = 1
    text: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stamps:
    """What stands at the top of one attempt and not of another.

    `attempt` from 2 on prints 补打. `backup_from` prints 备用 with the printer that could not.
    `late_minutes` prints 延迟 with the waiting time.
    """

    attempt: int = 1
    backup_from: str = ""
    late_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """The station's running number of this ticket and the one before it (None: the first ever)."""

    number: int
    previous: int | None
    previous_at: datetime | None


def line_key(line: Line) -> tuple[str, tuple[Option, ...], str, str]:
    """What makes two lines the same product for a reader."""
    return (line.sku or line.name, line.options, line.note, line.name)
