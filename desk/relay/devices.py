"""Pairing a desk by six digits, and believing its signed requests from then on."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desk.relay.protocol import DEVICE, SIGNATURE, TIME, TOLERANCE, to_sign
from desk.relay.store.devices import Device
from desk.relay.store.work import RelayWork

#: How long a pairing code is good, and after how many wrong ones it is void.
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5


class Unpaired(Exception):
    """A request that is not from a paired desk. The message is for the log and the desk's owner."""


def new_code(work: RelayWork, now: datetime) -> str:
    """A new pairing code of six digits; earlier ones are void."""
    for code, _, _ in work.devices.codes():
        work.devices.drop_code(code)
    code = f"{secrets.randbelow(1_000_000):06d}"
    work.devices.put_code(_hashed(code), now + CODE_LIFE)
    return code


def pair(work: RelayWork, code: str, name: str, public_key: str, now: datetime) -> Device:
    """Pair a desk that knows the code; the code is used up. Raises Unpaired.

    A wrong code is counted, so this must be committed also when it raises: `count_wrong` does that.
    """
    _key(public_key)
    hashed = _hashed(code)
    for known, until, tries in work.devices.codes():
        if hmac.compare_digest(known, hashed) and now <= until and tries < CODE_TRIES:
            work.devices.drop_code(known)
            device = Device(f"desk-{secrets.token_hex(8)}", name[:60], public_key, 0, revoked=False)
            work.devices.add_device(device, now)
            return device
    raise Unpaired("The pairing code is wrong or no longer good.")


def count_wrong(work: RelayWork) -> None:
    """A wrong code was tried; after five of them the code in force is void."""
    work.devices.count_wrong_code()
    for known, _, tries in work.devices.codes():
        if tries >= CODE_TRIES:
            work.devices.drop_code(known)


def sender(
    work: RelayWork, method: str, target: str, headers: Mapping[str, str], body: bytes, now: datetime
) -> Device:
    """The paired desk that signed a request; `headers` have lower-case names. Raises Unpaired."""
    stamp, signed = headers.get(TIME, ""), headers.get(SIGNATURE, "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise Unpaired("The request is not signed.")
    if abs(now.timestamp() - int(stamp)) > TOLERANCE:
        raise Unpaired("The clocks of desk and relay are more than five minutes apart.")
    device = work.devices.device(headers.get(DEVICE, "")[:80])
    if device is None or device.revoked:
        raise Unpaired("This desk is not paired with the relay (any more).")
    try:
        _key(device.public_key).verify(
            base64.b64decode(signed, validate=True), to_sign(method, target, stamp, body)
        )
    except (InvalidSignature, binascii.Error, ValueError):
        raise Unpaired("The request's signature does not match.") from None
    return device


def _key(text: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        raise Unpaired("The desk's public key is none.") from None


def _hashed(code: str) -> str:
    return hashlib.sha256(f"order-desk pairing {code}".encode("utf-8", "replace")).hexdigest()
