"""A good day of a large shop by chat: 20,000 orders in 12 hours, 40 % of them in two, replayed at twenty times its speed.

One relay, one desk, a simulated printer at full speed, all processes; 15,000 followers talk, those who order and those
who only ask. Nothing may be lost or doubled and every reply comes within a second.
"""

import argparse
import asyncio
import contextlib
import random
import re
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import httpx

from desk.domain.catalogue import Catalogue, Product
from tests.e2e.rig import until
from tests.e2e.wechat_rig import MENU, Shop, menu_known, wechat_shop
from tests.fakes.wechat_customer import Customer, GaveUp, person_name
from tests.fakes.wechat_user import Account, WeChat
from tests.long.plain_client import PlainClient

HOURS, RUSH_HOURS, RUSH_PART = 12.0, 2.0, 0.4
#: No reply may take longer, in seconds.
LIMIT = 1.0
#: Seconds of the day a customer thinks before each message.
THINKING = (4.0, 30.0)
_ASKED = ("菜单", "几点开门", "在吗", "订单", "有没有草莓蛋糕", "谢谢🎂", "送货吗？", "下一页", "发票")
#: GS ( H asks for the proof of the ticket before; its four characters may look like an order's number.
_PROOF = re.compile(rb"\x1d\(H\x06\x00.{6}", re.DOTALL)
_CUT = re.compile(rb"\x1dV[\x00\x01]")


@dataclass
class Day:
    """What happened. Times in seconds; `placed` is order number -> when its confirming message was sent."""

    replies: list[float] = field(default_factory=list[float])
    placed: dict[str, float] = field(default_factory=dict[str, float])
    faults: list[str] = field(default_factory=list[str])
    unanswered: int = 0


class PaperTap:
    """A socket between desk and printer that passes everything on and remembers when each ticket was through."""

    def __init__(self, printer_port: int) -> None:
        self._printer_port = printer_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.seen: dict[str, float] = {}
        self.sheets: Counter[str] = Counter()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                desk, _ = self._listener.accept()
            except OSError:
                return
            printer = socket.create_connection(("127.0.0.1", self._printer_port))
            for link in (desk, printer):
                link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._pass_on, args=(desk, printer, True), daemon=True).start()
            threading.Thread(target=self._pass_on, args=(printer, desk, False), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, listening: bool) -> None:
        rest = b""
        try:
            while data := source.recv(65_536):
                target.sendall(data)
                if listening:
                    *whole, rest = _CUT.split(rest + data)
                    for ticket in whole:
                        self._note(ticket)
        except OSError:
            pass
        finally:
            for link in (source, target):
                link.close()

    def _note(self, ticket: bytes) -> None:
        found = re.search(rb"W\d{3,}", _PROOF.sub(b"", ticket))
        if found:
            number = found[0].decode()
            self.seen[number] = max(time.monotonic(), self.seen.get(number, 0.0))
            self.sheets[number] += 1


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py long day")
    parser.add_argument("--orders", type=int, default=20_000)
    parser.add_argument("--followers", type=int, default=15_000)
    parser.add_argument("--speed", type=float, default=20.0)
    parser.add_argument(
        "--hours", type=float, default=HOURS, help="of the day that are played, the rush in their middle"
    )
    parser.add_argument("--seed", type=int, default=20261127)
    chosen = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="day-") as folder:
        faults = _day(Path(folder), chosen)
    for sentence in faults[:20]:
        print(sentence, file=sys.stderr)
    print("good" if not faults else f"NOT good: {len(faults)} faults")
    return 1 if faults else 0


def _day(folder: Path, chosen: argparse.Namespace) -> list[str]:
    rng = random.Random(chosen.seed)
    menu = Catalogue((*MENU.products[:2], Product("TEA", "百香果茶", 1500, "饮品")))
    with wechat_shop(folder, menu, pictures=False) as shop:
        tap = PaperTap(shop.printer.port)
        file = shop.desk.data / "desk.toml"
        file.write_text(file.read_text().replace(shop.printer.uri, f"socket://127.0.0.1:{tap.port}"))
        shop.desk.start()
        menu_known(shop.relay)
        day = Day()
        began = time.monotonic()
        asyncio.run(_customers(shop, day, chosen, rng))
        print(f"the customers' day took {time.monotonic() - began:.0f} s", flush=True)
        until(lambda: len(tap.sheets) >= len(day.placed) and not _open(shop), 120, "all tickets printed")
        faults = _compare(shop, day, tap)
        tap.close()
    return faults


async def _customers(shop: Shop, day: Day, chosen: argparse.Namespace, rng: random.Random) -> None:
    seconds = chosen.hours * 3600 / chosen.speed
    visits = [(at, True) for at in _times(rng, chosen.orders, seconds)]
    visits += [(at, False) for at in _times(rng, chosen.followers, seconds)]
    visits.sort()
    with contextlib.closing(PlainClient("127.0.0.1", shop.relay.port)) as client:
        account = Account("wx0cake", "tok", shop.relay.aes_key, "/wechat/cake")
        wechat = WeChat(account, cast("httpx.AsyncClient", client), time.time)
        began = time.monotonic()
        busy: set[int] = set()
        next_word = 60.0

        async def think() -> None:
            await asyncio.sleep(rng.uniform(*THINKING) / chosen.speed)

        async def visit(follower: int, *, ordering: bool) -> None:
            person = Customer(
                wechat, f"oDay{follower}", person_name(follower % 10_000), pause=1.0, think=think, took=day.replies.append
            )  # fmt: skip
            try:
                if ordering:
                    number, _ = await person.orders(rng.choice(("1", "2", "3", "2份2号")))
                    day.placed[number] = person.asked_at
                else:
                    for text in rng.sample(_ASKED, rng.randint(1, 3)):
                        await person.says(text)
            except (GaveUp, TimeoutError) as error:
                day.faults.append(f"a customer gave up: {error}")
            finally:
                busy.discard(follower)
                day.unanswered += person.unanswered

        async with asyncio.TaskGroup() as group:
            for at, ordering in visits:
                await asyncio.sleep(max(0.0, began + at - time.monotonic()))
                follower = rng.randrange(chosen.followers)
                while follower in busy:  # nobody holds two conversations at once
                    follower = rng.randrange(chosen.followers)
                busy.add(follower)
                group.create_task(visit(follower, ordering=ordering))
                if (now := time.monotonic() - began) > next_word:
                    next_word += 60
                    print(
                        f"{now:6.0f} s  {len(day.placed):6} orders  {len(day.replies):7} replies, slowest "
                        f"{max(day.replies) * 1000:.0f} ms, {len(busy)} people talking, {now - at:.1f} s behind", flush=True,
                    )  # fmt: skip


def _times(rng: random.Random, count: int, seconds: float) -> list[float]:
    """When each comes: `RUSH_PART` of them evenly in the middle `RUSH_HOURS` of HOURS, the others in the rest."""
    rush = seconds * RUSH_HOURS / HOURS
    start = (seconds - rush) / 2

    def one() -> float:
        if rng.random() < RUSH_PART:
            return start + rng.random() * rush
        at = rng.random() * (seconds - rush)
        return at if at < start else at + rush

    return sorted(one() for _ in range(count))


def _open(shop: Shop) -> bool:
    return bool(shop.desk.jobs(state="queued,blocked,sending,sent,holding,uncertain,ask"))


def _compare(shop: Shop, day: Day, tap: PaperTap) -> list[str]:
    replies = sorted(day.replies)
    paper = sorted(tap.seen[number] - at for number, at in day.placed.items() if number in tap.seen)
    faults = day.faults
    at_desk = _numbers(shop)
    twice = [number for number, count in Counter(at_desk).items() if count > 1]
    lost = sorted(set(day.placed) - set(at_desk))
    faults += [f"{len(lost)} orders are not at the desk, such as {lost[:5]}"] * bool(lost)
    faults += [f"{len(twice)} orders are at the desk twice, such as {twice[:5]}"] * bool(twice)
    odd = [number for number in day.placed if tap.sheets[number] != 2]
    faults += [f"{len(odd)} orders have not two tickets, such as {odd[:5]}"] * bool(odd)
    faults += [f"the slowest reply took {replies[-1]:.2f} s"] * (replies[-1] > LIMIT)
    faults += [f"{day.unanswered} messages were not answered"] * bool(day.unanswered)
    print(
        f"{len(day.placed)} orders told, {len(at_desk)} at the desk, {sum(tap.sheets.values())} tickets at the printer"
    )
    for what, times in (("reply", replies), ("confirming message to the ticket's last byte", paper)):
        p50, p99 = (times[int(len(times) * part)] * 1000 for part in (0.5, 0.99))
        print(
            f"{what}: {len(times)} times, p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {times[-1] * 1000:.0f} ms"
        )
    return faults


def _numbers(shop: Shop) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        status, answer = shop.desk.request("GET", f"/v1/orders?limit=1000{cursor}")
        assert status == 200, answer
        found += [order["number"] for order in answer["orders"]]
        if not answer.get("next"):
            return found
        cursor = f"&after={answer['next']}"
