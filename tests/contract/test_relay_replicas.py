"""Several relays on one PostgreSQL: what holds in one relay holds across them."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest
from relay_samples import NOON, Database, Relay, says, scene, write

import desk.relay.store.shared as shared_store
from desk.errors import EnvironmentFault
from desk.relay.store.opening import open_relay_store
from desk.relay.store.work import RelayWork

pytestmark = pytest.mark.postgres
CHECKOUT = ("1", "0", "2", "王小明 13800138000", "1", "0", "1")


@pytest.fixture
def pair(shared: Database) -> tuple[Relay, Relay]:
    return shared.relay(), shared.relay()


def ask(shared: Database, sql: str) -> list[tuple[object, ...]]:
    """A question to the server beside the relays."""
    import psycopg

    with psycopg.connect(shared.url.replace("+psycopg", ""), autocommit=True) as server:
        return server.execute(sql).fetchall()


def await_rows(shared: Database, sql: str, count: int) -> None:
    """Until the server's answer has so many rows."""
    until = time.monotonic() + 20
    while len(found := ask(shared, sql)) != count:
        assert time.monotonic() < until, found
        time.sleep(0.02)


WAITING = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
OTHERS = """SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""


def test_two_relays_at_once_lose_no_line_of_one_customers_cart(pair: tuple[Relay, Relay]) -> None:
    async def story() -> str:
        await asyncio.gather(*(relay.hears(says("oAmy", "1")) for _ in range(15) for relay in pair))
        return await pair[0].hears(says("oAmy", "1"))

    assert "可颂 × 31 " in scene(story())


def test_one_delivery_at_both_is_one_order_and_the_same_reply(pair: tuple[Relay, Relay]) -> None:
    people = [f"oPerson{n}" for n in range(12)]

    async def story() -> list[list[str]]:
        for number, openid in enumerate(people):
            await pair[number % 2].dialogue(openid, *CHECKOUT)
        last = [says(openid, "1", f"last-{openid}") for openid in people]
        return [
            list(both)
            for both in zip(
                *(await asyncio.gather(*(asyncio.gather(*map(relay.hears, last)) for relay in pair))),
                strict=True,
            )
        ]

    replies = scene(story())
    assert all(first == second for first, second in replies), replies
    numbers = [f"下单成功，订单号 W{n:03d}" for n in range(1, 13)]
    assert sorted(first for first, _ in replies) == numbers
    assert scene(pair[1].feed()) == list(range(1, 13))


def test_a_cursor_sees_every_number_once_and_in_order_while_both_write(pair: tuple[Relay, Relay]) -> None:
    async def writes(relay: Relay) -> None:
        for _ in range(40):
            await relay.store.write(lambda work: work.feed.append("cake", "rush", {}, NOON))

    async def follows(relay: Relay) -> list[int]:
        seen: list[int] = []
        while len(seen) < 160:
            seen += await relay.feed(seen[-1] if seen else 0)
        return seen

    async def story() -> list[list[int]]:
        both = asyncio.gather(*map(follows, pair))
        await asyncio.gather(*(writes(relay) for relay in pair for _ in range(2)))
        async with asyncio.timeout(20):
            return list(await both)

    assert scene(story()) == [list(range(1, 161))] * 2


def test_what_commits_late_is_not_passed_over(shared: Database, pair: tuple[Relay, Relay]) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def late(work: RelayWork) -> int:
        seq = work.feed.append("cake", "order", {}, NOON)
        begun.set()
        assert go_on.wait(20)
        return seq

    async def story() -> None:
        first = asyncio.create_task(pair[0].store.write(late))
        await asyncio.to_thread(begun.wait, 20)
        second = asyncio.create_task(
            pair[1].store.write(lambda work: work.feed.append("cake", "rush", {}, NOON))
        )
        await asyncio.to_thread(await_rows, shared, WAITING, 1)
        reader = shared_reader(shared)
        assert await reader.feed() == [], "neither is there before the earlier one is"
        go_on.set()
        assert [await first, await second] == [1, 2]
        assert await reader.feed() == [1, 2]

    try:
        scene(story())
    finally:
        go_on.set()


def shared_reader(shared: Database) -> Relay:
    """A third relay, which only reads."""
    relay = Relay(open_relay_store(shared.url, shared.folder))
    shared.opened.append(relay.store)
    return relay


def test_a_relay_that_stands_still_holds_up_the_others_only_so_long(
    shared: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_store, "STANDSTILL", 300)
    still, other = shared.relay(), shared.relay()
    begun, go_on = threading.Event(), threading.Event()

    def stands(work: RelayWork) -> None:
        work.feed.append("cake", "order", {}, NOON)
        begun.set()
        assert go_on.wait(20)

    async def story() -> None:
        lost = asyncio.create_task(still.store.write(stands))
        await asyncio.to_thread(begun.wait, 20)
        assert await other.store.write(lambda work: work.feed.append("cake", "rush", {}, NOON)) == 1
        go_on.set()
        with pytest.raises(EnvironmentFault):
            await lost
        assert await other.feed() == [1]
        assert await still.store.write(lambda work: work.feed.append("cake", "rush", {}, NOON)) == 2

    try:
        scene(story())
    finally:
        go_on.set()


def test_a_connection_the_server_dropped_is_made_anew(shared: Database) -> None:
    relay = shared.relay()
    for kind in ("write", "read"):
        ask(shared, f"SELECT pg_terminate_backend(pid) FROM ({OTHERS}) AS others")
        await_rows(shared, OTHERS, 0)
        if kind == "write":
            assert write(relay, lambda work: work.feed.append("cake", "rush", {}, NOON)) == 1
        else:
            assert scene(relay.feed()) == [1]


def test_an_idle_connection_is_given_back_and_had_again(
    shared: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_store, "IDLE", 0.2)
    relay = shared.relay()
    await_rows(shared, OTHERS, 0)
    assert write(relay, lambda work: work.feed.append("cake", "rush", {}, NOON)) == 1
    assert scene(relay.feed()) == [1]


def test_relays_that_start_at_once_on_an_empty_server_all_start(
    new_database: Callable[[], str], shared: Database
) -> None:
    url = new_database()

    async def story() -> list[int]:
        stores = await asyncio.gather(
            *(asyncio.to_thread(open_relay_store, url, shared.folder) for _ in range(4))
        )
        shared.opened += stores
        return [
            await store.write(lambda work: work.feed.append("cake", "rush", {}, NOON)) for store in stores
        ]

    assert scene(story()) == [1, 2, 3, 4]
