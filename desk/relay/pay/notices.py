"""A notification of WeChat Pay becomes what it says, or a refusal: checked in a fixed order, without any network.

1. at most 64 KiB, and the four headers; 2. the serial is one of ours; 3. the time; 4. RSA-SHA256 (PKCS#1 v1.5) over
`time\\nnonce\\nbody\\n`; 5. AES-256-GCM around the resource. What it says of money is checked by whoever believes it
(desk.relay.pay.booking). A signature that begins with `WECHATPAY/SIGNTEST/` is WeChat's probe whether we check at all.
Source: WeChat Pay v3, 签名验证 (verification) and 回调报文解密 (decryption), as of 2026-11. The library's own
check is not used: it knows no time and fetches certificates from inside the request.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from desk.domain.json_input import BadJson, read_json

#: The largest notification that is read, in bytes.
MAX_BODY = 64 * 1024
#: How far its time may be from ours, in seconds, either way.
MAX_AGE = 300
SIGNATURE, SERIAL = "wechatpay-signature", "wechatpay-serial"
TIMESTAMP, NONCE = "wechatpay-timestamp", "wechatpay-nonce"
_PROBE = "WECHATPAY/SIGNTEST/"
_SECONDS = re.compile(r"[1-9][0-9]{0,11}")
_PRINTABLE = re.compile(r"[\x21-\x7e]+")
#: The longest header that is looked at, and the longest id, in characters.
_LONGEST, _LONGEST_ID = 1024, 64


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something is not believed, in a word for the log, and the status to answer. Holds nothing of it."""

    reason: str
    status: int = 401


@dataclass(frozen=True, slots=True)
class Notice:
    """A genuine notification: its own id, its event (`TRANSACTION.SUCCESS`, `REFUND.SUCCESS` …), what it says."""

    id: str
    event: str
    resource: Mapping[str, Any]


def signed_by_wechat(
    headers: Mapping[str, str], body: bytes, now: float, keys: Mapping[str, RSAPublicKey]
) -> Refused | None:
    """Whether the headers' signature is WeChat's over this body and of now; None when it is. Answers to our own
    calls are signed in the same way.
    """
    found = [headers.get(name, "") for name in (SIGNATURE, SERIAL, TIMESTAMP, NONCE)]
    if not all(0 < len(each) <= _LONGEST and _PRINTABLE.fullmatch(each) for each in found):
        return Refused("no signature", 400)
    signature, serial, stamp, nonce = found
    key = keys.get(serial)
    if key is None:
        return Refused("unknown serial")
    if not _SECONDS.fullmatch(stamp):
        return Refused("no time", 400)
    if abs(now - int(stamp)) > MAX_AGE:
        return Refused("too old")
    if signature.startswith(_PROBE):
        return Refused("probe")
    try:
        raw = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return Refused("wrong signature")
    # the last digit of base64 has bits that say nothing
    if not hmac.compare_digest(base64.b64encode(raw), signature.encode()):
        return Refused("wrong signature")
    try:
        key.verify(raw, f"{stamp}\n{nonce}\n".encode() + body + b"\n", PKCS1v15(), SHA256())
    except InvalidSignature:
        return Refused("wrong signature")
    return None


def read_notice(
    headers: Mapping[str, str], body: bytes, now: float, keys: Mapping[str, RSAPublicKey], api_v3_key: bytes
) -> Notice | Refused:
    """What a notification says. Never raises, whatever it holds. `now` in seconds since 1970."""
    if len(body) > MAX_BODY:
        return Refused("too large", 413)
    refused = signed_by_wechat(headers, body, now, keys)
    if refused is not None:
        return refused
    told = table_of(body)
    if told is None:
        return Refused("no notification", 400)
    name, event, sealed = told.get("id"), told.get("event_type"), told.get("resource")
    if not isinstance(name, str) or len(name) > _LONGEST_ID or not _PRINTABLE.fullmatch(name):
        return Refused("no notification", 400)
    if not isinstance(event, str):
        return Refused("no notification", 400)
    if not isinstance(sealed, dict):
        return Refused("no resource", 400)
    plain = _opened(cast("Mapping[str, Any]", sealed), api_v3_key)
    resource = None if plain is None else table_of(plain)
    if resource is None:
        return Refused("cannot be decrypted", 400)
    return Notice(name, event, resource)


def table_of(raw: bytes) -> Mapping[str, Any] | None:
    """The JSON object in `raw`; None for anything else."""
    try:
        value = read_json(raw, MAX_BODY)
    except (BadJson, RecursionError):
        return None
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else None


def _opened(sealed: Mapping[str, Any], api_v3_key: bytes) -> bytes | None:
    nonce, text, about = sealed.get("nonce"), sealed.get("ciphertext"), sealed.get("associated_data") or ""
    if sealed.get("algorithm") != "AEAD_AES_256_GCM":
        return None
    if not (isinstance(nonce, str) and isinstance(text, str) and isinstance(about, str)):
        return None
    if len(nonce.encode()) != 12:
        return None
    try:
        return AESGCM(api_v3_key).decrypt(
            nonce.encode(), base64.b64decode(text, validate=True), about.encode()
        )
    except (InvalidTag, binascii.Error, ValueError):
        return None
