"""Pairing this desk with a relay: a key of its own, made once, and the source in desk.toml."""

import base64
import json
import platform
from pathlib import Path
from urllib.parse import urlsplit

from desk.errors import ConfigFault, DeskError, EnvironmentFault
from desk.settings import Settings
from desk.settings.secrets import keep_secret

SOURCE = "wechat"


def pair_with_relay(settings: Settings, url: str, code: str) -> str:
    """Pair by the code and write the source; a sentence for the owner. Raises DeskError; then nothing is changed.

    Blocks for a request. An existing source of the same address only gets a new key.
    """
    import httpx
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    url = url.rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigFault(
            "That is no address of a relay.", "It begins with https:// as its operator gave it."
        )
    digits = "".join(character for character in code if character.isdigit())
    if len(digits) != 6:
        raise ConfigFault("A pairing code has six digits.", "Ask the relay for one: desk relay pair-code.")
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    body = {"code": digits, "name": platform.node()[:60] or "desk", "key": base64.b64encode(public).decode()}
    try:
        answer = httpx.post(f"{url}/v1/pair", json=body, timeout=10.0, trust_env=False)
        answered = answer.json()
    except httpx.HTTPError as error:
        raise EnvironmentFault(
            f"The relay at {url} does not answer ({type(error).__name__}).",
            "Check the address and the network.",
        ) from error
    except ValueError:
        raise EnvironmentFault(f"What answers at {url} is no relay.", "Check the address.") from None
    if answer.status_code != 200:
        raise DeskError(
            str(answered.get("detail", "The relay refuses.")), "Ask it for a new code and type that."
        )
    private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    name = _source_name(settings, url)
    secret = f"{answered['device']}:{base64.b64encode(private).decode()}"
    keep_secret(settings.data_dir, f"relay-{name}", secret)
    if name not in {source.name for source in settings.sources}:
        _append(settings.path, name, url)
    return f"Paired with {url}; orders come as the source {name}."


def _source_name(settings: Settings, url: str) -> str:
    """The relay's source when there is one, else a name that is free."""
    for source in settings.sources:
        if source.kind == "relay" and str(source.options.get("url", "")).rstrip("/") == url:
            return source.name
    taken = {source.name for source in settings.sources}
    return next(name for name in (SOURCE, *(f"{SOURCE}-{n}" for n in range(2, 100))) if name not in taken)


def _append(path: Path, name: str, url: str) -> None:
    """Add the source at the end of desk.toml; what stands there stays as it is, comments included."""
    table = "\n".join((
        "[[sources]]",
        'kind = "relay"',
        f"name = {json.dumps(name)}",
        f"url = {json.dumps(url)}",
        "auto_accept = true",
        "",
    ))  # fmt: skip
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        aside = path.with_name(path.name + ".part")
        aside.write_text(
            f"{before.rstrip()}\n\n{table}" if before.strip() else table, encoding="utf-8", newline="\n"
        )
        aside.replace(path)
    except OSError as error:
        raise EnvironmentFault(f"{path} cannot be written: {error.strerror}.", "Free some space.") from error
