"""A seeded day between one shop system and a real desk on a real store: deliveries dropped, doubled and reordered, orders
changed and called off, the API failing, the desk away. What the desk says of itself is compared, each time it says
something else, with what the shop system and the desk's own store hold.
"""

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import httpx

from desk.app.engine import Engine
from desk.domain.events import Changes
from desk.domain.orders import Order, OrderDraft
from desk.domain.receipts import Receipt
from desk.errors import EnvironmentFault
from desk.settings import Settings
from tests.fakes.shop_server import ShopServer
from tests.sources.stepping import SteppingClock

#: Patience with what happens in real time, in seconds.
PATIENCE = 20.0


class Shop(Protocol):
    """What the run does in a shop system; the fakes offer it."""

    orders: dict[str, dict[str, object]]
    fails: float

    def place(self) -> str: ...
    def write_note(self, order_id: str, note: str) -> None: ...
    def cancel(self, order_id: str) -> None: ...
    def reopen(self, order_id: str) -> None: ...
    def is_off(self, order_id: str) -> bool: ...
    def note_of(self, order_id: str) -> str: ...
    def garble(self, order_id: str) -> None: ...
    def mend(self, order_id: str) -> None: ...
    def switch_on(self) -> None: ...


@dataclass
class Figures:
    """What the run met."""

    orders: int = 0
    changes: int = 0
    statements: int = 0
    zero: int = 0
    not_zero: int = 0
    away: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list[str])


class Run:
    """One shop system, one desk."""

    def __init__(
        self,
        fake: ShopServer,
        clock: SteppingClock,
        dice: random.Random,
        settings: Callable[[], Settings],
        source: str,
        deliver: Callable[[Engine, httpx.AsyncClient, float, float], Awaitable[None]],
    ) -> None:
        """`deliver(engine, client, lost, doubled)` sends what is due, and returns when the desk has what was not lost."""
        self.fake = fake
        self.clock = clock
        self.dice = dice
        self.figures = Figures()
        self._settings = settings
        self._source = source
        fake.skew = dice.choice((-90.0, -3.0, 0.0, 45.0))
        self._deliver = deliver
        self._flying = 0
        self._garbled: set[str] = set()

    # --- the run ----------------------------------------------------------------------------------

    async def go(self, orders: int) -> Figures:
        """Place so many orders, with all that happens meanwhile; then let everything settle, and compare."""
        async with httpx.AsyncClient(trust_env=False) as client:
            async with self._desk() as engine:
                await self._asleep()
            while self.figures.orders < orders:
                stretch = min(orders, self.figures.orders + max(20, orders // self.dice.randint(6, 12)))
                async with self._desk() as engine:
                    while self.figures.orders < stretch:
                        await self._step(engine, client)
                self.figures.away += 1
                for _ in range(self.dice.randint(1, 4)):  # the desk is off; the shop goes on
                    self._customers(self.dice.randint(1, 5))
                    self.clock.advance(self.dice.randint(30, 4000))
                    await self.fake.send(client, "http://127.0.0.1:9/", lost=1, doubled=0)
            async with self._desk() as engine:
                await self._settle(engine, client)
                await self._compare(engine)
        return self.figures

    async def _step(self, engine: Engine, client: httpx.AsyncClient) -> None:
        self._customers(self.dice.randint(0, 3))
        self.clock.advance(self.dice.choice((0, 0, 1, 1, 3, 10, 30)))
        self.fake.fails = 0.3 if int(self.clock.at) // 900 % 4 == 3 else 0.0  # a bad quarter of each hour
        lossy = int(self.clock.at) // 1200 % 3
        await self._deliver(engine, client, (0.05, 0.3, 0.9)[lossy], 0.15)
        if self.dice.random() < 0.02:
            shop: Shop = self.fake  # type: ignore[assignment]
            shop.switch_on()
        if self.dice.random() < 0.5:
            await self._asleep()
        else:
            await asyncio.sleep(0)

    def _customers(self, count: int) -> None:
        shop: Shop = self.fake  # type: ignore[assignment]
        for _ in range(count):
            known = list(shop.orders)
            recent = known[-30:]
            what = self.dice.random()
            if what < 0.6 or not recent:
                shop.place()
                self.figures.orders += 1
                continue
            self.figures.changes += 1
            chosen = self.dice.choice(recent)
            if self.dice.random() < 0.3:  # twice within a second
                shop.write_note(chosen, f"先 {self.dice.randint(1, 10**6)}")
            if chosen in self._garbled:
                shop.mend(chosen)
                shop.write_note(chosen, f"好了 {self.dice.randint(1, 10**6)}")
                self._garbled.discard(chosen)
            elif what < 0.82:
                shop.write_note(chosen, f"改 {self.dice.randint(1, 10**6)}")
            elif what < 0.93:
                (shop.reopen if shop.is_off(chosen) else shop.cancel)(chosen)
            elif what < 0.935 and not shop.is_off(chosen):
                shop.garble(chosen)
                self._garbled.add(chosen)
            else:
                shop.write_note(chosen, "")

    async def _settle(self, engine: Engine, client: httpx.AsyncClient) -> None:
        """No more trouble: after two checks everything is there."""
        shop: Shop = self.fake  # type: ignore[assignment]
        self.fake.fails = 0.0
        for order_id in sorted(self._garbled):
            shop.mend(order_id)
        self._garbled.clear()
        for _ in range(3):
            self.clock.advance(1000)
            await self._deliver(engine, client, 1.0, 0.0)
            await self._asleep()
        health = engine.sources.by_name[self._source].health
        if health.missing or health.checked_at is None or self.clock.at - health.checked_at.timestamp() > 60:
            self.figures.faults.append(f"at the end the desk says {health}")

    def _desk(self) -> "Running":
        return Running(self)

    async def _asleep(self) -> None:
        """Until the source waits for time to pass."""
        async with asyncio.timeout(PATIENCE):
            await self.clock.asleep(f"{self._source}: checks")

    # --- what is compared -------------------------------------------------------------------------

    def held(self) -> dict[str, tuple[int, tuple[str, bool]]]:
        """id -> when it was changed there, in seconds since 1970, its note and whether it is off, in the desk's file."""
        path = self._settings().data_dir / "desk.db"
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            rows = connection.execute(
                "SELECT external_id, revision, note, state = 'cancelled' FROM orders WHERE source = ?",
                (self._source,),
            )
            return {name: (revision // 1000, (note, bool(off))) for name, revision, note, off in rows}
        finally:
            connection.close()

    def said(self, engine: Engine) -> None:
        """The desk says something else than before: is it so?"""
        health = engine.sources.by_name[self._source].health
        if health.checked_at is None:
            return
        self.figures.statements += 1
        held = self.held()
        # the clock stands still between two steps: what happens at the instant of a check may be after it
        until = health.checked_at.timestamp() - 0.01
        then, now = self.fake.missing_of(held, until), self.fake.missing_of(held, self.clock.at + 1)
        self.figures.zero += not health.missing
        self.figures.not_zero += bool(health.missing)
        least, most = sorted((len(then), len(now)))
        if not least <= health.missing <= most + self._flying:
            self.figures.faults.append(
                f"{self.clock.at:.0f}: the desk says {health.missing} missing as of {until:.0f} ({health.state}), and it "
                f"is {then} (now {len(now)})"
            )

    async def _compare(self, engine: Engine) -> None:
        shop: Shop = self.fake  # type: ignore[assignment]
        found: dict[str, Order] = {}
        after: str | None = None
        count = 0
        while True:
            page, after = await engine.orders([], None, after, 500)
            count += len(page)
            found |= {order.content.external_id: order for order in page}
            if after is None:
                break
        zone = engine.shop.zone  # numbers begin anew each day
        numbers = {(o.received_at.astimezone(zone).date(), o.number) for o in found.values()}
        if count != len(found) or len(numbers) != count:
            self.figures.faults.append(f"{count} orders at the desk have {len(found)} ids")
        if lost := sorted(shop.orders.keys() - found.keys()):
            self.figures.faults.append(f"lost: {lost[:5]}, {len(lost)} in all")
        if more := sorted(found.keys() - shop.orders.keys()):
            self.figures.faults.append(f"made up: {more[:5]}")
        for order_id, order in found.items():
            if order_id in shop.orders:
                if order.content.note != shop.note_of(order_id):
                    self.figures.faults.append(f"{order_id} is an older one at the desk")
                if (order.state.value == "cancelled") != shop.is_off(order_id):
                    self.figures.faults.append(f"{order_id} is {order.state.value} at the desk")


class Running:
    """A desk that runs, now and then refusing to keep what a check found."""

    def __init__(self, run: Run) -> None:
        self._run = run

    async def __aenter__(self) -> Engine:
        run = self._run
        self._engine = engine = Engine(run._settings(), clock=run.clock)
        plain = engine.receive

        async def receive(draft: OrderDraft, raw: bytes) -> Receipt:
            if run.dice.random() < 0.03:
                run.figures.refused += 1
                raise EnvironmentFault("The disk is full.", "Free some space.")
            run._flying += 1
            try:
                return await plain(draft, raw)
            finally:
                run._flying -= 1

        engine.receive = receive  # type: ignore[method-assign]

        def heard(changes: Changes) -> None:
            if run._source in changes.sources:
                run.said(engine)

        engine.listen(heard)
        await engine.__aenter__()
        return engine

    async def __aexit__(self, *exc: object) -> None:
        await self._engine.__aexit__(*exc)


def settings_of(folder: Path, text: str) -> Callable[[], Settings]:
    """The settings of a desk that listens where it can."""
    from desk.settings import parse

    whole = f'[api]\nlisten = "127.0.0.1:0"\n{text}'
    return lambda: parse(whole.encode(), folder, {})
