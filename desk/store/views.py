"""Reading for screens and the listener."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from itertools import groupby

from sqlalchemy import bindparam, select, tuple_

from desk.domain.board import JobCard, OrderCard, OrderDetail, TimelineEntry
from desk.domain.orders import Order
from desk.domain.print_jobs import JobState, PrintJob
from desk.errors import Refused
from desk.store import board, job_sql
from desk.store.connection import Connection
from desk.store.job_rows import split_reasons, to_job
from desk.store.order_rows import HEADER, LINE, to_order
from desk.store.statements import Statement
from desk.store.tables import JOB_LOG, JOBS, ORDER_LINES, ORDER_LOG, ORDERS
from desk.store.ticket_json import discounts_from_json
from desk.store.times import micros, moment, seconds

_EXTRA = Statement(
    select(
        *(
            ORDERS.c[name]
            for name in (
                "name",
                "phone",
                "address",
                "placed_at",
                "discounts",
                "delivery_fee",
                "paid_amount",
                "payment_reference",
            )
        )
    ).where(ORDERS.c.id == bindparam("order_id"))
)
_TIMELINE = Statement(
    select(ORDER_LOG.c.at, ORDER_LOG.c.what, ORDER_LOG.c.detail, ORDER_LOG.c.person)
    .where(ORDER_LOG.c.order_id == bindparam("order_id"))
    .order_by(ORDER_LOG.c.entry)
)
_FIRST_STATES = Statement(
    select(JOBS.c.id, JOBS.c.created_at, JOBS.c.first_state, JOBS.c.first_reasons).where(
        JOBS.c.order_id == bindparam("order_id")
    )
)
_JOB_LOGS = Statement(
    select(
        JOB_LOG.c.job_id,
        JOB_LOG.c.at,
        JOB_LOG.c.state,
        JOB_LOG.c.attempt,
        JOB_LOG.c.reasons,
        JOB_LOG.c.person,
    )
    .join(JOBS, JOBS.c.id == JOB_LOG.c.job_id)
    .where(JOBS.c.order_id == bindparam("order_id"))
    .order_by(JOB_LOG.c.job_id, JOB_LOG.c.entry)
)

LogRow = tuple[float, str, int, str, str]


class Views:
    """The repository of desk.domain.ports.Views."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def cards(self, order_ids: Sequence[str]) -> dict[str, OrderCard]:
        """The named orders as cards; an unknown id is left out."""
        return {card.id: card for card in board.cards(self._connection.text_rows, order_ids)}

    def board(self, finished_since: datetime) -> list[OrderCard]:
        """Every open order, and those finished since then, oldest first."""
        return board.board(self._connection.text_rows, micros(finished_since))

    def detail(self, order_id: str) -> OrderDetail | None:
        """One order with time line, jobs and their logs."""
        card = self.cards([order_id]).get(order_id)
        if card is None:
            return None
        this = {"order_id": order_id}
        extra = self._connection.rows(_EXTRA, this)[0]
        name, phone, address, placed_at, discounts, delivery_fee, paid_amount, reference = extra
        return OrderDetail(
            card,
            name,
            phone,
            address,
            seconds(placed_at),
            tuple((d.name, d.amount) for d in discounts_from_json(discounts)),
            delivery_fee,
            paid_amount,
            reference,
            tuple(
                TimelineEntry(r[0] / 1e6, r[1], r[2], r[3]) for r in self._connection.rows(_TIMELINE, this)
            ),
            self._job_cards(order_id),
        )

    def orders(
        self, states: Sequence[str], since: datetime | None, after: str | None, limit: int
    ) -> tuple[list[Order], str | None]:
        """A page of orders received since then in those states (empty: all), oldest first, and the next key.

        Refused for a key that no page gave.
        """
        values: dict[str, object] = {**job_sql.state_values(states), "limit": limit + 1}
        if since is not None:
            values["since"] = micros(since)
        if after is not None:
            values["after_at"], values["after_id"] = _from_key(after)
        shape = {"states": len(states), "since": since is not None, "after": after is not None}
        rows = self._connection.rows(_page(**shape), values)
        following = _to_key(rows[limit - 1]) if len(rows) > limit > 0 else None
        values["limit"] = limit
        lines = {
            order_id: [row[1:] for row in some]
            for order_id, some in groupby(
                self._connection.rows(_page_lines(**shape), values), key=lambda row: row[0]
            )
        }
        return [to_order(row, lines.get(row[0], ())) for row in rows[:limit]], following

    def jobs(
        self, order_id: str | None, states: Sequence[str], after: int | None, limit: int
    ) -> list[PrintJob]:
        """Jobs by id, oldest first."""
        statement = job_sql.page(
            of_order=order_id is not None,
            count=len(states),
            open_only=job_sql.only_open(states),
            after=after is not None,
        )
        values = {**job_sql.state_values(states), "order_id": order_id, "after": after, "limit": limit}
        return [to_job(row) for row in self._connection.rows(statement, values)]

    def backlog(self) -> dict[str, tuple[int, datetime]]:
        """For each printer with jobs not at an end: how many, and when the oldest was made."""
        return {row[0]: (row[1], moment(row[2])) for row in self._connection.rows(job_sql.BACKLOG)}

    def day_totals(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Orders received in that span that were not declined or cancelled, and their sum in minor units."""
        return board.day_totals(self._connection.text_rows, micros(start), micros(end))

    def _job_cards(self, order_id: str) -> tuple[JobCard, ...]:
        this = {"order_id": order_id}
        logs: dict[int, list[LogRow]] = {}
        for job_id, at, state, reasons in self._connection.rows(_FIRST_STATES, this):
            attempt = int(state == JobState.SENDING)
            logs[job_id] = [(at / 1e6, state, attempt, " ".join(split_reasons(reasons)), "")]
        for job_id, at, state, attempt, reasons, by in self._connection.rows(_JOB_LOGS, this):
            reason = " ".join(split_reasons(reasons))
            logs[job_id].append((at / 1e6, state, attempt, reason, by))
        jobs = [to_job(row) for row in self._connection.rows(job_sql.OF_ORDER, this)]
        return tuple(
            JobCard(
                job.id,
                job.station,
                job.printer,
                job.kind,
                job.version,
                job.state.value,
                job.attempt,
                job.number or 0,
                job.reasons,
                job.evidence,
                micros(job.updated_at) / 1e6,
                job.by,
                tuple(logs[job.id]),
            )
            for job in jobs
        )


_RECEIVED = HEADER.index("received_at")


def _to_key(row: tuple[object, ...]) -> str:
    return f"{row[_RECEIVED]}-{row[0]}"


def _from_key(key: str) -> tuple[int, str]:
    at, mark, order_id = key.partition("-")
    if not (mark and at.isascii() and at.isdecimal() and len(at) < 19):
        raise Refused("That is not the key of a page of orders.", "Use the key the page before gave.")
    return int(at), order_id


def _page_query(states: int, since: bool, after: bool):
    query = select(*(ORDERS.c[name] for name in HEADER))
    if states:
        query = query.where(job_sql.in_states(ORDERS.c.state, states))
    if since:
        query = query.where(ORDERS.c.received_at >= bindparam("since"))
    if after:
        query = query.where(
            tuple_(ORDERS.c.received_at, ORDERS.c.id) > tuple_(bindparam("after_at"), bindparam("after_id"))
        )
    limit = bindparam("limit", type_=ORDERS.c.since.type)
    return query.order_by(ORDERS.c.received_at, ORDERS.c.id).limit(limit)


@cache
def _page(*, states: int, since: bool, after: bool) -> Statement:
    return Statement(_page_query(states, since, after))


@cache
def _page_lines(*, states: int, since: bool, after: bool) -> Statement:
    """The lines of the newest versions of the same page."""
    orders = _page_query(states, since, after).subquery()
    return Statement(
        select(ORDER_LINES.c.order_id, *(ORDER_LINES.c[name] for name in LINE))
        .join(orders, (ORDER_LINES.c.order_id == orders.c.id) & (ORDER_LINES.c.version == orders.c.version))
        .order_by(ORDER_LINES.c.order_id, ORDER_LINES.c.position)
    )
