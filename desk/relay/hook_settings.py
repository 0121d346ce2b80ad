"""[[hooks]] of relay.toml: who may push to POST /hooks/{source}, and how each proves itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from desk.domain.senders import plain_key, signing_key, woocommerce_key
from desk.errors import ConfigFault
from desk.relay.wechat.envelope import Envelope
from desk.settings.secrets import Secret
from desk.settings.tables import Table

HookKind = Literal["webhook", "woocommerce", "shopify", "weixin-store"]
KINDS: tuple[HookKind, ...] = ("webhook", "woocommerce", "shopify", "weixin-store")
_NAME = re.compile(r"[0-9A-Za-z_.-]{1,60}")


@dataclass(frozen=True, slots=True)
class StoreAccess:
    """A store of WeChat's (微信小店): how its pushes are sealed, and how its orders are asked for."""

    appid: str
    envelope: Envelope = field(repr=False)
    secret: Secret
    api_base: str


@dataclass(frozen=True, slots=True)
class Hook:
    """One sender. `source` is the name of the source in desk.toml; `key` proves all kinds but the store."""

    source: str
    kind: HookKind
    key: bytes = field(default=b"", repr=False)
    store: StoreAccess | None = None


def read_hooks(top: Table, path: Path, environ: Mapping[str, str]) -> Mapping[str, Hook]:
    """By source. ConfigFault with one sentence about the first thing that is wrong."""
    hooks: dict[str, Hook] = {}
    for table in top.tables("hooks"):
        hook = _hook(table, path, environ)
        if hook.source in hooks:
            raise table.fault("source", "stands there twice", "Give each hook a source of its own.")
        hooks[hook.source] = hook
        table.finish()
    return hooks


def _hook(table: Table, path: Path, environ: Mapping[str, str]) -> Hook:
    source = table.text("source", example="shop")
    if not _NAME.fullmatch(source):
        raise table.fault(
            "source", "is no name for an address", 'Write letters and digits, such as source = "shop".'
        )
    table.where = f'[[hooks]] "{source}"'
    word = table.word("kind", None, KINDS)
    kind: HookKind = next(each for each in KINDS if each == word)

    def secret(key: str) -> Secret:
        return Secret(table.text(key, example="env:…"), f"{path}: {table.where} {key}", path.parent, environ)

    try:
        match kind:
            case "webhook":
                return Hook(source, kind, signing_key(secret("secret").reveal()))
            case "woocommerce":
                return Hook(source, kind, woocommerce_key(secret("secret").reveal()))
            case "shopify":
                return Hook(source, kind, plain_key(secret("secret").reveal()))
            case "weixin-store":
                return Hook(
                    source, kind, store=_store(table, secret("token"), secret("aes_key"), secret("secret"))
                )
    except ConfigFault as fault:
        where = "" if str(path) in fault.what else f"{path}: {table.where}: "
        raise ConfigFault(f"{where}{fault.what}", fault.remedy) from None


def _store(table: Table, token: Secret, aes_key: Secret, secret: Secret) -> StoreAccess:
    appid = table.text("appid", example="wx…")
    base = table.text("api_base", "https://api.weixin.qq.com").rstrip("/")
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise table.fault("api_base", "is no web address", 'Write "https://api.weixin.qq.com".')
    return StoreAccess(appid, Envelope(appid, token.reveal(), aes_key.reveal()), secret, base)
