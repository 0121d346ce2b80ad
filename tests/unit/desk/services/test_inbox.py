"""What customers write reaches the person at the desk once, and what became of an answer is never in doubt."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from desk.domain.events import Changes
from desk.domain.inbox import TalkKey
from desk.domain.orders import CUSTOMER, Action, CustomerRef
from desk.errors import EnvironmentFault, NotFound, Refused
from desk.services import Request
from desk.services.inbox import MAX_ANSWER, Inbox
from desk.store.memory import memory_database
from tests.unit.desk.services.desk_in_memory import NOW, AtOnce, Shopkeeper, StillClock, draft, story

AMY = TalkKey("wechat", "cake", "oAmy")


def entry(
    seq: int, text: str = "", what: str = "text", *, who: str = "oAmy", **more: object
) -> dict[str, Any]:
    """One entry of the feed."""
    body = {"customer": who, "name": "小明", "what": what, "text": text, "number": "W001", **more}
    at = datetime.fromtimestamp(NOW.timestamp() + seq, UTC).isoformat()
    return {"seq": seq, "at": at, "account": "cake", "kind": "message", "body": body}


class Line:
    """A relay that answers as told and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Mapping[str, object], str]] = []
        self.answers: list[dict[str, Any] | None] = []

    async def send(self, source: str, value: Mapping[str, object], key: str) -> Mapping[str, Any]:
        assert source == "wechat"
        self.asked.append((value, key))
        told = self.answers.pop(0)
        if told is None:
            raise EnvironmentFault("The relay does not answer.")
        return told


Scene = Callable[[Inbox, Line, list[Changes]], Awaitable[None]]


def with_inbox(scene: Scene) -> None:
    line, heard = Line(), list[Changes]()
    inbox = Inbox(memory_database(AtOnce()), StillClock(), heard.append, line.send)
    asyncio.run(scene(inbox, line, heard))  # pyright: ignore[reportArgumentType] - any awaitable


def test_a_message_that_comes_again_is_kept_once() -> None:
    async def scene(inbox: Inbox, _line: Line, heard: list[Changes]) -> None:
        await inbox.take("wechat", entry(1, what="human"))
        await inbox.take("wechat", entry(2, "蛋糕能写字吗"))
        await inbox.take("wechat", entry(2, "蛋糕能写字吗"))
        (card,) = await inbox.talks(done=False)
        assert (card.key, card.name, card.last, card.unread, card.human) == (
            AMY,
            "小明",
            "蛋糕能写字吗",
            2,
            True,
        )
        detail = await inbox.detail(AMY)
        assert detail is not None
        assert [(each.kind, each.text) for each in detail.messages] == [
            ("human", ""),
            ("text", "蛋糕能写字吗"),
        ]
        assert [changes.talks for changes in heard] == [{AMY}, {AMY}]
        assert await inbox.unread() == 1

    with_inbox(scene)


def test_a_relay_made_anew_counts_from_one_and_nothing_is_lost() -> None:
    async def scene(inbox: Inbox, _line: Line, _heard: list[Changes]) -> None:
        await inbox.take("wechat", entry(1, "以前"))
        again = {**entry(1, "现在"), "at": "2026-12-24T10:00:00+00:00"}
        await inbox.take("wechat", again)
        detail = await inbox.detail(AMY)
        assert detail is not None
        assert [each.text for each in detail.messages] == ["以前", "现在"]

    with_inbox(scene)


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": {}},
        {"account": None},
        {"at": "yesterday"},
        {"seq": None},
        {"body": {"customer": 3}},
    ],
)
def test_an_entry_that_is_none_is_said(wrong: dict[str, object]) -> None:
    async def scene(inbox: Inbox, _line: Line, _heard: list[Changes]) -> None:
        with pytest.raises((KeyError, TypeError, ValueError)):
            await inbox.take("wechat", {**entry(1), **wrong})
        assert await inbox.talks(done=False) == []

    with_inbox(scene)


def test_an_answer_that_was_taken_is_sent() -> None:
    async def scene(inbox: Inbox, line: Line, _heard: list[Changes]) -> None:
        await inbox.take("wechat", entry(1, "好了吗"))
        line.answers = [{"done": True}]
        await inbox.answer(AMY, " 马上好 ", "小C")
        assert line.asked[0][0] == {"kind": "reply", "account": "cake", "customer": "oAmy", "text": "马上好"}
        detail = await inbox.detail(AMY)
        assert detail is not None
        last = detail.messages[-1]
        assert (last.kind, last.text, last.state, last.by) == ("answer", "马上好", "sent", "小C")
        assert detail.card.unread == 0

    with_inbox(scene)


def test_an_answer_that_got_lost_stays_undelivered_and_is_the_same_command_when_tried_again() -> None:
    async def scene(inbox: Inbox, line: Line, _heard: list[Changes]) -> None:
        await inbox.take("wechat", entry(1, "好了吗"))
        line.answers = [None, {"done": False, "reason": "unsupported"}, {"done": True}]
        await inbox.answer(AMY, "马上好", "小C")

        async def last() -> tuple[int, str, str]:
            detail = await inbox.detail(AMY)
            assert detail is not None
            return detail.messages[-1].id, detail.messages[-1].state, detail.messages[-1].reason

        message, *stands = await last()
        assert stands == ["undelivered", "unreachable"]
        await inbox.again(message)
        assert (await last())[1:] == ("undelivered", "unsupported")
        await inbox.again(message)
        assert (await last())[1:] == ("sent", "")
        await inbox.again(message)  # nothing to do any more
        keys = [key for _value, key in line.asked]
        assert keys[0] == keys[1] != keys[2]  # after silence the same, after a refusal another

    with_inbox(scene)


def test_what_was_on_its_way_when_the_desk_ended_is_undelivered() -> None:
    async def scene(inbox: Inbox, line: Line, _heard: list[Changes]) -> None:
        await inbox.take("wechat", entry(1, "好了吗"))
        with pytest.raises(IndexError):
            await inbox.answer(AMY, "马上好", "小C")  # the line breaks in a way nobody foresaw
        await inbox.resume()
        detail = await inbox.detail(AMY)
        assert detail is not None
        assert (detail.messages[-1].state, detail.messages[-1].reason) == ("undelivered", "interrupted")
        await inbox.told_by_hand(detail.messages[-1].id)
        detail = await inbox.detail(AMY)
        assert detail is not None
        assert detail.messages[-1].state == "by-hand"

    with_inbox(scene)


def test_done_hands_back_and_opened_again_takes_over() -> None:
    async def scene(inbox: Inbox, _line: Line, _heard: list[Changes]) -> None:
        await inbox.take("wechat", entry(1, what="human"))
        await inbox.take("wechat", entry(2, "少糖", "change", who="oBob"))
        bob = AMY._replace(customer="oBob")
        for key in (AMY, bob):
            await inbox.set_done(key, done=True)
        assert await inbox.talks(done=False) == [] and len(await inbox.talks(done=True)) == 2
        assert sorted(await inbox.handovers("wechat")) == [(AMY, "handback"), (bob, "handback")]
        await inbox.set_done(AMY, done=False)
        await inbox.handed_over(AMY, "handback")  # told too late: what counts now is the other
        await inbox.handed_over(bob, "handback")
        assert await inbox.handovers("wechat") == [(AMY, "takeover")]
        await inbox.take("wechat", entry(3, "还有一件事", "change", who="oBob"))
        assert [card.key for card in await inbox.talks(done=False)] == [bob, AMY]
        assert await inbox.handovers("wechat") == [(AMY, "takeover")]
        assert await inbox.handovers("another") == []
        with pytest.raises(NotFound):
            await inbox.set_done(AMY._replace(customer="oNobody"), done=True)

    with_inbox(scene)


def test_what_is_written_while_it_is_being_handed_back_keeps_the_person() -> None:
    async def scene(inbox: Inbox, _line: Line, _heard: list[Changes]) -> None:
        await inbox.take("wechat", entry(1, what="human"))
        await inbox.set_done(AMY, done=True)
        await inbox.take("wechat", entry(2, "还有一件事"))
        (card,) = await inbox.talks(done=False)
        assert card.human
        assert await inbox.handovers("wechat") == [(AMY, "takeover")]

    with_inbox(scene)


@pytest.mark.parametrize("text", ["", "  \n", "长" * (MAX_ANSWER + 1)])
def test_no_answer_and_one_too_long_are_refused(text: str) -> None:
    async def scene(inbox: Inbox, line: Line, _heard: list[Changes]) -> None:
        await inbox.take("wechat", entry(1, "好了吗"))
        with pytest.raises(Refused):
            await inbox.answer(AMY, text, "小C")
        assert line.asked == []

    with_inbox(scene)


def test_replies_kept_ready_are_the_owners_own_until_none_is_left() -> None:
    async def scene(inbox: Inbox, _line: Line, _heard: list[Changes]) -> None:
        assert await inbox.quick_replies() == []
        await inbox.set_quick_replies([" 好的 ", "", "马上好"])
        assert await inbox.quick_replies() == ["好的", "马上好"]
        await inbox.set_quick_replies([])
        assert await inbox.quick_replies() == []

    with_inbox(scene)


def test_the_customers_orders_and_name_stand_beside_what_they_write() -> None:
    async def scene(world: Shopkeeper) -> None:
        line = Line()
        inbox = Inbox(world.database, world.clock, lambda _changes: None, line.send)
        who = CustomerRef("oAmy", "", "13800138000")
        await world.receive(draft("wechat", "w-1", customer=who))
        await inbox.take("wechat", entry(1, "在吗", name=""))
        detail = await inbox.detail(AMY)
        assert detail is not None
        assert [(order.number, order.state) for order in detail.orders] == [("S001", "placed")]
        assert detail.card.name == "王小明🎂"

    story(scene)


def test_a_chase_that_the_feed_brings_again_prints_no_second_slip() -> None:
    async def scene(world: Shopkeeper) -> None:
        order = await world.receive(draft())

        async def chase() -> int:
            return (await world.desk.act(order, Request(Action.RUSH, CUSTOMER))).rushed

        assert await chase() == 1
        with pytest.raises(Refused):
            await chase()
        assert [kind for _, kind, _ in await world.alive(order)].count("rush") == 2  # one for each kitchen
        await world.clock.sleep(600)
        assert await chase() == 2

    story(scene)
