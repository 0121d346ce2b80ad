"""relay.toml to settings (design section 6, "The relay and the link to the desk")."""

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from desk.errors import ConfigFault
from desk.relay.hook_settings import Hook, read_hooks
from desk.relay.pay.settings import PaySettings, read_pay
from desk.relay.wechat.capabilities import ACCOUNT_TYPES, AccountType
from desk.relay.wechat.envelope import Envelope
from desk.settings.checks import listen_address
from desk.settings.secrets import Secret
from desk.settings.tables import Table

_OPENID = re.compile(r"[0-9A-Za-z_-]{1,64}")
#: Messages that WeChat takes within 48 hours after a customer wrote (客服消息). It was 20 in 2021 and is 5 as of
#: 2026-11, so `service_messages` of an account may say another number.
SERVICE_MESSAGES = 5


@dataclass(frozen=True, slots=True)
class NoticeTemplate:
    """A template chosen in WeChat's backend (订阅通知, on test accounts 模板消息). `values` are what stands in its
    fields, such as `{"character_string1": "{number}", "phrase2": "{state}"}`.
    """

    template: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Account:
    """One WeChat account. `id` names it in its callback address; `secret` is "" when none is configured.
    `token` and `aes_key` are told to its own paired desk, which shows them to the owner. `owners` are the openids
    told when an order does not reach the desk. The templates are for what cannot go as a service message.
    """

    id: str
    type: AccountType
    appid: str
    envelope: Envelope
    secret: Secret
    api_base: str
    token: str = field(default="", repr=False)
    aes_key: str = field(default="", repr=False)
    owners: tuple[str, ...] = ()
    service_messages: int = SERVICE_MESSAGES
    progress_notice: NoticeTemplate | None = None
    owner_notice: NoticeTemplate | None = None
    open_base: str = "https://open.weixin.qq.com"


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """Everything relay.toml says. `store` is a file's name beside it, or a PostgreSQL URL; `menu_page` whether the
    menu is answered with a link to its page; `pay` is WeChat Pay where there is any.
    """

    path: Path
    host: str
    port: int
    public_url: str
    store: str
    accounts: Mapping[str, Account]
    menu_page: bool = False
    pay: PaySettings | None = None
    hooks: Mapping[str, Hook] = field(default_factory=dict[str, Hook])


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
    menu_page: object = relay.raw("menu_page", default=False)
    if not isinstance(menu_page, bool):
        raise relay.fault("menu_page", "is neither true nor false", "Write menu_page = false.")
    relay.finish()
    accounts: dict[str, Account] = {}
    for table in top.tables("accounts"):
        account = _account(table, path, environ, loopback=_loopback(host))
        if account.id in accounts:
            raise table.fault("id", "stands there twice", "Give each account an id of its own.")
        accounts[account.id] = account
        table.finish()
    pay = None
    if top.has("pay"):
        table, known = top.table("pay"), {each.id: (each.type, each.appid) for each in accounts.values()}
        pay = read_pay(table, path.parent, environ, known, public_url)
        table.finish()
    hooks = read_hooks(top, path, environ)
    top.finish()
    return RelaySettings(path, host, port, public_url, store, accounts, menu_page, pay, hooks)


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
    api_base = _address(table, "api_base", "https://api.weixin.qq.com")
    open_base = _address(table, "open_base", "https://open.weixin.qq.com")
    appid = table.text("appid", example="wx…")
    token = secret("token", needed=True).reveal()
    aes_key = secret("aes_key", needed=not plain).reveal()
    try:
        envelope = Envelope(appid, token, aes_key, allow_plain=plain)
    except ConfigFault as fault:
        raise ConfigFault(f"{path}: {table.where}: {fault.what}", fault.remedy) from None
    account_type: AccountType = next(known for known in ACCOUNT_TYPES if known == kind)
    held = secret("secret", needed=False)
    owners = table.names("owners", None, 'owners = ["o…"]') if table.has("owners") else ()
    if not all(_OPENID.fullmatch(openid) for openid in owners):
        raise table.fault(
            "owners", "holds what is no openid", 'Write owners = ["o…"], as followers are listed.'
        )
    return Account(
        name, account_type, appid, envelope, held, api_base, token, aes_key, owners,
        table.integer("service_messages", SERVICE_MESSAGES, 1, 100) or SERVICE_MESSAGES,
        _notice(table, "progress_notice"), _notice(table, "owner_notice"), open_base,
    )  # fmt: skip


def _address(table: Table, key: str, usual: str) -> str:
    """A web address of WeChat's, without a slash at its end."""
    told = table.text(key, usual).rstrip("/")
    base = urlsplit(told)
    if base.scheme not in {"http", "https"} or not base.hostname or base.query or base.fragment:
        raise table.fault(key, "is no web address", f'Write "{usual}".')
    return told


def _notice(table: Table, key: str) -> NoticeTemplate | None:
    """`progress_notice = { template = "…", values = { phrase2 = "{state}" } }`."""
    if not table.has(key):
        return None
    inner = Table(table.file, f"{table.where} {key}", table.raw(key))
    template = inner.text("template", example="TEMPLATE_ID")
    fields = Table(table.file, f"{table.where} {key} values", inner.raw("values", {}))
    values = {name: fields.text(name) for name in list(fields.rest())}
    inner.finish()
    if not values:
        raise inner.fault("values", "is missing", 'Write values = { phrase2 = "{state}" }.')
    return NoticeTemplate(template, values)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
