"""What happens in the chat demonstration: follow, order by number, ticket, progress, 修改, 催单, 人工.

The first customer goes through all of it; the others order in their own ways. What each is told is remembered, so
that the paper can be held against it.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

import httpx

from desk.app.engine import Engine
from desk.demo.wechat.person import Person
from desk.demo.wechat.platform import WeChat
from desk.demo.wechat.relay_process import RelayProcess
from desk.domain.orders import Action
from desk.sources.demo_shop import GUESTS, Guest

_Found = TypeVar("_Found")

#: Who acts at the desk in the demonstration.
OWNER = "店主"
#: Seconds in which the relay knows the shop, and in which an order of the chat is on screen.
_PATIENCE = 20.0
_LOOK = 0.1
_WAYS: tuple[tuple[str, ...], ...] = (
    ("2份9号", "可颂 1个"),
    ("11", "3x14"),
    ("来一个草莓奶油蛋糕 6寸", "桂花拿铁两杯"),
    ("泡芙6个，再来2份10号",),
    ("１３", "15号"),
)  # fmt: skip
_NOTES = ("写：生日快乐 Amy 🎂", "放门口，别打电话", "0", "多给两个叉子")


@dataclass
class Told:
    """An order as its customer knows it."""

    number: str
    changes: int = 0
    rushes: int = 0


@dataclass
class Story:
    """The conversations of one demonstration. `spoke(nickname, text)` hears every line, "" is the account."""

    wechat: WeChat
    engine: Engine
    seed: int
    pause: float
    spoke: Callable[[str, str], None]
    told: dict[str, Told] = field(default_factory=dict[str, Told])

    async def play(self, customers: int, first: int = 0) -> None:
        """So many customers, one after the other; the very first one goes through everything."""
        for number in range(first, first + customers):
            person = self._person(number)
            if number == 0:
                await self._everything(person)
            else:
                await person.follows()
                dice = Random(f"{self.seed} {number}")
                self._placed(await person.orders(*_WAYS[(number - 1) % len(_WAYS)], note=dice.choice(_NOTES)))

    async def _everything(self, person: Person) -> None:
        await person.follows()
        told = self._placed(await person.orders("1", "2份9号", note="写：生日快乐 Amy 🎂"))
        order_id = await self._at_the_desk(told.number)
        await self._until(lambda reply: "已接单" in reply, person, "订单")
        if await person.changes("11"):
            told.changes += 1
        if "已催单" in await person.says("催单"):
            told.rushes += 1
        await person.says("催单")  # once in ten minutes is enough, it is told
        await self.engine.act(order_id, Action.START, OWNER)
        await self._until(lambda reply: "制作中" in reply, person, "订单")
        await person.says("修改")  # too late: the shop is told instead
        await person.says("蜡烛换成数字 7 可以吗？")
        await person.says("人工")
        await person.says("可以开发票吗？")
        await self._owner_answers()
        await person.says("菜单")

    async def _owner_answers(self) -> None:
        """What stands in the inbox is answered from there, as far as the account allows."""
        talks = await self._once(lambda: self.engine.inbox.talks(done=False))
        key = talks[0].key
        await self.engine.inbox.answer(key, "可以的，发票随货一起送到。", OWNER)
        detail = await self.engine.inbox.detail(key)
        last = detail.messages[-1] if detail and detail.messages else None
        if last is not None and last.state != "sent":
            self.spoke(
                OWNER,
                "（这个号不能从软件里回复，请在“公众号助手”里回 this account is answered in WeChat's own app）",
            )
        await self.engine.inbox.set_done(key, done=True)

    def _person(self, number: int) -> Person:
        guest: Guest = GUESTS[number % len(GUESTS)]
        contact = f"{guest.name} 1380013{number % 10_000:04d} {guest.address}"
        dice = Random(f"{self.seed} {number} choices")
        return Person(self.wechat, f"oDemo{number}", guest.nickname, contact, self.spoke, self._think, dice)

    async def _think(self) -> None:
        await asyncio.sleep(self.pause)

    def _placed(self, number: str) -> Told:
        return self.told.setdefault(number, Told(number))

    async def _at_the_desk(self, number: str) -> str:
        """The desk's id of an order that a customer was told of."""

        async def known() -> list[str]:
            orders, _ = await self.engine.orders((), None, None, 500)
            return [order.id for order in orders if order.number == number]

        return (await self._once(known))[0]

    async def _once(self, ask: Callable[[], Awaitable[Sequence[_Found]]]) -> Sequence[_Found]:
        """What is asked for as soon as there is some: asked again after each change at the desk."""
        changed = asyncio.Event()
        stop = self.engine.listen(lambda _changes: changed.set())
        try:
            async with asyncio.timeout(_PATIENCE):
                while not (found := await ask()):
                    await changed.wait()
                    changed.clear()
        finally:
            stop()
        return found

    async def _until(self, met: Callable[[str], bool], person: Person, text: str) -> None:
        """The customer asks until the answer is the one hoped for, or patience ends."""
        for _ in range(5):
            if met(await person.says(text)):
                return
            await asyncio.sleep(_LOOK * 5)


@asynccontextmanager
async def on_wechat(relay: RelayProcess, now: Callable[[], float]) -> AsyncGenerator[WeChat]:
    """The WeChat that is played, once the relay shows the menu."""
    async with httpx.AsyncClient(trust_env=False) as client:
        wechat = WeChat(relay.account, client, now)
        if not await wechat.verify_url():
            raise RuntimeError("the relay does not prove its address")
        for _ in range(round(_PATIENCE / _LOOK)):
            if "菜单还在准备中" not in await wechat.types("oReader", "菜单"):
                break
            await asyncio.sleep(_LOOK)
        yield wechat
