"""The real services on the real store in memory; no printer answers, so that each test says what was sent."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from desk.domain.events import Changes
from desk.domain.orders import (
    Action,
    Fulfilment,
    FulfilmentKind,
    Line,
    Order,
    OrderDraft,
    Payment,
    PaymentMethod,
)
from desk.domain.print_jobs import JobState, PrintJob
from desk.domain.shop import Shop, SourceRule
from desk.domain.stations import Station
from desk.services import Fulfilment as Desk
from desk.services import Intake, Request
from desk.spool import Spool
from desk.store.memory import memory_database
from desk.store.runners import Call, Engine, settle

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SHOP = Shop(
    name="大C甜品",
    stations=(
        Station("kitchen", ("k",), categories=("cake",)),
        Station("drinks", ("k",), categories=("tea",)),
        Station("counter", ("c",), layout="counter"),
    ),
    sources=(SourceRule("website", "webhook", auto_accept=True), SourceRule("shy", "webhook")),
)
CAKE = Line("草莓蛋糕", 1, 16800, "CAKE", "cake")
TEA = Line("柠檬茶", 2, 1800, "TEA", "tea")


class AtOnce:
    """Runs each call of the store when it comes."""

    def start(self, engine: Engine) -> None:
        self._engine = engine

    def submit(self, call: Call) -> None:
        self._engine.run_batch([call], settle)

    def stop(self) -> None:
        return


class StillClock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - NOW).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Counting:
    """Ids in a row."""

    def __init__(self) -> None:
        self._last = 0

    def order_id(self) -> str:
        self._last += 1
        return f"order-{self._last}"


class Shopkeeper:
    """What the tests do and see."""

    def __init__(self, shop: Shop = SHOP) -> None:
        self.clock = StillClock()
        self.database = memory_database(AtOnce())
        spool = Spool(shop, {}, self.database, self.clock)
        self.changes: list[Changes] = []
        self.intake = Intake(shop, self.database, self.clock, Counting(), spool, self.changes.append)
        self.desk = Desk(shop, self.database, self.clock, spool, self.changes.append)

    async def receive(self, draft: OrderDraft) -> str:
        return (await self.intake.receive(draft, b"{}")).order_id

    async def act(self, order_id: str, action: Action, **more: Any) -> Order:
        return await self.desk.act(order_id, Request(action, "小陈", **more))

    async def jobs(self, order_id: str) -> list[PrintJob]:
        return await self.database.read(lambda work: work.jobs.of_order(order_id))

    async def alive(self, order_id: str) -> list[tuple[str, str, int]]:
        """Station, kind and version of every job that was not cancelled."""
        return [
            (job.station, job.kind, job.version)
            for job in await self.jobs(order_id)
            if job.state is not JobState.CANCELLED
        ]

    async def print_all(self, order_id: str) -> None:
        """Every waiting job of the order comes out and is confirmed."""
        for job in await self.jobs(order_id):
            if job.state is JobState.QUEUED:
                await self.database.write(lambda work, job=job: self._print(work, job))

    def _print(self, work: Any, job: PrintJob) -> None:
        at = self.clock.now()
        number = work.numbers.next_ticket(job.station, at).number
        begun = work.jobs.begin(job, at, number, b"body")
        sent = work.jobs.move(begun, JobState.SENT, at)
        work.jobs.move(sent, JobState.CONFIRMED, at, evidence="process-id")


def draft(source: str = "website", name: str = "web-1", **more: Any) -> OrderDraft:
    made = OrderDraft(
        source,
        name,
        (CAKE, TEA),
        fulfilment=Fulfilment(FulfilmentKind.DELIVERY, None, "王小明🎂", "13800138000", "望京街9号"),
        payment=Payment(PaymentMethod.TRANSFER),
    )
    return replace(made, **more)


def story(play: Callable[[Shopkeeper], Awaitable[None]], shop: Shop = SHOP) -> None:
    """Run an async test with a shop of its own."""

    async def run() -> None:
        await play(Shopkeeper(shop))

    coroutine: Coroutine[Any, Any, None] = run()
    asyncio.run(coroutine)
