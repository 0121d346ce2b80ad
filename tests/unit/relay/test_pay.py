"""Money by WeChat Pay ends in the right state: asked for, told of, lost, doubled, wrong, late, given back."""

from pathlib import Path

import pytest

from desk.relay.pay.cashier import PayRefused, Standing
from tests.unit.relay.pay_rig import MINUTE, PayRig, play


def test_a_customer_pays_and_the_desk_is_told_once(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        assert await rig.till.cashier.standing(order) == Standing(16800, 0, "unpaid")
        bridge = await rig.till.cashier.jsapi(order, "oAmy")
        assert set(bridge) == {"appId", "timeStamp", "nonceStr", "package", "signType", "paySign"}
        assert bridge["appId"] == "wx0cake"
        assert rig.pay.pay(bridge["package"])
        assert await rig.tell() == [204]
        (payment,) = await rig.payments(order)
        asked = rig.pay.orders[payment.number]
        assert asked.asked["amount"] == {"total": 16800, "currency": "CNY"}
        assert asked.asked["notify_url"] == "https://shop.example.com/pay/notify"
        assert asked.asked["description"] == "大C甜品 W001"
        assert await rig.feed() == [
            {
                "event": "paid",
                "order": order,
                "desk_order": "",
                "payment": payment.number,
                "reference": asked.transaction_id,
                "refund": "",
                "amount": 16800,
                "currency": "CNY",
                "evidence": "notification",
                "method": "wechat",
                "at": "2026-11-27T04:00:00+00:00",
                "off": False,
            }
        ]
        assert await rig.till.cashier.standing(order) == Standing(0, 16800, "paid")
        await rig.later(40 * MINUTE, 30)
        assert await rig.events() == ["paid"]
        assert (await rig.placed(order)).state == "placed"
        with pytest.raises(PayRefused, match="paid"):
            await rig.jsapi(order)

    play(tmp_path, scene)


def test_the_counter_shows_a_code_and_it_is_paid(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        done = await rig.collect(amount=5000)
        assert done["code_url"].startswith("weixin://wxpay/bizpayurl?pr=")
        assert done["until"] == "2026-11-27T04:15:00+00:00"
        rig.pay.pay(done["code_url"])
        assert await rig.tell() == [204]
        (told,) = await rig.feed()
        assert (told["order"], told["desk_order"], told["payment"]) == ("", "desk-1", done["payment"])
        assert (told["event"], told["amount"], told["off"]) == ("paid", 5000, False)
        assert await rig.command("uncollect", payment=done["payment"]) == {"done": False, "reason": "paid"}

    play(tmp_path, scene)
