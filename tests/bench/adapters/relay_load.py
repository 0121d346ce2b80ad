"""`PORT closed|open N SECONDS`: customers order by numbers, prints {"per_s","p50_ms","p99_ms","messages"}.

`closed`: N customers who each write again as soon as they are answered. `open`: N messages a second, whatever
comes back. Requests are signed and encrypted beforehand; a warm-up of a second does not count.
"""

import asyncio
import itertools
import json
import secrets
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from tests.bench.adapters.relay_server import AES_KEY, APPID, TOKEN
from tests.fakes.wechat_user import Account, cdata

DIALOGUE = ("菜单", "1", "2", "0", "1", "王小明 13800138000 望京街9号", "1", "少放糖，谢谢🎂", "1", "1")
WARM = 1.0
_IDS = itertools.count(23_000_000_000_000_001)


def request(account: Account, openid: str, text: str) -> bytes:
    """A delivery as it stands on the wire."""
    stamp, nonce = str(int(time.time())), secrets.token_hex(5)
    sealed = account.encrypt(
        f"<xml><ToUserName>gh_cake</ToUserName><FromUserName>{openid}</FromUserName><CreateTime>{stamp}"
        f"</CreateTime><MsgType>text</MsgType><Content>{cdata(text)}</Content><MsgId>{next(_IDS)}</MsgId></xml>".encode()
    )
    query = urlencode({
        "signature": account.signed(stamp, nonce), "timestamp": stamp, "nonce": nonce, "encrypt_type": "aes",
        "msg_signature": account.signed(stamp, nonce, sealed),
    })  # fmt: skip
    body = (
        f"<xml><ToUserName>{cdata('gh_cake')}</ToUserName><Encrypt>{cdata(sealed)}</Encrypt></xml>".encode()
    )
    head = f"POST /wechat/cake?{query} HTTP/1.1\r\nHost: relay\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def dialogues(account: Account, count: int) -> Iterator[list[bytes]]:
    """Of so many customers, each one order."""
    for number in range(count):
        yield [request(account, f"oCustomer{number:08d}", text) for text in DIALOGUE]


class Line:
    """One connection that is kept."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def ask(self, message: bytes) -> float:
        """Seconds until the whole answer is there."""
        began = time.perf_counter()
        self._writer.write(message)
        head = await self._reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head[:80].decode())
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await self._reader.readexactly(int(length.split(b":")[1]))
        return time.perf_counter() - began


async def line(port: int) -> Line:
    return Line(*await asyncio.open_connection("127.0.0.1", port))


async def closed(port: int, customers: int, seconds: float) -> tuple[list[float], float]:
    account = Account(APPID, TOKEN, AES_KEY, "")
    ready = iter(list(dialogues(account, int(160 * (seconds + WARM)))))
    took: list[float] = []
    start = time.perf_counter() + WARM
    end = start + seconds

    async def customer() -> None:
        own = await line(port)
        for dialogue in ready:
            for message in dialogue:
                if time.perf_counter() > end:
                    return
                spent = await own.ask(message)
                if start < time.perf_counter() < end:
                    took.append(spent)
        raise RuntimeError("not enough messages were made")

    await asyncio.gather(*(customer() for _ in range(customers)))
    return took, seconds


async def paced(port: int, rate: int, seconds: float) -> tuple[list[float], float]:
    account = Account(APPID, TOKEN, AES_KEY, "")
    everybody = list(dialogues(account, int(rate * (seconds + WARM)) // len(DIALOGUE) + 1))
    # by turns, as many customers talk at once; two messages of one are a second or more apart
    group = max(rate, 1)
    messages = [
        dialogue[step]
        for first in range(0, len(everybody), group)
        for step in range(len(DIALOGUE))
        for dialogue in everybody[first : first + group]
    ]
    free = [await line(port) for _ in range(100)]
    took: list[float] = []
    start = time.perf_counter()

    async def send(message: bytes, due: float) -> None:
        own = free.pop() if free else await line(port)
        await own.ask(message)
        free.append(own)
        if due > WARM:
            took.append(time.perf_counter() - start - due)

    async with asyncio.TaskGroup() as running:
        for number, message in enumerate(messages):
            due = number / rate
            if due > seconds + WARM:
                break
            pause = start + due - time.perf_counter()
            if pause > 0:
                await asyncio.sleep(pause)
            running.create_task(send(message, due))
    return took, seconds


def main() -> None:
    port, kind, count, seconds = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    took, over = asyncio.run((closed if kind == "closed" else paced)(port, count, seconds))
    took.sort()
    found = {
        "per_s": len(took) / over,
        "p50_ms": took[len(took) // 2] * 1e3,
        "p99_ms": took[int(len(took) * 0.99)] * 1e3,
        "messages": len(took),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
