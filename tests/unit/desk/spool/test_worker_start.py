"""A printer's worker outlives whatever the store does to it while it starts, and printers that keep hanging up."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest

from desk.app.clock import SystemClock, UuidIds
from desk.domain.orders import Line, OrderDraft
from desk.domain.ports import Database, Work
from desk.domain.print_jobs import JobState
from desk.domain.shop import PrinterRule, Shop, SourceRule
from desk.domain.stations import Station
from desk.errors import EnvironmentFault
from desk.services import Intake
from desk.spool import Pace, Spool
from desk.store.memory import memory_database
from desk.store.runners import Call, Engine, settle
from printers import open_printer
from printers.transport.memory import MemoryEnd, MemoryListener

T = TypeVar("T")
SHOP = Shop(
    printers=(PrinterRule("k", "sim://starts-badly", "epson-80mm"),),
    stations=(Station("kitchen", ("k",)),),
    sources=(SourceRule("website", "webhook", auto_accept=True),),
)


class AtOnce:
    def start(self, engine: Engine) -> None:
        self._engine = engine

    def submit(self, call: Call) -> None:
        self._engine.run_batch([call], settle)

    def stop(self) -> None:
        return


class FirstReadFails:
    """A database whose first read meets trouble."""

    def __init__(self, database: Database, trouble: Exception) -> None:
        self._database = database
        self._troubles = [trouble]

    async def write(self, op: Callable[[Work], T]) -> T:
        return await self._database.write(op)

    async def read(self, op: Callable[[Work], T]) -> T:
        if self._troubles:
            raise self._troubles.pop()
        return await self._database.read(op)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("trouble", [EnvironmentFault("The database does not answer."), KeyError("param_2")])
def test_trouble_while_a_worker_starts_does_not_silence_its_printer(trouble: Exception) -> None:
    async def play() -> None:
        clock = SystemClock()
        database = memory_database(AtOnce())
        (rule,) = SHOP.printers
        printers = {rule.name: open_printer(rule.uri, rule.profile)}
        pace = Pace(store_retry=0.01)
        spool = Spool(SHOP, printers, FirstReadFails(database, trouble), clock, pace=pace)
        printed = asyncio.Event()

        async def look() -> None:
            jobs = await database.read(lambda work: work.views.jobs(None, (JobState.CONFIRMED,), None, 5))
            if jobs:
                printed.set()

        looks: list[asyncio.Task[None]] = []
        spool.listen(lambda _changes: looks.append(asyncio.create_task(look())))
        spool.start()
        try:
            intake = Intake(SHOP, database, clock, UuidIds(), spool, lambda _changes: None)
            await intake.receive(OrderDraft("website", "web-1", (Line("蛋糕", 1),)), b"{}")
            async with asyncio.timeout(15):
                await printed.wait()
        finally:
            await spool.stop()
            await asyncio.gather(*looks)

    asyncio.run(play())


class Flighty:
    """A printer that greets as it should and then hangs up."""

    def __init__(self, enough: int) -> None:
        self.enough = asyncio.Event()
        self._left = enough
        self._serving: set[asyncio.Task[None]] = set()
        self.listener = MemoryListener("flighty", self._accept)

    def _accept(self, end: MemoryEnd) -> None:
        self._left -= 1
        if self._left <= 0:
            self.enough.set()
        task = asyncio.create_task(self._serve(end))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, end: MemoryEnd) -> None:
        for answer in (b"\x12\x12\x12\x12", b"\x10\x00\x00\x00\x20\x20\x00\x37\x22-?=-\x00"):
            if await end.read():
                end.send(answer)
        await asyncio.sleep(0.001)
        end.close()


class Hurried(SystemClock):
    """Sleeps are noted, not slept."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


@pytest.mark.timeout(30)
def test_a_printer_that_keeps_hanging_up_is_called_later_and_later() -> None:
    async def play() -> None:
        flighty, clock = Flighty(12), Hurried()
        rule = PrinterRule("k", "memory://flighty", "epson-80mm")
        shop = Shop(printers=(rule,), stations=(Station("kitchen", ("k",)),))
        printers = {rule.name: open_printer(rule.uri, rule.profile)}
        pace = Pace(retry_most=4.0)
        spool = Spool(shop, printers, memory_database(AtOnce()), clock, pace=pace)
        spool.start()
        try:
            await flighty.enough.wait()
        finally:
            flighty.listener.close()
            await spool.stop()
        assert len(clock.slept) >= 10
        assert clock.slept[:10] == sorted(clock.slept[:10])
        assert clock.slept[9] == pace.retry_most

    asyncio.run(play())
