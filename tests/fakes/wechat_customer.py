"""A customer of a shop on WeChat who orders by numbers and does not give up.

Reads what the account says and answers that, so that lost replies and restarted conversations do not confuse them.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable

import httpx

from desk.demo.wechat.person import answer_to, placed
from tests.fakes.wechat_user import Refused, WeChat

_SHOWN = re.compile(r"W\d{3,}")


def person_name(number: int) -> str:
    """`客零零四二` for 42: nobody is called by digits. From 0 to 99,999."""
    return "客" + "".join("零一二三四五六七八九"[int(digit)] for digit in f"{number:04d}")


class GaveUp(Exception):
    """The account made no sense any more."""


class Customer:
    """One person. `took` is called with each reply's seconds, `think` before each message; `pause` between the attempts WeChat makes."""

    def __init__(
        self,
        wechat: WeChat,
        openid: str,
        name: str,
        *,
        pause: float = 0.0,
        think: Callable[[], Awaitable[None]] | None = None,
        took: Callable[[float], None] | None = None,
    ) -> None:
        self._wechat = wechat
        self.openid = openid
        self.name = name
        self._pause = pause
        self._think = think
        self._took = took
        self.unanswered = 0
        self.asked_at = 0.0  # when the last message was typed, by time.monotonic()

    async def says(self, text: str) -> str | None:
        """Type a text; the reply, None when WeChat had to say that the account is out of order."""
        if self._think is not None:
            await self._think()
        inner = f"<MsgType>text</MsgType><Content><![CDATA[{text}]]></Content>"
        xml = self._wechat.message(self.openid, inner)
        self.asked_at = time.monotonic()
        for attempt in range(3):
            if attempt and self._pause:
                await asyncio.sleep(self._pause)
            began = time.monotonic()
            try:
                reply = self._wechat.shown(xml, await self._wechat.post(xml))
            except (httpx.HTTPError, Refused):
                continue
            if self._took is not None:
                self._took(time.monotonic() - began)
            return reply
        self.unanswered += 1
        return None

    async def orders(self, wish: str, *, patience: int = 60) -> tuple[str, bool]:
        """Order one thing; its number, and whether the account itself had said so at once.

        After a message without an answer the customer looks at 订单 before doing anything twice. Raises GaveUp.
        """
        before = await self._number()
        text = wish
        for _ in range(patience):
            reply = await self.says(text)
            if reply is None:
                number = await self._number()
                if number != before:
                    return number, False
                await self._until(self.says, "取消")
                text = wish
                continue
            if number := placed(reply):
                return number, True
            text = self._next(reply, wish)
        raise GaveUp(f"{self.name}: no order after {patience} messages")

    def _next(self, reply: str, wish: str) -> str:
        if "甜度？" in reply:
            return "2"
        return answer_to(reply, f"{self.name} 13800138000 望京街9号") or wish

    async def _number(self) -> str:
        """The number of the newest order the account tells of, "" for none."""
        reply = await self._until(self.says, "订单")
        found = _SHOWN.search(reply)
        return found[0] if found else ""

    async def _until(self, ask: Callable[[str], Awaitable[str | None]], text: str) -> str:
        async with asyncio.timeout(120):
            while (reply := await ask(text)) is None:
                pass
        return reply
