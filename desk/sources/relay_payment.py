"""What a relay tells of money, read from its feed: bounded, and nothing guessed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, get_args

from desk.domain.orders import PaymentMethod
from desk.domain.payments import Entry, Event, Evidence

#: More minor units than any order costs.
_MOST = 10**12
_TEXT = 100


def entry_of(body: Mapping[str, Any], source: str) -> Entry:
    """The entry of a feed entry `payment`. KeyError, TypeError or ValueError for one that is none."""
    event: Event = _one_of(get_args(Event), body["event"])
    evidence: Evidence = _one_of(("notification", "query"), body["evidence"])
    amount = body["amount"]
    if not isinstance(amount, int) or isinstance(amount, bool) or not 0 <= amount <= _MOST:
        raise ValueError("no amount")
    at = datetime.fromisoformat(str(body["at"]))
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    payment = _text(body, "payment")
    if not payment:
        raise ValueError("no payment")
    return Entry(
        event=event,
        payment=payment,
        amount=amount,
        at=at.astimezone(UTC),
        source=source,
        external_id=_text(body, "order"),
        order_id=_text(body, "desk_order"),
        refund=_text(body, "refund"),
        reference=_text(body, "reference"),
        currency=_text(body, "currency") or "CNY",
        method=PaymentMethod(_text(body, "method") or "wechat"),
        evidence=evidence,
        off=body.get("off") is True,
        reason=_text(body, "reason"),
    )


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > _TEXT:
        raise ValueError(f"no {name}")
    return value


def _one_of(known: tuple[Any, ...], value: object) -> Any:
    if value not in known:
        raise ValueError(f"unknown {value!r}"[:60])
    return value
