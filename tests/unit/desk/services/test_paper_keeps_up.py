"""Paper keeps up with what happens to an order after its tickets came out, and no line is lost on the way."""

from dataclasses import replace

import pytest

from desk.domain.orders import Action, OrderState, Payment, PaymentMethod, PaymentState
from desk.domain.print_jobs import JobState
from desk.domain.stations import share_out
from tests.unit.desk.services.desk_in_memory import CAKE, SHOP, TEA, Shopkeeper, draft, story

DUE = draft().amount_due
ON_DELIVERY = Payment(PaymentMethod.CASH_ON_DELIVERY)
PAID = Payment(PaymentMethod.WECHAT, PaymentState.PAID, DUE)
DEPOSIT = Payment(PaymentMethod.WECHAT, PaymentState.PART_PAID, 5000)
REFUNDED = Payment(PaymentMethod.WECHAT, PaymentState.REFUNDED, DUE)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        (ON_DELIVERY, DEPOSIT, str(DUE), str(DUE - 5000)),
        (PAID, REFUNDED, "paid", "refunded"),
        (PAID, ON_DELIVERY, "paid", str(DUE)),
        (DEPOSIT, ON_DELIVERY, str(DUE - 5000), str(DUE)),
    ],
)
def test_the_counter_hears_when_what_is_to_be_collected_changes(
    before: Payment, after: Payment, old: str, new: str
) -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(payment=before))
        await shop.print_all(order)
        await shop.receive(draft(version=2, payment=after))
        assert (await shop.alive(order))[3:] == [("counter", "change", 2)]
        job = (await shop.jobs(order))[-1]
        ticket = await shop.database.read(lambda work: work.jobs.ticket(job.id))
        assert [(c.what, c.old, c.new) for c in ticket.changes] == [("payment", old, new)]

    story(play)


def test_a_copy_of_a_ticket_that_was_paid_later_comes_with_its_slip() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(payment=ON_DELIVERY))
        await shop.print_all(order)
        await shop.act(order, Action.PAID)
        await shop.print_all(order)
        await shop.act(order, Action.REPRINT)
        again = [(j.station, j.kind) for j in await shop.jobs(order) if j.state is JobState.QUEUED]
        assert again[-2:] == [("counter", "counter"), ("counter", "now-paid")]

    story(play)


def test_money_a_clerk_took_stays_taken_when_the_sender_changes_something_else() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(payment=ON_DELIVERY))
        await shop.act(order, Action.PAID)
        for version, note in ((2, "不要香菜"), (3, "不要葱")):
            await shop.receive(draft(version=version, payment=ON_DELIVERY, note=note))
        known = await shop.database.read(lambda work: work.orders.get(order))
        assert known is not None
        assert (known.content.payment.state, known.content.balance) == (PaymentState.PAID, 0)
        dearer = (replace(CAKE, quantity=2), TEA)
        await shop.receive(draft(version=4, payment=ON_DELIVERY, lines=dearer))
        known = await shop.database.read(lambda work: work.orders.get(order))
        assert known is not None
        assert (known.content.payment.state, known.content.balance) == (PaymentState.PART_PAID, 16800)

    story(play)


def test_money_that_only_the_sender_knew_of_may_be_taken_back_by_it() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(payment=PAID))
        await shop.receive(draft(version=2, payment=ON_DELIVERY))
        known = await shop.database.read(lambda work: work.orders.get(order))
        assert known is not None
        assert known.content.balance == DUE

    story(play)


def test_an_order_that_waited_for_its_money_is_accepted_when_it_comes() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft("shy"))
        assert await shop.jobs(order) == []
        await shop.receive(draft("shy", version=2, note="快点"))
        assert await shop.jobs(order) == []
        await shop.receive(draft("shy", version=3, payment=PAID))
        known = await shop.database.read(lambda work: work.orders.get(order))
        assert known is not None
        assert known.state is OrderState.ACCEPTED
        assert await shop.alive(order) == [
            ("kitchen", "kitchen", 3),
            ("drinks", "kitchen", 3),
            ("counter", "counter", 3),
        ]

    story(play)


def test_whoever_holds_one_of_two_copies_hears_of_changes_and_the_end() -> None:
    kitchen, *rest = SHOP.stations
    twice = replace(SHOP, stations=(replace(kitchen, copies=2), *rest))

    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(lines=(CAKE,)))
        await shop.print_all(order)
        await shop.receive(draft(version=2, lines=(replace(CAKE, quantity=2),)))
        await shop.print_all(order)
        await shop.act(order, Action.REPRINT)
        again = [j for j in await shop.jobs(order) if j.state is JobState.QUEUED and j.station == "kitchen"]
        assert [(j.kind, j.version, j.copy) for j in again] == [("change", 2, 1), ("change", 2, 2)]
        await shop.act(order, Action.CANCEL, reason="不要了")
        told = [j.copy for j in await shop.jobs(order) if j.station == "kitchen" and j.kind == "cancel"]
        assert told == [1, 2]

    story(play, twice)


def test_a_line_of_an_unknown_category_is_made_somewhere() -> None:
    kitchen, drinks, counter = SHOP.stations
    soup = replace(CAKE, name="汤", category="suop")
    shares = share_out((drinks, kitchen, replace(counter, categories=("cake",))), (CAKE, soup, TEA))
    assert shares == {"drinks": (soup, TEA), "kitchen": (CAKE,), "counter": (CAKE,)}
    assert share_out(SHOP.stations, (CAKE, soup))["counter"] == (
        CAKE,
        soup,
    )  # somebody sees it: as configured

    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(lines=(soup,)))
        assert [job.station for job in await shop.jobs(order)] == ["kitchen"]

    story(play, replace(SHOP, stations=(kitchen, drinks)))


def test_nobody_is_told_twice_that_an_order_is_off() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft("shy"))
        await shop.act(order, Action.ACCEPT)
        await shop.print_all(order)
        await shop.act(order, Action.UNDO)
        await shop.print_all(order)
        await shop.act(order, Action.CANCEL, reason="不要了")
        assert [kind for _, kind, _ in await shop.alive(order)].count("cancel") == 3

    story(play)


def test_a_cancellation_taken_back_before_anybody_heard_of_it_never_prints() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft())
        await shop.print_all(order)
        await shop.act(order, Action.CANCEL, reason="不要了")
        await shop.act(order, Action.UNDO)
        assert [kind for _, kind, _ in await shop.alive(order)] == ["kitchen", "kitchen", "counter"]
        assert all(job.state in {JobState.CONFIRMED, JobState.CANCELLED} for job in await shop.jobs(order))

    story(play)


def test_an_order_that_changed_while_it_was_cancelled_comes_back_as_it_is_now() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(payment=ON_DELIVERY))
        await shop.print_all(order)
        await shop.act(order, Action.CANCEL, reason="不要了")
        await shop.print_all(order)
        await shop.receive(draft(version=2, lines=(replace(CAKE, quantity=3),), payment=ON_DELIVERY))
        await shop.act(order, Action.UNDO)
        waiting = [
            (j.station, j.kind, j.version) for j in await shop.jobs(order) if j.state is JobState.QUEUED
        ]
        assert waiting == [("kitchen", "change", 2), ("counter", "change", 2)]  # drinks heard it is off

    story(play)


def test_a_change_lost_to_a_cancellation_is_told_when_that_is_taken_back() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(payment=ON_DELIVERY))
        await shop.print_all(order)
        await shop.receive(draft(version=2, note="不要蜡烛", payment=ON_DELIVERY))
        await shop.act(order, Action.PAID)
        await shop.act(order, Action.CANCEL, reason="不要了")
        await shop.act(order, Action.UNDO)
        waiting = {(j.station, j.kind) for j in await shop.jobs(order) if j.state is JobState.QUEUED}
        assert waiting == {("kitchen", "change"), ("drinks", "change"), ("counter", "change")}

    story(play)


def test_money_that_came_is_told_again_when_its_slip_fell_to_a_cancellation() -> None:
    async def play(shop: Shopkeeper) -> None:
        order = await shop.receive(draft(payment=ON_DELIVERY))
        await shop.print_all(order)
        await shop.act(order, Action.PAID)
        await shop.act(order, Action.CANCEL, reason="不要了")
        await shop.act(order, Action.UNDO)
        waiting = [(j.station, j.kind) for j in await shop.jobs(order) if j.state is JobState.QUEUED]
        assert waiting == [("counter", "now-paid")]

    story(play)
