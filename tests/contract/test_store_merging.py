"""Two customers made one: everything moves, the sums are those of the orders, and undone it is as it was."""

from datetime import timedelta
from random import Random

import pytest
from store_samples import NOON, read, write
from test_store_people import place
from test_store_statistics import ZONE, recount, story

from desk.domain.people import Merge, Remarks
from desk.errors import Refused
from desk.store.opening import Store

TABLES = {
    "customers": "id, name, nickname, phone, first_at, last_at, orders",
    "identities": "kind, value, customer_id",
    "orders": "id, customer_id",
    "customer_stats": "*",
    "customer_months": "*",
    "customer_years": "*",
    "customer_products": "*",
    "customer_remarks": "*",
}


def everything(store: Store) -> dict[str, set[tuple[object, ...]]]:
    """All that a merge touches."""

    def look(work: object) -> dict[str, set[tuple[object, ...]]]:
        rows = work.people._db.text_rows  # type: ignore[attr-defined]
        found = {table: set(rows(f"SELECT {columns} FROM {table}")) for table, columns in TABLES.items()}
        found["product_buyers"] = set(rows("SELECT * FROM product_buyers WHERE customers > 0"))
        return found

    return read(store, look)


def merge(store: Store, kept: int, gone: int) -> int:
    return write(store, lambda work: work.people.merge(kept, gone, "小C", NOON, ZONE))


def undo(store: Store, merge_id: int) -> Merge:
    return write(store, lambda work: work.people.undo_merge(merge_id, NOON, ZONE))


@pytest.mark.parametrize("seed", range(5))
def test_any_row_of_merges_undone_backwards_leaves_all_as_it_was(store: Store, seed: int) -> None:
    story(store, seed, orders=40, steps=25)
    recount(store)  # sums of customers who have nothing that counts any more
    pick = Random(seed)
    done = list[int]()
    people = sorted(int(row[0]) for row in everything(store)["customers"])  # type: ignore[call-overload]
    for customer in people[::2]:
        words = Remarks((f"tag{pick.randint(0, 3)}",), (), f"note {customer}")
        write(store, lambda work, who=customer, words=words: work.people.set_remarks(who, words))
    states = [everything(store)]
    for _ in range(4):
        kept, gone = pick.sample(people, 2)
        done.append(merge(store, kept, gone))
        assert recount(store) == 0
        states.append(everything(store))
        people.remove(gone)
    while done:
        assert everything(store) == states[-1]
        undo(store, done.pop())
        states.pop()
        assert recount(store) == 0
    assert everything(store) == states[0]


def test_what_was_one_persons_is_the_others(store: Store) -> None:
    one = place(store, 1, "王小明", "13800138000", days=20, address="望京街9号").customer_id
    other = place(store, 2, "小王", "13900139000", days=6).customer_id
    assert one is not None and other is not None
    write(store, lambda work: work.people.set_remarks(one, Remarks(("望京",), (), "")))
    write(store, lambda work: work.people.set_remarks(other, Remarks(("熟客",), ("花生",), "不要辣")))
    number = merge(store, one, other)
    card = read(store, lambda work: work.people.card(one, ZONE))
    assert card is not None
    assert (card.row.name, card.row.orders) == ("王小明", 2)
    assert [handle.value for handle in card.handles] == ["13800138000", "13900139000"]
    assert card.remarks == Remarks(("望京", "熟客"), ("花生",), "不要辣")
    assert card.merge is not None and (card.merge.id, card.merge.name, card.merge.orders) == (
        number,
        "小王",
        1,
    )
    assert read(store, lambda work: work.people.card(other, ZONE)) is None
    assert place(store, 4, "小王", "13900139000").customer_id == one  # a later order finds the one


def test_what_came_since_stays_with_the_one_who_was_kept(store: Store) -> None:
    one = place(store, 1, "王小明", "13800138000", days=20).customer_id
    other = place(store, 2, "小王", "13900139000", days=6).customer_id
    assert one is not None and other is not None
    number = merge(store, one, other)
    place(store, 4, "小王", "13900139000", days=1)
    write(store, lambda work: work.people.set_remarks(one, Remarks(("常客",))))
    undo(store, number)
    assert recount(store) == 0
    card = read(store, lambda work: work.people.card(one, ZONE))
    back = read(store, lambda work: work.people.card(other, ZONE))
    assert card is not None and back is not None
    assert (card.row.orders, back.row.orders) == (2, 1)
    assert card.remarks == Remarks(("常客",))
    assert card.row.last_day == NOON.astimezone(ZONE).date() - timedelta(days=1)
    assert place(store, 6, "小王", "13900139000").customer_id == other


def test_a_merge_that_makes_no_sense_is_refused(store: Store) -> None:
    ids = [place(store, n, f"小{n}", f"1380000000{n}", days=9 - n).customer_id or 0 for n in range(3)]
    first = merge(store, ids[0], ids[1])
    for kept, gone in ((ids[0], ids[0]), (ids[0], ids[1]), (ids[1], ids[2]), (ids[2], 999)):
        with pytest.raises(Refused):
            merge(store, kept, gone)
    second = merge(store, ids[2], ids[0])
    with pytest.raises(Refused, match="once more"):
        undo(store, first)
    undo(store, second)
    assert undo(store, first).name == "小1"
    with pytest.raises(Refused, match="already"):
        undo(store, first)
