"""One HTTP request, within a time and a size: what a print queue is asked with.

Handles: TCP and Unix sockets, servers that dribble or never end, giving up while a document is on its way. Offers:
`post`, `NotReached`, `Broken`. Does not know: what is asked. A general client has no end in time for a whole answer.
"""

import socket
import threading
import time
from collections.abc import Iterable

from printers.transport.threaded import SLICE

_PIECE = 65536


class NotReached(Exception):
    """Not one byte of the request went anywhere."""


class Broken(Exception):
    """The server may have the request, or a part of it."""


def post(
    where: str | tuple[str, int],
    path: str,
    body: bytes,
    *,
    host: str,
    kind: str,
    seconds: float,
    most: int,
    given_up: threading.Event | None = None,
) -> tuple[int, bytes]:
    """The status and the content that come back, of at most `most` bytes, all in `seconds`.

    `where`: the path of a Unix socket, or host and port. `host` and `kind` are the headers Host and Content-Type.
    `given_up` ends the sending in the middle. Raises NotReached or Broken.
    """
    import h11

    end = time.monotonic() + seconds
    talk = h11.Connection(h11.CLIENT)
    headers = [
        ("host", host), ("content-type", kind), ("content-length", str(len(body))), ("connection", "close"),
    ]  # fmt: skip
    try:
        request = [talk.send(h11.Request(method="POST", target=path, headers=headers)) or b"", body]
        talk.send(h11.Data(data=body))
        talk.send(h11.EndOfMessage())
        line = _connected(where, seconds)
    except (OSError, ValueError, OverflowError, h11.LocalProtocolError) as error:
        raise NotReached(str(error)) from error
    with line:
        try:
            _send(line, request, end, given_up)
            return _answer(line, talk, end, most)
        except (OSError, h11.RemoteProtocolError) as error:
            raise Broken(str(error) or type(error).__name__) from error


def _connected(where: str | tuple[str, int], seconds: float) -> socket.socket:
    if not isinstance(where, str):
        return socket.create_connection(where, timeout=seconds)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(seconds)
        line.connect(where)
    except BaseException:
        line.close()
        raise
    return line


def _send(line: socket.socket, parts: Iterable[bytes], end: float, given_up: threading.Event | None) -> None:
    for part in parts:
        left = memoryview(part)
        while left:
            if given_up is not None and given_up.is_set():
                raise Broken("it was given up")
            _allow(line, end)
            try:
                left = left[line.send(left[:_PIECE]) :]
            except TimeoutError:
                continue
            except (BrokenPipeError, ConnectionResetError):
                return  # who refuses a request in the middle has said why


def _answer(line: socket.socket, talk: "object", end: float, most: int) -> tuple[int, bytes]:
    import h11

    assert isinstance(talk, h11.Connection)
    status, content = 0, bytearray()
    while True:
        event = talk.next_event()
        if event is h11.NEED_DATA:
            _allow(line, end)
            try:
                talk.receive_data(line.recv(_PIECE))
            except TimeoutError:
                continue
        elif isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.Data):
            content += event.data
            if len(content) > most:
                raise Broken("the answer is too long")
        elif isinstance(event, h11.EndOfMessage):
            return status, bytes(content)
        elif not isinstance(event, h11.InformationalResponse):
            raise Broken("the server closed the connection")


def _allow(line: socket.socket, end: float) -> None:
    """Let the next call wait, but not beyond the end."""
    left = end - time.monotonic()
    if left <= 0:
        raise Broken("it takes too long")
    line.settimeout(min(left, SLICE))
