"""`[pay]` of relay.toml: whose money it is, the keys that sign our calls, and those that WeChat's are checked with.

Everything is looked at when the relay starts, so that a wrong key is a sentence then and no lost payment later.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from desk.errors import ConfigFault
from desk.settings.secrets import Secret
from desk.settings.tables import Table

#: Account types whose appid can be bound to a merchant number for JSAPI (公众号支付), as of 2026-11.
PAYING = ("service", "test")
_MCHID = re.compile(r"[0-9]{6,32}")
_SERIAL = re.compile(r"[0-9A-Fa-f]{8,64}")
_KEY_ID = re.compile(r"PUB_KEY_ID_[0-9A-Za-z]{8,64}")


@dataclass(frozen=True, slots=True)
class PaySettings:
    """What `[pay]` says. `account` is the id of the account whose `appid` pays; `keys` are the public keys that may
    sign what comes from WeChat, by Wechatpay-Serial: the public key's id, and during a change from certificates
    the serials of those.
    """

    mchid: str
    account: str
    appid: str
    serial: str
    public_key_id: str
    notify_base: str
    api_base: str
    public_key: str = field(repr=False)
    private_key: str = field(repr=False)
    api_v3_key: bytes = field(repr=False)
    keys: Mapping[str, RSAPublicKey] = field(repr=False)


def read_pay(
    table: Table,
    folder: Path,
    environ: Mapping[str, str],
    accounts: Mapping[str, tuple[str, str]],
    public_url: str,
) -> PaySettings:
    """The table's settings; `accounts` gives type and appid by id. ConfigFault with a sentence about what is wrong."""
    mchid = table.text("mchid", example="1900000001")
    if not _MCHID.fullmatch(mchid):
        raise table.fault("mchid", "is no merchant number", 'Write mchid = "1900000001".')
    account = _account(table, accounts)
    serial = table.text("serial", example="5157F09EFDC096DE15EBE81A47057A72")
    if not _SERIAL.fullmatch(serial):
        raise table.fault(
            "serial",
            "is no certificate's serial number",
            "Copy it from the merchant platform: 40 of 0-9 and A-F.",
        )
    key = _secret(table, "api_v3_key", folder, environ).encode()
    if len(key) != 32:
        raise table.fault(
            "api_v3_key", "does not have 32 bytes", "Copy the APIv3 key, not the older API key."
        )
    private = _pem(table, "private_key", folder, environ)
    try:
        loaded = load_pem_private_key(private.encode(), None)
    except (ValueError, TypeError):
        loaded = None
    if not isinstance(loaded, RSAPrivateKey):
        raise table.fault(
            "private_key", "is no RSA key without a password", "Name the file apiclient_key.pem."
        )
    key_id = table.text("public_key_id", example="PUB_KEY_ID_0114232134912410000000000000")
    if not _KEY_ID.fullmatch(key_id):
        raise table.fault("public_key_id", "is no public key's id", "Copy it; it begins with PUB_KEY_ID_.")
    public = _pem(table, "public_key", folder, environ)
    keys: dict[str, RSAPublicKey] = {key_id: _public(table, "public_key", public)}
    if table.has("certificates"):
        for name in table.names("certificates", None, "wechatpay.pem"):
            keys.update(_certificate(table, _read(table, "certificates", name, folder, environ)))
    base = table.text("api_base", "https://api.mch.weixin.qq.com").rstrip("/")
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise table.fault("api_base", "is no web address", 'Write "https://api.mch.weixin.qq.com".')
    return PaySettings(
        mchid, account, accounts[account][1], serial, key_id, public_url, base, public, private, key, keys
    )


def _account(table: Table, accounts: Mapping[str, tuple[str, str]]) -> str:
    fitting = [name for name, (kind, _) in accounts.items() if kind in PAYING]
    if table.has("account"):
        name = table.word("account", None, list(accounts) or ["cake"])
        if name not in fitting:
            raise table.fault(
                "account",
                "is an account that WeChat Pay cannot be bound to",
                'It takes a verified service account: [[accounts]] with type = "service".',
            )
        return name
    if not fitting:
        raise ConfigFault(
            f"{table.file}: {table.where} needs an account that WeChat Pay can be bound to.",
            'Add a verified service account: [[accounts]] with type = "service".',
        )
    return fitting[0]


def _secret(table: Table, key: str, folder: Path, environ: Mapping[str, str]) -> str:
    spec = table.text(key)
    return Secret(spec, f"{table.file}: {table.where} {key}", folder, environ).reveal()


def _pem(table: Table, key: str, folder: Path, environ: Mapping[str, str]) -> str:
    value = table.raw(key)
    if not isinstance(value, str) or not value.strip():
        raise table.fault(key, "is missing", f'Write {key} = "{key}.pem", a file beside this one.')
    return _read(table, key, value, folder, environ)


def _read(table: Table, key: str, value: str, folder: Path, environ: Mapping[str, str]) -> str:
    """PEM as it stands, from env: or keyring:, or out of a file beside relay.toml."""
    if value.startswith(("env:", "keyring:")):
        value = Secret(value, f"{table.file}: {table.where} {key}", folder, environ).reveal()
    if "-----BEGIN" in value:
        return value.strip() + "\n"
    try:
        text = (folder / value).read_text(encoding="ascii")
    except (OSError, ValueError):
        raise table.fault(
            key, "names no file that can be read", "Put the .pem file beside relay.toml and name it."
        ) from None
    if "-----BEGIN" not in text:
        raise table.fault(key, "names a file that is no PEM", "Its first line is -----BEGIN …-----.")
    return text.strip() + "\n"


def _public(table: Table, key: str, pem: str) -> RSAPublicKey:
    try:
        loaded = load_pem_public_key(pem.encode())
    except ValueError:
        loaded = None
    if not isinstance(loaded, RSAPublicKey):
        raise table.fault(key, "is no RSA public key", "Name the file pub_key.pem that WeChat Pay gave you.")
    return loaded


def _certificate(table: Table, pem: str) -> dict[str, RSAPublicKey]:
    try:
        found = x509.load_pem_x509_certificate(pem.encode())
        key = found.public_key()
    except ValueError:
        found = key = None
    if found is None or not isinstance(key, RSAPublicKey):
        raise table.fault(
            "certificates", "holds what is no certificate", 'Write certificates = ["wechatpay.pem"].'
        )
    serial = f"{found.serial_number:X}"
    return {serial: key, serial.zfill(len(serial) + len(serial) % 2): key, serial.zfill(40): key}
