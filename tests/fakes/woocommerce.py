"""WooCommerce: its orders, its REST API, and its webhooks, which are sent once and switched off after six failures."""

import base64
import copy
import hashlib
import hmac
import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.fakes.shop_server import Answer, Delivery, ShopServer

KEY, SECRET, HOOK_SECRET = "ck_fake", "cs_fake", "hook & secret"
_BASE = "/wp-json/wc/v3"
_MOST_FAILURES = 5
_PRODUCTS = (("草莓奶油蛋糕 6寸", "CAKE-06", 16800), ("可颂", "CR", 1234), ("柠檬茶", "TEA", 990))


def gmt(seconds: float) -> str:
    return f"{datetime.fromtimestamp(int(seconds), UTC):%Y-%m-%dT%H:%M:%S}"


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


class WooCommerce(ShopServer):
    """One shop, with one webhook that tells of orders."""

    def __init__(self, now: Callable[[], float], dice: random.Random | None = None) -> None:
        super().__init__(now, dice or random.Random(0))
        self.status = "active"
        self.failures = 0
        self.delivery_url = "https://relay.example.com/hooks/woo"
        self._last = 100

    # --- what people do in the shop ---------------------------------------------------------------

    def place(self, *, status: str = "processing", note: str = "") -> str:
        with self.lock:
            self._last += 1
            name, sku, price = self.dice.choice(_PRODUCTS)
            quantity = self.dice.randint(1, 3)
            total = price * quantity
            order: dict[str, Any] = {
                "id": self._last, "status": status, "currency": "CNY", "number": str(self._last),
                "date_created_gmt": gmt(self.stamp()), "date_modified_gmt": gmt(self.stamp()),
                "date_paid_gmt": gmt(self.stamp()) if status == "processing" else None, "date_completed_gmt": None,
                "discount_total": "0.00", "discount_tax": "0.00", "shipping_total": "8.00", "shipping_tax": "0.00",
                "total": yuan(total + 800), "customer_id": self._last % 7, "customer_note": note,
                "billing": {"first_name": "小明", "last_name": "王", "phone": "13800138000", "email": "a@example.com"},
                "shipping": {
                    "first_name": "小明", "last_name": "王", "state": "CN2", "city": "朝阳区", "address_1": f"望京街{self._last}号",
                    "address_2": "", "phone": "",
                },
                "payment_method": "wechatpay", "transaction_id": f"4200{self._last}",
                "line_items": [{
                    "id": 1, "name": name, "sku": sku, "quantity": quantity, "subtotal": yuan(total),
                    "subtotal_tax": "0.00", "total": yuan(total), "price": price / 100,
                    "meta_data": [{"key": "甜度", "value": "少糖"}, {"key": "_hidden", "value": {"a": 1}}],
                }],
                "shipping_lines": [{"method_id": "flat_rate", "total": "8.00"}], "fee_lines": [], "coupon_lines": [],
                "refunds": [], "meta_data": [],
            }  # fmt: skip
            order_id = str(self._last)
            self.orders[order_id] = order
            self._touched(order_id, "order.created")
            return order_id

    def change(self, order_id: str, **values: object) -> None:
        with self.lock:
            self.orders[order_id].update(values)
            self._touched(order_id, "order.updated")

    def write_note(self, order_id: str, note: str) -> None:
        self.change(order_id, customer_note=note)

    def cancel(self, order_id: str) -> None:
        self.change(order_id, status=self.dice.choice(("cancelled", "refunded", "trash")))

    def reopen(self, order_id: str) -> None:
        self.change(order_id, status="processing")

    def is_off(self, order_id: str) -> bool:
        return self.orders[order_id]["status"] in {"cancelled", "refunded", "trash"}

    def note_of(self, order_id: str) -> str:
        return str(self.orders[order_id]["customer_note"])

    def garble(self, order_id: str) -> None:
        """A plugin writes what nobody can read."""
        with self.lock:
            self.orders[order_id]["line_items"][0]["quantity"] = "two"
            self._touched(order_id, "order.updated", readable=False)

    def mend(self, order_id: str) -> None:
        with self.lock:
            item = self.orders[order_id]["line_items"][0]
            item["quantity"] = 1
            item["subtotal"] = item["total"]
            self._touched(order_id, "order.updated")

    def switch_on(self) -> None:
        """The owner switches the webhook on again."""
        with self.lock:
            self.status, self.failures = "active", 0

    def _touched(self, order_id: str, topic: str, *, readable: bool = True) -> None:
        order = self.orders[order_id]
        order["date_modified_gmt"] = gmt(self.stamp())
        self.noted(order_id, readable=readable)
        if self.status != "active":
            return
        body = json.dumps(order).encode()
        later = self.now() + self.dice.choice((0, 0, 0, 1, 5, 40))
        self.waiting.append(Delivery(later, body, self.signed(body, topic)))

    def signed(self, body: bytes, topic: str = "order.updated") -> dict[str, str]:
        signature = base64.b64encode(hmac.new(HOOK_SECRET.encode(), body, hashlib.sha256).digest()).decode()
        return {
            "content-type": "application/json",
            "x-wc-webhook-source": "https://shop.example.com/",
            "x-wc-webhook-topic": topic,
            "x-wc-webhook-signature": signature,
            "x-wc-webhook-id": "7",
            # WooCommerce hashes the second: two deliveries in one share it
            "x-wc-webhook-delivery-id": hashlib.md5(f"7{int(self.now())}".encode()).hexdigest(),
        }

    # --- the system -----------------------------------------------------------------------------

    def heard(self, delivery: Delivery, status: int) -> None:
        if 200 <= status <= 302:
            self.failures = 0
            return
        self.failures += 1
        if self.failures > _MOST_FAILURES:
            self.status = "disabled"

    def answer(self, method: str, path: str, query: dict[str, str], headers: Any, body: bytes) -> Answer:
        expected = "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        if headers.get("authorization") != expected:
            return Answer({"code": "woocommerce_rest_cannot_view"}, 401)
        if method != "GET":
            return Answer({}, 405)
        if path == f"{_BASE}/webhooks":
            return Answer(
                [
                    {
                        "id": 7,
                        "topic": "order.updated",
                        "status": self.status,
                        "delivery_url": self.delivery_url,
                    }
                ]
            )
        if path == f"{_BASE}/orders":
            return self._list(query)
        order = self.orders.get(path.removeprefix(f"{_BASE}/orders/"))
        if order is None:
            return Answer({"code": "woocommerce_rest_shop_order_invalid_id"}, 404)
        return Answer(copy.deepcopy(order))

    def _list(self, query: dict[str, str]) -> Answer:
        since = query.get("modified_after", "")
        assert query.get("dates_are_gmt") == "true", "WooCommerce would read it in the shop's own zone"
        trash = query.get("status") == "trash"
        found = sorted(
            (o for o in self.orders.values()
             if o["date_modified_gmt"] > since and (o["status"] == "trash") == trash),
            key=lambda order: order["id"],
        )  # fmt: skip
        size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
        offset = int(query.get("offset", (page - 1) * size))
        assert size <= 100
        part = found[offset : offset + size]
        pages = -(-len(found) // size)
        return Answer(
            copy.deepcopy(part), headers={"x-wp-total": str(len(found)), "x-wp-totalpages": str(pages)}
        )
