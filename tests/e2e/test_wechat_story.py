"""A customer replies "1" in WeChat and a ticket comes out: fake WeChat, relay, desk and printer as processes."""

import asyncio
import itertools
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from desk.sources.catalogue_file import write_catalogue
from tests.e2e.rig import ROOT, Desk, Simulated, _python, free_port, until
from tests.fakes.wechat_user import Account, WeChat, new_aes_key

SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
MENU = Catalogue((
    Product("CAKE-06", "草莓奶油蛋糕 6寸", 16800, "蛋糕", (SWEET,)),
    Product("CR", "可颂", 1200, "面包"),
    Product("TEA", "百香果茶", 1500, "饮品", stock=3),
))  # fmt: skip
PRINTER = '[[printers]]\nname = "kitchen"\nuri = "{uri}"\nprofile = "epson-80mm"\n'
STATIONS = "".join(
    f'[[stations]]\nname = "{name}"\nprinters = ["kitchen"]\nticket = "{name}"\n'
    for name in ("kitchen", "counter")
)


@dataclass
class RelayProcess:
    """`desk relay` with one personal account."""

    folder: Path
    port: int = field(default_factory=free_port)
    aes_key: str = field(default_factory=new_aes_key)
    process: subprocess.Popen[str] | None = None

    @property
    def config(self) -> Path:
        return self.folder / "relay.toml"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "RelayProcess":
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config.write_text(
            f'[relay]\nlisten = "127.0.0.1:{self.port}"\n[[accounts]]\nid = "cake"\ntype = "personal"\n'
            f'appid = "wx0cake"\ntoken = "tok"\naes_key = "{self.aes_key}"\n',
            encoding="utf-8",
        )
        self.process = subprocess.Popen(
            _python("-m", "desk", "relay", "--config", str(self.config)),
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        assert "listening" in self.process.stdout.readline()
        return self

    def stop(self, *, kill: bool = False) -> None:
        if self.process is not None:
            self.process.kill() if kill else self.process.terminate()
            self.process.wait(20)
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    def code(self) -> str:
        words = _python("-m", "desk", "relay", "pair-code", "--config", str(self.config))
        return subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()

    def talk(self, scene: Callable[[WeChat], Awaitable[None]]) -> None:
        async def run() -> None:
            async with httpx.AsyncClient(base_url=self.url, trust_env=False) as client:
                account = Account("wx0cake", "tok", self.aes_key, "/wechat/cake")
                await scene(WeChat(account, client, time.time))

        asyncio.run(run())


def command(*words: str) -> str:
    return subprocess.run(
        _python("-m", "desk", *words), cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


@dataclass
class Shop:
    relay: RelayProcess
    desk: Desk
    printer: Simulated


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    printer = Simulated(tmp_path / "paper").start()
    relay = RelayProcess(tmp_path / "relay").start()
    desk = Desk(tmp_path / "shop")
    desk.configure(PRINTER.format(uri=printer.uri), STATIONS, sources="\n")
    menu = tmp_path / "menu.csv"
    menu.write_bytes(write_catalogue(MENU))
    command("import", "catalogue", str(menu), "--data", str(desk.data))
    command("pair", relay.url, relay.code(), "--data", str(desk.data))
    try:
        yield Shop(relay, desk, printer)
    finally:
        desk.stop()
        relay.stop()
        printer.stop()


async def shown(wechat: WeChat, openid: str, text: str, words: str) -> None:
    """Asked again until the answer holds the words: what the desk told the relay has arrived."""
    async with asyncio.timeout(30):
        for pause in itertools.chain((0.0,), itertools.repeat(0.1)):
            await asyncio.sleep(pause)
            if words in await wechat.types(openid, text):
                return


def menu_known(relay: RelayProcess) -> None:
    async def scene(wechat: WeChat) -> None:
        await shown(wechat, "oReader", "菜单", "可颂")

    relay.talk(scene)


async def orders(wechat: WeChat, openid: str, *, note: str = "0") -> str:
    """The whole dialogue by numbers; the last reply."""
    replies = [
        await wechat.types(openid, text)
        for text in ("1", "2", "0", "1", "王小明🎂 13800138000 望京街9号3单元", "1", note, "1", "1")
    ]
    assert replies[0].startswith("甜度？\n1 正常\n2 少糖\n3 无糖"), replies
    assert replies[1].endswith("共 ¥168，回复 0 结账"), replies
    assert replies[2] == "1 送货\n2 自取"
    assert replies[3] == "请一次发来：姓名 电话 地址"
    assert replies[4].startswith("什么时候要？\n1 尽快")
    assert replies[5] == "有什么要求？没有回复 0"
    assert replies[6].startswith("怎么付款？\n1 货到付款")
    assert "合计 ¥168" in replies[7]
    assert replies[7].endswith("回复 1 确认下单")
    return replies[8]


def test_a_reply_by_number_becomes_a_ticket(shop: Shop) -> None:
    shop.desk.start()
    menu_known(shop.relay)

    async def scene(wechat: WeChat) -> None:
        assert await wechat.verify_url()
        assert "可颂" in await wechat.follows("oAmy")
        assert await orders(wechat, "oAmy", note="写：生日快乐 Amy") == "下单成功，订单号 W001"

    shop.relay.talk(scene)
    until(lambda: len(shop.printer.sheets()) >= 2, 20, "a kitchen and a counter ticket")
    both = "".join(shop.printer.sheets())
    for words in ("W001", "草莓奶油蛋糕 6寸", "少糖", "写：生日快乐 Amy", "待收"):
        assert words in both, (words, both)

    async def progress(wechat: WeChat) -> None:
        await shown(wechat, "oAmy", "订单", "已接单")
        assert (await wechat.types("oAmy", "催单")).startswith("已催单")
        assert (await wechat.types("oAmy", "催单")).startswith("刚刚已经催过")

    shop.relay.talk(progress)
    until(lambda: any("催单" in text for text in shop.printer.sheets()), 20, "a rush slip")


def test_orders_taken_while_the_desk_is_off_are_waiting_once_and_in_order(shop: Shop) -> None:
    shop.desk.start()
    menu_known(shop.relay)
    shop.desk.stop()
    people = [f"oPerson{number:02d}" for number in range(6)]
    placed: list[str] = []

    async def scene(wechat: WeChat) -> None:
        placed.extend([await orders(wechat, openid) for openid in people[:3]])

    shop.relay.talk(scene)
    shop.relay.stop(kill=True)
    shop.relay.start()

    async def again(wechat: WeChat) -> None:
        placed.extend([await orders(wechat, openid) for openid in people[3:]])

    shop.relay.talk(again)
    numbers = [f"W{number:03d}" for number in range(1, 7)]
    assert placed == [f"下单成功，订单号 {number}" for number in numbers]
    shop.desk.start()
    until(lambda: len(shop.printer.sheets()) >= 12, 30, "two tickets of each order")
    printed = [next(number for number in numbers if number in sheet) for sheet in shop.printer.sheets()]
    assert sorted(printed) == sorted(numbers * 2)
    assert list(dict.fromkeys(printed)) == numbers
    status, answer = shop.desk.request("GET", "/v1/orders?limit=100")
    assert status == 200
    assert sorted(order["number"] for order in answer["orders"]) == numbers
