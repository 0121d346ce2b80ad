"""The years before a demonstration: what a person may read off them, and that they are summed up rightly."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.app.clock import SystemClock
from desk.demo.past import fill_past, past_orders
from desk.domain.orders import Order, OrderState
from desk.domain.shop import Shop
from desk.domain.statistics import Group
from desk.services import Recount
from desk.store.opening import Store, open_store

SHOP = Shop()
TODAY = datetime(2026, 11, 27, 10, tzinfo=SHOP.zone)


def some(seed: int, customers: int = 40, orders: int = 500) -> list[tuple[int, Order]]:
    return list(past_orders(seed, customers, orders, TODAY, "CNY"))


@pytest.mark.parametrize("seed", [7, 8])
def test_it_is_as_many_as_asked_for_and_everybody_came(seed: int) -> None:
    made = some(seed)
    assert len(made) == 500
    assert len({guest for guest, _ in made}) == 40
    assert len({(order.content.source, order.content.external_id) for _, order in made}) == 500
    times = [order.received_at for _, order in made]
    assert times == sorted(times)
    assert times[-1] < TODAY.replace(hour=0).astimezone(UTC)
    assert times[-1] - times[0] > timedelta(days=300)


def test_the_same_seed_is_the_same_past_and_another_is_not() -> None:
    assert some(7) == some(7)
    assert some(7) != some(8)


def test_a_number_stands_once_in_a_day_and_paid_orders_are_paid_whole() -> None:
    days: Counter[tuple[str, str]] = Counter()
    for _, order in some(7):
        days[order.received_at.astimezone(SHOP.zone).date().isoformat(), order.number] += 1
        paid = order.content.payment.paid_amount
        assert paid == (order.content.computed_total if order.state is OrderState.COMPLETED else 0)
    assert set(days.values()) == {1}


def test_it_is_written_once_and_the_night_finds_nothing_to_mend(tmp_path: Path) -> None:
    async def play(store: Store, told: list[tuple[int, int]]) -> None:
        clock = SystemClock()
        await fill_past(
            store.database,
            SHOP,
            clock,
            seed=7,
            customers=40,
            orders=500,
            told=lambda done, of: told.append((done, of)),
        )
        today = clock.now().date()
        rows = await store.database.read(lambda work: work.statistics.customers(Group.ALL, today, limit=99))
        assert len(rows) == 40
        assert all(row.orders for row in rows)
        again = await Recount(SHOP, store.database, clock).count(lambda: 0.0)
        assert (again.customers, again.mended) == (40, 0)

    store, told = open_store("sqlite", tmp_path), list[tuple[int, int]]()
    try:
        asyncio.run(play(store, told))
    finally:
        store.close()
    assert told[-1] == (500, 500)
