"""A person's reply from the desk's inbox really goes, and says what became of it."""

import asyncio
from pathlib import Path

import pytest
from outbox_rig import HOUR, Rig, play

from tests.fakes.wechat_api import CUSTOM


def test_a_reply_reaches_the_customer_once_for_each_key(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        await rig.writes("verified", "oAmy", "人工")
        assert await rig.reply("verified", "oAmy", "马上\u000b好]]>😀", "reply 1 0") == {"done": True}
        assert await rig.reply("verified", "oAmy", "马上\u000b好]]>😀", "reply 1 0") == {"done": True}
        assert rig.api.texts("oAmy") == ["马上好]]>😀"]
        assert await rig.reply("verified", "oAmy", "还有", "reply 2 0") == {"done": True}
        assert len(rig.api.sent) == 2

    play(tmp_path, scene)


REASONS = [
    (45015, "window-closed"), (45047, "quota"), (45009, "daily-quota"), (45011, "busy"), (48001, "unsupported"),
    (40003, "refused"), (43004, "unfollowed"), (48002, "refused"), (48004, "stopped"), (40125, "misconfigured"),
    (40164, "misconfigured"), (-1, "unknown"), ("502", "unknown"), ("drop-after", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "reason"), REASONS)
def test_a_reply_that_does_not_go_says_why(tmp_path: Path, how: str | int, reason: str) -> None:
    async def scene(rig: Rig) -> None:
        await rig.writes("service", "oAmy")
        rig.api.fail(CUSTOM, how)
        told = await rig.reply("service", "oAmy", "好的", "reply 1 0")
        assert told == {"done": False, "reason": reason}
        # told again, not tried again
        assert await rig.reply("service", "oAmy", "好的", "reply 1 0") == told
        assert rig.api.calls[CUSTOM] + (how == "drop-before") == 1

    play(tmp_path, scene)


def test_after_two_days_wechat_is_not_even_asked(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        await rig.writes("service", "oAmy")
        rig.now += 48 * HOUR
        assert await rig.reply("service", "oAmy") == {"done": False, "reason": "window-closed"}
        assert rig.api.calls[CUSTOM] == 0
        assert await rig.reply("nobody", "oAmy") == {"done": False, "reason": "unknown-account"}

    play(tmp_path, scene)


def test_who_left_is_not_written_to(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        await rig.writes("service", "oAmy")
        await rig.acts("service", "oAmy", "unsubscribe", "unfollow")
        assert await rig.reply("service", "oAmy") == {"done": False, "reason": "unfollowed"}
        assert rig.api.calls[CUSTOM] == 0
        await rig.acts("service", "oAmy", "subscribe", "follow")
        assert await rig.reply("service", "oAmy") == {"done": True}

    play(tmp_path, scene)


def test_a_reply_without_a_connection_is_tried_for_a_while_and_then_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.relay.outbox.PATIENCE", 1.0)

    async def scene(rig: Rig) -> None:
        from dataclasses import replace

        standing = rig.relay.post._standing["service"]
        standing.account = replace(standing.account, api_base="http://127.0.0.1:1")
        await rig.writes("service", "oAmy")
        told = await rig.reply("service", "oAmy", "好的", "reply 1 0")
        assert told == {"done": False, "reason": "wechat-unreachable"}
        rig.now += 100
        assert await rig.relay.post.round() == 0

    play(tmp_path, scene)


def test_a_reply_whose_end_is_not_known_yet_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk keeps its key then, so asking again cannot send it twice."""
    monkeypatch.setattr("desk.relay.outbox.PATIENCE", 0.5)

    async def scene(rig: Rig) -> None:
        await rig.writes("service", "oAmy")
        rig.api.fail(CUSTOM, "hang")
        sending = asyncio.create_task(rig.relay.post.run())
        fields = {"account": "service", "customer": "oAmy", "text": "好的"}
        assert await rig.command("reply", "reply 1 0", **fields) == 504
        async with asyncio.timeout(20):
            while (told := await rig.command("reply", "reply 1 0", **fields)) == 504:
                pass
        assert told == {"done": False, "reason": "unknown"}
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)

    play(tmp_path, scene)


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("😀" * 512, True),
        ("好" * 682, None),
        ("😀" * 512 + "a", False),
        ("a好" * 340, True),
        ("好" * 679 + "😀😀", None),
    ],
)
def test_a_reply_is_never_cut(tmp_path: Path, text: str, done: bool | None) -> None:
    """What WeChat would cut is refused, so that its writer knows; more than 680 characters the desk never asks for."""

    async def scene(rig: Rig) -> None:
        await rig.writes("service", "oAmy")
        told = await rig.reply("service", "oAmy", text)
        if done is None:
            assert told == 400
        else:
            assert told == ({"done": True} if done else {"done": False, "reason": "too-long"})
        assert rig.api.texts("oAmy") == ([text] if done else [])

    play(tmp_path, scene)
