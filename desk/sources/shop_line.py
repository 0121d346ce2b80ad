"""Questions to a shop system's API: bounded in time and size, and what went wrong in words."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from desk.domain.json_input import BadJson, read_json
from desk.errors import ConfigFault, EnvironmentFault
from desk.sources.relay_line import travels_openly

#: Seconds until a connection must stand, and for a whole answer.
CONNECT, WHOLE = 10.0, 60.0
#: The largest answer that is read, in bytes: a page of fifty orders has a few hundred thousand.
MAX_ANSWER = 8 * 1024 * 1024
#: The longest that an answer may make us wait, in seconds.
MAX_WAIT = 3600.0


class ShopFault(EnvironmentFault):
    """The shop system gave no answer that counts. `reason` is a word for programs; `wait` how many seconds it
    asked us to stay away, 0 when it did not say.
    """

    def __init__(self, reason: str, what: str, remedy: str = "", wait: float = 0.0) -> None:
        super().__init__(what, remedy)
        self.reason = reason
        self.wait = wait


@dataclass(frozen=True, slots=True)
class ShopAnswer:
    """What the shop system said, with lower-case header names, and what its own clock showed, where it told."""

    value: Any
    headers: Mapping[str, str]
    at: datetime | None


def new_client(transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """A client for one shop system."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # its lines name each address with its parameters
    timeout = httpx.Timeout(WHOLE, connect=CONNECT)
    return httpx.AsyncClient(timeout=timeout, trust_env=False, transport=transport)


def checked_url(name: str, url: str, example: str) -> str:
    """The address of a shop system without a slash at its end. Raises ConfigFault for one that is none, or over
    which the keys would travel in the clear.
    """
    where = f'[[sources]] "{name}" in desk.toml: url'
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good, parts = False, urlsplit("")
    if not good or parts.query or parts.fragment or parts.username:
        raise ConfigFault(f"{where} is no web address.", f'Write url = "{example}".')
    if travels_openly(url):
        raise ConfigFault(
            f"{where} begins with http://; the keys could be read on the way.", "Write https://."
        )
    return url.rstrip("/")


class ShopLine:
    """GET requests to one API, each with the same proof of who asks."""

    def __init__(
        self, client: httpx.AsyncClient, url: str, auth: tuple[str, str] | None, headers: Mapping[str, str]
    ) -> None:
        self._client = client
        self._url = url
        self._auth = httpx.BasicAuth(*auth) if auth else None
        self._headers = dict(headers)

    def owns(self, address: str) -> bool:
        """Whether a whole address lies below the API's."""
        return address.startswith(self._url + "/")

    async def get(self, target: str, params: Mapping[str, str]) -> ShopAnswer:
        """The answer's JSON; `target` is a path below the API's address, or a whole address below it. Raises ShopFault."""
        url = target if self.owns(target) else self._url + target
        try:
            async with asyncio.timeout(WHOLE):
                request = self._client.build_request(
                    "GET", url, params=dict(params) or None, headers=self._headers
                )
                answer = await self._client.send(request, auth=self._auth, stream=True)
                try:
                    return await self._read(answer)
                finally:
                    await answer.aclose()
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise ShopFault(
                "unreachable", f"The shop does not answer ({type(error).__name__}).", "Orders wait there."
            ) from error

    async def _read(self, answer: httpx.Response) -> ShopAnswer:
        _check(answer)
        parts = bytearray()
        async for part in answer.aiter_bytes():
            parts += part
            if len(parts) > MAX_ANSWER:
                raise ShopFault("no-shop", "The shop's answer has no end.", "Look at its address.")
        try:
            value = read_json(bytes(parts), MAX_ANSWER)
        except BadJson:
            raise ShopFault(
                "no-shop",
                "What answers at the shop's address does not speak its API.",
                "Look at its address.",
            ) from None
        return ShopAnswer(value, {k.lower(): v for k, v in answer.headers.items()}, _date(answer))


def _check(answer: httpx.Response) -> None:
    status = answer.status_code
    if status == 200:
        return
    if status in {401, 403}:
        raise ShopFault(
            "refused", "The shop does not accept the key.", "Make a new key there with read access."
        )
    if status == 429:
        raise ShopFault("busy", "The shop asks for fewer questions.", wait=_wait(answer))
    if status == 404:
        raise ShopFault("not-found", "The shop has nothing at this address.", "Look at its address.")
    raise ShopFault("unreachable", f"The shop answers with {status}.", "Orders wait there.", _wait(answer))


def _wait(answer: httpx.Response) -> float:
    text = answer.headers.get("retry-after", "").strip().split(".")[0]
    return min(float(text), MAX_WAIT) if text.isascii() and text.isdigit() and len(text) < 9 else 0.0


def _date(answer: httpx.Response) -> datetime | None:
    try:
        at = parsedate_to_datetime(answer.headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    return at.astimezone(UTC) if at.tzinfo else None
