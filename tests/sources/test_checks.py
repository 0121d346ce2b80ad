"""What a check does about each thing that goes wrong with it, against a WooCommerce shop on a real port."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from desk.app.engine import Engine
from desk.domain.orders import Order, OrderDraft
from desk.domain.receipts import Receipt
from desk.errors import EnvironmentFault
from desk.sources.base import SourceHealth
from desk.sources.reconciling import LOOK_BACK
from tests.fakes.shop_server import Answer
from tests.fakes.woocommerce import HOOK_SECRET, KEY, SECRET, WooCommerce
from tests.sources.reconciled import settings_of
from tests.sources.stepping import BEGIN, SteppingClock


class Scene:
    """One shop, one desk."""

    def __init__(self, shop: WooCommerce, clock: SteppingClock, engine: Engine) -> None:
        self.shop = shop
        self.clock = clock
        self.engine = engine

    @property
    def health(self) -> SourceHealth:
        return self.engine.sources.by_name["woo"].health

    async def checks(self, after: float = 121) -> None:
        """The next check comes to its end."""
        self.clock.advance(after)
        async with asyncio.timeout(20):
            await self.clock.asleep("woo: checks")

    async def push(self) -> None:
        """All that waits arrives."""
        async with httpx.AsyncClient(trust_env=False) as client:
            self.clock.advance(41)
            target = f"http://{self.engine.listener.address}/v1/webhooks/woo"
            await self.shop.send(client, target, lost=0, doubled=0)

    async def notes(self) -> dict[str, str]:
        orders, _ = await self.engine.orders([], None, None, 500)
        return {order.content.external_id: order.content.note for order in orders}


def play(folder: Path, *scenes: Callable[[Scene], Awaitable[None]]) -> None:
    """Each scene in a desk of its own, on the same shop, store and clock."""
    clock = SteppingClock()

    async def run() -> None:
        with WooCommerce(clock, random.Random(7)) as shop:
            shop.delivery_url = "https://desk.example.com/v1/webhooks/woo"
            settings = settings_of(
                folder,
                f'[[sources]]\nkind = "woocommerce"\nname = "woo"\nurl = "{shop.url}"\nkey = "{KEY}"\n'
                f'secret = "{SECRET}"\nwebhook_secret = "{HOOK_SECRET}"\n',
            )
            for scene in scenes:
                async with Engine(settings(), clock=clock) as engine:
                    at = Scene(shop, clock, engine)
                    await at.checks(0)
                    await scene(at)

    asyncio.run(run())


def test_what_was_ordered_before_the_shop_was_connected_is_left_alone(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        old = at.shop.place()
        at.shop.orders[old]["date_modified_gmt"] = "2026-11-21T00:00:00"
        new = at.shop.place()
        await at.checks()
        assert list(await at.notes()) == [new]
        assert (at.health.state, at.health.missing, at.health.reason) == ("running", 0, "")
        assert at.health.checked_at is not None and at.health.checked_at.timestamp() == BEGIN + 121

    play(tmp_path, scene)


def test_a_desk_that_was_off_finds_what_came_meanwhile(tmp_path: Path) -> None:
    placed: list[str] = []

    async def first(at: Scene) -> None:
        at.clock.advance(3 * 24 * 3600)

    async def second(at: Scene) -> None:
        placed.append(at.shop.place(note="打烊以后"))
        at.shop.waiting.clear()

    async def third(at: Scene) -> None:
        assert await at.notes() == {placed[0]: "打烊以后"}

    play(tmp_path, first, second, third)


def test_an_order_that_cannot_be_read_is_missing_until_it_can(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        order_id = at.shop.place()
        at.shop.garble(order_id)
        at.shop.waiting.clear()
        for _ in range(3):
            await at.checks()
            assert (at.health.missing, at.health.state, at.health.lacks) == (1, "running", (order_id,))
        at.shop.mend(order_id)
        await at.checks()
        assert (at.health.missing, at.health.lacks) == (0, ())

    play(tmp_path, scene)


def test_a_shop_too_old_for_the_question_does_not_print_its_past(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        for day in range(1, 9):
            at.shop.orders[at.shop.place()]["date_modified_gmt"] = f"2026-11-0{day}T00:00:00"
        new = at.shop.place()
        at.shop.waiting.clear()
        whole = at.shop.answer

        def answer(method: str, path: str, query: dict[str, str], headers: Any, body: bytes) -> Answer:
            return whole(method, path, {**query, "modified_after": ""}, headers, body)

        at.shop.answer = answer  # type: ignore[method-assign]
        await at.checks()
        assert list(await at.notes()) == [new]
        assert at.health.missing == 0

    play(tmp_path, scene)


def test_the_ping_of_a_new_webhook_is_answered_and_does_nothing(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            target = f"http://{at.engine.listener.address}/v1/webhooks/woo"
            assert (await client.post(target, data={"webhook_id": "7"})).status_code == 200
            at.shop.place()
            push = at.shop.waiting[0]
            assert (await client.post(target, content=push.body, headers=push.headers)).status_code == 202
            assert (await client.post(target, content=push.body, headers=push.headers)).status_code == 200
            assert (
                await client.post(target, content=push.body + b" ", headers=push.headers)
            ).status_code == 401
        assert len(await at.notes()) == 1

    play(tmp_path, scene)


def test_a_key_that_may_not_see_webhooks_still_checks(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        whole = at.shop.answer

        def answer(method: str, path: str, query: dict[str, str], headers: Any, body: bytes) -> Answer:
            return (
                Answer({}, 403) if path.endswith("/webhooks") else whole(method, path, query, headers, body)
            )

        at.shop.answer = answer  # type: ignore[method-assign]
        at.shop.place()
        await at.checks()
        assert (at.health.state, at.health.reason, len(await at.notes())) == ("running", "", 1)

    play(tmp_path, scene)


def test_an_error_nobody_foresaw_does_not_end_the_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(at: Scene) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("desk.sources.woocommerce.order_of", lambda *_: 1 / 0)
            at.shop.place()
            await at.checks()
            assert (at.health.state, at.health.reason) == ("trouble", "broken")
        await at.checks(601)
        assert (at.health.state, at.health.reason, len(await at.notes())) == ("running", "", 1)

    play(tmp_path, scene)


def test_what_is_missing_is_asked_for_by_itself_and_after_a_new_start_again(tmp_path: Path) -> None:
    placed: list[str] = []

    async def first(at: Scene) -> None:
        placed.append(at.shop.place())
        at.shop.garble(placed[0])
        await at.checks()
        asked: list[str] = []
        whole = at.shop.answer

        def answer(method: str, path: str, query: dict[str, str], headers: Any, body: bytes) -> Answer:
            asked.append(path.rpartition("/")[2] + query.get("modified_after", ""))
            return whole(method, path, query, headers, body)

        at.shop.answer = answer  # type: ignore[method-assign]
        await at.checks(3600)
        await at.checks(3600)
        assert asked.count(placed[0]) == 1  # once the list begins after it
        assert at.health.missing == 1
        at.shop.answer = whole  # type: ignore[method-assign]

    async def second(at: Scene) -> None:
        assert (at.health.missing, at.health.lacks) == (1, (placed[0],))
        at.shop.mend(placed[0])
        await at.checks()
        assert at.health.missing == 0

    play(tmp_path, first, second)


def test_it_stays_missing_longer_than_a_list_looks_back(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        order_id = at.shop.place()
        at.shop.garble(order_id)
        await at.checks()
        for _ in range(3):
            await at.checks(LOOK_BACK / timedelta(seconds=1) + 3600)
            assert at.health.missing == 1

    play(tmp_path, scene)


def test_what_is_missing_may_come_by_a_push(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        plain, told = at.engine.intake.receive, asyncio.Event()

        async def full(*_: Any) -> Receipt:
            raise EnvironmentFault("The disk is full.", "Free some space.")

        at.engine.intake.receive = full  # type: ignore[method-assign]
        at.shop.place()
        at.shop.place()
        await at.checks()
        assert at.health.missing == 2
        at.engine.intake.receive = plain  # type: ignore[method-assign]
        stop = at.engine.listen(lambda changes: told.set() if changes.sources else None)
        checked = at.health.checked_at
        await at.push()
        async with asyncio.timeout(10):
            while at.health.missing:
                await told.wait()
                told.clear()
        stop()
        assert at.health.checked_at == checked  # the same check, and nothing of it is missing now

    play(tmp_path, scene)


def test_what_comes_while_the_missing_are_counted_is_not_counted(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        plain, known = at.engine.intake.receive, at.engine.known
        drafts: dict[str, OrderDraft] = {}
        looked: list[str] = []

        async def full(draft: OrderDraft, _raw: bytes) -> Receipt:
            drafts[draft.external_id] = draft
            raise EnvironmentFault("The disk is full.", "Free some space.")

        async def look(source: str, external_id: str) -> Order | None:
            found = await known(source, external_id)
            looked.append(external_id)
            if looked.count(external_id) == 2 and len(set(looked)) == 2 and external_id == looked[0]:
                await plain(drafts[external_id], b"{}")  # a push, just after it was looked for
                await asyncio.sleep(0)
            return found

        at.shop.place()
        at.shop.place()
        at.engine.intake.receive = full  # type: ignore[method-assign]
        at.engine.known = look  # type: ignore[method-assign]
        await at.checks()
        assert (at.health.missing, at.health.lacks) == (1, (looked[1],))

    play(tmp_path, scene)


def test_the_shop_that_switched_its_webhook_off_is_told(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            for _ in range(7):
                at.shop.place()
                at.clock.advance(0.1)
            for each in at.shop.waiting:
                each.due = 0
            await at.shop.send(client, "http://127.0.0.1:9/", lost=1, doubled=0)
        assert at.shop.status == "disabled"
        await at.checks()
        assert (at.health.state, at.health.reason, at.health.missing) == ("running", "webhook-off", 0)
        assert len(await at.notes()) == 7
        at.shop.switch_on()
        await at.checks()
        assert (at.health.reason, at.health.detail) == ("", "")

    play(tmp_path, scene)


def test_trouble_keeps_the_last_statement_and_backs_off(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        checked = at.health.checked_at
        whole, at.shop.answer = at.shop.answer, lambda *_: Answer({}, 503)  # type: ignore[method-assign]
        calls: list[int] = []
        for _ in range(8):
            before = at.shop.calls
            await at.checks(150)
            calls.append(at.shop.calls - before)
        assert at.health.state == "trouble" and at.health.checked_at == checked
        assert at.health.reason == "unreachable"
        assert sum(calls) < 8  # not every time, as the pause grows
        at.shop.answer = whole  # type: ignore[method-assign]
        await at.checks(800)
        assert (at.health.state, at.health.reason) == ("running", "")

    play(tmp_path, scene)


def test_a_key_that_is_not_accepted_is_told(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        whole, at.shop.answer = at.shop.answer, lambda *_: Answer({}, 401)  # type: ignore[method-assign]
        await at.checks()
        assert (at.health.state, at.health.reason) == ("trouble", "refused")
        at.shop.answer = whole  # type: ignore[method-assign]
        await at.checks()
        assert at.health.state == "running"

    play(tmp_path, scene)


def test_a_list_of_many_pages_that_shrinks_while_it_is_read(tmp_path: Path) -> None:
    """An order leaves the list between two pages; the next page begins one too far, and the list is read anew."""

    async def scene(at: Scene) -> None:
        ids = [at.shop.place() for _ in range(130)]
        at.shop.waiting.clear()
        whole, gone = at.shop.answer, False

        def answer(method: str, path: str, query: dict[str, str], headers: Any, body: bytes) -> Answer:
            nonlocal gone
            if query.get("offset") == "49" and query["status"] == "any" and not gone:
                gone = True
                at.shop.change(ids[3], status="trash")
                ids.append(at.shop.place())  # so that their number stays what it was
            return whole(method, path, query, headers, body)

        at.shop.answer = answer  # type: ignore[method-assign]
        await at.checks()
        assert gone and set(await at.notes()) == set(ids)
        order = await at.engine.known("woo", ids[3])
        assert order is not None and order.state == "cancelled"
        assert at.health.missing == 0

    play(tmp_path, scene)


def test_two_changes_within_a_second_and_the_older_push_comes_last(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        order_id = at.shop.place(note="一")
        at.shop.write_note(order_id, "二")
        first, second = at.shop.waiting
        at.shop.waiting = [replace(first, due=0.0)]
        await at.push()
        assert await at.notes() == {order_id: "一"}
        await at.checks()  # the list settles what the second they share leaves open
        assert await at.notes() == {order_id: "二"}
        at.shop.waiting = [replace(second, due=0.0), replace(first, due=0.0)]
        await at.push()
        assert await at.notes() == {order_id: "二"}
        order = await at.engine.known("woo", order_id)
        assert order is not None and order.version == 2
        await at.checks()
        again = await at.engine.known("woo", order_id)
        assert again is not None and again.version == 2

    play(tmp_path, scene)


def test_the_later_of_two_changes_within_a_second_is_missing_while_it_cannot_be_kept(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        plain = at.engine.intake.receive

        async def full(*_: Any) -> Receipt:
            raise EnvironmentFault("The disk is full.", "Free some space.")

        order_id = at.shop.place(note="一")
        at.shop.write_note(order_id, "二")
        at.shop.waiting = [replace(at.shop.waiting[0], due=0.0)]
        await at.push()
        at.engine.intake.receive = full  # type: ignore[method-assign]
        await at.checks()
        assert (at.health.missing, await at.notes()) == (1, {order_id: "一"})
        at.engine.intake.receive = plain  # type: ignore[method-assign]
        await at.checks(3600)
        assert (at.health.missing, await at.notes()) == (0, {order_id: "二"})

    play(tmp_path, scene)


def test_an_older_push_of_the_same_second_is_not_what_was_listed(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        plain = at.engine.intake.receive

        async def full(*_: Any) -> Receipt:
            raise EnvironmentFault("The disk is full.", "Free some space.")

        order_id = at.shop.place(note="一")
        at.shop.write_note(order_id, "二")
        late = replace(at.shop.waiting[0], due=0.0)
        at.shop.waiting = []
        at.engine.intake.receive = full  # type: ignore[method-assign]
        await at.checks()
        assert at.health.missing == 1
        at.engine.intake.receive = plain  # type: ignore[method-assign]
        at.shop.waiting = [late]
        await at.push()
        assert await at.notes() == {order_id: "一"}
        assert at.health.missing == 1
        await at.checks(
            2 * LOOK_BACK.total_seconds()
        )  # far out of the list by now: it is asked for by itself
        assert (at.health.missing, await at.notes()) == (0, {order_id: "二"})

    play(tmp_path, scene)


def test_answers_that_are_no_list(tmp_path: Path) -> None:
    async def scene(at: Scene) -> None:
        for value in ({"orders": []}, [{"id": None}], [[]], ["x"], None):
            at.shop.answer = lambda *_, value=value: Answer(json.loads(json.dumps(value)))  # type: ignore[method-assign]
            await at.checks(700)
            assert at.health.state in {"trouble", "running"}
            assert await at.notes() == {}

    play(tmp_path, scene)
