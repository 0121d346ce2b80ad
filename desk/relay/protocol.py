"""What desk and relay say to each other: paths, headers, the description of the shop. All the desk may import.

Requests of a paired desk are signed: `X-Desk-Device`, `X-Desk-Time` (seconds since 1970) and `X-Desk-Signature`,
Ed25519 in base64 over method, path with query, time and the body's SHA-256, a line each.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from desk.domain.catalogue import Catalogue
from desk.domain.catalogue_json import catalogue_json, catalogue_of
from desk.domain.paying import DepositFor
from desk.domain.sales import Elsewhere
from desk.domain.trading import Area, Hours, Load, SlotRules, Span, Trading

DEVICE, TIME, SIGNATURE = "x-desk-device", "x-desk-time", "x-desk-signature"
#: How far the clocks of desk and relay may be apart, in seconds.
TOLERANCE = 300
#: The longest a desk may wait for news, in seconds, and the most entries of one answer.
MAX_WAIT, MAX_ENTRIES = 25, 200
#: The largest description of a shop, in bytes.
MAX_SNAPSHOT = 4 * 1024 * 1024

#: What the feed may hold: an order document (new, or a higher version), a customer's cancellation or chase of
#: one, a message for the person at the desk, what became of money (see desk.relay.pay.booking); what another system
#: pushed for the source of a name, verified here: `{"source", "kind", "headers", "body"}`.
Kind = Literal["order", "cancel", "rush", "message", "payment", "hook"]


def to_sign(method: str, target: str, stamp: str, body: bytes) -> bytes:
    """What a signature covers; `target` is the path with its query."""
    return f"{method}\n{target}\n{stamp}\n{hashlib.sha256(body).hexdigest()}".encode()


def encoded(data: bytes) -> str:
    """Base64 as it stands in headers and documents."""
    return base64.b64encode(data).decode()


@dataclass(frozen=True, slots=True)
class ShopDescription:
    """All that the relay needs to answer customers while the desk is away. `auto_accept` says whether an order
    counts as accepted when it is placed; `pictures` are names of them by sku, the small one first.
    """

    name: str
    currency: str = "CNY"
    timezone: str = "Asia/Shanghai"
    catalogue: Catalogue = field(default_factory=Catalogue)
    trading: Trading = field(default_factory=Trading)
    payments: tuple[str, ...] = ("cash-on-delivery", "counter-qr")
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    keywords: Mapping[str, str] = field(default_factory=dict[str, str])
    auto_accept: bool = False
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    language: str = "zh_CN"
    deposit_percent: int = 0
    deposit_for: DepositFor = "preorder"
    pictures: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def shop_json(shop: ShopDescription) -> dict[str, Any]:
    """As JSON values."""
    hours, slots = shop.trading.hours, shop.trading.slots
    return {
        "name": shop.name,
        "currency": shop.currency,
        "language": shop.language,
        "timezone": shop.timezone,
        "catalogue": catalogue_json(shop.catalogue),
        "payments": list(shop.payments),
        "deposit_percent": shop.deposit_percent,
        "deposit_for": shop.deposit_for,
        "pictures": {sku: list(names) for sku, names in shop.pictures.items()},
        "texts": dict(shop.texts),
        "keywords": dict(shop.keywords),
        "auto_accept": shop.auto_accept,
        "elsewhere": _elsewhere_json(shop.elsewhere),
        "busy_minutes": shop.trading.busy_minutes,
        "paused": shop.trading.paused,
        "busy_until": at_json(shop.trading.busy_until),
        "paused_until": at_json(shop.trading.paused_until),
        "areas": [
            {"name": a.name, "match": list(a.match), "fee": a.fee, "minimum": a.minimum}
            for a in shop.trading.areas
        ],
        "hours": {
            "lead_minutes": hours.lead_minutes,
            "weekdays": {str(day): _spans_json(spans) for day, spans in hours.weekdays.items()},
            "dates": {day.isoformat(): _spans_json(spans) for day, spans in hours.dates.items()},
        },
        "slots": {
            "minutes": slots.minutes,
            "days": slots.days,
            "orders": slots.orders,
            "items": slots.items,
            "categories": dict(slots.categories),
        },
    }


def shop_of(value: object) -> ShopDescription:
    """What `shop_json` wrote. Raises ValueError with a sentence for anything else."""
    try:
        return _shop_of(cast("Mapping[str, Any]", value))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"no description of a shop: {type(error).__name__}") from None


def _shop_of(value: Mapping[str, Any]) -> ShopDescription:
    hours, slots = value["hours"], value["slots"]
    ZoneInfo(value["timezone"])
    trading = Trading(
        Hours(
            {int(day): _spans_of(spans) for day, spans in hours["weekdays"].items()},
            {date.fromisoformat(day): _spans_of(spans) for day, spans in hours["dates"].items()},
            int(hours["lead_minutes"]),
        ),
        tuple(
            Area(str(a["name"]), tuple(map(str, a["match"])), int(a["fee"]), int(a["minimum"]))
            for a in value["areas"]
        ),
        SlotRules(
            int(slots["minutes"]),
            min(int(slots["days"]), 60),
            slots["orders"],
            slots["items"],
            {str(kind): int(most) for kind, most in slots["categories"].items()},
        ),
        int(value["busy_minutes"]),
        str(value["paused"]),
        _moment_of(value.get("busy_until")),
        _moment_of(value.get("paused_until")),
    )
    return ShopDescription(
        name=str(value["name"]),
        currency=str(value["currency"]),
        timezone=str(value["timezone"]),
        catalogue=catalogue_of(value["catalogue"]),
        trading=trading,
        payments=tuple(map(str, value["payments"])),
        texts={str(key): str(text) for key, text in value["texts"].items()},
        keywords={str(word): str(text) for word, text in value.get("keywords", {}).items()},
        auto_accept=bool(value["auto_accept"]),
        elsewhere=_elsewhere_of(value.get("elsewhere") or {}),
        language=str(value.get("language", "zh_CN")),
        deposit_percent=int(value.get("deposit_percent", 0)),
        pictures={str(sku): tuple(map(str, names))[:4] for sku, names in value.get("pictures", {}).items()},
        deposit_for="all" if value.get("deposit_for") == "all" else "preorder",
    )


def _elsewhere_json(elsewhere: Elsewhere) -> dict[str, Any]:
    return {
        "stock_version": elsewhere.stock_version,
        "sold": dict(elsewhere.sold),
        "day": elsewhere.day.isoformat() if elsewhere.day else None,
        "today": dict(elsewhere.today),
        "taken": [
            [at.isoformat(), load.orders, load.items, dict(load.categories)]
            for at, load in elsewhere.taken.items()
        ],
    }


def _elsewhere_of(value: Mapping[str, Any]) -> Elsewhere:
    """An older desk tells nothing of it."""
    return Elsewhere(
        int(value.get("stock_version", 0)),
        _counts_of(value.get("sold", {})),
        date.fromisoformat(value["day"]) if value.get("day") else None,
        _counts_of(value.get("today", {})),
        {
            _aware(at): Load(int(orders), int(items), _counts_of(kinds))
            for at, orders, items, kinds in value.get("taken", ())
        },
    )


def _counts_of(value: Mapping[str, Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in value.items()}


def _moment_of(value: object) -> datetime | None:
    return None if value is None else _aware(str(value))


def _aware(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at


def _spans_json(spans: tuple[Span, ...]) -> list[list[str]]:
    return [[span.start.isoformat("minutes"), span.end.isoformat("minutes")] for span in spans]


def _spans_of(values: Any) -> tuple[Span, ...]:
    return tuple(Span(time.fromisoformat(start), time.fromisoformat(end)) for start, end in values)


def at_json(at: datetime | None) -> str | None:
    """A moment as ISO 8601 with offset."""
    return None if at is None else at.isoformat()
