"""One customer at a time: found by name and phone, and whole with what they ordered."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from store_samples import CAKE, NOON, TEA, order, read, write

from desk.domain.orders import CustomerRef, Fulfilment, FulfilmentKind, Order, OrderDraft, OrderState
from desk.domain.people import Handle, Visit
from desk.domain.ports import Work
from desk.domain.statistics import Period
from desk.store import people
from desk.store.opening import Store, open_store

ZONE = ZoneInfo("Asia/Shanghai")


def place(store: Store, number: int, name: str, phone: str, *, days: int = 0, address: str = "") -> Order:
    """An order of somebody, so many days before noon."""
    at = NOON - timedelta(days=days)
    kind = FulfilmentKind.DELIVERY if address else FulfilmentKind.PICKUP
    draft = OrderDraft(
        "web" if number % 2 else "counter",
        f"x{number}",
        (CAKE, TEA),
        fulfilment=Fulfilment(kind, name=name, phone=phone, address=address),
        customer=CustomerRef("", name, phone),
    )

    def insert(work: Work) -> Order:
        customer = work.customers.link(draft.source, draft.customer, draft.fulfilment, at)
        new = replace(order(f"o{number:05d}", content=draft), received_at=at, since=at, customer_id=customer)
        work.orders.insert(new)
        work.statistics.add(new, ZONE)
        return new

    return write(store, insert)


def names(store: Store, text: str, limit: int = 50, after: int = 0) -> list[str]:
    found = read(store, lambda work: work.people.search(text, limit=limit, after=after))
    return [row.name for row in found]


def test_somebody_is_found_by_a_part_of_the_name_or_the_end_of_the_phone(store: Store) -> None:
    place(store, 1, "王小明", "138-0013-8000", days=3)
    place(store, 2, "Amy_100%", "13900138000", days=2)
    place(store, 3, "林阿姨", "13712345678", days=1)
    assert names(store, "小明") == ["王小明"]
    assert names(store, " amy ") == ["Amy_100%"]
    assert names(store, "8000") == ["Amy_100%", "王小明"]
    assert names(store, "138-0013-8000") == ["王小明"]
    assert names(store, "1380") == []  # the end of a number, not its beginning
    assert names(store, "_") == ["Amy_100%"] == names(store, "0%")
    assert names(store, "!") == [] == names(store, "nobody")


def test_what_is_found_comes_a_page_at_a_time(store: Store) -> None:
    for number in range(7):
        place(store, number, f"小{number}", f"1380000000{number}", days=number)
    assert names(store, "小", 3) == ["小0", "小1", "小2"]
    assert names(store, "小", 3, 6) == ["小6"]


def test_a_customer_is_shown_whole(store: Store) -> None:
    first = place(store, 1, "王小明", "13800138000", days=30, address="望京街9号")
    place(store, 2, "王小明", "13800138000", days=16)
    last = place(store, 4, "王小明", "13800138000", days=2)
    place(store, 5, "林阿姨", "13712345678")
    customer = first.customer_id
    assert customer is not None and last.customer_id == customer
    card = read(store, lambda work: work.people.card(customer, ZONE))
    assert card is not None
    amount = first.content.amount_due
    day = NOON.astimezone(ZONE).date()
    assert card.visits == tuple(Visit(day - timedelta(days=n), amount) for n in (30, 16, 2))
    assert (card.row.name, card.row.orders, card.row.amount) == ("王小明", 3, 3 * amount)
    assert card.handles == (Handle("phone", "13800138000"),)
    assert (card.source, card.address, card.rank) == ("web", "望京街9号", 1)
    assert {(each.name, each.orders) for each in card.favourites} == {(CAKE.name, 3), (TEA.name, 3)}
    assert read(store, lambda work: work.people.card(999, ZONE)) is None


def test_the_history_has_every_order_the_newest_first(store: Store) -> None:
    orders = [place(store, number, "王小明", "13800138000", days=20 - number) for number in range(5)]
    customer = orders[0].customer_id
    assert customer is not None

    def cancel(work: Work) -> None:
        after = replace(orders[4], state=OrderState.CANCELLED)
        work.orders.set_state(after.id, after.state, orders[4].state, NOON)
        work.statistics.replace(orders[4], after, ZONE)

    write(store, cancel)
    found = read(store, lambda work: work.people.history(customer, limit=3))
    assert [each.id for each in found] == ["o00004", "o00003", "o00002"]
    assert found[0].state == "cancelled" != found[1].state
    assert found[0].lines == ((CAKE.name, 1), (TEA.name, 2))
    assert found[0].total == orders[4].content.amount_due
    assert found[0].at == pytest.approx(orders[4].received_at.timestamp())
    rest = read(store, lambda work: work.people.history(customer, limit=3, after=3))
    assert [each.id for each in rest] == ["o00001", "o00000"]


def test_the_best_of_all_times_are_those_of_all_years(store: Store) -> None:
    for number in range(24):
        place(store, number, f"小{number % 7}", f"1380000000{number % 7}", days=number * 40)
    ever = Period(date(2000, 1, 1), date(2099, 12, 31))
    for by_orders in (False, True):
        best = read(store, lambda work, by=by_orders: work.statistics.top(None, limit=5, by_orders=by))
        assert best == read(
            store, lambda work, by=by_orders: work.statistics.top(ever, limit=5, by_orders=by)
        )
        assert [row.orders for row in best] == [4, 4, 4, 3, 3]


def test_a_page_is_read_by_keys_alone(tmp_path: Path) -> None:
    store = open_store("sqlite", tmp_path)
    try:
        place(store, 1, "王小明", "13800138000")
        values = {"customer": 1, "limit": 20, "after": 0}
        for name in ("_ONE", "_HANDLES", "_VISITS", "_FIRST", "_HISTORY", "_LINES"):
            sql, arrange = getattr(people, name).on("sqlite")
            given = arrange(values)
            plan = read(
                store,
                lambda work, sql=sql, given=given: work.people._db.text_rows(  # type: ignore[attr-defined]
                    f"EXPLAIN QUERY PLAN {sql}", given
                ),
            )
            steps = [str(row[3]) for row in plan]
            scanned = {"orders", "order_lines", "customers", "identities", "customer_stats"}
            assert not [step for step in steps if step.startswith("SCAN") and step.split()[1] in scanned], (
                name
            )
    finally:
        store.close()
