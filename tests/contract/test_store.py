"""What the core may rely on from the store, on SQLite and PostgreSQL alike."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from store_samples import CAKE, NOON, TEA, Shop, bring, draft, later, new_job, order, read, ticket, write

from desk.domain.board import CardLine
from desk.domain.orders import CustomerRef, Fulfilment, OrderState, Payment, PaymentMethod, PaymentState
from desk.domain.ports import Work
from desk.domain.print_jobs import TRANSITIONS, JobState, completion_token
from desk.domain.tickets import Running, TicketKind
from desk.errors import EnvironmentFault, NotFound, Refused
from desk.store.opening import Store, open_store

# --- orders ----------------------------------------------------------------------------------------


def test_an_order_comes_back_as_it_went(store: Store) -> None:
    full = order(
        before=OrderState.PLACED,
        rushed=2,
        promised_at=later(60),
        content=draft("x", number="W007", version=3),
    )
    bare = order("o2", content=draft("y", total=None, placed_at=None, fulfilment=Fulfilment(), discounts=()))
    write(store, lambda w: (w.orders.insert(full), w.orders.insert(bare)))
    assert read(store, lambda w: w.orders.get("o1")) == full
    assert read(store, lambda w: w.orders.by_source_ref("website", "y")) == bare


def test_an_unknown_order_is_none(store: Store) -> None:
    assert read(store, lambda w: w.orders.get("nobody")) is None
    assert read(store, lambda w: w.orders.by_source_ref("website", "nothing")) is None


def test_control_characters_are_no_reason_to_refuse(store: Store) -> None:
    note = "a\x00b\x1b@\x01 مرحبا 👩‍👩‍👧 \u202e"
    write(store, lambda w: w.orders.insert(order(content=draft("x", note=note))))
    kept = read(store, lambda w: w.orders.get("o1"))
    assert kept is not None
    assert kept.content.note.replace("\x00", "") == note.replace("\x00", "")


def test_a_source_ref_is_stored_once(store: Store) -> None:
    write(store, lambda w: w.orders.insert(order("o1", content=draft("same"))))

    def again(work: Work) -> None:
        work.numbers.next_order("S", date(2026, 11, 22))
        work.orders.insert(order("o2", content=draft("same")))

    with pytest.raises(Exception, match=r"(?i)unique"):
        write(store, again)
    assert read(store, lambda w: w.orders.get("o2")) is None
    assert write(store, lambda w: w.numbers.next_order("S", date(2026, 11, 22))) == 1


def test_a_new_version_replaces_header_and_lines(store: Store) -> None:
    write(store, lambda w: w.orders.insert(order()))
    newer = draft("web-o1", version=2, lines=(TEA,), note="", total=2700, customer=CustomerRef("oABC"))
    write(store, lambda w: w.orders.put_version("o1", newer, later(5)))
    kept = read(store, lambda w: w.orders.get("o1"))
    assert kept == replace(order(), content=newer)
    card = read(store, lambda w: w.views.cards(["o1"]))["o1"]
    assert (card.version, card.lines, card.total) == (2, (CardLine("柠檬茶", 2, ""),), 2700)


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_or_equal_version_changes_nothing(store: Store, version: int) -> None:
    write(store, lambda w: w.orders.insert(order(content=draft("web-o1", version=2))))
    with pytest.raises(NotFound):
        write(store, lambda w: w.orders.put_version("o1", draft("web-o1", version=version, note="!"), NOON))
    kept = read(store, lambda w: w.orders.get("o1"))
    assert kept is not None and kept.content.note == draft().note


def test_steps_payment_promise_and_chases(store: Store) -> None:
    paid = Payment(PaymentMethod.CASH, PaymentState.PAID, 19700, later(9), "till 4")

    def change(work: Work) -> tuple[int, int]:
        work.orders.insert(order())
        work.orders.set_state("o1", OrderState.PREPARING, OrderState.ACCEPTED, later(10))
        work.orders.set_payment("o1", paid)
        work.orders.set_promise("o1", later(900))
        return work.orders.add_rush("o1"), work.orders.add_rush("o1")

    assert write(store, change) == (1, 2)
    kept = read(store, lambda w: w.orders.get("o1"))
    assert kept == replace(
        order(),
        state=OrderState.PREPARING,
        before=OrderState.ACCEPTED,
        since=later(10),
        promised_at=later(900),
        rushed=2,
        content=replace(order().content, payment=paid),
    )


def test_changing_an_order_that_does_not_exist_says_so(store: Store) -> None:
    for change in (
        lambda w: w.orders.set_state("x", OrderState.READY, None, NOON),
        lambda w: w.orders.set_payment("x", Payment()),
        lambda w: w.orders.set_promise("x", NOON),
        lambda w: w.orders.add_rush("x"),
        lambda w: w.orders.put_version("x", draft(), NOON),
    ):
        with pytest.raises(NotFound):
            write(store, change)


# --- customers and numbers -------------------------------------------------------------------------


def test_a_customer_is_found_by_any_handle(store: Store) -> None:
    delivery = Fulfilment(name="王小明")

    def link(source: str, who: CustomerRef, to: Fulfilment = delivery) -> int | None:
        return write(store, lambda w: w.customers.link(source, who, to, NOON))

    first = link("wechat", CustomerRef("oABC", "小明", "13800138000"))
    assert first is not None
    assert link("wechat", CustomerRef("oABC")) == first
    assert link("website", CustomerRef("", "", "+86 138-0013-8000")) == first
    assert link("website", CustomerRef("user-9", "", "１３８００１３８０００")) == first
    assert link("website", CustomerRef("user-9")) == first
    other = link("website", CustomerRef("oABC"))
    assert other not in {None, first}, "an id belongs to its source"


def test_the_phone_of_a_delivery_counts_only_when_nobody_else_is_named(store: Store) -> None:
    to = Fulfilment(phone="13900001111")
    buyer = write(store, lambda w: w.customers.link("wechat", CustomerRef("oBUY"), to, NOON))
    receiver = write(store, lambda w: w.customers.link("counter", CustomerRef(), to, NOON))
    assert receiver not in {None, buyer}
    assert write(store, lambda w: w.customers.link("wechat", CustomerRef("oBUY"), to, NOON)) == buyer


def test_an_order_that_names_nobody_has_no_customer(store: Store) -> None:
    assert (
        write(store, lambda w: w.customers.link("counter", CustomerRef(), Fulfilment(name="王"), NOON))
        is None
    )


def test_order_numbers_count_by_letter_and_day(store: Store) -> None:
    today, tomorrow = date(2026, 11, 22), date(2026, 11, 23)
    asked = [("S", today), ("S", today), ("C", today), ("S", tomorrow), ("S", today)]
    assert [write(store, lambda w, a=a: w.numbers.next_order(*a)) for a in asked] == [1, 2, 1, 1, 3]


def test_running_numbers_tell_of_the_one_before(store: Store) -> None:
    asked = [("kitchen", 0), ("bar", 1), ("kitchen", 2), ("kitchen", 3)]
    given = [write(store, lambda w, s=s, at=at: w.numbers.next_ticket(s, later(at))) for s, at in asked]
    assert given == [
        Running(1, None, None),
        Running(1, None, None),
        Running(2, 1, NOON),
        Running(3, 2, later(2)),
    ]


def test_a_number_of_a_failed_operation_is_given_again(store: Store) -> None:
    def fail(work: Work) -> None:
        work.numbers.next_ticket("kitchen", NOON)
        raise Refused("no")

    with pytest.raises(Refused):
        write(store, fail)
    assert write(store, lambda w: w.numbers.next_ticket("kitchen", NOON)).number == 1


# --- print jobs ------------------------------------------------------------------------------------


def test_a_queued_job_has_counted_no_attempt(store: Store) -> None:
    def add(work: Work):
        work.orders.insert(order())
        return work.jobs.add(new_job(order(), not_before=later(60)))

    job = write(store, add)
    assert (job.state, job.attempt, job.token, job.number) == (JobState.QUEUED, 0, "", None)
    assert (job.station, job.kind, job.not_before) == ("kitchen", "kitchen", later(60))
    assert read(store, lambda w: w.jobs.get(job.id)) == job
    assert read(store, lambda w: w.jobs.ticket(job.id)) == ticket(order())
    assert read(store, lambda w: w.jobs.body(job.id)) is None


def test_a_first_attempt_may_share_the_orders_commit(store: Store) -> None:
    def add(work: Work):
        work.orders.insert(order())
        return work.jobs.add(new_job(order(), state=JobState.SENDING, number=36, body=b"\x1b@\x00"))

    job = write(store, add)
    assert (job.state, job.attempt, job.number) == (JobState.SENDING, 1, 36)
    assert job.token == completion_token(job.id, 1)
    assert read(store, lambda w: w.jobs.get(job.id)) == job
    assert read(store, lambda w: w.jobs.body(job.id)) == b"\x1b@\x00"


def test_no_job_is_born_finished(store: Store) -> None:
    with pytest.raises(ValueError, match="begin"):
        write(store, lambda w: w.jobs.add(new_job(state=JobState.CONFIRMED)))


def test_job_ids_grow_and_are_the_order_of_the_queue(store: Store) -> None:
    ids = [write(store, lambda w: w.jobs.add(new_job())).id for _ in range(5)]
    assert all(a < b for a, b in pairwise(ids))
    assert [j.id for j in read(store, lambda w: w.views.jobs(None, [], None, 10))] == ids


def test_an_attempt_has_its_own_token(store: Store) -> None:
    def attempts(work: Work):
        job = work.jobs.add(new_job())
        first = work.jobs.begin(job, later(1), 7, b"paper")
        doubt = work.jobs.move(first, JobState.UNCERTAIN, later(2), reasons=("reset",), evidence="cut at 40")
        return first, doubt, work.jobs.begin(doubt, later(3), None, None)

    first, doubt, second = write(store, attempts)
    assert (first.attempt, first.number, first.token) == (1, 7, completion_token(first.id, 1))
    assert (doubt.reasons, doubt.evidence) == (("reset",), "cut at 40")
    assert (second.attempt, second.number, second.token) == (2, 7, completion_token(first.id, 2))
    assert (second.reasons, second.evidence) == ((), ""), "the last attempt's trouble is not this one's"
    assert read(store, lambda w: w.jobs.body(first.id)) == b"paper"


def test_a_retracted_attempt_was_none(store: Store) -> None:
    def retract(work: Work):
        sending = work.jobs.begin(work.jobs.add(new_job()), later(1), 7, b"paper")
        return work.jobs.retract(sending, later(2), "connection-lost")

    job = write(store, retract)
    assert (job.state, job.attempt, job.token, job.reasons) == (JobState.QUEUED, 0, "", ("connection-lost",))
    assert job.number == 7, "no gap in the running numbers"
    assert write(store, lambda w: w.jobs.begin(job, later(3), None, None)).attempt == 1


def test_only_a_sending_job_is_retracted(store: Store) -> None:
    for state in set(JobState) - {JobState.SENDING}:
        with pytest.raises(ValueError, match="retract"):
            write(
                store, lambda w, s=state: w.jobs.retract(bring(w, w.jobs.add(new_job()), s), later(1), "why")
            )


def test_a_reprint_is_the_next_attempt(store: Store) -> None:
    def reprint(work: Work):
        printed = bring(work, work.jobs.add(new_job()), JobState.CONFIRMED)
        queued = work.jobs.move(printed, JobState.QUEUED, later(9), reasons=("asked-again",), by="大C")
        return queued, work.jobs.begin(queued, later(10), None, None)

    queued, second = write(store, reprint)
    assert (queued.attempt, queued.by) == (1, "大C")
    assert second.attempt == 2


@pytest.mark.parametrize("start", list(JobState))
def test_moves_follow_the_table(store: Store, start: JobState) -> None:
    for to in JobState:
        counts_attempts = to is JobState.SENDING or (start is JobState.SENDING and to is JobState.QUEUED)
        allowed = to in TRANSITIONS[start] and not counts_attempts
        job = write(store, lambda w: bring(w, w.jobs.add(new_job()), start))
        if allowed:
            moved = write(store, lambda w, j=job, to=to: w.jobs.move(j, to, later(5)))
            assert (moved.state, moved.attempt, moved.updated_at) == (to, job.attempt, later(5))
        else:
            with pytest.raises(ValueError, match=str(job.id)):
                write(store, lambda w, j=job, to=to: w.jobs.move(j, to, later(5)))
            assert read(store, lambda w, j=job: w.jobs.get(j.id)) == job


def test_begin_follows_the_table(store: Store) -> None:
    for start in JobState:
        job = write(store, lambda w, s=start: bring(w, w.jobs.add(new_job()), s))
        if JobState.SENDING in TRANSITIONS[start]:
            assert write(store, lambda w, j=job: w.jobs.begin(j, NOON, None, None)).attempt == job.attempt + 1
        else:
            with pytest.raises(ValueError, match=str(job.id)):
                write(store, lambda w, j=job: w.jobs.begin(j, NOON, None, None))


def test_a_job_that_moved_on_is_not_moved_from_where_it_was(store: Store) -> None:
    job = write(store, lambda w: bring(w, w.jobs.add(new_job()), JobState.SENT))
    write(store, lambda w: w.jobs.move(job, JobState.CONFIRMED, later(1), evidence="process-id"))
    for change in (
        lambda w: w.jobs.move(job, JobState.UNCERTAIN, later(2)),
        lambda w: w.jobs.retract(replace(job, state=JobState.SENDING), later(2), "no"),
        lambda w: w.jobs.begin(replace(job, state=JobState.QUEUED), later(2), None, None),
    ):
        with pytest.raises(ValueError, match="no longer"):
            write(store, change)
    kept = read(store, lambda w: w.jobs.get(job.id))
    assert kept is not None and kept.state is JobState.CONFIRMED


def test_what_is_known_of_an_attempt_stays_with_it(store: Store) -> None:
    def doubt(work: Work):
        sent = bring(work, work.jobs.add(new_job()), JobState.SENT, later(1))
        uncertain = work.jobs.move(
            sent, JobState.UNCERTAIN, later(2), reasons=("timeout",), evidence="cutter moved"
        )
        return work.jobs.move(uncertain, JobState.ASK, later(3), reasons=("timeout",))

    job = write(store, doubt)
    assert (job.evidence, job.sent_at) == ("cutter moved", later(1))
    answered = write(store, lambda w: w.jobs.move(job, JobState.PERSON_CONFIRMED, later(4), by="大C"))
    assert (answered.by, answered.evidence, answered.reasons) == ("大C", "cutter moved", ())


def test_the_next_job_is_the_oldest_that_may_start(store: Store) -> None:
    def fill(work: Work) -> list[int]:
        held = work.jobs.add(new_job(not_before=later(100)))
        blocked = bring(work, work.jobs.add(new_job()), JobState.BLOCKED)
        queued = work.jobs.add(new_job())
        work.jobs.add(new_job(printer="bar"))
        return [held.id, blocked.id, queued.id]

    held, blocked, queued = write(store, fill)

    def next_id(at: float) -> int | None:
        job = read(store, lambda w: w.jobs.next_waiting("kitchen", later(at)))
        return job and job.id

    def cancel(job_id: int) -> None:
        def op(work: Work) -> None:
            job = work.jobs.get(job_id)
            assert job is not None
            work.jobs.move(job, JobState.CANCELLED, NOON)

        write(store, op)

    assert next_id(0) == blocked
    assert next_id(100) == held
    assert read(store, lambda w: w.jobs.next_release("kitchen", NOON)) == later(100)
    assert read(store, lambda w: w.jobs.next_release("kitchen", later(100))) is None
    cancel(blocked)
    assert next_id(0) == queued
    cancel(queued)
    assert next_id(0) is None
    assert next_id(101) == held
    assert read(store, lambda w: w.jobs.next_waiting("attic", later(101))) is None


def test_blocking_and_unblocking_a_printer(store: Store) -> None:
    def fill(work: Work) -> tuple[int, int]:
        first, second = work.jobs.add(new_job()), work.jobs.add(new_job())
        bring(work, work.jobs.add(new_job()), JobState.SENT)
        work.jobs.add(new_job(printer="bar"))
        return first.id, second.id

    ids = write(store, fill)
    blocked = write(store, lambda w: w.jobs.block("kitchen", ("media-empty", "cover-open"), later(1)))
    assert [(j.id, j.state, j.reasons) for j in blocked] == [
        (i, JobState.BLOCKED, ("media-empty", "cover-open")) for i in ids
    ]
    assert write(store, lambda w: w.jobs.block("kitchen", ("media-empty", "cover-open"), later(2))) == []
    other = write(store, lambda w: w.jobs.block("kitchen", ("offline",), later(3)))
    assert [j.reasons for j in other] == [("offline",), ("offline",)]
    free = write(store, lambda w: w.jobs.unblock("kitchen", later(4)))
    assert [(j.id, j.state, j.reasons) for j in free] == [(i, JobState.QUEUED, ()) for i in ids]
    assert write(store, lambda w: w.jobs.unblock("kitchen", later(5))) == []
    bar = read(store, lambda w: w.jobs.in_states("bar", [JobState.QUEUED]))
    assert len(bar) == 1


def test_a_backup_takes_a_job_of_which_nothing_was_sent(store: Store) -> None:
    def hand_over(work: Work):
        sending = work.jobs.begin(work.jobs.add(new_job()), NOON, 4, b"for the kitchen's printer")
        back = work.jobs.retract(sending, NOON, "connection-lost")
        blocked = work.jobs.move(back, JobState.BLOCKED, NOON, reasons=("unreachable",))
        return work.jobs.hand_over(blocked, "bar", "kitchen", later(60))

    job = write(store, hand_over)
    assert (job.printer, job.backup_from, job.state, job.reasons) == ("bar", "kitchen", JobState.QUEUED, ())
    assert read(store, lambda w: w.jobs.body(job.id)) is None, "another printer, another rendering"
    assert read(store, lambda w: w.jobs.next_waiting("bar", NOON)) == job
    for state in (JobState.SENDING, JobState.UNCERTAIN, JobState.CONFIRMED):
        with pytest.raises(ValueError, match="stays"):
            write(
                store,
                lambda w, s=state: w.jobs.hand_over(
                    bring(w, w.jobs.add(new_job()), s), "bar", "kitchen", NOON
                ),
            )


def test_jobs_by_printer_and_state(store: Store) -> None:
    def fill(work: Work) -> dict[JobState, int]:
        return {state: bring(work, work.jobs.add(new_job()), state).id for state in JobState}

    ids = write(store, fill)
    for states in ([JobState.SENT, JobState.ASK], [JobState.CONFIRMED, JobState.QUEUED], list(JobState), []):
        found = read(store, lambda w, s=states: w.jobs.in_states("kitchen", s))
        assert [j.id for j in found] == sorted(ids[s] for s in states)
    assert read(store, lambda w: w.jobs.in_states("bar", list(JobState))) == []


def test_unknown_jobs(store: Store) -> None:
    assert read(store, lambda w: w.jobs.get(99)) is None
    assert read(store, lambda w: w.jobs.body(99)) is None
    with pytest.raises(NotFound):
        read(store, lambda w: w.jobs.ticket(99))


# --- views -----------------------------------------------------------------------------------------


def test_a_card_says_what_the_counter_needs(store: Store) -> None:
    def fill(work: Work) -> None:
        customer = work.customers.link("website", draft().customer, draft().fulfilment, NOON)
        work.customers.link("website", draft().customer, draft().fulfilment, NOON)
        work.orders.insert(order(customer_id=customer, rushed=1, before=OrderState.PLACED))
        work.jobs.add(new_job(order(), not_before=later(3600)))

    write(store, fill)
    card = read(store, lambda w: w.views.cards(["o1", "nobody"]))["o1"]
    assert card.customer == "王小明🎂"
    assert card.lines == (CardLine(CAKE.name, 1, "少糖 · 要 · 写：生日快乐 Amy"), CardLine("柠檬茶", 2, ""))
    assert (card.total, card.balance, card.adds_up) == (19700, 14700, True)
    assert (card.payment_state, card.payment_method, card.currency) == ("part-paid", "wechat", "CNY")
    assert (card.due_at, card.start_at) == (later(6 * 3600).timestamp(), later(3600).timestamp())
    assert (card.received_at, card.since) == (NOON.timestamp(), NOON.timestamp())
    assert (card.state, card.kind, card.source, card.source_kind) == (
        "accepted",
        "delivery",
        "website",
        "webhook",
    )
    assert (card.rushed, card.can_undo, card.visits, card.version) == (1, True, 2, 1)
    assert (card.print_state, card.print_reasons, card.question) == ("queued", (), 0)


def test_a_card_without_name_shows_the_nickname_and_flags_a_wrong_total(store: Store) -> None:
    content = draft("x", fulfilment=Fulfilment(), total=1)
    write(store, lambda w: w.orders.insert(order(content=content)))
    card = read(store, lambda w: w.views.cards(["o1"]))["o1"]
    assert (card.customer, card.adds_up, card.balance, card.due_at) == ("小明🎂", False, 0, None)
    assert (card.print_state, card.can_undo, card.visits) == ("", False, 0)


WORST = [
    "ask",
    "uncertain",
    "blocked",
    "holding",
    "queued",
    "sending",
    "sent",
    "unconfirmed",
    "person-confirmed",
]


@pytest.mark.parametrize(("worse", "better"), list(pairwise([*WORST, "confirmed"])))
def test_a_card_shows_the_worst_of_its_jobs(store: Store, worse: str, better: str) -> None:
    def fill(work: Work) -> int:
        work.orders.insert(order())
        bring(work, work.jobs.add(new_job(order())), JobState(better))
        bad = bring(work, work.jobs.add(new_job(order())), JobState(worse))
        bring(work, work.jobs.add(new_job(order(), not_before=NOON)), JobState.CANCELLED)
        return bad.id

    bad = write(store, fill)
    card = read(store, lambda w: w.views.cards(["o1"]))["o1"]
    assert (card.print_state, card.start_at) == (worse, None)
    assert card.question == (bad if worse == "ask" else 0)


def test_a_card_asks_about_the_first_job_and_gives_the_reasons_of_the_worst(store: Store) -> None:
    def fill(work: Work) -> int:
        work.orders.insert(order())
        work.jobs.move(
            work.jobs.add(new_job(order())), JobState.BLOCKED, NOON, reasons=("media-empty", "offline")
        )
        return work.jobs.add(new_job(order(), state=JobState.QUEUED)).id

    second = write(store, fill)
    card = read(store, lambda w: w.views.cards(["o1"]))["o1"]
    assert (card.print_state, card.print_reasons) == ("blocked", ("media-empty", "offline"))

    def ask(work: Work) -> None:
        for job in (*work.jobs.of_order("o1"),):
            work.jobs.move(job, JobState.ASK, NOON, reasons=(f"stale-{job.id}",))

    write(store, ask)
    card = read(store, lambda w: w.views.cards(["o1"]))["o1"]
    assert card.question == second - 1
    assert card.print_reasons == (f"stale-{second - 1}",)


def test_the_board_holds_open_orders_and_the_lately_finished(store: Store) -> None:
    def fill(work: Work) -> None:
        for index, state in enumerate(OrderState):
            at = later(-index)
            work.orders.insert(order(f"now-{state}", at=at, state=state, since=NOON))
            work.orders.insert(order(f"old-{state}", at=at, state=state, since=later(-1000)))

    write(store, fill)
    cards = read(store, lambda w: w.views.board(later(-500)))
    finished = {"completed", "declined", "cancelled"}
    wanted = {f"now-{s}" for s in OrderState} | {f"old-{s}" for s in OrderState if s.value not in finished}
    assert {card.id for card in cards} == wanted
    assert [card.received_at for card in cards] == sorted(card.received_at for card in cards)


def test_more_cards_than_fit_one_question(store: Store) -> None:
    def fill(work: Work) -> None:
        for index in range(1100):
            work.orders.insert(order(f"o{index}", content=draft(f"x{index}", lines=(TEA,))))

    write(store, fill)
    assert len(read(store, lambda w: w.views.cards([f"o{i}" for i in range(1200)]))) == 1100


def test_the_detail_tells_the_whole_story(store: Store) -> None:
    def fill(work: Work) -> None:
        work.orders.insert(order())
        work.orders.note("o1", NOON, "received")
        work.orders.note("o1", later(3), "accepted", "15", "大C")
        job = work.jobs.add(new_job(order(), state=JobState.SENDING, number=3, body=b""))
        sent = work.jobs.move(job, JobState.SENT, later(1))
        lost = work.jobs.move(sent, JobState.UNCERTAIN, later(2), reasons=("timeout", "reboot"))
        ask = work.jobs.move(lost, JobState.ASK, later(3))
        work.jobs.move(ask, JobState.PERSON_CONFIRMED, later(4), by="小李")
        work.jobs.add(new_job(order(), state=JobState.ASK, reasons=("stale",)))

    write(store, fill)
    detail = read(store, lambda w: w.views.detail("o1"))
    assert detail is not None
    assert (detail.name, detail.phone, detail.address) == ("王小明🎂", "138 0013 8000", "望京街9号3单元1202")
    assert (detail.discounts, detail.delivery_fee, detail.paid_amount) == ((("红包", 500),), 800, 5000)
    assert (detail.reference, detail.placed_at) == ("4200-1", later(-30).timestamp())
    assert [tuple(e) for e in detail.timeline] == [
        (NOON.timestamp(), "received", "", ""),
        (later(3).timestamp(), "accepted", "15", "大C"),
    ]
    first, second = detail.jobs
    assert first.log == (
        (NOON.timestamp(), "sending", 1, "", ""),
        (later(1).timestamp(), "sent", 1, "", ""),
        (later(2).timestamp(), "uncertain", 1, "timeout reboot", ""),
        (later(3).timestamp(), "ask", 1, "", ""),
        (later(4).timestamp(), "person-confirmed", 1, "", "小李"),
    )
    assert (first.number, first.by, first.state, first.attempt) == (3, "小李", "person-confirmed", 1)
    assert second.log == ((NOON.timestamp(), "ask", 0, "stale", ""),)
    assert read(store, lambda w: w.views.detail("nobody")) is None


def test_orders_come_in_pages(store: Store) -> None:
    made = [order(f"o{i:02d}", at=later(i // 2), state=list(OrderState)[i % 3]) for i in range(11)]
    write(store, lambda w: [w.orders.insert(o) for o in reversed(made)])
    seen, key = [], None
    while True:
        page, key = read(store, lambda w, k=key: w.views.orders([], None, k, 3))
        seen += page
        if key is None:
            break
    assert seen == made
    some, key = read(store, lambda w: w.views.orders(["placed", "accepted"], later(2), None, 100))
    assert some == [o for o in made if o.state.value in {"placed", "accepted"} and o.received_at >= later(2)]
    assert key is None
    with pytest.raises(Refused):
        read(store, lambda w: w.views.orders([], None, "'; drop table orders", 3))


def test_jobs_come_in_pages(store: Store) -> None:
    def fill(work: Work) -> list[int]:
        work.orders.insert(order())
        made = [work.jobs.add(new_job(order() if i % 2 else None)) for i in range(6)]
        bring(work, made[1], JobState.CONFIRMED)
        return [job.id for job in made]

    ids = write(store, fill)

    def page(*asked: object) -> list[int]:
        return [ids.index(j.id) for j in read(store, lambda w: w.views.jobs(*asked))]

    assert page(None, [], None, 4) == [0, 1, 2, 3]
    assert page(None, [], ids[3], 4) == [4, 5]
    assert page("o1", [], None, 4) == [1, 3, 5]
    assert page("o1", ["queued"], ids[1], 4) == [3, 5]
    assert page(None, ["confirmed"], None, 4) == [1]
    assert page(None, ["confirmed", "queued"], None, 2) == [0, 1]


def test_the_backlog_counts_what_is_not_at_an_end(store: Store) -> None:
    def fill(work: Work) -> None:
        for state in JobState:
            bring(work, work.jobs.add(new_job(created_at=later(3))), state)
        work.jobs.add(new_job(created_at=later(1)))
        bring(work, work.jobs.add(new_job(printer="bar")), JobState.CONFIRMED)

    write(store, fill)
    assert read(store, lambda w: w.views.backlog()) == {"kitchen": (8, later(1))}


def test_the_days_totals_leave_out_what_was_not_sold(store: Store) -> None:
    def fill(work: Work) -> None:
        for index, state in enumerate(OrderState):
            work.orders.insert(order(f"in-{state}", at=later(index), state=state))
            work.orders.insert(order(f"out-{state}", at=later(100 + index), state=state))

    write(store, fill)
    assert read(store, lambda w: w.views.day_totals(NOON, later(100))) == (6, 6 * 19700)
    assert read(store, lambda w: w.views.day_totals(later(500), later(600))) == (0, 0)


def test_orders_whose_kitchen_ticket_is_out(store: Store) -> None:
    def fill(work: Work) -> None:
        for name, state, at in (
            ("printed", JobState.CONFIRMED, 10),
            ("late", JobState.CONFIRMED, 40),
            ("blind", JobState.UNCONFIRMED, 10),
            ("answered", JobState.PERSON_CONFIRMED, 10),
            ("waiting", JobState.QUEUED, 10),
            ("doubt", JobState.UNCERTAIN, 10),
        ):
            made = order(name)
            work.orders.insert(made)
            bring(work, work.jobs.add(new_job(made)), state, later(at))
        begun = order("begun", state=OrderState.PREPARING)
        work.orders.insert(begun)
        bring(work, work.jobs.add(new_job(begun)), JobState.CONFIRMED, later(1))
        other = order("counter")
        work.orders.insert(other)
        bring(
            work,
            work.jobs.add(new_job(other, ticket=ticket(other, "kitchen", TicketKind.COUNTER))),
            JobState.CONFIRMED,
        )

    write(store, fill)
    found = read(store, lambda w: w.orders.started_kitchen("kitchen", later(30)))
    assert set(found) == {"printed", "blind", "answered"}
    assert read(store, lambda w: w.orders.started_kitchen("bar", later(30))) == []


# --- the database ----------------------------------------------------------------------------------


def test_what_was_written_is_there_after_a_restart(shop: Shop) -> None:
    first = shop.open()
    write(first, lambda w: (w.orders.insert(order()), w.raw_events.add("website", "x", 1, NOON, b"\x00\xff")))
    first.close()
    assert read(shop.open(), lambda w: w.orders.get("o1")) == order()


def test_operations_that_wait_together_fail_alone(store: Store) -> None:
    async def together() -> list[object]:
        def good(name: str):
            return lambda w: w.orders.insert(order(name))

        def bad(work: Work) -> None:
            work.orders.insert(order("half"))
            raise Refused("not now")

        calls = [good("a"), bad, good("b"), lambda w: w.orders.insert(order("a")), good("c")]
        return await asyncio.gather(*(store.database.write(c) for c in calls), return_exceptions=True)

    a, refused, b, twice, c = asyncio.run(together())
    assert (a, b, c) == (None, None, None)
    assert isinstance(refused, Refused)
    assert isinstance(twice, Exception)
    known = read(store, lambda w: [w.orders.get(x) is not None for x in ("a", "b", "c", "half")])
    assert known == [True, True, True, False]


def test_operations_run_in_the_order_of_the_calls(store: Store) -> None:
    async def mixed() -> list[object]:
        def count(work: Work) -> int:
            return work.numbers.next_order("S", date(2026, 11, 22))

        def seen(work: Work) -> int:
            return len(work.views.jobs(None, [], None, 100))

        calls = []
        for _ in range(10):
            calls += [store.database.write(count), store.database.read(seen)]
        calls.append(store.database.write(lambda w: w.jobs.add(new_job())))
        calls.append(store.database.read(seen))
        return await asyncio.gather(*calls)

    results = asyncio.run(mixed())
    assert results[0:20:2] == list(range(1, 11))
    assert results[-1] == 1, "a read sees every write that was asked before"


def test_reading_may_not_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)read"):
        read(store, lambda w: w.orders.insert(order()))
    assert read(store, lambda w: w.orders.get("o1")) is None


def test_a_cancelled_caller_does_not_stop_its_write(store: Store) -> None:
    async def hasty() -> None:
        task = asyncio.ensure_future(store.database.write(lambda w: w.orders.insert(order())))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await store.database.read(lambda w: None)

    asyncio.run(hasty())
    assert read(store, lambda w: w.orders.get("o1")) is not None


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(EnvironmentFault, match="closed"):
        write(store, lambda w: None)


def test_closing_runs_what_waits(shop: Shop) -> None:
    store = shop.open()

    async def ask_and_close() -> None:
        asked = [
            asyncio.ensure_future(store.database.write(lambda w, i=i: w.orders.insert(order(f"o{i}"))))
            for i in range(20)
        ]
        await asyncio.sleep(0)
        await asyncio.to_thread(store.close)
        await asyncio.gather(*asked)

    asyncio.run(ask_and_close())
    found = read(shop.open(), lambda w: w.views.board(NOON - timedelta(days=1)))
    assert len(found) == 20


def test_desks_that_share_a_server_never_share_a_number(server_shop: Shop) -> None:
    desks = [server_shop.open("left"), server_shop.open("right")]

    async def both() -> list[tuple[int, int]]:
        def op(work: Work) -> tuple[int, int]:
            return work.numbers.next_order("S", date(2026, 11, 22)), work.jobs.add(new_job()).id

        return await asyncio.gather(*(desks[i % 2].database.write(op) for i in range(40)))

    given = asyncio.run(both())
    assert sorted(number for number, _ in given) == list(range(1, 41))
    assert len({job for _, job in given}) == 40


def test_desks_that_share_a_server_move_a_job_once(server_shop: Shop) -> None:
    left, right = server_shop.open("left"), server_shop.open("right")
    job = write(left, lambda w: w.jobs.add(new_job()))

    async def both() -> list[object]:
        return await asyncio.gather(
            *(desk.database.write(lambda w: w.jobs.begin(job, NOON, None, None)) for desk in (left, right)),
            return_exceptions=True,
        )

    results = asyncio.run(both())
    assert sorted(isinstance(r, ValueError) for r in results) == [False, True]


def test_only_one_desk_drives_the_printers_of_a_server(server_shop: Shop) -> None:
    first = open_store(server_shop.url, server_shop.folder / "first", alone=True)
    try:
        with pytest.raises(EnvironmentFault, match="Another desk"):
            open_store(server_shop.url, server_shop.folder / "second", alone=True)
    finally:
        first.close()
    open_store(server_shop.url, server_shop.folder / "second", alone=True).close()


def test_the_server_going_away_is_said_and_healed(server_shop: Shop) -> None:
    import psycopg

    store = server_shop.open()
    write(store, lambda w: w.orders.insert(order()))
    with psycopg.connect(server_shop.url.replace("+psycopg", ""), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    with pytest.raises(EnvironmentFault):
        write(store, lambda w: w.orders.insert(order("o2")))
    write(store, lambda w: w.orders.insert(order("o2")))
    assert read(store, lambda w: w.orders.get("o1")) == order()


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(EnvironmentFault, match="PostgreSQL"):
        open_store("postgresql+psycopg://desk@127.0.0.1:1/shop", tmp_path)
