"""The demonstration without a screen: plays a day, then counts the sheets."""

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from desk.app.engine import Engine
from desk.app.paper import Paper
from desk.demo.clock import MorningClock
from desk.demo.count import Count, count
from desk.demo.customers import Customers
from desk.demo.options import DEFAULT_ORDERS, Options
from desk.demo.progress import Terminal, prepare_output, summary
from desk.demo.shop import SHOPS, TIME_ZONE, open_shop
from desk.demo.slips import PaperFolder
from desk.demo.trouble import printers_ready, run_out_of_paper, watch_printers
from desk.domain.shop import Shop
from desk.errors import EnvironmentFault
from desk.settings import Settings
from desk.sources.demo import Scene, script
from printers import PrinterState

#: A day without a screen is played at least this much faster than it was written …
_BRISK = 2.0
#: … and so fast that its customers have come within so many seconds.
_LONGEST = 36.0
#: Without a new sheet for so long, what is missing will not come any more.
_PATIENCE = 12.0
_LOOK = 0.2
#: So many looks in a row must find everything there and the printers idle: a copy too many shows then.
_STILL = 2
#: When the kitchen runs out of paper, as part of the day, and for how many seconds of the day.
_PAPER_OUT_AT, _PAPER_OUT_FOR = 0.4, 8.0


def run_headless(options: Options) -> int:
    """Play, count, say how it went; 0 when every ticket is accounted for on paper, else 1."""
    prepare_output()
    try:
        folder = (options.paper or Path(tempfile.mkdtemp(prefix="order-desk-paper-"))).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        day = Day(options, folder)
        result = asyncio.run(day.run())
    except OSError as error:
        raise EnvironmentFault(
            f"The demonstration cannot keep its paper: {error.strerror}.", "Name another folder with --paper."
        ) from error
    except KeyboardInterrupt:
        print("\n停了 stopped")
        raise
    print(summary(result, day.sheets.sheets, str(folder), ZoneInfo(TIME_ZONE)))
    return 1 if result.wrong else 0


class Day:
    """One day of the throw-away shop. `sheets` is what fell."""

    def __init__(self, options: Options, folder: Path) -> None:
        self._options = options
        self._folder = folder
        self._clock = MorningClock(ZoneInfo(TIME_ZONE))
        self.sheets = PaperFolder(folder, [place.name for place in SHOPS[options.size]])

    async def run(self) -> Count:
        """Open the shop, let the customers come, wait for the last sheet, close, count."""
        options = self._options
        orders = options.orders or DEFAULT_ORDERS
        length = max(1.0, script(options.seed, orders, Shop())[-1].at)
        pace = max(_BRISK, length / _LONGEST) * options.speed
        paper = Paper()
        async with open_shop(options.size, paper, self._folder, hurry=max(1.0, pace / _BRISK)) as settings:
            if options.past:
                from desk.demo.past import make_past

                await asyncio.to_thread(
                    make_past, settings, self._clock, seed=options.seed, orders=options.past, told=print
                )
            scenes = script(options.seed, orders, settings.shop)
            customers, said_until = await self._play(settings, scenes, pace, paper)
        self.sheets.look()
        return self._count(settings.shop, customers, said_until)

    async def _play(
        self, settings: Settings, scenes: list[Scene], pace: float, paper: Paper
    ) -> tuple[Customers, dict[str, datetime]]:
        async with Engine(settings, clock=self._clock) as engine:
            terminal = Terminal(self._clock.now, settings.shop.zone, engine.spool.statuses)
            customers = Customers(engine, terminal.happened)
            await printers_ready(engine)
            watching = asyncio.create_task(watch_printers(engine, terminal))
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(customers.play(scenes, pace))
                kitchen = settings.shop.stations[0].printers[0]
                out_at, out_for = scenes[-1].at / pace * _PAPER_OUT_AT, _PAPER_OUT_FOR / pace
                tasks.create_task(run_out_of_paper(paper, kitchen, out_at, out_for))
            said_until = await self._last_sheets(engine, customers)
            watching.cancel()
        return customers, said_until

    async def _last_sheets(self, engine: Engine, customers: Customers) -> dict[str, datetime]:
        """Until all is accounted for, or nothing has fallen for long; what the screen says of held tickets."""
        waited, still = 0.0, 0
        while True:
            waited = 0.0 if self.sheets.look() else waited + _LOOK
            said_until = await _held_until(engine)
            complete = not self._count(engine.shop, customers, said_until).wrong
            idle = all(status.state is PrinterState.IDLE for status in engine.spool.statuses().values())
            still = still + 1 if complete and idle else 0
            if still > _STILL or waited > _PATIENCE:
                return said_until
            await asyncio.sleep(_LOOK)

    def _count(self, shop: Shop, customers: Customers, said_until: dict[str, datetime]) -> Count:
        result = count(shop, customers.asked, self.sheets.slips, said_until, self._clock.now())
        more = [f"{file}: 看不懂 not readable" for file in self.sheets.unreadable]
        more += [f"没接到 not taken: {what}" for what in customers.turned_away]
        return result._replace(wrong=(*result.wrong, *more))


async def _held_until(engine: Engine) -> dict[str, datetime]:
    """By order number: until when the queue on screen says that its ticket is held."""
    cards = await engine.board(engine.clock.now())
    return {card.number: datetime.fromtimestamp(card.start_at, UTC) for card in cards if card.start_at}
