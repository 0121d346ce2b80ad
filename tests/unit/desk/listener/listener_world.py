"""A listener on a free port with a desk that keeps its orders in a dictionary, and a raw client."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desk.domain.board import PrinterCard
from desk.domain.orders import Action, Order, OrderDraft, OrderState, step
from desk.domain.print_jobs import Answer, JobState, PrintJob
from desk.domain.receipts import Receipt
from desk.errors import NotFound, Refused
from desk.listener import Limits, Listener
from desk.sources.webhook import WebhookSource, sign, signing_key

NOW = datetime(2026, 11, 22, 2, 15, 30, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TOKEN = "read-token-小"
HOST = b"Host: 127.0.0.1\r\n"


class FixedClock:
    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing here sleeps")


class DeskInMemory:
    def __init__(self) -> None:
        self.by_key: dict[tuple[str, str], Order] = {}
        self.raw: list[bytes] = []
        self.acts: list[tuple[object, ...]] = []
        self.asked: list[tuple[object, ...]] = []
        self.trouble: Exception | None = None
        self.hold: asyncio.Event | None = None
        self.arrived = asyncio.Semaphore(0)
        job = PrintJob(
            7,
            "o1",
            "S001",
            1,
            "kitchen",
            "front",
            "kitchen",
            JobState.ASK,
            1,
            NOW,
            NOW,
            reasons=("timeout",),
            number=36,
        )
        self.all_jobs = {7: job}

    async def receive(self, draft: OrderDraft, raw: bytes) -> Receipt:
        if self.hold is not None:
            self.arrived.release()
            await self.hold.wait()
        if self.trouble is not None:
            raise self.trouble
        key = (draft.source, draft.external_id)
        seen = self.by_key.get(key)
        if seen is not None and seen.version >= draft.version:
            return Receipt(seen.id, seen.number, True)
        at = len(self.by_key) + 1
        order = Order(f"o{at}", f"S{at:03d}", OrderState.PLACED, draft, NOW, NOW)
        if seen is not None:
            order = replace(seen, content=draft)
        self.by_key[key] = order
        self.raw.append(raw)
        return Receipt(order.id, order.number, False)

    async def act(
        self, order_id: str, action: Action, by: str, reason: str = "", minutes: int | None = None
    ) -> Order:
        order = await self.order(order_id)
        to = step(order.state, action)
        if to is None:
            raise Refused(f"The order is {order.state.value}: {action.value} is not possible now.")
        self.acts.append((order_id, action, by, reason, minutes))
        key = (order.content.source, order.content.external_id)
        self.by_key[key] = replace(order, state=to)
        return self.by_key[key]

    async def answer(self, job_id: int, answer: Answer, by: str) -> PrintJob:
        if job_id not in self.all_jobs:
            raise NotFound("There is no such job.")
        self.acts.append((job_id, answer, by))
        return replace(self.all_jobs[job_id], state=JobState.PERSON_CONFIRMED)

    async def orders(
        self, states: Sequence[OrderState], since: datetime | None, after: str | None, limit: int
    ) -> tuple[Sequence[Order], str | None]:
        if self.trouble is not None:
            raise self.trouble
        self.asked.append((tuple(states), since, after, limit))
        found = [o for o in self.by_key.values() if not states or o.state in states]
        return found[:limit], None

    async def order(self, order_id: str) -> Order:
        for order in self.by_key.values():
            if order.id == order_id:
                return order
        raise NotFound("There is no such order.")

    async def jobs(
        self, order_id: str | None, states: Sequence[JobState], after: int | None, limit: int
    ) -> Sequence[PrintJob]:
        self.asked.append((order_id, tuple(states), after, limit))
        return list(self.all_jobs.values())

    async def printers(self) -> Sequence[PrinterCard]:
        oldest = (NOW - timedelta(minutes=1)).timestamp()
        return [
            PrinterCard("kitchen", "sim://kitchen", "stopped", ("media-empty",), 3, oldest),
            PrinterCard("counter", "sim://counter", "idle", (), 0, None),
        ]


class World:
    def __init__(self, token: str = TOKEN, limits: Limits | None = None) -> None:
        self.desk = DeskInMemory()
        self.clock = FixedClock()
        self.doors: dict[str, object] = {
            "counter": object(),
            "website": WebhookSource("website", SECRET, self.clock),
        }
        self.listener = Listener(self.desk, self.doors, "127.0.0.1", 0, token, limits=limits)

    async def connect(self) -> "Client":
        reader, writer = await asyncio.open_connection("127.0.0.1", self.listener.port)
        return Client(reader, writer)

    def signed(self, body: bytes, *, at: datetime | None = None, secret: str = SECRET) -> dict[str, str]:
        stamp = int((at or self.clock.at).timestamp())
        return {
            "webhook-id": "msg_1",
            "webhook-timestamp": str(stamp),
            "webhook-signature": sign(signing_key(secret), "msg_1", stamp, body),
        }


class Client:
    """A keep-alive connection that shows what really comes over the wire."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        with suppress(OSError):
            await self.writer.drain()

    async def answer(self, *, bodiless: bool = False) -> "Reply":
        async with asyncio.timeout(10):
            head = await self.reader.readuntil(b"\r\n\r\n")
            lines = head.decode().split("\r\n")
            headers = {k.lower(): v.strip() for k, v in (line.split(":", 1) for line in lines[1:] if line)}
            size = 0 if bodiless else int(headers.get("content-length", "0"))
            return Reply(int(lines[0].split()[1]), headers, await self.reader.readexactly(size))

    async def ask(
        self, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> "Reply":
        lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if body or method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        await self.send("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        return await self.answer(bodiless=method == "HEAD")

    async def read(self, target: str, token: str = TOKEN) -> "Reply":
        return await self.ask("GET", target, headers={"Authorization": f"Bearer {token}"})

    async def do(self, target: str, document: object, token: str = TOKEN) -> "Reply":
        body = json.dumps(document).encode()
        return await self.ask("POST", target, body, {"Authorization": f"Bearer {token}"})

    async def closed(self) -> bool:
        """Waits until the server closed; whether it did without a reset and without another byte."""
        async with asyncio.timeout(10):
            return await self.reader.read() == b""

    async def close(self) -> None:
        self.writer.close()
        with suppress(OSError):
            await self.writer.wait_closed()


class Reply:
    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self) -> dict[str, object]:
        return json.loads(self.body)

    def problem(self) -> str:
        """The sentence of a well-formed problem document."""
        assert self.headers["content-type"] == "application/problem+json"
        document = self.json
        assert set(document) == {"type", "title", "status", "detail"}
        assert document["status"] == self.status
        return str(document["detail"])


def with_listener(
    talk: Callable[[World, Client], Awaitable[None]], *, token: str = TOKEN, limits: Limits | None = None
) -> World:
    """Run `talk` against a running listener, then stop it."""
    world = World(token, limits)

    async def whole() -> None:
        await world.listener.start()
        client = await world.connect()
        try:
            await talk(world, client)
        finally:
            await client.close()
            await world.listener.stop()

    asyncio.run(whole())
    return world


def order(**changes: object) -> bytes:
    """A valid order document."""
    document = {
        "id": "web-1",
        "lines": [{"name": "草莓奶油蛋糕", "quantity": 1, "unit_price": 16800}],
        **changes,
    }
    return json.dumps(document, ensure_ascii=False).encode()
