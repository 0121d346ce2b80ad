"""The durable queue of print jobs: every change checks the row it changes and is written to the job's log."""

from collections.abc import Sequence
from datetime import datetime

from desk.domain.ports import NewJob
from desk.domain.print_jobs import TRANSITIONS, WAITING, JobState, PrintJob, completion_token
from desk.domain.tickets import Ticket
from desk.errors import NotFound
from desk.store import job_sql
from desk.store.connection import Connection
from desk.store.job_rows import job_values, join_reasons, log_values, to_job
from desk.store.statements import Statement, Values
from desk.store.ticket_json import TicketWriter, ticket_from_json
from desk.store.times import maybe_moment, micros

#: States a job may be born in: waiting, its first attempt in the order's own transaction, or too old to print unasked.
_FIRST = WAITING | {JobState.SENDING, JobState.ASK}
#: A stored sentence about an attempt stays true until the next one is on its way.
_NEW_START = frozenset({JobState.QUEUED, JobState.BLOCKED})


class Jobs:
    """The repository of desk.domain.ports.Jobs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._writer = TicketWriter()

    def add(self, job: NewJob) -> PrintJob:
        """A new job at the end of its printer's queue; with SENDING its first attempt has begun.

        ValueError for a state that no job begins in.
        """
        if job.state not in _FIRST:
            raise ValueError(f"a print job does not begin as {job.state}")
        job_id: int = self._connection.rows(job_sql.NEXT_ID)[0][0]
        ticket = job.ticket
        attempt = int(job.state is JobState.SENDING)
        made = PrintJob(
            job_id,
            job.order_id,
            job.order_number,
            job.version,
            ticket.station,
            job.printer,
            ticket.kind.value,
            job.state,
            attempt,
            job.created_at,
            job.created_at,
            completion_token(job_id, attempt) if attempt else "",
            job.number,
            job.reasons,
            not_before=job.not_before,
            copy=ticket.copy,
            copies=ticket.copies,
        )
        # The row itself holds the log's first entry: one statement and one page less for each order.
        first = {"first_state": made.state.value, "first_reasons": join_reasons(made.reasons)}
        self._connection.change(job_sql.INSERT, {**job_values(made), **first})
        self._connection.change(
            job_sql.INSERT_PAPER, {"job_id": job_id, "snapshot": self._writer.write(ticket), "body": job.body}
        )
        return made

    def get(self, job_id: int) -> PrintJob | None:
        """One job."""
        row = self._connection.row(job_sql.BY_ID, {"job_id": job_id})
        return None if row is None else to_job(row)

    def of_order(self, order_id: str) -> list[PrintJob]:
        """All jobs of an order, oldest first."""
        return [to_job(row) for row in self._connection.rows(job_sql.OF_ORDER, {"order_id": order_id})]

    def next_waiting(self, printer: str, now: datetime) -> PrintJob | None:
        """The first queued or blocked job that may start now."""
        first = None
        for state in WAITING:
            row = self._connection.row(
                job_sql.FIRST_WAITING, {"printer": printer, "state": state.value, "now": micros(now)}
            )
            if row is not None and (first is None or row[0] < first[0]):
                first = row
        return None if first is None else to_job(first)

    def any_waiting(self, printer: str, now: datetime) -> bool:
        """Whether there is a queued or blocked job that may start now."""
        return self._connection.row(job_sql.ANY_WAITING, {"printer": printer, "now": micros(now)}) is not None

    def settled_by_person(self, printer: str, since: datetime) -> bool:
        """Whether a person put an end to an unproved attempt on that printer since then (the newest 500 jobs)."""
        values = {"printer": printer, "since": micros(since)}
        return self._connection.row(job_sql.SETTLED_BY_PERSON, values) is not None

    def next_release(self, printer: str, now: datetime) -> datetime | None:
        """When the earliest job held after `now` may start."""
        row = self._connection.row(job_sql.NEXT_RELEASE, {"printer": printer, "now": micros(now)})
        return None if row is None else maybe_moment(row[0])

    def in_states(self, printer: str, states: Sequence[JobState]) -> list[PrintJob]:
        """Jobs of a printer in these states, oldest first."""
        if not states:
            return []
        statement = job_sql.of_printer(len(states), open_only=job_sql.only_open(states))
        values = {"printer": printer, **job_sql.state_values([state.value for state in states])}
        return [to_job(row) for row in self._connection.rows(statement, values)]

    def ticket(self, job_id: int) -> Ticket:
        """Its snapshot. NotFound for an unknown job."""
        row = self._connection.row(job_sql.SNAPSHOT, {"job_id": job_id})
        if row is None:
            raise NotFound(f"There is no print job {job_id}.")
        return ticket_from_json(row[0])

    def body(self, job_id: int) -> bytes | None:
        """The rendered ticket of its first attempt, without stamps; None before."""
        row = self._connection.row(job_sql.BODY, {"job_id": job_id})
        return None if row is None else row[0]

    def begin(self, job: PrintJob, at: datetime, number: int | None, body: bytes | None) -> PrintJob:
        """Attempt + 1 in state sending, with its token; reasons and evidence of the last attempt are cleared.

        ValueError when the job cannot start from its state, or is no longer as given.
        """
        self._check(job, JobState.SENDING)
        values = {"token": completion_token(job.id, job.attempt + 1), "number": number, "at": micros(at)}
        begun = self._change(job_sql.BEGIN, job, values)
        if body is not None:
            self._connection.change(job_sql.SET_BODY, {"of_job": job.id, "body": body})
        self._log(begun, at)
        return begun

    def retract(self, job: PrintJob, at: datetime, reason: str) -> PrintJob:
        """Back to queued with the attempt uncounted: not one byte of it was handed over.

        The running number stays with the job. ValueError when it is not sending, or no longer as given.
        """
        if job.state is not JobState.SENDING:
            raise ValueError(f"job {job.id} is {job.state}, only a sending one can be retracted")
        before = job.attempt - 1
        token = completion_token(job.id, before) if before else ""
        values = {"token": token, "reasons": reason, "at": micros(at)}
        waiting = self._change(job_sql.RETRACT, job, values)
        self._log(waiting, at)
        return waiting

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
        """Another state, written to the job's log. To start an attempt use `begin`, to uncount one `retract`.

        Reasons and `by` are those of the new state. Evidence that is not given stays until the job waits anew.
        ValueError on a transition the table does not know, or when the job is no longer as given.
        """
        if to is JobState.SENDING or (job.state is JobState.SENDING and to is JobState.QUEUED):
            raise ValueError(f"job {job.id}: {job.state} -> {to} counts attempts, use begin or retract")
        self._check(job, to)
        values = {
            "state": to.value,
            "at": micros(at),
            "reasons": join_reasons(reasons),
            "evidence": evidence if evidence or to in _NEW_START else None,
            "person": by,
            "sent_at": micros(at) if to is JobState.SENT and job.state is JobState.SENDING else None,
        }
        moved = self._change(job_sql.MOVE, job, values)
        self._log(moved, at, evidence, by)
        return moved

    def hand_over(self, job: PrintJob, printer: str, backup_from: str, at: datetime) -> PrintJob:
        """Let a backup printer take a job of which nothing was sent; what was rendered for the other is dropped.

        ValueError when an attempt was counted, or the job is no longer as given.
        """
        if job.state not in WAITING or job.attempt:
            raise ValueError(
                f"job {job.id} is {job.state} after {job.attempt} attempts, it stays where it is"
            )
        values = {"new_printer": printer, "backup_from": backup_from, "at": micros(at)}
        moved = self._change(job_sql.HAND_OVER, job, values)
        self._connection.change(job_sql.SET_BODY, {"of_job": job.id, "body": None})
        self._log(moved, at, f"{job.printer} -> {printer}")
        return moved

    def block(self, printer: str, reasons: tuple[str, ...], at: datetime) -> list[PrintJob]:
        """All queued jobs of the printer become blocked (or blocked for other reasons); those changed."""
        values = {"printer": printer, "reasons": join_reasons(reasons), "at": micros(at)}
        return self._change_all(job_sql.BLOCK, values, at)

    def unblock(self, printer: str, at: datetime) -> list[PrintJob]:
        """All blocked jobs of the printer become queued; those changed."""
        return self._change_all(job_sql.UNBLOCK, {"printer": printer, "at": micros(at)}, at)

    def _check(self, job: PrintJob, to: JobState) -> None:
        if to not in TRANSITIONS[job.state]:
            raise ValueError(f"job {job.id}: {job.state} does not lead to {to}")

    def _change(self, statement: Statement, job: PrintJob, values: Values) -> PrintJob:
        as_given = {"job_id": job.id, "old_state": job.state.value, "old_attempt": job.attempt}
        row = self._connection.row(statement, {**values, **as_given})
        if row is None:
            raise ValueError(f"job {job.id} is no longer {job.state} at attempt {job.attempt}")
        return to_job(row)

    def _change_all(self, statement: Statement, values: Values, at: datetime) -> list[PrintJob]:
        changed = sorted(map(to_job, self._connection.rows(statement, values)), key=lambda job: job.id)
        if changed:
            self._connection.change_many(job_sql.INSERT_LOG, [log_values(job, at, "", "") for job in changed])
        return changed

    def _log(self, job: PrintJob, at: datetime, evidence: str = "", by: str = "") -> None:
        self._connection.change(job_sql.INSERT_LOG, log_values(job, at, evidence, by))
