"""The chat offers payment by WeChat where it is possible, leads to the page where it is paid, and says what came."""

import re
from pathlib import Path

import pytest

from tests.unit.relay.pay_rig import MINUTE, PayRig, play

LINK = re.compile(r"https://shop\.example\.com/m/cake/oAmy\.\d+\.[\w-]{43}\?to=o/(\S+)")


async def checkout(rig: PayRig, *texts: str, account: str = "cake") -> str:
    reply = ""
    for text in ("1", "0", "2", "王小明 13800138000", "1", "0", *texts):
        reply = await rig.says(text, account=account)
    return reply


@pytest.mark.parametrize(
    ("account", "offered"),
    [("cake", "怎么付款？\n1 货到付款\n2 微信支付"), ("stall", "怎么付款？\n1 货到付款")],
)
def test_it_is_offered_to_the_merchants_own_customers(tmp_path: Path, account: str, offered: str) -> None:
    async def scene(rig: PayRig) -> None:
        assert await checkout(rig, account=account) == offered

    play(tmp_path, scene)


def test_the_reply_leads_to_where_the_order_is_paid(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        reply = await checkout(rig, "2", "1")
        assert reply.startswith("下单成功，订单号 W001\n请在 15 分钟内付款：https://")
        link = LINK.search(reply)
        assert link is not None
        order = link[1]
        shown = await rig.says("订单")
        assert shown.startswith("订单 W001：已收到，等店主确认，待付款\n")
        assert LINK.search(shown)
        (entry,) = await rig.feed("order")
        assert (entry["payment"]["method"], entry["payment"]["state"]) == ("wechat", "unpaid")
        rig.pay.pay(await rig.jsapi(order))
        await rig.tell()
        assert await rig.says("订单") == "订单 W001：已收到，等店主确认，已付款"

    play(tmp_path, scene)


def test_an_order_paid_otherwise_has_no_link(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        assert await checkout(rig, "1", "1") == "下单成功，订单号 W001"
        assert await rig.says("订单") == "订单 W001：已收到，等店主确认"

    play(tmp_path, scene)


def test_a_deposit_is_said(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        rig.pay.pay(await rig.jsapi(await rig.order(deposit=5000)))
        await rig.tell()
        assert await rig.says("订单") == "订单 W001：已收到，等店主确认，已付定金"

    play(tmp_path, scene)


def test_who_did_not_pay_finds_no_order(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        await checkout(rig, "2", "1")
        await rig.later(16 * MINUTE, 60)
        assert await rig.says("订单") == "您还没有进行中的订单。回复 菜单 开始点单。"

    play(tmp_path, scene)


def test_another_price_brings_the_link_again(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        await checkout(rig, "2", "1")
        for text in ("修改", "2", "0", "2", "1", "0", "2", "1"):
            reply = await rig.says(text)
        assert reply.startswith("已改单，订单号 W001\n请在 15 分钟内付款：")

    play(tmp_path, scene)


def test_who_paid_and_wants_more_is_led_to_the_rest(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        rig.pay.pay(await rig.jsapi(order))
        await rig.tell()
        await rig.change(order, tea=1)
        shown = await rig.says("订单")
        assert shown.startswith("订单 W001：已收到，等店主确认，待付款\n请在 15 分钟内付款：")
        await rig.later(20 * MINUTE, 60)
        assert (await rig.placed(order)).state == "placed", "what came keeps the order"

    play(tmp_path, scene)
