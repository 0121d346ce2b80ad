"""The desk behind its window: Qt's loop runs both, and both end together and in order."""

import asyncio
import gc
import logging
import os
from collections.abc import AsyncGenerator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

import qasync  # isort: skip - after PySide6, whose binding it takes

from desk.app.bridge import Bridge
from desk.app.faults import sentence
from desk.app.first_look import WINDOW_FILE, FirstLook, read_first_look, settings_stamp, write_first_look
from desk.app.signals import EndSignals
from desk.errors import DeskError
from desk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from desk.app.engine import Engine
    from desk.app.paper import Paper
    from desk.domain.ports import Clock
    from desk.domain.shop import Shop
    from desk.settings import Settings

log = logging.getLogger("desk.app")

#: What the desk consists of; imported in a thread, so that the window answers meanwhile.
_MACHINERY = ("desk.app.engine", "desk.settings", "desk.app.paper", "desk.log")
#: A desk that takes longer than so many seconds to close says why.
_SOON = 0.3


class Opening(NamedTuple):
    """Which shop is opened behind the window. `settings` is entered before anything else and left last; it may
    add simulated printers to the paper. `beside` runs beside the engine until the window closes. `person` is
    whose name stands beside what the buttons do. `again` says that the shop may be closed and opened anew behind the
    same window, which is how changed settings come to hold.
    """

    settings: "Callable[[Paper], AbstractAsyncContextManager[Settings]]"
    clock: "Clock | None" = None
    beside: "Callable[[Engine], Coroutine[object, object, None]] | None" = None
    person: str = "店主"
    again: bool = False


def shop_of_folder(data: Path, look: FirstLook) -> Opening:
    """The shop of a data folder."""

    @asynccontextmanager
    async def settings(paper: "Paper") -> "AsyncGenerator[Settings]":
        from desk.log import set_up_logging
        from desk.settings import config_path, load, write_default

        await asyncio.to_thread(write_default, config_path(data))
        set_up_logging(data)
        found = await asyncio.to_thread(load, data)
        await asyncio.to_thread(_remember, data, look, found.shop)
        await paper.place(found.shop)
        try:
            yield found
        finally:
            await paper.stop()

    return Opening(settings, again=True)


def _remember(data: Path, look: FirstLook, shop: "Shop") -> None:
    """Keep what the next start's first picture needs of the settings."""
    now = look._replace(
        shop=shop.name,
        zone=shop.timezone,
        currency=shop.currency,
        shop_language=shop.language,
        stamp=settings_stamp(data),
    )
    if now != read_first_look(data) or not (data / WINDOW_FILE).exists():
        write_first_look(data, now)


def run_desktop(app: QApplication, window: MainWindow, bridge: Bridge, opening: Callable[[], Opening]) -> int:
    """Run the shop behind the window until the window is closed; 0, or 2 when it could not be opened."""

    def make_loop() -> asyncio.AbstractEventLoop:
        loop = qasync.QEventLoop(app)
        threads = ThreadPoolExecutor(4, thread_name_prefix="desk")
        loop.set_default_executor(threads)  # pyright: ignore[reportUnknownMemberType] - qasync is untyped here
        return loop

    with asyncio.Runner(loop_factory=make_loop) as runner:
        return runner.run(_Desktop(window, bridge).run(opening))


class _Desktop:
    """One life of the desk behind its window."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        self._window = window
        self._bridge = bridge
        self._anew = asyncio.Event()

    async def run(self, opening: Callable[[], Opening]) -> int:
        """Open, wait until the window is closed, close."""
        closed = asyncio.Event()
        self._window.closing.connect(closed.set)
        with EndSignals(closed.set):
            code = await self._until(closed, opening)
        self._window.closing.disconnect(closed.set)
        self._window.let_close()
        return code

    async def _until(self, closed: asyncio.Event, opening: Callable[[], Opening]) -> int:
        code = await self._life(closed, opening)
        while self._anew.is_set() and not closed.is_set():
            self._anew.clear()
            code = await self._life(closed, opening)
        return code

    async def _life(self, closed: asyncio.Event, opening: Callable[[], Opening]) -> int:
        """The desk from its opening until the window is closed or the desk is to begin anew."""
        from desk.ui.application import finish_application

        stack = AsyncExitStack()
        code = 0
        try:
            await asyncio.to_thread(lambda: [import_module(name) for name in _MACHINERY])
            finish_application(self._window.language)
            await self._open(stack, opening())
        except DeskError as fault:
            code = self._could_not_open(fault)
        except Exception as fault:
            log.exception("the desk did not start")
            code = self._could_not_open(fault)
        gc.freeze()  # what was loaded stays; looking through it would stop the window for 50 ms now and then
        gc.enable()
        await _either(closed, self._anew)
        self._bridge.connect(None)
        words = QCoreApplication.translate("Desk", "正在收尾：打完手上这张小票就关。")
        if not closed.is_set():
            words = QCoreApplication.translate("Desk", "打完手上这张小票，就用新的设置。")
        later = asyncio.get_running_loop().call_later(
            _SOON, self._window.set_banner, "closing", words, "warn"
        )
        await stack.aclose()
        later.cancel()
        self._window.set_banner("closing", "")
        return code

    def _begin_anew(self, opening: Opening) -> None:
        """Let changed settings hold; where that cannot be done, say when they will."""
        if opening.again:
            self._anew.set()
        else:
            self._window.tell(QCoreApplication.translate("Desk", "写好了，关掉小票台再打开就生效"), "warn")

    async def _open(self, stack: AsyncExitStack, opening: Opening) -> None:
        from desk.app.engine import Engine
        from desk.app.live import LiveDesk
        from desk.app.one_window import Door
        from desk.app.paper import Paper

        paper = Paper()
        settings = await stack.enter_async_context(opening.settings(paper))
        engine = await stack.enter_async_context(Engine(settings, clock=opening.clock))
        live = LiveDesk(engine, self._window, paper, opening.person, partial(self._begin_anew, opening))
        stack.push_async_callback(live.stop)
        self._bridge.connect(live)
        await live.start()
        await stack.enter_async_context(Door(settings.data_dir, self._come_forward))
        if os.environ.get("DESK_BENCH") == "ready":
            await _printers_polled(engine)
            os._exit(0)
        if opening.beside is not None:
            beside = asyncio.get_running_loop().create_task(opening.beside(engine), name="beside")
            stack.push_async_callback(_end, beside)

    def _come_forward(self) -> None:
        """Somebody started the desk again, or looks for its window."""
        window = self._window
        window.setWindowState(
            (window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
        )
        window.show()
        window.raise_()
        window.activateWindow()

    def _could_not_open(self, fault: Exception) -> int:
        why = sentence(fault)
        log.error("%s", why)
        words = QCoreApplication.translate("Desk", "小票台没有开起来：{why}").format(why=why)
        self._window.set_banner("start", words)
        self._bridge.failed()
        return 2


async def _either(*events: asyncio.Event) -> None:
    """Until one of them is set."""
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for each in waiting:
        each.cancel()


async def _end(task: "asyncio.Task[None]") -> None:
    task.cancel()
    done, _ = await asyncio.wait((task,))
    for each in done:
        if not each.cancelled() and (error := each.exception()) is not None:
            log.error("what ran beside the desk failed", exc_info=error)


async def _printers_polled(engine: "Engine") -> None:
    """Until each printer was reached, or was found to be out of reach."""
    for worker in engine.spool.workers.values():
        while not (worker.can_print or worker.down_for() > 0):  # noqa: ASYNC110 - nobody tells of the first look
            await asyncio.sleep(0.002)
