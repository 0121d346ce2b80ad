"""The desk's side of the relay: what the feed brings is carried out once, and a line that is down says why."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.app.clock import SystemClock
from desk.domain.catalogue import Catalogue
from desk.domain.events import Changes
from desk.domain.inbox import TalkKey
from desk.domain.orders import CUSTOMER, Action, CustomerRef, Order, OrderState
from desk.domain.sales import Elsewhere
from desk.errors import ConfigFault, EnvironmentFault, Refused
from desk.relay.protocol import ShopDescription
from desk.sources.base import DeskSide
from desk.sources.relay import RelaySource
from desk.sources.relay_line import LineFault, Signer
from tests.unit.desk.services.desk_in_memory import Shopkeeper, draft

SECRET = "desk-1:" + base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
AT = datetime(2026, 11, 26, 10, 0, tzinfo=UTC).isoformat()
AMY = TalkKey("wechat", "cake", "oAmy")


class Desk:
    """Knows one order and remembers what was done to it."""

    def __init__(self, order: Order | None = None) -> None:
        self.order_ = order
        self.acts: list[tuple[Action, str]] = []
        self.taken: list[Mapping[str, Any]] = []
        self.handed: list[tuple[TalkKey, str]] = []
        self.waiting: list[tuple[TalkKey, str]] = []
        self.heard: list[Callable[[Changes], None]] = []

    async def catalogue(self) -> Catalogue:
        return Catalogue()

    async def known(self, source: str, external_id: str) -> Order | None:
        return self.order_

    async def order(self, order_id: str) -> Order:
        assert self.order_ is not None
        return self.order_

    async def open_orders(self, states: Sequence[OrderState]) -> Sequence[Order]:
        return []

    async def act(
        self, order_id: str, action: Action, by: str, reason: str = "", minutes: int | None = None
    ) -> Order:
        self.acts.append((action, by))
        assert self.order_ is not None
        if self.order_.state is OrderState.COMPLETED:
            raise Refused("An order that is completed cannot be moved by cancel.")
        return self.order_

    def listen(self, heard: Callable[[Changes], None]) -> Callable[[], None]:
        self.heard.append(heard)
        return lambda: self.heard.remove(heard)

    async def take(self, source: str, entry: Mapping[str, Any]) -> None:
        self.taken.append(entry)

    async def handovers(self, source: str) -> Sequence[tuple[TalkKey, str]]:
        return list(self.waiting)

    async def handed_over(self, key: TalkKey, what: str) -> None:
        self.waiting.remove((key, what))
        self.handed.append((key, what))


class FarRelay:
    """Answers as told: the feed's entries once, then silence; `status` refuses everything."""

    def __init__(self, *entries: dict[str, Any]) -> None:
        self.entries = list(entries)
        self.commands: list[dict[str, Any]] = []
        self.status, self.reason = 200, ""
        self.accounts: object = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.status != 200:
            return httpx.Response(self.status, json={"detail": "No.", "reason": self.reason})
        match request.url.path:
            case "/v1/events":
                if not self.entries:
                    await asyncio.sleep(3600)
                found, self.entries = self.entries, []
                return httpx.Response(200, json={"events": found, "next": found[-1]["seq"]})
            case "/v1/commands":
                self.commands.append(json.loads(request.content))
                return httpx.Response(200, json={"done": True})
            case "/v1/accounts":
                return httpx.Response(200, json=self.accounts)
            case _:
                return httpx.Response(200, json={})


def entry(kind: str, seq: int = 1, **body: object) -> dict[str, Any]:
    return {"seq": seq, "at": AT, "account": "cake", "kind": kind, "body": body}


async def nothing_elsewhere() -> Elsewhere:
    return Elsewhere()


def play(
    far: FarRelay, desk: Desk, scene: Callable[[RelaySource], Awaitable[None]], url: str = "https://a.example"
) -> None:
    async def run() -> None:
        clock = SystemClock()
        source = RelaySource(
            "wechat", url, lambda: Signer(SECRET, clock), cast("DeskSide", desk), desk, lambda _name: None,
            lambda: ShopDescription("x"), nothing_elsewhere, clock, transport=httpx.MockTransport(far),
        )  # fmt: skip
        task = asyncio.create_task(source.run(cast("Any", None)))
        try:
            await scene(source)
        finally:
            await source.stop()
            await task
        assert desk.heard == []

    asyncio.run(run())


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - the source tells nobody of each of these
            await asyncio.sleep(0.005)


def known(state: OrderState = OrderState.PLACED) -> Order:
    keeper = Shopkeeper()

    async def make() -> Order:
        order_id = await keeper.receive(draft("wechat", "w-1", customer=CustomerRef("oAmy", "", "")))
        order = await keeper.database.read(lambda work: work.orders.get(order_id))
        assert order is not None
        return order

    from dataclasses import replace

    return replace(asyncio.run(make()), state=state)


def test_what_a_customer_does_is_done_in_their_name() -> None:
    far, desk = FarRelay(entry("rush", 1, id="w-1"), entry("cancel", 2, id="w-1")), Desk(known())

    async def scene(_source: RelaySource) -> None:
        await until(lambda: len(desk.acts) == 2)

    play(far, desk, scene)
    assert desk.acts == [(Action.RUSH, CUSTOMER), (Action.CANCEL, CUSTOMER)]
    assert desk.taken == []


def test_a_cancellation_that_came_too_late_is_put_before_a_person() -> None:
    far, desk = FarRelay(entry("cancel", 7, id="w-1")), Desk(known(OrderState.COMPLETED))

    async def scene(_source: RelaySource) -> None:
        await until(lambda: desk.taken)

    play(far, desk, scene)
    (told,) = desk.taken
    assert (told["seq"], told["account"]) == (7, "cake")
    assert told["body"] == {"customer": "oAmy", "name": "王小明🎂", "what": "cancel", "number": "S001"}


def test_messages_go_to_the_inbox_and_what_is_unknown_stops_nothing() -> None:
    far = FarRelay(entry("dance", 1), entry("cancel", 2), entry("message", 3, customer="oAmy", text="在吗"))
    desk = Desk()

    async def scene(source: RelaySource) -> None:
        await until(lambda: desk.taken)
        assert source.health.state == "running" and source.health.since is not None

    play(far, desk, scene)
    assert [each["seq"] for each in desk.taken] == [3]


def test_the_relay_is_told_who_goes_on_with_a_customer() -> None:
    far, desk = FarRelay(), Desk()

    async def scene(_source: RelaySource) -> None:
        await until(lambda: desk.heard)
        desk.waiting = [(AMY, "handback")]
        desk.heard[0](Changes(talks=frozenset({AMY})))
        await until(lambda: desk.handed)

    play(far, desk, scene)
    assert far.commands == [{"kind": "handback", "account": "cake", "customer": "oAmy"}]


@pytest.mark.parametrize(
    ("status", "said", "reason"),
    [
        (401, "clock", "clock"),
        (401, "unknown-desk", "unknown-desk"),
        (401, "", "unknown-desk"),
        (500, "", "refused"),
    ],
)
def test_a_line_that_is_down_says_why(status: int, said: str, reason: str) -> None:
    far, desk = FarRelay(), Desk()
    far.status, far.reason = status, said

    async def scene(source: RelaySource) -> None:
        await until(lambda: source.health.state == "trouble")
        assert source.health.reason == reason and source.health.detail
        with pytest.raises(LineFault):
            await source.command({"kind": "reply"}, "1")

    play(far, desk, scene)


ACCOUNT = {
    "id": "cake", "type": "personal", "appid": "wx0", "callback": "https://a.example/wechat/cake", "token": "tok",
    "aes_key": "key", "capabilities": {"menu": "no"},
}  # fmt: skip


def test_the_accounts_come_with_their_keys_over_https_only() -> None:
    far, desk = FarRelay(), Desk()
    far.accounts = [ACCOUNT]

    async def scene(source: RelaySource) -> None:
        await until(lambda: source.health.state == "running")
        (account,) = await source.accounts()
        assert (account.kind, account.token, account.can) == ("personal", "tok", (("menu", "no"),))
        assert "tok" not in repr(account) and "key" not in repr(account)
        far.accounts = [{"id": "cake"}]
        with pytest.raises(LineFault):
            await source.accounts()

    play(far, desk, scene)

    async def openly(source: RelaySource) -> None:
        await until(lambda: source.health.state == "running")
        with pytest.raises(LineFault) as caught:
            await source.accounts()
        assert caught.value.reason == "insecure"

    play(far, Desk(), openly, "http://shop.example.com")


@pytest.mark.parametrize("secret", ["", "desk-1", "desk-1:§", "desk-1:AAAA"])
def test_a_key_that_is_none_asks_to_pair_again(secret: str) -> None:
    with pytest.raises(ConfigFault, match="Pair"):
        Signer(secret, SystemClock())


def test_a_store_that_refuses_one_order_gets_the_ones_before_it_only_once() -> None:
    far, desk = FarRelay(*(entry("message", seq, id=str(seq)) for seq in (1, 2, 3))), Desk()
    asked: list[str] = []
    whole, plain = far.__call__, desk.take
    refuses = [True]

    async def take(source: str, what: Mapping[str, Any]) -> None:
        if what["seq"] == 3 and refuses:
            refuses.clear()
            far.entries = [entry("message", 3, id="3")]
            raise EnvironmentFault("The disk is full.", "Free some space.")
        await plain(source, what)

    async def watched(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return await whole(request)

    desk.take = take  # type: ignore[method-assign]

    async def scene(_source: RelaySource) -> None:
        await until(lambda: len(desk.taken) == 3)

    play(cast("FarRelay", watched), desk, scene)
    assert [each["seq"] for each in desk.taken] == [1, 2, 3]
    pulls = [url.partition("?")[2] for url in asked if "/v1/events" in url]
    assert pulls[:2] == ["wait=20", "after=2&wait=20"]
