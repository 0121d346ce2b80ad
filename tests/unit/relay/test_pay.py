"""Money by WeChat Pay ends in the right state: asked for, told of, lost, doubled, wrong, late."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk.relay.pay.cashier import PayRefused, Standing
from tests.fakes.wechat_pay import RETRIES, Told
from tests.unit.relay.pay_rig import MINUTE, PayRig, play


def test_a_customer_pays_and_the_desk_is_told_once(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        assert await rig.till.cashier.standing(order) == Standing(16800, 0, "unpaid")
        bridge = await rig.till.cashier.jsapi(order, "oAmy")
        assert set(bridge) == {"appId", "timeStamp", "nonceStr", "package", "signType", "paySign"}
        assert rig.pay.opens_for("wx0cake", bridge)
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


# --- what WeChat may do with a notification --------------------------------------------------------


def twice(told: Told) -> list[Told]:
    return [told, told]


def under_two_ids(told: Told) -> list[Told]:
    return [told, replace(told, id="EV-other")]


def never(_told: Told) -> list[Told]:
    return []


def much_later(told: Told) -> list[Told]:
    return [replace(told, due=told.due + 300)]


def probed(told: Told) -> list[Told]:
    return [replace(told, id="EV-probe", spoil="probe"), told]


def by_certificate(told: Told) -> list[Told]:
    return [replace(told, spoil="certificate")]


GOOD = (twice, under_two_ids, never, much_later, probed, by_certificate)


@pytest.mark.parametrize("telling", GOOD)
def test_however_it_is_told_it_is_paid_once_and_within_a_minute(
    tmp_path: Path, telling: Callable[[Told], list[Told]]
) -> None:
    async def scene(rig: PayRig) -> None:
        rig.pay.telling = telling
        package = await rig.jsapi(await rig.order())
        rig.now += 65  # after the early looks, which are closer together
        await rig.till.watch.round()
        rig.now += 1
        rig.pay.pay(package)
        await rig.later(60)
        assert await rig.events() == ["paid"]
        await rig.later(30 * MINUTE, 30)
        (told,) = await rig.feed()
        assert told["evidence"] == ("query" if telling in {never, much_later} else "notification")

    play(tmp_path, scene, certificate=True)


def unlike(**other: Any) -> Callable[[Told], list[Told]]:
    """It says something else than what was asked for, validly signed."""

    def telling(told: Told) -> list[Told]:
        amount = told.resource["amount"] | {k: v for k, v in other.items() if k in {"total", "currency"}}
        rest = {k: v for k, v in other.items() if k not in {"total", "currency"}}
        return [replace(told, resource=told.resource | rest | {"amount": amount})]

    return telling


def spoiled(**how: Any) -> Callable[[Told], list[Told]]:
    return lambda told: [replace(told, **how)]


WRONG: dict[str, tuple[Callable[[Told], list[Told]], int]] = {
    "other-amount": (unlike(total=1), 400),
    "other-amount as a text": (unlike(total="16800"), 400),
    "other-amount as a fraction": (unlike(total=16800.0), 400),
    "other-currency": (unlike(currency="USD"), 400),
    "other-account": (unlike(appid="wx0else"), 400),
    "other-merchant": (unlike(mchid="1900000002"), 400),
    "unknown-payment": (unlike(out_trade_no="OD20261127nobody"), 404),
    "unpaid": (unlike(trade_state="NOTPAY"), 400),
    "unpaid, a refund's": (unlike(trade_state="REFUND"), 400),
    "no-reference": (unlike(transaction_id=""), 400),
    "wrong signature": (spoiled(spoil="signature"), 401),
    "wrong signature, another body": (spoiled(spoil="body"), 401),
    "probe": (spoiled(spoil="probe"), 401),
    "too old": (spoiled(age=301), 401),
    "too old, of tomorrow": (spoiled(age=-301), 401),
    "unknown serial": (spoiled(serial="PUB_KEY_ID_0119000000012026112700000000000009"), 401),
    "unknown serial, a certificate's": (spoiled(spoil="certificate"), 401),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_as_it_was_asked_for_is_refused_and_pays_nothing(tmp_path: Path, name: str) -> None:
    telling, status = WRONG[name]

    async def scene(rig: PayRig) -> None:
        rig.pay.telling = telling
        order = await rig.order()
        rig.pay.pay(await rig.jsapi(order))
        before = rig.pay.calls.copy()
        rig.pay.waiting *= 2
        assert await rig.tell() == [status, status]
        assert rig.pay.calls == before, "nothing goes over the network"
        assert await rig.states(order) == ["asked"]
        reason = name.partition(" as")[0].partition(",")[0]
        shown = (await rig.client.get("/metrics")).text
        assert reason in shown
        told = await rig.feed()
        assert [each["event"] for each in told] == ["refused"] * (
            reason.startswith("other") or reason == "no-reference"
        )
        assert all(each["reason"] == reason for each in told)
        assert [each.trouble for each in await rig.payments(order)] == [reason if told else ""]
        await rig.later(60)  # what WeChat really has is found by asking
        assert await rig.states(order) == ["paid"]
        assert [each["evidence"] for each in await rig.feed() if each["event"] == "paid"] == ["query"]

    play(tmp_path, scene)


ODD = (
    None, True, -1, 16800.5, 2**63 - 1, "", "\x00", "蛋糕🎂", "x" * 5000, [], {}, [[]], {"total": 16800}, "NOTPAY",
    "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-13-40",
)  # fmt: skip


@pytest.mark.parametrize(
    "field", ["trade_state", "amount", "appid", "mchid", "out_trade_no", "transaction_id"]
)
def test_whatever_stands_where_money_is_told_of_is_refused_and_told_once(tmp_path: Path, field: str) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        rig.pay.telling = lambda told: [
            replace(told, id=f"EV-{at}-{turn}", resource=told.resource | {field: odd})
            for turn in (0, 1)
            for at, odd in enumerate(ODD)
            if field != "transaction_id" or odd not in ("NOTPAY", "2026-13-40")  # which a number might be
        ]
        rig.pay.pay(await rig.jsapi(order))
        assert set(await rig.tell()) == ({404} if field == "out_trade_no" else {400})
        assert await rig.states(order) == ["asked"]
        told = [each["reason"] for each in await rig.feed()]
        assert len(told) == len(set(told)), "each is told once"

    play(tmp_path, scene)


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_time_of_payment_is_the_moment_it_is_heard(tmp_path: Path, odd: object) -> None:
    async def scene(rig: PayRig) -> None:
        rig.pay.telling = unlike(success_time=odd)
        rig.pay.pay(await rig.jsapi(await rig.order()))
        assert await rig.tell() == [204]
        assert [each["at"] for each in await rig.feed()] == ["2026-11-27T04:00:00+00:00"]

    play(tmp_path, scene)


def test_a_refused_notification_comes_again_by_the_schedule_and_counts_when_it_is_right(
    tmp_path: Path,
) -> None:
    async def scene(rig: PayRig) -> None:
        done = await rig.collect()
        rig.pay.fail("query", "500", 100)
        rig.pay.telling = spoiled(spoil="signature")
        rig.pay.pay(done["code_url"])
        assert await rig.tell() == [401]
        times: list[float] = []
        for _ in RETRIES[:5]:
            times.append(rig.pay.waiting[0].due - rig.now)
            rig.now = rig.pay.waiting[0].due
            if len(times) == 5:
                rig.pay.waiting = [replace(told, spoil="") for told in rig.pay.waiting]
            await rig.tell()
        assert times == list(RETRIES[:5])
        assert await rig.events() == ["paid"]

    play(tmp_path, scene)


def test_a_notification_before_the_answer_to_the_order_call_counts(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        loop = asyncio.get_running_loop()
        statuses: list[list[int]] = []

        def early(number: str) -> None:
            rig.pay.pay(number)
            statuses.append(asyncio.run_coroutine_threadsafe(rig.tell(), loop).result(10))

        rig.pay.before_answer = early
        order = await rig.order()
        with pytest.raises(PayRefused, match="paid"):
            await rig.jsapi(order)
        assert statuses == [[204]]
        assert (await rig.states(order), await rig.events()) == (["paid"], ["paid"])

    play(tmp_path, scene)


@pytest.mark.parametrize(
    "how", ["502", "500", "html", "hang", "drop-before", "drop-after", "unsigned", "key"]
)
def test_an_order_call_without_an_answer_that_counts_is_asked_again_as_the_same(
    tmp_path: Path, how: str
) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        if how == "key":
            rig.pay.answer_key = rig.pay.merchant.old_key
        else:
            rig.pay.fail("jsapi", how)
        with pytest.raises(PayRefused, match="unavailable"):
            await rig.jsapi(order)
        rig.pay.answer_key = None
        assert rig.pay.pay(await rig.jsapi(order))
        await rig.tell()
        assert (await rig.states(order), await rig.events()) == (["paid"], ["paid"])
        assert len(rig.pay.orders) == 1

    play(tmp_path, scene)


@pytest.mark.parametrize("how", ["502", "html", "hang", "drop-after", "unsigned", "key", "FREQUENCY_LIMITED"])
def test_a_query_without_an_answer_that_counts_pays_nothing_and_is_asked_again(
    tmp_path: Path, how: str
) -> None:
    async def scene(rig: PayRig) -> None:
        rig.pay.telling = never
        order = await rig.order()
        rig.pay.pay(await rig.jsapi(order))
        if how == "key":
            rig.pay.answer_key = rig.pay.merchant.old_key
        else:
            rig.pay.fail("query", how)
        await rig.later(10, 10)
        assert await rig.states(order) == ["asked"]
        rig.pay.answer_key = None
        await rig.later(30)
        assert await rig.states(order) == ["paid"]

    play(tmp_path, scene)


def test_a_query_that_tells_of_another_amount_pays_nothing(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        rig.pay.telling = never
        order = await rig.order()
        package = await rig.jsapi(order)
        rig.pay.pay(package)
        rig.pay.orders[rig.pay.find(package)].asked["amount"]["total"] = 1
        await rig.later(5 * MINUTE)
        (payment,) = await rig.payments(order)
        assert (payment.state, payment.trouble) == ("asked", "other-amount")
        (told,) = await rig.feed()
        assert (told["event"], told["reason"], told["evidence"]) == ("refused", "other-amount", "query")

    play(tmp_path, scene)


def test_a_call_is_refused_when_it_is_not_signed_by_the_merchant(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        rig.pay.merchant = replace(rig.pay.merchant, serial="0" * 40)
        order = await rig.order()
        with pytest.raises(PayRefused, match="refused"):
            await rig.jsapi(order)
        assert rig.pay.bad_signatures == 1
        assert await rig.states(order) == ["closed"]

    play(tmp_path, scene)


@pytest.mark.parametrize("alone", [True, False])
def test_what_an_ended_relay_was_asking_about_is_asked_again(tmp_path: Path, alone: bool) -> None:
    """At once where no other relay can be asking, else when its claim ran out."""

    async def scene(rig: PayRig) -> None:
        rig.pay.telling = never
        order = await rig.order()
        rig.pay.pay(await rig.jsapi(order))
        (payment,) = await rig.payments(order)
        rig.now += 10
        at = rig.at()
        assert await rig.store.write(lambda work: work.payments.claim(payment.number, at, at))
        rig.now += 1
        if not alone:
            rig.now += 58
            assert await rig.till.watch.round() == 0
            rig.now += 2
        news = rig.relay._news
        watching = asyncio.create_task(rig.till.watch.run(alone=alone))
        async with asyncio.timeout(20):
            await news.wait()
        assert await rig.states(order) == ["paid"]
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)

    play(tmp_path, scene)


# --- two tabs, other prices, other ways ------------------------------------------------------------


def test_two_tabs_hold_the_same_payment(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        first, second = await asyncio.gather(rig.jsapi(order), rig.jsapi(order))
        assert first == second == await rig.jsapi(order)
        assert await rig.states(order) == ["asked"]
        assert len(rig.pay.orders) == 1

    play(tmp_path, scene)


def test_another_price_closes_the_old_payment_and_takes_a_new_number(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        old = await rig.jsapi(order)
        await rig.change(order, tea=1)
        new = await rig.jsapi(order)
        assert new != old
        assert not rig.pay.pay(old)
        assert rig.pay.pay(new)
        await rig.tell()
        assert await rig.states(order) == ["closed", "paid"]
        assert [each["amount"] for each in await rig.feed()] == [18300]
        assert len({each.number for each in await rig.payments(order)}) == 2

    play(tmp_path, scene)


def test_another_price_is_closed_also_when_nobody_asks_again(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        old = await rig.jsapi(order)
        await rig.change(order, tea=1)
        await rig.till.watch.round()
        assert not rig.pay.pay(old)
        assert await rig.states(order) == ["closed"]

    play(tmp_path, scene)


def test_what_was_paid_at_the_old_price_counts_and_the_rest_is_due(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        old = await rig.jsapi(order)
        await rig.change(order, tea=1)
        rig.pay.telling = never
        rig.pay.pay(old)
        rest = await rig.jsapi(order)  # before closing WeChat is asked
        assert await rig.till.cashier.standing(order) == Standing(1500, 16800, "part-paid")
        rig.pay.pay(rest)
        await rig.later(60)
        assert [(each["event"], each["amount"]) for each in await rig.feed()] == [
            ("paid", 16800),
            ("paid", 1500),
        ]
        assert (await rig.till.cashier.standing(order)).state == "paid"

    play(tmp_path, scene)


def test_a_code_beside_the_page_leaves_one_that_can_be_paid(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        page = await rig.jsapi(order)
        code = await rig.till.cashier.native(order)
        assert not rig.pay.pay(page)
        assert rig.pay.pay(code)
        await rig.tell()
        assert await rig.states(order) == ["closed", "paid"]

    play(tmp_path, scene)


def test_two_payments_at_once_in_two_ways_leave_at_most_one_that_can_be_paid(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        found = await asyncio.gather(
            rig.jsapi(order), rig.till.cashier.native(order), rig.jsapi(order, "oBob"), return_exceptions=True
        )
        handles = [each for each in found if isinstance(each, str)]
        assert all(isinstance(each, PayRefused) for each in found if not isinstance(each, str))
        await rig.later(60)
        assert sum(rig.pay.pay(each) for each in handles) <= 1
        assert (await rig.states(order)).count("asked") <= 1

    play(tmp_path, scene)


def test_a_deposit_is_charged_alone(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order(deposit=5000)
        rig.pay.pay(await rig.jsapi(order))
        await rig.tell()
        assert [each["amount"] for each in await rig.feed()] == [5000]
        assert await rig.till.cashier.standing(order) == Standing(0, 5000, "part-paid")
        await rig.later(30 * MINUTE, 60)
        assert (await rig.placed(order)).state == "placed", "who paid the deposit keeps the order"

    play(tmp_path, scene)


def test_a_deposit_is_never_more_than_the_order(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order(deposit=99900)
        rig.pay.pay(await rig.jsapi(order))
        await rig.tell()
        assert [each["amount"] for each in await rig.feed()] == [16800]

    play(tmp_path, scene)


# --- nobody pays, or too late ----------------------------------------------------------------------


@pytest.mark.parametrize("opened", [True, False])
def test_an_order_nobody_pays_for_is_called_off(tmp_path: Path, opened: bool) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order(tea=2)
        package = await rig.jsapi(order) if opened else ""
        await rig.later(15 * MINUTE - 5, 30)
        assert (await rig.placed(order)).state == "placed"
        await rig.later(10)
        found = await rig.placed(order)
        assert found.state == "cancelled"
        assert await rig.feed("cancel") == [{"id": order, "number": "W001", "reason": "unpaid"}]
        assert await rig.events() == []
        assert await rig.store.read(lambda work: work.placed.sold("TEA", "stock")) == 0
        assert await rig.till.cashier.standing(order) == Standing(0, 0, "closed")
        if opened:
            assert await rig.states(order) == ["closed"]
            assert not rig.pay.pay(package)
        with pytest.raises(PayRefused, match="closed"):
            await rig.jsapi(order)
        await rig.later(60 * MINUTE, 60)
        assert len(await rig.feed("cancel")) == 1

    play(tmp_path, scene)


def test_money_that_came_at_the_last_second_keeps_the_order(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        rig.pay.telling = never
        order = await rig.order()
        package = await rig.jsapi(order)
        await rig.later(15 * MINUTE - 1, 60)
        assert rig.pay.pay(package)
        await rig.later(5)
        assert (await rig.placed(order)).state == "placed"
        assert (await rig.events(), await rig.feed("cancel")) == (["paid"], [])

    play(tmp_path, scene)


def test_while_wechat_cannot_say_an_unpaid_order_is_not_called_off(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        package = await rig.jsapi(order)
        await rig.later(14 * MINUTE + 50, 60)
        rig.pay.telling = never
        rig.pay.pay(package)
        rig.pay.fail("query", "502", 12)
        await rig.later(2 * MINUTE)
        assert (await rig.placed(order)).state == "placed"
        await rig.later(8 * MINUTE, 15)
        assert await rig.events() == ["paid"]
        assert (await rig.placed(order)).state == "placed"

    play(tmp_path, scene)


def test_what_is_being_made_is_not_called_off(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        assert await rig.command("state", order=order, state="preparing") == {"done": True}
        await rig.later(16 * MINUTE, 30)
        assert ((await rig.placed(order)).state, await rig.feed("cancel")) == ("preparing", [])

    play(tmp_path, scene)


@pytest.mark.parametrize("opened", [True, False])
def test_an_order_paid_at_the_counter_is_neither_called_off_nor_asked_for_again(
    tmp_path: Path, opened: bool
) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        package = await rig.jsapi(order) if opened else ""
        assert await rig.command("paid", order=order, method="cash") == {"done": True}
        assert await rig.command("paid", order="20261127-W009-00000000", method="cash") == {"done": False}
        assert [await rig.command("paid", order=order, method=each) for each in ("wechat", "", 5)] == [
            400
        ] * 3
        await rig.later(20 * MINUTE, 60)
        assert (await rig.placed(order)).state == "placed"
        assert not (package and rig.pay.pay(package))
        with pytest.raises(PayRefused, match="refused"):
            await rig.jsapi(order)

    play(tmp_path, scene)


def test_who_did_not_pay_is_told_where_the_account_can(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        await rig.order()
        await rig.later(16 * MINUTE, 60)
        rows = await rig.store.read(
            lambda work: work.outbox._db.text_rows("SELECT kind, openid, body FROM relay_outbox")
        )
        ((kind, openid, body),) = rows
        assert (kind, openid) == ("progress", "oAmy")
        assert "订单 W001 已取消" in body

    play(tmp_path, scene)


def test_who_paid_is_nobody_we_remember(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order, other = await rig.order(), await rig.order("oBob")
        rig.pay.pay(await rig.jsapi(order))
        await rig.jsapi(other, "oBob")
        await rig.tell()
        await rig.cancel(other)
        await rig.till.watch.round()
        found = [*await rig.payments(order), *await rig.payments(other)]
        assert [(each.state, each.openid) for each in found] == [("paid", ""), ("closed", "")]

    play(tmp_path, scene)


def test_cash_on_delivery_waits_for_nobody(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order(payment="cash-on-delivery")
        await rig.later(20 * MINUTE, 60)
        assert (await rig.placed(order)).state == "placed"
        with pytest.raises(PayRefused, match="refused"):
            await rig.jsapi(order)

    play(tmp_path, scene)


@pytest.mark.parametrize("lost", [False, True])
def test_a_payment_for_an_order_that_is_off_has_to_be_given_back(tmp_path: Path, lost: bool) -> None:
    async def scene(rig: PayRig) -> None:
        if lost:
            rig.pay.telling = never
        order = await rig.order()
        package = await rig.jsapi(order)
        await rig.cancel(order)
        rig.pay.pay(package)
        await rig.later(60)
        (told,) = await rig.feed()
        assert (told["event"], told["off"]) == ("paid", True)
        assert (await rig.placed(order)).state == "cancelled"

    play(tmp_path, scene)


@pytest.mark.parametrize("lost", [False, True])
def test_a_payment_after_its_closing_has_to_be_given_back(tmp_path: Path, lost: bool) -> None:
    async def scene(rig: PayRig) -> None:
        if lost:
            rig.pay.telling = never
        order = await rig.order()
        package = await rig.jsapi(order)
        await rig.later(15 * MINUTE + 10, 30)
        assert await rig.states(order) == ["closed"]
        assert rig.pay.pay(package, force=True)
        await rig.later(16 * MINUTE, 30)  # a closed one is looked at once more
        (told,) = await rig.feed()
        assert (told["event"], told["off"]) == ("paid", True)

    play(tmp_path, scene)


def test_a_second_payment_of_a_paid_order_has_to_be_given_back(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        page = await rig.jsapi(order)
        code = await rig.till.cashier.native(order)
        rig.pay.pay(code)
        await rig.tell()
        rig.pay.pay(page, force=True)
        await rig.tell()
        assert [(each["event"], each["off"]) for each in await rig.feed()] == [
            ("paid", False),
            ("paid", True),
        ]

    play(tmp_path, scene)


def test_who_cancels_can_no_longer_pay(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        package = await rig.jsapi(order)
        await rig.cancel(order)
        await rig.till.watch.round()
        assert not rig.pay.pay(package)
        assert await rig.states(order) == ["closed"]

    play(tmp_path, scene)


def test_who_asks_in_the_last_minute_has_two_and_nobody_more_than_twenty(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        rig.now += 14.75 * MINUTE
        package = await rig.jsapi(order)
        await rig.later(60, 10)
        assert rig.pay.pay(package)
        await rig.tell()
        assert await rig.events() == ["paid"]
        other = await rig.order("oBob")
        ways = (rig.till.cashier.native, rig.jsapi)
        with pytest.raises(PayRefused, match=r"late|closed"):
            for turn in range(30):
                await ways[turn % 2](other)
                rig.now += 55
        assert turn > 15

    play(tmp_path, scene)


def test_only_the_account_of_the_merchant_can_pay_and_nobody_an_unknown_order(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        assert rig.till.cashier.can_jsapi("cake")
        assert not rig.till.cashier.can_jsapi("stall")
        elsewhere = await rig.order(account="stall")
        for order in (elsewhere, "20261127-W009-00000000"):
            with pytest.raises(PayRefused, match="unknown"):
                await rig.jsapi(order)
        with pytest.raises(PayRefused, match="unknown"):
            await rig.till.cashier.standing("20261127-W009-00000000")

    play(tmp_path, scene)


def test_the_page_asks_wechat_itself_once_some_seconds_passed(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        rig.pay.telling = never
        order = await rig.order()
        rig.pay.pay(await rig.jsapi(order))
        rig.now += 3
        assert (await rig.till.cashier.standing(order)).state == "unpaid"
        rig.now += 3
        assert (await rig.till.cashier.standing(order)).state == "paid"
        assert rig.pay.calls["query"] == 1

    play(tmp_path, scene)


def test_nothing_personal_and_nothing_secret_stands_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    async def scene(rig: PayRig) -> None:
        order = await rig.order()
        rig.pay.fail("jsapi", "NOAUTH")
        with pytest.raises(PayRefused):
            await rig.jsapi(order)
        rig.pay.telling = unlike(total=1)
        rig.pay.pay(await rig.jsapi(order))
        await rig.tell()
        await rig.later(60)
        secret = rig.pay.merchant.api_v3_key.decode()
        for word in ("oAmy", secret, "BEGIN", "王小明", "13800138000", "WECHATPAY2"):
            assert word not in caplog.text
        assert "NOAUTH" in caplog.text
        assert "other-amount" in caplog.text

    play(tmp_path, scene)
