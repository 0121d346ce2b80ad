"""Real processes for end-to-end tests: `desk serve`, `printers simulate`, and clients that sign as senders do."""

import base64
import contextlib
import hashlib
import hmac
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECRET = "whsec_" + base64.b64encode(b"end-to-end-secret-0123456789").decode()
TOKEN = "end-to-end-token"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition: Callable[[], Any], seconds: float, what: str) -> Any:
    """The condition's first true value; fails with `what` after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not in {seconds:g} s: {what}")
        time.sleep(0.02)


def _python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


@dataclass
class Simulated:
    """A `printers simulate` process with its control port and paper folder; without `pictures` it keeps no sheets."""

    paper: Path
    profile: str = "epson-80mm"
    speed: str = "max"
    pictures: bool = True
    port: int = field(default_factory=free_port)
    control_port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    def start(self) -> "Simulated":
        self.paper.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            _python(
                "-m", "printers", "simulate", "--port", str(self.port), "--control", str(self.control_port),
                "--profile", self.profile, "--speed", self.speed,
                *(("--paper", str(self.paper)) if self.pictures else ()),
            ),
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert "listening" in line, line
        return self

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    @property
    def uri(self) -> str:
        return f"socket://127.0.0.1:{self.port}"

    def control(self, command: str) -> str:
        with socket.create_connection(("127.0.0.1", self.control_port), timeout=10) as link:
            link.sendall(command.encode() + b"\n")
            answer = link.makefile().readline().strip()
        assert answer and not answer.startswith("error"), answer
        return answer

    def status(self) -> dict[str, Any]:
        return json.loads(self.control("status"))

    def sheets(self) -> list[str]:
        """The text of every sheet that has something on it, in order."""
        texts = [path.read_text(encoding="utf-8") for path in sorted(self.paper.glob("*.txt"))]
        return [text for text in texts if text.strip()]


@dataclass
class Desk:
    """A `desk serve` process on a data folder."""

    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def configure(self, printers: str, stations: str, sources: str | None = None, shop: str = "") -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        sources = (
            sources
            or f'[[sources]]\nkind = "webhook"\nname = "website"\nsecret = "{SECRET}"\nauto_accept = true\n'
        )
        (self.data / "desk.toml").write_text(
            f'[shop]\nname = "大C甜品"\n{shop}\n[api]\nlisten = "127.0.0.1:{self.port}"\ntoken = "{TOKEN}"\n'
            f"{printers}\n{stations}\n{sources}",
            encoding="utf-8",
        )

    def start(self, wait: bool = True) -> "Desk":
        log = (self.data / "stdout.log").open("a")
        self.process = subprocess.Popen(
            _python("-m", "desk", "serve", "--data", str(self.data)),
            cwd=ROOT, stdout=log, stderr=log, text=True, env={**os.environ, **self.environment},
        )  # fmt: skip
        log.close()
        if wait:
            until(self.healthy, 30, "desk serve answers /health")
        return self

    def healthy(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.data / "stdout.log").read_text()
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.request("GET", "/health")[0] == 200
        return False

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(20)
        self.process = None
        return code

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            link.request(method, path, body, {"Authorization": f"Bearer {TOKEN}", **(headers or {})})
            answer = link.getresponse()
            payload = answer.read()
            return answer.status, json.loads(payload) if payload else None
        finally:
            link.close()

    def post(self, order: dict[str, Any] | bytes, **forged: Any) -> tuple[int, Any]:
        body = order if isinstance(order, bytes) else json.dumps(order, ensure_ascii=False).encode()
        return self.request("POST", "/v1/webhooks/website", body, signed(body, **forged))

    def jobs(self, **query: str) -> list[dict[str, Any]]:
        words = "&".join(f"{k}={v}" for k, v in {"limit": "1000", **query}.items())
        status, answer = self.request("GET", f"/v1/jobs?{words}")
        assert status == 200, answer
        return answer["jobs"]

    def act(self, order_id: str, action: str, **more: Any) -> tuple[int, Any]:
        body = json.dumps({"action": action, "by": "小陈", **more}).encode()
        return self.request("POST", f"/v1/orders/{order_id}/actions", body)

    def log(self) -> str:
        return (self.data / "stdout.log").read_text() + "".join(
            path.read_text() for path in self.data.glob("desk.log*")
        )


def signed(
    body: bytes, *, secret: str = SECRET, timestamp: int | None = None, name: str = "msg_1"
) -> dict[str, str]:
    """Standard Webhooks headers."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    at = str(int(time.time()) if timestamp is None else timestamp)
    digest = hmac.new(key, f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": at,
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
    }


def order(number: int, version: int = 1, **more: Any) -> dict[str, Any]:
    """An order document of one cake whose name tells order and version apart on paper."""
    return {
        "type": "order",
        "id": f"web-{number}",
        "version": version,
        "placed_at": "2026-11-22T10:15:30+08:00",
        "fulfilment": {
            "kind": "delivery",
            "name": f"顾客{number}🎂",
            "phone": "13800138000",
            "address": f"望京街{number}号",
        },
        "lines": [
            {
                "sku": f"SKU-{number}",
                "name": f"蛋糕{number}款",
                "category": "cake",
                "quantity": version,
                "unit_price": 16800,
                "options": [{"name": "甜度", "value": "少糖", "price": 0}],
            }
        ],
        "payment": {"method": "cash-on-delivery", "state": "unpaid"},
        "note": "到了请打电话",
        **more,
    }


NUMBER = re.compile(r"第 (\d+) 张")
COPY = re.compile(r"补打 第(\d+)次 可能重复")


@contextlib.contextmanager
def shop(
    folder: Path,
    *,
    profile: str = "epson-80mm",
    kitchen_profile: str | None = None,
    speed: str = "max",
    stations: str | None = None,
    on_uncertain: str = "reprint",
) -> Iterator[tuple[Desk, Simulated, Simulated]]:
    """A desk with a kitchen and a counter printer, all real processes."""
    kitchen = Simulated(folder / "kitchen", kitchen_profile or profile, speed).start()
    counter = Simulated(folder / "counter", profile, speed).start()
    desk = Desk(folder / "data")
    printers = "".join(
        f'[[printers]]\nname = "{name}"\nuri = "{sim.uri}"\nprofile = "{sim.profile}"\non_uncertain = "{on_uncertain}"\n'
        for name, sim in (("kitchen", kitchen), ("counter", counter))
    )
    desk.configure(
        printers,
        stations
        or '[[stations]]\nname = "kitchen"\nprinters = ["kitchen"]\nticket = "kitchen"\ncategories = ["*"]\n'
        '[[stations]]\nname = "counter"\nprinters = ["counter"]\nticket = "counter"\ncategories = ["*"]\n',
    )
    try:
        yield desk.start(), kitchen, counter
    finally:
        desk.stop()
        kitchen.stop()
        counter.stop()
