"""Calls to WeChat's API for one account: a message to a customer, a notice. Never inside a callback's request.

Only what surely was not taken may be tried again: a connection that did not come about. Whatever breaks after
that has an unknown end. wechatpy's client is not used: its answer to 40001 is an endless loop, and its token fetch
has no time limit.
"""

import asyncio
import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, cast

import httpx

from desk.errors import ConfigFault
from desk.relay.config import Account
from desk.relay.wechat.api_errors import Answer, Outcome, outcome_of
from desk.settings.secrets import Secret

#: Seconds until a connection must stand, and for a whole call.
CONNECT, WHOLE = 5.0, 10.0
#: The largest answer that is read, in bytes; WeChat's have less than a thousand.
MAX_ANSWER = 64 * 1024
#: WeChat promises tokens of at least this many characters' room: 512. Anything much longer is none.
_TOKEN = re.compile(r"[\x21-\x7e]{1,2048}")
#: A token is asked for again this many seconds before its end. stable_token gives the next one for the last five
#: minutes, in which both are good.
_BEFORE_END = 240.0
_ADDRESS = re.compile(r"[0-9a-fA-F]{0,4}(?:[.:]{1,2}[0-9a-fA-F]{1,4}){2,8}")

#: The interfaces a message may go by: 客服消息, or 订阅通知 (模板消息 on a test account).
Way = Literal["service", "notice"]


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the path below `api_base` and its JSON."""

    path: str
    body: Mapping[str, object]


def service_message(openid: str, text: str) -> Call:
    """A text that answers no request; WeChat takes it while the customer's window is open."""
    return Call(
        "/cgi-bin/message/custom/send", {"touser": openid, "msgtype": "text", "text": {"content": text}}
    )


def notice(account: Account, openid: str, template: str, values: Mapping[str, str]) -> Call:
    """A notice by a template: 订阅通知, on test accounts 模板消息."""
    path = (
        "/cgi-bin/message/template/send" if account.type == "test" else "/cgi-bin/message/subscribe/bizsend"
    )
    data = {name: {"value": value} for name, value in values.items()}
    return Call(path, {"touser": openid, "template_id": template, "data": data})


def new_client() -> httpx.AsyncClient:
    """A client for calls to WeChat.

    A connection of its own for each call: one kept open may have been closed by the other side just when a message
    goes into it, and then nobody knows whether it was taken.
    """
    # its lines name the address of each request, and the token stands in it
    logging.getLogger("httpx").setLevel(logging.WARNING)
    return httpx.AsyncClient(
        timeout=httpx.Timeout(WHOLE, connect=CONNECT),
        limits=httpx.Limits(max_connections=32, max_keepalive_connections=0),
        trust_env=False,
    )


class Caller(Protocol):
    """Who calls: an account, or a store (微信小店)."""

    @property
    def appid(self) -> str:
        """WeChat's name of it."""
        ...

    @property
    def secret(self) -> Secret:
        """Its AppSecret."""
        ...

    @property
    def api_base(self) -> str:
        """Where WeChat's API is."""
        ...


class WeChatApi:
    """One account's calls and its token. `now` gives seconds since 1970; `whole` bounds a call, in seconds."""

    def __init__(
        self, account: Caller, client: httpx.AsyncClient, now: Callable[[], float], whole: float = WHOLE
    ) -> None:
        self._whole = whole
        self._account = account
        self._client = client
        self._now = now
        self._fetching = asyncio.Lock()
        self._token = ""
        self._until = 0.0

    async def call(self, call: Call) -> Answer:
        """Make a call; with a token that is not the latest once more with another one."""
        token = await self._good_token("")
        if isinstance(token, Answer):
            return token
        answer = await self._post(call.path, call.body, token)
        if answer.outcome is not Outcome.STALE:
            return answer
        token = await self._good_token(token)
        return token if isinstance(token, Answer) else await self._post(call.path, call.body, token)

    async def _good_token(self, stale: str) -> str | Answer:
        """The token, one fetch at a time; another one than `stale`, if there is."""
        async with self._fetching:
            if self._token and self._token != stale and self._now() < self._until:
                return self._token
            try:
                secret = await asyncio.to_thread(self._account.secret.reveal)  # a key store may be slow
            except ConfigFault as fault:
                return Answer(Outcome.SETUP, hint=fault.what)
            asked = {
                "grant_type": "client_credential",
                "appid": self._account.appid,
                "secret": secret,
                "force_refresh": False,  # forcing would take the token from the other relays
            }
            answer = await self._post("/cgi-bin/stable_token", asked)
            if answer.outcome is Outcome.UNKNOWN:
                return Answer(Outcome.UNREACHED, answer.code, answer.hint)
            if answer.outcome is not Outcome.TAKEN:
                return answer
            found = answer.value or {}
            token, lasts = found.get("access_token"), found.get("expires_in")
            if not isinstance(token, str) or not _TOKEN.fullmatch(token) or not isinstance(lasts, int):
                return Answer(Outcome.UNREACHED, hint="no token in the answer")
            self._token, self._until = token, self._now() + max(10.0, min(lasts, 7200) - _BEFORE_END)
            return token

    async def _post(self, path: str, body: Mapping[str, object], token: str = "") -> Answer:
        content = json.dumps(body, ensure_ascii=False).encode()  # WeChat shows \uXXXX as it stands
        try:
            async with (
                asyncio.timeout(self._whole),
                self._client.stream(
                    "POST",
                    self._account.api_base + path,
                    params={"access_token": token} if token else {},
                    content=content,
                    headers={"content-type": "application/json; charset=utf-8"},
                ) as answer,
            ):
                if answer.status_code != 200:
                    return Answer(Outcome.UNKNOWN, hint=f"HTTP {answer.status_code}")
                return _read(await _bounded(answer))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL) as error:
            return Answer(Outcome.UNREACHED, hint=type(error).__name__)
        except (httpx.HTTPError, TimeoutError) as error:
            return Answer(Outcome.UNKNOWN, hint=type(error).__name__)


async def _bounded(answer: httpx.Response) -> bytes:
    parts = bytearray()
    async for part in answer.aiter_bytes():
        parts += part
        if len(parts) > MAX_ANSWER:
            break
    return bytes(parts)


def _read(content: bytes) -> Answer:
    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError):
        return Answer(Outcome.UNKNOWN, hint="no JSON")
    if not isinstance(found, dict):
        return Answer(Outcome.UNKNOWN, hint="no JSON table")
    value = cast("dict[str, object]", found)
    code = value.get("errcode", 0 if "access_token" in value else None)
    if not isinstance(code, int) or isinstance(code, bool):
        return Answer(Outcome.UNKNOWN, hint="no errcode")
    address = _ADDRESS.search(str(value.get("errmsg", ""))[:500]) if code == 40164 else None
    return Answer(outcome_of(code), code, address[0] if address else "", value)
