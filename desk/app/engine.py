"""The desk without a window: store, printers, spool, services, sources and listener, built and stopped in order."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime

from desk.app.clock import SystemClock, UuidIds
from desk.app.sources import Sources, ended
from desk.domain.board import OrderCard, OrderDetail, PrinterCard
from desk.domain.catalogue import Catalogue
from desk.domain.events import Changes
from desk.domain.orders import Action, Order, OrderDraft, OrderState
from desk.domain.ports import Clock, Ids
from desk.domain.print_jobs import Answer, JobState, PrintJob
from desk.domain.receipts import Receipt
from desk.domain.shop import PrinterRule
from desk.errors import ConfigFault, EnvironmentFault, NotFound
from desk.listener import Listener
from desk.services import (
    Checks,
    EntryCheck,
    Fulfilment,
    Goods,
    Housekeeping,
    Inbox,
    Intake,
    Payments,
    People,
    Recount,
    Request,
    SalesBook,
    Slips,
    Stock,
    TestPage,
)
from desk.settings import Settings
from desk.spool import Pace, Spool
from desk.store.opening import Store, open_store
from printers import Printer, PrinterError, open_printer

log = logging.getLogger("desk.app")


class Engine:
    """Everything that runs whether or not somebody looks. Implements what the listener and the window ask.

    Use: `async with Engine(settings) as engine: await engine.run_until(stop)`.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        ids: Ids | None = None,
        pace: Pace | None = None,
        printers: dict[str, Printer] | None = None,
    ) -> None:
        self.settings = settings
        self.shop = settings.shop
        self.clock = clock or SystemClock()
        self.ids = ids or UuidIds()
        self._pace = pace
        self._printers = printers
        self._stack = AsyncExitStack()
        self._heard: list[Callable[[Changes], None]] = []
        self._troubles: list[Callable[[EnvironmentFault], None]] = []

    async def __aenter__(self) -> "Engine":
        """Open the store first: nothing is listened to before what came can be kept."""
        try:
            await self._start()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self._stack.aclose()

    async def _start(self) -> None:
        loop = asyncio.get_running_loop()
        settings = self.settings
        # two desks that drive the same printers would print everything twice
        store: Store = await asyncio.to_thread(open_store, settings.store.url, settings.data_dir, alone=True)
        self._stack.callback(store.close)
        self.database = store.database
        printers = self._printers or {rule.name: _printer(rule) for rule in self.shop.printers}
        self.spool = Spool(self.shop, printers, self.database, self.clock, pace=self._pace)
        self.spool.listen(self._changed)
        self.spool.on_trouble(self._trouble)
        self.intake = Intake(self.shop, self.database, self.clock, self.ids, self.spool, self._changed)
        self.fulfilment = Fulfilment(self.shop, self.database, self.clock, self.spool, self._changed)
        self.checks = Checks(self.database)
        money = Payments(self.shop, self.database, self.clock, self.spool, self._changed)
        #: Keep what a source tells of money.
        self.pay = money.receive
        self.people = People(self.shop, self.database, self.clock)
        self.goods = Goods(self.shop, self.database, self.clock, self._changed)
        self.stock = Stock(self.shop, self.database, self.clock)
        self.entry_check = EntryCheck(self.shop, self.database, self.clock, self.stock)
        self.sales = SalesBook(self.shop, self.database, self.clock)
        self.slips = Slips(self.shop, self.database, self.clock, self.spool)
        self.test_page = TestPage(self.shop, self.database, self.clock, self.spool)
        self.spool.start()
        self._stack.push_async_callback(self.spool.stop)
        keeping = Housekeeping(self.shop, self.database, self.clock, self._changed)
        self._background(loop.create_task(keeping.run(), name="housekeeping"))
        counting = Recount(self.shop, self.database, self.clock)
        self._background(loop.create_task(counting.run(), name="recount"))
        self.sources = Sources(self, self._changed)
        self.inbox = Inbox(self.database, self.clock, self._changed, self.sources.command)
        await self.inbox.resume()
        self._stack.push_async_callback(self.sources.stop)
        for source in settings.sources:
            self.sources.run(source)
        api = self.settings.api
        self.listener = Listener(self, self.sources.by_name, api.host, api.port, api.token)
        await self.listener.start()
        self._stack.push_async_callback(self.listener.stop)

    def _background(self, task: asyncio.Task[None]) -> None:
        self._stack.push_async_callback(ended, task)

    # --- changes ---------------------------------------------------------------------------------

    def listen(self, heard: Callable[[Changes], None]) -> Callable[[], None]:
        """`heard(changes)` after each committed change, on the loop, until what this returns is called."""
        self._heard.append(heard)
        return lambda: self._heard.remove(heard)

    def on_trouble(self, heard: Callable[[EnvironmentFault], None]) -> None:
        """`heard(fault)` when the store cannot be written."""
        self._troubles.append(heard)

    def _changed(self, changes: Changes) -> None:
        for heard in self._heard:
            heard(changes)

    def _trouble(self, fault: EnvironmentFault) -> None:
        for heard in self._troubles:
            heard(fault)

    # --- what the listener and the window ask ----------------------------------------------------

    async def receive(self, draft: OrderDraft, raw: bytes) -> Receipt:
        """Take an order in; returns when it is durable."""
        return await self.intake.receive(draft, raw)

    async def act(
        self, order_id: str, action: Action, by: str, reason: str = "", minutes: int | None = None
    ) -> Order:
        """Do what a button does."""
        return await self.fulfilment.act(order_id, Request(action, by, reason, minutes))

    async def answer(self, job_id: int, answer: Answer, by: str) -> PrintJob:
        """What a person saw on the paper."""
        return await self.fulfilment.answer(job_id, answer, by)

    async def reprint(self, job_id: int, by: str) -> PrintJob:
        """One ticket once more."""
        return await self.fulfilment.reprint(job_id, by)

    async def order(self, order_id: str) -> Order:
        """One order. Raises NotFound."""
        order = await self.database.read(lambda work: work.orders.get(order_id))
        if order is None:
            raise NotFound(f"There is no order {order_id}.")
        return order

    async def catalogue(self) -> Catalogue:
        """What the shop sells now, at the general prices of today."""
        today = self.clock.now().astimezone(self.shop.zone).date()
        return (await self.database.read(lambda work: work.catalogue.load())).settled(today)

    async def known(self, source: str, external_id: str) -> Order | None:
        """The order a source knows under that id."""
        return await self.database.read(lambda work: work.orders.by_source_ref(source, external_id))

    async def open_orders(self, states: Sequence[OrderState]) -> Sequence[Order]:
        """All orders in these states, a page at a time."""
        found: list[Order] = []
        after: str | None = None
        while True:
            page, after = await self.orders(states, None, after, 500)
            found.extend(page)
            if after is None:
                return found

    async def orders(
        self, states: Sequence[OrderState], since: datetime | None, after: str | None, limit: int
    ) -> tuple[Sequence[Order], str | None]:
        """A page of orders."""
        return await self.database.read(lambda work: work.views.orders(states, since, after, limit))

    async def jobs(
        self, order_id: str | None, states: Sequence[JobState], after: int | None, limit: int
    ) -> Sequence[PrintJob]:
        """A page of print jobs."""
        return await self.database.read(lambda work: work.views.jobs(order_id, states, after, limit))

    async def printers(self) -> Sequence[PrinterCard]:
        """Every configured printer with its backlog."""
        backlog = await self.database.read(lambda work: work.views.backlog())
        statuses = self.spool.statuses()
        cards: list[PrinterCard] = []
        for rule in self.shop.printers:
            count, oldest = backlog.get(rule.name, (0, None))
            status = statuses[rule.name]
            reasons = tuple(sorted(reason.value for reason in status.reasons))
            at = oldest.timestamp() if oldest else None
            cards.append(PrinterCard(rule.name, rule.uri, status.state.value, reasons, count, at))
        return cards

    async def board(self, finished_since: datetime) -> list[OrderCard]:
        """The order queue."""
        return await self.database.read(lambda work: work.views.board(finished_since))

    async def cards(self, order_ids: Sequence[str]) -> dict[str, OrderCard]:
        """Named orders as cards."""
        return await self.database.read(lambda work: work.views.cards(order_ids))

    async def detail(self, order_id: str) -> OrderDetail | None:
        """One order whole."""
        return await self.database.read(lambda work: work.views.detail(order_id))

    async def totals(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Orders and their sum in a span of time."""
        return await self.database.read(lambda work: work.views.day_totals(start, end))


def _printer(rule: PrinterRule) -> Printer:
    try:
        return open_printer(rule.uri, rule.profile)
    except PrinterError as error:
        raise ConfigFault(
            f"The printer {rule.name} cannot be used: {error}.", "Write another uri in desk.toml."
        ) from error
