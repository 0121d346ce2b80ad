"""The WeChat page on a running desk: pairs, parts, and shows how the relays and their accounts stand."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from desk.app.engine import Engine
from desk.app.live_inbox import Ask
from desk.app.pairing import PairingFault, pair_with_relay, unpair
from desk.domain.wechat import RelayCard, WeChatAccount
from desk.errors import DeskError
from desk.settings import load
from desk.sources.base import Commanded, OrderSource
from desk.sources.relay_line import LineFault
from desk.ui.wechat.shown import WeChatShown


class LiveWeChat:
    """The relays as the window's WeChatBackend."""

    def __init__(self, engine: Engine, shown: WeChatShown, ask: Ask) -> None:
        self._engine = engine
        self._shown = shown
        self._ask = ask
        self._accounts: dict[str, Sequence[WeChatAccount]] = {}
        self._untold: dict[str, str] = {}
        self._asking: set[str] = set()

    def show(self) -> None:
        """Bring the page up to date; accounts that are not known yet are asked for once the line stands."""
        cards: list[RelayCard] = []
        for settings in self._engine.settings.sources:
            source = self._engine.sources.by_name.get(settings.name)
            if settings.kind == "relay" and source is not None:
                cards.append(self._card(source, str(settings.options.get("url", ""))))
        self._shown.set_relays(cards)

    def changed(self, names: frozenset[str]) -> None:
        """Sources do otherwise than before."""
        for name in names:
            source = self._engine.sources.by_name.get(name)
            if source is None or source.health.state == "starting":
                self._accounts.pop(name, None)
            elif source.health.state == "running" and name not in self._accounts:
                self._ask(self._fetch(name))
        self.show()

    def refresh(self) -> None:
        """See WeChatBackend."""
        self.show()
        for name, source in self._engine.sources.by_name.items():
            if source.kind == "relay" and source.health.state == "running":
                self._ask(self._fetch(name))

    def pair(self, url: str, code: str) -> None:
        """See WeChatBackend."""
        self._ask(self._pair(url, code))

    def unpair(self, name: str) -> None:
        """See WeChatBackend."""
        self._ask(self._unpair(name))

    def _card(self, source: OrderSource, url: str) -> RelayCard:
        health = source.health
        since = None if health.since is None else health.since.timestamp()
        known = self._accounts.get(source.name)
        accounts = None if known is None else tuple(known)
        reason = health.reason or ("" if accounts else self._untold.get(source.name, ""))
        return RelayCard(source.name, url, health.state, reason, since, accounts)

    async def _fetch(self, name: str) -> None:
        from desk.sources.relay import RelaySource

        source = self._engine.sources.by_name.get(name)
        if name in self._asking or not isinstance(source, RelaySource):
            return
        self._asking.add(name)
        try:
            self._accounts[name] = await source.accounts()
            self._untold.pop(name, None)
        except LineFault as fault:  # asked again when the line stands again, or the page is opened
            self._untold[name] = fault.reason
        finally:
            self._asking.discard(name)
        self.show()

    async def _pair(self, url: str, code: str) -> None:
        engine, data = self._engine, self._engine.settings.data_dir
        try:
            settings = await asyncio.to_thread(load, data)
            name = await asyncio.to_thread(pair_with_relay, settings, url, code)
            self._accounts.pop(name, None)
            await engine.sources.use(await asyncio.to_thread(load, data), name)
        except PairingFault as fault:
            self._shown.set_pairing(fault.reason)
        except DeskError:
            self._shown.set_pairing("")
            raise
        else:
            self._shown.set_pairing("done")
        self.show()

    async def _unpair(self, name: str) -> None:
        data = self._engine.settings.data_dir
        source = self._engine.sources.by_name.get(name)
        if isinstance(source, Commanded):
            with suppress(DeskError):  # a relay that is gone for good must not keep its desk
                await source.command({"kind": "unpair"}, f"unpair {name}")
        settings = await asyncio.to_thread(load, data)
        await asyncio.to_thread(unpair, settings, name)
        await self._engine.sources.use(await asyncio.to_thread(load, data), name)
        self.show()
