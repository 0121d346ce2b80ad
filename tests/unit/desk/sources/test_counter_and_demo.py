"""Orders typed in at the desk, scripted ones, and how sources are made from settings."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from desk.domain.orders import Action, Line, OrderDraft, PaymentMethod, PaymentState
from desk.domain.receipts import MalformedOrder, Receipt
from desk.domain.sales import Elsewhere
from desk.domain.shop import Shop
from desk.errors import ConfigFault, EnvironmentFault, Refused
from desk.settings import Rules, parse
from desk.sources import SourceParts, build_source
from desk.sources.base import CheckMemory, DeskSide, MessageBox
from desk.sources.counter import CounterSource
from desk.sources.demo import DemoSource, script
from desk.sources.order_document import parse_order
from desk.sources.webhook import WebhookSource

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
SHOP = Shop()


class Virtual:
    """A clock that jumps."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds
        await asyncio.sleep(0)


class Ids:
    def __init__(self) -> None:
        self.count = 0

    def order_id(self) -> str:
        self.count += 1
        return f"typed-{self.count}"


ENTRY = OrderDraft("", "", (Line("蛋糕", 1, 16800),), note="小红\ud800")


def test_a_typed_order_gets_an_id_and_a_change_the_next_version():
    source = CounterSource(Ids(), Virtual())
    draft, raw = source.draft(ENTRY)
    assert (draft.source, draft.external_id, draft.version, draft.placed_at) == ("counter", "typed-1", 1, NOW)
    assert draft.note == "小红?"
    assert parse_order(raw, "counter") == replace(draft, total=16800)
    changed, _ = source.draft(replace(draft, note="改"))
    assert (changed.external_id, changed.version, changed.note) == ("typed-1", 2, "改")
    assert source.draft(ENTRY)[0].external_id == "typed-2"
    for bad in (
        replace(ENTRY, lines=()),
        replace(ENTRY, lines=(Line(" ", 1),)),
        replace(ENTRY, lines=(Line("x", 0),)),
    ):
        with pytest.raises(MalformedOrder):
            source.draft(bad)


def test_a_typed_order_is_placed_once_the_desk_runs():
    async def whole() -> None:
        source = CounterSource(Ids(), Virtual())
        with pytest.raises(EnvironmentFault):
            await source.place(ENTRY)

        async def receive(draft: OrderDraft, raw: bytes) -> Receipt:
            assert raw
            return Receipt(draft.external_id, "C001", False)

        running = asyncio.create_task(source.run(receive))
        await asyncio.sleep(0)
        assert await source.place(ENTRY) == Receipt("typed-1", "C001", False)
        await source.stop()
        await running

    asyncio.run(whole())


def test_the_same_seed_gives_the_same_day():
    assert script(7, 30, SHOP) == script(7, 30, SHOP)
    assert script(7, 30, SHOP) != script(8, 30, SHOP)
    assert script(7, 0, SHOP) == []


@pytest.mark.parametrize("seed", range(20))
def test_a_script_shows_everything(seed: int):
    scenes = script(seed, 20, SHOP)
    orders = [s for s in scenes if s.what == "order"]
    assert len(orders) == len({s.content.external_id for s in orders}) == 20
    assert [s.at for s in scenes] == sorted(s.at for s in scenes)
    kinds = Counter(s.what for s in scenes)
    assert min(kinds["change"], kinds["cancel"], kinds["rush"]) >= 1
    states = {s.content.payment.state for s in orders}
    assert {PaymentState.PAID, PaymentState.UNPAID, PaymentState.PART_PAID} <= states
    assert any(s.content.payment.method is PaymentMethod.CASH_ON_DELIVERY for s in orders)
    assert any(s.due and s.due.days for s in orders)
    text = "".join(f"{s.content.note}{s.content.customer.nickname}{s.content.lines}" for s in orders)
    assert any(ord(c) > 0x1F000 for c in text)
    for scene in scenes:
        draft = scene.draft(NOW, SHOP)
        assert draft.adds_up
        assert draft.customer.phone.startswith("138001380") and len(draft.customer.phone) == 11
        assert draft.payment.state is not PaymentState.PAID or draft.payment.paid_amount >= draft.amount_due
        due = draft.fulfilment.due_at
        assert due is None or due > draft.placed_at
        if scene.due and scene.due.days:
            assert due.astimezone(SHOP.zone).date() > draft.placed_at.astimezone(SHOP.zone).date()


def test_changes_follow_their_order_with_the_next_version():
    scenes = script(3, 40, SHOP)
    first = {s.content.external_id: s for s in scenes if s.what == "order"}
    later = [s for s in scenes if s.what != "order"]
    assert later
    for scene in later:
        origin = first[scene.content.external_id]
        assert scene.at > origin.at
        if scene.what == "change":
            assert scene.content.version == 2
            assert scene.draft(NOW, SHOP).placed_at == origin.draft(NOW, SHOP).placed_at
            assert replace(scene.content, version=1) != origin.content


def test_the_demo_plays_its_script_and_ends():
    scenes = script(5, 12, SHOP)
    received: list[tuple[str, int]] = []
    acted: list[tuple[str, Action]] = []

    async def receive(draft: OrderDraft, raw: bytes) -> Receipt:
        assert parse_order(raw, "demo") == draft
        received.append((draft.external_id, draft.version))
        return Receipt(f"id-{draft.external_id}", "D001", False)

    async def act(order_id: str, action: Action, by: str, reason: str) -> None:
        assert by
        assert reason
        acted.append((order_id, action))
        raise Refused("Too late.")

    clock = Virtual()
    source = DemoSource(scenes, SHOP, clock, act, speed=2.0)
    asyncio.run(source.run(receive))
    assert len({name for name, _ in received}) == 12
    assert len(received) + len(acted) == len(scenes)
    assert {action for _, action in acted} == {Action.CANCEL, Action.RUSH}
    assert clock.passed == pytest.approx(scenes[-1].at / 2)
    assert source.health.state == "stopped"


def test_sources_are_made_from_settings():
    text = """
[[sources]]
kind = "webhook"
name = "website"
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
[[sources]]
kind = "counter"
name = "till"
[[sources]]
kind = "csv"
name = "csv"
[[sources]]
kind = "relay"
name = "wechat"
url = "http://127.0.0.1:8720"
[[sources]]
kind = "webhook"
name = "broken"
secret = "whsec_?"
"""
    settings = parse(text.encode(), Path("/shop"), {})
    parts = SourceParts(
        settings.shop,
        Virtual(),
        Ids(),
        cast("DeskSide", None),
        cast("MessageBox", None),
        print,
        cast("Callable[[str], Awaitable[Elsewhere]]", None),
        cast("Callable[[], Rules]", None),
        cast("CheckMemory", None),
        cast("Any", None),
        cast("Any", None),
    )
    website, till, table, relay = (build_source(source, parts) for source in settings.sources[:4])
    assert isinstance(website, WebhookSource)
    assert isinstance(till, CounterSource)
    assert (table.name, table.health.state) == ("csv", "stopped")
    assert (relay.kind, relay.health.state) == ("relay", "stopped")
    with pytest.raises(ConfigFault, match=r'"broken" in desk\.toml'):
        build_source(settings.source("broken"), parts)
