"""A customer's orders at the relay: what is confirmed in the chat becomes an order document in the feed."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desk.domain.catalogue import Product
from desk.domain.catalogue_json import options_json, options_of
from desk.domain.order_document import document_of
from desk.domain.orders import (
    CustomerRef,
    Fulfilment,
    FulfilmentKind,
    Line,
    Option,
    OrderDraft,
    Payment,
    PaymentMethod,
)
from desk.domain.trading import Load
from desk.relay.dialogue.shop import Known, Offer, Wanted, WantedLine
from desk.relay.store.placed import PlacedOrder
from desk.relay.store.work import RelayWork

#: The letter of the relay's order numbers (design section 2).
LETTER = "W"
#: Between two chases of one order.
RUSH_AGAIN = timedelta(minutes=10)
#: How long an order that is to be paid by WeChat waits for its money.
UNPAID = timedelta(minutes=15)
#: States in which a customer may still change or cancel.
CHANGEABLE = frozenset({"placed", "accepted"})
#: States of an order that was called off.
OFF = frozenset({"cancelled", "declined"})


class CustomerBook:
    """desk.relay.dialogue.shop.Book for one customer, inside one transaction."""

    def __init__(self, work: RelayWork, offer: Offer, account: str, openid: str, now: datetime) -> None:
        self._work = work
        self._offer = offer
        self._account = account
        self._openid = openid
        self._now = now
        #: Whether a new order was placed.
        self.placed = False
        self._day = now.astimezone(offer.zone).date().isoformat()

    def left(self, product: Product) -> int | None:
        """See Book.left."""
        placed, elsewhere = self._work.placed, self._offer.elsewhere
        limits: list[int] = []
        if product.stock is not None:
            sold = placed.sold(product.sku, "stock") + elsewhere.sold.get(product.sku, 0)
            limits.append(product.stock - sold)
        if product.daily_limit is not None:
            today = elsewhere.day is not None and elsewhere.day.isoformat() == self._day
            sold = placed.sold(product.sku, self._day) + (elsewhere.today.get(product.sku, 0) if today else 0)
            limits.append(product.daily_limit - sold)
        return max(0, min(limits)) if limits else None

    def taken(self) -> Mapping[datetime, Load]:
        """See Book.taken."""
        slots = self._offer.trading.slots
        found = self._work.placed.taken(self._now - timedelta(minutes=slots.minutes))
        whole: dict[datetime, Load] = {}
        for at, load in (*found.items(), *self._offer.elsewhere.taken.items()):
            start = self._offer.trading.slot_at(at, self._offer.zone) or at
            whole[start] = whole.get(start, Load()) + load
        return whole

    def latest(self) -> Known | None:
        """See Book.latest."""
        order = self._work.placed.latest(self._account, self._openid)
        if order is None:
            return None
        return self._known(order)

    def open_orders(self) -> list[Known]:
        """See Book.open_orders."""
        return list(map(self._known, self._work.placed.open_orders(self._account, self._openid)))

    def place(self, wanted: Wanted) -> str:
        """See Book.place."""
        count = self._work.feed.count(f"{LETTER} {self._day}")
        number = f"{LETTER}{count:03d}"
        state = "placed"
        order = PlacedOrder(
            # a relay whose data were restored may give a number again, but never an id
            f"{self._day.replace('-', '')}-{number}-{secrets.token_hex(4)}", number, self._account, self._openid, 1, state,
            wanted_json(wanted), None,
        )  # fmt: skip
        self._work.placed.place(order, wanted.load, wanted.due, self._now)
        self._bill(order.id, wanted)
        _sell(self._work, wanted, 1, self._day)
        self._feed(order, wanted)
        self.placed = True
        return number

    def change(self, number: str, wanted: Wanted) -> bool:
        """See Book.change."""
        order = self._mine(number)
        if order is None or order.state not in CHANGEABLE:
            return False
        _sell(self._work, wanted_of(order.wanted), -1, day_of(order.id))
        _sell(self._work, wanted, 1, day_of(order.id))
        version = order.version + 1
        self._work.placed.change_order(order.id, version, wanted_json(wanted), wanted.load, wanted.due)
        self._bill(order.id, wanted)
        self._feed(
            PlacedOrder(order.id, number, self._account, self._openid, version, order.state, None, None),
            wanted,
        )
        return True

    def cancel(self, number: str) -> bool:
        """See Book.cancel."""
        order = self._mine(number)
        if order is None or order.state not in CHANGEABLE:
            return False
        settle(self._work, order, "cancelled")
        self._tell("cancel", {"id": order.id, "number": number})
        return True

    def rush(self, number: str) -> bool:
        """See Book.rush."""
        order = self._mine(number)
        if order is None or (order.rushed_at is not None and self._now - order.rushed_at < RUSH_AGAIN):
            return False
        self._work.placed.set_rushed(order.id, self._now)
        self._tell("rush", {"id": order.id, "number": number})
        return True

    def tell(self, text: str, what: str = "text") -> None:
        """See Book.tell."""
        order = self._work.placed.latest(self._account, self._openid)
        who, number = (wanted_of(order.wanted).name, order.number) if order else ("", "")
        body = {"customer": self._openid, "name": who, "what": what, "text": text, "number": number}
        self._tell("message", body)

    def _bill(self, order_id: str, wanted: Wanted) -> None:
        """What is still to be paid by WeChat is waited for; a payment asked for another amount is given up."""
        self._work.payments.disturb(order_id)
        if charge_of(wanted, self._work.payments.paid(order_id)):
            self._work.bills.expect(order_id, self._now, self._now + UNPAID)
        else:
            self._work.bills.drop(order_id)

    def _known(self, order: PlacedOrder) -> Known:
        wanted, money = wanted_of(order.wanted), ""
        if wanted.payment == "wechat":
            paid = self._work.payments.paid(order.id)
            money = "unpaid" if charge_of(wanted, paid) else "paid" if paid >= wanted.total else "part-paid"
        return Known(order.number, order.state, order.state in CHANGEABLE, wanted, order.id, money)

    def _mine(self, number: str) -> PlacedOrder | None:
        order = self._work.placed.latest(self._account, self._openid)
        return order if order is not None and order.number == number else None

    def _feed(self, order: PlacedOrder, wanted: Wanted) -> None:
        draft = draft_of(order, wanted, self._offer.currency, self._now)
        self._tell("order", {**document_of(draft), "number": order.number})

    def _tell(self, kind: str, body: Any) -> None:
        self._work.feed.append(self._account, kind, body, self._now)


def settle(work: RelayWork, order: PlacedOrder, state: str) -> None:
    """Where an order stands from now on; one that is called off gives back what it took of the stock."""
    if state in OFF and order.state not in OFF:
        _sell(work, wanted_of(order.wanted), -1, day_of(order.id))
    elif state not in OFF and order.state in OFF:  # the desk took it back
        _sell(work, wanted_of(order.wanted), 1, day_of(order.id))
    work.placed.set_state(order.id, state)
    work.payments.disturb(order.id)


def paid_otherwise(work: RelayWork, order_id: str, method: str) -> bool:
    """Somebody at the shop took the money in another way: nobody waits for it any more, and what was asked for it is
    given up. Whether there is such an order.
    """
    order = work.placed.order(order_id)
    if order is None:
        return False
    wanted = replace(wanted_of(order.wanted), payment=method)
    work.placed.change_order(order.id, order.version, wanted_json(wanted), wanted.load, wanted.due)
    work.bills.drop(order.id)
    work.payments.disturb(order.id)
    return True


def charge_of(wanted: Wanted, paid: int) -> int:
    """What is to be paid by WeChat now, in minor units, when so much came in already: the deposit, or all of it."""
    if wanted.payment != "wechat":
        return 0
    return max(0, min(wanted.deposit or wanted.total, wanted.total) - paid)


def day_of(order_id: str) -> str:
    """The ISO date of the day that an order counts for; its id begins with it."""
    return f"{order_id[:4]}-{order_id[4:6]}-{order_id[6:8]}"


def _sell(work: RelayWork, wanted: Wanted, sign: int, day: str) -> None:
    for line in wanted.lines:
        if line.product.stock is not None:
            work.placed.sell(line.product.sku, "stock", sign * line.quantity)
        if line.product.daily_limit is not None:
            work.placed.sell(line.product.sku, day, sign * line.quantity)


def draft_of(order: PlacedOrder, wanted: Wanted, currency: str, now: datetime) -> OrderDraft:
    """The order as the desk takes it; its customer is known there by the openid."""
    return OrderDraft(
        source=order.account,
        external_id=order.id,
        version=order.version,
        placed_at=now,
        fulfilment=Fulfilment(
            FulfilmentKind(wanted.kind), wanted.due, wanted.name, wanted.phone, wanted.address
        ),
        lines=tuple(
            Line(
                line.product.name,
                line.quantity,
                line.product.price,
                line.product.sku,
                line.product.category,
                tuple(Option(*choice) for choice in line.choices),
                line.note,
            )
            for line in wanted.lines
        ),
        delivery_fee=wanted.fee,
        total=wanted.total,
        currency=currency,
        payment=Payment(PaymentMethod(wanted.payment)),
        customer=CustomerRef(order.openid, "", wanted.phone),
        note=wanted.note,
        number=order.number,
    )


def wanted_json(wanted: Wanted) -> dict[str, Any]:
    """A confirmed order as JSON values, with the products as they were."""
    return {
        "lines": [
            {
                "sku": line.product.sku,
                "name": line.product.name,
                "price": line.product.price,
                "category": line.product.category,
                "options": options_json(line.product.options),
                "limited": [line.product.stock is not None, line.product.daily_limit is not None],
                "quantity": line.quantity,
                "choices": [list(choice) for choice in line.choices],
                "note": line.note,
            }
            for line in wanted.lines
        ],
        "kind": wanted.kind,
        "name": wanted.name,
        "phone": wanted.phone,
        "address": wanted.address,
        "due": wanted.due.isoformat() if wanted.due else None,
        "note": wanted.note,
        "payment": wanted.payment,
        "fee": wanted.fee,
        "deposit": wanted.deposit,
    }


def wanted_of(value: Any) -> Wanted:
    """What `wanted_json` wrote."""
    lines = tuple(
        WantedLine(
            Product(
                line["sku"],
                line["name"],
                line["price"],
                line["category"],
                options_of(line["options"]),
                0 if line["limited"][0] else None,
                0 if line["limited"][1] else None,
            ),
            line["quantity"],
            tuple((name, choice, price) for name, choice, price in line["choices"]),
            line.get("note", ""),
        )
        for line in value["lines"]
    )
    due = datetime.fromisoformat(value["due"]) if value["due"] else None
    return Wanted(
        lines, value["kind"], value["name"], value["phone"], value["address"], due, value["note"],
        value["payment"], value["fee"], value.get("deposit", 0),
    )  # fmt: skip
