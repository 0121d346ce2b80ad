"""A printer through CUPS, the spooler of macOS and Linux: raw jobs over IPP.

Handles: a queue that is stopped, gone or not raw, jobs that are held or fail, a job that is given up. Offers:
`CupsTransport` (`cups://Kitchen`, `cups://host:631/Kitchen`), `queues`. Does not know: what the bytes mean. A job
that left the queue is no proof of paper: CUPS says "completed" when the last byte has gone to the device.
"""

import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from printers.errors import AccessDenied, ConnectionLost, PrinterError, Unreachable
from printers.transport.http import Broken, NotReached, post
from printers.transport.ipp import (
    FORBIDDEN,
    MAX_ANSWER,
    NOT_AUTHENTICATED,
    NOT_AUTHORIZED,
    NOT_FOUND,
    PRINTER_STOPPED,
    Answer,
    BadAnswer,
    JobState,
    Operation,
    parse_answer,
    request,
)
from printers.transport.spooled import SpooledTransport

#: What stands in the queue for each job, and whose it is; nothing of an order.
TITLE, USER = "Order Desk", "order-desk"
DEFAULT_PORT = 631
#: Where CUPS listens on its own computer: Linux, older Linux, macOS.
_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
#: Between two looks at a job, and the longest an answer may take, in seconds; a document has so many bytes per second.
_LOOK, _ANSWER, _SLOWEST = 0.25, 10.0, 50_000
#: Answers in a row that say nothing of a job; then nobody knows what becomes of it.
_ODD = 20
#: RFC 8011 appendix B: a status that says that the job was not taken. Client errors, and of the server's: operation
#: not supported, service unavailable, version not supported, not accepting jobs, busy. All others may come after it.
_CLIENT_ERRORS = range(0x0400, 0x0500)
_NOT_TAKEN = frozenset((0x0501, 0x0502, 0x0503, 0x0506, 0x0507))
_RAW = "application/vnd.cups-raw"
_WAITING = frozenset((JobState.PENDING, JobState.HELD, JobState.PROCESSING, JobState.STOPPED))


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of CUPS. `raw`: it hands bytes through; another one would print ESC/POS as text or garbage."""

    name: str
    uri: str
    make_and_model: str
    device_uri: str
    reasons: tuple[str, ...]
    raw: bool


class CupsTransport(SpooledTransport):
    """`cups://QUEUE`. One-way; each write is a job."""

    def __init__(self, queue: str, uri: str, host: str = "", port: int = DEFAULT_PORT) -> None:
        """`host` "": the CUPS of this computer."""
        super().__init__(uri, _CupsQueue(queue, _Server(host, port)))


def queues(host: str = "", port: int = DEFAULT_PORT) -> list[Queue]:
    """The queues of a CUPS; empty when there is none."""
    wanted = ["printer-name", "printer-make-and-model", "device-uri", "printer-state-reasons"]
    try:
        answer = _Server(host, port).ask(
            "/",
            request(
                Operation.CUPS_GET_PRINTERS, {"requesting-user-name": USER, "requested-attributes": wanted}
            ),
        )
    except PrinterError:
        return []
    if not answer.ok:
        return []
    prefix = f"cups://{host}:{port}/" if host else "cups://"
    found: list[Queue] = []
    for group in answer.groups:
        text = {name: str(values[0]) for name, values in group.items() if values}
        name = text.get("printer-name", "")
        if name:
            model = text.get("printer-make-and-model", "")
            reasons = tuple(
                str(reason) for reason in group.get("printer-state-reasons", ()) if reason != "none"
            )
            found.append(
                Queue(
                    name,
                    prefix + quote(name, safe=""),
                    model,
                    text.get("device-uri", ""),
                    reasons,
                    _is_raw(model),
                )
            )
    return found


class _CupsQueue:
    """A `Spooler` over IPP."""

    def __init__(self, name: str, server: "_Server") -> None:
        self._name = name
        self._server = server
        self._path = f"/printers/{quote(name, safe='')}"
        self._attributes: dict[str, Any] = {
            "printer-uri": f"ipp://localhost{self._path}",
            "requesting-user-name": USER,
        }

    def check(self) -> None:
        """See Spooler.check."""
        wanted = [
            "printer-state", "printer-state-message", "printer-is-accepting-jobs", "printer-make-and-model",
        ]  # fmt: skip
        answer = self._ask(Operation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": wanted})
        if answer.status == NOT_FOUND:
            raise Unreachable(f"CUPS has no queue {self._name}; look up its name in the printer settings")
        self._must_be_allowed(answer)
        state = answer.first("printer-state")
        if not answer.ok or not isinstance(state, int):
            raise Unreachable(f"CUPS tells nothing of the queue {self._name} (status {answer.status:04x}h)")
        if state == PRINTER_STOPPED:
            raise Unreachable(f"the queue {self._name} is paused in CUPS; resume it in the printer settings")
        if answer.first("printer-is-accepting-jobs") == 0:
            raise Unreachable(f"the queue {self._name} takes no jobs in CUPS; let it accept jobs again")
        model = str(answer.first("printer-make-and-model") or "")
        if not _is_raw(model):
            raise Unreachable(
                f"the queue {self._name} has a driver ({model}) that would print commands as text; make a raw queue"
            )

    def submit(self, data: bytes, given_up: threading.Event) -> None:
        """See Spooler.submit. Follows the job until it has left the queue, waiting as long as it is held there."""
        try:
            self.check()
        except (Unreachable, AccessDenied) as error:
            raise ConnectionLost(str(error)) from error
        if given_up.is_set():
            raise ConnectionLost(f"the job for {self._name} was given up")
        size = len(data)
        try:
            answer = self._ask(
                Operation.PRINT_JOB, {"job-name": TITLE, "document-format": _RAW}, data, given_up
            )
            self._must_be_allowed(answer)
        except _Unclear as error:
            raise ConnectionLost(str(error), size) from error
        except (Unreachable, AccessDenied) as error:
            raise ConnectionLost(str(error)) from error
        job = answer.first("job-id")
        if not answer.ok or not isinstance(job, int):
            refused = answer.status in _CLIENT_ERRORS or answer.status in _NOT_TAKEN
            raise ConnectionLost(
                f"CUPS does not take the job for {self._name} (status {answer.status:04x}h)",
                0 if refused else size,
            )
        self._follow(job, size, given_up)

    def _follow(self, job: int, size: int, given_up: threading.Event) -> None:
        odd = 0
        while not given_up.wait(_LOOK):
            try:
                answer = self._ask(Operation.GET_JOB_ATTRIBUTES, {"job-id": job})
            except PrinterError as error:
                raise ConnectionLost(
                    f"CUPS went away with a job for {self._name} in it: {error}", size
                ) from error
            if answer.status == NOT_FOUND:
                return  # CUPS keeps no history: gone is all that can be known
            state = answer.first("job-state") if answer.ok else None
            if state == JobState.COMPLETED:
                return
            if state in {JobState.ABORTED, JobState.CANCELED}:
                raise ConnectionLost(f"CUPS ended the job for {self._name} before it was done", size)
            odd = 0 if state in _WAITING else odd + 1
            if odd >= _ODD:
                raise ConnectionLost(f"CUPS says no more of the job for {self._name}", size)
        try:
            self._ask(Operation.CANCEL_JOB, {"job-id": job})
        except PrinterError:
            return  # it may still come out; whoever gave up knows that

    def _ask(
        self,
        operation: Operation,
        more: dict[str, Any],
        data: bytes = b"",
        given_up: threading.Event | None = None,
    ) -> Answer:
        # RFC 8010: printer-uri and job-id first, whoever asks after them
        attributes = {"printer-uri": self._attributes["printer-uri"]}
        if "job-id" in more:
            attributes["job-id"] = more["job-id"]
        attributes.update(self._attributes)
        attributes.update(more)
        return self._server.ask(self._path, request(operation, attributes, data), given_up)

    def _must_be_allowed(self, answer: Answer) -> None:
        if answer.status in {FORBIDDEN, NOT_AUTHENTICATED, NOT_AUTHORIZED}:
            raise AccessDenied(
                f"CUPS does not let this user print on {self._name}; allow it in the queue's settings"
            )


class _Unclear(Unreachable):
    """CUPS may have the request; no answer that can be believed came."""


class _Server:
    """HTTP to one CUPS."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port

    def ask(self, path: str, body: bytes, given_up: threading.Event | None = None) -> Answer:
        """The answer. Raises Unreachable or AccessDenied when CUPS did not take the request, _Unclear when it may."""
        on = self._host or "this computer"
        local = None if self._host else next((name for name in _SOCKETS if Path(name).exists()), None)
        # the name goes into the Host header, which CUPS believes only when it is its own
        name = f"[{self._host}]" if ":" in self._host else self._host or "localhost"
        try:
            status, content = post(
                local or (self._host or "localhost", self._port),
                path,
                body,
                host="localhost" if local else f"{name}:{self._port}",
                kind="application/ipp",
                seconds=_ANSWER + len(body) / _SLOWEST,
                most=MAX_ANSWER,
                given_up=given_up,
            )
        except NotReached as error:
            raise Unreachable(f"CUPS does not answer on {on}; is it installed and running?") from error
        except Broken as error:
            raise _Unclear(f"CUPS on {on} stopped answering ({error})") from error
        if status in {401, 403}:
            raise AccessDenied(f"CUPS on {on} refuses the request (HTTP {status})")
        if status != 200:
            kind = Unreachable if 400 <= status < 500 else _Unclear
            raise kind(f"CUPS on {on} refuses the request (HTTP {status})")
        try:
            return parse_answer(content)
        except BadAnswer as error:
            raise _Unclear(f"what answers for CUPS on {on} is no CUPS: {error}") from error


def _is_raw(model: str) -> bool:
    return not model or re.search(r"\braw\b", model, re.IGNORECASE) is not None
