"""One seeded run: the real services, spool and store, on virtual time, with simulated printers and every fault."""

import asyncio
import gc
import logging
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from desk.domain.orders import Action, OrderDraft
from desk.domain.ports import Work
from desk.domain.print_jobs import Answer
from desk.errors import DeskError
from desk.services import Fulfilment, Housekeeping, Intake, Request, TestPage
from desk.spool import Pace, Spool
from desk.store.database import Hooks
from desk.store.memory import memory_database, new_memory
from desk.store.runners import Call, Engine, settle
from printers import Printer, PrinterError, Timings, load_profile
from printers.simulator.device import Device
from printers.simulator.paper import Sheet
from tests.simulation.checker import Fallen, check, read_slip
from tests.simulation.loop import Process, VirtualLoop
from tests.simulation.story import CALM, START, Fault, Story
from tests.simulation.wire import Plug, WireTransport

#: Seconds after the last fault in which everything must settle.
PATIENCE = 400.0
_PACE = Pace(complete=12.0, give_up=20.0)
_TIMINGS = Timings(stall=12.0, fence=6.0)


class Killed(BaseException):
    """SIGKILL, in the middle of a commit."""


class WorldClock:
    """The shop's clock: monotonic runs true, the wall clock may jump."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self.jump = timedelta()

    def now(self) -> datetime:
        return START + timedelta(seconds=self._loop.time()) + self.jump

    def monotonic(self) -> float:
        return self._loop.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class SeededIds:
    """Order ids from the dice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def order_id(self) -> str:
        return f"{self._rng.getrandbits(96):024x}"


class WorldRunner:
    """Runs the store's batches on the virtual loop, some time after they were asked for."""

    def __init__(self, world: "World", process: Process) -> None:
        self._world = world
        self._process = process
        self._waiting: list[Call] = []
        self._engine: Engine | None = None
        self._task: asyncio.Task[Any] | None = None

    def start(self, engine: Engine) -> None:
        self._engine = engine

    def submit(self, call: Call) -> None:
        if self._world.over:
            return
        self._waiting.append(call)
        if self._task is None or self._task.done():
            self._task = self._process.spawn(self._world.loop, self._run())

    def stop(self) -> None:
        return

    async def _run(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._world.rng.choice((0.0, 0.0005, 0.004)))
            batch, self._waiting = self._waiting, []
            assert self._engine is not None
            try:
                self._engine.run_batch(batch, settle)
            except Killed:
                self._world.kill_desk(delivered=True)
                return
            if self._world.rng.random() < 0.02:
                self._engine.tidy()


class WorldHooks(Hooks):
    """Where commits fail or the process dies in them."""

    def __init__(self, world: "World") -> None:
        self._world = world

    def before_begin(self) -> None:
        self._world.commits += 1
        self._die("begin")

    def before_commit(self) -> None:
        if self._world.disk_full:
            full = sqlite3.OperationalError("database or disk is full")
            full.sqlite_errorcode, full.sqlite_errorname = sqlite3.SQLITE_FULL, "SQLITE_FULL"
            raise full
        self._die("commit")

    def after_commit(self) -> None:
        world = self._world
        if world.reset_at == world.commits:
            for plug in world.plugs.values():
                for wire in list(plug.wires):
                    wire.reset()
        self._die("after")

    def _die(self, phase: str) -> None:
        if self._world.deadly == (self._world.commits, phase):
            raise Killed


class Desk:
    """One life of the desk's process."""

    def __init__(self, world: "World") -> None:
        self.process = Process("desk")
        self.world = world
        shop = world.story.shop
        self.task = self.process.spawn(world.loop, self._main())
        self.ready = False
        self.shop = shop

    async def _main(self) -> None:
        world, shop = self.world, self.shop
        runner = WorldRunner(world, self.process)
        self.database = memory_database(runner, WorldHooks(world), world.rows)
        printers = {
            rule.name: Printer(
                WireTransport(world.plugs[rule.name], rule.name),
                load_profile(rule.profile),
                world.clock,
                _TIMINGS,
            )
            for rule in shop.printers
        }
        clock = world.clock
        self.spool = Spool(shop, printers, self.database, clock, pace=_PACE)
        self.spool.listen(lambda changes: world.noticed.update(changes.orders))
        self.intake = Intake(shop, self.database, clock, world.ids, self.spool, lambda _c: None)
        self.fulfilment = Fulfilment(shop, self.database, clock, self.spool, lambda _c: None)
        self.test_page = TestPage(shop, self.database, clock, self.spool)
        self.spool.start()
        self.ready = True
        await Housekeeping(shop, self.database, clock, lambda _c: None).run()


class World:
    """Everything outside the desk's process, and the invariants."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.rng = random.Random(f"scheduler {story.seed}")
        self.loop = VirtualLoop(self.rng)
        self.clock = WorldClock(self.loop)
        self.ids = SeededIds(random.Random(f"ids {story.seed}"))
        self.rows = new_memory()
        self.outside = Process("world")
        self.paper: dict[str, list[Fallen]] = {}
        self.plugs: dict[str, Plug] = {}
        for number, rule in enumerate(story.shop.printers):
            sheets = self.paper[rule.name] = []
            device = Device(
                load_profile(rule.profile),
                speed=story.speed,
                on_sheet=lambda sheet, sheets=sheets: sheets.append(self._fallen(sheet)),
                seed=story.seed * 2 + number,
            )
            self.plugs[rule.name] = Plug(device, self.outside, self.loop, self.rng)
        self.acked: dict[tuple[str, str], int] = {}
        self.order_ids: dict[int, str] = {}
        self.commits = 0
        self.deadly: tuple[int, str] = (0, "")
        self.disk_full = False
        self.steady = True
        self.over = False
        self.reset_at = 0
        self.noticed: set[str] = set()
        self.killed: Counter[str] = Counter()
        self.asked = 0
        self.graves: list[Desk] = []
        self.desk: Desk | None = None
        self.broken: list[str] = []

    # --- the desk's process ------------------------------------------------------------------

    def start_desk(self) -> None:
        self.desk = Desk(self)

    def kill_desk(self, *, delivered: bool) -> None:
        """SIGKILL (the kernel still delivers what was written), or the machine's power."""
        desk, self.desk = self.desk, None
        if desk is None:
            return
        desk.process.kill()
        self.graves.append(desk)  # kept, so that no coroutine is closed and runs its last words
        self.deadly = (0, "")
        if self.rows.in_transaction:
            self.rows.rollback()
        for state, count in self.rows.execute("select state, count(*) from jobs group by state"):
            self.killed[state] += count
        for plug in self.plugs.values():
            plug.cut_all(delivered=delivered)

    # --- people and senders ------------------------------------------------------------------

    async def _deliver(self, at: float, draft: OrderDraft) -> None:
        """A sender retries until it is told 2xx."""
        await asyncio.sleep(at)
        while True:
            receipt = await self._ask_desk(lambda desk: desk.intake.receive(draft, b"{}"))
            if receipt is not None:
                key = (draft.source, draft.external_id)
                self.acked[key] = max(draft.version, self.acked.get(key, 0))
                self.order_ids[int(draft.external_id.split("-")[1])] = receipt.order_id
                return
            await asyncio.sleep(self.rng.uniform(0.2, 3))

    async def _ask_desk(self, ask: Any) -> Any:
        """Run a request in the desk's process; None when it refused, failed or died."""
        desk = self.desk
        if desk is None or not desk.ready:
            return None
        answered: asyncio.Future[Any] = self.loop.create_future()
        task = desk.process.spawn(self.loop, ask(desk))

        def done(finished: "asyncio.Task[Any]") -> None:
            if not answered.done():
                answered.set_result(
                    None if finished.cancelled() or finished.exception() else finished.result()
                )
            error = None if finished.cancelled() else finished.exception()
            if error is not None and not isinstance(error, DeskError):
                self.broken.append(f"a request failed: {error!r}")

        task.add_done_callback(done, context=self.outside.context())
        try:
            async with asyncio.timeout(20):
                return await answered
        except TimeoutError:
            return None

    async def _press(self, at: float, order: int, action: str) -> None:
        await asyncio.sleep(at)
        order_id = self.order_ids.get(order, "nobody")
        minutes = 30 if action == "accept" and self.rng.random() < 0.3 else None
        request = Request(Action(action), "小陈", "没货了", minutes)
        await self._ask_desk(lambda desk: desk.fulfilment.act(order_id, request))

    async def _look_at_questions(self) -> None:
        """Somebody answers what the desk asks, looking at the paper; from time to time they reprint."""
        while True:
            await asyncio.sleep(self.rng.uniform(2, 8))
            for job, station, number, state in self.rows.execute(
                "select id, station, number, state from jobs where state in ('ask', 'uncertain', 'unconfirmed')"
            ).fetchall():
                if state == "uncertain" and self.rng.random() < 0.9:
                    continue
                whole = self._is_on_paper(station, number)
                if state == "unconfirmed" and (whole or self.rng.random() < 0.8):
                    continue
                answer = Answer.PRINTED if whole else Answer.AGAIN
                if self.rng.random() < 0.05:
                    answer = Answer.DROP
                self.asked += 1
                await self._ask_desk(lambda desk, j=job, a=answer: desk.fulfilment.answer(j, a, "小陈"))
            if self.rng.random() < 0.05:
                finished = self.rows.execute("select id from jobs where state = 'confirmed'").fetchall()
                if finished and self.loop.time() < CALM:
                    job = self.rng.choice(finished)[0]
                    await self._ask_desk(lambda desk, j=job: desk.fulfilment.reprint(j, "小陈"))

    def _is_on_paper(self, station: str, number: int | None) -> bool:
        return any(
            slip.whole and slip.station == station and slip.number == number
            for printer, sheets in self.paper.items()
            for slip in (read_slip(printer, n, fallen) for n, fallen in enumerate(sheets))
        )

    def _fallen(self, sheet: Sheet) -> Fallen:
        at = int(self.clock.now().timestamp() * 1_000_000)
        own_cut = sheet.data.rfind(b"\x1b@") < 200
        return Fallen([line.rstrip() for line in sheet.lines], at, own_cut)

    async def _look_at_screen(self) -> None:
        """Somebody looks: every view is read now and then."""
        while True:
            await asyncio.sleep(self.rng.uniform(5, 30))
            for look in self._looks():
                await self._ask_desk(lambda desk, look=look: desk.database.read(look))
            if self.rng.random() < 0.1:
                printer = self.rng.choice(("kitchen", "counter", "nowhere"))
                await self._ask_desk(lambda desk, name=printer: desk.test_page.print(name))

    def _looks(self) -> list[Callable[[Work], object]]:
        ids = [*list(self.order_ids.values())[:3], "nobody"]
        day = timedelta(days=1)
        looks: list[Callable[[Work], object]] = [
            lambda work: work.views.board(START),
            lambda work: work.views.cards(ids),
            lambda work: work.views.cards([]),
            lambda work: [work.views.detail(order_id) for order_id in ids],
            lambda work: [work.views.jobs(order_id, (), None, 2) for order_id in ids],
            lambda work: work.views.jobs(None, ("confirmed",), 1, 5),
            lambda work: work.views.jobs(None, ("sent", "queued"), None, 5),
            lambda work: work.views.backlog(),
            lambda work: work.views.day_totals(START, START + day),
            lambda work: work.orders.get("nobody"),
        ]

        def pages(work: Work) -> None:
            after: str | None = None
            for _ in range(9):
                _, after = work.views.orders((), START, after, 1)
                if after is None:
                    return

        return [*looks, pages, lambda work: work.views.orders(("accepted",), None, None, 1)]

    # --- faults ------------------------------------------------------------------------------

    async def _suffer(self, fault: Fault) -> None:
        await asyncio.sleep(fault.at)
        plug = self.plugs[fault.printer]
        match fault.kind:
            case "kill" | "power" | "restart":
                await self._fell_desk(fault)
            case "cable":
                plug.up = False
                await asyncio.sleep(fault.lasts)
                plug.up = True
            case "reset" if fault.commit:
                self.reset_at = self.commits + fault.commit
            case "reset":
                for wire in list(plug.wires):
                    wire.reset()
            case "printer-power":
                plug.power_off()
                await asyncio.sleep(fault.lasts)
                plug.power_on()
            case "disk":
                self.disk_full = True
                await asyncio.sleep(fault.lasts)
                self.disk_full = False
            case "control":
                await self._break_printer(plug, fault)

    async def _fell_desk(self, fault: Fault) -> None:
        if fault.kind == "restart" and self.desk is not None:
            desk = self.desk
            await self._ask_desk(lambda d: d.spool.stop())
            if self.desk is desk:
                self.kill_desk(delivered=True)
        elif fault.commit:
            self.deadly = (self.commits + fault.commit, fault.phase)
            await asyncio.sleep(fault.lasts)
            self.kill_desk(delivered=True)
        else:
            self.kill_desk(delivered=fault.kind == "kill")
        if self.rng.random() < 0.3:
            jump = self.rng.choice((-3600, 3600, -40, 86400 * 365))
            self.clock.jump += timedelta(seconds=jump)
            self.steady = self.steady and jump > 0
        await asyncio.sleep(fault.lasts / 5)
        if self.desk is None:
            self.start_desk()

    async def _break_printer(self, plug: Plug, fault: Fault) -> None:
        if fault.word in {"garble", "misattribute"}:
            setattr(plug.device.faults, fault.word, True)
        else:
            plug.command(fault.word)
        await asyncio.sleep(fault.lasts)
        plug.command("clear")

    # --- the run -----------------------------------------------------------------------------

    def run(self) -> list[str]:
        """Play the story; every broken invariant as a sentence."""
        asyncio.set_event_loop(None)
        handler = _Errors(self.broken)
        loggers = [logging.getLogger(name) for name in ("desk", "printers", "asyncio")]
        for logger in loggers:
            logger.addHandler(handler)
        try:
            self.outside.spawn(self.loop, self._play())
            self.loop.run_until_complete(self._end())
        except AssertionError as error:
            self.broken.append(f"stuck: {error}")
        finally:
            for logger in loggers:
                logger.removeHandler(handler)
        self.broken += [f"the loop reported {error}" for error in self.loop.errors]
        self._bury()
        return self.broken

    async def _play(self) -> None:
        story = self.story
        self.start_desk()
        tasks: list[Any] = [self._deliver(d.at, d.draft) for d in story.deliveries]
        tasks += [self._press(p.at, p.order, p.action) for p in story.presses]
        tasks += [self._suffer(fault) for fault in story.faults]
        tasks += [self._look_at_questions()]
        if story.curious:
            tasks.append(self._look_at_screen())
        self.tasks = [self.outside.spawn(self.loop, task) for task in tasks]

    async def _end(self) -> None:
        profiles = {rule.name: load_profile(rule.profile) for rule in self.story.shop.printers}
        fenced = {name for name, profile in profiles.items() if profile.fence == "clear"}
        blind = {name for name, profile in profiles.items() if profile.confirmation == "none"}
        await asyncio.sleep(CALM)
        self._heal()
        deadline = self.loop.time() + PATIENCE
        while self.loop.time() < deadline and not self._settled():
            await self.clock.sleep(2)
        self.broken += check(self.rows, self.paper, self.acked, fenced, blind, steady=self.steady)
        wanted = {(d.draft.source, d.draft.external_id) for d in self.story.deliveries}
        if missing := wanted - set(self.acked):
            self.broken.append(f"I12: senders still wait for {sorted(missing)}")

    def _heal(self) -> None:
        self.disk_full = False
        for plug in self.plugs.values():
            plug.up = True
            plug.power_on()
            plug.command("clear")
        if self.desk is None:
            self.start_desk()

    def _settled(self) -> bool:
        wanted = {(d.draft.source, d.draft.external_id) for d in self.story.deliveries}
        held = "state in ('queued', 'blocked') and not_before is not null"
        if not wanted <= set(self.acked):
            return False
        (open_jobs,) = self.rows.execute(
            "select count(*) from jobs where state not in"
            f" ('confirmed','unconfirmed','person-confirmed','cancelled') and not ({held})"
        ).fetchone()
        if open_jobs:
            return False
        # pre-orders wait for their time: let it come, so that they too must reach paper
        (waiting,) = self.rows.execute(f"select count(*) from jobs where {held}").fetchone()
        if waiting:
            self.clock.jump += timedelta(days=3)
            desk = self.desk
            if desk is not None:
                for name in self.plugs:
                    desk.spool.poke(name)
            return False
        return True

    def _bury(self) -> None:
        """End every coroutine here and now, so that none speaks its last words in another run."""
        self.over = True
        self.loop.set_exception_handler(lambda _loop, _context: None)
        hook, sys.unraisablehook = sys.unraisablehook, lambda _unraisable: None
        logging.disable()
        asyncio._set_running_loop(self.loop)
        try:
            for task in tuple(self.loop.tasks):
                task._log_destroy_pending = False  # type: ignore[attr-defined]
                with suppress(RuntimeError, StopIteration, DeskError, PrinterError):
                    task.get_coro().close()  # type: ignore[union-attr]
            self.loop._ready.clear()  # type: ignore[attr-defined]
            self.loop._scheduled.clear()  # type: ignore[attr-defined]
            self.loop.close()
            self.graves.clear()
            self.desk = None
            self.plugs.clear()
            self.loop.tasks.clear()
            gc.collect(0)
        finally:
            asyncio._set_running_loop(None)
            logging.disable(logging.NOTSET)
            sys.unraisablehook = hook


class _Errors(logging.Handler):
    """An error in the log is a broken promise too."""

    def __init__(self, broken: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._broken = broken

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            text += f" ({record.exc_info[1]!r})"
        self._broken.append(f"logged: {text}")
