"""HTTP/1.1 over kept connections with next to no work per request, so that many customers fit beside the server."""

import asyncio
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

import httpx


class Answer(NamedTuple):
    """What the fake WeChat looks at of a response."""

    status_code: int
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class PlainClient:
    """Posts to one server; as many connections as requests are under way. Raises httpx.TransportError."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def post(self, path: str, params: Mapping[str, str], content: bytes, timeout: float) -> Answer:
        head = f"POST {path}?{urlencode(params)} HTTP/1.1\r\nHost: {self._host}\r\nContent-Length: {len(content)}\r\n\r\n"
        try:
            async with asyncio.timeout(timeout):
                return await self._exchange(head.encode() + content)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
            raise httpx.TransportError(repr(error)) from error

    async def _exchange(self, request: bytes) -> Answer:
        reader, writer = (
            self._idle.pop() if self._idle else await asyncio.open_connection(self._host, self._port)
        )
        try:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
            body = await reader.readexactly(length)
        except BaseException:
            writer.close()
            raise
        self._idle.append((reader, writer))
        return Answer(int(head[9:12]), body)

    def close(self) -> None:
        for _, writer in self._idle:
            writer.close()
