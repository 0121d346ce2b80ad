"""Orders pushed by another system under the Standard Webhooks rules: verified on raw bytes, then parsed."""

import asyncio
import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

from desk.domain.orders import OrderDraft
from desk.domain.ports import Clock
from desk.domain.receipts import NotVerified
from desk.errors import ConfigFault
from desk.sources.base import Receive, SourceHealth
from desk.sources.order_document import parse_order

#: How far the sender's clock may be off, in seconds, either way.
TOLERANCE = 300
#: More digits than any time in this millennium needs.
_MAX_DIGITS = 11


def signing_key(secret: str) -> bytes:
    """The HMAC key in a secret such as `whsec_MfKQ…`: base64, with or without prefix and padding.

    Raises ConfigFault for an empty one or one that is no base64; the sentence never repeats it.
    """
    text = secret.strip().removeprefix("whsec_").rstrip("=")
    remedy = "Copy the signing secret from the sending system; it reads whsec_ and base64 letters."
    if not text:
        raise ConfigFault("The webhook secret is empty.", remedy)
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise ConfigFault("The webhook secret is not base64.", remedy) from None


def sign(key: bytes, delivery_id: str, timestamp: int, body: bytes) -> str:
    """The `webhook-signature` of a delivery, as a sender makes it."""
    signed = f"{delivery_id}.{timestamp}.".encode("latin-1") + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def verify(key: bytes, headers: Mapping[str, str], body: bytes, now: float) -> None:
    """Raise NotVerified unless one of the signatures is ours and the time stamp is within TOLERANCE of
    `now` (seconds since 1970). `headers` have lower-case names, values as latin-1.
    """
    delivery_id = headers.get("webhook-id", "")
    stamp = headers.get("webhook-timestamp", "")
    signatures = headers.get("webhook-signature", "")
    if not (delivery_id and stamp and signatures):
        raise NotVerified("A webhook needs the headers webhook-id, webhook-timestamp and webhook-signature.")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= _MAX_DIGITS):
        raise NotVerified("webhook-timestamp must be whole seconds since 1970.")
    if abs(now - int(stamp)) > TOLERANCE:
        raise NotVerified(f"webhook-timestamp is more than {TOLERANCE} s away from this desk's clock.")
    signed = f"{delivery_id}.{stamp}.".encode("latin-1") + body
    expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256))
    matches = False
    for entry in signatures.split():
        version, _, signature = entry.partition(",")
        if version == "v1":
            matches |= hmac.compare_digest(expected, signature.encode("latin-1"))
    if not matches:
        raise NotVerified("The webhook's signature does not match.")


class WebhookSource:
    """One sender with its own secret. The listener hands it each delivery; `run` only waits."""

    kind = "webhook"

    def __init__(self, name: str, secret: str, clock: Clock, currency: str = "CNY") -> None:
        """`currency` is that of orders which name none. Raises ConfigFault for a secret that is none."""
        self.name = name
        self.health = SourceHealth()
        try:
            self._key = signing_key(secret)
        except ConfigFault as fault:
            raise ConfigFault(f'[[sources]] "{name}" in desk.toml: {fault.what}', fault.remedy) from None
        self._clock = clock
        self._currency = currency
        self._stopped = asyncio.Event()

    def open(self, headers: Mapping[str, str], body: bytes) -> OrderDraft:
        """Verify, then parse. Raises NotVerified or MalformedOrder."""
        verify(self._key, headers, body, self._clock.now().timestamp())
        return parse_order(body, self.name, self._currency)

    async def run(self, receive: Receive) -> None:
        """Wait until stopped: deliveries come in through the listener, which acknowledges them itself."""
        del receive
        self._stopped.clear()
        self.health = SourceHealth("running")
        try:
            await self._stopped.wait()
        finally:
            self.health = SourceHealth()

    async def stop(self) -> None:
        """Let `run` return."""
        self._stopped.set()
