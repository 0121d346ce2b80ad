"""A customer replies "1" in WeChat and a ticket comes out: fake WeChat, relay, desk and printer as processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.rig import until
from tests.e2e.wechat_rig import Shop, menu_known, shown, wechat_shop
from tests.fakes.wechat_user import WeChat


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with wechat_shop(tmp_path) as whole:
        yield whole


async def orders(wechat: WeChat, openid: str, *, note: str = "0") -> str:
    """The whole dialogue by numbers; the last reply."""
    replies = [
        await wechat.types(openid, text)
        for text in ("1", "2", "0", "1", "王小明🎂 13800138000 望京街9号3单元", "1", note, "1", "1")
    ]
    assert replies[0].startswith("甜度？\n1 正常\n2 少糖\n3 无糖"), replies
    assert replies[1].endswith("共 ¥168，回复 0 结账"), replies
    assert replies[2] == "1 送货\n2 自取"
    assert replies[3] == "请一次发来：姓名 电话 地址"
    assert replies[4].startswith("什么时候要？\n1 尽快")
    assert replies[5] == "有什么要求？没有回复 0"
    assert replies[6].startswith("怎么付款？\n1 货到付款")
    assert "合计 ¥168" in replies[7]
    assert replies[7].endswith("回复 1 确认下单")
    return replies[8]


def test_a_reply_by_number_becomes_a_ticket(shop: Shop) -> None:
    shop.desk.start()
    menu_known(shop.relay)

    async def scene(wechat: WeChat) -> None:
        assert await wechat.verify_url()
        assert "可颂" in await wechat.follows("oAmy")
        assert await orders(wechat, "oAmy", note="写：生日快乐 Amy") == "下单成功，订单号 W001"

    shop.relay.talk(scene)
    until(lambda: len(shop.printer.sheets()) >= 2, 20, "a kitchen and a counter ticket")
    both = "".join(shop.printer.sheets())
    for words in ("W001", "草莓奶油蛋糕 6寸", "少糖", "写：生日快乐 Amy", "待收"):
        assert words in both, (words, both)

    async def progress(wechat: WeChat) -> None:
        await shown(wechat, "oAmy", "订单", "已接单")
        assert (await wechat.types("oAmy", "催单")).startswith("已催单")
        assert (await wechat.types("oAmy", "催单")).startswith("刚刚已经催过")

    shop.relay.talk(progress)
    until(lambda: any("催单" in text for text in shop.printer.sheets()), 20, "a rush slip")


def test_orders_taken_while_the_desk_is_off_are_waiting_once_and_in_order(shop: Shop) -> None:
    shop.desk.start()
    menu_known(shop.relay)
    shop.desk.stop()
    people = [f"oPerson{number:02d}" for number in range(6)]
    placed: list[str] = []

    async def scene(wechat: WeChat) -> None:
        placed.extend([await orders(wechat, openid) for openid in people[:3]])

    shop.relay.talk(scene)
    shop.relay.stop(kill=True)
    shop.relay.start()

    async def again(wechat: WeChat) -> None:
        placed.extend([await orders(wechat, openid) for openid in people[3:]])

    shop.relay.talk(again)
    numbers = [f"W{number:03d}" for number in range(1, 7)]
    assert placed == [f"下单成功，订单号 {number}" for number in numbers]
    shop.desk.start()
    until(lambda: len(shop.printer.sheets()) >= 12, 30, "two tickets of each order")
    printed = [next(number for number in numbers if number in sheet) for sheet in shop.printer.sheets()]
    assert sorted(printed) == sorted(numbers * 2)
    assert list(dict.fromkeys(printed)) == numbers
    status, answer = shop.desk.request("GET", "/v1/orders?limit=100")
    assert status == 200
    assert sorted(order["number"] for order in answer["orders"]) == numbers
