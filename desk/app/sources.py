"""The sources of a running desk: each in a task of its own, added and taken away while the desk runs."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.domain.checks import SourceCard
from desk.domain.events import Changes
from desk.domain.trading import Trading
from desk.errors import EnvironmentFault
from desk.settings import LiveRules, Settings, SourceSettings
from desk.sources import OrderSource, SourceParts, build_source
from desk.sources.base import Commanded

if TYPE_CHECKING:
    from desk.app.engine import Engine


_log = logging.getLogger("desk.sources")


class Sources:
    """Runs them for one engine. `by_name` is always what runs now."""

    def __init__(self, engine: "Engine", changed: Callable[[Changes], None]) -> None:
        """`changed` is told which source does otherwise than before."""
        self.by_name: dict[str, OrderSource] = {}
        self._engine = engine
        self._changed = changed
        self._tasks: dict[str, asyncio.Task[None]] = {}
        #: The rules of trading as they are now.
        self.rules = LiveRules(engine.settings)

    def run(self, source: SourceSettings) -> None:
        """Begin with a source. Raises ConfigFault for settings that are none."""
        engine = self._engine
        parts = SourceParts(
            engine.shop, engine.clock, engine.ids, engine, engine.inbox, self._tell, engine.stock.elsewhere,
            self.rules.now, engine.checks, self.command, self._pushed,
            engine.settings.data_dir / "pictures",
        )  # fmt: skip
        made = self.by_name[source.name] = build_source(source, parts)
        run = made.run(engine.receive)
        self._tasks[source.name] = asyncio.get_running_loop().create_task(run, name=f"source {source.name}")

    async def use(self, settings: Settings, name: str) -> None:
        """Begin with the source of that name as `settings` have it, in place of one that runs under it; without
        one there, only let it go. What else the settings say counts after the next start.
        """
        await self._drop(name)
        engine = self._engine
        engine.settings = replace(engine.settings, sources=settings.sources)
        engine.shop = replace(engine.shop, sources=settings.shop.sources)
        engine.intake.use(engine.shop)
        for source in settings.sources:
            if source.name == name:
                self.run(source)
        self._tell(name)

    async def _drop(self, name: str) -> None:
        self.by_name.pop(name, None)
        task = self._tasks.pop(name, None)
        if task is not None:
            await ended(task)

    def _tell(self, name: str) -> None:
        self._changed(Changes(sources=frozenset({name})))

    def _pushed(self, name: str, event: bytes) -> None:
        """WeChat told of an order in a store; nobody here may know the store yet."""
        from desk.sources.weixin_store import WeixinStoreSource

        source = self.by_name.get(name)
        if isinstance(source, WeixinStoreSource):
            source.pushed(event)
        else:
            _log.error("the relay has orders for a store %s, which is not in desk.toml", name)

    async def trade_by(self, trading: Trading) -> None:
        """Write these rules into desk.toml; they hold from now on. Raises EnvironmentFault or ConfigFault."""
        from desk.settings.trading_edits import write_trading

        engine = self._engine
        await asyncio.to_thread(write_trading, engine.settings.path, trading, engine.shop.currency)
        self._changed(Changes(shop=True))

    def checking(self) -> list[SourceCard]:
        """The sources that compare what their shop system lists with what the desk holds."""
        return [_card(source) for source in self.by_name.values() if source.health.every]

    async def stop(self) -> None:
        """Let all of them go."""
        for name in list(self._tasks):
            await ended(self._tasks.pop(name))

    async def command(self, name: str, value: Mapping[str, object], key: str) -> Mapping[str, Any]:
        """Let a source's other side do something (desk.sources.base.Commanded)."""
        source = self.by_name.get(name)
        if not isinstance(source, Commanded):
            raise EnvironmentFault(f"The source {name} is not there any more.", "Pair the desk again.")
        return await source.command(value, key)


def _card(source: OrderSource) -> SourceCard:
    health = source.health
    at = None if health.checked_at is None else health.checked_at.timestamp()
    return SourceCard(
        source.name, source.kind, health.state, health.reason, health.detail, at, health.missing, health.every,
        health.lacks,
    )  # fmt: skip


async def ended(task: "asyncio.Task[None]") -> None:
    """Cancel a task and wait for its end. Raises what it ended with, if anything."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
