"""The transactions of the spool: each function runs inside one open transaction and decides nothing outside it."""

from dataclasses import dataclass
from datetime import datetime

from desk.domain.ports import Work
from desk.domain.print_jobs import FINAL, WAITING, JobState, PrintJob
from desk.domain.shop import Shop, is_open
from desk.domain.tickets import Running, Stamps, Ticket, TicketKind
from desk.spool.render import attempt_bytes, render_body
from printers import Profile

#: Tickets that are worth nothing once their order is over.
_WORK_KINDS = frozenset({TicketKind.KITCHEN, TicketKind.COUNTER, TicketKind.CHANGE, TicketKind.RUSH})


@dataclass(frozen=True, slots=True)
class Attempt:
    """A job in state sending, committed or about to be, and every byte of the attempt."""

    job: PrintJob
    data: bytes


@dataclass(frozen=True, slots=True)
class Terms:
    """What beginning an attempt depends on besides the row."""

    shop: Shop
    profile: Profile
    torn: bool
    insisted: frozenset[int] = frozenset()


def begin(work: Work, job_id: int, terms: Terms, now: datetime) -> Attempt | None:
    """Start the next attempt of a waiting, uncertain or asked job; None when it may not start any more.

    A job whose order is over is cancelled; one that waited too long asks a person first.
    """
    job = work.jobs.get(job_id)
    if job is None or job.state in FINAL:
        return None
    ticket = work.jobs.ticket(job_id)
    if job.attempt == 0 and _over(work, job, ticket):
        work.jobs.move(job, JobState.CANCELLED, now, reasons=("order-over",))
        return None
    waited = (now - max(job.created_at, job.not_before or job.created_at)).total_seconds()
    first = job.state in WAITING and job.attempt == 0
    if first and waited > terms.shop.stale_after and job_id not in terms.insisted:
        work.jobs.move(job, JobState.ASK, now, reasons=("stale",))
        return None
    body, number = work.jobs.body(job_id), None
    if body is None:
        running = work.numbers.next_ticket(job.station, now)
        body, number = render_body(ticket, running, now, terms.profile), running.number
    late = max(1, round(waited / 60)) if job.attempt == 0 and waited > terms.shop.late_after else None
    started = work.jobs.begin(job, now, number, body if number is not None else None)
    stamps = Stamps(started.attempt, job.backup_from, late)
    # who asks for another copy of what was never surely proved may have half of it in front of them
    torn = terms.torn or (started.attempt > 1 and terms.profile.confirmation != "process-id")
    return Attempt(started, attempt_bytes(body, stamps, ticket.language, terms.profile, torn=torn))


def _over(work: Work, job: PrintJob, ticket: Ticket) -> bool:
    if job.order_id is None or ticket.kind not in _WORK_KINDS:
        return False
    order = work.orders.get(job.order_id)
    return order is None or not is_open(order)


def first_bytes(ticket: Ticket, running: Running, now: datetime, terms: Terms) -> tuple[bytes, bytes]:
    """Body and whole attempt of a first attempt that shares its order's transaction."""
    body = render_body(ticket, running, now, terms.profile)
    return body, attempt_bytes(body, Stamps(), ticket.language, terms.profile, torn=terms.torn)


def begin_next(work: Work, printer: str, terms: Terms, now: datetime) -> Attempt | None:
    """Start the first job of the printer's queue that may start; jobs that may not are settled on the way."""
    while (job := work.jobs.next_waiting(printer, now)) is not None:
        attempt = begin(work, job.id, terms, now)
        if attempt is not None:
            return attempt
    return None


def recover(work: Work, printer: str, now: datetime) -> list[PrintJob]:
    """After a restart: an attempt that was open when we died may be on paper. All uncertain jobs, oldest first."""
    for job in work.jobs.in_states(printer, (JobState.SENDING, JobState.SENT, JobState.HOLDING)):
        work.jobs.move(job, JobState.UNCERTAIN, now, reasons=("restart",))
    return work.jobs.in_states(printer, (JobState.UNCERTAIN,))
