"""WeChat Store (微信小店): its pushes, which name an order and hold nothing of it, and the two questions about orders.

The store answers only the addresses of its IP whitelist, so the desk asks through its relay:

    {"kind": "store", "source", "call": "list", "since", "until", "next"}  ->  {"done": true, "ids": [...], "next": ""}
    {"kind": "store", "source", "call": "order", "order"}                  ->  {"done": true, "order": {...}}

Times are seconds since 1970 and at most seven days apart; ids are texts, since they lie beyond 2^53. Nothing is
written down: the same question may have another answer a moment later.
Source: WeChat's pages on channels/ec/order/list/get, order/get and the order events, as of 2026-11.
"""

import re
from collections.abc import Mapping
from typing import Any, cast

from desk.domain.json_input import BadJson, read_json
from desk.relay.hook_settings import StoreAccess
from desk.relay.wechat.api import Call
from desk.relay.wechat.api_errors import Answer, Outcome
from desk.relay.wechat.envelope import Refusal

#: Orders in one answer of a list.
PAGE = 100
#: The longest span of one list, in seconds.
SPAN = 7 * 24 * 3600
_LIST, _ORDER = "/channels/ec/order/list/get", "/channels/ec/order/get"
_ID = re.compile(r"[0-9]{1,20}")
_EVENT = re.compile(r"channels_ec_order_[a-z_]{1,40}")
_REASONS = {
    Outcome.UNREACHED: "unreachable",
    Outcome.UNKNOWN: "unreachable",
    Outcome.QUOTA: "busy",
    Outcome.SLOW: "busy",
    Outcome.STALE: "unreachable",
}


def opened(access: StoreAccess, query: Mapping[str, str], body: bytes, now: float) -> bytes | Refusal:
    """The event in a push, verified."""
    outer = _table(body)
    encrypted = outer.get("Encrypt") if outer else None
    if not isinstance(encrypted, str) or not encrypted:
        return Refusal("not encrypted")
    sealed = access.envelope.open_json(query, encrypted, now)
    return sealed if isinstance(sealed, Refusal) else sealed.xml


def pushed_order(event: bytes) -> str:
    """The id of the order that an event is about, as a text; "" for other events."""
    found = _table(event) or {}
    about: Any = found.get("order_info")
    if not isinstance(found.get("Event"), str) or not _EVENT.fullmatch(found["Event"]):
        return ""
    if not isinstance(about, dict):
        return ""
    order_id: object = cast("dict[str, object]", about).get("order_id")
    if isinstance(order_id, bool) or not isinstance(order_id, int | str):
        return ""
    return str(order_id) if _ID.fullmatch(str(order_id)) else ""


def store_call(value: Mapping[str, Any]) -> Call | None:
    """What a desk's question comes to; None for one that is none."""
    if not isinstance(value.get("source"), str):
        return None
    match value.get("call"):
        case "order" if isinstance(value.get("order"), str) and _ID.fullmatch(value["order"]):
            return Call(_ORDER, {"order_id": value["order"]})
        case "list":
            since, until, following = _time(value, "since"), _time(value, "until"), value.get("next", "")
            if not (isinstance(following, str) and len(following) <= 512):
                return None
            if not 0 < since < until <= since + SPAN:
                return None
            between = {"start_time": since, "end_time": until}
            asked = {"update_time_range": between, "page_size": PAGE}
            return Call(_LIST, {**asked, "next_key": following} if following else asked)
        case _:
            return None


def store_answer(call: Call, answer: Answer) -> dict[str, Any]:
    """What the desk is told."""
    found = answer.value or {}
    if answer.outcome is not Outcome.TAKEN:
        return {"done": False, "reason": _REASONS.get(answer.outcome, "refused"), "code": answer.code}
    if call.path == _ORDER:
        order = found.get("order")
        return {"done": True, "order": order} if isinstance(order, dict) else _unreadable()
    ids = found.get("order_id_list", [])
    more, following = found.get("has_more", False), found.get("next_key", "")
    if not isinstance(ids, list) or not isinstance(following, str):
        return _unreadable()
    texts = [str(each) for each in cast("list[object]", ids)]
    if not all(_ID.fullmatch(each) for each in texts) or (more and not following):
        return _unreadable()
    return {"done": True, "ids": texts, "next": following if more else ""}


def _unreadable() -> dict[str, Any]:
    return {"done": False, "reason": "no-shop"}


def _time(value: Mapping[str, Any], key: str) -> int:
    found: object = value.get(key)
    if not isinstance(found, int) or isinstance(found, bool):
        return 0
    return found if 0 < found < 2**40 else 0


def _table(raw: bytes) -> dict[str, Any] | None:
    try:
        value = read_json(raw)
    except BadJson:
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None
