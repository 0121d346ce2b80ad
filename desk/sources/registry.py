"""Which kinds of source this desk can run, and how each is made from its settings."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk.domain.ports import Clock, Ids
from desk.domain.sales import Elsewhere
from desk.domain.shop import Shop
from desk.settings import Rules, SourceSettings
from desk.sources.base import CheckMemory, DeskSide, MessageBox, OrderSource, Receive, SourceHealth
from desk.sources.counter import CounterSource
from desk.sources.webhook import WebhookSource

_log = logging.getLogger("desk.sources")


@dataclass(frozen=True, slots=True)
class SourceParts:
    """What sources are made from beside their settings. `changed` hears the name of one whose health changed;
    `rules` gives the rules of trading as they are now; `command` lets the other side of the source of a name do
    something; `pushed` hands the source of a name what WeChat told of it; `elsewhere` tells what was ordered and did not come from the source of that name.
    """

    shop: Shop
    clock: Clock
    ids: Ids
    desk: DeskSide
    box: MessageBox
    changed: Callable[[str], None]
    elsewhere: Callable[[str], Awaitable[Elsewhere]]
    rules: Callable[[], Rules]
    checks: CheckMemory
    command: Callable[[str, Mapping[str, object], str], Awaitable[Mapping[str, Any]]]
    pushed: Callable[[str, bytes], None]
    pictures: Path | None = None


class NamedSource:
    """A source that only stands in desk.toml: its rules count, but nothing runs for it here."""

    def __init__(self, name: str, kind: str, health: SourceHealth) -> None:
        self.name = name
        self.kind = kind
        self.health = health
        self._stopped = asyncio.Event()

    async def run(self, receive: Receive) -> None:
        """Wait until stopped."""
        del receive
        await self._stopped.wait()

    async def stop(self) -> None:
        """Let `run` return."""
        self._stopped.set()


def _webhook(source: SourceSettings, parts: SourceParts) -> OrderSource:
    return WebhookSource(source.name, source.secret.reveal(), parts.clock, parts.shop.currency)


def _counter(source: SourceSettings, parts: SourceParts) -> OrderSource:
    return CounterSource(parts.ids, parts.clock, source.name)


def _relay(source: SourceSettings, parts: SourceParts) -> OrderSource:
    from desk.relay.protocol import ShopDescription
    from desk.sources.relay import RelaySource
    from desk.sources.relay_line import Signer
    from desk.sources.relay_pictures import Pictures

    def describe() -> ShopDescription:
        rules = parts.rules()
        return ShopDescription(
            name=parts.shop.name,
            currency=parts.shop.currency,
            language=parts.shop.language,
            timezone=parts.shop.timezone,
            trading=rules.trading.at(parts.clock.now()),
            texts=rules.texts,
            keywords=rules.keywords,
            payments=rules.paying.methods,
            deposit_percent=rules.paying.deposit_percent,
            deposit_for=rules.paying.deposit_for,
            auto_accept=source.rule.auto_accept is True,
        )

    def signer() -> Signer:
        return Signer(source.secret.reveal(), parts.clock)

    return RelaySource(
        source.name, str(source.options.get("url", "")), signer, parts.desk, parts.box, parts.changed, describe,
        lambda: parts.elsewhere(source.name), parts.clock, parts.shop.currency, pushed=parts.pushed,
        pictures=None if parts.pictures is None else Pictures(parts.pictures),
    )  # fmt: skip


def _woocommerce(source: SourceSettings, parts: SourceParts) -> OrderSource:
    from desk.sources.woocommerce import WooCommerceSource

    def held(key: str) -> str:
        return source.options[key].reveal() if key in source.options else ""

    return WooCommerceSource(
        source.name, parts.desk, parts.checks, parts.clock, parts.changed,
        url=source.options.get("url", ""), key=held("key"), secret=source.secret.reveal(),
        webhook_secret=held("webhook_secret"), every=source.options["every"], currency=parts.shop.currency,
    )  # fmt: skip


def _shopify(source: SourceSettings, parts: SourceParts) -> OrderSource:
    from desk.sources.shopify import ShopifySource

    options = source.options
    return ShopifySource(
        source.name, parts.desk, parts.checks, parts.clock, parts.changed,
        secret=source.secret.reveal(), url=options.get("url", ""),
        token=options["token"].reveal() if "token" in options else "", api_version=options["api_version"],
        every=options["every"], currency=parts.shop.currency,
    )  # fmt: skip


def _weixin_store(source: SourceSettings, parts: SourceParts) -> OrderSource:
    from desk.sources.weixin_store import WeixinStoreSource

    def ask(value: Mapping[str, object], key: str) -> Awaitable[Mapping[str, Any]]:
        return parts.command(source.options["relay"], value, key)

    return WeixinStoreSource(
        source.name, ask, parts.desk, parts.checks, parts.clock, parts.changed, every=source.options["every"]
    )


def _by_command(source: SourceSettings, parts: SourceParts) -> OrderSource:
    """`desk import csv` and `desk demo` run these; the table in desk.toml gives their rules."""
    del parts
    return NamedSource(source.name, source.kind, SourceHealth())


FACTORIES: dict[str, Callable[[SourceSettings, SourceParts], OrderSource]] = {
    "webhook": _webhook,
    "relay": _relay,
    "woocommerce": _woocommerce,
    "shopify": _shopify,
    "weixin-store": _weixin_store,
    "counter": _counter,
    "csv": _by_command,
    "demo": _by_command,
}


def build_source(source: SourceSettings, parts: SourceParts) -> OrderSource:
    """The source of these settings. A kind this version cannot run is named in the log and by its health.

    Raises ConfigFault for a secret that is none.
    """
    factory = FACTORIES.get(source.kind)
    if factory is None:
        sentence = f"This version cannot run sources of the kind {source.kind}."
        _log.warning("source %s: %s", source.name, sentence)
        return NamedSource(source.name, source.kind, SourceHealth("trouble", sentence))
    return factory(source, parts)
