"""Pairing this desk with a relay: a key of its own, made once, and the source in desk.toml; and taking it back."""

import base64
import platform
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from desk.errors import DeskError
from desk.settings import Settings
from desk.settings.edits import add_source, remove_source
from desk.settings.secrets import forget_secret, keep_secret

if TYPE_CHECKING:
    import httpx

SOURCE = "wechat"


class PairingFault(DeskError):
    """Pairing did not come about; nothing was changed. `reason` is address, insecure, digits, unreachable,
    no-relay, clock, wrong-code, void-code or refused.
    """

    def __init__(self, reason: str, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.reason = reason


def pair_with_relay(
    settings: Settings, url: str, code: str, transport: "httpx.BaseTransport | None" = None
) -> str:
    """Pair by the code and write the source; its name. Raises DeskError, mostly PairingFault; then nothing is
    changed.

    Blocks for two requests. An existing source of the same address only gets a new key.
    """
    import httpx
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    url = _address(url)
    digits = "".join(character for character in code if character.isascii() and character.isdigit())
    if len(digits) != 6:
        raise PairingFault(
            "digits", "A pairing code has six digits.", "Ask the relay for one: desk relay pair-code."
        )
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    body = {"code": digits, "name": platform.node()[:60] or "desk", "key": base64.b64encode(public).decode()}
    with httpx.Client(timeout=10.0, trust_env=False, transport=transport) as client:
        try:
            # first, because a code that was spent on a desk whose clock is wrong is lost
            _check_clock(client.get(f"{url}/health").headers.get("date", ""))
            answer = client.post(f"{url}/v1/pair", json=body)
        except httpx.HTTPError as error:
            raise PairingFault(
                "unreachable",
                f"The relay at {url} does not answer ({type(error).__name__}).",
                "Check the address and the network.",
            ) from error
    device = _device(answer, url)
    private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    name = _source_name(settings, url)
    keep_secret(settings.data_dir, _secret(name), f"{device}:{base64.b64encode(private).decode()}")
    if name not in {source.name for source in settings.sources}:
        add_source(settings.path, {"kind": "relay", "name": name, "url": url, "auto_accept": True})
    return name


def unpair(settings: Settings, name: str) -> None:
    """Take the source and its key out. Raises DeskError when desk.toml cannot be changed."""
    remove_source(settings.path, name)
    forget_secret(settings.data_dir, _secret(name))


def _address(url: str) -> str:
    from desk.sources.relay_line import travels_openly

    url = url.strip().rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise PairingFault(
            "address", "That is no address of a relay.", "It begins with https:// as its operator gave it."
        )
    if travels_openly(url):
        raise PairingFault(
            "insecure",
            "The address begins with http://, so the WeChat keys would cross the network for all to read.",
            "Give the relay a certificate and use its https:// address.",
        )
    return url


def _check_clock(date: str) -> None:
    from desk.relay.protocol import TOLERANCE

    try:
        there = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return  # a relay behind something that takes the header away
    apart = datetime.now(UTC) - (there if there.tzinfo else there.replace(tzinfo=UTC))
    if abs(apart.total_seconds()) > TOLERANCE:
        raise PairingFault(
            "clock",
            "The clocks of this computer and the relay are more than five minutes apart.",
            "Let the system set this computer's time and time zone.",
        )


def _device(answer: "httpx.Response", url: str) -> str:
    try:
        answered: Any = answer.json()
        if answer.status_code == 200:
            return str(answered["device"])
        reason, detail = str(answered.get("reason", "refused")), str(answered["detail"])[:200]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise PairingFault("no-relay", f"What answers at {url} is no relay.", "Check the address.") from None
    known = reason if reason in {"wrong-code", "void-code"} else "refused"
    raise PairingFault(known, detail, "Ask it for a new code and type that.")


def _secret(name: str) -> str:
    return f"relay-{name}"


def _source_name(settings: Settings, url: str) -> str:
    """The relay's source when there is one, else a name that is free."""
    for source in settings.sources:
        if source.kind == "relay" and str(source.options.get("url", "")).rstrip("/") == url:
            return source.name
    taken = {source.name for source in settings.sources}
    return next(name for name in (SOURCE, *(f"{SOURCE}-{n}" for n in range(2, 100))) if name not in taken)
