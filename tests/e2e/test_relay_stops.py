"""SIGTERM and Ctrl-C: open requests are answered, waiting desks are let go, the store is closed, the status is 0."""

import asyncio
import itertools
import signal
import sqlite3
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.e2e.relays import DeskSide, code_of
from tests.e2e.wechat_rig import RelayProcess
from tests.fakes.wechat_user import UNAVAILABLE, WeChat

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_waiting_desk_is_let_go_at_once(tmp_path: Path, number: signal.Signals) -> None:
    relay = RelayProcess(tmp_path).start()
    process = relay.process
    assert process is not None

    async def story() -> float:
        async with httpx.AsyncClient(base_url=relay.url, trust_env=False) as client:
            desk = DeskSide(client)
            await desk.pair(await code_of(relay))
            polling = asyncio.create_task(desk.ask("GET", "/v1/events?after=0&wait=25"))
            async with asyncio.timeout(20):
                for pause in itertools.chain((0.0,), itertools.repeat(0.02)):
                    await asyncio.sleep(pause)
                    if "desks_connected 1" in (await client.get("/metrics")).text:
                        break
            process.send_signal(number)
            began = time.monotonic()
            assert await polling == {"events": [], "next": 0}
            return time.monotonic() - began

    try:
        took = asyncio.run(story())
        assert process.wait(10) == 0
        assert took < 5, "the wait would have gone on for 25 seconds"
    finally:
        relay.stop(kill=True)


def test_a_relay_told_to_stop_finishes_what_it_began(tmp_path: Path) -> None:
    relay = RelayProcess(tmp_path).start()
    process = relay.process
    assert process is not None

    async def story() -> str:
        async with httpx.AsyncClient(base_url=relay.url, trust_env=False) as client:
            wechat = WeChat(relay.account, client, time.time)
            held = sqlite3.connect(tmp_path / "relay.db", isolation_level=None)
            held.execute("BEGIN IMMEDIATE")
            asked = asyncio.create_task(wechat.types("oAmy", "你好"))
            await asyncio.sleep(0.3)  # it is with the relay and waits for the file
            process.send_signal(signal.SIGTERM)
            await refused(relay)
            assert not asked.done()
            held.execute("ROLLBACK")
            held.close()
            return await asked

    try:
        reply = asyncio.run(story())
        assert reply != UNAVAILABLE, "the open request was answered"
        assert process.wait(10) == 0
    finally:
        relay.stop(kill=True)
    assert not (tmp_path / "relay.db-wal").exists(), "its log was folded into the file: the store was closed"


async def refused(relay: RelayProcess) -> None:
    """Until the relay takes no new connection."""
    async with asyncio.timeout(4):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", relay.port)
            except ConnectionRefusedError:
                return
            writer.close()
            await asyncio.sleep(0.05)
