"""A print job and its row."""

from collections.abc import Iterable
from datetime import datetime

from desk.domain.print_jobs import JobState, PrintJob
from desk.store.connection import SqlRow
from desk.store.times import maybe_micros, maybe_moment, micros, moment

#: Columns of a job, in the order of PrintJob's fields.
COLUMNS = (
    "id",
    "order_id",
    "order_number",
    "version",
    "station",
    "printer",
    "kind",
    "state",
    "attempt",
    "created_at",
    "updated_at",
    "token",
    "number",
    "reasons",
    "evidence",
    "not_before",
    "copy_number",
    "copies",
    "backup_from",
    "person",
    "sent_at",
)


def join_reasons(reasons: Iterable[str]) -> str:
    """Reasons as one column: a word a line."""
    return "\n".join(reasons)


def split_reasons(stored: str) -> tuple[str, ...]:
    """The reasons of a column."""
    return tuple(stored.split("\n")) if stored else ()


def job_values(job: PrintJob) -> dict[str, object]:
    """All columns of a job."""
    return {
        "id": job.id,
        "order_id": job.order_id,
        "order_number": job.order_number,
        "version": job.version,
        "station": job.station,
        "printer": job.printer,
        "kind": job.kind,
        "state": job.state.value,
        "attempt": job.attempt,
        "created_at": micros(job.created_at),
        "updated_at": micros(job.updated_at),
        "token": job.token,
        "number": job.number,
        "reasons": join_reasons(job.reasons),
        "evidence": job.evidence,
        "not_before": maybe_micros(job.not_before),
        "copy_number": job.copy,
        "copies": job.copies,
        "backup_from": job.backup_from,
        "person": job.by,
        "sent_at": maybe_micros(job.sent_at),
    }


def log_values(job: PrintJob, at: datetime, evidence: str, by: str) -> dict[str, object]:
    """An entry of the job's log: where it stands now, and what this step said."""
    return {
        "job_id": job.id,
        "at": micros(at),
        "state": job.state.value,
        "attempt": job.attempt,
        "reasons": join_reasons(job.reasons),
        "evidence": evidence,
        "person": by,
    }


def to_job(row: SqlRow) -> PrintJob:
    """The job out of its COLUMNS."""
    (id_, order_id, order_number, version, station, printer, kind, state, attempt, created_at) = row[:10]
    (updated_at, token, number, reasons, evidence, not_before, copy, copies, backup_from, by, sent_at) = row[
        10:
    ]
    return PrintJob(
        id_,
        order_id,
        order_number,
        version,
        station,
        printer,
        kind,
        JobState(state),
        attempt,
        moment(created_at),
        moment(updated_at),
        token,
        number,
        split_reasons(reasons),
        evidence,
        maybe_moment(not_before),
        copy,
        copies,
        backup_from,
        by,
        maybe_moment(sent_at),
    )
