"""Tokens: fetched one at a time, kept while good, replaced once when WeChat says that they are not."""

import asyncio
from pathlib import Path

from outbox_rig import HOUR, Rig, play

from desk.relay.wechat.api import WeChatApi as Ours
from desk.relay.wechat.api import new_client, service_message
from desk.relay.wechat.api_errors import Outcome
from tests.fakes.wechat_api import CUSTOM, TOKEN


def ours(rig: Rig) -> Ours:
    account = rig.relay.post._standing["service"].account
    return Ours(account, new_client(), rig.clock)


def test_twenty_calls_at_once_fetch_one_token(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        rig.api.happens("wx0service", "oAmy")
        rig.api.service_messages = 50
        rig.api.happens("wx0service", "oAmy")
        api = ours(rig)
        answers = await asyncio.gather(*(api.call(service_message("oAmy", str(n))) for n in range(20)))
        assert {answer.outcome for answer in answers} == {Outcome.TAKEN}
        assert (rig.api.calls[TOKEN], rig.api.most_fetching) == (1, 1)
        rig.now += 6000
        await api.call(service_message("oAmy", "later"))
        assert rig.api.calls[TOKEN] == 1
        rig.now += 1000  # its last five minutes have begun
        await api.call(service_message("oAmy", "later"))
        assert rig.api.calls[TOKEN] == 2

    play(tmp_path, scene)


def test_a_token_that_is_void_is_replaced_once(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        rig.api.happens("wx0service", "oAmy")
        api = ours(rig)
        for void in (lambda: None, lambda: rig.api.void_tokens("wx0service")):
            void()
            assert (await api.call(service_message("oAmy", "hi"))).outcome is Outcome.TAKEN
        assert rig.api.calls[TOKEN] == 2
        rig.api.fail(CUSTOM, 42001)
        assert (await api.call(service_message("oAmy", "hi"))).outcome is Outcome.TAKEN
        assert rig.api.calls[TOKEN] == 3
        assert len(rig.api.sent) == 3

    play(tmp_path, scene)


def test_a_token_that_stays_void_makes_no_storm(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        rig.api.happens("wx0service", "oAmy")
        rig.api.fail(CUSTOM, 40001, times=50)
        answer = await ours(rig).call(service_message("oAmy", "hi"))
        assert (answer.outcome, answer.code) == (Outcome.STALE, 40001)
        assert (rig.api.calls[TOKEN], rig.api.calls[CUSTOM]) == (2, 2)

    play(tmp_path, scene)


def test_two_relays_have_the_same_token(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        rig.api.happens("wx0service", "oAmy")
        one, other = ours(rig), ours(rig)
        for api in (one, other, one):
            assert (await api.call(service_message("oAmy", "hi"))).outcome is Outcome.TAKEN
        assert rig.api.calls[TOKEN] == 2
        assert len(rig.api.accounts["wx0service"].tokens) == 1
        rig.now += 2 * HOUR - 200  # both have to fetch the next
        for api in (one, other, one):
            assert (await api.call(service_message("oAmy", "hi"))).outcome is not Outcome.STALE
        assert rig.api.calls[TOKEN] == 4

    play(tmp_path, scene)


def test_a_token_fetch_that_hangs_or_talks_nonsense_takes_no_message(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        rig.api.happens("wx0service", "oAmy")
        account = rig.relay.post._standing["service"].account
        api = Ours(account, new_client(), rig.clock, whole=0.3)
        for how in ("hang", "html", "502", "drop-before", "drop-after"):
            rig.api.fail(TOKEN, how)
            assert (await api.call(service_message("oAmy", "hi"))).outcome is Outcome.UNREACHED, how
        assert rig.api.calls[CUSTOM] == 0
        assert (await api.call(service_message("oAmy", "hi"))).outcome is Outcome.TAKEN

    play(tmp_path, scene)
