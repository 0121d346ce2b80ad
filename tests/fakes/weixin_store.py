"""WeChat Store (微信小店): orders with ids beyond 2^53, pushes in safe mode that name an order only, and the two questions.

A push is repeated at once, at once, after 10 s, 1 min, 5 min, 30 min and three times 60 min, ten times at most.
"""

import base64
import copy
import hashlib
import json
import random
import secrets
import struct
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.fakes.shop_server import Answer, Delivery, ShopServer

APPID, SECRET, TOKEN = "wxstore", "store-secret", "store-token"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
_RETRIES = (0, 0, 10, 60, 300, 1800, 3600, 3600, 3600)
_PRODUCTS = (("草莓奶油蛋糕 6寸", "CAKE-06", 16800), ("可颂", "CR", 1234), ("柠檬茶", "TEA", 990))


class WeixinStore(ShopServer):
    """One store."""

    def __init__(self, now: Callable[[], float], dice: random.Random | None = None) -> None:
        super().__init__(now, dice or random.Random(0))
        self._last = 3_705_115_058_471_208_928
        self._tokens: dict[str, float] = {}
        self.whitelisted = True

    def place(self, *, note: str = "") -> str:
        with self.lock:
            self._last += self.dice.randint(1, 10**9)
            name, sku, price = self.dice.choice(_PRODUCTS)
            quantity = self.dice.randint(1, 3)
            now = int(self.stamp())
            order: dict[str, Any] = {
                "order_id": str(self._last), "status": 20, "create_time": now, "update_time": now, "openid": f"oS{self._last % 7}",
                "order_detail": {
                    "product_infos": [{
                        "product_id": "1", "sku_id": "2", "sku_code": sku, "title": name, "sku_cnt": quantity, "sale_price": price,
                        "sku_attrs": [{"attr_key": "甜度", "attr_value": "少糖"}],
                    }],
                    "price_info": {"product_price": price * quantity, "order_price": price * quantity + 800, "freight": 800},
                    "pay_info": {"transaction_id": f"4200{self._last}", "pay_time": now},
                    "delivery_info": {"address_info": {
                        "user_name": "王小明", "tel_number": "13800138000", "province_name": "北京市", "city_name": "北京市",
                        "county_name": "朝阳区", "detail_info": f"望京街{self._last % 1000}号",
                    }},
                    "ext_info": {"customer_notes": note},
                },
            }  # fmt: skip
            order_id = str(self._last)
            self.orders[order_id] = order
            self._touched(order_id, "channels_ec_order_pay")
            return order_id

    def write_note(self, order_id: str, note: str) -> None:
        with self.lock:
            self.orders[order_id]["order_detail"]["ext_info"]["customer_notes"] = note
            self._touched(order_id, "channels_ec_order_ext_info_update")

    def cancel(self, order_id: str) -> None:
        with self.lock:
            self.orders[order_id]["status"] = self.dice.choice((200, 250))
            self._touched(order_id, "channels_ec_order_cancel")

    def reopen(self, order_id: str) -> None:
        with self.lock:
            self.orders[order_id]["status"] = 20
            self._touched(order_id, "channels_ec_order_ext_info_update")

    def is_off(self, order_id: str) -> bool:
        return self.orders[order_id]["status"] in {200, 250}

    def note_of(self, order_id: str) -> str:
        return str(self.orders[order_id]["order_detail"]["ext_info"]["customer_notes"])

    def garble(self, order_id: str) -> None:
        with self.lock:
            self.orders[order_id]["order_detail"]["product_infos"][0]["sku_cnt"] = "two"
            self._touched(order_id, "channels_ec_order_ext_info_update", readable=False)

    def mend(self, order_id: str) -> None:
        with self.lock:
            self.orders[order_id]["order_detail"]["product_infos"][0]["sku_cnt"] = 1
            self._touched(order_id, "channels_ec_order_ext_info_update")

    def switch_on(self) -> None:
        """Nothing is ever off."""

    def _touched(self, order_id: str, event: str, *, readable: bool = True) -> None:
        self.orders[order_id]["update_time"] = int(self.stamp())
        self.noted(order_id, readable=readable)
        later = self.now() + self.dice.choice((0, 0, 0, 1, 5, 40))
        self.waiting.append(Delivery(later, self.event(order_id, event)))

    # --- pushes -----------------------------------------------------------------------------------

    def event(self, order_id: str, event: str) -> bytes:
        """What is inside a push; the id is a number there."""
        told = {
            "ToUserName": "gh_store", "FromUserName": "o", "CreateTime": int(self.now()), "MsgType": "event", "Event": event,
            "order_info": {"order_id": int(order_id)},
        }  # fmt: skip
        return json.dumps(told).encode()

    def sealed(self, event: bytes, appid: str = APPID) -> tuple[bytes, dict[str, str]]:
        """Body and parameters of a push."""
        key = base64.b64decode(AES_KEY + "=")
        block = secrets.token_bytes(16) + struct.pack(">I", len(event)) + event + appid.encode()
        pad = 32 - len(block) % 32
        encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
        sealed = encryptor.update(block + bytes((pad,)) * pad) + encryptor.finalize()
        encrypted = base64.b64encode(sealed).decode()
        stamp, nonce = str(int(self.now())), secrets.token_hex(5)
        signature = hashlib.sha1("".join(sorted((TOKEN, stamp, nonce, encrypted))).encode()).hexdigest()
        body = json.dumps({"ToUserName": "gh_store", "Encrypt": encrypted}).encode()
        return body, {"timestamp": stamp, "nonce": nonce, "encrypt_type": "aes", "msg_signature": signature}

    def on_the_wire(self, delivery: Delivery) -> Delivery:
        body, query = self.sealed(delivery.body)
        return Delivery(delivery.due, body, {"content-type": "application/json"}, query, delivery.tries)

    def heard(self, delivery: Delivery, status: int) -> None:
        if status == 200 or delivery.tries > len(_RETRIES):
            return
        delivery.due = self.now() + _RETRIES[delivery.tries - 1]
        self.waiting.append(delivery)

    # --- the API ----------------------------------------------------------------------------------

    def answer(self, method: str, path: str, query: dict[str, str], headers: Any, body: bytes) -> Answer:
        if method != "POST":
            return Answer({"errcode": 43002, "errmsg": "require POST method"})
        asked = json.loads(body)
        if path == "/cgi-bin/stable_token":
            return self._token(asked)
        token = query.get("access_token", "")
        if self._tokens.get(token, 0) <= self.now():
            return Answer(
                {"errcode": 42001 if token in self._tokens else 40001, "errmsg": "access_token expired"}
            )
        if path == "/channels/ec/order/get":
            assert isinstance(asked["order_id"], str), "an id as a number loses its last digits"
            order = self.orders.get(asked["order_id"])
            if order is None:
                return Answer({"errcode": 10020052, "errmsg": "order not exist"})
            return Answer({"errcode": 0, "errmsg": "ok", "order": copy.deepcopy(order)})
        if path == "/channels/ec/order/list/get":
            return self._list(asked)
        return Answer({"errcode": 40066, "errmsg": "invalid url"})

    def _token(self, asked: Any) -> Answer:
        if (asked.get("appid"), asked.get("secret")) != (APPID, SECRET):
            return Answer({"errcode": 40125, "errmsg": "invalid appsecret"})
        if not self.whitelisted:
            return Answer({"errcode": 40164, "errmsg": "invalid ip 203.0.113.9, not in whitelist"})
        good = [token for token, until in self._tokens.items() if until - self.now() > 300]
        if not good:
            good = [secrets.token_urlsafe(60)]
            self._tokens[good[0]] = self.now() + 7200
        return Answer({"access_token": good[0], "expires_in": int(self._tokens[good[0]] - self.now())})

    def _list(self, asked: Any) -> Answer:
        between, size = asked["update_time_range"], asked["page_size"]
        begin, end = between["start_time"], between["end_time"]
        if not 0 < end - begin <= 7 * 24 * 3600 or not 1 <= size <= 100:
            return Answer({"errcode": 10020001, "errmsg": "invalid parameter"})
        after = (
            json.loads(base64.urlsafe_b64decode(asked["next_key"])) if "next_key" in asked else [begin, ""]
        )
        found = sorted(
            (order["update_time"], order["order_id"])
            for order in self.orders.values()
            if begin <= order["update_time"] <= end and [order["update_time"], order["order_id"]] > after
        )
        part, more = found[:size], len(found) > size
        key = base64.urlsafe_b64encode(json.dumps(part[-1]).encode()).decode() if part else ""
        return Answer(
            {
                "errcode": 0,
                "errmsg": "ok",
                "order_id_list": [each[1] for each in part],
                "has_more": more,
                "next_key": key,
            }
        )
