"""What the templates show, as plain values; every word of the shop and its customers is escaped by the templates."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from desk.domain.catalogue import Product
from desk.domain.typed.contact import masked, masked_phone
from desk.relay.dialogue.conversation import Conversation
from desk.relay.dialogue.shop import Offer, Wanted
from desk.relay.dialogue.texts import money
from desk.relay.dialogue.turn import Turn
from desk.relay.page.cart import count_of, line_mark
from desk.relay.page.checkout import Filled, known_contact, payments, slots
from desk.relay.pay.cashier import Standing

#: From how many on it is not said how many are left.
_FEW = 10
_HASH = re.compile(r"[0-9a-f]{64}")
View = dict[str, Any]


class Views:
    """One page's values, in one language."""

    def __init__(self, turn: Turn, words: Mapping[str, str], pictures: Mapping[str, tuple[str, ...]]) -> None:
        self._turn = turn
        self._words = words
        self._pictures = pictures

    @property
    def _offer(self) -> Offer:
        return self._turn.offer

    def money(self, minor: int) -> str:
        """An amount as it stands on the page."""
        return money(minor, self._offer.currency)

    def shop(self) -> View:
        """Name, hours and whether orders are taken."""
        trading, zone = self._offer.trading, self._offer.zone
        today = self._turn.now.astimezone(zone).date()
        spans = trading.hours.spans(today, zone)
        hours = "、".join(
            f"{start:%H:%M}–{'24:00' if end.time() == time() else f'{end:%H:%M}'}" for start, end in spans
        )
        line = self._words["open_today"].format(hours=hours) if spans else self._words["closed_today"]
        return {
            "name": self._offer.shop,
            "hours": "" if trading.hours.always and not trading.hours.dates else line,
            "paused": trading.paused,
        }

    def menu(self, talk: Conversation) -> list[View]:
        """The categories with their products, in the shop's order."""
        groups: dict[str, list[View]] = {}
        for product in self._offer.menu:
            category = product.category or self._words["other"]
            groups.setdefault(category, []).append(self.product(product, talk))
        return [
            {"name": name, "anchor": f"g{at}", "products": products}
            for at, (name, products) in enumerate(groups.items())
        ]

    def product(self, product: Product, talk: Conversation) -> View:
        """One product with what is left and what is in the cart."""
        left = self._turn.stock(product)
        extra = any(choice.price for group in product.options for choice in group.choices)
        return {
            "sku": product.sku,
            "name": product.name,
            "price": self.money(product.price),
            "from": extra,
            "description": product.description,
            "initial": product.name[:1],
            "picture": self._picture(product.sku),
            "tint": sum(product.category.encode()) % 6,
            "sold_out": left == 0,
            "left": left if left is not None and 0 < left <= _FEW else None,
            "options": [
                {
                    "name": group.name,
                    "choices": [
                        {
                            "value": choice.value,
                            "price": f"+{self.money(choice.price)}" if choice.price else "",
                        }
                        for choice in group.choices
                    ],
                }
                for group in product.options
            ],
            "count": count_of(talk, product.sku),
        }

    def _picture(self, sku: str) -> View | None:
        names = self._pictures.get(sku, ())
        if len(names) < 2 or not all(_HASH.fullmatch(name) for name in names):
            return None
        small, large = (f"/m/p/{name}.webp" for name in names[:2])
        return {"src": small, "srcset": f"{small} 208w, {large} 416w"}

    def bar(self, talk: Conversation) -> View:
        """The row at the bottom: sum and number of things."""
        lines = self._turn.lines(talk)
        return {
            "amount": self.money(sum(line.amount for line in lines)),
            "kinds": self._words["kinds"].format(n=len(lines)) if lines else "",
            "empty": not lines,
        }

    def cart(self, talk: Conversation) -> View:
        """The lines of the cart; those that are no longer sold stand apart."""
        kept = [line for line in talk.cart if self._offer.product(line.sku) is not None]
        lines = [
            {
                "mark": line_mark(line),
                "name": wanted.product.name,
                "detail": " · ".join(
                    [*(value for _, value, _ in wanted.choices), *([line.note] if line.note else [])]
                ),
                "quantity": line.quantity,
                "amount": self.money(wanted.amount),
            }
            for line, wanted in zip(kept, self._turn.lines(talk), strict=True)
        ]
        gone = [line.name or line.sku for line in talk.cart if self._offer.product(line.sku) is None]
        return {"lines": lines, "gone": gone, **self.bar(talk)}

    def checkout(self, talk: Conversation, form: Filled, known: Conversation, *, guest: bool) -> View:
        """The form with its choices; what was typed stays."""
        ways = payments(self._turn, guest=guest)
        to = form.to or ("last" if known_contact(known) else "delivery")
        return {
            "form": form.hidden() | {"to": to, "when": form.when or "soon", "pay": form.pay or (ways[0] if ways else "")},
            "last": masked(known.address) if known_contact(known) else "",
            "slots": [
                {"value": slot.start.isoformat(), "text": f"{self.when(slot.start)}–{slot.end.astimezone(self._offer.zone):%H:%M}"}
                for slot in slots(self._turn, talk)[:60]
            ],
            "free": not self._offer.trading.slots.minutes,
            "ways": [{"value": way, "text": self._words.get(way, way)} for way in ways],
        }  # fmt: skip

    def order(self, wanted: Wanted) -> View:
        """An order's lines, sums and where it goes: of people no more than they know themselves by."""
        return {
            "lines": [
                {
                    "name": line.product.name,
                    "detail": " · ".join([*(value for _, value, _ in line.choices), *([line.note] if line.note else [])]),
                    "quantity": line.quantity,
                    "amount": self.money(line.amount),
                }
                for line in wanted.lines
            ],
            "fee": self.money(wanted.fee) if wanted.fee else "",
            "total": self.money(wanted.total),
            "total_minor": wanted.total,
            "deposit": self.money(wanted.deposit) if wanted.deposit else "",
            "delivery": wanted.kind == "delivery",
            "name": wanted.name,
            "phone": masked_phone(wanted.phone),
            "address": masked(wanted.address) if wanted.address else "",
            "when": self.when(wanted.due) if wanted.due else self._words["soon"],
            "note": wanted.note,
            "pay": self._words.get(wanted.payment, wanted.payment),
        }  # fmt: skip

    def payment(self, wanted: Wanted, standing: Standing | None) -> View:
        """Where its money stands; nothing for an order that is not paid by WeChat."""
        if standing is None:
            return {"state": "", "text": "", "due": ""}
        words = self._words
        text = {
            "unpaid": words["pay_waiting"],
            "part-paid": words["pay_part"].format(
                paid=self.money(standing.paid), balance=self.money(wanted.total - standing.paid)
            ),
            "paid": words["pay_done"],
            "refunded": words["pay_refunded"],
        }.get(standing.state, "")
        due = words["pay_now"].format(amount=self.money(standing.due)) if standing.due else ""
        return {"state": standing.state, "text": text, "due": due}

    def when(self, at: datetime) -> str:
        """`今天 18:00`, `周六 10:00`, `12-05 周六 10:00`."""
        local, today = at.astimezone(self._offer.zone), self._turn.now.astimezone(self._offer.zone).date()
        days = (local.date() - today).days
        near = self._words["days"].split()
        weekday = self._words["weekdays"].split()[local.weekday()]
        if 0 <= days < len(near):
            return f"{near[days]} {local:%H:%M}"
        day = weekday if 0 < days < 7 else f"{local:%m-%d} {weekday}"
        return f"{day} {local:%H:%M}"
