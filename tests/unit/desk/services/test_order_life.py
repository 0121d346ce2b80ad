"""An order's way through the desk: what each event prints, and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.domain.orders import Action, Order, OrderState, Payment, PaymentMethod, PaymentState
from desk.domain.print_jobs import Answer, JobState
from desk.errors import NotFound, Refused
from tests.unit.desk.services.desk_in_memory import CAKE, NOW, SHOP, TEA, Shopkeeper, draft, story

WHOLE = [("kitchen", "kitchen", 1), ("drinks", "kitchen", 1), ("counter", "counter", 1)]


def test_each_station_gets_its_lines_and_nobody_else() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(lines=(CAKE,)))
        assert await shop.alive(order) == [WHOLE[0], WHOLE[2]]
        ticket = await shop.database.read(lambda work: work.jobs.ticket(1))
        assert ticket.lines == (CAKE,)

    story(play)


def test_the_same_or_an_older_version_changes_nothing() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(version=3))
        for version in (3, 2, 1):
            receipt = await shop.intake.receive(draft(version=version, note="later"), b"{}")
            assert (receipt.order_id, receipt.duplicate) == (order, True)
        assert await shop.alive(order) == [(s, k, 3) for s, k, _ in WHOLE]

    story(play)


def test_a_change_before_any_byte_replaces_the_tickets_whole() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        await shop.receive(draft(version=2, lines=(replace(CAKE, quantity=3), TEA)))
        assert await shop.alive(order) == [
            ("drinks", "kitchen", 1),
            ("kitchen", "kitchen", 2),
            ("counter", "counter", 2),
        ]
        gone = [job for job in await shop.jobs(order) if job.state is JobState.CANCELLED]
        assert {job.reasons for job in gone} == {("superseded",)}

    story(play)


def test_a_change_after_printing_tells_only_whom_it_concerns() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        await shop.print_all(order)
        moved = replace(draft().fulfilment, address="别处1号")
        await shop.receive(draft(version=2, fulfilment=moved))
        assert (await shop.alive(order))[3:] == [("counter", "change", 2)]
        await shop.receive(draft(version=3, fulfilment=moved, note="不要香菜"))
        assert sorted((await shop.alive(order))[3:]) == [
            ("counter", "change", 3),
            ("drinks", "change", 3),
            ("kitchen", "change", 3),
        ]

    story(play)


def test_a_change_ticket_counts_from_what_is_on_paper() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        await shop.print_all(order)
        await shop.receive(draft(version=2, note="第一次改"))
        await shop.receive(
            draft(version=3, note="第二次改", lines=(CAKE, TEA, replace(CAKE, name="蛋挞", sku="T")))
        )
        last = [job for job in await shop.jobs(order) if job.station == "kitchen"][-1]
        ticket = await shop.database.read(lambda work: work.jobs.ticket(last.id))
        assert ticket.kind == "change"
        assert ticket.old_version == 1
        assert {change.what for change in ticket.changes} == {"line", "note"}
        waiting = [job for job in await shop.jobs(order) if job.station == "kitchen" and job.attempt == 0]
        assert [job.state for job in waiting] == [JobState.CANCELLED, JobState.QUEUED]

    story(play)


def test_money_that_comes_later_prints_a_slip_at_the_counter_alone() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        await shop.print_all(order)
        paid = Payment(PaymentMethod.WECHAT, PaymentState.PAID, draft().amount_due)
        await shop.receive(draft(version=2, payment=paid))
        assert (await shop.alive(order))[3:] == [("counter", "now-paid", 2)]
        with pytest.raises(Refused):
            await shop.act(order, Action.PAID)

    story(play)


def test_an_unpaid_order_waits_for_a_person_and_prints_nothing() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft("shy"))
        assert await shop.jobs(order) == []
        declined = await shop.act(order, Action.DECLINE, reason="没货")
        assert declined.state is OrderState.DECLINED
        assert await shop.jobs(order) == []
        await shop.act(order, Action.UNDO)
        accepted = await shop.act(order, Action.ACCEPT, minutes=30)
        assert accepted.due_at == NOW + timedelta(minutes=30)
        assert await shop.alive(order) == WHOLE

    story(play)


@pytest.mark.parametrize(
    "payment",
    [Payment(PaymentMethod.WECHAT, PaymentState.PAID, 1), Payment(PaymentMethod.CASH_ON_DELIVERY)],
)
def test_paid_or_cash_on_delivery_is_accepted_by_itself(payment: Payment) -> None:
    async def play(shop: Shopkeeper) -> None:
        assert await shop.alive(await shop.receive(draft("shy", payment=payment))) == WHOLE

    story(play)


def test_cancelling_takes_back_what_waits_and_tells_who_has_paper() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        await shop.act(order, Action.CANCEL, reason="不要了")
        assert await shop.alive(order) == []
        other = await shop.receive(draft(name="web-2"))
        await shop.print_all(other)
        await shop.act(other, Action.CANCEL, reason="不要了")
        assert (await shop.alive(other))[3:] == [(s, "cancel", 1) for s, _, _ in WHOLE]

    story(play)


def test_undoing_a_cancellation_prints_marked_copies() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        await shop.print_all(order)
        await shop.act(order, Action.CANCEL, reason="不要了")
        await shop.print_all(order)
        back = await shop.act(order, Action.UNDO)
        assert back.state is OrderState.ACCEPTED
        again = [job for job in await shop.jobs(order) if job.state is JobState.QUEUED and job.attempt]
        assert [(job.station, job.kind) for job in again] == [(s, k) for s, k, _ in WHOLE]
        with pytest.raises(Refused):
            await shop.act(order, Action.UNDO)

    story(play)


def test_the_steps_go_forward_only_as_the_table_says() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        for action, state in (
            (Action.START, OrderState.PREPARING),
            (Action.READY, OrderState.READY),
            (Action.DELIVER, OrderState.DELIVERING),
            (Action.COMPLETE, OrderState.COMPLETED),
        ):
            assert (await shop.act(order, action)).state is state
        for action in (Action.START, Action.CANCEL, Action.RUSH, Action.ACCEPT):
            with pytest.raises(Refused):
                await shop.act(order, action)
        assert (await shop.act(order, Action.UNDO)).state is OrderState.DELIVERING
        with pytest.raises(NotFound):
            await shop.act("nobody", Action.START)

    story(play)


def test_chasing_prints_where_something_is_made() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        await shop.print_all(order)
        assert (await shop.act(order, Action.RUSH)).rushed == 1
        assert (await shop.alive(order))[3:] == [("kitchen", "rush", 1), ("drinks", "rush", 1)]

    story(play)


def test_a_preorder_waits_for_its_prep_time_and_the_counter_does_not() -> None:
    async def play(shop: Shopkeeper) -> None:
        due = NOW + timedelta(days=2)
        order = await shop.receive(draft(fulfilment=replace(draft().fulfilment, due_at=due)))
        held = {job.station: job.not_before for job in await shop.jobs(order)}
        assert held == {
            "kitchen": due - timedelta(minutes=50),
            "drinks": due - timedelta(minutes=50),
            "counter": None,
        }
        tonight = await shop.receive(
            draft(name="web-2", fulfilment=replace(draft().fulfilment, due_at=NOW + timedelta(hours=8)))
        )
        assert {job.not_before for job in await shop.jobs(tonight)} == {None}

    story(play)


def test_order_numbers_start_anew_each_day_of_the_shop() -> None:
    async def number(shop: Shopkeeper, name: str, source: str = "website") -> str:
        order_id = await shop.receive(draft(source, name))
        order = await shop.database.read(lambda work: work.orders.get(order_id))
        assert isinstance(order, Order)
        return order.number

    async def play(shop: Shopkeeper) -> None:
        assert [await number(shop, f"a{n}") for n in range(3)] == ["S001", "S002", "S003"]
        assert await number(shop, "c", "counter") == "C001"
        shop.clock.at += timedelta(hours=14, minutes=30)  # past midnight in Shanghai
        assert await number(shop, "b") == "S001"

    story(play)


def test_answers_are_taken_only_where_a_question_stands() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(lines=(CAKE,)))
        await shop.print_all(order)
        job = (await shop.jobs(order))[0]
        with pytest.raises(Refused):
            await shop.desk.answer(job.id, Answer.PRINTED, "小陈")
        with pytest.raises(NotFound):
            await shop.desk.answer(999, Answer.PRINTED, "小陈")
        again = await shop.desk.reprint(job.id, "小陈")
        assert (again.state, again.attempt) == (JobState.QUEUED, 1)

    story(play)


def test_copies_are_parts_and_not_duplicates() -> None:
    kitchen, *rest = SHOP.stations
    twice = replace(SHOP, stations=(replace(kitchen, copies=2), *rest))

    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(lines=(CAKE,)))
        parts = [(job.station, job.copy, job.copies) for job in await shop.jobs(order)]
        assert parts == [("kitchen", 1, 2), ("kitchen", 2, 2), ("counter", 1, 1)]

    story(play, twice)
