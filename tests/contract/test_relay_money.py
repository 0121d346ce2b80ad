"""A relay's till on each database, and two of them on one server: no payment is asked about or booked twice."""

import asyncio
import random
from pathlib import Path

import pytest
from relay_samples import Database

from desk.relay.pay.cashier import PayRefused
from tests.unit.relay.pay_days import a_day
from tests.unit.relay.pay_rig import MINUTE, PayRig, play


@pytest.fixture
def url(database: Database) -> str:
    """Where the relays of a test keep their data."""
    return database.url


def test_it_is_asked_for_paid_called_off_and_given_back(url: str, tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order(tea=1)
        rig.pay.pay(await rig.jsapi(order))
        unpaid = await rig.order("oBob", tea=1)
        code = await rig.collect()
        assert await rig.tell() == [204]
        (payment,) = await rig.payments(order)
        assert await rig.refund(payment.number, "RF-000001", 300) == {"done": True}
        await rig.later(16 * MINUTE, 30)
        assert await rig.events() == ["paid", "refunded", "closed"]
        assert [(await rig.placed(each)).state for each in (order, unpaid)] == ["placed", "cancelled"]
        assert not rig.pay.pay(code["code_url"])

    play(tmp_path, scene, store=url)


@pytest.mark.postgres
def test_two_relays_do_not_double(shared: Database, tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        orders = [await rig.order(f"oPerson{n}") for n in range(8)]
        packages = await asyncio.gather(
            *(rig.jsapi(order, f"oPerson{n}", relay) for n, order in enumerate(orders) for relay in (0, 1))
        )
        assert packages[::2] == packages[1::2], "both hand out the same payment"
        assert len(rig.pay.orders) == 8
        rig.pay.telling = lambda _told: []
        for package in packages[:8:2]:
            rig.pay.pay(package)
        rig.now += 10
        await asyncio.gather(*(till.watch.round() for till in rig.tills))
        assert rig.pay.calls["query"] == 8
        assert await rig.events() == ["paid"] * 4
        rig.now += 16 * MINUTE
        await asyncio.gather(*(till.watch.round() for till in rig.tills))
        assert len(await rig.feed("cancel")) == 4
        assert (
            sorted([(await rig.placed(order)).state for order in orders])
            == ["cancelled"] * 4 + ["placed"] * 4
        )

    play(tmp_path, scene, relays=2, store=shared.url)


@pytest.mark.postgres
def test_a_notification_at_both_relays_is_booked_once(shared: Database, tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        for number in range(5):
            order = await rig.order(f"oPerson{number}")
            rig.pay.telling = lambda told: [told, told]
            rig.pay.pay(await rig.jsapi(order, f"oPerson{number}"))
            deliveries = [rig.pay.headers_and_body(told) for told in rig.pay.due()]
            answers = await asyncio.gather(
                *(
                    client.post("/pay/notify", content=body, headers=headers)
                    for client, (headers, body) in zip(rig.clients, deliveries, strict=True)
                )
            )
            assert [answer.status_code for answer in answers] == [204, 204]
        assert await rig.events() == ["paid"] * 5

    play(tmp_path, scene, relays=2, store=shared.url)


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(3))
def test_pages_and_codes_at_two_relays_leave_one_that_can_be_paid(
    shared: Database, tmp_path: Path, seed: int
) -> None:
    async def scene(rig: PayRig) -> None:
        turns = random.Random(seed)
        order = await rig.order()
        asked = [
            rig.jsapi(order, turns.choice(["oAmy", "oBob"]), relay) if turns.random() < 0.5
            else rig.tills[relay].cashier.native(order)
            for relay in (0, 1, 0, 1, 0, 1)
        ]  # fmt: skip
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert all(isinstance(each, str | PayRefused) for each in found), found
        assert sum(rig.pay.pay(each) for each in found if isinstance(each, str)) <= 1
        assert (await rig.states(order)).count("asked") <= 1

    play(tmp_path, scene, relays=2, store=shared.url)


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_a_random_day_at_two_relays(shared: Database, tmp_path: Path, seed: int) -> None:
    a_day(tmp_path, seed, relays=2, store=shared.url, steps=30)
