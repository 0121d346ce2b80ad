"""A shop on WeChat as processes: relay, desk and simulated printer, paired, its menu known."""

import asyncio
import contextlib
import itertools
import subprocess
import time
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from desk.sources.catalogue_file import write_catalogue
from tests.e2e.rig import ROOT, Desk, Simulated, _python, free_port
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
    """`desk relay` with one account, a personal one unless `kind` says otherwise; `more` are lines of its own, `page` opens
    the menu page.
    """

    folder: Path
    port: int = field(default_factory=free_port)
    aes_key: str = field(default_factory=new_aes_key)
    store: str = "relay.db"
    kind: str = "personal"
    more: str = ""
    page: bool = False
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
            f'[relay]\nlisten = "127.0.0.1:{self.port}"\nstore = "{self.store}"\nmenu_page = {str(self.page).lower()}\n[[accounts]]\nid = "cake"\ntype = "{self.kind}"\n'
            f'appid = "wx0cake"\ntoken = "tok"\naes_key = "{self.aes_key}"\n{self.more}\n',
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

    @property
    def account(self) -> Account:
        return Account("wx0cake", "tok", self.aes_key, "/wechat/cake")

    def talk(self, scene: Callable[[WeChat], Awaitable[None]]) -> None:
        async def run() -> None:
            async with httpx.AsyncClient(base_url=self.url, trust_env=False) as client:
                await scene(WeChat(self.account, client, time.time))

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


@contextlib.contextmanager
def wechat_shop(
    folder: Path,
    menu: Catalogue = MENU,
    *,
    pictures: bool = True,
    kind: str = "personal",
    more: str = "",
    page: bool = False,
    rules: str = "",
) -> Generator[Shop]:
    """Relay and printer run, the desk is paired and not started. `kind`, `more` and `page` as in RelayProcess; `rules` are
    lines of desk.toml.
    """
    printer = Simulated(folder / "paper", pictures=pictures).start()
    relay = RelayProcess(folder / "relay", kind=kind, more=more, page=page).start()
    desk = Desk(folder / "shop")
    desk.configure(PRINTER.format(uri=printer.uri), STATIONS, sources=f"{rules}\n")
    table = folder / "menu.csv"
    table.write_bytes(write_catalogue(menu))
    command("import", "catalogue", str(table), "--data", str(desk.data))
    command("pair", relay.url, relay.code(), "--data", str(desk.data))
    try:
        yield Shop(relay, desk, printer)
    finally:
        desk.stop()
        relay.stop()
        printer.stop()


def menu_known(relay: RelayProcess) -> None:
    """Wait until the relay shows what the desk sells."""

    async def scene(wechat: WeChat) -> None:
        await shown(wechat, "oReader", "菜单", "可颂")

    relay.talk(scene)


async def shown(wechat: WeChat, openid: str, text: str, words: str) -> None:
    """Asked again until the answer holds the words: what the desk told the relay has arrived."""
    async with asyncio.timeout(30):
        for pause in itertools.chain((0.0,), itertools.repeat(0.1)):
            await asyncio.sleep(pause)
            if words in await wechat.types(openid, text):
                return
