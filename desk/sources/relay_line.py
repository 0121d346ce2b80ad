"""The line to a relay: requests signed as this paired desk, and what went wrong in words."""

import base64
import binascii
import ipaddress
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from desk.domain.ports import Clock
from desk.errors import ConfigFault, EnvironmentFault
from desk.relay.protocol import DEVICE, SIGNATURE, TIME, encoded, to_sign


class LineFault(EnvironmentFault):
    """The relay gave no answer that counts. `reason` as in desk.domain.wechat.RelayCard."""

    def __init__(self, reason: str, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.reason = reason


class Signer:
    """Signs requests as a paired desk. `secret` is `DEVICE:BASE64`, as pairing wrote it."""

    def __init__(self, secret: str, clock: Clock) -> None:
        """Raises ConfigFault for a secret that is none."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        device, _, key = secret.partition(":")
        try:
            self._key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(key, validate=True))
        except (binascii.Error, ValueError):
            raise ConfigFault(
                "The desk's key for the relay is missing.", "Pair the desk again: desk pair URL CODE."
            ) from None
        self._device = device
        self._clock = clock

    def headers(self, method: str, target: str, body: bytes) -> dict[str, str]:
        """The headers of a request."""
        stamp = str(int(self._clock.now().timestamp()))
        signed = self._key.sign(to_sign(method, target, stamp, body))
        return {DEVICE: self._device, TIME: stamp, SIGNATURE: encoded(signed)}


class Line:
    """Signed requests to one relay. `answered` is called after each that it took."""

    def __init__(
        self, client: httpx.AsyncClient, url: str, signer: Signer, answered: Callable[[], None] = lambda: None
    ) -> None:
        self._client = client
        self._url = url
        self._base = urlsplit(url).path
        self._signer = signer
        self._answered = answered

    async def ask(
        self, method: str, target: str, value: object = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        """The answer's JSON; `value` goes as JSON, or as it is when it is bytes. Raises LineFault."""
        if isinstance(value, bytes):
            body = value
        else:
            body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
        signed = self._signer.headers(method, self._base + target, body)
        try:
            answer = await self._client.request(
                method, self._url + target, content=body, headers={**signed, **(headers or {})}
            )
        except httpx.HTTPError as error:
            raise LineFault(
                "unreachable",
                f"The relay does not answer ({type(error).__name__}).",
                "Orders wait there until it does.",
            ) from error
        if answer.status_code == 401:
            detail, reason = _told(answer)
            if reason == "clock":
                raise LineFault("clock", detail, "Set this computer's clock.")
            raise LineFault("unknown-desk", f"The relay does not know this desk: {detail}", "Pair it again.")
        if answer.status_code != 200:
            raise LineFault(
                "refused", f"The relay answers with {answer.status_code}.", "What it holds waits there."
            )
        try:
            found: Any = answer.json()
        except ValueError:
            raise LineFault("no-relay", "What answers at the relay's address is no relay.") from None
        self._answered()
        return found

    async def table(
        self, method: str, target: str, value: object = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The answer, which must be a JSON table. Raises LineFault."""
        found = await self.ask(method, target, value, headers)
        if not isinstance(found, dict):
            raise LineFault("no-relay", "What answers at the relay's address is no relay.")
        return {str(key): each for key, each in found.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON


def travels_openly(url: str) -> bool:
    """Whether what is sent there could be read on the way: plain http beyond this computer."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return False
    host = parts.hostname or ""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def _told(answer: httpx.Response) -> tuple[str, str]:
    try:
        found: Any = answer.json()
        return str(found["detail"])[:200], str(found.get("reason", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", ""
