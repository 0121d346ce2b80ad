"""Orders whose sender counts no versions: touches, changes, cancellations and what is taken back."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from desk.domain.orders import (
    Action,
    Line,
    Order,
    OrderDraft,
    OrderState,
    Payment,
    PaymentMethod,
    PaymentState,
)
from desk.domain.tickets import TicketKind
from tests.unit.desk.services.desk_in_memory import CAKE, Shopkeeper, draft

PAID = Payment(PaymentMethod.CARD, PaymentState.PAID, 16800, None, "ch_1")


def told(revision: int, **changes: Any) -> OrderDraft:
    return draft("website", "727", revision=revision, **changes)


def play(scene: Callable[[Shopkeeper], Awaitable[None]]) -> None:
    asyncio.run(scene(Shopkeeper()))


async def order(keeper: Shopkeeper) -> Order:
    found = await keeper.database.read(lambda work: work.orders.by_source_ref("website", "727"))
    assert found is not None
    return found


async def kinds(keeper: Shopkeeper) -> list[str]:
    order_id = (await order(keeper)).id
    return [job.kind for job in await keeper.database.read(lambda work: work.jobs.of_order(order_id))]


def test_a_later_revision_is_the_next_version_and_an_older_one_nothing() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        await keeper.intake.receive(told(5000), b"1")
        newer = await keeper.intake.receive(told(9000, note="快点"), b"2")
        assert not newer.duplicate
        for revision in (9000, 5000, 1):
            assert (await keeper.intake.receive(told(revision, note="旧"), b"3")).duplicate
        found = await order(keeper)
        assert (found.version, found.content.revision, found.content.note) == (2, 9000, "快点")

    play(scene)


def test_a_touch_that_changes_nothing_is_no_version_and_no_paper() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        await keeper.intake.receive(told(5000), b"1")
        before = await kinds(keeper)
        assert (await keeper.intake.receive(told(6000), b"2")).duplicate
        found = await order(keeper)
        assert (found.version, found.content.revision) == (1, 6000)
        assert await kinds(keeper) == before
        assert (await keeper.intake.receive(told(5500, note="late"), b"3")).duplicate

    play(scene)


def test_what_is_called_off_before_it_came_is_nobodys_work() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        for over, state in (("cancelled", OrderState.CANCELLED), ("completed", OrderState.COMPLETED)):
            receipt = await keeper.intake.receive(replace(told(5000, over=over), external_id=over), b"1")
            late = await keeper.intake.receive(replace(told(4000), external_id=over), b"0")
            assert late.duplicate and late.order_id == receipt.order_id
            jobs = await keeper.database.read(lambda work, of=receipt.order_id: work.jobs.of_order(of))
            found = await keeper.database.read(lambda work, of=receipt.order_id: work.orders.get(of))
            assert found is not None
            assert (found.state, jobs) == (state, [])

    play(scene)


def test_a_cancellation_ends_it_once() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        await keeper.intake.receive(told(5000), b"1")
        assert not (await keeper.intake.receive(told(5500, over="cancelled"), b"2")).duplicate
        assert (await order(keeper)).state is OrderState.CANCELLED
        assert (await keeper.intake.receive(told(6000, over="cancelled"), b"3")).duplicate
        assert (await order(keeper)).content.revision == 6000

    play(scene)


def test_a_late_cancellation_that_was_taken_back_within_its_second_ends_nothing() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        await keeper.intake.receive(told(5000, note="taken back"), b"1")
        assert (await keeper.intake.receive(told(5000, over="cancelled"), b"2")).duplicate
        assert (await order(keeper)).state is OrderState.ACCEPTED

    play(scene)


def test_what_the_sender_takes_back_lives_again() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        await keeper.intake.receive(told(5000), b"1")
        await keeper.intake.receive(told(6000, over="cancelled"), b"2")
        await keeper.intake.receive(told(7000, note="还是要"), b"3")
        found = await order(keeper)
        assert (found.state, found.content.note) == (OrderState.ACCEPTED, "还是要")

    play(scene)


def test_what_was_off_from_the_first_is_made_when_it_is_taken_back() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        await keeper.intake.receive(told(5000, over="cancelled"), b"1")
        assert await kinds(keeper) == []
        await keeper.intake.receive(told(6000), b"2")
        assert (await order(keeper)).state is OrderState.ACCEPTED
        assert TicketKind.KITCHEN in await kinds(keeper)

    play(scene)


def test_what_a_person_ended_stays_ended() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        await keeper.intake.receive(told(5000), b"1")
        await keeper.act((await order(keeper)).id, Action.CANCEL, reason="没有草莓了")
        await keeper.intake.receive(told(6000, note="still wanted"), b"2")
        found = await order(keeper)
        assert (found.state, found.content.note) == (OrderState.CANCELLED, "still wanted")

    play(scene)


def test_what_is_done_here_is_not_undone_by_a_refund() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        await keeper.intake.receive(told(5000, payment=PAID), b"1")
        for action in (Action.START, Action.READY, Action.COMPLETE):
            await keeper.act((await order(keeper)).id, action)
        refunded = replace(PAID, state=PaymentState.REFUNDED)
        await keeper.intake.receive(told(6000, payment=refunded, over="cancelled"), b"2")
        found = await order(keeper)
        assert (found.state, found.content.payment.state) == (OrderState.COMPLETED, PaymentState.REFUNDED)

    play(scene)


def test_a_done_order_at_the_sender_is_left_to_the_desk() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        await keeper.intake.receive(told(5000), b"1")
        await keeper.intake.receive(told(6000, over="completed"), b"2")
        assert (await order(keeper)).state is OrderState.ACCEPTED

    play(scene)


def test_other_lines_are_a_change_on_paper() -> None:
    async def scene(keeper: Shopkeeper) -> None:
        await keeper.intake.receive(told(5000), b"1")
        await keeper.intake.receive(told(6000, lines=(CAKE, Line("可颂", 2, 1200, "CR", "cake"))), b"2")
        assert len((await order(keeper)).content.lines) == 2
        assert (await order(keeper)).version == 2

    play(scene)
