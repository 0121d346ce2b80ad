"""Relays that are killed while they send: nobody gets a message twice, and what was said to be sent was."""

import asyncio
import random
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.relays import DeskSide, code_of
from tests.e2e.wechat_rig import RelayProcess
from tests.fakes.wechat_api import WeChatApi

PEOPLE = [f"oPerson{number:02d}" for number in range(24)]
APPID = "wx0cake"


def relay_on(folder: Path, api: WeChatApi, store: str = "relay.db") -> RelayProcess:
    more = f'secret = "app secret"\napi_base = "{api.url}"'
    return RelayProcess(folder, store=store, kind="service", more=more)


async def replies(
    desk: DeskSide, bases: list[str], dice: random.Random, until: float, spread: float
) -> dict[str, Any]:
    """A reply to each of them, asked for again with its key until the relay says what became of it, or it is late."""
    told: dict[str, Any] = {}

    async def one(openid: str) -> None:
        await asyncio.sleep(dice.random() * spread)
        command = {"kind": "reply", "account": "cake", "customer": openid, "text": f"to {openid}"}
        while time.monotonic() < until:
            try:
                told[openid] = await desk.ask(
                    "POST", "/v1/commands", command, timeout=5, key=f"reply {openid}", base=dice.choice(bases)
                )
            except httpx.HTTPError:
                await asyncio.sleep(0.05)
            else:
                return

    await asyncio.gather(*map(one, PEOPLE))
    return told


def check(api: WeChatApi, told: dict[str, Any]) -> None:
    counts = {openid: api.texts(openid).count(f"to {openid}") for openid in PEOPLE}
    assert max(counts.values()) == 1, counts
    for openid, end in told.items():
        if end == {"done": True}:
            assert counts[openid] == 1, openid
        else:
            assert end["reason"] == "unknown" or counts[openid] == 0, (openid, end)
    assert sum(end == {"done": True} for end in told.values()) > 0


@pytest.mark.slow
def test_a_relay_killed_while_it_sends_sends_nothing_twice(tmp_path: Path) -> None:
    dice = random.Random(7)

    async def kills(relay: RelayProcess) -> None:
        for _ in range(3):
            await asyncio.sleep(0.5 + dice.random())
            await asyncio.to_thread(relay.stop, kill=True)
            await asyncio.to_thread(relay.start)

    async def story(api: WeChatApi) -> dict[str, Any]:
        relay = relay_on(tmp_path / "relay", api).start()
        try:
            async with httpx.AsyncClient(base_url=relay.url, trust_env=False) as client:
                desk = DeskSide(client)
                await desk.pair(await code_of(relay))
                told, _ = await asyncio.gather(
                    replies(desk, [relay.url], dice, time.monotonic() + 40, 10), kills(relay)
                )
                return told
        finally:
            relay.stop()

    with WeChatApi(time.time) as api:
        api.slow = 0.15
        api.add(APPID, "app secret")
        for openid in PEOPLE:
            api.happens(APPID, openid)
        told = asyncio.run(story(api))
        assert told.keys() == set(PEOPLE)
        check(api, told)


@pytest.mark.slow
@pytest.mark.postgres
def test_one_of_two_relays_killed_while_both_send_sends_nothing_twice(
    tmp_path: Path, server_database: str
) -> None:
    """What it was sending stays unknown until its claim runs out; all else is sent by the other one."""
    dice = random.Random(3)

    async def story(api: WeChatApi) -> dict[str, Any]:
        pair = [relay_on(tmp_path / name, api, server_database).start() for name in ("one", "two")]
        try:
            async with httpx.AsyncClient(base_url=pair[0].url, trust_env=False) as client:
                desk = DeskSide(client)
                await desk.pair(await code_of(pair[0]))

                async def kill() -> None:
                    await asyncio.sleep(0.8)
                    await asyncio.to_thread(pair[1].stop, kill=True)

                bases = [relay.url for relay in pair]
                told, _ = await asyncio.gather(replies(desk, bases, dice, time.monotonic() + 15, 1.5), kill())
                return told
        finally:
            for relay in pair:
                relay.stop()

    with WeChatApi(time.time) as api:
        api.slow = 0.15
        api.add(APPID, "app secret")
        for openid in PEOPLE:
            api.happens(APPID, openid)
        told = asyncio.run(story(api))
        check(api, told)
        assert len(api.accounts[APPID].tokens) == 1
