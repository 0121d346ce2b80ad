"""Money and the order it is for: whatever comes when, and however often, the order ends the same."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.domain.orders import Action, Order, OrderState, Payment, PaymentMethod, PaymentState
from desk.domain.payments import Entry, received
from desk.domain.print_jobs import JobState
from desk.errors import Refused
from desk.services import Payments, Request
from desk.spool import Spool
from tests.unit.desk.services.desk_in_memory import CAKE, NOW, SHOP, TEA, Shopkeeper, draft, story

DUE = CAKE.unit_price + 2 * TEA.unit_price
WAITING = draft("shy", payment=Payment(PaymentMethod.WECHAT))
PRINTED = [("kitchen", "kitchen", 1), ("drinks", "kitchen", 1), ("counter", "counter", 1)]


def money(shop: Shopkeeper) -> Payments:
    spool = Spool(SHOP, {}, shop.database, shop.clock)
    return Payments(SHOP, shop.database, shop.clock, spool, shop.changes.append)


def paid(amount: int = DUE, payment: str = "OD1", **more: Any) -> Entry:
    made = Entry("paid", payment, amount, NOW, "shy", "web-1", reference="4200")
    return replace(made, **more)


def refunded(amount: int, refund: str = "R1") -> Entry:
    return paid(amount, event="refunded", refund=refund)


async def order_of(shop: Shopkeeper, order_id: str) -> Order:
    found = await shop.database.read(lambda work: work.orders.get(order_id))
    assert found is not None
    return found


async def told(shop: Shopkeeper, order_id: str) -> list[tuple[str, str, str]]:
    detail = await shop.database.read(lambda work: work.views.detail(order_id))
    assert detail is not None
    return [(entry.what, entry.detail, entry.by) for entry in detail.timeline]


def test_an_order_that_waited_for_its_money_prints_when_it_came() -> None:
    async def play(shop: Shopkeeper) -> None:
        order_id = await shop.receive(WAITING)
        assert await shop.alive(order_id) == []
        await money(shop).receive(paid())
        order = await order_of(shop, order_id)
        assert order.state is OrderState.ACCEPTED
        assert order.content.payment == Payment(
            PaymentMethod.WECHAT, PaymentState.PAID, DUE, NOW, "4200"
        )  # fmt: skip
        assert await shop.alive(order_id) == PRINTED
        await money(shop).receive(paid())
        assert await shop.alive(order_id) == PRINTED, "the same money again prints nothing"
        assert ("paid", str(DUE), "notification") in await told(shop, order_id)

    story(play)


def test_what_is_printed_already_gets_a_slip_once() -> None:
    async def play(shop: Shopkeeper) -> None:
        order_id = await shop.receive(replace(WAITING, source="website"))
        await shop.print_all(order_id)
        for _ in range(2):
            await money(shop).receive(paid(source="website"))
        assert (await shop.alive(order_id))[3:] == [("counter", "now-paid", 1)]

    story(play)


def test_money_that_is_quicker_than_its_order_waits_for_it() -> None:
    async def play(shop: Shopkeeper) -> None:
        await money(shop).receive(paid())
        order_id = await shop.receive(WAITING)
        order = await order_of(shop, order_id)
        assert (order.state, order.content.payment.state) == (OrderState.ACCEPTED, PaymentState.PAID)
        assert await shop.alive(order_id) == PRINTED
        assert ("paid", str(DUE), "notification") in await told(shop, order_id)

    story(play)


def test_a_deposit_is_enough_to_begin_and_the_rest_is_collected() -> None:
    async def play(shop: Shopkeeper) -> None:
        order_id = await shop.receive(WAITING)
        await money(shop).receive(paid(5000))
        order = await order_of(shop, order_id)
        assert order.state is OrderState.ACCEPTED
        assert order.content.payment.state is PaymentState.PART_PAID
        assert order.content.balance == DUE - 5000
        ticket = await shop.database.read(lambda work: work.jobs.ticket(1))
        assert ticket.order is not None
        assert ticket.order.balance == DUE - 5000
        await shop.print_all(order_id)
        await shop.act(order_id, Action.PAID, method=PaymentMethod.CASH)
        order = await order_of(shop, order_id)
        assert (order.content.payment.state, order.content.payment.paid_amount) == (PaymentState.PAID, DUE)
        assert (await shop.alive(order_id))[3:] == [("counter", "now-paid", 1)]

    story(play)


def test_money_for_an_order_that_is_off_has_to_go_back() -> None:
    async def play(shop: Shopkeeper) -> None:
        order_id = await shop.receive(WAITING)
        await shop.act(order_id, Action.CANCEL, reason="未付款")
        await money(shop).receive(paid(off=True))
        assert (await order_of(shop, order_id)).state is OrderState.CANCELLED
        assert ("refund-needed", str(DUE), "") in await told(shop, order_id)
        assert await shop.alive(order_id) == []
        await money(shop).receive(refunded(DUE))
        assert (await order_of(shop, order_id)).content.payment.state is PaymentState.REFUNDED

    story(play)


def test_an_order_cancelled_after_it_was_paid_says_that_its_money_has_to_go_back() -> None:
    async def play(shop: Shopkeeper) -> None:
        order_id = await shop.receive(WAITING)
        await money(shop).receive(paid())
        await shop.act(order_id, Action.CANCEL, reason="不要了")
        assert ("refund-needed", str(DUE), "") in await told(shop, order_id)

    story(play)


def test_a_refund_that_failed_changes_no_money_and_is_told() -> None:
    async def play(shop: Shopkeeper) -> None:
        order_id = await shop.receive(WAITING)
        await money(shop).receive(paid())
        await money(shop).receive(paid(event="refund-failed", refund="R1"))
        assert (await order_of(shop, order_id)).content.payment.state is PaymentState.PAID
        assert ("refund-failed", str(DUE), "notification") in await told(shop, order_id)

    story(play)


def test_a_changed_order_keeps_the_money_that_came() -> None:
    async def play(shop: Shopkeeper) -> None:
        order_id = await shop.receive(WAITING)
        await money(shop).receive(paid())
        dearer = replace(WAITING, version=2, lines=(replace(CAKE, quantity=2), TEA))
        await shop.receive(dearer)
        order = await order_of(shop, order_id)
        assert (order.content.payment.state, order.content.balance) == (
            PaymentState.PART_PAID,
            CAKE.unit_price,
        )
        await shop.receive(replace(WAITING, version=3))
        assert (await order_of(shop, order_id)).content.payment.state is PaymentState.PAID

    story(play)


def test_a_clerk_takes_a_part_and_then_the_rest() -> None:
    async def play(shop: Shopkeeper) -> None:
        order_id = await shop.receive(draft())
        await shop.print_all(order_id)
        await shop.act(order_id, Action.PAID, method=PaymentMethod.CASH, amount=5000)
        assert (await order_of(shop, order_id)).content.balance == DUE - 5000
        await shop.act(order_id, Action.PAID, method=PaymentMethod.CARD)
        entries = await shop.database.read(lambda work: work.payments.of_order(order_id))
        assert [(e.amount, e.method, e.evidence, e.by) for e in entries] == [
            (5000, PaymentMethod.CASH, "person", "小陈"),
            (DUE - 5000, PaymentMethod.CARD, "person", "小陈"),
        ]
        with pytest.raises(Refused):
            await shop.act(order_id, Action.PAID)

    story(play)


def test_what_the_orders_own_document_said_was_paid_is_counted_too() -> None:
    async def play(shop: Shopkeeper) -> None:
        said = Payment(PaymentMethod.WECHAT, PaymentState.PART_PAID, 5000, NOW, "4200")
        order_id = await shop.receive(draft(payment=said))
        await shop.act(order_id, Action.PAID, method=PaymentMethod.CASH)
        order = await order_of(shop, order_id)
        assert (order.content.payment.state, order.content.payment.paid_amount) == (PaymentState.PAID, DUE)

    story(play)


@pytest.mark.parametrize("seed", range(30))
def test_in_any_order_and_any_number_it_ends_the_same(seed: int) -> None:
    """Versions come in order; money, refunds and repetitions of all come anywhere between them."""
    dice = random.Random(seed)
    versions = [WAITING, replace(WAITING, version=2, note="少糖"), replace(WAITING, version=3, lines=(CAKE,))]
    entries = [paid(), paid(1000, "OD2"), refunded(4600), paid(4600, event="refund-failed", refund="R2")]
    events: list[Any] = [*entries, *dice.choices(entries, k=3)]
    dice.shuffle(events)
    for version in versions:
        events.insert(dice.randint(0, len(events)), None)
        del version
    coming = iter(versions)

    async def play(shop: Shopkeeper) -> None:
        order_id = ""
        for event in events:
            if event is None:
                newest = next(coming)
                order_id = await shop.receive(newest)
                await shop.receive(newest)
            else:
                await money(shop).receive(event)
            if order_id and dice.random() < 0.3:
                await shop.print_all(order_id)
        order = await order_of(shop, order_id)
        kept = await shop.database.read(lambda work: work.payments.of_order(order_id))
        assert received(kept) == DUE + 1000 - 4600
        assert order.content.payment.paid_amount == DUE + 1000 - 4600
        assert order.content.payment.state is PaymentState.PAID, "a cake costs less than what is left"
        assert order.state is OrderState.ACCEPTED
        jobs = await shop.jobs(order_id)
        alive = [job for job in jobs if job.state is not JobState.CANCELLED]
        slips = [job for job in alive if job.kind == "now-paid"]
        assert len({(job.station, job.kind, job.version) for job in alive if job.kind == "kitchen"}) == len(
            [job for job in alive if job.kind == "kitchen"]
        )
        assert len(slips) <= 2, "once for each time that it became paid"
        assert (
            await shop.database.write(lambda work: work.statistics.recount_customers(0, 9, SHOP.zone))
        ).mended == 0

    story(play)


def test_nobody_pays_without_evidence() -> None:
    async def play(shop: Shopkeeper) -> None:
        order_id = await shop.receive(WAITING)
        shop.clock.at += timedelta(hours=1)
        await money(shop).receive(paid(event="closed"))
        order = await order_of(shop, order_id)
        assert (order.state, order.content.payment.state) == (OrderState.PLACED, PaymentState.UNPAID)
        await shop.desk.act(order_id, Request(Action.ACCEPT, "小陈"))
        assert (await order_of(shop, order_id)).content.payment.state is PaymentState.UNPAID

    story(play)
