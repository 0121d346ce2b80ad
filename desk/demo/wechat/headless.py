"""The chat demonstration without a screen: the conversations as they go, then the paper held against them."""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from desk.app.engine import Engine
from desk.app.paper import Paper
from desk.demo.count import PLACES
from desk.demo.options import Options
from desk.demo.progress import kinds_by_place, prepare_output
from desk.demo.shop import SHOPS
from desk.demo.slips import PaperFolder, Slip
from desk.demo.trouble import printers_ready
from desk.demo.wechat.opening import open_chat_shop
from desk.demo.wechat.person import Lost
from desk.demo.wechat.story import Story, Told, on_wechat
from desk.errors import EnvironmentFault

DEFAULT_CUSTOMERS = 5
#: Seconds a customer thinks before a message, and without a new sheet before what is missing counts as lost.
_PAUSE, _PATIENCE = 0.2, 12.0
_LOOK = 0.2
#: The account's texts of more lines are not repeated.
_LONG = 12
#: How much faster the printers are than real ones.
_HURRY = 3.0


def run_headless(options: Options) -> int:
    """0 when every ticket that the conversations call for is on paper, once."""
    prepare_output()
    try:
        folder = (options.paper or Path(tempfile.mkdtemp(prefix="order-desk-paper-"))).absolute()
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            f"The demonstration cannot keep its paper: {error.strerror}.", "Name another folder with --paper."
        ) from error
    sheets = PaperFolder(folder, [place.name for place in SHOPS[options.size]])
    try:
        orders, wrong = asyncio.run(_play(options, folder, sheets))
    except KeyboardInterrupt:
        print("\n停了 stopped")
        raise
    print(f"\n{orders} 个订单 orders · {sheets.sheets} 张小票 sheets on paper")
    for row in kinds_by_place(Counter((slip.place, slip.kind) for slip in sheets.slips)):
        print(f"  {row}")
    for sentence in wrong:
        print(f"  {sentence}")
    if not wrong:
        print("数过纸：每张票都对上了，没有漏打，没有重打。Counted on paper: nothing lost, nothing twice.")
    print(f"小票 sheets: {folder}")
    return 1 if wrong else 0


async def _play(options: Options, folder: Path, sheets: PaperFolder) -> tuple[int, list[str]]:
    paper = Paper()
    async with (
        open_chat_shop(options.size, paper, folder, hurry=_HURRY * options.speed) as shop,
        Engine(shop.settings) as engine,
        on_wechat(shop.relay, time.time) as wechat,
    ):
        await printers_ready(engine)
        story = Story(wechat, engine, options.seed, _PAUSE / options.speed, Transcript().spoke)
        try:
            await story.play(options.orders or DEFAULT_CUSTOMERS)
        except (Lost, TimeoutError) as error:
            return len(story.told), [f"聊不下去了 a conversation got stuck: {error}"]
        return len(story.told), await _counted(options, sheets, story.told)


async def _counted(options: Options, sheets: PaperFolder, told: dict[str, Told]) -> list[str]:
    """What is wrong with the paper, once nothing has fallen for long or all is there."""
    waited = 0.0
    while True:
        waited = 0.0 if sheets.look() else waited + _LOOK
        wrong = compare(options, sheets.slips, told.values())
        if waited > (_PATIENCE if wrong else 1.0):
            return [*wrong, *(f"{file}: 看不懂 not readable" for file in sheets.unreadable)]
        await asyncio.sleep(_LOOK)


def compare(options: Options, slips: Iterable[Slip], told: Iterable[Told]) -> list[str]:
    """What the conversations call for against the slips: a ticket at each station that has a line of the order at
    all, a change ticket for each change it sees, a rush slip in the kitchens for each 催单.
    """
    found = Counter((slip.number, slip.place, slip.kind) for slip in slips if slip.attempt == 1)
    counter = next(place for place in SHOPS[options.size] if place.layout == "counter")
    wrong: list[str] = []
    for order in told:
        at = PLACES[counter.name]
        wanted = {"main": 1, "change": order.changes}
        for kind, times in wanted.items():
            if found[order.number, at, kind] != times:
                wrong.append(f"{order.number} {at}: {kind} {found[order.number, at, kind]} / {times}")
        kitchens = [PLACES[place.name] for place in SHOPS[options.size] if place.layout == "kitchen"]
        mains = [found[order.number, place, "main"] for place in kitchens]
        if max(mains) != 1:
            wrong.append(f"{order.number} {'、'.join(kitchens)}: main {mains}")
        rushed = [found[order.number, place, "rush"] for place in kitchens]
        if max(rushed) != order.rushes:
            wrong.append(f"{order.number} {'、'.join(kitchens)}: rush {rushed} / {order.rushes}")
    known = {order.number for order in told}
    strays = {number for number, _, _ in found if number not in known}
    return [*wrong, *(f"{number}: 没人下过 nobody ordered it" for number in sorted(strays))]


class Transcript:
    """The conversations in the terminal; what the account says is set in, and a long text is shown whole once."""

    def __init__(self) -> None:
        self._shown: set[str] = set()

    def spoke(self, who: str, text: str) -> None:
        """One line of somebody, or of the account, which is ""."""
        if who:
            print(f"{who}  {text}", flush=True)
            return
        lines = text.splitlines()
        rest = "\n".join(lines[-_LONG:])
        if len(lines) > _LONG and rest in self._shown:
            lines = [*lines[: len(lines) - _LONG], "…"]
        self._shown.add(rest)
        print("\n".join(f"      {line}" for line in lines), flush=True)
