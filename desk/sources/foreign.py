"""Another system's JSON, read without belief: whatever stands there becomes a text, an amount, a table, or nothing.

What is read is put into our own order document, and `order_document.draft_of` holds it to the same bounds as one
that was sent to us as such.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, cast

from desk.domain.json_input import BadJson, read_json
from desk.domain.money import exponent
from desk.domain.orders import Discount, OrderDraft
from desk.domain.receipts import MalformedOrder
from desk.sources.order_document import MAX_AMOUNT, draft_of

Found = Mapping[str, Any]

#: Texts longer than this are no names, notes or addresses that anybody wrote.
_MAX_TEXT = 20_000
_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def read_table(raw: bytes) -> Found:
    """The JSON object in a delivery. Raises MalformedOrder."""
    try:
        value = read_json(raw)
    except BadJson as error:
        raise MalformedOrder(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    if not isinstance(value, dict):
        raise MalformedOrder("The document must be an object.")
    return cast("Found", value)


def as_bytes(found: object) -> bytes:
    """A listed order as it is kept."""
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")


def table(value: object) -> Found:
    """An object, empty for anything else."""
    return cast("Found", value) if isinstance(value, dict) else {}


def tables(value: object) -> list[Found]:
    """The objects of a list."""
    return (
        [cast("Found", each) for each in cast("list[object]", value) if isinstance(each, dict)]
        if isinstance(value, list)
        else []
    )


def text(value: object) -> str:
    """A text, a number as one, "" for anything else."""
    if isinstance(value, str):
        return value.strip()[:_MAX_TEXT].encode("utf-8", "replace").decode()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def identifier(value: object, field: str) -> str:
    """An id, which may be a number beyond 2^53. Raises MalformedOrder where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip():
        raise MalformedOrder(f"{field} is missing: the order's own number at the sender.")
    return str(value).strip()


def money(value: object, field: str, currency: str) -> int:
    """An amount in major units, as `"168.00"`, in minor ones, half up; 0 when absent. Raises MalformedOrder."""
    if value is None or value == "":
        return 0
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise MalformedOrder(f"{field} must be an amount.")
    try:
        amount = Decimal(str(value).strip())
        if not amount.is_finite() or abs(amount) > MAX_AMOUNT:
            raise MalformedOrder(f"{field} is beyond any amount.")
        return int(amount.scaleb(exponent(currency)).quantize(Decimal(1), ROUND_HALF_UP))
    except InvalidOperation:
        raise MalformedOrder(f"{field} must be an amount, such as 168.00.") from None


def whole(value: object, field: str) -> int:
    """A whole number. Raises MalformedOrder."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise MalformedOrder(f"{field} must be a whole number.")
    return value


def moment(value: object, field: str, *, utc: bool = False) -> datetime | None:
    """An ISO 8601 time, None when absent; `utc` where the system writes no offset because it means UTC."""
    if not isinstance(value, str) or not value:
        return None
    try:
        at = datetime.fromisoformat(value)
        if at.tzinfo is None:
            if not utc:
                raise ValueError
            at = at.replace(tzinfo=UTC)
        at = at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise MalformedOrder(f"{field} must be a time.") from None
    if not 1970 <= at.year < 9999:
        raise MalformedOrder(f"{field} lies outside of the calendar.")
    return at


def seconds(value: object) -> datetime | None:
    """A time in seconds since 1970, None for anything else or 0."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**35:
        return None
    return datetime.fromtimestamp(value, UTC)


def revision_of(changed: datetime | None, field: str) -> int:
    """Thousandths of a second since 1970: those below the second are left to who settles what came within one."""
    if changed is None:
        raise MalformedOrder(f"{field} is missing: when the order was changed.")
    return int(changed.timestamp()) * 1000


def person(given: str, family: str) -> str:
    """A name in the order its language has."""
    if _CJK.search(given + family):
        return family + given
    return " ".join(part for part in (given, family) if part)


def place(parts: list[str]) -> str:
    """An address from its large parts to its small ones, in the order and with the signs its language has."""
    parts = [part for part in parts if part]
    if any(_CJK.search(part) for part in parts):
        return "".join(parts)
    return ", ".join(reversed(parts))


def drafted(
    document: dict[str, Any], source: str, currency: str, revision: int, over: str = ""
) -> OrderDraft:
    """The draft of a document made from another system's order. Raises MalformedOrder."""
    draft = draft_of(document, source, currency)
    return replace(draft, revision=revision, over=over)


def rounded_off(draft: OrderDraft) -> OrderDraft:
    """The draft with what dividing a line's sum by its quantity left over, a unit or less for each piece, as a
    discount; a larger difference stays, and is flagged on screen and paper.
    """
    if draft.total is None:
        return draft
    rest = draft.computed_total - draft.total
    if 0 < rest <= sum(line.quantity for line in draft.lines):
        return replace(draft, discounts=(*draft.discounts, Discount("零头", rest)))
    return draft
