"""What stands on paper: the words of design section 6, read back from simulated paper."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk.domain.changes import line_changes, order_changes
from desk.domain.orders import (
    CustomerRef,
    Discount,
    Fulfilment,
    FulfilmentKind,
    Line,
    Option,
    Order,
    OrderDraft,
    OrderState,
    Payment,
    PaymentMethod,
    PaymentState,
)
from desk.domain.shop import Shop
from desk.domain.stations import Station
from desk.domain.tickets import Running, Stamps, Ticket, TicketKind
from desk.services.ticketing import ticket_for
from desk.spool import route
from desk.spool.layouts import NOTE_LIMIT
from desk.spool.render import attempt_bytes, render_body
from printers import load_profile
from printers.simulator.interpreter import interpret

NOW = datetime(2026, 11, 22, 2, 15, 30, tzinfo=UTC)
KITCHEN = Station("kitchen", ("k",))
COUNTER = Station("counter", ("c",), layout="counter")
RUNNING = Running(36, 35, NOW - timedelta(minutes=13))
CAKE = Line("草莓奶油蛋糕 6寸", 1, 16800, "CAKE-06", "cake", (Option("甜度", "少糖"),), "写：生日快乐 Amy")
TART = Line("蛋挞", 12, 600, "TART", "tart")
DRAFT = OrderDraft(
    "website",
    "web-1",
    (CAKE, TART),
    fulfilment=Fulfilment(
        FulfilmentKind.DELIVERY, NOW + timedelta(hours=8), "王小明🎂", "13800138000", "望京街9号3单元"
    ),
    discounts=(Discount("红包", 500),),
    delivery_fee=800,
    payment=Payment(PaymentMethod.CASH_ON_DELIVERY),
    customer=CustomerRef("o1", "小明🎂", "13800138000"),
    note="到了请打电话，不要按门铃",
)


def order(draft: OrderDraft = DRAFT) -> Order:
    return Order("o1", "W017", OrderState.ACCEPTED, draft, NOW, NOW, "relay")


def ticket(kind: TicketKind, station: Station = KITCHEN, draft: OrderDraft = DRAFT, **more: object) -> Ticket:
    shop = Shop(name="大C甜品", stations=(station,))
    made = ticket_for(shop, order(draft), route(shop, order(draft), NOW)[0], kind)
    return replace(made, **more)


FIRST = Stamps()


def paper(made: Ticket, stamps: Stamps = FIRST, profile: str = "epson-80mm") -> list[str]:
    model = load_profile(profile)
    data = attempt_bytes(render_body(made, RUNNING, NOW, model), stamps, made.language, model, torn=False)
    (sheet,) = interpret(data, model).sheets
    return sheet.lines


def test_kitchen_ticket_says_what_to_make_and_nothing_a_kitchen_must_not_know() -> None:
    lines = paper(ticket(TicketKind.KITCHEN))
    text = "\n".join(lines)
    assert "第 36 张 上一张 #35 10:02" in text
    item = next(line for line in lines if line.startswith("草莓奶油蛋糕 6寸"))
    assert item.endswith("× 1")
    assert next(line for line in lines if line.startswith("蛋挞")).endswith("× 12")
    for wanted in (
        "W017",
        "厨房",
        "少糖",
        "写：生日快乐 Amy",
        "今天 18:15 送",
        "17:25 开始做",
        "不要按门铃",
        "第1版",
    ):
        assert wanted in text
    assert "13800138000" not in text.replace(" ", "")
    assert "望京街" not in text


def test_counter_ticket_has_what_a_courier_needs_and_what_to_collect() -> None:
    text = "\n".join(paper(ticket(TicketKind.COUNTER, COUNTER)))
    for wanted in ("大C甜品", "138 0013 8000", "望京街9号3单元", "待收 ￥243.00", "红包", "配送费", "合计"):
        assert wanted in text
    assert "已付款" not in text


@pytest.mark.parametrize(
    ("payment", "wanted", "unwanted"),
    [
        (Payment(PaymentMethod.WECHAT, PaymentState.PAID, 24300), "已付款", "待收"),
        (Payment(PaymentMethod.WECHAT, PaymentState.PART_PAID, 5000), "待收 ￥193.00", "已付款"),
        (Payment(PaymentMethod.WECHAT, PaymentState.REFUNDED, 0), "已退款", "待收"),
    ],
)
def test_paid_or_not_is_on_the_counter_ticket(payment: Payment, wanted: str, unwanted: str) -> None:
    text = "\n".join(paper(ticket(TicketKind.COUNTER, COUNTER, replace(DRAFT, payment=payment))))
    assert wanted in text
    assert unwanted not in text


def test_a_total_that_does_not_add_up_is_flagged_and_kept() -> None:
    text = "\n".join(paper(ticket(TicketKind.COUNTER, COUNTER, replace(DRAFT, total=99900))))
    assert "￥999.00" in text
    assert "金额不符" in text
    assert "￥243.00" in text


def test_change_ticket_shows_old_and_new_and_the_whole_new_order() -> None:
    new = replace(
        DRAFT, version=2, lines=(replace(CAKE, name="草莓奶油蛋糕 8寸"), Line("蜡烛", 1, 200)), note=""
    )
    changes = line_changes(DRAFT.lines, new.lines) + order_changes(DRAFT, new)
    lines = paper(ticket(TicketKind.CHANGE, COUNTER, new, changes=changes, old_version=1, old_at=NOW))
    text = "\n".join(lines)
    for wanted in (
        "改单 旧票作废",
        "第2版 代替第1版 10:15",
        "草莓奶油蛋糕 6寸",
        "→ 草莓奶油蛋糕 8寸",
        "＋ 蜡烛",
        "蛋挞",
    ):
        assert wanted in text
    full = text.split("新单内容")[1]
    assert "草莓奶油蛋糕 8寸" in full
    assert "蛋挞" not in full


@pytest.mark.parametrize(
    ("kind", "word"),
    [(TicketKind.CANCEL, "取消"), (TicketKind.RUSH, "催单"), (TicketKind.NOW_PAID, "已付款")],
)
def test_the_word_of_each_kind_stands_first(kind: TicketKind, word: str) -> None:
    lines = [line.strip() for line in paper(ticket(kind, reason="顾客不要了")) if line.strip()]
    assert lines[0] == word


def test_stamps_stand_above_everything() -> None:
    stamps = Stamps(attempt=3, backup_from="kitchen", late_minutes=12)
    lines = [line.strip() for line in paper(ticket(TicketKind.KITCHEN), stamps) if line.strip()]
    assert lines[:3] == ["补打 第3次 可能重复", "备用 代替 kitchen", "延迟 12 分钟"]


def test_a_reprint_is_the_same_ticket_plus_the_banner() -> None:
    first = paper(ticket(TicketKind.KITCHEN))
    again = [line for line in paper(ticket(TicketKind.KITCHEN), Stamps(attempt=2)) if "补打" not in line]
    assert [line for line in first if line.strip()] == [line for line in again if line.strip()]


def test_a_long_note_prints_to_its_limit_and_says_how_much_more() -> None:
    long = replace(DRAFT, note="长" * 10_000)
    text = "".join(paper(ticket(TicketKind.KITCHEN, draft=long)))
    assert text.count("长") == NOTE_LIMIT
    assert f"还有 {10_000 - NOTE_LIMIT} 字" in text


def test_an_emoji_of_many_code_points_counts_once() -> None:
    family = replace(DRAFT, note="长" * (NOTE_LIMIT - 1) + "👨‍👩‍👧")
    assert "还有" not in "".join(paper(ticket(TicketKind.KITCHEN, draft=family)))


def test_five_hundred_lines_print_on_one_sheet() -> None:
    many = replace(DRAFT, lines=tuple(Line(f"货{n}", 1) for n in range(500)))
    text = "\n".join(paper(ticket(TicketKind.KITCHEN, draft=many)))
    assert "货0 " in text
    assert "货499" in text


@pytest.mark.parametrize("profile", ["generic-58mm-gbk", "oneway-58mm", "generic-80mm-gbk"])
def test_narrow_paper_keeps_quantities_on_the_items_line(profile: str) -> None:
    lines = paper(ticket(TicketKind.KITCHEN), profile=profile)
    assert any(line.startswith("蛋挞") and line.endswith("× 12") for line in lines)


def test_english_and_traditional_tickets() -> None:
    english = "\n".join(paper(ticket(TicketKind.COUNTER, COUNTER, language="en")))
    assert "TO COLLECT" in english
    assert "COUNTER" in english
    traditional = "\n".join(paper(ticket(TicketKind.KITCHEN, language="zh_TW"), Stamps(attempt=2)))
    assert "補打 第2次 可能重複" in traditional
