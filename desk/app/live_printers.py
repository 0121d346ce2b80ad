"""Printers on a running desk: looked for in a thread of its own, written into desk.toml, taken into use anew."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from contextlib import aclosing, suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desk.app.engine import Engine
from desk.ui.shown import Shown

if TYPE_CHECKING:
    from desk.ui.printing.shown import FoundPrinter, PrinterEntry
    from printers import Found, Search

log = logging.getLogger("desk.app")

Ask = Callable[[Coroutine[object, object, None]], None]
Tell = Callable[[str, str], None]
TellUndo = Callable[[str, Callable[[], None]], None]


class LivePrinters:
    """The printers as the window's PrintersBackend."""

    def __init__(
        self,
        engine: Engine,
        shown: Shown,
        tell: Tell,
        tell_undo: TellUndo,
        ask: Ask,
        reopen: Callable[[], None],
    ) -> None:
        """`reopen` lets the desk begin anew with what desk.toml says, behind the same window."""
        self._engine = engine
        self._window = shown
        self._tell = tell
        self._tell_undo = tell_undo
        self._ask = ask
        self._reopen = reopen
        self._search: _Searching | None = None
        self._writing = asyncio.Lock()

    def search(self) -> None:
        """See PrintersBackend."""
        from printers import Search

        if self._search is not None:
            return
        shown = self._window.printing
        shown.set_found(())
        shown.set_progress(0, 0, searching=True)
        in_use = frozenset(rule.uri for rule in self._engine.shop.printers)
        self._search = _Searching(Search(scan="", in_use=in_use), self._found, self._progress, self._over)

    def end_search(self) -> None:
        """See PrintersBackend."""
        if self._search is not None:
            self._search.end()

    async def stop(self) -> None:
        """Look no further; its thread is over when this returns."""
        if self._search is not None:
            search = self._search
            search.end()
            await asyncio.to_thread(search.join)

    def _found(self, found: "list[Found]") -> None:
        from desk.ui.printing.shown import FoundPrinter

        used = {rule.uri: rule.name for rule in self._engine.shop.printers}

        def shown(each: "Found") -> "FoundPrinter":
            known = next((used[uri] for uri in (each.uri, *each.also) if uri in used), "")
            return FoundPrinter(each.key, each.title, each.uri, each.profile, each.refused, known)

        self._window.printing.set_found(tuple(map(shown, found)))

    def _progress(self, done: int, total: int) -> None:
        self._window.printing.set_progress(done, total, searching=True)

    def _over(self, why: str) -> None:
        self._search = None
        shown = self._window.printing
        shown.set_progress(shown.done, shown.total, searching=False)
        if why:
            words = QCoreApplication.translate("Desk", "没能找下去：{why}").format(why=why)
            self._tell(words, "warn")

    def add(self, entry: "PrinterEntry") -> None:
        """See PrintersBackend."""

        async def do() -> None:
            from desk.settings.printer_edits import add_printer

            async with self._writing:
                await asyncio.to_thread(add_printer, self._engine.settings.path, *entry)
            self._window.printing.added.emit(entry.name)
            words = QCoreApplication.translate("Desk", "打印机加好了，打一张测试页看看")
            self._tell(words, "good")
            self._reopen()

        self._ask(do())

    def remove(self, name: str) -> None:
        """See PrintersBackend."""

        async def do() -> None:
            from desk.settings.edits import read_text, write_text
            from desk.settings.printer_edits import remove_printer

            path = self._engine.settings.path
            async with self._writing:
                cards = await self._engine.printers()
                if any(card.name == name and card.backlog for card in cards):
                    words = QCoreApplication.translate("Desk", "还有小票在等这台打印机，打完再移除")
                    self._tell(words, "warn")
                    return
                before = await asyncio.to_thread(read_text, path)
                await asyncio.to_thread(remove_printer, path, name)
                after = await asyncio.to_thread(read_text, path)

            def back() -> None:
                # this desk has begun anew meanwhile; its file and the way to begin again are the same
                if read_text(path) == after:
                    write_text(path, before)
                    self._reopen()
                else:
                    words = QCoreApplication.translate("Desk", "设置又改过了，撤不回来，请重新添加")
                    self._tell(words, "warn")

            self._tell_undo(QCoreApplication.translate("Desk", "打印机移除了"), back)
            self._reopen()

        self._ask(do())


class _Searching:
    """One search under way, in a thread with a loop of its own: asking some hundred addresses would make the window slow.

    What it is given is called on the loop that made it.
    """

    def __init__(
        self,
        search: "Search",
        found: "Callable[[list[Found]], None]",
        progress: Callable[[int, int], None],
        over: Callable[[str], None],
    ) -> None:
        self._wanted = search
        self._home = asyncio.get_running_loop()
        self._told_found = found
        self._told_progress = progress
        self._told_over = over
        self._ended = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, name="find printers", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Come to an end soon."""
        self._ended = True
        if self._loop is not None and self._task is not None:
            with suppress(RuntimeError):  # it ended by itself just now
                self._loop.call_soon_threadsafe(self._task.cancel)

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def _run(self) -> None:
        why = ""
        try:
            asyncio.run(self._look())
        except asyncio.CancelledError:
            pass
        except Exception as error:  # whatever it is, the window must learn that the search is over
            log.exception("the search for printers failed")
            why = str(error) or type(error).__name__
        self._hand(partial(self._told_over, why))

    async def _look(self) -> None:
        from printers import Found, Progress, Withdrawn, discover

        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self._ended:
            return
        known: dict[str, Found] = {}
        async with aclosing(discover(self._wanted)) as updates:
            async for update in updates:
                match update:
                    case Found():
                        known[update.key] = update
                    case Withdrawn(key):
                        known.pop(key, None)
                    case Progress(done, total):
                        self._hand(partial(self._told_progress, done, total))
                        continue
                    case _:
                        continue
                self._hand(partial(self._told_found, list(known.values())))

    def _hand(self, call: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the window closed meanwhile
            self._home.call_soon_threadsafe(call)
