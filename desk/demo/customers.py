"""The customers of a demonstration: they play the script, and remember what they asked for and were told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from desk.app.engine import Engine
from desk.domain.changes import became_paid, line_changes
from desk.domain.orders import Action, Line, Order, OrderDraft
from desk.domain.receipts import Receipt
from desk.errors import DeskError
from desk.sources.demo import DemoSource, Scene

What = Literal["order", "change", "cancel", "rush", "refused"]


@dataclass
class Asked:
    """One customer's order as the customer knows it: every version, and whether it was chased or called off."""

    number: str
    versions: list[OrderDraft] = field(default_factory=list[OrderDraft])
    rushes: int = 0
    cancelled: bool = False

    @property
    def newest(self) -> OrderDraft:
        """What is wanted now."""
        return self.versions[-1]


class Happened(NamedTuple):
    """Something a customer did. `said` is the customer's own words, or why it was refused."""

    what: What
    number: str
    wanted: OrderDraft | None
    said: str = ""


class Customers:
    """Plays scenes against an engine; knows nothing that a customer would not know."""

    def __init__(self, engine: Engine, heard: Callable[[Happened], None]) -> None:
        self._engine = engine
        self._heard = heard
        self._asked: dict[str, Asked] = {}
        self.turned_away: list[str] = []

    @property
    def asked(self) -> list[Asked]:
        """Every order that was answered with a number, oldest first."""
        return list(self._asked.values())

    async def play(self, scenes: list[Scene], speed: float) -> None:
        """Scene after scene, `speed` times faster than written."""
        engine = self._engine
        source = DemoSource(scenes, engine.shop, engine.clock, self._act, speed=speed)
        await source.run(self._receive)

    async def _receive(self, draft: OrderDraft, raw: bytes) -> Receipt:
        try:
            receipt = await self._engine.receive(draft, raw)
        except DeskError as fault:
            self.turned_away.append(f"{draft.external_id}: {fault.what}")
            self._heard(Happened("refused", "", draft, fault.what))
            raise
        known = self._asked.setdefault(receipt.order_id, Asked(receipt.number))
        known.versions.append(draft)
        if len(known.versions) == 1:
            self._heard(Happened("order", receipt.number, draft))
        else:
            self._heard(Happened("change", receipt.number, draft, _second_thoughts(*known.versions[-2:])))
        return receipt

    async def _act(self, order_id: str, action: Action, by: str, reason: str) -> Order:
        known = self._asked[order_id]
        try:
            order = await self._engine.act(order_id, action, by, reason)
        except DeskError as fault:
            self._heard(Happened("refused", known.number, None, fault.what))
            raise
        if action is Action.CANCEL:
            known.cancelled = True
        else:
            known.rushes += 1
        self._heard(Happened("cancel" if known.cancelled else "rush", known.number, None, reason))
        return order


def _second_thoughts(old: OrderDraft, new: OrderDraft) -> str:
    """What is different, in a few words."""
    words: list[str] = []
    if became_paid(old, new):
        words.append("付款了 paid now")
    for change in line_changes(old.lines, new.lines):
        line = change.new or change.old
        if isinstance(line, Line):
            sign = "" if change.new and change.old else "＋" if change.new else "－"
            words.append(f"{sign}{line.name} ×{line.quantity} {line.note}".strip())
    if old.note != new.note:
        words.append(new.note)
    return " · ".join(words)
