"""A million callbacks, most of them signed and encrypted with nonsense inside, at the relay's real application and store.

None may end in a 5xx, an exception or a line of error in the log; no forgery may be believed; every reply must be one
that WeChat takes.
"""

import argparse
import asyncio
import json
import logging
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from desk.relay.config import load_relay
from desk.relay.protocol import ShopDescription, shop_json
from desk.relay.server import Relay
from desk.relay.store.opening import open_relay_store
from tests.fakes.wechat_attacker import Attack, Attacker
from tests.fakes.wechat_user import Account, texts

APPID, TOKEN, KEY = "wx0cake", "tok", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
SHOP = ShopDescription(
    "大C甜品",
    catalogue=Catalogue((
        Product("CAKE-06", "草莓奶油蛋糕 6寸", 16800, "蛋糕", (SWEET,)),
        Product("CR", "可颂", 1200, "面包"),
        Product("TEA", "百香果茶", 1500, "饮品", stock=300),
    )),
)  # fmt: skip
#: Requests under way at once, as a busy server has them.
AT_ONCE = 64
#: Seconds of the relay's clock between two such batches.
STEP = 0.7
START = 1_795_000_000.0


@dataclass
class Tally:
    """What came of the attacks. `broken`: sentences on what must not be; `signed`: those with the right keys."""

    statuses: Counter[str] = field(default_factory=Counter[str])
    signed: int = 0
    answered: int = 0
    broken: list[str] = field(default_factory=list[str])

    @property
    def count(self) -> int:
        return sum(self.statuses.values())

    def add(self, other: "Tally") -> None:
        self.statuses += other.statuses
        self.signed += other.signed
        self.answered += other.answered
        self.broken += other.broken


def fuzz(folder: Path, inputs: int, seed: int) -> Tally:
    """So many attacks on a relay of its own, in `folder`."""
    config = folder / "relay.toml"
    config.write_text(
        f'[[accounts]]\nid = "cake"\ntype = "personal"\nappid = "{APPID}"\ntoken = "{TOKEN}"\naes_key = "{KEY}"\n',
        encoding="utf-8",
    )
    tally = Tally()
    with errors_of_the_log(tally.broken):
        asyncio.run(_fuzz(load_relay(config), folder, inputs, seed, tally))
    return tally


async def _fuzz(settings: Any, folder: Path, inputs: int, seed: int, tally: Tally) -> None:
    now = START
    account = Account(APPID, TOKEN, KEY, "/wechat/cake")
    attacker = Attacker(account, seed, lambda: now)
    store = open_relay_store(settings.store, folder)
    try:
        at = datetime.fromtimestamp(now, UTC)
        shop = json.dumps(shop_json(SHOP))
        await store.write(lambda work: work.feed.keep_snapshot(1, shop, at))
        app = Relay(settings, store, lambda: now).app()
        for done in range(0, inputs, AT_ONCE):
            attacks = [attacker.attack() for _ in range(min(AT_ONCE, inputs - done))]
            answers = await asyncio.gather(*(_post(app, each) for each in attacks), return_exceptions=True)
            for attack, answer in zip(attacks, answers, strict=True):
                _judge(account, attack, answer, tally)
            now += STEP
    finally:
        store.close()


def _judge(account: Account, attack: Attack, answer: tuple[int, bytes] | BaseException, tally: Tally) -> None:
    tally.signed += attack.genuine
    if isinstance(answer, BaseException):
        tally.statuses[f"{attack.kind}: exception"] += 1
        tally.broken.append(f"{attack.kind}: {answer!r} on {attack.query!r} {attack.body!r}")
        return
    status, body = answer
    tally.statuses[f"{attack.kind}: {status}"] += 1
    if status not in ({200, 403, 413} if attack.genuine else {403, 413}):
        tally.broken.append(f"{attack.kind}: {status} on {attack.query!r} {attack.body!r}")
    if status != 200:
        if body:
            tally.broken.append(f"{attack.kind}: a refusal that says {body!r}")
        return
    tally.answered += 1
    if body not in {b"", b"success"}:
        try:
            reply = texts(account.decrypt(texts(body)["Encrypt"]))
            good = reply["MsgType"] == "text" and 0 < len(reply["Content"].encode()) <= 2048
        except Exception as error:  # noqa: BLE001 - whatever a reply is, WeChat would not take it
            reply, good = repr(error), False
        if not good:
            tally.broken.append(f"{attack.kind}: a reply {reply!r} to {attack.body!r}")


async def _post(app: Starlette, attack: Attack) -> tuple[int, bytes]:
    """One request at the application's own door; an exception comes through."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/wechat/cake", "raw_path": b"/wechat/cake", "root_path": "", "query_string": attack.query,
        "headers": [(b"content-length", str(len(attack.body)).encode())],
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


@contextmanager
def errors_of_the_log(into: list[str]) -> Generator[None]:
    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.ERROR or record.exc_info:
                into.append(f"in the log: {record.getMessage()}")

    listener = Listener()
    logging.getLogger().addHandler(listener)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(listener)


def _share(number: int, inputs: int, seed: int) -> Tally:
    with tempfile.TemporaryDirectory(prefix="callbacks-") as folder:
        return fuzz(Path(folder), inputs, seed + number)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py long callbacks")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(words)
    total, began = Tally(), time.monotonic()
    # In shares, so that a relay's store stays as large as a shop's and progress can be shown.
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
        f"{total.count} inputs (seed {chosen.seed}), {total.signed} signed and encrypted, {total.answered} answered"
    )
    print(f"largest process {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
    for sentence in total.broken[:20]:
        print(sentence[:2000], file=sys.stderr)
    good = not total.broken and total.signed * 2 >= total.count
    print("good" if good else f"NOT good: {len(total.broken)} broken; at least half must be signed")
    return 0 if good else 1
