"""What the fakes of shop systems share: a real HTTP server on 127.0.0.1 whose time is what `now` says, orders with
their history, deliveries that wait to be sent, and faults.

Written after each system's own rules, with none of the desk's code.
"""

import contextlib
import json
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import httpx

#: What may happen to a call of the API.
FAULTS = ("429", "503", "html", "drop", "slow")


@dataclass
class Delivery:
    """A push on its way. `tries` were made already."""

    due: float
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    tries: int = 0


@dataclass
class Answer:
    """What the API says."""

    value: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class ShopServer:
    """`with …Fake(clock) as shop:` serves at `shop.url`."""

    def __init__(self, now: Callable[[], float], dice: random.Random) -> None:
        self.now = now
        self.dice = dice
        self.lock = threading.RLock()
        self.orders: dict[str, dict[str, Any]] = {}
        #: How far the system's own clock is ahead, in seconds.
        self.skew = 0.0
        #: id -> when it was changed, the second that was written down, its note and whether it was off, and whether it could
        #: be read from then on.
        self.history: dict[str, list[tuple[float, int, tuple[str, bool], bool]]] = {}
        self.waiting: list[Delivery] = []
        self.calls = 0
        #: One in so many calls goes wrong; 0 for none.
        self.fails = 0.0
        self._server: _Server | None = None

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"shop": self}))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    # --- what the system does -------------------------------------------------------------------

    def answer(self, method: str, path: str, query: dict[str, str], headers: Any, body: bytes) -> Answer:
        raise NotImplementedError

    def heard(self, delivery: Delivery, status: int) -> None:
        """What the system makes of an answer to its push, 0 for none."""

    def on_the_wire(self, delivery: Delivery) -> Delivery:
        """The delivery as it is sent now, where each try is sealed anew."""
        return delivery

    def noted(self, order_id: str, *, readable: bool = True) -> None:
        """An order was made or changed just now."""
        self.history.setdefault(order_id, []).append(
            (self.now(), int(self.stamp()), (self.note_of(order_id), self.is_off(order_id)), readable)
        )

    def note_of(self, order_id: str) -> str:
        """The customer's note as it stands now."""
        raise NotImplementedError

    def stamp(self) -> float:
        """The time the system believes it is."""
        return self.now() + self.skew

    def is_off(self, order_id: str) -> bool:
        """Whether it is called off."""
        raise NotImplementedError

    def missing_of(self, held: Mapping[str, tuple[int, tuple[str, bool]]], until: float) -> list[str]:
        """The orders that, as they stood at a time, are not held, nor as they stood later. `held`: id -> the second it
        was changed there, its note and whether it is off.
        """
        found: list[str] = []
        with self.lock:
            for order_id, changes in self.history.items():
                before = [change for change in changes if change[0] < until]
                if before:
                    _, at, words, readable = before[-1]
                    later = {(second, stood) for when, second, stood, _ in changes if when >= until}
                    has = held.get(order_id, (-1, ("", False)))
                    if not (has[0] > at or has in later or (readable and has == (at, words))):
                        found.append(order_id)
        return found

    async def send(self, client: httpx.AsyncClient, target: str, *, lost: float, doubled: float) -> None:
        """Send what is due, in any order; some is lost on the way, some comes twice."""
        with self.lock:
            due = [each for each in self.waiting if each.due <= self.now()]
            self.waiting = [each for each in self.waiting if each.due > self.now()]
        self.dice.shuffle(due)
        for each in due:
            status = 0
            if self.dice.random() >= lost:
                for _ in range(2 if self.dice.random() < doubled else 1):
                    with contextlib.suppress(httpx.HTTPError):
                        sent = self.on_the_wire(each)
                        answer = await client.post(
                            target, content=sent.body, headers=sent.headers, params=sent.query
                        )
                        status = answer.status_code
            with self.lock:
                each.tries += 1
                self.heard(each, status)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A caller that hung up is nobody's fault."""


class _Handler(BaseHTTPRequestHandler):
    shop: ShopServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(self.shop.stamp() if timestamp is None else timestamp, usegmt=True)

    def do_GET(self) -> None:
        self._do("GET")

    def do_POST(self) -> None:
        self._do("POST")

    def _do(self, method: str) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        shop = self.shop
        with shop.lock:
            shop.calls += 1
            how = shop.dice.choice(FAULTS) if shop.dice.random() < shop.fails else ""
        if how == "drop":
            self.close_connection = True
        elif how == "html":
            self._say(200, b"<html>maintenance</html>", {"content-type": "text/html"})
        elif how in {"429", "503"}:
            self._say(int(how), b"{}", {"retry-after": "7"})
        else:
            if how == "slow":
                time.sleep(0.05)
            with shop.lock:
                answer = shop.answer(method, parts.path, query, self.headers, body)
            self._say(answer.status, json.dumps(answer.value).encode(), answer.headers)

    def _say(self, status: int, content: bytes, headers: Mapping[str, str]) -> None:
        with contextlib.suppress(OSError):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
