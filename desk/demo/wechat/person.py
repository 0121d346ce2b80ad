"""Somebody on WeChat who reads what the account says and answers that: how an order by chat goes, from outside."""

import re
from collections.abc import Awaitable, Callable
from random import Random

from desk.demo.wechat.platform import WeChat

_PLACED = re.compile(r"(?:下单成功|已改单)，订单号 (W\d+)")
_CHOICES = re.compile(r"^(\d+) ", re.MULTILINE)
#: Words of a question, and what is answered; the first that stands in the reply counts.
_ANSWERS = (
    ("回复 1 确认下单", "1"),
    ("怎么付款？", "1"),
    ("什么时候要？", "1"),
    ("1 送到上次的地址", "1"),
    ("1 送货\n2 自取", "1"),
    ("回复 0 结账", "0"),
)
_CONTACT, _WISHES = "请一次发来：姓名 电话", "有什么要求？没有回复 0"
#: An order takes no more messages than this.
_PATIENCE = 40


class Lost(Exception):
    """The account made no sense to a customer any more."""


def placed(reply: str) -> str:
    """The order number that a reply tells of, "" for none."""
    found = _PLACED.search(reply)
    return found[1] if found else ""


def answer_to(reply: str, contact: str, note: str = "0") -> str | None:
    """What somebody who wants to get on answers to a question of the checkout; None when it asks none of those."""
    if _CONTACT in reply:
        return contact
    if _WISHES in reply:
        return note
    return next((answer for words, answer in _ANSWERS if words in reply), None)


class Person:
    """One customer. `spoke(who, text)` hears each line of the conversation, `pause` comes before each typed one."""

    def __init__(
        self,
        wechat: WeChat,
        openid: str,
        nickname: str,
        contact: str,
        spoke: Callable[[str, str], None],
        pause: Callable[[], Awaitable[None]],
        dice: Random,
    ) -> None:
        self._wechat = wechat
        self._openid = openid
        self._spoke = spoke
        self._pause = pause
        self._dice = dice
        self.nickname = nickname
        self.contact = contact

    async def follows(self) -> str:
        """Follow the account."""
        self._spoke(self.nickname, "（关注 follows）")
        return self._heard(await self._wechat.follows(self._openid))

    async def says(self, text: str) -> str:
        """Type something; the reply, "" for none."""
        await self._pause()
        self._spoke(self.nickname, text)
        return self._heard(await self._wechat.types(self._openid, text))

    async def orders(self, *wishes: str, note: str = "0") -> str:
        """Say each wish, answer whatever is asked, check out and confirm; the order number. Raises Lost."""
        return await self._goes_on("", list(wishes), note)

    async def changes(self, *wishes: str) -> str:
        """修改, then as `orders`; the order number, or "" when it had begun and the shop was told instead."""
        reply = await self.says("修改")
        return "" if "已开始制作" in reply else await self._goes_on("", list(wishes), "0")

    async def _goes_on(self, reply: str, wishes: list[str], note: str) -> str:
        for _ in range(_PATIENCE):
            options = "？\n1 " in reply and answer_to(reply, "") is None
            if number := placed(reply):
                return number
            if options:  # a question about the product: any of its choices
                text = self._dice.choice(_CHOICES.findall(reply))
            elif wishes and answer_to(reply, "") in {None, "0"}:
                text = wishes.pop(0)
            else:
                text = answer_to(reply, self.contact, note) or "菜单"
            reply = await self.says(text)
        raise Lost(f"{self.nickname}: {reply[:80]}")

    def _heard(self, reply: str) -> str:
        if reply:
            self._spoke("", reply)
        return reply
