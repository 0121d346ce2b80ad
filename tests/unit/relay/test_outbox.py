"""Progress reaches customers where their account allows it, once, and the owner hears of orders nobody takes."""

import logging
from pathlib import Path
from typing import Any

import pytest
from outbox_rig import HOUR, NOON, SHOP, Rig, play

from desk.errors import EnvironmentFault
from desk.relay.protocol import ShopDescription
from tests.fakes.wechat_api import CUSTOM, NOTICE, TEMPLATE, TOKEN

PROGRESS = (
    'progress_notice = { template = "T1", values = { character_string1 = "{number}", phrase2 = "{state}" } }'
)
NEWS = {"character_string1", "phrase2"}


@pytest.mark.parametrize("account", ["verified", "service", "test"])
def test_progress_reaches_the_customer(tmp_path: Path, account: str) -> None:
    async def scene(rig: Rig) -> None:
        order = await rig.orders(account, "oAmy")
        await rig.state(order, "accepted")
        assert await rig.relay.post.round() == 1
        await rig.state(order, "ready")
        assert await rig.relay.post.round() == 1
        assert rig.api.texts("oAmy") == ["订单 W001 已接单，做好会告诉您。", "订单 W001 已做好，可以来取了。"]
        assert await rig.rows() == [("progress", "sent", "")] * 2
        await rig.state(order, "ready")  # a desk that starts tells all of them again
        assert await rig.relay.post.round() == 0

    play(tmp_path, scene)


def test_what_an_account_cannot_do_is_not_tried(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        order = await rig.orders("personal", "oAmy")
        await rig.state(order, "ready")
        assert await rig.relay.post.round() == 0
        assert await rig.rows() == []
        assert (await rig.writes("personal", "oAmy", "订单")) == "订单 W001：已做好"
        assert await rig.reply("personal", "oAmy") == {"done": False, "reason": "unsupported"}
        assert not rig.api.calls

    play(tmp_path, scene)


def test_the_owners_words_are_used_and_a_dash_says_nothing(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        texts = {
            "progress_ready": "{shop}：{number} 好啦",
            "progress_accepted": "-",
            "progress_completed": "谢谢",
        }
        await rig.describe(ShopDescription(SHOP.name, catalogue=SHOP.catalogue, texts=texts), 2)
        order = await rig.orders("service", "oAmy")
        for state in ("accepted", "preparing", "ready", "completed"):
            await rig.state(order, state)
            await rig.relay.post.round()
        assert rig.api.texts("oAmy") == ["大C甜品：W001 好啦", "谢谢"]

    play(tmp_path, scene)


def test_nothing_is_said_twice_of_an_order_that_is_accepted_when_placed(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        await rig.describe(ShopDescription(SHOP.name, catalogue=SHOP.catalogue, auto_accept=True), 2)
        order = await rig.orders("service", "oAmy")
        await rig.state(order, "accepted")
        assert await rig.rows() == []

    play(tmp_path, scene)


def test_after_two_days_progress_waits_for_the_customer(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        order = await rig.orders("service", "oAmy")
        rig.now += 48 * HOUR
        await rig.state(order, "accepted")
        await rig.state(order, "ready")
        assert await rig.relay.post.round() == 0
        assert not rig.api.calls  # it is known without asking
        assert await rig.rows() == [("progress", "dropped", "superseded"), ("progress", "waiting", "")]
        await rig.writes("service", "oAmy", "你好")
        assert await rig.relay.post.round() == 1
        assert rig.api.texts("oAmy") == ["订单 W001 已做好，可以来取了。"]

    play(tmp_path, scene)


def test_who_asks_for_the_order_is_not_told_again(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        order = await rig.orders("service", "oAmy")
        rig.now += 49 * HOUR
        await rig.state(order, "ready")
        await rig.relay.post.round()
        assert await rig.writes("service", "oAmy", "订单") == "订单 W001：已做好"
        assert await rig.relay.post.round() == 0
        assert await rig.rows() == [("progress", "dropped", "told")]

    play(tmp_path, scene)


def test_old_news_expires(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        order = await rig.orders("service", "oAmy")
        rig.now += 49 * HOUR
        await rig.state(order, "ready")
        await rig.relay.post.round()
        rig.now += 25 * HOUR
        await rig.relay.post.round()
        assert await rig.rows() == [("progress", "dropped", "expired")]

    play(tmp_path, scene)


def test_five_messages_may_follow_a_customers_own_and_three_a_tap(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        order = await rig.orders("service", "oAmy")
        states = ["accepted", "ready"] * 4
        for state in states[:6]:
            await rig.state(order, state)
            await rig.relay.post.round()
        assert (rig.api.calls[CUSTOM], len(rig.api.sent)) == (5, 5)
        await rig.acts("service", "oAmy", "CLICK", "click")
        assert await rig.relay.post.round() == 1
        for state in ("accepted", "ready", "accepted", "ready"):
            await rig.state(order, state)
            await rig.relay.post.round()
        assert (rig.api.calls[CUSTOM], len(rig.api.sent)) == (8, 8)
        assert (await rig.rows())[-1] == ("progress", "waiting", "")
        rig.now += 61
        await rig.acts("service", "oAmy", "SCAN", "scan")
        assert await rig.relay.post.round() == 1

    play(tmp_path, scene)


def test_wechats_own_count_stands_above_ours(tmp_path: Path) -> None:
    """It takes three although the setting says five: what is left waits for the customer."""

    async def scene(rig: Rig) -> None:
        rig.api.service_messages = 3
        order = await rig.orders("service", "oAmy")
        for state in ("accepted", "ready", "accepted", "ready"):
            await rig.state(order, state)
            await rig.relay.post.round()
        assert (rig.api.calls[CUSTOM], len(rig.api.sent)) == (4, 3)
        assert (await rig.rows())[-1] == ("progress", "waiting", "")
        await rig.writes("service", "oAmy", "你好")
        await rig.relay.post.round()
        assert len(rig.api.sent) == 4

    play(tmp_path, scene)


@pytest.mark.parametrize(("account", "path"), [("service", NOTICE), ("test", TEMPLATE)])
def test_outside_the_window_a_notice_goes_where_one_is_set_up(
    tmp_path: Path, account: str, path: str
) -> None:
    async def scene(rig: Rig) -> None:
        rig.api.accounts[f"wx0{account}"].templates["T1"] = NEWS
        rig.api.agrees(f"wx0{account}", "oAmy", "T1")
        order = await rig.orders(account, "oAmy")
        rig.now += 49 * HOUR
        await rig.state(order, "ready")
        assert await rig.relay.post.round() == 1
        assert [(sent.path, sent.data) for sent in rig.api.sent] == [
            (path, {"character_string1": "W001", "phrase2": "已做好"})
        ]

    play(tmp_path, scene, **{account: PROGRESS})


def test_who_did_not_agree_to_notices_is_told_when_they_write(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        rig.api.accounts["wx0service"].templates["T1"] = NEWS
        order = await rig.orders("service", "oAmy")
        rig.now += 49 * HOUR
        await rig.state(order, "ready")
        assert await rig.relay.post.round() == 1
        assert (rig.api.calls[NOTICE], await rig.rows()) == (1, [("progress", "waiting", "")])
        await rig.writes("service", "oAmy", "在吗")
        await rig.relay.post.round()
        assert rig.api.texts("oAmy") == ["订单 W001 已做好，可以来取了。"]

    play(tmp_path, scene, service=PROGRESS)


#: What an errcode leads to: state and reason, and whether it goes a minute later.
CODES = [
    (40003, "dropped", "refused", False),
    (43004, "dropped", "unfollowed", False),
    (48002, "dropped", "refused", False),
    (47003, "dropped", "refused", False),
    (99999, "dropped", "refused", False),
    (48004, "dropped", "stopped", False),
    (48001, "dropped", "unsupported", False),
    (-1, "dropped", "unknown", False),
    (45015, "waiting", "", False),
    (45047, "waiting", "", False),
    (45009, "waiting", "", False),
    (45011, "waiting", "", True),
    (40125, "waiting", "", True),
    (40164, "waiting", "", True),
]


@pytest.mark.parametrize(("code", "state", "reason", "minute"), CODES)
def test_an_errcode_and_what_follows(
    tmp_path: Path, code: int, state: str, reason: str, minute: bool
) -> None:
    async def scene(rig: Rig) -> None:
        order = await rig.orders("service", "oAmy")
        rig.api.fail(CUSTOM, code)
        await rig.state(order, "ready")
        assert await rig.relay.post.round() == 1
        assert await rig.rows() == [("progress", state, reason)]
        assert await rig.relay.post.round() == 0
        rig.now += 61
        assert await rig.relay.post.round() == (1 if minute else 0)
        assert len(rig.api.sent) == (1 if minute else 0)

    play(tmp_path, scene)


def test_the_days_quota_is_waited_out_until_midnight_in_shanghai(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        rig.api.accounts["wx0service"].daily[CUSTOM] = 1
        order = await rig.orders("service", "oAmy")
        await rig.state(order, "accepted")
        await rig.relay.post.round()
        await rig.state(order, "ready")
        assert await rig.relay.post.round() == 1
        rig.now = NOON + 4 * HOUR - 1  # 23:59:59 there
        assert await rig.relay.post.round() == 0
        rig.now = NOON + 4 * HOUR
        assert await rig.relay.post.round() == 1
        assert len(rig.api.sent) == 2

    play(tmp_path, scene)


def test_a_banned_account_says_nothing_more(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(rig: Rig) -> None:
        rig.api.accounts["wx0service"].banned = True
        first, second = await rig.orders("service", "oAmy"), await rig.orders("service", "oBob")
        await rig.state(first, "ready")
        await rig.relay.post.round()
        await rig.state(second, "ready")
        await rig.relay.post.round()
        assert rig.api.calls[CUSTOM] == 1
        other = await rig.orders("verified", "oCat")
        await rig.state(other, "ready")
        await rig.relay.post.round()
        assert len(rig.api.texts("oCat")) == 1

    with caplog.at_level(logging.INFO):
        play(tmp_path, scene)
    assert "48004" in caplog.text


def test_a_fault_in_the_settings_is_told_once_and_nothing_of_customers_or_tokens(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(rig: Rig) -> None:
        account = rig.api.accounts["wx0service"]
        account.whitelisted = False
        order = await rig.orders("service", "oAmy")
        await rig.state(order, "accepted")
        for _ in range(5):
            await rig.relay.post.round()
            rig.now += 61
        assert rig.api.calls[TOKEN] == 5
        account.whitelisted = True
        await rig.relay.post.round()
        assert len(rig.api.sent) == 1
        token = account.tokens[-1][0]
        assert token not in caplog.text

    with caplog.at_level(logging.INFO):
        play(tmp_path, scene)
    assert caplog.text.count("40164") == 1
    assert "203.0.113.9" in caplog.text  # what the owner writes into the whitelist
    for private in ("oAmy", "secret of", "13800138000", "W001", "access_token="):
        assert private not in caplog.text


@pytest.mark.parametrize("how", ["drop-before", "drop-after", "502", "html", "hang"])
def test_an_unknown_end_is_not_sent_again(tmp_path: Path, how: str) -> None:
    async def scene(rig: Rig) -> None:
        rig.relay.post._whole = 0.5
        order = await rig.orders("service", "oAmy")
        rig.api.fail(CUSTOM, how)
        await rig.state(order, "ready")
        assert await rig.relay.post.round() == 1
        assert await rig.rows() == [("progress", "dropped", "unknown")]
        for _ in range(5):
            rig.now += 120
            assert await rig.relay.post.round() == 0
        assert len(rig.api.sent) == (1 if how == "drop-after" else 0)

    play(tmp_path, scene)


def test_without_a_connection_nothing_was_taken_and_it_goes_again(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        order = await rig.orders("service", "oAmy")
        api, rig.relay.post._standing["service"].account = rig.api.url, _elsewhere(rig)
        await rig.state(order, "ready")
        assert await rig.relay.post.round() == 1
        assert await rig.rows() == [("progress", "waiting", "")]
        await rig.relay.post.close()
        rig.relay.post._standing["service"].account = _elsewhere(rig, api)
        rig.now += 2
        assert await rig.relay.post.round() == 1
        assert len(rig.api.sent) == 1

    play(tmp_path, scene)


def _elsewhere(rig: Rig, base: str = "http://127.0.0.1:1") -> object:
    from dataclasses import replace

    return replace(rig.relay.post._standing["service"].account, api_base=base)


def test_what_a_relay_that_ended_was_sending_is_lost_and_nothing_else(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        first, second = await rig.orders("service", "oAmy"), await rig.orders("service", "oBob")
        await rig.state(first, "ready")
        post = rig.relay.post
        claimed = await rig.stores[0].write(
            lambda work: post._claim(work, 16, post._moment(), post._moment())
        )
        assert len(claimed) == 1  # and the relay ends here
        other, client = rig.open()
        await rig.state(second, "ready")
        await rig.state(first, "accepted")  # waits for what may be on its way to the same customer
        assert await other.post.round() == 1
        rig.now += 61
        assert await other.post.round() == 1
        await other.post.close()
        await client.aclose()
        assert sorted(sent.openid for sent in rig.api.sent) == ["oAmy", "oBob"]
        assert (await rig.rows())[0] == ("progress", "dropped", "unknown")

    play(tmp_path, scene)


def test_a_store_that_refuses_for_a_while_learns_what_became_of_it(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        await rig.state(await rig.orders("service", "oAmy"), "ready")
        store, refusals = rig.stores[0], 2
        write = store.write

        async def stubborn(op: Any) -> Any:
            nonlocal refusals
            if rig.api.sent and refusals:
                refusals -= 1
                raise EnvironmentFault("The disk is full.")
            return await write(op)

        store.write = stubborn  # type: ignore[method-assign]
        assert await rig.relay.post.round() == 1
        assert (refusals, await rig.rows()) == (0, [("progress", "sent", "")])

    play(tmp_path, scene)


def test_the_only_relay_of_a_store_knows_at_once_that_nobody_sends(tmp_path: Path) -> None:
    """A person's reply to the same customer need not wait for the claim to run out."""

    async def scene(rig: Rig) -> None:
        await rig.state(await rig.orders("service", "oAmy"), "ready")
        post = rig.relay.post
        await rig.stores[0].write(lambda work: post._claim(work, 16, post._moment(), post._moment()))
        rig.now += 1
        rig.relay, rig.client = rig.open()  # and the other one is no more
        assert await rig.reply("service", "oAmy", alone=True) == {"done": True}
        assert await rig.rows() == [("progress", "dropped", "unknown"), ("reply", "sent", "")]

    play(tmp_path, scene)


def test_of_two_relays_one_sends(tmp_path: Path) -> None:
    import asyncio

    async def scene(rig: Rig) -> None:
        other, client = rig.open()
        for number in range(8):
            await rig.state(await rig.orders("service", f"oPerson{number}"), "ready")
        counts = await asyncio.gather(rig.relay.post.round(), other.post.round())
        assert sum(counts) == len(rig.api.sent) == 8
        assert len({sent.openid for sent in rig.api.sent}) == 8
        await other.post.close()
        await client.aclose()

    play(tmp_path, scene)


def test_the_owner_hears_of_orders_that_no_desk_takes(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        await rig.writes("service", "oBoss")
        for number in range(3):
            await rig.orders("personal", f"oPerson{number}")
        rig.now += 59
        assert await rig.relay.post.round() == 0
        rig.now += 2
        assert await rig.relay.post.round() == 1
        assert rig.api.texts("oBoss") == [
            "【大C甜品】订单 W001 还没有送到店里的电脑。请看看小票台是否开着、网络是否连着。"
        ]
        rig.now += 300
        await rig.orders("personal", "oPerson9")
        rig.now += 300
        assert await rig.relay.post.round() == 0  # one notice for all that wait
        seen = (await rig.ask("GET", "/v1/events")).json()["next"]
        await rig.ask("GET", f"/v1/events?after={seen}")
        rig.now += HOUR
        assert await rig.relay.post.round() == 0
        await rig.orders("service", "oPerson9")
        rig.now += 61
        assert await rig.relay.post.round() == 1
        assert len(rig.api.texts("oBoss")) == 2

    play(tmp_path, scene, service='owners = ["oBoss"]')


def test_an_order_the_desk_has_is_nothing_to_tell_the_owner(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        await rig.writes("service", "oBoss")
        await rig.orders("service", "oAmy")
        seen = (await rig.ask("GET", "/v1/events")).json()["next"]
        await rig.ask("GET", f"/v1/events?after={seen}")
        rig.now += 120
        assert await rig.relay.post.round() == 0

    play(tmp_path, scene, service='owners = ["oBoss"]')
