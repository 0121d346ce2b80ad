"""The peers' ticket as orders: the same eight lines, ten choices, note and totals, in Chinese."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

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

TICKET = Path(__file__).resolve().parents[1] / "peers" / "ticket.json"
SOURCE = "website"


def raw() -> bytes:
    """The bytes the order came as."""
    return TICKET.read_bytes()


def drafts(count: int, now: datetime) -> list[OrderDraft]:
    """So many orders of that ticket, each with its own id, of fifty customers."""
    ticket = json.loads(raw())
    lines = tuple(_line(line) for line in ticket["lines"])
    fees = dict(ticket["totals"])
    first = OrderDraft(
        SOURCE,
        "",
        lines,
        placed_at=now,
        fulfilment=Fulfilment(FulfilmentKind.PICKUP, now + timedelta(minutes=30), "王小明", "13800005678"),
        discounts=(Discount("优惠", -_cents(fees["优惠"])),),
        delivery_fee=_cents(fees["打包费"]) + _cents(fees["配送费"]),
        total=_cents(ticket["total"][1]),
        payment=Payment(
            PaymentMethod.WECHAT, PaymentState.PAID, _cents(ticket["total"][1]), now, ticket["order_no"]
        ),
        note=ticket["note"],
    )
    return [
        replace(first, external_id=f"{ticket['order_no']}-{n}", customer=CustomerRef(f"c{n % 50}", "小明🎂"))
        for n in range(count)
    ]


def _line(line: dict[str, Any]) -> Line:
    mods = tuple(Option("", mod) for mod in line["mods"])
    return Line(line["name"], line["qty"], _cents(line["price"]) // line["qty"], options=mods)


def _cents(price: str) -> int:
    return round(float(price) * 100)
