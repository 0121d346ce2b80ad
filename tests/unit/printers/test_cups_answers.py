"""What follows from a CUPS that answers oddly, late or never: a job it may have is never called unsent."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from printers import AccessDenied, ConnectionLost, Unreachable
from printers.transport import cups
from printers.transport.cups import CupsTransport, queues
from printers.transport.ipp import Operation

TICKET = b"ticket" * 100


def integer(name: str, value: int, tag: int = 0x23) -> bytes:
    return bytes((tag,)) + _sized(name.encode()) + _sized(value.to_bytes(4, "big"))


def text(name: str, value: str) -> bytes:
    return b"\x41" + _sized(name.encode()) + _sized(value.encode())


def _sized(content: bytes) -> bytes:
    return len(content).to_bytes(2, "big") + content


def ipp(status: int = 0, *attributes: bytes, group: int = 0x04) -> bytes:
    body = bytes((group,)) + b"".join(attributes) if attributes else b""
    return b"\x01\x01" + status.to_bytes(2, "big") + b"\x00\x00\x00\x01" + body + b"\x03"


READY = ipp(0, integer("printer-state", 3), text("printer-make-and-model", "Local Raw Printer"))
TAKEN = ipp(0, integer("job-id", 7, 0x21), group=0x02)
DONE = ipp(0, integer("job-state", 9), group=0x02)

Say = Callable[[BaseHTTPRequestHandler], None]


def http(status: int, content: bytes = b"") -> Say:
    def say(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("content-length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return say


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(bytes(65536))


def dribble(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"x-more: of it\r\n")
        time.sleep(0.05)


@contextmanager
def served(
    answers: dict[Operation, Say | bytes], asked: list[Operation] | None = None
) -> Iterator[CupsTransport]:
    """A transport to a server that answers so."""
    told = {Operation.GET_PRINTER_ATTRIBUTES: READY, Operation.GET_JOB_ATTRIBUTES: DONE, **answers}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            operation = Operation(int.from_bytes(body[2:4], "big"))
            if asked is not None:
                asked.append(operation)
            say = told[operation]
            try:
                (http(200, say) if isinstance(say, bytes) else say)(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield CupsTransport("Kitchen", "cups://here/Kitchen", "127.0.0.1", server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def lost(answers: dict[Operation, Say | bytes]) -> int:
    """The bytes that CUPS may have after printing with such answers failed."""

    async def scene(transport: CupsTransport) -> int:
        await transport.open()
        with pytest.raises(ConnectionLost) as told:
            await transport.write(TICKET)
        return told.value.bytes_sent

    with served(answers) as transport:
        return asyncio.run(scene(transport))


@pytest.mark.parametrize("status", [0x0400, 0x0403, 0x040A, 0x04FF, 0x0501, 0x0502, 0x0503, 0x0506, 0x0507])
def test_a_job_that_was_refused_is_not_on_paper(status: int) -> None:
    assert lost({Operation.PRINT_JOB: ipp(status)}) == 0


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_request_that_was_refused_is_not_on_paper(status: int) -> None:
    assert lost({Operation.PRINT_JOB: http(status)}) == 0


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(ipp(0x0500), id="internal error"),
        pytest.param(ipp(0x0505), id="temporary error"),
        pytest.param(ipp(0x0508), id="job canceled"),
        pytest.param(ipp(0x0509), id="multiple documents"),
        pytest.param(ipp(0), id="no job id"),
        pytest.param(b"nothing of IPP", id="no IPP"),
        pytest.param(http(500), id="HTTP 500"),
        pytest.param(http(302), id="HTTP 302"),
        pytest.param(hang_up, id="hangs up"),
        pytest.param(endless, id="endless"),
    ],
)
def test_a_job_that_cups_may_have_may_be_on_paper(answer: Say | bytes) -> None:
    assert lost({Operation.PRINT_JOB: answer}) == len(TICKET)


def test_an_answer_that_dribbles_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cups, "_ANSWER", 0.4)
    assert lost({Operation.PRINT_JOB: dribble}) == len(TICKET)


@pytest.mark.parametrize("answer", [ipp(0x0500), ipp(0), http(500), b"rubbish", hang_up])
def test_a_job_of_which_nothing_is_told_is_not_watched_for_ever(
    answer: Say | bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cups, "_LOOK", 0.001)
    assert lost({Operation.PRINT_JOB: TAKEN, Operation.GET_JOB_ATTRIBUTES: answer}) == len(TICKET)


@pytest.mark.parametrize(
    "answer",
    [
        ipp(0x0500),
        ipp(0),
        http(500),
        http(404),
        b"rubbish",
        hang_up,
        ipp(0, integer("printer-state", 3), text("printer-make-and-model", "Crawford 58")),
    ],
)
def test_a_queue_that_cannot_be_asked_is_unreachable(answer: Say | bytes) -> None:
    with served({Operation.GET_PRINTER_ATTRIBUTES: answer}) as transport, pytest.raises(Unreachable):
        asyncio.run(transport.open())


@pytest.mark.parametrize("answer", [http(401), ipp(0x0403)])
def test_a_queue_that_may_not_be_asked_is_denied(answer: Say | bytes) -> None:
    with served({Operation.GET_PRINTER_ATTRIBUTES: answer}) as transport, pytest.raises(AccessDenied):
        asyncio.run(transport.open())


@pytest.mark.parametrize(
    "host",
    ["no such host", "x" * 300, "b\r\nad", "[::1", "例" * 80],
    ids=["spaces", "long", "lines", "bracket", "words"],
)
def test_a_host_that_cannot_be_one_is_unreachable(host: str) -> None:
    with pytest.raises(Unreachable):
        asyncio.run(CupsTransport("Kitchen", "cups://x/Kitchen", host).open())
    assert queues(host) == []


@pytest.mark.parametrize("answer", [hang_up, endless, b"rubbish", http(500)])
def test_a_spooler_that_answers_oddly_has_no_queues(answer: Say | bytes) -> None:
    with served({Operation.CUPS_GET_PRINTERS: answer}) as transport:
        assert queues("127.0.0.1", transport._spooler._server._port) == []  # type: ignore[attr-defined]


def test_what_is_given_up_before_it_was_sent_is_not_sent() -> None:
    begun, go = threading.Event(), threading.Event()

    def wait(handler: BaseHTTPRequestHandler) -> None:
        begun.set()
        go.wait()
        http(200, READY)(handler)

    async def scene(transport: CupsTransport) -> None:
        transport._open = True  # the queue is looked at again before each job
        writing = asyncio.create_task(transport.write(TICKET))
        await asyncio.to_thread(begun.wait)
        writing.cancel()
        await asyncio.sleep(0)
        go.set()
        await asyncio.wait((writing,))

    asked: list[Operation] = []
    with served({Operation.GET_PRINTER_ATTRIBUTES: wait, Operation.PRINT_JOB: TAKEN}, asked) as transport:
        asyncio.run(scene(transport))
    assert asked == [Operation.GET_PRINTER_ATTRIBUTES]
