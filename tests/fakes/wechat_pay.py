"""WeChat Pay's side: a real HTTP server on 127.0.0.1 with orders, refunds and notifications. Time is what `now` says.

Written after WeChat's own rules, with none of the relay's code: it checks the signature of every call, signs every
answer, and tells of payments with the retry schedule, as often as `tell` is called by a test whose clock moved on.
It can be told to fail, and to tell wrongly. `notification` makes a validly signed one for whoever needs many.
"""

import base64
import contextlib
import json
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

#: Seconds between the attempts to deliver a notification, 24 h 4 min in all.
RETRIES = (
    15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600
)  # fmt: skip
PROBE = "WECHATPAY/SIGNTEST/"
_NUMBER = re.compile(r"[0-9A-Za-z_\-|*]{6,32}")
_AUTHORIZATION = re.compile(r'(\w+)="([^"]*)"')

Telling = Callable[["Told"], "Told"]


@cache
def _rsa(name: str) -> rsa.RSAPrivateKey:
    """One key of each name for the whole test run: making one takes a while."""
    del name
    return rsa.generate_private_key(65537, 2048)


def _private_pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _public_pem(key: rsa.RSAPrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@dataclass(frozen=True)
class Merchant:
    """A merchant as WeChat and its owner know it, with the keys of both sides."""

    mchid: str = "1900000001"
    appid: str = "wx0cake"
    serial: str = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
    api_v3_key: bytes = b"0123456789abcdefghijklmnopqrstuv"
    public_key_id: str = "PUB_KEY_ID_0119000000012026112700000000000001"

    @property
    def merchant_key(self) -> rsa.RSAPrivateKey:
        return _rsa("merchant")

    @property
    def wechat_key(self) -> rsa.RSAPrivateKey:
        return _rsa("wechat")

    @property
    def old_key(self) -> rsa.RSAPrivateKey:
        """The key of the platform certificate, from before the public key."""
        return _rsa("certificate")

    def certificate(self) -> x509.Certificate:
        """The platform certificate."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tenpay.com sign")])
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.old_key.public_key())
            .serial_number(0x7A0C0FFEE0000000000000000000000000001234)
            .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
            .sign(self.old_key, SHA256())
        )

    def toml(self, folder: Path, api_base: str, *, certificate: bool = False) -> str:
        """`[pay]` for relay.toml, whose key files are written into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "merchant.pem").write_text(_private_pem(self.merchant_key), "ascii")
        (folder / "wechat.pem").write_text(_public_pem(self.wechat_key), "ascii")
        (folder / "old.pem").write_bytes(self.certificate().public_bytes(Encoding.PEM))
        return (
            f'[pay]\nmchid = "{self.mchid}"\nserial = "{self.serial}"\napi_v3_key = "{self.api_v3_key.decode()}"\n'
            f'private_key = "merchant.pem"\npublic_key_id = "{self.public_key_id}"\npublic_key = "wechat.pem"\n'
            f'api_base = "{api_base}"\n' + ('certificates = ["old.pem"]\n' if certificate else "")
        )


def signed(body: bytes, key: rsa.RSAPrivateKey, serial: str, at: float, nonce: str = "") -> dict[str, str]:
    """The headers with which WeChat signs an answer or a notification."""
    stamp, nonce = str(int(at)), nonce or secrets.token_hex(16)
    text = f"{stamp}\n{nonce}\n".encode() + body + b"\n"
    signature = base64.b64encode(key.sign(text, padding.PKCS1v15(), SHA256())).decode()
    return {
        "Wechatpay-Signature": signature,
        "Wechatpay-Serial": serial,
        "Wechatpay-Timestamp": stamp,
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
    }


def sealed(merchant: Merchant, resource: bytes, kind: str = "transaction") -> dict[str, str]:
    """A resource as notifications carry it."""
    nonce = secrets.token_hex(6)
    cipher = AESGCM(merchant.api_v3_key).encrypt(nonce.encode(), resource, kind.encode())
    return {
        "original_type": kind,
        "algorithm": "AEAD_AES_256_GCM",
        "ciphertext": base64.b64encode(cipher).decode(),
        "associated_data": kind,
        "nonce": nonce,
    }


def notification(
    merchant: Merchant,
    resource: Mapping[str, Any] | bytes,
    at: float,
    event: str = "TRANSACTION.SUCCESS",
    notice_id: str = "",
) -> tuple[dict[str, str], bytes]:
    """Headers and body of a validly signed notification of anything at all."""
    raw = resource if isinstance(resource, bytes) else json.dumps(resource).encode()
    kind = "refund" if event.startswith("REFUND") else "transaction"
    body = json.dumps(
        {
            "id": notice_id or f"EV-{secrets.token_hex(16)}",
            "create_time": _rfc3339(at),
            "resource_type": "encrypt-resource",
            "event_type": event,
            "summary": "支付成功",
            "resource": sealed(merchant, raw, kind),
        },
        ensure_ascii=False,
    ).encode()
    return {"Content-Type": "application/json"} | signed(
        body, merchant.wechat_key, merchant.public_key_id, at
    ), body


@dataclass
class Order:
    """A payment as WeChat knows it; `asked` is the body of the call."""

    asked: dict[str, Any]
    way: str
    handle: str
    state: str = "NOTPAY"
    transaction_id: str = ""
    success_time: str = ""
    refunds: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.asked["amount"]["total"]


@dataclass
class Refund:
    """A refund as WeChat knows it."""

    asked: dict[str, Any]
    number: str
    refund_id: str
    status: str = "PROCESSING"


@dataclass(frozen=True)
class Told:
    """A notification on its way: what it says, how it is signed. `due` is when it is delivered next."""

    url: str
    event: str
    resource: dict[str, Any]
    id: str
    due: float
    tries: int = 0
    #: Seconds that its time lies in the past.
    age: float = 0.0
    serial: str = ""
    spoil: str = ""


class WeChatPay:
    """`with WeChatPay(clock) as pay:` serves at `pay.url`."""

    def __init__(self, now: Callable[[], float], merchant: Merchant | None = None) -> None:
        self._now = now
        self._lock = threading.RLock()
        self.merchant = merchant or Merchant()
        self.orders: dict[str, Order] = {}
        self.refunds: dict[str, Refund] = {}
        self.waiting: list[Told] = []
        #: Every delivery: notification id and the status that was answered, 0 for none.
        self.delivered: list[tuple[str, int]] = []
        self.calls: Counter[str] = Counter()
        self.bad_signatures = 0
        self._faults: list[tuple[str, str]] = []
        self.released = threading.Event()
        #: What happens to notifications as they are made: the ways of `Told`, or none at all.
        self.telling: Callable[[Told], list[Told]] = lambda told: [told]
        #: Called inside an order call, before its answer.
        self.before_answer: Callable[[str], None] = lambda _number: None
        #: Refunds settle as this, "" to wait for `settle`.
        self.refunds_end = "SUCCESS"
        #: Signs answers with it instead of the real key.
        self.answer_key: rsa.RSAPrivateKey | None = None
        self._server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"pay": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "WeChatPay":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def toml(self, folder: Path, *, certificate: bool = False) -> str:
        """`[pay]` for the relay.toml in `folder`."""
        return self.merchant.toml(folder, self.url, certificate=certificate)

    # --- the payer ---------------------------------------------------------------------------------

    def find(self, handle: str) -> str:
        """Our number by itself, by prepay_id (also as `package`), or by code_url."""
        handle = handle.removeprefix("prepay_id=")
        if handle in self.orders:
            return handle
        return next(number for number, order in self.orders.items() if order.handle == handle)

    def pay(self, handle: str, *, force: bool = False) -> bool:
        """Somebody pays; whether WeChat takes it. With `force` also what is closed, as when the two cross."""
        with self._lock:
            number = self.find(handle)
            order = self.orders[number]
            late = self._now() >= datetime.fromisoformat(order.asked["time_expire"]).timestamp()
            if order.state not in {"NOTPAY", *(["CLOSED"] if force else [])} or (late and not force):
                return False
            order.state = "SUCCESS"
            order.transaction_id = f"4200{secrets.randbelow(10**24):024d}"
            order.success_time = _rfc3339(self._now())
            self._announce(order.asked["notify_url"], "TRANSACTION.SUCCESS", self.transaction(number))
            return True

    def opens_for(self, appid: str, bridge: Mapping[str, str]) -> bool:
        """Whether WeChat's page opens for what WeixinJSBridge was given."""
        text = "\n".join([appid, bridge["timeStamp"], bridge["nonceStr"], bridge["package"], ""])
        try:
            self.merchant.merchant_key.public_key().verify(
                base64.b64decode(bridge["paySign"]), text.encode(), padding.PKCS1v15(), SHA256()
            )
        except InvalidSignature:
            return False
        return bridge["signType"] == "RSA" and bridge["appId"] == appid == self.merchant.appid

    def transaction(self, number: str) -> dict[str, Any]:
        """A payment as notifications and queries tell it."""
        order, merchant = self.orders[number], self.merchant
        told: dict[str, Any] = {
            "mchid": merchant.mchid,
            "appid": merchant.appid,
            "out_trade_no": number,
            "trade_state": order.state,
            "trade_state_desc": {"SUCCESS": "支付成功", "NOTPAY": "订单未支付"}.get(order.state, ""),
            "attach": "",
            "payer": {"openid": order.asked.get("payer", {}).get("openid", "oSomebody")},
        }
        if order.state in {"SUCCESS", "REFUND"}:
            total = {
                "total": order.total,
                "payer_total": order.total,
                "currency": "CNY",
                "payer_currency": "CNY",
            }
            told |= {
                "transaction_id": order.transaction_id,
                "trade_type": order.way.upper(),
                "bank_type": "OTHERS",
                "success_time": order.success_time,
                "amount": total,
            }
        return told

    def settle(self, refund: str, status: str = "SUCCESS") -> None:
        """A refund ends: SUCCESS, ABNORMAL or CLOSED."""
        with self._lock:
            found = self.refunds[refund]
            found.status = status
            told = self.refunded(refund)
            told |= {"refund_status": told.pop("status"), "mchid": self.merchant.mchid}
            del told["amount"]["currency"]
            self._announce(found.asked["notify_url"], f"REFUND.{status}", told)

    def refunded(self, refund: str) -> dict[str, Any]:
        """A refund as queries tell it."""
        found = self.refunds[refund]
        amount = found.asked["amount"]
        return {
            "refund_id": found.refund_id,
            "out_refund_no": refund,
            "transaction_id": self.orders[found.number].transaction_id,
            "out_trade_no": found.number,
            "channel": "ORIGINAL",
            "user_received_account": "支付用户零钱",
            "status": found.status,
            "amount": {
                "total": amount["total"], "refund": amount["refund"], "payer_total": amount["total"],
                "payer_refund": amount["refund"], "currency": amount["currency"],
            },
        }  # fmt: skip

    # --- notifications -----------------------------------------------------------------------------

    def _announce(self, url: str, event: str, resource: dict[str, Any]) -> None:
        told = Told(url, event, resource, f"EV-{secrets.token_hex(16)}", self._now())
        self.waiting += self.telling(told)

    def headers_and_body(self, told: Told) -> tuple[dict[str, str], bytes]:
        """A delivery as it goes over the line."""
        at = self._now() - told.age
        headers, body = notification(self.merchant, told.resource, at, told.event, told.id)
        match told.spoil:
            case "signature":
                headers |= signed(body, _rsa("stranger"), self.merchant.public_key_id, at)
            case "probe":
                headers["Wechatpay-Signature"] = PROBE + headers["Wechatpay-Signature"]
            case "body":
                body = body.replace(b"EV-", b"EW-", 1)
            case "certificate":
                serial = f"{self.merchant.certificate().serial_number:X}"
                headers |= signed(body, self.merchant.old_key, serial, at)
            case _:
                pass
        if told.serial:
            headers["Wechatpay-Serial"] = told.serial
        return headers, body

    def due(self) -> list[Told]:
        """What is to be delivered now, taken out of the queue."""
        with self._lock:
            now = self._now()
            found = [told for told in self.waiting if told.due <= now]
            self.waiting = [told for told in self.waiting if told.due > now]
            return found

    def answered(self, told: Told, status: int) -> None:
        """What a delivery was answered with: anything but 200 and 204 comes again by the schedule."""
        with self._lock:
            self.delivered.append((told.id, status))
            if status not in {200, 204} and told.tries < len(RETRIES):
                later = self._now() + RETRIES[told.tries]
                self.waiting.append(replace(told, due=later, tries=told.tries + 1))

    async def tell(self, client: httpx.AsyncClient) -> list[int]:
        """Deliver what is due to a relay behind `client`; the statuses it answered."""
        found: list[int] = []
        for told in self.due():
            headers, body = self.headers_and_body(told)
            answer = await client.post(urlsplit(told.url).path, content=body, headers=headers)
            found.append(answer.status_code)
            self.answered(told, answer.status_code)
        return found

    def deliver(self) -> list[int]:
        """Deliver what is due to where it is addressed; the statuses, 0 for who cannot be reached."""
        found: list[int] = []
        for told in self.due():
            headers, body = self.headers_and_body(told)
            status = 0
            with contextlib.suppress(httpx.HTTPError):
                status = httpx.post(
                    told.url, content=body, headers=headers, timeout=5, trust_env=False
                ).status_code
            found.append(status)
            self.answered(told, status)
        return found

    # --- faults ------------------------------------------------------------------------------------

    def fail(self, call: str, how: str, times: int = 1) -> None:
        """The next calls fail: "502", "500", "html", "hang", "drop-before", "drop-after", "unsigned" or an error code
        such as "NOT_ENOUGH". Calls are jsapi, native, query, close, refund, query-refund.
        """
        with self._lock:
            self._faults += [(call, how)] * times

    def fault(self, call: str) -> str:
        with self._lock:
            for at, (which, how) in enumerate(self._faults):
                if which == call:
                    del self._faults[at]
                    return how
        return ""

    # --- the interface -----------------------------------------------------------------------------

    def genuine(self, method: str, target: str, body: bytes, authorization: str) -> bool:
        """Whether a call is signed by the merchant: RSA over method, target, time, nonce and body."""
        scheme, _, rest = authorization.partition(" ")
        told = dict(_AUTHORIZATION.findall(rest))
        try:
            text = f"{method}\n{target}\n{told['timestamp']}\n{told['nonce_str']}\n".encode() + body + b"\n"
            self.merchant.merchant_key.public_key().verify(
                base64.b64decode(told["signature"]), text, padding.PKCS1v15(), SHA256()
            )
        except (KeyError, ValueError, InvalidSignature):
            return False
        return (
            scheme == "WECHATPAY2-SHA256-RSA2048"
            and told["mchid"] == self.merchant.mchid
            and told["serial_no"] == self.merchant.serial
            # the library signs with the machine's clock, whatever the test's says
            and abs(time.time() - int(told["timestamp"])) < 300
        )

    def call_of(self, method: str, path: str) -> str:
        """What a request is, "" for nothing there is."""
        for call, verb, pattern in (
            ("jsapi", "POST", "/v3/pay/transactions/jsapi"),
            ("native", "POST", "/v3/pay/transactions/native"),
            ("close", "POST", "/v3/pay/transactions/out-trade-no/[^/]+/close"),
            ("query", "GET", "/v3/pay/transactions/out-trade-no/[^/]+"),
            ("refund", "POST", "/v3/refund/domestic/refunds"),
            ("query-refund", "GET", "/v3/refund/domestic/refunds/[^/]+"),
        ):
            if method == verb and re.fullmatch(pattern, path):
                return call
        return ""

    def answer(self, call: str, path: str, query: Mapping[str, str], body: Any) -> tuple[int, Any]:
        """Status and JSON (None for none) of a genuine call."""
        with self._lock:
            self.calls[call] += 1
            parts = [unquote(part) for part in path.split("/")]
            match call:
                case "jsapi" | "native":
                    return self._asked(call, body)
                case "close":
                    return self._closed(parts[-2], body)
                case "query":
                    if query.get("mchid") != self.merchant.mchid:
                        return error(400, "PARAM_ERROR")
                    self._expire(parts[-1])
                    known = parts[-1] in self.orders
                    return (200, self.transaction(parts[-1])) if known else error(404, "ORDER_NOT_EXIST")
                case "refund":
                    return self._refund(body)
                case "query-refund":
                    known = parts[-1] in self.refunds
                    return (200, self.refunded(parts[-1])) if known else error(404, "RESOURCE_NOT_EXISTS")
                case _:
                    return error(404, "NOT_FOUND")

    def _asked(self, way: str, body: Any) -> tuple[int, Any]:
        number, merchant = body.get("out_trade_no", ""), self.merchant
        amount = body.get("amount", {})
        if body.get("mchid") != merchant.mchid or body.get("appid") != merchant.appid:
            return error(400, "APPID_MCHID_NOT_MATCH")
        sound = (
            _NUMBER.fullmatch(number)
            and type(amount.get("total")) is int
            and amount["total"] > 0
            and amount.get("currency") == "CNY"
            and 0 < len(body.get("description", "")) <= 127
            and body.get("notify_url", "").startswith("http")
            and (way == "native" or body.get("payer", {}).get("openid"))
        )
        if not sound or datetime.fromisoformat(body["time_expire"]).timestamp() < self._now() + 60:
            return error(400, "PARAM_ERROR")
        known = self.orders.get(number)
        if known is not None:
            if known.asked != body or known.way != way:
                return error(403, "OUT_TRADE_NO_USED")
            if known.state != "NOTPAY":
                return error(400, "ORDERPAID" if known.state == "SUCCESS" else "ORDER_CLOSED")
        else:
            code = secrets.token_urlsafe(12)
            handle = f"wx{secrets.token_hex(16)}" if way == "jsapi" else f"weixin://wxpay/bizpayurl?pr={code}"
            known = self.orders[number] = Order(body, way, handle)
        return 200, {"prepay_id" if way == "jsapi" else "code_url": known.handle}

    def _closed(self, number: str, body: Any) -> tuple[int, Any]:
        order = self.orders.get(number)
        if body.get("mchid") != self.merchant.mchid:
            return error(400, "PARAM_ERROR")
        if order is None:
            return error(404, "ORDER_NOT_EXIST")
        if order.state in {"SUCCESS", "REFUND"}:
            return error(400, "ORDERPAID")
        order.state = "CLOSED"
        return 204, None

    def _expire(self, number: str) -> None:
        order = self.orders.get(number)
        if order is not None and order.state == "NOTPAY":
            end = datetime.fromisoformat(order.asked["time_expire"]) + timedelta(minutes=5)
            order.state = "CLOSED" if self._now() > end.timestamp() else "NOTPAY"

    def _refund(self, body: Any) -> tuple[int, Any]:
        refund, number = body.get("out_refund_no", ""), body.get("out_trade_no", "")
        order, amount = self.orders.get(number), body.get("amount", {})
        if order is None or order.state not in {"SUCCESS", "REFUND"}:
            return error(404, "RESOURCE_NOT_EXISTS")
        if not re.fullmatch(r"[0-9A-Za-z_\-|*@]{1,64}", refund) or len(body.get("reason", "").encode()) > 80:
            return error(400, "PARAM_ERROR")
        known = self.refunds.get(refund)
        if known is None:
            others = [self.refunds[each] for each in order.refunds]
            before = sum(each.asked["amount"]["refund"] for each in others if each.status != "CLOSED")
            if amount.get("total") != order.total or not 0 < amount.get("refund", 0) <= order.total - before:
                return error(400, "PARAM_ERROR")
            known = self.refunds[refund] = Refund(body, number, f"5030{secrets.randbelow(10**24):024d}")
            order.refunds.append(refund)
            order.state = "REFUND"
        elif known.asked != body:
            return error(400, "PARAM_ERROR")
        told = 200, self.refunded(refund)
        if known.status == "PROCESSING" and self.refunds_end:
            self.settle(refund, self.refunds_end)
        return told


def error(status: int, code: str) -> tuple[int, Any]:
    return status, {"code": code, "message": f"{code} 的说明"}


def _rfc3339(at: float) -> str:
    return datetime.fromtimestamp(int(at), UTC).astimezone().isoformat(timespec="seconds")


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # many relays' calls at once are no reason to turn one away


class _Handler(BaseHTTPRequestHandler):
    pay: WeChatPay
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        self._call()

    def do_POST(self) -> None:
        self._call()

    def _call(self) -> None:
        pay, parts = self.pay, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        call = pay.call_of(self.command, parts.path)
        if not pay.genuine(self.command, self.path, body, self.headers.get("authorization", "")):
            pay.bad_signatures += 1
            self._say(*error(401, "SIGN_ERROR"))
            return
        how = pay.fault(call)
        if how == "hang":
            pay.released.wait(60)
        if how in {"hang", "drop-before"}:
            self.close_connection = True
        elif how == "html":
            self._say(200, "<html>系统繁忙</html>")
        elif how in {"500", "502"}:
            self._say(
                int(how), {"code": "SYSTEM_ERROR", "message": "系统异常"} if how == "500" else "Bad Gateway"
            )
        elif how not in {"", "drop-after", "unsigned"}:
            self._say(*error(403, how))
        else:
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, told = pay.answer(call, parts.path, query, json.loads(body) if body else {})
            if call in {"jsapi", "native"} and status == 200:
                pay.before_answer(json.loads(body)["out_trade_no"])
            self.close_connection = how == "drop-after"
            if not self.close_connection:
                self._say(status, told, sign=how != "unsigned")

    def _say(self, status: int, told: Any, *, sign: bool = True) -> None:
        content = (
            b"" if told is None else told.encode() if isinstance(told, str) else json.dumps(told).encode()
        )
        key, merchant = self.pay.answer_key or self.pay.merchant.wechat_key, self.pay.merchant
        headers = signed(content, key, merchant.public_key_id, self.pay._now()) if sign else {}
        with contextlib.suppress(OSError):  # the caller was killed
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if not isinstance(told, str):
                self.send_header("content-type", "application/json; charset=utf-8")
            if status != 204:
                self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
