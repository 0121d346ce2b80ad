"""The window on a running desk: shows what changed, and does what the buttons say.

Changes come as ids; what they mean is read anew, for all that came within one blink together. Nothing here
keeps the desk from printing: it only reads, and asks.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desk.app.counter_entry import draft_of_entry
from desk.app.engine import Engine
from desk.app.entry_words import objection_sentence
from desk.app.faults import sentence
from desk.app.live_alarm import LiveAlarm
from desk.app.live_goods import LiveGoods
from desk.app.live_hours import LiveHours
from desk.app.live_inbox import LiveInbox
from desk.app.live_people import LivePeople
from desk.app.live_printers import LivePrinters
from desk.app.live_sales import LiveSales
from desk.app.live_till import LiveTill
from desk.app.live_wechat import LiveWeChat
from desk.app.paper import Paper
from desk.app.pasted_chat import chat_for_form
from desk.app.speaker import Speaker
from desk.domain.events import Changes
from desk.domain.orders import Action
from desk.domain.print_jobs import Answer
from desk.errors import DeskError, EnvironmentFault, NotFound
from desk.services.slips import SlipKind
from desk.sources.counter import CounterSource
from desk.ui.backend import CounterOrder, SlipShown, Totals
from desk.ui.main_window import MainWindow

log = logging.getLogger("desk.app")

#: Seconds that changed orders are gathered before they are shown: about two frames.
_BLINK = 0.03
#: The same for printers and the day's totals.
_MOMENT = 0.15
#: How often the day is looked at when nothing happens.
_MINUTE = 60.0
#: Seconds that what was asked last may take when the window closes.
_LAST_WISH = 3.0


class LiveDesk:
    """The running desk as the window's Backend. Lives on the window's loop."""

    def __init__(
        self, engine: Engine, window: MainWindow, paper: Paper, person: str, reopen: Callable[[], None]
    ) -> None:
        """`person` is whose name stands beside what the buttons do; `reopen` lets the desk begin anew."""
        self._engine = engine
        self._window = window
        self._paper = paper
        self._person = person
        self.inbox = LiveInbox(engine.inbox, window.shown.inbox, person, self._ask)
        self.people = LivePeople(
            engine.people,
            engine.order,
            engine.slips.print_customers,
            window.shown,
            person,
            window.tell,
            self._ask,
        )
        self.goods = LiveGoods(
            engine.goods,
            engine.settings.data_dir / "pictures",
            window.shown,
            window.tell,
            window.verbs.tell_undo,
            self._ask,
        )
        self.hours = LiveHours(engine, window.shown, window.verbs.tell_undo, self._ask)
        self.printing = LivePrinters(
            engine, window.shown, window.tell, window.verbs.tell_undo, self._ask, reopen
        )
        self.sales = LiveSales(
            engine.sales,
            engine.slips.print_customers,
            self._kinds,
            self._local,
            window.shown,
            window.tell,
            self._ask,
        )
        self.till = LiveTill(engine, window.shown.till, person, self._ask)
        self.wechat = LiveWeChat(engine, window.shown.wechat, self._ask)
        self._alarm = LiveAlarm(
            engine.settings.alarm,
            window.shown,
            Speaker(engine.settings.data_dir / "sounds"),
            self._untaken,
        )
        self._counter = CounterSource(engine.ids, engine.clock)
        self._asked: set[asyncio.Task[None]] = set()
        self._following: list[asyncio.Task[None]] = []
        self._orders: set[str] = set()
        self._orders_changed = asyncio.Event()
        self._rest_changed = asyncio.Event()
        self._day: datetime | None = None
        self._in_trouble = False

    async def start(self) -> None:
        """Show everything once, then what changes."""
        self._engine.listen(self._changed)
        self._engine.on_trouble(self._trouble)
        self._paper.on_sheet(self._window.add_sheet)
        await self._show_rest()
        await self._show_board()
        await self.inbox.show()
        self.wechat.refresh()
        self._alarm.start()
        loop = asyncio.get_running_loop()
        self._following = [loop.create_task(self._follow_orders()), loop.create_task(self._follow_rest())]

    async def stop(self) -> None:
        """Show no more; what was asked may finish."""
        await self._alarm.stop()
        await self.printing.stop()
        for task in self._following:
            task.cancel()
        await asyncio.gather(*self._following, return_exceptions=True)
        if self._asked:
            await asyncio.wait(tuple(self._asked), timeout=_LAST_WISH)

    # --- what changes ------------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.orders:
            self._orders |= changes.orders
            self._orders_changed.set()
            self.people.changed()
            self.goods.changed()
            self.sales.changed()
            self.till.changed(changes.orders)
        if changes.shop:
            self.goods.changed()
            self.hours.look()
        if changes.talks:
            self.inbox.changed()
        if changes.sources:
            self.wechat.changed(changes.sources)
            self._show_sources()
        if changes.orders or changes.jobs or changes.printers:
            self._rest_changed.set()
        if self._in_trouble and changes.orders:
            self._in_trouble = False
            self._window.set_banner("store", "")

    def _trouble(self, fault: EnvironmentFault) -> None:
        self._in_trouble = True
        self._window.set_banner("store", sentence(fault))

    async def _follow_orders(self) -> None:
        while True:
            await self._orders_changed.wait()
            await asyncio.sleep(_BLINK)
            self._orders_changed.clear()
            await self._shown(self._show_orders())

    async def _follow_rest(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_MINUTE):
                    await self._rest_changed.wait()
            await asyncio.sleep(_MOMENT)
            self._rest_changed.clear()
            if self._day != self._today():
                await self._shown(self._show_board())
            await self._shown(self._show_rest())

    async def _shown(self, work: Coroutine[object, object, None]) -> None:
        """Show it; a store that cannot be read now is tried again at the next change."""
        try:
            await work
        except EnvironmentFault as fault:
            self._trouble(fault)
        except Exception:
            log.exception("the window could not be brought up to date")

    async def _show_orders(self) -> None:
        ids, self._orders = sorted(self._orders), set()
        try:
            cards = await self._engine.cards(ids)
        except EnvironmentFault:
            self._orders.update(ids)
            raise
        self._window.update_cards({order_id: cards.get(order_id) for order_id in ids})

    async def _show_board(self) -> None:
        self._day = self._today()
        self._window.set_board(await self._engine.board(self._day))

    async def _show_rest(self) -> None:
        today = self._today()
        self._show_sources()
        self.hours.look()
        self._window.set_printers(await self._engine.printers())
        orders, amount = await self._engine.totals(today, today + timedelta(days=1))
        self._window.set_totals(Totals(orders, amount, self._engine.shop.currency))

    def _show_sources(self) -> None:
        self._window.shown.set_sources(self._engine.sources.checking())

    def _kinds(self) -> dict[str, str]:
        """Of what kind each source is, by its name; orders typed in come from none in the settings."""
        return {
            self._counter.name: "counter",
            **{each.name: each.kind for each in self._engine.settings.sources},
        }

    def _local(self) -> datetime:
        return self._engine.clock.now().astimezone(self._engine.shop.zone)

    def _today(self) -> datetime:
        local = self._local()
        return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)

    # --- what the window asks ----------------------------------------------------------------------------

    def act(self, order_id: str, action: str, *, minutes: int | None = None, reason: str = "") -> None:
        """See Backend."""

        async def do() -> None:
            await self._engine.act(order_id, Action(action), self._person, reason, minutes)

        self._ask(do())

    def answer(self, job_id: int, answer: str) -> None:
        """See Backend."""

        async def do() -> None:
            await self._engine.answer(job_id, Answer(answer), self._person)

        self._ask(do())

    def reprint(self, job_id: int) -> None:
        """See Backend."""

        async def do() -> None:
            await self._engine.reprint(job_id, self._person)

        self._ask(do())

    def request_detail(self, order_id: str) -> None:
        """See Backend."""

        async def do() -> None:
            self._window.show_detail(await self._engine.detail(order_id))

        self._ask(do())

    def place(self, order: CounterOrder) -> None:
        """See Backend."""

        async def do() -> None:
            engine = self._engine
            placed, warnings = False, list[str]()
            try:
                entry = draft_of_entry(
                    order, engine.shop.currency, engine.clock.now(), await engine.catalogue()
                )
                draft, raw = self._counter.draft(entry)
                if not order.anyway:
                    found = await engine.entry_check.objections(
                        draft, engine.sources.rules.now().trading.at(engine.clock.now())
                    )
                    warnings = [
                        objection_sentence(each, engine.shop.currency, engine.shop.zone) for each in found
                    ]
                if warnings:
                    return
                receipt = await engine.receive(draft, raw)
                placed = True
            finally:
                self._window.shown.entry_answered.emit(placed, warnings)
            text = QCoreApplication.translate("Desk", "{number} 已下单").format(number=receipt.number)
            self._window.tell(text, "good")

        self._ask(do())

    def read_chat(self, text: str) -> None:
        """See Backend."""

        async def do() -> None:
            engine = self._engine
            now = engine.clock.now()
            catalogue = (await engine.catalogue()).on(now.astimezone(engine.shop.zone).date(), "counter")
            found = chat_for_form(text, catalogue, engine.shop, now)
            self._window.shown.chat_read.emit(found)

        self._ask(do())

    def has_paper(self, printer: str) -> bool:
        """See Backend."""
        return printer in self._paper

    def fault(self, printer: str, command: str) -> None:
        """See Backend."""

        async def do() -> None:
            await self._paper.command(printer, command)

        if printer in self._paper:
            self._ask(do())

    def test_page(self, printer: str) -> None:
        """See Backend."""

        async def do() -> None:
            await self._engine.test_page.print(printer)

        self._ask(do())

    def slip(self, kind: str, *, on_paper: bool) -> None:
        """See Backend."""

        async def do() -> None:
            if on_paper:
                await self._engine.slips.print(SlipKind(kind))
                self._window.tell(QCoreApplication.translate("Desk", "已交给打印机"), "good")
                return
            slip = await self._engine.slips.compose(SlipKind(kind))
            self._window.shown.slip_made.emit(SlipShown(slip.kind.value, slip.title, slip.rows))

        self._ask(do())

    def quiet(self) -> None:
        """See Backend."""
        self._alarm.quiet()

    def import_csv(self, path: str) -> None:
        """See Backend."""

        async def do() -> None:
            from desk.sources.csv_file import import_file

            try:
                report = await import_file(Path(path), self._engine.receive, self._engine.shop)
            except OSError as error:
                text = QCoreApplication.translate("Desk", "这个文件读不了：{why}")
                self._window.tell(text.format(why=error.strerror), "bad")
                return
            text = QCoreApplication.translate("Desk", "收进 {taken} 单，{known} 单早就有，{refused} 处不对")
            refused = len(report.refused)
            words = text.format(taken=report.taken, known=report.duplicates, refused=refused)
            self._window.tell(words, "warn" if refused else "good")

        self._ask(do())

    async def _untaken(self, numbers: Sequence[str]) -> None:
        """Paper says that nobody takes these orders; a shop without a printer has only the sound."""
        with suppress(NotFound, EnvironmentFault):
            await self._engine.slips.print_untaken(numbers)

    def save_look(self, language: str, scheme: str, zoom: int, queue: str) -> None:
        """The bridge keeps it; it outlives the desk."""

    def _ask(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(self._told(work))
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)

    async def _told(self, work: Coroutine[object, object, None]) -> None:
        """Do it; say what was wrong."""
        try:
            await work
        except DeskError as fault:
            self._window.tell(sentence(fault), "bad")
        except Exception as fault:
            log.exception("what the window asked failed")
            self._window.tell(sentence(fault), "bad")
