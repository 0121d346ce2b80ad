"""One HTTP/1.1 connection: requests off the wire within limits, answers back, in order."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

import h11

from desk.domain.json_input import MAX_BODY
from desk.listener.messages import Answer, Problem, Request, split_target

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may take. Sizes in bytes, times in seconds.

    `body` is the largest body that is handed on, `drain` what more of it is read and thrown away, so that
    the sender comes to read its 413. `idle` between requests, `spare` how long a connection must have been
    idle before it may make room for another, `head_time` and `body_time` from the first byte to the last,
    `write_time` for the answer, `grace` for what is under way when the listener stops.
    """

    connections: int = 256
    head: int = 16 * 1024
    body: int = MAX_BODY
    drain: int = 64 * 1024 * 1024
    idle: float = 60.0
    spare: float = 2.0
    head_time: float = 10.0
    body_time: float = 30.0
    write_time: float = 10.0
    grace: float = 5.0


class Connection:
    """Serves one client until either side has had enough; `serve` never raises but for cancellation."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        answer: Callable[[Request], Awaitable[Answer]],
        limits: Limits,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._answer = answer
        self._limits = limits
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=limits.head)
        self._closing = False
        self._bodiless = False
        peer = cast("tuple[Any, ...] | None", writer.get_extra_info("peername"))
        self._peer = str(peer[0]) if peer else "?"
        #: Between two requests: nothing is lost by closing now.
        self.idle = True
        self._idle_since = asyncio.get_running_loop().time()

    @property
    def spare(self) -> bool:
        """Whether it was idle so long that hardly a request can be on its way."""
        now = asyncio.get_running_loop().time()
        return self.idle and now - self._idle_since >= self._limits.spare

    def finish(self) -> None:
        """Close after the request at hand, at once when there is none."""
        self._closing = True
        if self.idle:
            self._writer.close()

    async def serve(self) -> None:
        """Answer request after request."""
        try:
            while await self._one():
                self._http.start_next_cycle()
            await self._linger()
        except (OSError, TimeoutError, h11.ProtocolError):
            self._writer.transport.abort()  # the client is gone, or does not take its answer
        finally:
            await self._close()

    async def turn_away(self) -> None:
        """Answer 503 without reading anything."""
        self._closing = True
        problem = Problem(503, "The desk has too many connections.", (("Retry-After", "1"),))
        with contextlib.suppress(OSError, TimeoutError, h11.ProtocolError):
            await self._send(problem.answer())
            await self._linger()
        await self._close()

    async def _one(self) -> bool:
        """One request and its answer; whether the connection may go on."""
        try:
            request = await self._request()
            if request is None:
                return False
            answer = await self._answer(request)
        except Problem as problem:
            answer = problem.answer()
        except h11.RemoteProtocolError as error:
            self._closing = True
            answer = Problem(error.error_status_hint, "The request is not valid HTTP.").answer()
        except TimeoutError:
            self._closing = True
            answer = Problem(408, "The request took too long to arrive.").answer()
        if self._http.our_state is h11.ERROR or self._http.our_state is h11.MUST_CLOSE:
            return False
        await self._send(answer)
        self.idle = True
        self._idle_since = asyncio.get_running_loop().time()
        states = (self._http.our_state, self._http.their_state)
        return states == (h11.DONE, h11.DONE) and not self._closing

    async def _request(self) -> Request | None:
        """The next request with its body, None when the client closed or stayed silent."""
        if not self._http.trailing_data[0]:
            try:
                async with asyncio.timeout(self._limits.idle):
                    data = await self._reader.read(_CHUNK)
            except TimeoutError:
                return None
            self._http.receive_data(data)
        self.idle = False
        async with asyncio.timeout(self._limits.head_time):
            head = await self._event()
        if not isinstance(head, h11.Request):
            return None
        self._bodiless = head.method == b"HEAD"
        async with asyncio.timeout(self._limits.body_time):
            body = await self._body()
        segments, query = split_target(head.target.decode("latin-1"))
        return Request(
            method=head.method.decode("latin-1"),
            segments=segments,
            query=query,
            headers={name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers},
            body=body,
            peer=self._peer,
        )

    async def _body(self) -> bytes:
        """The whole body. Raises Problem 413 when it is too large, after the rest was read away."""
        limits = self._limits
        too_large = Problem(413, f"The body has more than {limits.body} bytes.")
        if self._http.they_are_waiting_for_100_continue:
            self._write(self._http.send(h11.InformationalResponse(status_code=100, headers=[])))
        parts: list[bytes] = []
        size = 0
        while True:
            event = await self._event()
            if isinstance(event, h11.Data):
                size += len(event.data)
                if size <= limits.body:
                    parts.append(bytes(event.data))
                elif size > limits.body + limits.drain:
                    self._closing = True
                    raise too_large
                else:
                    parts.clear()
            elif isinstance(event, h11.EndOfMessage):
                break
            else:
                raise ConnectionError("closed within a body")
        if size > limits.body:
            raise too_large
        return b"".join(parts)

    async def _event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        while True:
            event = self._http.next_event()
            if event is not h11.NEED_DATA:
                return event
            self._http.receive_data(await self._reader.read(_CHUNK))

    async def _send(self, answer: Answer) -> None:
        headers = [
            ("Content-Type", answer.content_type),
            ("Content-Length", str(len(answer.body))),
            *answer.headers,
        ]
        if self._closing:
            headers.append(("Connection", "close"))
        data = (
            self._http.send(
                h11.Response(status_code=answer.status, headers=headers, reason=_phrase(answer.status))
            )
            or b""
        )
        if not self._bodiless:
            data += self._http.send(h11.Data(data=answer.body)) or b""
        data += self._http.send(h11.EndOfMessage()) or b""
        self._write(data)
        async with asyncio.timeout(self._limits.write_time):
            await self._writer.drain()

    def _write(self, data: bytes | None) -> None:
        if data:
            self._writer.write(data)

    async def _close(self) -> None:
        self._writer.close()
        try:
            async with asyncio.timeout(self._limits.write_time):
                await self._writer.wait_closed()
        except (OSError, TimeoutError):
            self._writer.transport.abort()

    async def _linger(self) -> None:
        """Say that no more comes, and read away what the client still sends: closing on unread bytes
        resets the connection, and the reset can overtake the answer.
        """
        if self._writer.is_closing():
            return
        if self._writer.can_write_eof():
            self._writer.write_eof()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2.0):
                while await self._reader.read(_CHUNK):
                    pass


def _phrase(status: int) -> bytes:
    """The words after the status code: nothing reads them but people, and clients written in an afternoon."""
    try:
        return HTTPStatus(status).phrase.encode()
    except ValueError:
        return b""
