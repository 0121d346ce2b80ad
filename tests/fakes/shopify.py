"""Shopify: its orders, the Admin API's list with its pages, and webhooks that are repeated for some hours."""

import base64
import copy
import hashlib
import hmac
import json
import random
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.fakes.shop_server import Answer, Delivery, ShopServer

SECRET, TOKEN, VERSION = "shpss_fake", "shpat_fake", "2026-10"
_BASE = f"/admin/api/{VERSION}"
#: Seconds until a failed delivery is tried again; then it is given up.
_RETRIES = (10, 60, 300, 600, 1800, 3600, 7200, 14400)
_PRODUCTS = (("Strawberry Cake", "CAKE-06", 16800), ("可颂", "CR", 1234), ("柠檬茶", "TEA", 990))


def iso(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()


class Shopify(ShopServer):
    """One shop with one app."""

    def __init__(self, now: Callable[[], float], dice: random.Random | None = None) -> None:
        super().__init__(now, dice or random.Random(0))
        self._last = 5_500_000_000_000_001  # beyond 2^52, near to 2^53
        self._number = 1000

    def place(self, *, note: str = "") -> str:
        with self.lock:
            self._last += self.dice.randint(1, 10**12)
            self._number += 1
            name, sku, price = self.dice.choice(_PRODUCTS)
            quantity = self.dice.randint(1, 3)
            total = price * quantity + 800
            text = f"{total // 100}.{total % 100:02d}"
            order: dict[str, Any] = {
                "id": self._last, "name": f"#{self._number}", "currency": "CNY", "note": note, "test": False,
                "created_at": iso(self.stamp()), "updated_at": iso(self.stamp()), "cancelled_at": None,
                "financial_status": "paid", "fulfillment_status": None, "taxes_included": True,
                "total_price": text, "current_total_price": text, "total_discounts": "0.00", "total_tax": "0.00",
                "customer": {"id": 7_000_000_000_000 + self._number % 5, "first_name": "Amy", "last_name": "Pond", "phone": None},
                "shipping_address": {
                    "first_name": "Amy", "last_name": "Pond", "address1": f"{self._number} High St", "address2": None,
                    "city": "Leadworth", "province": None, "phone": "+441234567",
                },
                "payment_gateway_names": ["shopify_payments"],
                "line_items": [{
                    "id": 1, "title": name, "variant_title": "6 inch", "sku": sku, "quantity": quantity, "current_quantity": quantity,
                    "price": f"{price // 100}.{price % 100:02d}", "properties": [{"name": "甜度", "value": "少糖"}],
                }],
                "shipping_lines": [{"title": "Standard", "price": "8.00"}], "discount_codes": [], "note_attributes": [],
            }  # fmt: skip
            order_id = str(self._last)
            self.orders[order_id] = order
            self._touched(order_id, "orders/create")
            return order_id

    def change(self, order_id: str, topic: str = "orders/updated", **values: object) -> None:
        with self.lock:
            self.orders[order_id].update(values)
            self._touched(order_id, topic)

    def write_note(self, order_id: str, note: str) -> None:
        self.change(order_id, note=note)

    def cancel(self, order_id: str) -> None:
        self.change(order_id, "orders/cancelled", cancelled_at=iso(self.stamp()), financial_status="refunded")

    def reopen(self, order_id: str) -> None:
        self.change(order_id, cancelled_at=None, financial_status="paid")

    def is_off(self, order_id: str) -> bool:
        return self.orders[order_id]["cancelled_at"] is not None

    def note_of(self, order_id: str) -> str:
        return str(self.orders[order_id]["note"])

    def garble(self, order_id: str) -> None:
        with self.lock:
            self.orders[order_id]["line_items"][0]["price"] = "free"
            self._touched(order_id, "orders/updated", readable=False)

    def mend(self, order_id: str) -> None:
        with self.lock:
            self.orders[order_id]["line_items"][0]["price"] = "9.90"
            self._touched(order_id, "orders/updated")

    def switch_on(self) -> None:
        """Nothing is ever off."""

    def _touched(self, order_id: str, topic: str, *, readable: bool = True) -> None:
        order = self.orders[order_id]
        order["updated_at"] = iso(self.stamp())
        self.noted(order_id, readable=readable)
        body = json.dumps(order).encode()
        later = self.now() + self.dice.choice((0, 0, 0, 1, 5, 40))
        self.waiting.append(Delivery(later, body, self.signed(body, topic)))

    def signed(self, body: bytes, topic: str = "orders/updated") -> dict[str, str]:
        signature = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
        return {
            "content-type": "application/json",
            "x-shopify-topic": topic,
            "x-shopify-shop-domain": "cake.myshopify.com",
            "x-shopify-api-version": VERSION,
            "x-shopify-webhook-id": str(uuid.UUID(int=self.dice.getrandbits(128))),
            "x-shopify-hmac-sha256": signature,
        }

    def heard(self, delivery: Delivery, status: int) -> None:
        if 200 <= status < 300 or delivery.tries > len(_RETRIES):
            return
        delivery.due = self.now() + _RETRIES[delivery.tries - 1]
        self.waiting.append(delivery)

    def answer(self, method: str, path: str, query: dict[str, str], headers: Any, body: bytes) -> Answer:
        if headers.get("x-shopify-access-token") != TOKEN:
            return Answer({"errors": "[API] Invalid API key or access token"}, 401)
        if method != "GET":
            return Answer({}, 405)
        if path == f"{_BASE}/orders.json":
            return self._list(query)
        order = self.orders.get(path.removeprefix(f"{_BASE}/orders/").removesuffix(".json"))
        return (
            Answer({"errors": "Not Found"}, 404) if order is None else Answer({"order": copy.deepcopy(order)})
        )

    def _list(self, query: dict[str, str]) -> Answer:
        size = int(query.get("limit", "50"))
        assert size <= 250
        if "page_info" in query:  # a page goes on behind the last order of the one before
            assert set(query) <= {"page_info", "limit"}, "Shopify takes no filter beside page_info"
            after, last = json.loads(base64.urlsafe_b64decode(query["page_info"]))
        else:
            assert query["status"] == "any" and query["order"] == "updated_at asc"
            after, last = datetime.fromisoformat(query["updated_at_min"]).astimezone(UTC).isoformat(), 0
        found = sorted(
            (o for o in self.orders.values() if (o["updated_at"], o["id"]) > (after, last)),
            key=lambda order: (order["updated_at"], order["id"]),
        )
        part, link = found[:size], {}
        if len(found) > size:
            place = json.dumps([part[-1]["updated_at"], part[-1]["id"]]).encode()
            info = base64.urlsafe_b64encode(place).decode()
            link = {"link": f'<{self.url}{_BASE}/orders.json?limit={size}&page_info={info}>; rel="next"'}
        return Answer({"orders": copy.deepcopy(part)}, headers=link)
