"""Which kinds of source this desk can run, and how each is made from its settings."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from desk.domain.ports import Clock, Ids
from desk.domain.shop import Shop
from desk.settings import Settings, SourceSettings
from desk.sources.base import OrderSource
from desk.sources.counter import CounterSource
from desk.sources.webhook import WebhookSource

_log = logging.getLogger("desk.sources")


@dataclass(frozen=True, slots=True)
class SourceParts:
    """What sources are made from beside their settings."""

    shop: Shop
    clock: Clock
    ids: Ids


def _webhook(settings: SourceSettings, parts: SourceParts) -> OrderSource:
    return WebhookSource(settings.name, settings.secret.reveal(), parts.clock, parts.shop.currency)


def _counter(settings: SourceSettings, parts: SourceParts) -> OrderSource:
    return CounterSource(parts.ids, parts.clock, settings.name)


FACTORIES: dict[str, Callable[[SourceSettings, SourceParts], OrderSource]] = {
    "webhook": _webhook,
    "counter": _counter,
}
#: Kinds that a command runs (`desk import csv`, `desk demo`); a table in desk.toml only gives their rules.
BY_COMMAND = frozenset({"csv", "demo"})


def make_sources(settings: Settings, parts: SourceParts) -> list[OrderSource]:
    """The configured sources that run with the desk, and always a counter. A kind this version cannot run
    is named in the log and left out. Raises ConfigFault for a secret that is none.
    """
    sources: list[OrderSource] = []
    for source in settings.sources:
        factory = FACTORIES.get(source.kind)
        if factory is not None:
            sources.append(factory(source, parts))
        elif source.kind not in BY_COMMAND:
            _log.warning("source %s: this version cannot run the kind %s", source.name, source.kind)
    if not any(source.kind == "counter" for source in sources):
        sources.append(CounterSource(parts.ids, parts.clock))
    return sources
