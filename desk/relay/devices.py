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
    """A request that is not from a paired desk. The message is for the log and the desk's owner; `reason` is a
    word for programs: wrong-code, void-code, unsigned, clock, unknown-desk or signature.
    """

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


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
    good = [known for known, until, tries in work.devices.codes() if now <= until and tries < CODE_TRIES]
    for known in good:
        if hmac.compare_digest(known, hashed):
            work.devices.drop_code(known)
            device = Device(f"desk-{secrets.token_hex(8)}", name[:60], public_key, 0, revoked=False)
            work.devices.add_device(device, now)
            return device
    if not good:
        raise Unpaired("No pairing code is good now; ask for a new one.", "void-code")
    raise Unpaired("The pairing code is wrong.", "wrong-code")


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
        raise Unpaired("The request is not signed.", "unsigned")
    if abs(now.timestamp() - int(stamp)) > TOLERANCE:
        raise Unpaired("The clocks of desk and relay are more than five minutes apart.", "clock")
    device = work.devices.device(headers.get(DEVICE, "")[:80])
    if device is None or device.revoked:
        raise Unpaired("This desk is not paired with the relay (any more).", "unknown-desk")
    try:
        _key(device.public_key).verify(
            base64.b64decode(signed, validate=True), to_sign(method, target, stamp, body)
        )
    except (InvalidSignature, binascii.Error, ValueError):
        raise Unpaired("The request's signature does not match.", "signature") from None
    return device


def _key(text: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        raise Unpaired("The desk's public key is none.", "signature") from None


def _hashed(code: str) -> str:
    return hashlib.sha256(f"order-desk pairing {code}".encode("utf-8", "replace")).hexdigest()
