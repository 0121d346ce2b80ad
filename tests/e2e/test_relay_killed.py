"""Relays that are killed at any moment: who was answered has an order, once, and the desk's feed is whole."""

import asyncio
import itertools
import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from desk.domain.catalogue import Catalogue, Product
from desk.relay.protocol import ShopDescription, shop_json
from tests.e2e.relays import DeskSide, code_of
from tests.e2e.wechat_rig import RelayProcess
from tests.fakes.wechat_user import Refused, WeChat

SHOP = ShopDescription(
    "大C甜品", catalogue=Catalogue((Product("CR", "可颂", 1200, "面包"),)), auto_accept=True
)
DIALOGUE = ("1", "0", "2", "王小明 13800138000", "1", "0", "1", "1")
PEOPLE = 6


@dataclass
class Rival:
    """WeChat before several relays: each attempt goes to any of them, and it tries until it has an answer."""

    relays: list[WeChat]
    dice: random.Random
    attempts: int = 0
    answers: int = 0

    async def types(self, openid: str, text: str) -> str:
        xml = self.relays[0].message(openid, f"<MsgType>text</MsgType><Content><![CDATA[{text}]]></Content>")
        async with asyncio.timeout(20):
            for pause in itertools.chain((0.0,), itertools.repeat(0.05)):
                await asyncio.sleep(pause)
                self.attempts += 1
                wechat = self.dice.choice(self.relays)
                try:
                    reply = wechat.shown(xml, await wechat.post(xml))
                except (httpx.HTTPError, Refused):
                    continue
                self.answers += 1
                return reply
        raise AssertionError("never answered")


@dataclass
class Day:
    """What the customers were told."""

    numbers: list[str] = field(default_factory=list[str])
    over: bool = False

    async def buys(self, wechat: Rival, openid: str) -> None:
        """One order after the other, until the last kill is over."""
        while not self.over:
            reply = ""
            for text in DIALOGUE:
                reply = await wechat.types(openid, text)
            assert reply.startswith("下单成功，订单号 "), reply
            self.numbers.append(reply.removeprefix("下单成功，订单号 "))

    async def kills_them(self, relays: list[RelayProcess], dice: random.Random, times: int) -> None:
        """Any of them at any moment, one at a time."""
        for _ in range(times):
            await asyncio.sleep(dice.uniform(0.1, 0.6))
            victim = dice.choice(relays)
            victim.stop(kill=True)
            await asyncio.to_thread(victim.start)
        self.over = True


async def whole_feed(desk: DeskSide) -> list[tuple[int, str]]:
    """(seq, number) of all that waits for the desk."""
    found: list[tuple[int, str]] = []
    while True:
        answer = await desk.ask("GET", f"/v1/events?after={found[-1][0] if found else 0}")
        if not answer["events"]:
            return found
        found += [(entry["seq"], entry["body"]["number"]) for entry in answer["events"]]


def lives_through_it(relays: list[RelayProcess], times: int) -> None:
    seed = random.randrange(2**32)
    dice = random.Random(seed)
    day = Day()

    async def story() -> tuple[Rival, list[tuple[int, str]]]:
        clients = [httpx.AsyncClient(base_url=relay.url, trust_env=False) for relay in relays]
        wechat = Rival([WeChat(relays[0].account, client, time.time) for client in clients], dice)
        desk = DeskSide(clients[0])
        await desk.pair(await code_of(relays[0]))
        await desk.ask("PUT", "/v1/snapshot", {"version": 1, "shop": shop_json(SHOP)})
        await asyncio.gather(
            day.kills_them(relays, dice, times),
            *(day.buys(wechat, f"oPerson{number}") for number in range(PEOPLE)),
        )
        try:
            return wechat, await whole_feed(desk)
        finally:
            for client in clients:
                await client.aclose()

    try:
        with ThreadPoolExecutor() as together:
            list(together.map(RelayProcess.start, relays))
        wechat, feed = asyncio.run(story())
    finally:
        for relay in relays:
            relay.stop(kill=True)
    context = json.dumps({"seed": seed, "orders": len(day.numbers)})
    assert wechat.attempts > wechat.answers, f"no answer was lost to a kill: {context}"
    assert [seq for seq, _ in feed] == list(range(1, len(feed) + 1)), context
    numbers = [number for _, number in feed]
    assert numbers == [f"W{count:03d}" for count in range(1, len(numbers) + 1)], context
    assert sorted(day.numbers) == sorted(numbers), context


@pytest.mark.slow
def test_one_relay_killed_again_and_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    lives_through_it([RelayProcess(tmp_path)], 2)


@pytest.mark.slow
@pytest.mark.postgres
def test_two_relays_on_one_database_killed_by_turns_lose_and_double_nothing(
    tmp_path: Path, server_database: str
) -> None:
    first = RelayProcess(tmp_path / "one", store=server_database)
    lives_through_it([first, RelayProcess(tmp_path / "two", aes_key=first.aes_key, store=server_database)], 3)
