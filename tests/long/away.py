"""The desk is away while five hundred orders come in by chat, and the relay is killed at random all the while.

Every order the account had confirmed to its customer is on paper after the desk is back, once and in order, and nobody
has two.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from pathlib import Path

import httpx

from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from tests.e2e.rig import until
from tests.e2e.wechat_rig import RelayProcess, Shop, menu_known, wechat_shop
from tests.fakes.wechat_customer import Customer, person_name
from tests.fakes.wechat_user import Account, WeChat

SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
MENU = Catalogue(
    (Product("CAKE-06", "草莓奶油蛋糕 6寸", 16800, "蛋糕", (SWEET,)), Product("CR", "可颂", 1200, "面包"))
)
#: Customers who type at the same time.
AT_ONCE = 8
#: Seconds between the attempts of a message whose relay does not answer.
PAUSE = 1.0


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py long away")
    parser.add_argument("--orders", type=int, default=500)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=20261127)
    chosen = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="away-") as folder:
        faults = away(Path(folder), chosen.orders, chosen.kills, chosen.seed)
    for sentence in faults[:20]:
        print(sentence, file=sys.stderr)
    print("good" if not faults else f"NOT good: {len(faults)} faults")
    return 1 if faults else 0


def away(folder: Path, orders: int, kills: int, seed: int) -> list[str]:
    """What went wrong, in sentences."""
    rng = random.Random(seed)
    with wechat_shop(folder, MENU) as shop:
        shop.desk.start()
        menu_known(shop.relay)
        shop.desk.stop()
        began = time.monotonic()
        told, unanswered = asyncio.run(_customers(shop.relay, orders, kills, rng))
        sure = sum(acknowledged for _, acknowledged in told.values())
        print(
            f"{orders} orders in {time.monotonic() - began:.0f} s, {kills} kills, {unanswered} messages without an answer, "
            f"{sure} orders confirmed at once", flush=True,
        )  # fmt: skip
        shop.desk.start()
        until(lambda: len(_orders(shop)) >= orders, 120, "all orders at the desk")
        until(lambda: not _open(shop), 300, "all tickets printed")
        until(lambda: len(shop.printer.sheets()) >= 2 * orders, 120, "all tickets on paper")
        return _compare(shop, told)


async def _customers(
    relay: RelayProcess, orders: int, kills: int, rng: random.Random
) -> tuple[dict[str, tuple[str, bool]], int]:
    """Name -> (order number, told at once), and how many messages went unanswered."""
    told: dict[str, tuple[str, bool]] = {}
    numbers = iter(range(1, orders + 1))
    unanswered = 0
    async with httpx.AsyncClient(base_url=relay.url, trust_env=False) as client:
        wechat = WeChat(Account("wx0cake", "tok", relay.aes_key, "/wechat/cake"), client, time.time)
        placed = asyncio.Condition()

        async def queue() -> None:
            nonlocal unanswered
            for number in numbers:
                person = Customer(wechat, f"oAway{number}", person_name(number), pause=PAUSE)
                answer = await person.orders(rng.choice(("1", "2", "2份2号")))
                unanswered += person.unanswered
                async with placed:
                    told[person.name] = answer
                    placed.notify_all()

        async def kill() -> None:
            step = orders / (kills + 1)
            for number in range(kills):
                due = step * (number + rng.random())
                async with placed:
                    await placed.wait_for(lambda due=due: len(told) >= due)
                await asyncio.sleep(rng.random() * 0.2)
                await asyncio.to_thread(relay.stop, kill=True)
                await asyncio.sleep(rng.random() * 1.5)
                await asyncio.to_thread(relay.start)

        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(queue())
            group.create_task(kill())
    return told, unanswered


def _orders(shop: Shop) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    cursor = ""
    while True:
        status, answer = shop.desk.request("GET", f"/v1/orders?limit=100{cursor}")
        assert status == 200, answer
        found += answer["orders"]
        if not answer.get("next"):
            return found
        cursor = f"&after={answer['next']}"


def _open(shop: Shop) -> bool:
    return bool(shop.desk.jobs(state="queued,blocked,sending,sent,holding,uncertain,ask"))


def _compare(shop: Shop, told: dict[str, tuple[str, bool]]) -> list[str]:
    faults: list[str] = []
    sheets = shop.printer.sheets()
    numbers = sorted((number for number, _ in told.values()), key=lambda number: int(number[1:]))
    at_desk = [str(order["number"]) for order in _orders(shop)]
    if sorted(at_desk) != sorted(numbers):
        faults.append(
            f"at the desk but not told: {sorted(set(at_desk) - set(numbers))[:9]}; told but not at the desk: "
            f"{sorted(set(numbers) - set(at_desk))[:9]}; at the desk twice: {len(at_desk) - len(set(at_desk))}"
        )
    for name, (number, _) in told.items():
        mine = [text for text in sheets if re.search(rf"{number}(?!\d)", text)]
        if len(mine) != 2 or not any(name in text for text in mine):
            faults.append(f"{name} was told {number}, which is on {len(mine)} sheets")
    printed = [found[0] if (found := re.search(r"W\d+", text)) else "" for text in sheets]
    if list(dict.fromkeys(printed)) != numbers:
        faults.append("the tickets did not come in the orders' order")
    print(f"{len(at_desk)} orders at the desk, {len(sheets)} sheets")
    return faults
