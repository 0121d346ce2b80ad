"""What happens in one seeded run: the shop, its customers, what people press, and the faults. Pure."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

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
from desk.domain.shop import PrinterRule, Shop, SourceRule
from desk.domain.stations import Station

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
#: When the last fault is over, in seconds.
CALM = 240.0

FaultKind = Literal["kill", "power", "cable", "reset", "printer-power", "disk", "control", "restart"]


@dataclass(frozen=True)
class Delivery:
    """One arrival of one version of an order at the desk."""

    at: float
    draft: OrderDraft


@dataclass(frozen=True)
class Press:
    """Somebody presses a button on the `order`-th order."""

    at: float
    order: int
    action: str


@dataclass(frozen=True)
class Fault:
    """`what` happens to `printer` (kitchen or counter) at `at`; cured `lasts` seconds later.

    `commit` kills the desk at that many commits from then on, `phase` before or after it; `steps` kills it
    after that many more steps.
    """

    at: float
    kind: FaultKind
    printer: str = "kitchen"
    lasts: float = 10.0
    word: str = ""
    commit: int = 0
    phase: str = ""


@dataclass(frozen=True)
class Story:
    """Everything a run needs besides the scheduler's dice."""

    seed: int
    shop: Shop
    deliveries: tuple[Delivery, ...]
    presses: tuple[Press, ...]
    faults: tuple[Fault, ...]
    curious: bool
    speed: float


def write(seed: int, faults: int = 4) -> Story:
    """The story of a seed, with up to so many faults."""
    rng = random.Random(seed)
    shop = _shop(rng)
    deliveries, count = _deliveries(rng)
    presses = tuple(
        Press(rng.uniform(3, CALM), rng.randrange(count), rng.choice(_ACTIONS))
        for _ in range(rng.randrange(0, 9))
    )
    times = [d.at for d in deliveries] + [
        p.at for p in presses if p.action in {"accept", "reprint", "rush", "cancel"}
    ]
    return Story(
        seed,
        shop,
        tuple(sorted(deliveries, key=lambda d: d.at)),
        tuple(sorted(presses, key=lambda p: p.at)),
        tuple(sorted((_fault(rng, times) for _ in range(rng.randrange(0, faults + 1))), key=lambda f: f.at)),
        rng.random() < 0.2,
        rng.choice((30.0, 60.0, 200.0)),
    )


_ACTIONS = (
    "accept", "accept", "accept", "decline", "start", "ready", "deliver", "complete", "cancel", "undo",
    "reprint", "rush", "paid",
)  # fmt: skip
_PROFILES = ("epson-80mm", "epson-80mm", "epson-80mm", "generic-80mm-gbk", "generic-58mm-gbk", "oneway-58mm")


def _shop(rng: random.Random) -> Shop:
    names = ("kitchen", "counter")
    printers = tuple(
        PrinterRule(name, f"wire://{name}", rng.choice(_PROFILES), rng.choice(("reprint", "reprint", "ask")))
        for name in names
    )
    shared = rng.random() < 0.25
    stations = (
        Station(
            "kitchen",
            names if rng.random() < 0.4 else names[:1],
            categories=("*",) if rng.random() < 0.7 else ("cake",),
            copies=2 if rng.random() < 0.1 else 1,
            start_after=1 if rng.random() < 0.2 else None,
            failover_after=rng.choice((5.0, 20.0)),
        ),
        Station("counter", ("kitchen",) if shared else ("counter",), layout="counter"),
    )
    accept = rng.choice((True, True, "paid", False))
    return Shop(
        name="大C甜品",
        printers=printers,
        stations=stations,
        sources=(SourceRule("website", "webhook", accept),),
        late_after=rng.choice((5.0, 60.0)),
        stale_after=rng.choice((60.0, 7200.0, 7200.0)),
        preorders=rng.choice(("later-day", "always", "never")),
    )


def _deliveries(rng: random.Random) -> tuple[list[Delivery], int]:
    deliveries: list[Delivery] = []
    at, count = 0.0, rng.randrange(2, 6)
    for number in range(count):
        at += rng.choice((0.0, 0.2, rng.uniform(0, 40)))
        draft = _draft(rng, number)
        deliveries.append(Delivery(at, draft))
        later = at
        for version in range(2, 2 + rng.choice((0, 0, 1, 1, 2))):
            later += rng.choice((0.05, 1.0, rng.uniform(0, 60)))
            draft = _changed(rng, draft, version)
            deliveries.append(Delivery(later, draft))
        if rng.random() < 0.3:
            again = rng.choice([d for d in deliveries if d.draft.external_id == draft.external_id])
            deliveries.append(Delivery(later + rng.uniform(0, 30), again.draft))
    return deliveries, count


def _draft(rng: random.Random, number: int) -> OrderDraft:
    due = rng.choice((None, None, timedelta(minutes=53), timedelta(hours=9), timedelta(days=2)))
    lines = tuple(
        Line(
            f"货{number}乙{n}",
            rng.randrange(1, 9),
            1600,
            f"sku{n}",
            rng.choice(("cake", "tea")),
            note="写字" * n,
        )
        for n in range(rng.randrange(1, 4))
    )
    if rng.random() < 0.3:
        lines = (replace(lines[0], options=(Option("甜度", "少糖"),)), *lines[1:])
    return OrderDraft(
        "website",
        f"ext-{number}",
        lines,
        placed_at=START,
        fulfilment=Fulfilment(
            rng.choice(tuple(FulfilmentKind)),
            START + due if due else None,
            f"顾客{number}🎂",
            "13800138000",
            "望京街",
        ),
        discounts=(Discount("红包", 100),) if rng.random() < 0.2 else (),
        total=rng.choice((None, None, 9900)),
        payment=_payment(rng),
        customer=CustomerRef(f"o{number}", "小明", "13800138000" if rng.random() < 0.5 else ""),
        note=rng.choice(("", "不要按门铃", "过敏：花生🥜")),
    )


def _payment(rng: random.Random) -> Payment:
    return rng.choice(
        (
            Payment(PaymentMethod.WECHAT, PaymentState.PAID, 9900),
            Payment(PaymentMethod.CASH_ON_DELIVERY),
            Payment(PaymentMethod.WECHAT),
            Payment(PaymentMethod.TRANSFER, PaymentState.PART_PAID, 100),
        )
    )


def _changed(rng: random.Random, draft: OrderDraft, version: int) -> OrderDraft:
    draft = replace(draft, version=version)
    match rng.randrange(6):
        case 0:
            return replace(draft, lines=(*draft.lines, Line("蜡烛", 1, 200, "candle", "cake")))
        case 1:
            return replace(draft, lines=(replace(draft.lines[0], quantity=20 + version), *draft.lines[1:]))
        case 2:
            return replace(draft, note=f"改{version}")
        case 3:
            return replace(
                draft, fulfilment=replace(draft.fulfilment, address=f"新地址{version}", due_at=None)
            )
        case 4:
            return replace(draft, payment=Payment(PaymentMethod.WECHAT, PaymentState.PAID, 9900))
        case _:
            return draft


_WORDS = (
    "paper out", "paper out", "cover open", "offline", "error cutter", "error auto", "awol", "mute status",
    "mute all", "slow 200", "garbage 5", "garbage 200", "answer late 3000", "drop after 40", "drop after 400",
    "power cycle", "paper near-end", "garble", "misattribute",
)  # fmt: skip


def _fault(rng: random.Random, times: list[float]) -> Fault:
    """Most strike while something is printed, where it hurts."""
    at = rng.uniform(0.05, CALM - 60)
    if rng.random() < 0.75:
        at = max(0.01, min(CALM - 60, rng.choice(times) + rng.uniform(-0.5, 4)))
    kinds: tuple[FaultKind, ...] = (
        "kill", "kill", "kill", "power", "cable", "reset", "printer-power", "disk", "control", "control", "control",
        "control", "restart",
    )  # fmt: skip
    return Fault(
        at=at,
        kind=rng.choice(kinds),
        printer=rng.choice(("kitchen", "kitchen", "counter")),
        lasts=rng.choice((0.5, rng.uniform(1, 15), rng.uniform(5, 50))),
        word=rng.choice(_WORDS),
        commit=rng.choice((0, rng.randrange(1, 5), rng.randrange(1, 12))),
        phase=rng.choice(("begin", "commit", "after")),
    )
