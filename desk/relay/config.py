"""relay.toml to settings (design section 6, "The relay and the link to the desk")."""

import ipaddress
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from desk.errors import ConfigFault
from desk.relay.wechat.capabilities import ACCOUNT_TYPES, AccountType
from desk.relay.wechat.envelope import Envelope
from desk.settings.checks import listen_address
from desk.settings.secrets import Secret
from desk.settings.tables import Table


@dataclass(frozen=True, slots=True)
class Account:
    """One WeChat account. `id` names it in its callback address; `secret` is "" when none is configured.
    `token` and `aes_key` are told to its own paired desk, which shows them to the owner.
    """

    id: str
    type: AccountType
    appid: str
    envelope: Envelope
    secret: Secret
    api_base: str
    token: str = field(default="", repr=False)
    aes_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """Everything relay.toml says. `store` is a file's name beside it, or a PostgreSQL URL."""

    path: Path
    host: str
    port: int
    public_url: str
    store: str
    accounts: Mapping[str, Account]


def load_relay(path: Path, environ: Mapping[str, str] | None = None) -> RelaySettings:
    """The settings in a file. ConfigFault with one sentence about the first thing that is wrong."""
    try:
        document = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigFault(
            f"{path} cannot be read: {error.strerror}.", "Name the relay's TOML file."
        ) from None
    except UnicodeDecodeError:
        raise ConfigFault(f"{path} is not UTF-8 text.", "Save it from the editor as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigFault(f"{path} is no valid TOML: {error}.", "Mend that line.") from None
    top = Table(path, "the top level", document)
    environ = os.environ if environ is None else environ
    relay = top.table("relay")
    host, port = listen_address(relay, "listen", "127.0.0.1:8720")
    public_url = relay.text("public_url", f"http://{host}:{port}").rstrip("/")
    store = Secret(relay.text("store", "relay.db"), f"{path}: [relay] store", path.parent, environ).reveal()
    if "://" in store and not store.startswith(("postgresql://", "postgresql+psycopg://")):
        raise relay.fault(
            "store", "is no database the relay uses", 'Write "relay.db" or "postgresql+psycopg://…".'
        )
    relay.finish()
    accounts: dict[str, Account] = {}
    for table in top.tables("accounts"):
        account = _account(table, path, environ, loopback=_loopback(host))
        if account.id in accounts:
            raise table.fault("id", "stands there twice", "Give each account an id of its own.")
        accounts[account.id] = account
        table.finish()
    top.raw("pay")
    top.finish()
    return RelaySettings(path, host, port, public_url, store, accounts)


def _account(table: Table, path: Path, environ: Mapping[str, str], *, loopback: bool) -> Account:
    name = table.text("id", example="cake")
    if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum() or len(name) > 40:
        raise table.fault("id", "is no name for an address", 'Write letters and digits, such as id = "cake".')
    table.where = f'[[accounts]] "{name}"'
    kind = table.word("type", None, ACCOUNT_TYPES)

    def secret(key: str, *, needed: bool) -> Secret:
        spec = table.text(key) if needed or table.has(key) else ""
        return Secret(spec, f"{path}: {table.where} {key}", path.parent, environ)

    plain = table.raw("allow_plain", default=False) is True
    if plain and (kind != "test" or not loopback):
        raise table.fault(
            "allow_plain",
            "is for test accounts on a relay that listens on this computer only",
            "Take it out: without encryption anybody may speak as any customer.",
        )
    api_base = table.text("api_base", "https://api.weixin.qq.com").rstrip("/")
    if urlsplit(api_base).scheme not in {"http", "https"}:
        raise table.fault("api_base", "is no web address", 'Write "https://api.weixin.qq.com".')
    appid = table.text("appid", example="wx…")
    token = secret("token", needed=True).reveal()
    aes_key = secret("aes_key", needed=not plain).reveal()
    try:
        envelope = Envelope(appid, token, aes_key, allow_plain=plain)
    except ConfigFault as fault:
        raise ConfigFault(f"{path}: {table.where}: {fault.what}", fault.remedy) from None
    account_type: AccountType = next(known for known in ACCOUNT_TYPES if known == kind)
    held = secret("secret", needed=False)
    return Account(name, account_type, appid, envelope, held, api_base, token, aes_key)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
