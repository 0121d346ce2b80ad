"""The page of opening hours on a running desk: writes the rules into desk.toml, from where they hold at once."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desk.app.engine import Engine
from desk.domain.trading import Trading
from desk.ui.shown import Shown

if TYPE_CHECKING:
    from desk.ui.hours.shown import HoursEntry, HoursShown

#: Hands work to the loop; what goes wrong in it is told to the person.
Ask = Callable[[Coroutine[object, object, None]], None]
#: Shows a passing message with a button that takes what was done back.
TellUndo = Callable[[str, Callable[[], None]], None]
#: What changes the rules.
Change = Callable[[Trading], Trading]


class LiveHours:
    """The rules as the window's HoursBackend."""

    def __init__(self, engine: Engine, shown: Shown, tell_undo: TellUndo, ask: Ask) -> None:
        self._engine = engine
        self._window = shown
        self._tell_undo = tell_undo
        self._ask = ask
        self._writing = asyncio.Lock()

    def look(self) -> None:
        """Time went by, or the rules changed: what is shown follows, on every page that orders are not taken."""
        trading, now = self._now()
        zone = self._engine.shop.zone
        text = ""
        if trading.paused:
            text = QCoreApplication.translate("Desk", "暂停接单：{text}").format(text=trading.paused)
            if trading.paused_until is not None:
                from desk.ui.hours.words import moment_word

                until = moment_word(trading.paused_until, now, zone)
                text = QCoreApplication.translate("Desk", "{text}（到 {time}）").format(text=text, time=until)
        if self._window.banners.get("paused", ("", ""))[0] != text:
            self._window.set_banner("paused", text, "warn")
        if text or self._shown_now is not None:
            self._ask(self._show())

    @property
    def _shown_now(self) -> "HoursShown | None":
        """The page, while somebody looks."""
        return self._window.hours if self._window.has_hours and self._window.hours.watched else None

    async def _show(self) -> None:
        if self._shown_now is not None:
            catalogue = await self._engine.catalogue()
            kinds = list(
                dict.fromkeys(product.category for product in catalogue.products if product.category)
            )
            self._window.hours.set_trading(self._now()[0], kinds, self._engine.shop.zone)

    def _now(self) -> tuple[Trading, datetime]:
        now = self._engine.clock.now()
        return self._engine.sources.rules.now().trading.at(now), now

    async def _change(self, change: Change) -> Trading:
        """Let other rules hold; what held before."""
        async with self._writing:  # a change that was asked for meanwhile begins with this one's outcome
            before = self._now()[0]
            after = change(before)
            if after != before:
                await self._engine.sources.trade_by(after)
        self.look()
        await self._show()
        return before

    def refresh(self) -> None:
        """See HoursBackend."""
        self._ask(self._show())

    def save(self, entry: "HoursEntry") -> None:
        """See HoursBackend."""

        from desk.ui.hours.shown import HoursEntry

        async def do() -> None:
            before = await self._change(
                lambda now: replace(now, hours=entry.hours, slots=entry.slots, areas=entry.areas)
            )
            self._window.hours.saved.emit()
            old = HoursEntry(before.hours, before.slots, before.areas)
            text = QCoreApplication.translate("Desk", "存好了，从现在起按新的来")
            self._tell_undo(text, lambda: self.save(old))

        self._ask(do())

    def pause(self, text: str, minutes: int | None) -> None:
        """See HoursBackend."""

        async def do() -> None:
            until = self._until(minutes)
            await self._change(lambda now: replace(now, paused=text, paused_until=until))
            words = QCoreApplication.translate("Desk", "暂停接单了，微信里马上就看得到")
            self._tell_undo(words, self.resume)

        self._ask(do())

    def resume(self) -> None:
        """See HoursBackend."""

        async def do() -> None:
            before = await self._change(lambda now: replace(now, paused="", paused_until=None))
            if before.paused:
                words = QCoreApplication.translate("Desk", "又接单了")
                self._tell_undo(words, lambda: self._ask(self._put_pause(before)))

        self._ask(do())

    async def _put_pause(self, before: Trading) -> None:
        await self._change(lambda now: replace(now, paused=before.paused, paused_until=before.paused_until))

    def busy(self, extra: int, minutes: int | None) -> None:
        """See HoursBackend."""

        async def do() -> None:
            until = self._until(minutes)
            await self._change(lambda now: replace(now, busy_minutes=extra, busy_until=until))
            words = QCoreApplication.translate("Desk", "从现在起每单多等 {n} 分钟").format(n=extra)
            self._tell_undo(words, self.calm)

        self._ask(do())

    def calm(self) -> None:
        """See HoursBackend."""

        async def do() -> None:
            await self._change(lambda now: replace(now, busy_minutes=0, busy_until=None))

        self._ask(do())

    def _until(self, minutes: int | None) -> datetime | None:
        """So long from now, in the shop's own time; 0 is the end of the day."""
        if minutes is None:
            return None
        local = self._engine.clock.now().astimezone(self._engine.shop.zone).replace(microsecond=0)
        if minutes:
            return local + timedelta(minutes=minutes)
        return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0)
