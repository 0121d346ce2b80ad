"""An order: what a customer asked for, its states, and which step may follow which."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class OrderState(StrEnum):
    """Where an order stands (design section 4)."""

    PLACED = "placed"
    ACCEPTED = "accepted"
    PREPARING = "preparing"
    READY = "ready"
    DELIVERING = "delivering"
    COMPLETED = "completed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


OPEN_STATES = (
    OrderState.PLACED,
    OrderState.ACCEPTED,
    OrderState.PREPARING,
    OrderState.READY,
    OrderState.DELIVERING,
)


class FulfilmentKind(StrEnum):
    """How the goods reach the customer."""

    DELIVERY = "delivery"
    PICKUP = "pickup"
    DINE_IN = "dine-in"


class PaymentMethod(StrEnum):
    """How it is or will be paid."""

    WECHAT = "wechat"
    CASH_ON_DELIVERY = "cash-on-delivery"
    COUNTER_QR = "counter-qr"
    CASH = "cash"
    CARD = "card"
    TRANSFER = "transfer"
    OTHER = "other"


class PaymentState(StrEnum):
    """An amount paid out of an amount due."""

    UNPAID = "unpaid"
    PART_PAID = "part-paid"
    PAID = "paid"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Option:
    """A choice on a line; `price` in minor units is what it adds."""

    name: str
    value: str
    price: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One product of an order. `unit_price` in minor units, options not included."""

    name: str
    quantity: int
    unit_price: int = 0
    sku: str = ""
    category: str = ""
    options: tuple[Option, ...] = ()
    note: str = ""

    @property
    def amount(self) -> int:
        """Quantity times unit price with options, in minor units."""
        each = self.unit_price
        for option in self.options:
            each += option.price
        return self.quantity * each


@dataclass(frozen=True, slots=True)
class Discount:
    """Something taken off; `amount` is positive, in minor units."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Who gets it, where, when. `due_at` is aware UTC, or None for as soon as possible."""

    kind: FulfilmentKind = FulfilmentKind.PICKUP
    due_at: datetime | None = None
    name: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """`paid_amount` in minor units; `reference` is the payment's number at its provider."""

    method: PaymentMethod = PaymentMethod.OTHER
    state: PaymentState = PaymentState.UNPAID
    paid_amount: int = 0
    paid_at: datetime | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class CustomerRef:
    """How a source names the customer: its own id (openid, member number), nickname, phone."""

    external_id: str = ""
    nickname: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """A verified, parsed order as a source hands it over (the order document, design section 6).

    `source` + `external_id` + `version` is the idempotency key. `total` None: the source gave none.
    `number` is set only by sources that number orders themselves (the relay).

    A sender that counts no versions but says when it changed an order gives a `revision`, which only grows with
    each change; then it stands for the version in the key, and the desk counts versions itself. 0: none.
    `over` is how the order ended at its sender ("cancelled", "completed"), "" while it is to be made.
    """

    source: str
    external_id: str
    lines: tuple[Line, ...]
    version: int = 1
    placed_at: datetime | None = None
    fulfilment: Fulfilment = field(default_factory=Fulfilment)
    discounts: tuple[Discount, ...] = ()
    delivery_fee: int = 0
    total: int | None = None
    currency: str = "CNY"
    payment: Payment = field(default_factory=Payment)
    customer: CustomerRef = field(default_factory=CustomerRef)
    note: str = ""
    number: str | None = None
    revision: int = 0
    over: str = ""

    @property
    def computed_total(self) -> int:
        """What lines, discounts and delivery add up to, in minor units."""
        total = self.delivery_fee
        for line in self.lines:
            total += line.amount
        for discount in self.discounts:
            total -= discount.amount
        return total

    @property
    def amount_due(self) -> int:
        """The total as given, else as computed."""
        return self.computed_total if self.total is None else self.total

    @property
    def adds_up(self) -> bool:
        """False when the given total differs from the computed one; flagged, never corrected."""
        return self.total is None or self.total == self.computed_total

    @property
    def balance(self) -> int:
        """Still to be collected, in minor units; 0 when paid or refunded."""
        if self.payment.state in {PaymentState.PAID, PaymentState.REFUNDED}:
            return 0
        return max(0, self.amount_due - self.payment.paid_amount)


@dataclass(frozen=True, slots=True)
class Order:
    """An order at this desk. Times are aware UTC. `content` is its newest version.

    `before` is the state that undo returns to, `since` when the present state was entered.
    """

    id: str
    number: str
    state: OrderState
    content: OrderDraft
    received_at: datetime
    since: datetime
    source_kind: str = ""
    customer_id: int | None = None
    before: OrderState | None = None
    rushed: int = 0
    promised_at: datetime | None = None

    @property
    def due_at(self) -> datetime | None:
        """When the customer gets it: what the desk promised, else what was asked."""
        return self.promised_at or self.content.fulfilment.due_at

    @property
    def version(self) -> int:
        """The newest version seen."""
        return self.content.version


#: Who acts when the customer does, beside the names of clerks.
CUSTOMER = "顾客"


class Action(StrEnum):
    """What a button or the listener may ask of an order."""

    ACCEPT = "accept"
    DECLINE = "decline"
    START = "start"
    READY = "ready"
    DELIVER = "deliver"
    COMPLETE = "complete"
    CANCEL = "cancel"
    UNDO = "undo"
    REPRINT = "reprint"
    RUSH = "rush"
    PAID = "paid"


_STEPS: dict[Action, tuple[frozenset[OrderState], OrderState]] = {
    Action.ACCEPT: (frozenset({OrderState.PLACED}), OrderState.ACCEPTED),
    Action.DECLINE: (frozenset({OrderState.PLACED}), OrderState.DECLINED),
    Action.START: (frozenset({OrderState.ACCEPTED}), OrderState.PREPARING),
    Action.READY: (frozenset({OrderState.ACCEPTED, OrderState.PREPARING}), OrderState.READY),
    Action.DELIVER: (frozenset({OrderState.READY}), OrderState.DELIVERING),
    Action.COMPLETE: (frozenset({OrderState.READY, OrderState.DELIVERING}), OrderState.COMPLETED),
    Action.CANCEL: (frozenset(OPEN_STATES), OrderState.CANCELLED),
}


def step(state: OrderState, action: Action) -> OrderState | None:
    """The state `action` leads to from `state`, or None when it is not allowed or changes no state."""
    rule = _STEPS.get(action)
    return rule[1] if rule and state in rule[0] else None


def next_action(state: OrderState, kind: FulfilmentKind) -> Action | None:
    """The one main button of an order: the next step on its way, None at the end."""
    match state:
        case OrderState.PLACED:
            return Action.ACCEPT
        case OrderState.ACCEPTED:
            return Action.START
        case OrderState.PREPARING:
            return Action.READY
        case OrderState.READY:
            return Action.DELIVER if kind is FulfilmentKind.DELIVERY else Action.COMPLETE
        case OrderState.DELIVERING:
            return Action.COMPLETE
        case _:
            return None


def with_payment(content: OrderDraft, payment: Payment) -> OrderDraft:
    """The same order, paid otherwise."""
    return replace(content, payment=payment)
