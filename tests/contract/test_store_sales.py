"""What was ordered, as stock, daily limits and slots are held against it: the same on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime

from store_samples import CAKE, NOON, TEA, draft, later, order, read, write

from desk.domain.catalogue import Catalogue, Product
from desk.domain.orders import Fulfilment, OrderState
from desk.domain.trading import Load
from desk.store.opening import Store

TEA = replace(TEA, sku="TEA")
TODAY = NOON.replace(hour=0, minute=0)


def test_orders_are_summed_by_product_without_those_called_off_and_one_source(store: Store) -> None:
    write(
        store,
        lambda w: (
            w.orders.insert(order("o1", content=draft("a", lines=(CAKE, TEA)))),
            w.orders.insert(order("o2", content=draft("b", lines=(TEA,)))),
            w.orders.insert(order("o3", state=OrderState.CANCELLED, content=draft("c", lines=(TEA,)))),
            w.orders.insert(order("o4", content=draft("d", source="wechat", lines=(TEA,)))),
        ),
    )
    newer = draft("b", version=2, lines=(TEA, TEA))
    write(store, lambda w: w.orders.put_version("o2", newer, later(5)))
    sold = read(store, lambda w: w.sales.sold(TODAY, not_from="wechat"))
    assert sold == {CAKE.sku: CAKE.quantity, TEA.sku: 3 * TEA.quantity}
    assert read(store, lambda w: w.sales.sold(later(86400), not_from="wechat")) == {}


def test_times_are_summed_by_when_orders_are_wanted(store: Store) -> None:
    at = later(3600)
    to = Fulfilment(due_at=at)
    write(
        store,
        lambda w: (
            w.orders.insert(order("o1", content=draft("a", fulfilment=to, lines=(CAKE, TEA)))),
            w.orders.insert(order("o2", content=draft("b", fulfilment=to, lines=(TEA,)))),
            w.orders.insert(order("o3", content=draft("c", fulfilment=Fulfilment(), lines=(TEA,)))),
            w.orders.insert(order("o4", content=draft("d", source="wechat", fulfilment=to, lines=(TEA,)))),
        ),
    )
    taken = read(store, lambda w: w.sales.taken(TODAY, not_from="wechat"))
    kinds = {CAKE.category: CAKE.quantity}
    kinds[TEA.category] = kinds.get(TEA.category, 0) + 2 * TEA.quantity
    assert taken == {at: Load(2, CAKE.quantity + 2 * TEA.quantity, kinds)}


def test_each_telling_of_the_stock_has_a_number_and_a_time(store: Store) -> None:
    assert read(store, lambda w: w.numbers.stock()) == (0, datetime.fromtimestamp(0, UTC))
    menu = Catalogue((Product("CR", "可颂", 1200, stock=3),))
    for number in (1, 2):
        write(store, lambda w, number=number: w.catalogue.replace(menu, later(number)))
        assert read(store, lambda w: w.numbers.stock()) == (number, later(number))
