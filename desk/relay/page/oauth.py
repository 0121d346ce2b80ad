"""Whose telephone it is, asked of WeChat without a tap (网页授权, snsapi_base), on accounts that may.

A browser inside WeChat that opens the menu without a cookie goes to WeChat and comes back with a code, which is good
once and is changed for the openid at the account's own interface. The state that travels along belongs to the browser
that was sent away. Whatever fails, the menu opens for a guest, and nobody is sent away twice.
Source: doc/service/guide/h5/auth, as of 2026-11.
"""

import base64
import hashlib
import hmac
import json
import logging
import re
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from desk.relay.config import Account
from desk.relay.menu_link import link_key
from desk.relay.wechat.capabilities import Capability, can

COOKIE = "desk_asked"
#: How long somebody may be away, and how long the interface may take, in seconds.
LASTS, PATIENCE = 600, 5.0
#: The largest answer that is read, in bytes.
_MOST = 64 * 1024
_OPENID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_CODE = re.compile(r"[0-9A-Za-z_-]{1,128}")
_log = logging.getLogger("desk.relay")


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is sent to `url`, and comes back with the state that `cookie` proves to be theirs."""

    url: str
    cookie: str


class Oauth:
    """Asks for one account; `public_url` is the relay's own address."""

    def __init__(
        self, account: Account, public_url: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._account = account
        self._back = f"{public_url}/m/{quote(account.id)}/oauth"
        self._key = link_key(account)
        self._transport = transport

    @property
    def possible(self) -> bool:
        """Whether the account may, and has what it takes."""
        return bool(self._account.secret) and can(self._account.type, Capability.OAUTH)

    def away(self, now: float) -> Away:
        """Where to send a browser that we do not know."""
        nonce = secrets.token_urlsafe(12)
        until = int(now) + LASTS
        state = f"{nonce}.{until}.{self._sign(nonce, until)}"
        query = urlencode(
            {
                "appid": self._account.appid, "redirect_uri": self._back, "response_type": "code",
                "scope": "snsapi_base", "state": state,
            }
        )  # fmt: skip
        return Away(f"{self._account.open_base}/connect/oauth2/authorize?{query}#wechat_redirect", nonce)

    def ours(self, state: str, cookie: str, now: float) -> bool:
        """Whether a state is one of ours, of now, and of the browser that has this cookie."""
        parts = state.split(".")
        if len(state) > 200 or len(parts) != 3 or not (parts[1].isascii() and parts[1].isdigit()):
            return False
        nonce, until, signature = parts[0], int(parts[1][:12]), parts[2]
        good = hmac.compare_digest(self._sign(nonce, until).encode(), signature.encode())
        same = hmac.compare_digest(nonce.encode(), cookie.encode())
        return good and same and now < until

    async def openid(self, code: str) -> str | None:
        """Whose code it is; None for one that WeChat does not take, or when WeChat cannot be asked."""
        if not _CODE.fullmatch(code):
            return None
        query = {
            "appid": self._account.appid, "secret": self._account.secret.reveal(), "code": code,
            "grant_type": "authorization_code",
        }  # fmt: skip
        try:
            async with (
                httpx.AsyncClient(timeout=PATIENCE, transport=self._transport, trust_env=False) as client,
                client.stream(
                    "GET", f"{self._account.api_base}/sns/oauth2/access_token", params=query
                ) as answer,
            ):
                raw = bytearray()
                async for part in answer.aiter_bytes():
                    raw += part
                    if len(raw) > _MOST:
                        raise ValueError("too long")
            told: Any = json.loads(raw)
            openid = told.get("openid", "")
            if not isinstance(openid, str) or not _OPENID.fullmatch(openid):
                raise ValueError(f"errcode {told.get('errcode')}")
        except (httpx.HTTPError, ValueError, AttributeError, RecursionError) as error:
            # the error of a request may hold its address, and that the secret
            _log.warning(
                "account %s: WeChat does not say whose page it is: %s", self._account.id, _word(error)
            )
            return None
        return openid

    def _sign(self, nonce: str, until: int) -> str:
        digest = hmac.digest(self._key, f"oauth\n{nonce}\n{until}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode()[:22]


def _word(error: Exception) -> str:
    return str(error)[:60] if type(error) is ValueError else type(error).__name__
