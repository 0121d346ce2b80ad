"""Scripted customers for the demonstration: the same seed gives the same day, word for word."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from desk.domain.order_document import to_bytes
from desk.domain.orders import (
    Action,
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
from desk.domain.ports import Clock
from desk.domain.shop import Shop
from desk.errors import DeskError
from desk.sources.base import Receive, SourceHealth
from desk.sources.demo_shop import GUESTS, LINE_NOTES, MENU, NOTES, REASONS, Guest, Product
from desk.sources.order_document import state_of

#: What the first orders of every script are, so that a short one shows everything too.
_PARTS = ("paid", "cash", "change", "preorder", "rush", "cancel", "deposit", "pays-later")
_log = logging.getLogger("desk.sources")


@dataclass(frozen=True, slots=True)
class Due:
    """When it is wanted: minutes after the order, or an hour of a later day in the shop's zone."""

    minutes: int = 0
    days: int = 0
    hour: int = 0

    def at(self, placed: datetime, shop: Shop) -> datetime:
        """The time for an order placed then (aware), in the same zone as `placed`."""
        if not self.days:
            due = placed + timedelta(minutes=self.minutes)
            return due.replace(second=0, microsecond=0) + timedelta(minutes=-due.minute % 5)
        day = placed.astimezone(shop.zone) + timedelta(days=self.days)
        return day.replace(hour=self.hour, minute=0, second=0, microsecond=0).astimezone(placed.tzinfo)


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing a customer does, `at` seconds after the start.

    `content` has no times yet: `draft` sets them. For `cancel` and `rush` it names the order meant, and
    `reason` is what the customer says.
    """

    at: float
    what: Literal["order", "change", "cancel", "rush"]
    content: OrderDraft
    placed: float
    due: Due | None = None
    reason: str = ""

    def draft(self, start: datetime, shop: Shop) -> OrderDraft:
        """The order as of a start (aware UTC)."""
        placed = start + timedelta(seconds=self.placed)
        paid = self.content.payment.paid_amount > 0
        return replace(
            self.content,
            placed_at=placed,
            fulfilment=replace(
                self.content.fulfilment, due_at=self.due.at(placed, shop) if self.due else None
            ),
            payment=replace(
                self.content.payment, paid_at=start + timedelta(seconds=self.at) if paid else None
            ),
        )


def script(seed: int, orders: int, shop: Shop, source: str = "demo") -> list[Scene]:
    """What `orders` customers do, in order of time. From eight on every kind of scene is among them: paid
    and cash on delivery, a deposit, a pre-order, a change, a chase, a cancellation, a late payment.
    """
    random = Random(seed)  # the seed is the port: nothing here is drawn from elsewhere
    parts = list(_PARTS[:orders])
    parts += random.choices(_PARTS, weights=(8, 5, 2, 2, 1, 1, 1, 1), k=max(0, orders - len(parts)))
    random.shuffle(parts)
    scenes: list[Scene] = []
    at = 0.0
    for count, part in enumerate(parts, 1):
        scenes += _order(random, f"demo-{seed}-{count:04d}", at, part, shop, source)
        at += round(random.uniform(0.8, 4.0), 2)
    return sorted(scenes, key=lambda scene: scene.at)


def _order(random: Random, name: str, at: float, part: str, shop: Shop, source: str) -> list[Scene]:
    """One customer's order and what follows from it."""
    guest = random.choice(GUESTS)
    phone = f"138001380{random.randrange(100):02d}"
    delivery = part in {"rush", "cash"} or random.random() < 0.6
    content = OrderDraft(
        source=source,
        external_id=name,
        lines=tuple(_line(random, product) for product in _basket(random)),
        fulfilment=_fulfilment(guest, phone, delivery),
        discounts=(Discount("新客红包🧧", 500),) if random.random() < 0.25 else (),
        delivery_fee=800 if delivery else 0,
        currency=shop.currency,
        customer=CustomerRef(f"demo-{GUESTS.index(guest)}", guest.nickname, phone),
        note=random.choice(NOTES),
    )
    content = replace(content, total=content.computed_total)
    content = replace(content, payment=_payment(random, part, content))
    due = _due(random, part)
    first = Scene(at, "order", content, at, due)
    later = round(at + random.uniform(2.0, 6.0), 2)
    if part == "change":
        return [first, Scene(later, "change", _changed(random, content), at, due)]
    if part == "pays-later":
        paid = Payment(
            PaymentMethod.WECHAT,
            PaymentState.PAID,
            content.amount_due,
            None,
            f"demo{random.randrange(10**6):06d}",
        )
        return [first, Scene(later, "change", replace(content, version=2, payment=paid), at, due)]
    if part == "rush":
        return [first, Scene(later, "rush", content, at, due, "好了吗？大概还要多久呀🥺")]
    if part == "cancel":
        return [first, Scene(later, "cancel", content, at, due, random.choice(REASONS))]
    return [first]


def _basket(random: Random) -> list[Product]:
    """Mostly one cake, often something small with it."""
    cakes = [product for product in MENU if product.category == "cake"]
    small = [product for product in MENU if product.category != "cake"]
    basket = [random.choice(cakes)] if random.random() < 0.7 else []
    basket += random.sample(small, k=random.choice((0, 1, 1, 2, 3)))
    return basket or [random.choice(cakes)]


def _line(random: Random, product: Product) -> Line:
    cake = product.category == "cake"
    picked = [(choice.name, *random.choice(choice.values)) for choice in product.choices]
    return Line(
        name=product.name,
        quantity=1 if cake else random.choice((1, 1, 2, 2, 3, 6)),
        unit_price=product.price,
        sku=product.sku,
        category=product.category,
        options=tuple(Option(name, value, price) for name, value, price in picked),
        note=random.choice(LINE_NOTES) if cake else "",
    )


def _fulfilment(guest: Guest, phone: str, delivery: bool) -> Fulfilment:
    if delivery:
        return Fulfilment(FulfilmentKind.DELIVERY, None, guest.name, phone, guest.address)
    return Fulfilment(FulfilmentKind.PICKUP, None, guest.name, phone)


def _payment(random: Random, part: str, content: OrderDraft) -> Payment:
    due = content.amount_due
    if part == "cash":
        return Payment(PaymentMethod.CASH_ON_DELIVERY)
    if part == "pays-later":
        return Payment(PaymentMethod.TRANSFER)
    reference = f"demo{random.randrange(10**6):06d}"
    if part == "deposit":
        return Payment(PaymentMethod.WECHAT, PaymentState.PART_PAID, due // 300 * 100, None, reference)
    return Payment(PaymentMethod.WECHAT, PaymentState.PAID, due, None, reference)


def _due(random: Random, part: str) -> Due | None:
    if part == "preorder":
        return Due(days=random.choice((1, 1, 2, 3)), hour=random.choice((10, 12, 15, 17, 18)))
    return None if random.random() < 0.25 else Due(minutes=random.choice((60, 75, 90, 120, 150, 180)))


def _changed(random: Random, content: OrderDraft) -> OrderDraft:
    """The second thoughts: other lettering, one more of something, another product, or only a note."""
    lines = list(content.lines)
    first = lines[0]
    kind = random.choice(("note", "more", "add", "less-sweet"))
    if kind == "more":
        lines[0] = replace(first, quantity=first.quantity + 1)
    elif kind == "add":
        lines.append(_line(random, random.choice([p for p in MENU if p.category == "drink"])))
    elif kind == "less-sweet":
        lines[0] = replace(first, note="再少糖一点点🤏 写：平安喜乐")
    note = "改一下：请晚半小时送到，谢谢🙏" if kind == "note" else content.note
    changed = replace(content, version=2, lines=tuple(lines), note=note)
    changed = replace(changed, total=changed.computed_total)
    state = state_of(content.payment.paid_amount, changed.amount_due)
    return replace(changed, payment=replace(content.payment, state=state))


class DemoSource:
    """Plays a script against the desk and ends with it."""

    kind = "demo"

    def __init__(
        self,
        scenes: list[Scene],
        shop: Shop,
        clock: Clock,
        act: Callable[[str, Action, str, str], Awaitable[object]],
        name: str = "demo",
        speed: float = 1.0,
    ) -> None:
        """`act(order id, action, by, reason)` does what a customer asks for at the counter: cancel and rush.
        `speed` 2 plays twice as fast.
        """
        self.name = name
        self.health = SourceHealth()
        self._scenes = scenes
        self._shop = shop
        self._clock = clock
        self._act = act
        self._speed = speed
        self._stopped = asyncio.Event()

    async def run(self, receive: Receive) -> None:
        """Scene after scene, until the end or `stop`."""
        self.health = SourceHealth("running")
        start = self._clock.now()
        began = self._clock.monotonic()
        ids: dict[str, str] = {}
        for scene in self._scenes:
            wait = scene.at / self._speed - (self._clock.monotonic() - began)
            if wait > 0:
                await self._clock.sleep(wait)
            if self._stopped.is_set():
                break
            await self._play(scene, start, ids, receive)
        self.health = SourceHealth()

    async def stop(self) -> None:
        """End after the scene at hand."""
        self._stopped.set()

    async def _play(self, scene: Scene, start: datetime, ids: dict[str, str], receive: Receive) -> None:
        draft = scene.draft(start, self._shop)
        try:
            if scene.what in {"order", "change"}:
                receipt = await receive(draft, to_bytes(draft))
                ids[draft.external_id] = receipt.order_id
            elif draft.external_id in ids:
                action = Action.CANCEL if scene.what == "cancel" else Action.RUSH
                await self._act(ids[draft.external_id], action, draft.customer.nickname, scene.reason)
        except DeskError as error:  # too late to cancel, say: a customer is told so and the day goes on
            _log.info("demo: %s refused: %s", scene.what, error.what)
