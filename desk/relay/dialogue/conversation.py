"""One customer's conversation between two messages: what was chosen and what was asked last. Kept as JSON."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, cast

State = Literal[
    "browsing",
    "option",
    "which",
    "reach",
    "contact",
    "when",
    "wishes",
    "pay",
    "confirm",
    "note",
    "drop",
    "human",
]
STATES: frozenset[str] = frozenset(
    {
        "browsing",
        "option",
        "which",
        "reach",
        "contact",
        "when",
        "wishes",
        "pay",
        "confirm",
        "note",
        "drop",
        "human",
    }
)
#: The steps from the cart to the order.
CHECKOUT: frozenset[State] = frozenset({"reach", "contact", "when", "wishes", "pay", "confirm"})
#: Seconds after which a conversation has to say that it went on without its customer.
PATIENCE = 30 * 60
#: Lines in a cart and products waiting for their options; more is no order but a prank.
MAX_LINES = 100


@dataclass(frozen=True, slots=True)
class CartLine:
    """`quantity` of a product with one choice for each of its options, as (option, value), and a note.

    `name` is what it was called when it was chosen: to speak of it when it is gone.
    """

    sku: str
    quantity: int
    choices: tuple[tuple[str, str], ...] = ()
    name: str = field(default="", compare=False)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """`asking` are lines whose options are still to be asked, `candidates` skus one of which was meant.
    `shown` is the total the customer agreed to see; `editing` the order that a checkout will change. `resume` is
    the step of the checkout that a look at something else has interrupted: the next `0` goes on there.
    """

    state: State = "browsing"
    cart: tuple[CartLine, ...] = ()
    asking: tuple[CartLine, ...] = ()
    candidates: tuple[str, ...] = ()
    wanted: int = 1
    page: int = 0
    kind: str = ""
    name: str = ""
    phone: str = ""
    address: str = ""
    due: datetime | None = None
    slots: tuple[datetime, ...] = ()
    note: str = ""
    payment: str = ""
    shown: int | None = None
    editing: str = ""
    resume: State | Literal[""] = ""
    at: datetime | None = field(default=None)

    def emptied(self) -> "Conversation":
        """A new start; who the customer is stays."""
        return Conversation(name=self.name, phone=self.phone, address=self.address, at=self.at)

    def back(self) -> "Conversation":
        """Browsing again with the cart, what was said and the options that are still to be asked kept."""
        return replace(self, state="browsing", candidates=(), slots=(), shown=None)

    def aside(self) -> "Conversation":
        """Browsing for now: the step of the checkout stays to be taken up again."""
        return replace(self.back(), resume=self.state if self.state in CHECKOUT else self.resume)


def to_json(conversation: Conversation) -> str:
    """For the store."""
    fields = asdict(conversation)
    fields["due"] = conversation.due.isoformat() if conversation.due else None
    fields["at"] = conversation.at.isoformat() if conversation.at else None
    fields["slots"] = [slot.isoformat() for slot in conversation.slots]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Conversation:
    """What `to_json` wrote; of another version's fields those that are known."""
    data = cast("dict[str, Any]", json.loads(text))
    known = {name: data[name] for name in Conversation.__dataclass_fields__ if name in data}
    for name in ("cart", "asking"):
        lines = cast("list[dict[str, Any]]", known.get(name, []))
        known[name] = tuple(
            CartLine(
                line["sku"],
                line["quantity"],
                tuple((c[0], c[1]) for c in line["choices"]),
                line.get("name", ""),
                line.get("note", ""),
            )
            for line in lines
        )
    known["candidates"] = tuple(known.get("candidates", ()))
    known["slots"] = tuple(datetime.fromisoformat(slot) for slot in known.get("slots", ()))
    for name in ("due", "at"):
        known[name] = datetime.fromisoformat(known[name]) if known.get(name) else None
    if known.get("state") not in STATES:
        known["state"] = "browsing"
    if known.get("resume") not in CHECKOUT:
        known["resume"] = ""
    return Conversation(**known)
