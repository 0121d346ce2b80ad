"""Relays on one database, and what customers say to them."""

import asyncio
import itertools
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from desk.domain.catalogue import Catalogue, Product
from desk.relay.chat import Shopfront, answer
from desk.relay.protocol import ShopDescription, shop_json
from desk.relay.store.opening import RelayStore, open_relay_store
from desk.relay.store.work import RelayWork
from desk.relay.wechat.messages import Incoming

T = TypeVar("T")

NOON = datetime(2026, 11, 27, 4, tzinfo=UTC)
SHOP = ShopDescription(
    "大C甜品", catalogue=Catalogue((Product("CR", "可颂", 1200, "面包"),)), auto_accept=True
)
_KEYS = itertools.count(1)


def later(seconds: float) -> datetime:
    """That many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def says(openid: str, text: str, key: str = "") -> Incoming:
    """A text message; two with the same key are one that is delivered again."""
    return Incoming("text", openid, "gh_cake", key or f"m{next(_KEYS)}", text)


@dataclass
class Relay:
    """A relay without its HTTP side."""

    store: RelayStore
    front: Shopfront = field(default_factory=Shopfront)

    async def hears(self, message: Incoming, now: datetime = NOON) -> str:
        """A delivered message; the reply."""
        reply = await self.store.write(lambda work: answer(work, self.front, "cake", message, now))
        return reply.text

    async def dialogue(self, openid: str, *texts: str) -> list[str]:
        """One text after the other; the replies."""
        return [await self.hears(says(openid, text)) for text in texts]

    async def feed(self, after: int = 0) -> list[int]:
        """The numbers that follow a cursor."""
        return [entry.seq for entry in await self.store.read(lambda work: work.feed.after(after, 10_000))]


@dataclass
class Database:
    """One database and the relays that open it."""

    url: str
    folder: Path
    opened: list[RelayStore] = field(default_factory=list[RelayStore])

    def relay(self) -> Relay:
        """Another relay, which knows the shop."""
        relay = Relay(open_relay_store(self.url, self.folder))
        self.opened.append(relay.store)
        write(relay, lambda work: work.feed.keep_snapshot(1, json.dumps(shop_json(SHOP)), NOON))
        return relay

    def close(self) -> None:
        """Close all of them."""
        for store in self.opened:
            store.close()


def write(relay: Relay, op: Callable[[RelayWork], T]) -> T:
    """One writing operation."""
    return asyncio.run(relay.store.write(op))


def read(relay: Relay, op: Callable[[RelayWork], T]) -> T:
    """One reading operation."""
    return asyncio.run(relay.store.read(op))


def scene(story: Coroutine[Any, Any, T]) -> T:
    """Run what happens."""
    return asyncio.run(story)
