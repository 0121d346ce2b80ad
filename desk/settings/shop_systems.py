"""What [[sources]] of shop systems need beside a name: an address, keys, and how often to check."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from desk.settings.secrets import Secret
from desk.settings.tables import Table

#: Seconds between two checks: by default, at the least and at the most.
EVERY, SHORTEST, LONGEST = 120, 30, 3600

#: The Admin API's version this was written for; Shopify answers with a later one when it is gone.
SHOPIFY_VERSION = "2026-10"
_VERSION = re.compile(r"20[0-9]{2}-[01][0-9]")

ReadSecret = Callable[[Table, str, str], Secret]


def read_shop_system(kind: str, table: Table, secret: ReadSecret) -> Mapping[str, Any]:
    """The options of a source of that kind; what else stands there is left to `Table.finish`. Raises ConfigFault."""
    match kind:
        case "woocommerce":
            return _woocommerce(table, secret)
        case "shopify":
            return _shopify(table, secret)
        case "weixin-store":
            return {"every": _every(table), "relay": table.text("relay", "wechat")}
        case _:
            return table.rest()


def _woocommerce(table: Table, secret: ReadSecret) -> Mapping[str, Any]:
    options: dict[str, Any] = {"every": _every(table)}
    if table.has("url"):
        options["url"] = table.text("url")
        options["key"] = _secret(table, "key", secret, "ck_…")
        if not table.has("secret"):
            raise table.fault("secret", "is missing", 'Write secret = "cs_…", from the REST API\'s key.')
    if table.has("webhook_secret"):
        options["webhook_secret"] = _secret(table, "webhook_secret", secret, "env:WOOCOMMERCE_WEBHOOK")
    if "url" not in options and "webhook_secret" not in options:
        raise table.fault(
            "url", "is missing, and so is webhook_secret",
            'Write url = "https://shop.example.com" with key and secret, or webhook_secret, or all of them.',
        )  # fmt: skip
    return options


def _shopify(table: Table, secret: ReadSecret) -> Mapping[str, Any]:
    options: dict[str, Any] = {
        "every": _every(table),
        "api_version": table.text("api_version", SHOPIFY_VERSION),
    }
    if not _VERSION.fullmatch(options["api_version"]):
        raise table.fault(
            "api_version", "is no version of Shopify's API", f'Write api_version = "{SHOPIFY_VERSION}".'
        )
    if table.has("url") or table.has("token"):
        options["url"] = table.text("url", example="https://cake.myshopify.com")
        options["token"] = _secret(table, "token", secret, "shpat_…")
    return options


def _every(table: Table) -> int:
    return table.integer("check_every", EVERY, SHORTEST, LONGEST) or EVERY


def _secret(table: Table, key: str, secret: ReadSecret, example: str) -> Secret:
    held = secret(table, key, table.text(key, example=example))
    if held.at_hand:
        held.reveal()
    return held
