"""A printer's worker outlives whatever the store does to it while it starts."""

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
