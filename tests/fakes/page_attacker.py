"""Who sends forms and notifications that no browser and no bank would: seeded, and more than half with the right keys.

A form is genuine when it carries the cookie and the token of a browser of its own; a notification when it is signed and
sealed with WeChat Pay's keys. What is inside is mutated all the same.
"""

import json
import random
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

from desk.relay.page.sessions import Cookie, Cookies
from tests.fakes.wechat_pay import PROBE, Merchant, notification, signed

#: Part of the requests that are steps of somebody who really orders, so that there is something to attack.
WALKS = 0.04
#: Part of the attacks with the right keys, 0..1, and of those that go to the page.
GENUINE, FORMS = 0.62, 0.75
_WORDS = (
    "草莓奶油蛋糕", "1", "0", "-1", "999", "1000", "٣", "一", "1e9", "NaN", "soon", "at", "last", "delivery", "pickup", "wechat",
    "cash-on-delivery", "counter-qr", "王小明🎂", "13800138000", "望京街9号", "<script>alert(1)</script>", "{{7*7}}", "{% x %}", "%s", "{name}",
    "' OR 1=1 --", "\x00", "\r\nSet-Cookie: a=b", "\u202e", "\ud7ff", "\ufffe", "a" * 3000, "🎂" * 300, "../../etc/passwd", "2026-11-28T10:00",
    "2026-11-28T02:00:00+00:00", "9999-12-31T23:59", "0001-01-01T00:00", "2026-13-41", "CAKE-06", "TEA", "BOX", "",
)  # fmt: skip
_FIELDS = (
    "token", "sku", "by", "line", "quantity", "note", "c0", "c1", "c2", "to", "name", "phone", "address", "when", "at", "pay", "shown",
    "edit", "do", "order", "account",
)  # fmt: skip
_PATHS = ("add", "put", "line", "checkout", "place", "o/{order}", "o/{order}/pay")
_LOOKS = ("", "cart", "checkout", "p/CAKE-06", "p/{word}", "o/{order}", "{word}")


@dataclass(frozen=True, slots=True)
class Attack:
    """A request. `kind` names what is wrong with it; `genuine`: with the right keys."""

    kind: str
    genuine: bool
    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""


@dataclass
class _Browser:
    cookie: Cookie
    text: str
    orders: int = 0


class Attacker:
    """Makes attacks. `orders` are ids it has heard of; `payments` numbers of payments."""

    def __init__(self, cookies: Cookies, merchant: Merchant, seed: int, now: Callable[[], float]) -> None:
        self._cookies = cookies
        self._merchant = merchant
        self._random = random.Random(seed)
        self._now = now
        self.orders: list[str] = ["20261127-W001-00000000"]
        self.payments: list[str] = ["OD20261127" + "0" * 20]
        self._walking: list[_Browser] = []
        self._browsers = [self._browser(at) for at in range(40)]

    def attack(self) -> Attack:
        """The next one."""
        if self._random.random() < WALKS:
            return self._walk()
        genuine = self._random.random() < GENUINE
        if self._random.random() < FORMS:
            return self._form(genuine=genuine)
        return self._notice(genuine=genuine)

    # --- the page ----------------------------------------------------------------------------------

    def _browser(self, at: int) -> _Browser:
        openid = f"oFuzz{at % 20}" if at % 3 else ""
        cookie = self._cookies.new(self._now() + 10**7, openid, f"ticket{at % 10}" if openid else "")
        return _Browser(cookie, self._cookies.text(cookie))

    def _form(self, *, genuine: bool) -> Attack:
        pick = self._random
        browser = pick.choice(self._browsers)
        headers = {"user-agent": "MicroMessenger", "content-type": "application/x-www-form-urlencoded"}
        if not genuine and pick.random() < 0.2:
            path = pick.choice(_LOOKS)
            return Attack("look", False, "GET", self._path(path), self._odd_cookie(headers, browser))
        path = pick.choice(_PATHS)
        fields = self._fields()
        kind = "form"
        if genuine:
            headers["cookie"] = f"desk_visit={browser.text}"
            fields["token"] = self._cookies.token(browser.cookie, pick.choice((0, 0, 0, 1, 2, 3)))
        else:
            kind = "forged form"
            headers = self._odd_cookie(headers, browser)
        body = urlencode(fields, quote_via=quote_plus, errors="ignore").encode()
        match pick.randint(0, 19):
            case 0:
                kind, body = "mutated form", self._mutated(body)
            case 1:
                kind, body = "doubled form", body + b"&" + body
            case 2:
                kind, headers = (
                    "another kind of body",
                    {
                        **headers,
                        "content-type": pick.choice(
                            (
                                "",
                                "application/json",
                                "multipart/form-data",
                                "text/plain; charset=💥".encode().decode("latin-1"),
                            )
                        ),
                    },
                )
            case 3:
                kind, body = "oversized form", body + b"&x=" + b"y" * pick.randint(20_000, 60_000)
            case _:
                pass
        return Attack(kind, genuine, "POST", self._path(path), headers, body)  # fmt: skip

    def _walk(self) -> Attack:
        """A new browser puts tea into its cart, or one that has some orders it."""
        pick = self._random
        headers = {"user-agent": "MicroMessenger", "content-type": "application/x-www-form-urlencoded"}
        if self._walking and pick.random() < 0.5:
            browser = self._walking.pop()
            fields = {
                "to": "pickup",
                "name": "王小明",
                "phone": "13800138000",
                "when": "soon",
                "note": pick.choice(_WORDS),
            }
            fields |= {"pay": pick.choice(("wechat", "cash-on-delivery")), "shown": "1500"}
            path = "place"
        else:
            browser = self._browser(pick.randint(1, 10**6))
            self._browsers[pick.randrange(len(self._browsers))] = browser
            self._walking.append(browser)
            fields, path = {"sku": "TEA", "by": "1"}, "add"
        fields["token"] = self._cookies.token(browser.cookie, 0)
        headers["cookie"] = f"desk_visit={browser.text}"
        body = urlencode(fields, errors="ignore").encode()
        return Attack("walk", True, "POST", f"/m/cake/{path}", headers, body)

    def _fields(self) -> dict[str, str]:
        pick = self._random
        plausible = {
            "sku": pick.choice(("CAKE-06", "TEA", "BOX")), "by": pick.choice(("1", "-1")), "quantity": str(pick.randint(0, 5)),
            "c0": str(pick.randint(0, 3)), "to": pick.choice(("delivery", "pickup", "last")), "name": "王小明", "phone": "13800138000",
            "address": "望京街9号", "when": "soon", "pay": pick.choice(("wechat", "cash-on-delivery")), "shown": str(pick.choice((1500, 16800, 3000, 0))),
            "do": pick.choice(("cancel", "rush")), "note": pick.choice(_WORDS),
        }  # fmt: skip
        for _ in range(pick.randint(0, 3)):
            name = pick.choice(_FIELDS)
            if pick.random() < 0.2:
                plausible.pop(name, None)
            else:
                plausible[name] = pick.choice(_WORDS)
        return plausible

    def _path(self, shape: str) -> str:
        pick = self._random
        account = "cake" if pick.random() < 0.97 else pick.choice(("nobody", "%00", "..", "蛋糕"))
        path = shape.format(order=pick.choice(self.orders), word=pick.choice(_WORDS)[:200])
        return quote(f"/m/{account}/{path}", errors="ignore")

    def _odd_cookie(self, headers: dict[str, str], browser: _Browser) -> dict[str, str]:
        pick = self._random
        parts = browser.text.split(".")
        match pick.randint(0, 4):
            case 0:
                parts[1] = f"oFuzz{pick.randint(0, 30)}"
            case 1:
                parts[3] = str(pick.randint(0, 10**12))
            case 2:
                parts[-1] = parts[-1][::-1]
            case 3:
                parts = ["".join(pick.choices(string.printable, k=pick.randint(0, 400)))]
            case _:
                return headers
        text = (
            ".".join(parts).encode("latin-1", "ignore").decode("latin-1").replace("\n", "").replace("\r", "")
        )
        return {**headers, "cookie": f"desk_visit={text}"}

    # --- notifications -----------------------------------------------------------------------------

    def _notice(self, *, genuine: bool) -> Attack:
        pick = self._random
        event = pick.choice(
            ("TRANSACTION.SUCCESS", "TRANSACTION.SUCCESS", "REFUND.SUCCESS", "REFUND.ABNORMAL", "X", "")
        )
        path = pick.choice(("/pay/notify", "/pay/refund"))
        headers, body = notification(self._merchant, self._resource(), self._now(), event)
        if genuine:
            return Attack("notification", True, "POST", path, headers, body)
        match pick.randint(0, 8):
            case 0:
                kind, body = "mutated notification", self._mutated(body)
            case 1:
                kind = "probe"
                headers["Wechatpay-Signature"] = PROBE + headers["Wechatpay-Signature"]
            case 2:
                kind = "old notification"
                headers, body = notification(
                    self._merchant, self._resource(), self._now() - pick.randint(301, 10**9), event
                )
            case 3:
                kind = "unknown serial"
                headers["Wechatpay-Serial"] = pick.choice(("", "F" * 40, "PUB_KEY_ID_0", "x" * 3000))
            case 4:
                kind = "without a header"
                headers.pop(
                    pick.choice(
                        [
                            name
                            for name in headers
                            if name.startswith("Wechatpay-S") or name.endswith(("stamp", "Nonce"))
                        ]
                    )
                )
            case 5:
                kind = "another signature"
                headers["Wechatpay-Signature"] = pick.choice(
                    ("", "AAAA", "!" * 50, headers["Wechatpay-Signature"][::-1], "A" * 5000)
                )
            case 6:
                kind = "odd time"
                headers["Wechatpay-Timestamp"] = pick.choice(("", "-1", "1e9", "9" * 400, "0x10", " 1"))
            case 7:
                kind = "oversized notification"
                body += b" " * pick.randint(65_536, 120_000)
            case _:
                kind = "another key"
                headers |= signed(
                    body, self._merchant.merchant_key, self._merchant.public_key_id, self._now()
                )
        return Attack(kind, False, "POST", path, headers, body)  # fmt: skip

    def _resource(self) -> Any:
        pick = self._random
        told: dict[str, Any] = {
            "appid": self._merchant.appid, "mchid": self._merchant.mchid, "out_trade_no": pick.choice(self.payments),
            "transaction_id": "4200", "trade_type": "JSAPI", "trade_state": "SUCCESS", "success_time": "2026-11-27T12:00:00+08:00",
            "payer": {"openid": "oFuzz1"}, "amount": {"total": 16800, "payer_total": 16800, "currency": "CNY"},
            "out_refund_no": "RF-000001", "refund_id": "5030", "refund_status": "SUCCESS",
        }  # fmt: skip
        odd = (
            None,
            True,
            0,
            -1,
            10**30,
            1.5,
            "",
            "💥",
            "x" * 2000,
            [],
            {},
            [[[[]]]],
            {"total": "16800"},
            {"total": 1},
            "2026-99-99",
            "USD",
        )
        for _ in range(pick.randint(0, 3)):
            name = pick.choice(tuple(told))
            if pick.random() < 0.2:
                told.pop(name)
            elif name == "amount" and pick.random() < 0.5:
                told[name] = {"total": pick.choice(odd), "currency": pick.choice(odd)}
            else:
                told[name] = pick.choice(odd)
        dice = pick.random()
        if dice < 0.03:
            return json.dumps([told]).encode()
        if dice < 0.06:
            return self._mutated(json.dumps(told).encode())
        if dice < 0.08:
            return b'{"a":' * pick.randint(10, 3000)
        return told

    def _mutated(self, data: bytes) -> bytes:
        pick = self._random
        changed = bytearray(data)
        for _ in range(pick.randint(1, 8)):
            at = pick.randrange(len(changed) + 1)
            match pick.randint(0, 2):
                case 0:
                    changed[at:at] = pick.randbytes(pick.randint(1, 6))
                case 1:
                    del changed[at : at + pick.randint(1, 30)]
                case _ if at < len(changed):
                    changed[at] = pick.randrange(256)
                case _:
                    pass
        return bytes(changed)
