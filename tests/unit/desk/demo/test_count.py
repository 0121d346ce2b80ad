"""Counting sheets: what the paper must say of each order, and that every way of failing it is noticed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.demo.count import Count, count
from desk.demo.customers import Asked
from desk.demo.slips import Slip, read_slip
from desk.domain.orders import Fulfilment, Line, OrderDraft, Payment, PaymentState
from desk.domain.shop import Shop
from desk.domain.stations import Station

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SHOP = Shop(
    stations=(Station("kitchen", ("kitchen",)), Station("counter", ("counter",), layout="counter")),
)
DRAFT = OrderDraft("demo", "1", (Line("草莓奶油蛋糕 6寸", 1, 16800), Line("手打柠檬茶 🍋", 2, 1900)))
KITCHEN, COUNTER = "厨房", "前台"
ITEMS = (("草莓奶油蛋糕 6寸", 1), ("手打柠檬茶", 2))


def slip(place: str, running: int, **given: object) -> Slip:
    plain = Slip(
        Path(f"{running:04}.txt"),
        "D001",
        place,
        "main",
        running,
        1,
        1,
        ITEMS,
        "206.00" if place == COUNTER else "",
    )
    return plain._replace(**given)


def asked(*versions: OrderDraft, **more: object) -> Asked:
    return Asked("D001", list(versions or (DRAFT,)), **more)  # type: ignore[arg-type]


def counted(one: Asked, slips: Sequence[Slip], until: datetime | None = None) -> Count:
    return count(SHOP, [one], slips, {"D001": until} if until else {}, NOW)


def wrong(one: Asked, *slips: Slip) -> str:
    return "\n".join(counted(one, slips).wrong)


def test_an_order_on_both_papers_is_accounted_for():
    found = counted(asked(), [slip(KITCHEN, 1), slip(COUNTER, 1)])
    assert found == Count(1, Counter({(KITCHEN, "main"): 1, (COUNTER, "main"): 1}), 0, (), ())


@pytest.mark.parametrize(
    ("slips", "said"),
    [
        ([slip(COUNTER, 1)], "D001 厨房: 不在纸上"),
        ([slip(KITCHEN, 2), slip(COUNTER, 1)], "少了第 1 张"),
        ([slip(KITCHEN, 1), slip(KITCHEN, 1), slip(COUNTER, 1)], "not marked"),
        ([slip(KITCHEN, 1), slip(KITCHEN, 2), slip(COUNTER, 1)], "main 第1版有 2 份"),
        ([slip(KITCHEN, 1, items=ITEMS[:1]), slip(COUNTER, 1)], "手打柠檬茶"),
        ([slip(KITCHEN, 1, items=(*ITEMS, ("可颂", 1))), slip(COUNTER, 1)], "可颂"),
        ([slip(KITCHEN, 1, items=(ITEMS[0], ("手打柠檬茶", 3))), slip(COUNTER, 1)], "手打柠檬茶"),
        ([slip(KITCHEN, 1), slip(COUNTER, 1, money="paid")], "付款写错"),
        ([slip(KITCHEN, 1), slip(COUNTER, 1), slip(KITCHEN, 2, number="D002")], "D002 ?"),
        ([slip(KITCHEN, 1), slip(COUNTER, 1), slip(KITCHEN, 2, kind="cancel")], "cancelled on paper only"),
        ([slip(KITCHEN, 1), slip(COUNTER, 1), slip(KITCHEN, 2, kind="rush")], "催单张数"),
    ],
)
def test_what_is_missing_doubled_or_false_is_named(slips: list[Slip], said: str):
    assert said in wrong(asked(), *slips)


def test_a_marked_copy_is_no_duplicate_and_stands_for_the_ticket():
    copy = slip(KITCHEN, 1, attempt=2)
    assert counted(asked(), [slip(KITCHEN, 1), copy, slip(COUNTER, 1)]) == counted(
        asked(), [slip(KITCHEN, 1), slip(COUNTER, 1)]
    )._replace(copies=1, kinds=Counter({(KITCHEN, "main"): 2, (COUNTER, "main"): 1}))
    assert not wrong(asked(), copy, slip(COUNTER, 1))


def test_a_change_must_reach_each_station_it_matters_to():
    more = replace(DRAFT, version=2, lines=(DRAFT.lines[0],))
    items = ITEMS[:1]
    old = [slip(KITCHEN, 1), slip(COUNTER, 1)]
    assert "D001 厨房: 不在纸上" in wrong(asked(DRAFT, more), *old)
    told = [
        slip(place, 2, kind="change", version=2, items=items, money="168.00") for place in (KITCHEN, COUNTER)
    ]
    assert not wrong(asked(DRAFT, more), *old, *told)
    whole = [slip(place, 1, version=2, items=items, money="168.00") for place in (KITCHEN, COUNTER)]
    assert not wrong(asked(DRAFT, more), *whole)


def test_money_that_came_later_matters_to_the_counter_alone():
    paid = replace(DRAFT, version=2, payment=Payment(state=PaymentState.PAID, paid_amount=20600))
    old = [slip(KITCHEN, 1), slip(COUNTER, 1)]
    assert wrong(asked(DRAFT, paid), *old) == "D001 前台: 付款写错 payment: 206.00 / paid"
    assert not wrong(asked(DRAFT, paid), *old, slip(COUNTER, 2, kind="now-paid", items=(), money="paid"))


def test_a_cancelled_order_is_called_off_wherever_it_was_printed():
    both = [slip(KITCHEN, 1), slip(COUNTER, 1)]
    off = [slip(KITCHEN, 2, kind="cancel"), slip(COUNTER, 2, kind="cancel")]
    assert not wrong(asked(cancelled=True), *both, *off)
    assert wrong(asked(cancelled=True), *both, off[0]) == "D001 前台: 没有取消单 no cancellation"
    assert not wrong(asked(cancelled=True))


def test_a_chased_order_has_a_slip_for_each_chase():
    both = [slip(KITCHEN, 1), slip(COUNTER, 1)]
    chased = slip(KITCHEN, 2, kind="rush")
    assert not wrong(asked(rushes=1), *both, chased)
    assert "催单" in wrong(asked(rushes=1), *both)
    assert not wrong(asked(rushes=2), *both, chased, slip(KITCHEN, 3, kind="rush"))


def test_only_an_order_for_a_later_day_may_be_held_and_only_when_the_desk_says_so():
    preorder = replace(DRAFT, fulfilment=Fulfilment(due_at=LATER))
    found = counted(asked(preorder), [slip(COUNTER, 1)], LATER)
    assert (found.wrong, [h[:2] for h in found.held]) == ((), [("D001", KITCHEN)])
    assert counted(asked(preorder), [slip(COUNTER, 1)]).wrong
    assert counted(asked(preorder), [slip(COUNTER, 1)], NOW).wrong
    assert counted(asked(DRAFT), [slip(COUNTER, 1)], LATER).wrong


def test_a_station_that_sees_nothing_of_an_order_gets_no_paper():
    drinks = replace(SHOP, stations=(Station("drinks", ("drinks",), categories=("drink",)),))
    assert not count(drinks, [asked()], [], {}, NOW).wrong
    tea = replace(DRAFT, lines=(Line("茶", 1, 100, category="drink"),))
    assert count(drinks, [asked(tea)], [], {}, NOW).wrong


KITCHEN_CHANGE = """
   延迟 3 分钟
       改单 旧票作废
D006                厨房
第 12 张 上一张 #11 10:02     第2版 代替第1版 10:01
------------------------------------------------
草莓奶油蛋糕 6寸    × 1
→ 草莓奶油蛋糕 6寸  × 2
------------------------------------------------
新单内容
          今天 21:35 自取
草莓奶油蛋糕 6寸    × 2
  甜度:少糖
手打柠檬茶          × 1
------------------------------------------------
下单 11-23 19:01:49 演示                    开心
"""
COUNTER_COPY = """
   补打 第2次 可能重复
大C甜品
D001                前台
第 1 张
                            第1版
--------------------------------
今天 21:35 送
草莓奶油蛋糕 6寸  168.00    × 1
合计            ￥176.00
     待收 ￥176.00
货到付款
"""


def test_slips_are_read_as_a_person_reads_them():
    file = Path("0001.txt")
    assert read_slip(file, KITCHEN_CHANGE) == Slip(
        file, "D006", KITCHEN, "change", 12, 2, 1, (("草莓奶油蛋糕 6寸", 2), ("手打柠檬茶", 1)), ""
    )
    assert read_slip(file, COUNTER_COPY) == Slip(
        file, "D001", COUNTER, "main", 1, 1, 2, (("草莓奶油蛋糕 6寸  168.00", 1),), "176.00"
    )
    assert read_slip(file, "D001                厨房\n") is None
    assert read_slip(file, "torn") is None


def test_a_customer_cannot_write_a_cancellation_into_a_note():
    text = COUNTER_COPY + "备注：\n取消\n"
    found = read_slip(Path("0001.txt"), text)
    assert found is not None
    assert found.kind == "main"
