"""A million forms and notifications, most of them with the right keys and nonsense inside, at the relay's application.

None may end in a 5xx, an exception or a line of error in the log; no page may hold a stack trace or what a customer typed
unescaped; and nothing may be marked paid that WeChat Pay's own keys did not say of the very payment.
"""

import argparse
import asyncio
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from desk.relay.config import load_relay
from desk.relay.page.sessions import Cookies
from desk.relay.protocol import ShopDescription, shop_json
from desk.relay.server import Relay
from desk.relay.store.opening import open_relay_store
from tests.fakes.page_attacker import Attack, Attacker
from tests.fakes.wechat_pay import Merchant
from tests.long.callbacks import errors_of_the_log

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
SHOP = ShopDescription(
    "大C甜品",
    catalogue=Catalogue((
        Product("CAKE-06", "草莓奶油蛋糕 6寸", 16800, "蛋糕", (SWEET,)),
        Product("TEA", "百香果茶", 1500, "饮品"),
        Product("BOX", "曲奇礼盒", 8900, "礼盒", stock=300),
    )),
    payments=("wechat", "cash-on-delivery"),
)  # fmt: skip
#: Requests under way at once, and seconds of the relay's clock between two such batches.
AT_ONCE, STEP = 64, 0.2
START = 1_795_000_000.0
#: What stands in no page, whatever was sent.
_NEVER = (b"Traceback", b"jinja2", b"sqlite3", b"<script>alert", b"/site-packages/")


@dataclass
class Tally:
    """What came of the attacks. `broken`: sentences on what must not be; `signed`: those with the right keys."""

    statuses: Counter[str] = field(default_factory=Counter[str])
    signed: int = 0
    placed: int = 0
    broken: list[str] = field(default_factory=list[str])

    @property
    def count(self) -> int:
        return sum(self.statuses.values())

    def add(self, other: "Tally") -> None:
        self.statuses += other.statuses
        self.signed += other.signed
        self.placed += other.placed
        self.broken += other.broken


def fuzz(folder: Path, inputs: int, seed: int) -> Tally:
    """So many attacks on a relay of its own, in `folder`."""
    merchant = Merchant()
    config = folder / "relay.toml"
    config.write_text(
        f'[relay]\npublic_url = "https://shop.example.com"\nmenu_page = true\n[[accounts]]\nid = "cake"\ntype = "service"\n'
        f'appid = "{merchant.appid}"\ntoken = "tok"\naes_key = "{KEY}"\n'
        + merchant.toml(folder, "http://127.0.0.1:9"),  # nobody answers there
        encoding="utf-8",
    )
    tally = Tally()
    with errors_of_the_log(tally.broken):
        asyncio.run(_fuzz(load_relay(config), folder, merchant, inputs, seed, tally))
    return tally


async def _fuzz(
    settings: Any, folder: Path, merchant: Merchant, inputs: int, seed: int, tally: Tally
) -> None:
    now = START
    store = open_relay_store(settings.store, folder)
    try:
        at, shop = datetime.fromtimestamp(now, UTC), json.dumps(shop_json(SHOP))
        await store.write(lambda work: work.feed.keep_snapshot(1, shop, at))
        app = Relay(settings, store, lambda: now).app()
        attacker = Attacker(Cookies(settings.accounts["cake"]), merchant, seed, lambda: now)
        seq = 0
        for done in range(0, inputs, AT_ONCE):
            attacks = [attacker.attack() for _ in range(min(AT_ONCE, inputs - done))]
            answers = await asyncio.gather(*(_send(app, each) for each in attacks), return_exceptions=True)
            for attack, answer in zip(attacks, answers, strict=True):
                _judge(attack, answer, tally)
            entries = await store.read(lambda work, seq=seq: work.feed.after(seq, 200))
            for entry in entries:
                seq = entry.seq
                if entry.kind == "order":
                    tally.placed += 1
                    attacker.orders.append(entry.body["id"])
                elif entry.kind == "payment":
                    tally.broken.append(f"money for a payment that nobody asked for: {entry.body}")
            del attacker.orders[1:-200]
            now += STEP
    finally:
        store.close()


def _judge(attack: Attack, answer: tuple[int, bytes] | BaseException, tally: Tally) -> None:
    tally.signed += attack.genuine
    if isinstance(answer, BaseException):
        tally.statuses[f"{attack.kind}: exception"] += 1
        tally.broken.append(f"{attack.kind}: {answer!r} on {attack.path} {attack.body!r}")
        return
    status, body = answer
    tally.statuses[f"{attack.kind}: {status}"] += 1
    if status >= 500 and not (status == 503 and attack.path.startswith("/pay")):
        tally.broken.append(f"{attack.kind}: {status} on {attack.path} {attack.body!r}")
    if attack.path.startswith("/pay") and not attack.genuine and status < 400:
        tally.broken.append(f"{attack.kind}: believed, {attack.body!r}")
    if any(never in body for never in _NEVER):
        tally.broken.append(
            f"{attack.kind}: a page that says {body[:500]!r} on {attack.path} {attack.body!r}"
        )


async def _send(app: Starlette, attack: Attack) -> tuple[int, bytes]:
    """One request at the application's own door; an exception comes through."""
    from urllib.parse import unquote

    headers = {**attack.headers, "content-length": str(len(attack.body))}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": attack.method, "scheme": "http",
        "path": unquote(attack.path), "raw_path": attack.path.encode(), "root_path": "", "query_string": b"",
        "headers": [(name.lower().encode(), value.encode("latin-1", "ignore")) for name, value in headers.items()],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    status, body = 0, b""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": attack.body, "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status, body
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            body += message.get("body", b"")

    await app(scope, receive, send)
    return status, body


def _share(number: int, inputs: int, seed: int) -> Tally:
    with tempfile.TemporaryDirectory(prefix="page-") as folder:
        return fuzz(Path(folder), inputs, seed + number)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py long page")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(words)
    total, began = Tally(), time.monotonic()
    share = min(25_000, -(-chosen.inputs // chosen.workers))
    counts = [share] * (chosen.inputs // share) + ([chosen.inputs % share] if chosen.inputs % share else [])
    with multiprocessing.get_context("spawn").Pool(chosen.workers) as pool:
        shares = [
            pool.apply_async(_share, (number, count, chosen.seed)) for number, count in enumerate(counts)
        ]
        for one in shares:
            total.add(one.get())
            print(
                f"{total.count:9} inputs, {len(total.broken)} broken, {time.monotonic() - began:5.0f} s",
                flush=True,
            )
    for what, count in sorted(total.statuses.items()):
        print(f"{count:9}  {what}")
    print(
        f"{total.count} inputs (seed {chosen.seed}), {total.signed} with the right keys, {total.placed} orders placed"
    )
    print(f"largest process {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
    for sentence in total.broken[:20]:
        print(sentence[:2000], file=sys.stderr)
    good = not total.broken and total.signed * 2 >= total.count and total.placed > 0
    print("good" if good else f"NOT good: {len(total.broken)} broken; at least half must have the right keys")
    return 0 if good else 1
