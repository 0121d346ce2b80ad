"""The slips of a day: what they say is what the orders are, and they print like any ticket."""

from dataclasses import replace
from datetime import timedelta

from desk.domain.orders import (
    Action,
    Fulfilment,
    FulfilmentKind,
    Option,
    Payment,
    PaymentMethod,
    PaymentState,
)
from desk.domain.print_jobs import JobState
from desk.domain.tickets import RowStyle, Running
from desk.services import Slips
from desk.services.slips import Slip, SlipKind
from desk.spool import Spool
from desk.spool.render import render_body
from printers import load_profile
from tests.unit.desk.services.desk_in_memory import CAKE, NOW, SHOP, TEA, Shopkeeper, draft, story


def slips(shop: Shopkeeper, language: str = "zh_CN") -> Slips:
    kept = replace(SHOP, language=language)
    return Slips(kept, shop.database, shop.clock, Spool(kept, {}, shop.database, shop.clock))


def said(slip: Slip) -> list[tuple[str, str]]:
    """The rows without their style."""
    return [(left[1:].strip(), right) for left, right in slip.rows if not left.startswith(RowStyle.RULE)]


def test_the_day_end_adds_up() -> None:
    async def play(shop: Shopkeeper) -> None:
        paid = Payment(PaymentMethod.CASH, PaymentState.PAID, 20400, NOW)
        await shop.receive(draft(name="a", payment=paid))
        await shop.receive(draft(name="b", lines=(CAKE,)))
        gone = await shop.receive(draft(name="c", lines=(TEA,)))
        await shop.act(gone, Action.CANCEL, reason="不要了")
        rows = said(await slips(shop).compose(SlipKind.DAY_END))
        assert ("销售额", "￥372.00") in rows
        assert ("订单", "2 单") in rows
        assert ("平均每单", "￥186.00") in rows
        assert ("取消和拒单", "1 单 ￥36.00") in rows
        assert ("还没收的钱", "￥168.00") in rows
        assert ("现金 1 单", "￥204.00") in rows
        assert ("转账 1 单", "￥168.00") in rows
        assert ("草莓蛋糕", "2 份 ￥336.00") in rows
        assert ("柠檬茶", "2 份 ￥36.00") in rows

    story(play)


def test_a_day_without_orders_says_so() -> None:
    async def play(shop: Shopkeeper) -> None:
        for kind in set(SlipKind) - {SlipKind.TO_MAKE_CHANGES}:  # which compares two of them
            rows = said(await slips(shop).compose(kind))
            assert ("没有", "") in rows or ("一共", "0 家") in rows
        assert ("销售额", "￥0.00") in said(await slips(shop).compose(SlipKind.DAY_END))

    story(play)


def test_what_is_to_be_made_stands_together_and_by_time() -> None:
    async def play(shop: Shopkeeper) -> None:
        soon = NOW + timedelta(hours=2)
        sweet = replace(CAKE, options=(Option("甜度", "少糖"),))
        at = Fulfilment(FulfilmentKind.PICKUP, soon, "李娜", "13900000000")
        await shop.receive(draft(name="a", lines=(CAKE,)))
        await shop.receive(draft(name="b", lines=(sweet,), fulfilment=at))
        await shop.receive(draft(name="c", lines=(replace(CAKE, quantity=2),), fulfilment=at))
        made = await shop.receive(draft(name="d", lines=(TEA,)))
        await shop.act(made, Action.START)
        await shop.act(made, Action.READY)
        later = replace(at, due_at=NOW + timedelta(days=2))
        await shop.receive(draft(name="e", lines=(CAKE,), fulfilment=later))
        rows = said(await slips(shop).compose(SlipKind.TO_MAKE))
        assert rows[1] == ("草莓蛋糕", "× 4")
        assert ("尽快", "") in rows
        at_noon = rows.index(("今天 12:00", ""))
        assert rows[at_noon + 1 :] == [("草莓蛋糕", "× 1"), ("少糖", ""), ("草莓蛋糕", "× 2")]
        assert not any("柠檬茶" in left for left, _ in rows)

    story(play)


def test_a_run_tells_where_to_go_and_what_to_collect() -> None:
    async def play(shop: Shopkeeper) -> None:
        to = Fulfilment(FulfilmentKind.DELIVERY, NOW + timedelta(hours=1), "李娜", "13900000000", "望京街9号")
        paid = Payment(PaymentMethod.WECHAT, PaymentState.PAID, 20400, NOW)
        await shop.receive(draft(name="a", fulfilment=to, note="不要按门铃"))
        await shop.receive(draft(name="b", fulfilment=replace(to, address="阜通东大街6号"), payment=paid))
        await shop.receive(draft(name="c", fulfilment=Fulfilment(FulfilmentKind.PICKUP)))
        rows = said(await slips(shop).compose(SlipKind.RUN))
        assert ("李娜 13900000000", "") in rows
        assert ("望京街9号", "") in rows
        assert ("不要按门铃", "") in rows
        assert ("待收 ￥204.00", "") in rows
        assert ("已付款", "") in rows
        assert rows[-2:] == [("一共", "2 家"), ("一共要收", "￥204.00")]

    story(play)


def test_tickets_of_a_station_are_counted_by_their_running_numbers() -> None:
    async def play(shop: Shopkeeper) -> None:
        first = await shop.receive(draft(name="a"))
        await shop.print_all(first)
        await shop.receive(draft(name="b"))  # not sent yet: no number, nothing to count
        rows = said(await slips(shop).compose(SlipKind.RECONCILE))
        assert ("厨房 第 1–1 张", "1 张") in rows
        assert ("前台 第 1–1 张", "1 张") in rows
        assert not any("没确认" in left for left, _ in rows)

    story(play)


def test_it_is_printed_on_the_counters_printer() -> None:
    async def play(shop: Shopkeeper) -> None:
        await shop.receive(draft())
        job = await slips(shop).print(SlipKind.DAY_END)
        assert (job.printer, job.station, job.kind, job.state) == (
            "c", "counter", "summary", JobState.QUEUED,
        )  # fmt: skip
        ticket = await shop.database.read(lambda work: work.jobs.ticket(job.id))
        slip = await slips(shop).compose(SlipKind.DAY_END)
        assert (ticket.number, ticket.text) == (slip.title, slip.rows)

    story(play)


def test_every_language_has_every_word() -> None:
    async def play(shop: Shopkeeper) -> None:
        await shop.receive(draft())
        for language, title in (("zh_CN", "日结 11-22"), ("zh_TW", "日結 11-22"), ("en", "DAY END 11-22")):
            for kind in SlipKind:
                slip = await slips(shop, language).compose(kind)
                assert all(left for left, _ in slip.rows)
                if kind is SlipKind.DAY_END:
                    assert slip.title == title

    story(play)


def test_what_nobody_took_is_printed_large_and_buzzes() -> None:
    async def play(shop: Shopkeeper) -> None:
        job = await slips(shop).print_untaken(["W007", "W008"])
        assert job.state is JobState.QUEUED
        ticket = await shop.database.read(lambda work: work.jobs.ticket(job.id))
        assert ticket.number == "没人接单"
        assert [left for left, _ in ticket.text][1:3] == [f"{RowStyle.ITEM}W007", f"{RowStyle.ITEM}W008"]
        loud = load_profile("epson-80mm")
        mute = replace(loud, buzzer=False)
        first = Running(1, None, None)
        longer, shorter = (render_body(ticket, first, NOW, profile) for profile in (loud, mute))
        assert len(longer) > len(shorter) and b"\x1bB" in longer and b"\x1bB" not in shorter

    story(play)


def test_the_difference_tells_what_came_and_went_since_the_list() -> None:
    async def play(shop: Shopkeeper) -> None:
        desk = slips(shop)
        first = await shop.receive(draft(name="a", lines=(CAKE, TEA)))
        before = said(await desk.compose(SlipKind.TO_MAKE_CHANGES))
        assert before[-1] == ("还没打过今天的待做合计：先打那一张。", "")
        await desk.print(SlipKind.TO_MAKE)
        assert said(await desk.compose(SlipKind.TO_MAKE_CHANGES))[-1] == ("没有变化", "")
        await shop.receive(draft(name="b", lines=(replace(CAKE, quantity=3),)))
        await shop.act(first, Action.CANCEL, reason="不要了")
        rows = said(await desk.compose(SlipKind.TO_MAKE_CHANGES))
        assert ("草莓蛋糕", "+2") in rows and ("1 → 3", "") in rows
        assert ("柠檬茶", "-2") in rows and ("2 → 0", "") in rows

    story(play)
