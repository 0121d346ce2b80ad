"""The shop's own rules that intake, routing and spool go by."""

from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

from desk.domain.orders import Order, OrderDraft, PaymentMethod, PaymentState
from desk.domain.stations import Station

AutoAccept = bool | Literal["paid"]

#: Order numbers by kind of source (design section 2). The relay's W numbers come with the order.
NUMBER_LETTERS = {"relay": "W", "counter": "C", "demo": "D"}
DEFAULT_LETTER = "S"


@dataclass(frozen=True, slots=True)
class SourceRule:
    """How orders of one configured source are taken."""

    name: str
    kind: str
    auto_accept: AutoAccept = "paid"

    @property
    def letter(self) -> str:
        """The letter its order numbers begin with."""
        return NUMBER_LETTERS.get(self.kind, DEFAULT_LETTER)

    def accepts(self, content: OrderDraft) -> bool:
        """Whether the order is accepted without a person."""
        if self.auto_accept == "paid":
            return (
                content.payment.state in {PaymentState.PAID, PaymentState.PART_PAID}
                or content.payment.method is PaymentMethod.CASH_ON_DELIVERY
            )
        return self.auto_accept


@dataclass(frozen=True, slots=True)
class PrinterRule:
    """How one configured printer is treated. `on_uncertain`: print a marked copy after the fence, or ask."""

    name: str
    uri: str
    profile: str
    on_uncertain: Literal["reprint", "ask"] = "reprint"


@dataclass(frozen=True, slots=True)
class Shop:
    """`late_after` and `stale_after` in seconds: from when a ticket is stamped 延迟, and from when a person
    is asked first. `preorders` says which orders are held until their prep time: those due on a later day,
    every order due later, or none.
    """

    name: str = "Order Desk"
    language: str = "zh_CN"
    timezone: str = "Asia/Shanghai"
    currency: str = "CNY"
    printers: tuple[PrinterRule, ...] = ()
    stations: tuple[Station, ...] = ()
    sources: tuple[SourceRule, ...] = ()
    late_after: float = 60.0
    stale_after: float = 7200.0
    preorders: Literal["later-day", "always", "never"] = "later-day"
    labels: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def zone(self) -> ZoneInfo:
        """The shop's time zone (cached by zoneinfo)."""
        return ZoneInfo(self.timezone)

    def source(self, name: str) -> SourceRule:
        """The rule of a source; an unknown one is treated as a plain webhook that waits for a person."""
        for rule in self.sources:
            if rule.name == name:
                return rule
        return SourceRule(name, "counter" if name == "counter" else "webhook", name == "counter" or "paid")

    def station(self, name: str) -> Station | None:
        """The station of that name, if configured."""
        return next((s for s in self.stations if s.name == name), None)


def is_open(order: Order) -> bool:
    """Whether its tickets are still worth printing."""
    return order.state.value not in {"completed", "declined", "cancelled"}
