"""Which print jobs an event of an order's life makes. Runs inside the transaction of that event."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from desk.domain.changes import KITCHEN_MATTERS, became_paid, line_changes, order_changes
from desk.domain.orders import Order
from desk.domain.ports import NewJob, Work
from desk.domain.print_jobs import FINAL, WAITING, JobState, PrintJob
from desk.domain.shop import Shop
from desk.domain.stations import Station, share_out
from desk.domain.tickets import Change, Ticket, TicketKind
from desk.spool import Attempt, Routed, Slot, first_bytes, route

#: Whether a job may begin in this very transaction: the claimed slot of its printer, or None.
Slots = Callable[[str], Slot | None]


#: Tickets that tell a station what to make or hand out.
_MAIN = frozenset({TicketKind.KITCHEN, TicketKind.COUNTER, TicketKind.CHANGE})
_UNSENT = WAITING | {JobState.ASK}


def no_slots(_printer: str) -> Slot | None:
    """Nothing claimed: every job starts as queued."""
    return None


def ticket_for(shop: Shop, order: Order, routed: Routed, kind: TicketKind) -> Ticket:
    """The snapshot a station reads of this order."""
    return Ticket(
        kind=kind,
        layout=routed.station.layout,
        station=routed.station.name,
        shop=shop.name,
        timezone=shop.timezone,
        language=shop.language,
        number=order.number,
        order=order.content,
        lines=routed.lines,
        source=order.source_kind
        if order.source_kind in {"relay", "counter", "demo"}
        else order.content.source,
        received_at=order.received_at,
        due_at=order.due_at,
        start_at=routed.start_at,
        rushed=order.rushed,
    )


def _main_kind(station: Station) -> TicketKind:
    return TicketKind.COUNTER if station.layout == "counter" else TicketKind.KITCHEN


class Ticketing:
    """Makes jobs for one shop within one transaction; collects what was begun there."""

    def __init__(self, shop: Shop, work: Work, now: datetime, slots: Slots = no_slots) -> None:
        self._shop = shop
        self._work = work
        self._now = now
        #: The moment all of this happens at.
        self.now = now
        self._slots = slots
        self._used: set[str] = set()
        self.attempts: list[tuple[Slot, Attempt]] = []
        self.jobs: list[PrintJob] = []

    def first(self, order: Order, skip: frozenset[str] = frozenset()) -> None:
        """The whole ticket for every station not in `skip`."""
        for routed in route(self._shop, order, self._now):
            if routed.station.name not in skip:
                self._station(order, routed, _main_kind(routed.station))

    def changed(self, old: Order, new: Order) -> None:
        """A newer version: jobs that sent nothing are replaced whole, the rest learn of it by a change ticket."""
        jobs = self._work.jobs.of_order(new.id)
        before = {r.station.name: r for r in route(self._shop, old, self._now)}
        after = {r.station.name: r for r in route(self._shop, new, self._now)}
        general = order_changes(old.content, new.content)
        for name in dict.fromkeys([*before, *after]):
            station = self._shop.station(name)
            if station is None:
                continue
            routed = after.get(name) or Routed(station, (), None, None)
            changes = line_changes(before[name].lines if name in before else (), routed.lines)
            changes += tuple(c for c in general if station.layout == "counter" or c.what in KITCHEN_MATTERS)
            self._renew(old, new, routed, changes, [j for j in jobs if j.station == name])
        if became_paid(old.content, new.content):
            self.now_paid(new, skip=frozenset(job.station for job in self.jobs))

    def _renew(
        self, old: Order, new: Order, routed: Routed, changes: tuple[Change, ...], jobs: list[PrintJob]
    ) -> None:
        unsent = [j for j in jobs if j.state in _UNSENT and j.attempt == 0 and j.kind in _MAIN]
        known = [j for j in jobs if j.attempt > 0 and j.kind in _MAIN]
        paid_only = not changes and became_paid(old.content, new.content)
        if not changes and not (paid_only and unsent):
            return
        for job in unsent:
            self._move(job, JobState.CANCELLED, reasons=("superseded",))
        if not known:
            if routed.lines:
                self._station(new, routed, _main_kind(routed.station))
            return
        last = max(known, key=lambda job: job.version)
        if not changes:
            return
        self._change(new, routed, self._known_changes(last, new, routed, changes), last)

    def _change(self, order: Order, routed: Routed, changes: tuple[Change, ...], last: PrintJob) -> None:
        ticket = ticket_for(self._shop, order, routed, TicketKind.CHANGE)
        at = last.sent_at or last.updated_at
        ticket = replace(ticket, changes=changes, old_version=last.version, old_at=at)
        self._each_copy(order, replace(routed, not_before=None), ticket)

    def _known_changes(
        self, last: PrintJob, new: Order, routed: Routed, changes: tuple[Change, ...]
    ) -> tuple[Change, ...]:
        """Differences to the version that station has on paper, which may be older than the one before."""
        seen = self._work.jobs.ticket(last.id)
        if seen.order is None or last.version == new.version - 1:
            return changes
        general = order_changes(seen.order, new.content)
        wanted = tuple(c for c in general if routed.station.layout == "counter" or c.what in KITCHEN_MATTERS)
        return line_changes(seen.lines, routed.lines) + wanted

    def cancelled(self, order: Order, reason: str) -> None:
        """Unsent jobs vanish; stations that may have paper are told 取消."""
        told: set[str] = set()
        for job in self._work.jobs.of_order(order.id):
            if job.state in _UNSENT and job.attempt == 0:
                self._move(job, JobState.CANCELLED, reasons=("order-over",))
            elif job.kind == TicketKind.CANCEL:
                told.discard(job.station)
            elif job.attempt > 0:
                told.add(job.station)
        shares = share_out(self._shop.stations, order.content.lines)
        for station in self._shop.stations:
            if station.name in told:
                routed = Routed(station, shares[station.name], None, None)
                ticket = ticket_for(self._shop, order, routed, TicketKind.CANCEL)
                self._each_copy(order, routed, replace(ticket, reason=reason))

    def restored(self, order: Order) -> None:
        """A cancelled order lives again. Who never heard of the end keeps the paper in hand; the others get
        theirs once more, marked; and who has an older version learns what changed.
        """
        after = {routed.station.name: routed for routed in route(self._shop, order, self._now)}
        all_jobs = self._work.jobs.of_order(order.id)
        for station in self._shop.stations:
            jobs = [job for job in all_jobs if job.station == station.name]
            unheard = [
                j for j in jobs if j.kind == TicketKind.CANCEL and j.state in _UNSENT and not j.attempt
            ]
            for job in unheard:
                self._move(job, JobState.CANCELLED, reasons=("superseded",))
            self._restore(order, after.get(station.name), station, jobs, heard=not unheard)

    def _restore(
        self, order: Order, routed: Routed | None, station: Station, jobs: list[PrintJob], *, heard: bool
    ) -> None:
        known = [job for job in jobs if job.kind in _MAIN and job.attempt > 0]
        if not known:
            if routed is not None:
                self._station(order, routed, _main_kind(station))
            return
        if routed is None and heard:
            return  # nothing of it is theirs any more, and they were told
        last = known[-1]
        seen = self._work.jobs.ticket(last.id)
        routed = routed or Routed(station, (), None, None)
        changes = line_changes(seen.lines, routed.lines)
        if seen.order is not None:
            general = order_changes(seen.order, order.content)
            changes += tuple(c for c in general if station.layout == "counter" or c.what in KITCHEN_MATTERS)
        if changes:
            self._change(order, routed, changes, last)
            return
        if heard:
            self._again(jobs)
        slips = [j for j in jobs if j.kind == TicketKind.NOW_PAID and j.state is not JobState.CANCELLED]
        if seen.order is not None and became_paid(seen.order, order.content) and not slips:
            others = frozenset(s.name for s in self._shop.stations if s.name != station.name)
            self.now_paid(order, skip=others)

    def rush(self, order: Order) -> None:
        """催单 for every station that makes something."""
        for routed in route(self._shop, order, self._now):
            if routed.station.layout != "counter":
                ticket = ticket_for(self._shop, order, routed, TicketKind.RUSH)
                self._add(order, routed.station, ticket, None)

    def now_paid(self, order: Order, *, skip: frozenset[str] = frozenset()) -> None:
        """A slip for the stations that collect money."""
        for routed in route(self._shop, order, self._now):
            if routed.station.layout == "counter" and routed.station.name not in skip:
                ticket = ticket_for(self._shop, order, routed, TicketKind.NOW_PAID)
                self._each_copy(order, replace(routed, not_before=None), ticket)

    def again(self, order: Order) -> list[PrintJob]:
        """Every station's newest ticket once more, marked, and after it the slip that it was paid meanwhile:
        a copy that still says how much to collect must not stand alone. Jobs to insist on.
        """
        return self._again(self._work.jobs.of_order(order.id))

    def _again(self, jobs: list[PrintJob]) -> list[PrintJob]:
        newest: dict[tuple[str, int, bool], PrintJob] = {}
        for job in jobs:
            if job.state is JobState.CANCELLED:
                continue
            if job.kind in _MAIN:
                newest[job.station, job.copy, True] = job
                newest.pop((job.station, job.copy, False), None)
            elif job.kind == TicketKind.NOW_PAID:
                newest[job.station, job.copy, False] = job
        return [self.reprint(job) for job in newest.values() if job.attempt > 0]

    def reprint(self, job: PrintJob) -> PrintJob:
        """Another attempt of a job at an end or in question; one under way is left alone."""
        if job.state in FINAL - {JobState.CANCELLED} or job.state is JobState.ASK:
            return self._move(job, JobState.QUEUED, reasons=("asked-again",))
        return job

    def _station(self, order: Order, routed: Routed, kind: TicketKind) -> None:
        self._each_copy(order, routed, ticket_for(self._shop, order, routed, kind))

    def _each_copy(self, order: Order, routed: Routed, ticket: Ticket) -> None:
        """Whoever holds one of several copies must hear of what comes after it, too."""
        copies = routed.station.copies
        for copy in range(1, copies + 1):
            part = replace(ticket, copy=copy, copies=copies) if copies > 1 else ticket
            self._add(order, routed.station, part, routed.not_before)

    def _add(self, order: Order, station: Station, ticket: Ticket, not_before: datetime | None) -> None:
        printer = station.printers[0]
        slot = None if not_before or printer in self._used else self._slots(printer)
        if slot is not None and self._work.jobs.any_waiting(printer, self._now):
            slot = None  # another job came first; nobody has told the printer's worker yet
        new = NewJob(order.id, order.number, order.version, printer, ticket, self._now, not_before=not_before)
        if slot is None:
            self.jobs.append(self._work.jobs.add(new))
            return
        self._used.add(printer)
        running = self._work.numbers.next_ticket(station.name, self._now)
        body, data = first_bytes(ticket, running, self._now, slot.terms)
        job = self._work.jobs.add(replace(new, state=JobState.SENDING, number=running.number, body=body))
        self.jobs.append(job)
        self.attempts.append((slot, Attempt(job, data)))

    def _move(self, job: PrintJob, state: JobState, *, reasons: tuple[str, ...] = ()) -> PrintJob:
        moved = self._work.jobs.move(job, state, self._now, reasons=reasons)
        self.jobs.append(moved)
        return moved
