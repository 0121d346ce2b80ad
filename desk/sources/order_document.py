"""The order document (design section 6) as it comes in: JSON bytes to a draft. What goes out is written by
`desk.domain.order_document`.

What is read is strict about types and tolerant about the rest: unknown fields are ignored, `null` counts
as absent, of doubled keys the last one counts, sums that do not add up are kept. Times must carry an
offset: a naive time from another system is in nobody's zone, and guessing wrong bakes a cake for the
wrong hour. A refusal names the field and never repeats its content.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from desk.domain.json_input import BadJson, read_json
from desk.domain.orders import (
    CustomerRef,
    Discount,
    Fulfilment,
    FulfilmentKind,
    Line,
    Option,
    OrderDraft,
    Payment,
    PaymentMethod,
    PaymentState,
)
from desk.domain.receipts import MalformedOrder

#: Bounds of the document. Amounts are in minor units; ids in characters.
MAX_ID = 200
MAX_QUANTITY = 1_000_000
MAX_AMOUNT = 10**12
MAX_VERSION = 2**31 - 1
#: What lines may come to: sums are stored in 64 bits.
_MAX_SUM = 2**63 - 1
#: Years that can be shown in any zone without leaving the calendar.
_YEARS = range(1970, 9999)
_CURRENCY = re.compile(r"[A-Z]{3}")

E = TypeVar("E", bound=StrEnum)


class _Fields:
    """Typed access to one JSON object; `path` names it in refusals, as `lines[2].`."""

    def __init__(self, data: object, path: str) -> None:
        if not isinstance(data, dict):
            raise MalformedOrder(f"{path.rstrip('.') or 'The document'} must be an object.")
        self._data = cast("dict[str, Any]", data)
        self._path = path

    def name(self, key: str) -> str:
        """The field as refusals call it."""
        return self._path + key

    def has(self, key: str) -> bool:
        """Whether something other than null stands there."""
        return self._data.get(key) is not None

    def text(self, key: str) -> str:
        """A text, "" when absent. U+0000 becomes U+FFFD, since PostgreSQL keeps no NUL in a text."""
        value = self._data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise MalformedOrder(f"{self.name(key)} must be a text.")
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if "\0" in value else value

    def identifier(self, key: str) -> str:
        """A text of at most MAX_ID characters, "" when absent."""
        value = self.text(key)
        if len(value) > MAX_ID:
            raise MalformedOrder(f"{self.name(key)} has more than {MAX_ID} characters.")
        return value

    def integer(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number between the bounds."""
        value = self._data.get(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            raise MalformedOrder(f"{self.name(key)} must be a whole number.")
        if not low <= value <= high:
            raise MalformedOrder(f"{self.name(key)} must lie between {low} and {high}.")
        return value

    def amount(self, key: str) -> int:
        """An amount in minor units, 0 when absent."""
        return self.integer(key, 0, -MAX_AMOUNT, MAX_AMOUNT)

    def time(self, key: str) -> datetime | None:
        """An ISO 8601 time with offset, as aware UTC."""
        value = self.text(key)
        return instant(value, self.name(key)) if value else None

    def word(self, key: str, words: type[E]) -> E | None:
        """One of the words of an enum, or None when absent."""
        value = self.text(key)
        if not value:
            return None
        try:
            return words(value)
        except ValueError:
            allowed = ", ".join(words)
            raise MalformedOrder(f"{self.name(key)} must be one of: {allowed}.") from None

    def table(self, key: str) -> "_Fields":
        """An object, empty when absent."""
        return _Fields(self._data[key] if self.has(key) else {}, f"{self.name(key)}.")

    def tables(self, key: str) -> list["_Fields"]:
        """A list of objects, empty when absent."""
        value = self._data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise MalformedOrder(f"{self.name(key)} must be a list.")
        return [
            _Fields(item, f"{self.name(key)}[{at}].") for at, item in enumerate(cast("list[object]", value))
        ]


def parse_order(raw: bytes, source: str, currency: str = "CNY") -> OrderDraft:
    """The draft in `raw`, as delivered by the source of that name; `currency` where it names none.

    Raises MalformedOrder with a sentence for the sender.
    """
    try:
        document = read_json(raw)
    except BadJson as error:
        raise MalformedOrder(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    return draft_of(document, source, currency)


def draft_of(document: object, source: str, currency: str = "CNY") -> OrderDraft:
    """As `parse_order`, from a document that was read already."""
    top = _Fields(document, "")
    if top.text("type") not in {"", "order"}:
        raise MalformedOrder('type must be "order".')
    external_id = top.identifier("id")
    if not external_id.strip():
        raise MalformedOrder("id is missing: the order's own number at the sender.")
    currency = top.text("currency") or currency
    if not _CURRENCY.fullmatch(currency):
        raise MalformedOrder("currency must be a code of three capital letters, such as CNY.")
    draft = OrderDraft(
        source=source,
        external_id=external_id,
        version=top.integer("version", 1, 1, MAX_VERSION),
        placed_at=top.time("placed_at"),
        fulfilment=_fulfilment(top.table("fulfilment")),
        lines=tuple(_line(line) for line in top.tables("lines")),
        discounts=tuple(Discount(d.text("name"), d.amount("amount")) for d in top.tables("discounts")),
        delivery_fee=top.amount("delivery_fee"),
        total=top.amount("total") if top.has("total") else None,
        currency=currency,
        customer=_customer(top.table("customer")),
        note=top.text("note"),
    )
    if not draft.lines:
        raise MalformedOrder("lines is empty: an order needs at least one line with name and quantity.")
    if any(abs(line.amount) > _MAX_SUM for line in draft.lines) or abs(draft.computed_total) > _MAX_SUM:
        raise MalformedOrder("lines come to more than any currency holds.")
    return _with_payment(draft, top.table("payment"))


def instant(text: str, field: str) -> datetime:
    """An ISO 8601 time with offset as aware UTC. Raises MalformedOrder naming `field`."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise MalformedOrder(f"{field} needs an offset, such as 2026-11-22T18:00:00+08:00.")
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise MalformedOrder(
            f"{field} must be an ISO 8601 time, such as 2026-11-22T18:00:00+08:00."
        ) from None
    if moment.year not in _YEARS:
        raise MalformedOrder(f"{field} lies outside of the years {_YEARS[0]} to {_YEARS[-1]}.")
    return moment


def _fulfilment(part: _Fields) -> Fulfilment:
    address = part.text("address")
    return Fulfilment(
        kind=part.word("kind", FulfilmentKind) or default_kind(address),
        due_at=part.time("due_at"),
        name=part.text("name"),
        phone=part.text("phone"),
        address=address,
    )


def default_kind(address: str) -> FulfilmentKind:
    """What an order means that does not say: with an address it is to be delivered."""
    return FulfilmentKind.DELIVERY if address.strip() else FulfilmentKind.PICKUP


def _line(part: _Fields) -> Line:
    name = part.text("name")
    if not name.strip():
        raise MalformedOrder(f"{part.name('name')} is missing.")
    if not part.has("quantity"):
        raise MalformedOrder(f"{part.name('quantity')} is missing.")
    return Line(
        name=name,
        quantity=part.integer("quantity", 1, 1, MAX_QUANTITY),
        unit_price=part.amount("unit_price"),
        sku=part.text("sku"),
        category=part.text("category"),
        options=tuple(
            Option(o.text("name"), o.text("value"), o.amount("price")) for o in part.tables("options")
        ),
        note=part.text("note"),
    )


def _customer(part: _Fields) -> CustomerRef:
    return CustomerRef(part.identifier("external_id"), part.text("nickname"), part.text("phone"))


def _with_payment(draft: OrderDraft, part: _Fields) -> OrderDraft:
    """The draft with its payment. A method we do not know is `other`; what is not said about the state or
    the amount follows from the other.
    """
    state = part.word("state", PaymentState)
    paid = part.amount("paid_amount")
    if state is PaymentState.PAID and not part.has("paid_amount"):
        paid = draft.amount_due
    return replace(
        draft,
        payment=Payment(
            method=method_of(part.text("method")),
            state=state or state_of(paid, draft.amount_due),
            paid_amount=paid,
            paid_at=part.time("paid_at"),
            reference=part.text("reference"),
        ),
    )


def method_of(word: str) -> PaymentMethod:
    """The payment method of that word, `other` for one we do not know."""
    try:
        return PaymentMethod(word)
    except ValueError:
        return PaymentMethod.OTHER


def state_of(paid: int, due: int) -> PaymentState:
    """How far an amount paid covers the amount due, both in minor units."""
    if paid <= 0:
        return PaymentState.UNPAID
    return PaymentState.PAID if paid >= due else PaymentState.PART_PAID
