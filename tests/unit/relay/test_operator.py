"""What an operator is told: readiness in time and with its reason, numbers, and a log that no flood fills."""

import asyncio
import json
import logging
import re
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

import desk.relay.operator
from desk.domain.catalogue import Catalogue, Product
from desk.errors import EnvironmentFault
from desk.relay.complaints import Complaints, OncePerFault
from desk.relay.config import load_relay
from desk.relay.devices import new_code
from desk.relay.metrics import Histogram, Metrics
from desk.relay.protocol import ShopDescription, shop_json
from desk.relay.server import Relay
from desk.relay.store.opening import RelayStore, open_relay_store
from desk.relay.store.work import RelayWork
from desk.store.database import Hooks
from tests.e2e.relays import DeskSide
from tests.fakes.wechat_user import Account, WeChat

NOW = 1_795_000_000.0
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SHOP = ShopDescription("大C甜品", catalogue=Catalogue((Product("CR", "可颂", 1200, "面包"),)))


class Full(Hooks):
    """A disk that may be full."""

    full = False

    def before_commit(self) -> None:
        if self.full:
            raise EnvironmentFault("The disk is full. (/srv/relay.db)", "Free some space.")


@dataclass
class World:
    relay: Relay
    store: RelayStore
    client: httpx.AsyncClient
    wechat: WeChat
    disk: Full

    async def numbers(self) -> dict[str, float]:
        text = (await self.client.get("/metrics")).text
        assert all(re.fullmatch(r"#.*|[a-z_]+(\{[^{}]*\})? [0-9.]+", line) for line in text.splitlines()), (
            text
        )
        rows = (line.removeprefix("order_desk_relay_").rpartition(" ") for line in text.splitlines())
        return {name: float(value) for name, _, value in rows if not name.startswith("#")}


def run(
    tmp_path: Path, scene: Callable[[World], Awaitable[None]], now: Callable[[], float] = lambda: NOW
) -> None:
    config = tmp_path / "relay.toml"
    config.write_text(
        f'[[accounts]]\nid = "cake"\ntype = "personal"\nappid = "wx0cake"\ntoken = "tok"\naes_key = "{KEY}"\n'
    )

    async def whole() -> None:
        disk = Full()
        store = open_relay_store("relay.db", tmp_path, disk)
        try:
            at = datetime.fromtimestamp(NOW, UTC)
            await store.write(lambda work: work.feed.keep_snapshot(1, json.dumps(shop_json(SHOP)), at))
            relay = Relay(load_relay(config), store, now)
            transport = httpx.ASGITransport(relay.app())
            async with httpx.AsyncClient(transport=transport, base_url="http://relay") as client:
                wechat = WeChat(Account("wx0cake", "tok", KEY, "/wechat/cake"), client, now)
                await scene(World(relay, store, client, wechat, disk))
        finally:
            store.close()

    asyncio.run(whole())


def test_messages_are_counted_by_what_became_of_them(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        message = world.wechat.message("oAmy", "<MsgType>text</MsgType><Content>1</Content>")
        for _ in range(3):
            assert world.wechat.shown(message, await world.wechat.post(message))
        await world.wechat.deliver(world.wechat.event("oAmy", "unsubscribe"))
        await asyncio.gather(*(world.wechat.types(f"o{n}", "菜单") for n in range(20)))
        world.disk.full = True
        assert (await world.wechat.post(world.wechat.event("oAmy", "subscribe"))).status_code == 503
        world.disk.full = False
        found = await world.numbers()
        assert found['messages_total{outcome="answered"}'] == 21
        assert found['messages_total{outcome="repeated"}'] == 2
        assert found['messages_total{outcome="quiet"}'] == 1
        assert found['messages_total{outcome="failed"}'] == 1
        assert found["replies_total"] == 23
        assert found['request_seconds_count{route="callback"}'] == 25
        assert found['request_seconds_bucket{route="callback",le="+Inf"}'] == 25
        assert found["commit_group_size_sum"] >= 25
        assert found["commit_group_size_count"] < found["commit_group_size_sum"], "they shared commits"
        assert (found["feed_depth"], found["feed_oldest_seconds"], found["store_up"]) == (0, 0, 1)
        assert found["desks_connected"] == 0

    run(tmp_path, scene)


def test_refusals_are_counted_by_reason_and_a_flood_is_one_line_a_minute(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(world: World) -> None:
        for _ in range(200):
            answer = await world.client.post("/wechat/cake?timestamp=1&nonce=2", content=b"<xml></xml>")
            assert answer.status_code == 403
        for path in ("/wechat/nobody-1", "/wechat/nobody-2"):
            assert (await world.client.post(path)).status_code == 404
        assert (await world.client.post("/wechat/cake", content=bytes(2_000_000))).status_code == 413
        assert (await world.client.get("/v1/events")).status_code == 401
        found = await world.numbers()
        reasons = {name: count for name, count in found.items() if name.startswith("refused_total")}
        assert sum(reasons.values()) == 204, reasons
        assert reasons['refused_total{reason="unknown account"}'] == 2
        assert reasons['refused_total{reason="too large"}'] == 1
        assert reasons['refused_total{reason="unsigned"}'] == 1

    with caplog.at_level(logging.INFO, "desk.relay"):
        run(tmp_path, scene)
    said = [record.getMessage() for record in caplog.records if "refused" in record.getMessage()]
    assert len(said) == 4, said


def test_a_reason_is_said_again_after_a_minute_with_the_number_of_those_between(
    caplog: pytest.LogCaptureFixture,
) -> None:
    times = iter((0.0, 1.0, 59.0, 60.0, 61.0))
    complaints = Complaints(logging.getLogger("desk.relay"), lambda: next(times))
    with caplog.at_level(logging.INFO, "desk.relay"):
        for _ in range(5):
            complaints.say(logging.INFO, "appid", "callback of cake refused")
    assert [record.getMessage() for record in caplog.records] == [
        "callback of cake refused: appid",
        "callback of cake refused: appid (2 more since)",
    ]


def test_a_fault_s_stack_is_written_once_a_minute_for_each_place(caplog: pytest.LogCaptureFixture) -> None:
    times = iter((0.0, 1.0, 2.0, 61.0))
    log = logging.getLogger("test.faults")
    log.addFilter(OncePerFault(lambda: next(times)))

    def one() -> None:
        raise LookupError

    def other() -> None:
        raise LookupError

    for fails in (one, one, other, one):
        try:
            fails()
        except LookupError:
            log.exception("fault")
    log.error("no stack")
    log.error("no stack")
    assert len(caplog.records) == 3 + 2


def test_desks_and_what_waits_for_them_are_counted(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        desk = DeskSide(world.client)
        await desk.pair(await world.store.write(lambda work: new_code(work, datetime.now(UTC))))
        for text in ("1", "0", "2", "王小明 13800138000", "1", "0", "1", "1"):
            await world.wechat.types("oAmy", text)
        found = await world.numbers()
        assert (found["desks_connected"], found["feed_depth"]) == (0, 1)
        assert 0 <= found["feed_oldest_seconds"] < 60
        answer = await desk.ask("GET", "/v1/events")
        assert await desk.ask("GET", f"/v1/events?after={answer['next']}") == {"events": [], "next": 1}
        found = await world.numbers()
        assert (found["desks_connected"], found["feed_depth"]) == (1, 0)

    run(tmp_path, scene, time.time)


def test_ready_says_why_not_and_where_only_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.relay.operator, "READY_FOR", 0.0)

    async def scene(world: World) -> None:
        assert (await world.client.get("/ready")).text == "ready\n"
        world.disk.full = True
        answer = await world.client.get("/ready")
        assert (answer.status_code, answer.text) == (503, "not ready: The disk is full.\n")
        world.disk.full = False
        assert (await world.client.get("/ready")).status_code == 200
        world.relay.stop()
        answer = await world.client.get("/ready")
        assert (answer.status_code, answer.text) == (503, "not ready: it is stopping\n")
        assert (await world.client.get("/health")).status_code == 200

    run(tmp_path, scene)


def test_ready_and_metrics_answer_in_time_when_the_store_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.relay.operator, "READY_WITHIN", 0.2)
    monkeypatch.setattr(desk.relay.operator, "READY_FOR", 0.0)
    stuck, go_on = threading.Event(), threading.Event()
    probes = 0

    def sticks(_work: RelayWork) -> None:
        stuck.set()
        go_on.wait(20)

    async def scene(world: World) -> None:
        hangs = asyncio.create_task(world.store.write(sticks))
        await asyncio.to_thread(stuck.wait, 20)
        began = time.monotonic()
        for _ in range(5):
            answer = await world.client.get("/ready")
            assert answer.text == "not ready: the store does not answer within 0.2 seconds\n"
        found = await world.numbers()
        assert found["store_up"] == 0 and "feed_depth" not in found
        assert time.monotonic() - began < 10
        go_on.set()
        await hangs
        nonlocal probes
        probes = await world.store.write(lambda work: work.feed.count("ready"))

    try:
        run(tmp_path, scene)
    finally:
        go_on.set()
    assert probes == 2, "whoever asks while one question is open makes no more work"


def test_numbers_are_written_as_prometheus_reads_them() -> None:
    metrics = Metrics()
    metrics.refused['a "quoted"\\ reason'] = 3
    text = metrics.text({"feed_depth": 12})
    assert 'order_desk_relay_refused_total{reason="a \\"quoted\\"\\\\ reason"} 3\n' in text
    assert "# TYPE order_desk_relay_feed_depth gauge\norder_desk_relay_feed_depth 12\n" in text
    histogram = Histogram((0.1, 1.0))
    for value in (0.1, 0.5, 7.0):
        histogram.add(value)
    assert list(histogram.lines("x", {})) == [
        'order_desk_relay_x_bucket{le="0.1"} 1',
        'order_desk_relay_x_bucket{le="1"} 2',
        'order_desk_relay_x_bucket{le="+Inf"} 3',
        "order_desk_relay_x_sum 7.6",
        "order_desk_relay_x_count 3",
    ]
