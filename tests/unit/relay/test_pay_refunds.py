"""Money goes back once for each number of the desk's, never more than came, and the desk learns how it ended."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desk.relay.pay.cashier import Standing
from tests.fakes.wechat_pay import Told
from tests.unit.relay.pay_rig import MINUTE, PayRig, play

DONE = {"done": True}


async def paid(rig: PayRig, amount: int = 5000) -> str:
    """A counter's code that was paid; its number."""
    done = await rig.collect(amount=amount)
    assert rig.pay.pay(done["code_url"])
    assert await rig.tell() == [204]
    return done["payment"]


def never(_told: Told) -> list[Told]:
    return []


def twice(told: Told) -> list[Told]:
    return [told, told]


def wrong_amount(told: Told) -> list[Told]:
    return [replace(told, resource=told.resource | {"amount": told.resource["amount"] | {"refund": 4999}})]


def wrong_merchant(told: Told) -> list[Told]:
    return [replace(told, resource=told.resource | {"mchid": "1900000002"})]


def wrong_payment(told: Told) -> list[Told]:
    return [replace(told, resource=told.resource | {"out_trade_no": "OD20261127nobody"})]


@pytest.mark.parametrize("telling", [None, twice, never, wrong_amount, wrong_merchant, wrong_payment])
def test_a_refund_is_told_of_once(tmp_path: Path, telling: Callable[[Told], list[Told]] | None) -> None:
    async def scene(rig: PayRig) -> None:
        payment = await paid(rig)
        if telling:
            rig.pay.telling = telling
        assert await rig.refund(payment, "RF-000001", 5000) == DONE
        assert rig.pay.refunds["RF-000001"].asked["reason"] == "卖完了"
        assert rig.pay.refunds["RF-000001"].asked["notify_url"] == "https://shop.example.com/pay/refund"
        assert await rig.tell() == [{None: 204, twice: 204}.get(telling, 400)] * {twice: 2, never: 0}.get(
            telling, 1
        )
        await rig.later(60)
        told = (await rig.feed())[1:]
        assert [
            (each["event"], each["payment"], each["refund"], each["amount"], each["reference"])
            for each in told
        ] == [("refunded", payment, "RF-000001", 5000, rig.pay.refunds["RF-000001"].refund_id)]
        assert told[0]["evidence"] == ("notification" if telling in {None, twice} else "query")
        await rig.later(120 * MINUTE, 600)
        assert await rig.events() == ["paid", "refunded"]

    play(tmp_path, scene)


@pytest.mark.parametrize("field", ["refund_status", "amount", "mchid", "out_trade_no", "out_refund_no"])
def test_whatever_stands_where_a_refund_is_told_of_is_refused(tmp_path: Path, field: str) -> None:
    async def scene(rig: PayRig) -> None:
        payment = await paid(rig)
        odd = (None, True, -1, 0.5, 2**63 - 1, "", "\x00", "蛋糕", "x" * 5000, [], {}, {"refund": 5000})
        rig.pay.telling = lambda told: [
            replace(told, id=f"EV-{at}", resource=told.resource | {field: each})
            for at, each in enumerate(odd)
        ]
        assert await rig.refund(payment, "RF-000001", 5000) == DONE
        assert set(await rig.tell()) == ({404} if field == "out_refund_no" else {400})
        assert await rig.events() == ["paid"]

    play(tmp_path, scene)


@pytest.mark.parametrize("end", ["ABNORMAL", "CLOSED"])
@pytest.mark.parametrize("lost", [False, True])
def test_a_refund_that_fails_is_told_of(tmp_path: Path, end: str, lost: bool) -> None:
    async def scene(rig: PayRig) -> None:
        payment = await paid(rig)
        rig.pay.refunds_end = end
        if lost:
            rig.pay.telling = never
        assert await rig.refund(payment, "RF-000001", 5000) == DONE
        await rig.later(60)
        (_, told) = await rig.feed()
        assert (told["event"], told["reason"]) == ("refund-failed", end.lower())
        if end == "ABNORMAL":  # the merchant may still see to it in WeChat's console
            rig.pay.telling = lambda told: [told]
            rig.pay.settle("RF-000001", "SUCCESS")
            assert await rig.tell() == [204]
            assert await rig.events() == ["paid", "refund-failed", "refunded"]

    play(tmp_path, scene)


def test_no_more_goes_back_than_came(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        payment = await paid(rig)
        assert await rig.refund(payment, "RF-000001", 2000) == DONE
        assert await rig.refund(payment, "RF-000002", 3001) == {"done": False, "reason": "too-much"}
        assert await rig.refund(payment, "RF-000003", 3000) == DONE
        assert await rig.refund(payment, "RF-000004", 1) == {"done": False, "reason": "too-much"}
        assert sum(each.asked["amount"]["refund"] for each in rig.pay.refunds.values()) == 5000
        await rig.tell()
        assert [each["amount"] for each in await rig.feed()] == [5000, 2000, 3000]

    play(tmp_path, scene)


def test_a_failed_refund_makes_room_for_another(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        payment = await paid(rig)
        rig.pay.fail("refund", "NOT_ENOUGH")
        assert await rig.refund(payment, "RF-000001", 5000) == {"done": False, "reason": "refused"}
        assert rig.pay.refunds == {}
        assert await rig.refund(payment, "RF-000002", 5000) == DONE
        assert await rig.refund(payment, "RF-000001", 5000) == {"done": False, "reason": "too-much"}
        await rig.later(60)
        assert await rig.events() == ["paid", "refunded"]

    play(tmp_path, scene)


def test_the_same_command_and_the_same_number_are_one_refund(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        payment = await paid(rig)
        for _ in range(2):
            assert await rig.refund(payment, "RF-000001", 2000, "one key") == DONE
            assert await rig.refund(payment, "RF-000001", 2000) == DONE
        assert rig.pay.calls["refund"] == 1
        assert await rig.refund(payment, "RF-000001", 1000) == {"done": False, "reason": "conflict"}
        await rig.tell()
        assert await rig.events() == ["paid", "refunded"]

    play(tmp_path, scene)


@pytest.mark.parametrize(
    "how", ["502", "html", "hang", "drop-before", "drop-after", "unsigned", "SYSTEM_ERROR"]
)
def test_a_refund_whose_end_is_unknown_is_asked_for_until_it_is_known_and_goes_back_once(
    tmp_path: Path, how: str
) -> None:
    async def scene(rig: PayRig) -> None:
        payment = await paid(rig)
        rig.pay.fail("refund", how)
        assert await rig.refund(payment, "RF-000001", 2000) == DONE
        await rig.later(60)
        assert await rig.events() == ["paid", "refunded"]
        assert [each.asked["amount"]["refund"] for each in rig.pay.refunds.values()] == [2000]

    play(tmp_path, scene)


def test_a_refund_that_wechat_declines_in_the_end_is_told_of(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        payment = await paid(rig)
        rig.pay.fail("refund", "502")
        assert await rig.refund(payment, "RF-000001", 2000) == DONE
        rig.pay.fail("refund", "NOT_ENOUGH")
        await rig.later(60)
        (_, told) = await rig.feed()
        assert (told["event"], told["refund"], told["reason"]) == ("refund-failed", "RF-000001", "not_enough")

    play(tmp_path, scene)


def test_while_wechat_cannot_be_had_the_clerk_is_told_and_may_ask_again(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        payment = await paid(rig)
        base = rig.till._settings.api_base
        object.__setattr__(rig.till._settings, "api_base", "http://127.0.0.1:9")
        for _ in range(2):
            assert await rig.refund(payment, "RF-000001", 2000, "one key") == {
                "done": False,
                "reason": "unavailable",
            }
        assert await rig.command("uncollect", payment=payment) == {"done": False, "reason": "paid"}
        object.__setattr__(rig.till._settings, "api_base", base)
        assert await rig.refund(payment, "RF-000001", 2000, "one key") == DONE
        await rig.later(60)
        assert await rig.events() == ["paid", "refunded"]

    play(tmp_path, scene)


def test_a_number_whose_end_is_unknown_still_speaks_for_its_money(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        payment = await paid(rig)
        rig.pay.fail("refund", "drop-after")  # WeChat took it, and nobody knows
        assert await rig.refund(payment, "RF-000001", 3000) == DONE
        base = rig.till._settings.api_base
        object.__setattr__(rig.till._settings, "api_base", "http://127.0.0.1:9")
        assert await rig.refund(payment, "RF-000001", 3000) == DONE
        object.__setattr__(rig.till._settings, "api_base", base)
        assert await rig.refund(payment, "RF-000002", 3000) == {"done": False, "reason": "too-much"}
        await rig.later(60)
        assert await rig.events() == ["paid", "refunded"]

    play(tmp_path, scene)


def test_what_was_not_paid_is_not_given_back(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        done = await rig.collect()
        assert await rig.refund(done["payment"], "RF-000001", 1) == {"done": False, "reason": "not-paid"}
        assert await rig.refund("OD20261127nobody", "RF-000001", 1) == {
            "done": False,
            "reason": "unknown-payment",
        }
        for amount in (0, -1, 1.5, True, "1", 10**12):
            assert await rig.refund(done["payment"], "RF-000001", amount) == 400  # type: ignore[arg-type]
        for number in ("RF", "RF 00001", "R" * 33, "RF-00001/", ""):
            assert await rig.refund(done["payment"], number, 1) == 400
        assert rig.pay.calls["refund"] == 0

    play(tmp_path, scene)


def test_a_refund_shows_in_the_orders_standing(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        rig.pay.pay(await rig.jsapi(order))
        await rig.tell()
        (payment,) = await rig.payments(order)
        await rig.refund(payment.number, "RF-000001", 800)
        await rig.tell()
        assert await rig.till.cashier.standing(order) == Standing(0, 16000, "part-paid")
        await rig.refund(payment.number, "RF-000002", 16000)
        await rig.tell()
        assert await rig.till.cashier.standing(order) == Standing(0, 0, "refunded")

    play(tmp_path, scene)


# --- the counter's codes ---------------------------------------------------------------------------


def test_a_counters_code_is_the_same_for_the_same_money_and_another_for_other(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        first = await rig.collect(amount=5000, key="one")
        assert await rig.collect(amount=5000, key="one") == first
        assert await rig.collect(amount=5000) == first
        other = await rig.collect(amount=6000)
        assert other["payment"] != first["payment"]
        assert not rig.pay.pay(first["code_url"])
        assert rig.pay.pay(other["code_url"])
        await rig.tell()
        assert [(each["event"], each["payment"]) for each in await rig.feed()] == [
            ("closed", first["payment"]),
            ("paid", other["payment"]),
        ]

    play(tmp_path, scene)


@pytest.mark.parametrize("how", ["by hand", "by itself"])
def test_a_counters_code_is_closed(tmp_path: Path, how: str) -> None:
    async def scene(rig: PayRig) -> None:
        done = await rig.collect()
        if how == "by hand":
            for _ in range(2):
                assert await rig.command("uncollect", payment=done["payment"]) == DONE
        else:
            await rig.later(15 * MINUTE + 5, 30)
        assert not rig.pay.pay(done["code_url"])
        (told,) = await rig.feed()
        assert (told["event"], told["desk_order"], told["amount"]) == ("closed", "desk-1", 5000)
        rig.pay.pay(done["code_url"], force=True)
        await rig.tell()
        assert [(each["event"], each["off"]) for each in await rig.feed()][1:] == [("paid", True)]

    play(tmp_path, scene)


def test_a_code_that_was_paid_unheard_is_not_closed(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        done = await rig.collect()
        rig.pay.telling = never
        rig.pay.pay(done["code_url"])
        assert await rig.command("uncollect", payment=done["payment"]) == {"done": False, "reason": "paid"}
        assert await rig.events() == ["paid"]

    play(tmp_path, scene)


def test_what_is_no_command_is_refused_and_what_wechat_refuses_is_told(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        for amount in (0, -5, 1.5, True, "5000", 10**12, None):
            assert await rig.collect(amount=amount) == 400  # type: ignore[arg-type]
        for fields in ({"desk_order": ""}, {"desk_order": "x" * 65}, {"title": "\x00"}, {"currency": "USD"}):
            whole = {"desk_order": "d", "title": "t", "amount": 5, "currency": "CNY"} | fields
            assert await rig.command("collect", **whole) == 400
        assert await rig.command("uncollect", payment="OD20261127nobody") == {
            "done": False,
            "reason": "unknown-payment",
        }
        for how, reason in (("NOAUTH", "refused"), ("502", "unavailable"), ("hang", "unavailable")):
            rig.pay.fail("native", how)
            assert await rig.collect(desk=f"desk {how}", key=how) == {"done": False, "reason": reason}
        assert (await rig.collect(desk="desk 502", key="502"))["done"], (
            "what could not be had may be asked for again"
        )
        title = "很长的名字" * 30
        done = await rig.command("collect", desk_order="d", title=title, amount=5, currency="CNY")
        assert rig.pay.orders[done["payment"]].asked["description"] == title[:40]

    play(tmp_path, scene)
