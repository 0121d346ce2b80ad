"""Products one by one, with what the shop knows of them beside a file: the same on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import date

from store_samples import NOON, later, read, write

from desk.domain.catalogue import Catalogue, PriceFrom, Product
from desk.store.opening import Store

BUN = Product("BUN", "小面包", 500, "bread", stock=3)
PIE = Product("PIE", "苹果派", 3000, "cake")
OWN, COMING = PriceFrom(450, "wechat"), PriceFrom(600, "", date(2026, 12, 1))


def skus(store: Store) -> list[str]:
    return [product.sku for product in read(store, lambda w: w.catalogue.load()).products]


def test_a_product_is_put_moved_and_removed_with_all_that_is_known_of_it(store: Store) -> None:
    write(store, lambda w: w.catalogue.replace(Catalogue((BUN, PIE)), NOON))
    known = replace(BUN, price=520, prices=(OWN, COMING), sold_out=True)
    write(store, lambda w: w.catalogue.put(known, later(1)))
    assert set(read(store, lambda w: w.catalogue.load()).products[0].prices) == {OWN, COMING}
    found = read(store, lambda w: w.catalogue.load()).product("BUN")
    assert found is not None and replace(found, prices=known.prices) == known
    write(store, lambda w: w.catalogue.put(Product("TEA", "茶", 100), later(2)))
    write(store, lambda w: w.catalogue.put(Product("NEW", "新", 100), later(3), 1))
    assert skus(store) == ["BUN", "NEW", "PIE", "TEA"]
    write(store, lambda w: w.catalogue.arrange(["TEA", "PIE", "NEW", "BUN"]))
    write(store, lambda w: w.catalogue.remove("BUN"))
    assert skus(store) == ["TEA", "PIE", "NEW"]
    write(store, lambda w: w.catalogue.put(BUN, later(4)))  # nothing of the one before is left
    assert read(store, lambda w: w.catalogue.load()).product("BUN") == BUN
    assert read(store, lambda w: w.numbers.stock())[0] == 1  # told once


def test_a_whole_catalogue_brings_its_prices_and_who_is_sold_out(store: Store) -> None:
    known = replace(PIE, prices=(COMING,), sold_out=True)
    write(store, lambda w: w.catalogue.replace(Catalogue((known,)), NOON))
    assert read(store, lambda w: w.catalogue.load()) == Catalogue((known,))
    write(store, lambda w: w.catalogue.replace(Catalogue((BUN,)), later(1)))
    assert read(store, lambda w: w.catalogue.load()) == Catalogue((BUN,))
