"""Calls to WeChat Pay's v3 interface: wechatpayv3 writes and signs them, this line carries them.

The library's own transport is not used: it would fetch certificates when an answer names a serial it does not know,
looks at no answer's time, and has no end for a whole call. Here an answer counts only when it is signed by a key of
ours. Each call is bounded, and its end is known (an answer, a refusal with WeChat's word) or is not (`Unsure`).
Source: WeChat Pay v3, 基础支付 (JSAPI, Native, query, close) and 退款 (refunds), as of 2026-11.
"""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import httpx
from wechatpayv3 import WeChatPay, WeChatPayType, utils
from wechatpayv3.type import RequestType

from desk.relay.pay.notices import signed_by_wechat, table_of
from desk.relay.pay.settings import PaySettings

#: Seconds until a connection must stand, and for what comes over it; and for a whole call.
CONNECT, READ, WHOLE = 3.0, 10.0, 13.0
#: The largest answer that is read, in bytes.
MAX_ANSWER = 64 * 1024
_signing: Any = utils  # which has no types
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
#: Words with which WeChat says that the same call may be tried again.
_AGAIN = frozenset(
    {"SYSTEM_ERROR", "BANK_ERROR", "FREQUENCY_LIMITED", "FREQUENCY_LIMIT_EXCEED", "RATELIMIT_EXCEED"}
)

Answer = Mapping[str, Any]


class PayTrouble(Exception):
    """A call without an answer that counts. Holds no secret, no address, no text of WeChat's."""


class Unreached(PayTrouble):
    """WeChat surely has nothing of the call: no connection came about."""


class Unsure(PayTrouble):
    """Nobody knows what became of the call."""


class Declined(PayTrouble):
    """WeChat refused. `code` is its word, such as ORDER_NOT_EXIST."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


class PayApi:
    """One merchant's calls. `now` gives seconds since 1970; `whole` bounds a call, in seconds."""

    def __init__(self, settings: PaySettings, now: Callable[[], float], whole: float = WHOLE) -> None:
        self._settings = settings
        self.line = _Line(settings, now, whole)
        library: Any = WeChatPay(
            wechatpay_type=WeChatPayType.JSAPI,
            mchid=settings.mchid,
            private_key=settings.private_key,
            cert_serial_no=settings.serial,
            appid=settings.appid,
            apiv3_key=settings.api_v3_key.decode("latin-1"),
            notify_url=f"{settings.notify_base}/pay/notify",
            public_key=settings.public_key,
            public_key_id=settings.public_key_id,
        )
        self._sign: Callable[[list[str]], str] = library._core.sign
        library._core = self.line  # what the library writes goes by our line
        self._library = library

    async def ask(
        self, way: str, number: str, title: str, amount: int, currency: str, until: datetime, openid: str = ""
    ) -> str:
        """Ask for money until then: the prepay_id of `jsapi`, the code_url of `native`. Repeated with the same words it
        is the same payment.
        """
        jsapi = way == "jsapi"
        answer = await _awaited(
            self._library.pay(
                description=title,
                out_trade_no=number,
                amount={"total": amount, "currency": currency},
                payer={"openid": openid} if jsapi else None,
                time_expire=until.astimezone(UTC).isoformat(timespec="seconds"),
                pay_type=WeChatPayType.JSAPI if jsapi else WeChatPayType.NATIVE,
            )
        )
        found = answer.get("prepay_id" if jsapi else "code_url")
        if not isinstance(found, str) or not 0 < len(found) <= 512:
            raise Unsure("an answer without what was asked for")
        return found

    async def query(self, number: str) -> Answer:
        """Where a payment stands, by our number."""
        return await _awaited(self._library.query(out_trade_no=quote(number, safe="")))

    async def close(self, number: str) -> None:
        """Nobody may pay it any more."""
        await _awaited(self._library.close(quote(number, safe="")))

    async def refund(
        self, number: str, refund: str, amount: int, total: int, currency: str, reason: str
    ) -> Answer:
        """Give `amount` of `total` back; repeated with the same words it is the same refund."""
        return await _awaited(
            self._library.refund(
                out_refund_no=refund,
                out_trade_no=number,
                amount={"refund": amount, "total": total, "currency": currency},
                reason=reason or None,
                notify_url=f"{self._settings.notify_base}/pay/refund",
            )
        )

    async def query_refund(self, refund: str) -> Answer:
        """Where a refund stands, by our number."""
        return await _awaited(self._library.query_refund(quote(refund, safe="")))

    def bridge(self, prepay_id: str, stamp: int, nonce: str) -> Mapping[str, str]:
        """What WeixinJSBridge's getBrandWCPayRequest takes; paySign is RSA over appId, time, nonce and package."""
        package = f"prepay_id={prepay_id}"
        signature = self._sign([self._settings.appid, str(stamp), nonce, package])
        return {
            "appId": self._settings.appid,
            "timeStamp": str(stamp),
            "nonceStr": nonce,
            "package": package,
            "signType": "RSA",
            "paySign": signature,
        }

    async def aclose(self) -> None:
        """Let go of the line."""
        await self.line.aclose()


async def _awaited(call: Awaitable[Answer]) -> Answer:
    """The library returns what its core's `request` returns, and ours is to be awaited."""
    return await call


class _Line:
    """Stands where the library has its core: carries a call and believes only what WeChat signed."""

    def __init__(self, settings: PaySettings, now: Callable[[], float], whole: float) -> None:
        self._settings = settings
        self._now = now
        self._whole = whole
        self._key: Any = _signing.load_private_key(settings.private_key)
        self._client: httpx.AsyncClient | None = None

    async def request(self, path: str, method: RequestType = RequestType.GET, data: Any = None) -> Answer:
        """As the library calls its core; the answer's JSON, {} for none. Raises PayTrouble."""
        content = b"" if data is None else json.dumps(data).encode()
        settings = self._settings
        headers = {
            "accept": "application/json",
            "accept-encoding": "identity",
            "content-type": "application/json",
            "user-agent": "order-desk",
            "wechatpay-serial": settings.public_key_id,
            "authorization": str(
                _signing.build_authorization(
                    path, method.value, settings.mchid, settings.serial, self._key, data
                )
            ),
        }
        url = settings.api_base + path
        try:
            async with (
                asyncio.timeout(self._whole),
                self._open().stream(method.value, url, content=content, headers=headers) as answer,
            ):
                body = await _bounded(answer)
                return self._believed(answer.status_code, answer.headers, body)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL) as error:
            raise Unreached(type(error).__name__) from None
        except (httpx.HTTPError, TimeoutError) as error:
            raise Unsure(type(error).__name__) from None

    def _believed(self, status: int, headers: Mapping[str, str], body: bytes) -> Answer:
        refused = signed_by_wechat(headers, body, self._now(), self._settings.keys)
        if 200 <= status < 300:
            if refused is not None:
                raise Unsure(f"an answer with {refused.reason}")
            told = table_of(body) if body else dict[str, Any]()
            if told is None:
                raise Unsure("no JSON")
            return told
        if refused is not None and refused.reason != "no signature":  # refusals are not always signed
            raise Unsure(f"a refusal with {refused.reason}")
        told = table_of(body) or {}
        code = told.get("code")
        if not isinstance(code, str) or not _CODE.fullmatch(code) or status >= 500 or code in _AGAIN:
            raise Unsure(f"HTTP {status}")
        raise Declined(status, code)

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            logging.getLogger("httpx").setLevel(logging.WARNING)  # its lines name the address of each request
            self._client = httpx.AsyncClient(
                timeout=httpx.Timeout(READ, connect=CONNECT),
                # one kept open may have been closed by the other side just when a call goes into it
                limits=httpx.Limits(max_connections=32, max_keepalive_connections=0),
                trust_env=False,
            )
        return self._client

    async def aclose(self) -> None:
        """Let go of the line."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()


async def _bounded(answer: httpx.Response) -> bytes:
    parts = bytearray()
    async for part in answer.aiter_bytes():
        parts += part
        if len(parts) > MAX_ANSWER:
            raise Unsure("too large an answer")
    return bytes(parts)
