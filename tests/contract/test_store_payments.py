"""The ledger: an entry is written once, and one that came before its order finds it."""

from dataclasses import replace

from store_samples import NOON, later, read, write

from desk.domain.orders import PaymentMethod
from desk.domain.payments import Entry
from desk.store.opening import Store

PAID = Entry(
    "paid", "OD1", 17100, NOON, "wechat", "a", "", "", "4200", "CNY", PaymentMethod.WECHAT, "query", "", True
)


def test_an_entry_is_written_once(store: Store) -> None:
    mine = replace(PAID, order_id="o1")
    assert write(store, lambda w: w.payments.add(mine, later(1)))
    assert not write(store, lambda w: w.payments.add(replace(mine, amount=1, at=later(5)), later(2)))
    back = replace(mine, event="refunded", refund="R1")
    for entry in (back, replace(back, refund="R2"), replace(mine, source="other")):
        assert write(store, lambda w, entry=entry: w.payments.add(entry, later(3)))
    found = read(store, lambda w: w.payments.of_order("o1"))
    assert found == [mine, back, replace(back, refund="R2"), replace(mine, source="other")]


def test_what_came_before_its_order_finds_it(store: Store) -> None:
    write(store, lambda w: w.payments.add(PAID, later(1)))
    write(store, lambda w: w.payments.add(replace(PAID, payment="OD2", external_id=""), later(1)))
    assert write(store, lambda w: w.payments.adopt("wechat", "a", "o1")) == 1
    assert write(store, lambda w: w.payments.adopt("wechat", "a", "o2")) == 0
    assert write(store, lambda w: w.payments.adopt("wechat", "", "o3")) == 0
    assert read(store, lambda w: w.payments.of_order("o1")) == [replace(PAID, order_id="o1")]
