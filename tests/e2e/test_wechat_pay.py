"""`desk relay` as a process takes money: told of it, not told of it, and killed in between."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.relays import DeskSide, code_of
from tests.e2e.wechat_rig import RelayProcess
from tests.fakes.wechat_pay import WeChatPay

Scene = Callable[[RelayProcess, DeskSide, WeChatPay], Awaitable[None]]


def run(folder: Path, scene: Scene) -> None:
    """A relay with a till, paired, and WeChat Pay on the machine's own clock."""

    async def story(pay: WeChatPay) -> None:
        relay = RelayProcess(folder / "relay", kind="service", more=pay.toml(folder / "relay"))
        await asyncio.to_thread(relay.start)
        try:
            async with httpx.AsyncClient(base_url=relay.url, trust_env=False) as client:
                desk = DeskSide(client)
                await desk.pair(await code_of(relay))
                await scene(relay, desk, pay)
        finally:
            await asyncio.to_thread(relay.stop)

    with WeChatPay(time.time) as pay:
        asyncio.run(story(pay))


async def collect(desk: DeskSide, order: str = "desk-1") -> dict[str, Any]:
    command = {"kind": "collect", "desk_order": order, "title": "大C甜品", "amount": 5000, "currency": "CNY"}
    return await desk.ask("POST", "/v1/commands", command, key=f"collect {order}")


async def news(desk: DeskSide, after: int = 0) -> list[tuple[str, str, str]]:
    """Waits for the feed as a desk does: event, payment and evidence of each entry of money."""
    told = await desk.ask("GET", f"/v1/events?after={after}&wait=25")
    bodies = [entry["body"] for entry in told["events"] if entry["kind"] == "payment"]
    return [(body["event"], body["payment"], body["evidence"]) for body in bodies]


def test_a_code_at_the_counter_is_paid_and_given_back(tmp_path: Path) -> None:
    async def scene(_relay: RelayProcess, desk: DeskSide, pay: WeChatPay) -> None:
        done = await collect(desk)
        pay.pay(done["code_url"])
        waiting = asyncio.create_task(news(desk))
        assert await asyncio.to_thread(pay.deliver) == [204]
        assert await waiting == [("paid", done["payment"], "notification")]
        refund = {
            "kind": "refund",
            "payment": done["payment"],
            "refund": "RF-000001",
            "amount": 1,
            "reason": "",
        }
        assert await desk.ask("POST", "/v1/commands", refund, key="refund") == {"done": True}
        assert await asyncio.to_thread(pay.deliver) == [204]
        assert await news(desk, 1) == [("refunded", done["payment"], "notification")]

    run(tmp_path, scene)


@pytest.mark.slow
def test_a_relay_killed_before_it_is_told_finds_the_payment_by_itself(tmp_path: Path) -> None:
    async def scene(relay: RelayProcess, desk: DeskSide, pay: WeChatPay) -> None:
        done = await collect(desk)
        await asyncio.to_thread(relay.stop, kill=True)
        pay.pay(done["code_url"])
        assert await asyncio.to_thread(pay.deliver) == [0]
        pay.waiting.clear()
        await asyncio.to_thread(relay.start)
        assert await news(desk) == [("paid", done["payment"], "query")]
        assert pay.calls["query"] == 1

    run(tmp_path, scene)
