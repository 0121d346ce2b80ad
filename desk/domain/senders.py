"""How the senders of webhooks prove themselves: each by its own rule, on raw bytes, in constant time.

`headers` have lower-case names and values as latin-1; a key or secret is never repeated in a sentence.
Sources: standardwebhooks.com; WooCommerce's class-wc-webhook.php; Shopify's page on verifying deliveries.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping

from desk.domain.receipts import NotVerified
from desk.errors import ConfigFault

#: How far the sender's clock may be off, in seconds, either way.
TOLERANCE = 300
#: More digits than any time in this millennium needs.
_MAX_DIGITS = 11
#: WooCommerce's question whether the address answers: form-encoded, signed by nothing.
_PING = re.compile(rb"webhook_id=[0-9]{1,20}")
#: What WordPress writes for five characters, and WooCommerce takes back before it signs.
_ENTITIES = {
    "&amp;": "&", "&#038;": "&", "&#x26;": "&",
    "&lt;": "<", "&#060;": "<", "&#x3c;": "<",
    "&gt;": ">", "&#062;": ">", "&#x3e;": ">",
    "&quot;": '"', "&#034;": '"', "&#x22;": '"',
    "&#039;": "'", "&#x27;": "'",
}  # fmt: skip
_ENTITY = re.compile("|".join(map(re.escape, _ENTITIES)))
#: What Shopify sends with each delivery beside its signature.
SHOPIFY_HEADERS = (
    "x-shopify-topic", "x-shopify-shop-domain", "x-shopify-api-version", "x-shopify-webhook-id",
)  # fmt: skip


def signing_key(secret: str) -> bytes:
    """The HMAC key in a Standard Webhooks secret such as `whsec_MfKQ…`: base64, with or without prefix and padding.

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
    `now` (seconds since 1970), by the Standard Webhooks rules.
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


def plain_key(secret: str) -> bytes:
    """The HMAC key of a secret that is used as it is written. Raises ConfigFault for an empty one."""
    if not secret.strip():
        raise ConfigFault("The webhook secret is empty.", "Copy it from the shop system's settings.")
    return secret.encode()


def woocommerce_key(secret: str) -> bytes:
    """The HMAC key of a WooCommerce webhook's secret, which its shop system takes entities out of first."""
    return plain_key(_ENTITY.sub(lambda found: _ENTITIES[found.group()], secret))


def woocommerce_ping(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether this is the ping a WooCommerce webhook is made with: it holds no order and proves nothing."""
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    return kind == "application/x-www-form-urlencoded" and _PING.fullmatch(body) is not None


def verify_woocommerce(key: bytes, headers: Mapping[str, str], body: bytes) -> None:
    """Raise NotVerified unless `X-WC-Webhook-Signature` is ours."""
    _verify_base64(key, headers.get("x-wc-webhook-signature", ""), body)


def verify_shopify(key: bytes, headers: Mapping[str, str], body: bytes) -> None:
    """Raise NotVerified unless `X-Shopify-Hmac-Sha256` is ours and what Shopify always sends is there."""
    _verify_base64(key, headers.get("x-shopify-hmac-sha256", ""), body)
    if not all(headers.get(name) for name in SHOPIFY_HEADERS):
        raise NotVerified("A delivery of Shopify needs its topic, shop, API version and id.")


def _verify_base64(key: bytes, signature: str, body: bytes) -> None:
    expected = base64.b64encode(hmac.digest(key, body, hashlib.sha256))
    if not hmac.compare_digest(expected, signature.strip().encode("latin-1", "replace")):
        raise NotVerified("The webhook's signature does not match.")
